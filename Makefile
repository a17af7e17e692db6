# One command a job. `make` alone lists them. Nothing here needs root, and after `make setup` nothing needs a network.

VENV  := .venv
BIN   := $(VENV)/bin
STAMP := $(VENV)/.installed

# torch stands apart from the lock: its builds (processor, graphics card) differ in their hashes, and a newer release must not
# slip in. One that is already in .venv stays; `make setup TORCH=torch==X` takes another.
TORCH ?= torch==2.13.0

NEW_ENOUGH := -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
# The first Python on the path that is new enough; `make setup PYTHON=/path/to/python` takes another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do $$p $(NEW_ENOUGH) && { echo $$p; break; }; done)

PIP := $(BIN)/python -m pip --disable-pip-version-check
# spaCy and torch each start a thread a core; tests run in three processes already, since those of the screens wait as much as they work.
# Neighbours stay together as long as there is enough for all, since a file's tests share what took long to set up.
TEST_ENV := OMP_NUM_THREADS=1 OMP_WAIT_POLICY=PASSIVE

# Whoever has it set would have everything compiled anew by each of the hundreds of processes that tests start.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup demo test check bench soak pictures lock clean

help: ## list these commands
	@echo "make COMMAND, where COMMAND is one of"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "Start with: make demo"

setup: $(STAMP) ## create .venv with everything in it (about 2 GB); does nothing when that is up to date
	@echo "The environment is ready. Next: make demo, or $(BIN)/positions --help"

# The lock goes first: torch then finds its own dependencies there, checked by their hashes, and brings only itself.
# Nothing is compiled ahead: of 20,000 modules a tenth is ever imported, and to compile all takes longer than to fetch them.
$(STAMP): requirements.lock pyproject.toml
	@"$(PYTHON)" $(NEW_ENOUGH) || { echo "positions needs Python 3.11 or newer, and $(or $(PYTHON),what is on the path) is not." >&2; \
		echo "Install one with your system's package manager, or name one: make setup PYTHON=/path/to/python" >&2; exit 1; }
	@$(BIN)/python $(NEW_ENOUGH) || { echo "Creating $(VENV) with $(PYTHON)"; "$(PYTHON)" -m venv --clear $(VENV); }
	@echo "Installing the libraries into $(VENV): about 2 GB, some minutes, once"
	@$(PIP) install -q --no-compile --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -c 'import importlib.util as u, sys; sys.exit(u.find_spec("torch") is None)' || $(PIP) install -q --no-compile "$(TORCH)"
	@$(PIP) install -q --no-deps --no-build-isolation -e .
	@touch $@

demo: $(STAMP) ## sample articles to a matrix on the screen (printed, where no terminal is attached)
	@$(BIN)/positions demo $(ARGS)
	@echo "Next: $(BIN)/positions --help, or the README's first ten minutes" >&2

test: $(STAMP) ## every test except the soak tests
	@$(TEST_ENV) $(BIN)/python -m pytest -n 3 --dist worksteal $(ARGS)
	@echo "All tests passed. Next: make check, or make demo"

check: $(STAMP) ## style, types and the layers' import contracts
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy --strict
	@$(BIN)/lint-imports --no-logo

bench: $(STAMP) ## what start-up, extraction and loading cost, as multiples of the bare libraries; how well the samples are read
	@$(BIN)/python -m benchmarks $(ARGS)

soak: $(STAMP) ## the tests that take long (an hour or two on two idle cores)
	@$(TEST_ENV) $(BIN)/python -m pytest -m soak $(ARGS)

pictures: $(STAMP) ## take the pictures of the README and of docs/ anew, of the demo
	@$(BIN)/python docs/pictures.py
	@echo "Next: look at them, then commit"

# Resolved for the torch named above, which itself stays out; on a machine whose torch is a CPU build, since others bring
# packages that no one else needs (a test looks).
lock: $(STAMP) ## resolve pyproject.toml's ranges anew into requirements.lock (needs a network)
	@printf '%s\n' '$(TORCH)' | CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --upgrade --extra dev --strip-extras \
		--generate-hashes --unsafe-package pip --unsafe-package torch --no-emit-options --constraint /dev/stdin \
		--output-file requirements.lock pyproject.toml
	@echo "requirements.lock is fresh. Next: make test, then commit it"

clean: ## remove what the other commands made, .venv included
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
