"""`cordata-engine` and the example of the engine's README."""

import json
import re
from pathlib import Path

import pytest
from cordata_engine.cli import main

README = Path(__file__).parents[2] / "engine" / "README.md"
DAY = {
    "stops": [
        {"name": "Rosina", "place": 1, "service_duration": 600, "skills": ["nurse"], "familiar": {"0": 2}},
        {"name": "Claudio", "place": 2, "service_duration": 600, "windows": [{"opens": 0, "closes": 900}]},
    ],
    "routes": [
        {"name": "Valentina", "start_place": 0, "end_place": 0, "opens": 0, "closes": 9000, "skills": ["nurse"]}
    ],
    "links": [{"kind": "ordered", "first": 0, "second": 1}],
    "travel": [[[0, 60, 90], [60, 0, 40], [90, 40, 0]]],
}


class TestCommand:
    def test_prints_a_plan_as_one_line(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        document = tmp_path / "day.json"
        document.write_text(json.dumps(DAY))

        code = main(["solve", str(document), "--steps", "20", "--seed", "3"])

        (line,) = capsys.readouterr().out.splitlines()
        plan = json.loads(line)
        assert (code, plan["steps"], plan["seed"]) == (0, 20, 3)
        assert [step["stop"] for step in plan["plans"][0]["steps"]] == [0, 1]

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("{", "JSONDecodeError"),
            ("{}", "KeyError: 'stops'"),
            (json.dumps(DAY | {"travel": [[[0]]]}), r"place must be one of the 1 places"),
            (json.dumps(DAY | {"links": [{"kind": "near", "a": 0, "b": 1}]}), "KeyError: 'near'"),
        ],
    )
    def test_says_what_is_wrong_with_the_problem(
        self, text: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        document = tmp_path / "day.json"
        document.write_text(text)

        code = main(["solve", str(document)])

        assert code == 2
        assert re.search(told, capsys.readouterr().err)


class TestReadme:
    def test_its_example_runs(self, capsys: pytest.CaptureFixture[str]) -> None:
        (example,) = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)

        exec(example, {})

        assert capsys.readouterr().out.endswith(" 3700 ()\n")
