.POSIX:
SHELL = /bin/sh
.DEFAULT_GOAL := help
.PHONY: help install demo tour test browser picture check bench kill lock clean

# The first interpreter that is 3.11 or newer; `make PYTHON=… install` names another.
PYTHON = $$(for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)
VENV = .venv
BIN = $(VENV)/bin
READY = $(VENV)/.ready

help: ## Show what can be made
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 10

install: $(READY) ## Create .venv with the runwatch command

$(READY): requirements.lock pyproject.toml
	@python="$(PYTHON)"; \
	if [ -z "$$python" ]; then echo "Runwatch needs Python 3.11 or newer, with venv and pip."; exit 1; fi; \
	"$$python" -m venv $(VENV)
	@echo "Installing into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-compile -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

demo: $(READY) ## Try the bot in a browser, with a local Slack and a simulated cloud
	@$(BIN)/runwatch demo

tour: $(READY) ## Play a fixed conversation of the demo without a browser, and check it
	@$(BIN)/runwatch demo --tour

# Coverage doubles the time of many tests, so its gate is for continuous integration.
# Workers that have no tests left take from others: slow tests stand side by side.
test: $(READY) ## Run every test but those in a browser; where CI is set, with the coverage gate
	@$(BIN)/pytest -n auto --dist worksteal $${CI:+--cov --cov-report=term}

browser: $(READY) ## Run the tests in a browser (needs Chromium)
	@$(BIN)/pytest -n logical tests/browser

picture: $(READY) ## Take the README's picture of the demo (needs Chromium)
	@$(BIN)/pytest --quiet tests/browser/test_picture.py --picture docs/playground.png

check: $(READY) ## Lint, format, types, layers, spelling
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/codespell

bench: $(READY) $(VENV)/.bench ## Measure, side by side with a bare Bolt app and the vendor's SDK
	@$(BIN)/python -m tests.bench

kill: $(READY) ## Kill the bot in the middle of 200 digests, and compare with the truth
	@$(BIN)/pytest -n auto tests/kill --rounds 200

$(VENV)/.bench: $(READY) tests/bench/requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-compile -r tests/bench/requirements.lock
	@touch $(VENV)/.bench

lock: ## Resolve the dependencies again (needs uv)
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header \
		--python-version 3.11 --group dev --upgrade -o requirements.lock pyproject.toml
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header \
		--python-version 3.11 --extra bench --group dev --constraint requirements.lock \
		-o tests/bench/requirements.lock pyproject.toml

clean: ## Remove .venv and every cache
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage
