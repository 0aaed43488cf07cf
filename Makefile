# Only Python >= 3.11, make and a network to install from are needed.
PYTHON ?= python3
PORT ?= 8000
N ?= 100000
# Test processes; with servers from the environment there is one.
PROCESSES ?= 2
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: demo test lint lock bench
demo: $(VENV)/demo.ok
	@DEMO=true BASE_URL=http://127.0.0.1:$(PORT) exec $(BIN)/python manage.py demo --port $(PORT)

bench: $(VENV)/demo.ok
	@VAR_DIR=$(CURDIR)/var/bench STATIC_ROOT=$(CURDIR)/var/bench/static $(BIN)/python manage.py bench --count $(N)

test: lint
	@$(BIN)/python -m pytest $(if $(DATABASE_URL),,--numprocesses $(PROCESSES) --dist worksteal)

lint: $(VENV)/dev.ok
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/djlint --lint --quiet templates
	@$(BIN)/lint-imports
	@DATABASE_URL=postgresql://lint@localhost/lint REDIS_URL=redis://localhost SECRET_KEY=lint $(BIN)/mypy
	@$(BIN)/python manage.py makemigrations --check --dry-run

$(VENV)/python.ok:
	@echo "Creating the virtual environment"
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed.") if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/demo.ok: requirements/demo.txt $(VENV)/python.ok
	@echo "Installing pinned packages"
	@$(PIP) -r requirements/demo.txt
	@touch $@

$(VENV)/dev.ok: requirements/dev.txt $(VENV)/python.ok
	@echo "Installing pinned packages for tests"
	@$(PIP) -r requirements/dev.txt
	@touch $@ $(VENV)/demo.ok

lock:  # needs uv
	cd requirements && uv pip compile ../pyproject.toml --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-annotate --no-header -o base.txt
	cd requirements && uv pip compile ../pyproject.toml --extra embedded --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-annotate --no-header -c base.txt -o demo.txt
	cd requirements && uv pip compile ../pyproject.toml --extra embedded --extra dev --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-annotate --no-header -c demo.txt -o dev.txt
