"""The strict bench: what production would let pass in silence fails here. CONTRIBUTING.md says why, one line each."""

pytest_plugins = [
    "tests.bench.assets",
    "tests.bench.audit",
    "tests.bench.clock",
    "tests.bench.database",
    "tests.bench.language",
    "tests.bench.needs",
    "tests.bench.network",
    "tests.bench.pages",
    "tests.bench.queries",
    "tests.bench.sign_in",
    "tests.bench.templates",
    "tests.village",
]
