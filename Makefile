# One door in: `make help` lists the rules. Every rule starts with `setup`, which costs nothing when nothing changed.
PYTHON ?= python3
BIN = .venv/bin
UV = $(BIN)/uv pip install --quiet --python $(BIN)/python
MANAGE = $(BIN)/cordata manage
# No C++ compiler: take zig's, from PyPI.
NONE := $(if $(filter environment,$(origin CXX)),,$(shell (command -v c++ || command -v g++ || command -v clang++) >/dev/null || echo none))
ZIG := $(if $(CORDATA_ZIG)$(NONE),zig)

ENGINE = engine/pyproject.toml engine/backend.py engine/CMakeLists.txt $(shell find engine/core -type f 2>/dev/null)
APP = pyproject.toml hatch_build.py package.json package-lock.json $(shell find cordata/locale -name '*.po' 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help setup demo test check bench bench-register lock messages fix clean

help:  ## list the rules
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## /\1|/' | awk -F'|' '{printf "  make %-15s %s\n", $$1, $$2}'

setup: .venv/.app  ## make the environment: .venv, engine, browser modules, translations

demo: setup  ## show a valley with made-up people; FRESH=1 empties it first, PORT=8001 listens elsewhere
	@$(BIN)/cordata demo $(if $(FRESH),--fresh --yes) $(if $(PORT),--port $(PORT))

test: setup  ## run every test: SQLite, PostgreSQL where it can be started, browser, JavaScript
	@$(BIN)/python -m tools.run_tests

check: setup  ## run all that CI runs: lint, types, contracts, migrations, then every test
	@$(BIN)/python -m tools.check

bench: setup  ## measure: plan quality, day screen, roads, import
	@$(UV) --require-hashes -r requirements-bench.txt
	@for script in benchmarks/*.py; do echo "== $$script"; $(BIN)/python -m benchmarks.$$(basename $$script .py) || exit 1; done

bench-register: setup  ## measure: search and a person's page with 100,000 people, on both databases (half an hour)
	@$(BIN)/python -m benchmarks.register

lock: setup  ## choose anew the versions of what we depend on, and write them with their hashes
	@$(BIN)/uv lock --quiet --upgrade
	@$(BIN)/uv export --quiet --frozen --no-emit-workspace --no-header -o requirements-dev.txt
	@$(BIN)/uv export --quiet --frozen --no-emit-workspace --no-header --only-group zig -o requirements-zig.txt
	@$(BIN)/uv export --quiet --frozen --no-emit-workspace --no-header --group bench -o requirements-bench.txt

messages: setup  ## collect the words of screens into cordata/locale (needs gettext)
	@$(BIN)/python -m tools.messages

fix: setup  ## put the code into the house's form
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

clean:  ## take away what can be made again; never what was entered (data/)
	rm -rf .venv build dist node_modules engine/build cordata/vendor cordata/locale/*/LC_MESSAGES/*.mo \
		.pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis test-results benchmarks/results

.venv/bin/python:
	@$(PYTHON) tools/bare.py
	@$(PYTHON) -m venv .venv

# uv first, with the hash that is written for it; it then installs the rest, ten times faster than pip.
.venv/.tools: .venv/bin/python requirements-dev.txt requirements-zig.txt
	@awk '/^[a-z]/ { wanted = /^uv==/ } wanted' requirements-dev.txt > .venv/uv.txt
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r .venv/uv.txt
	@$(UV) --require-hashes -r requirements-dev.txt $(if $(ZIG),-r requirements-zig.txt)
	@touch $@

.venv/.engine: .venv/.tools $(ENGINE)
	@$(UV) --no-deps --no-build-isolation -e engine
	@touch $@

.venv/.app: .venv/.engine $(APP)
	@$(UV) --no-deps --no-build-isolation -e .
	@touch $@
