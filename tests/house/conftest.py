from tests.house.rules.sizes import tests_to_code
from tests.house.tree import committed


def pytest_terminal_summary(terminalreporter) -> None:
    """Say how much is tested for how much there is; the house wants 1.2 or more."""
    tests, code = tests_to_code(committed())
    terminalreporter.write_line(f"tests : code = {tests / code:.2f} ({tests} and {code} lines)")
