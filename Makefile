# What a person would type: `make rid`, `make test`, `make check`, `make bench`.
# Nobody needs make: README.md and CONTRIBUTING.md say how to do the same with pip.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help rid check test quick format bench looks editor-test lock clean

help:
	@echo "make rid      build the RID of the November 2022 release into out/"
	@echo "make check    check the register"
	@echo "make test     run the tests, linters, types and the import contract"
	@echo "make quick    run the tests that do not take long"
	@echo "make format   format and fix the code"
	@echo "make bench    measure speed, as ratios to a bare interpreter"
	@echo "make looks    show every page of every document, and measure how they look"
	@echo "make editor-test  try what editors show and offer (npm install in bench/ first)"
	@echo "make lock     renew the lock files from pyproject.toml"
	@echo "make clean    remove what was built and installed"

rid: $(VENV)/.installed
	@$(BIN)/sectool rid build 2022-11

check: $(VENV)/.installed
	$(BIN)/sectool check

test: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto

quick: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n auto -m "not slow"

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.installed-dev
	$(BIN)/python bench/bench.py

looks: $(VENV)/.installed-dev
	$(BIN)/python bench/looks.py

editor-test: $(VENV)/.installed-dev
	$(BIN)/python bench/editor.py

lock: $(VENV)/.installed-dev
	CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile -q --strip-extras --generate-hashes \
	  --build-deps-for editable --allow-unsafe --no-emit-index-url --no-emit-trusted-host \
	  --no-emit-find-links --upgrade -o requirements.lock pyproject.toml
	CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile -q --strip-extras --generate-hashes \
	  --build-deps-for editable --allow-unsafe --no-emit-index-url --no-emit-trusted-host \
	  --no-emit-find-links --upgrade --extra dev -o requirements-dev.lock pyproject.toml

clean:
	rm -rf $(VENV) out dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

# Bytecode is compiled here: where PYTHONDONTWRITEBYTECODE is set, every start would otherwise
# compile everything again.
$(VENV)/.installed: pyproject.toml requirements.lock
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q sectool
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
