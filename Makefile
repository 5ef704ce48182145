# `make help` lists what there is. Everything is installed into .venv, all state lies in var/.

SHELL := /bin/bash
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
OURS := platform/kernel platform/cites tenants workflows localization billing cms infra
PACKAGES := $(wildcard $(OURS))
CODE := $(PACKAGES) manage.py
PART ?=

##@ Every day

.PHONY: help
help: ## list the targets
	@awk 'BEGIN { FS = ":.*## " } \
		/^##@/ { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: setup ## set up and serve everything at http://localhost:8000 (PORT=8001 for another port)
	@exec $(BIN)/python -m infra.run

.PHONY: test
test: setup ## run every test, browser journeys included (ARGS="tests/infra -k stop" for some)
	@$(BIN)/python manage.py compile_messages >/dev/null
	$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder $(ARGS)

.PHONY: everything
everything: ## run the tests more thoroughly: more examples, every profile, an import of 40,000 taxa
	@EVERYTHING=1 $(MAKE) test

.PHONY: check
check: setup ## format, lint, types, import contracts, migrations, deployment, templates, locks
	$(BIN)/ruff format --check $(CODE) tests
	$(BIN)/ruff check $(CODE) tests
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m infra.check migrations
	$(BIN)/python -m infra.check deployment
	$(BIN)/python -m infra.check templates
	$(BIN)/python -m infra.check locks

.PHONY: fix
fix: setup ## format, and repair what the linters can repair
	$(BIN)/ruff check --fix-only $(CODE) tests
	$(BIN)/ruff format $(CODE) tests
	$(BIN)/python -m infra.check templates --fix

.PHONY: bench
bench: setup ## measure (PART=requests for one part); each part takes less than ten minutes
	$(BIN)/python -m infra.bench $(PART)

##@ Now and then

.PHONY: setup
setup: .venv/.ready front ## install what requirements.lock names and build the style sheet

.PHONY: front
front: .venv/.ready
	@$(BIN)/python -m infra.front

.PHONY: verifier
verifier: setup ## build the small package that checks permits offline, into var/dist
	@$(BIN)/python -m infra.verifier

.PHONY: lock
lock: .venv/.ready ## resolve anew into requirements.lock: the newest that pyproject.toml allows
	$(BIN)/python -m infra.lock

.PHONY: clean
clean: ## remove what was built; .venv and the data in var/ stay
	rm -rf node_modules platform/cites/static/build var/front.digest var/files.digest
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis *.egg-info
	find $(PACKAGES) tests -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.made:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: sudo apt install python3"; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python's venv is missing. Install it: sudo apt install python3-venv"; exit 1; }
	@echo "Making .venv with $$("$(PYTHON)" --version)."
	@"$(PYTHON)" -m venv .venv
	@touch $@

.venv/.ready: .venv/.made requirements.lock pyproject.toml
	@echo "Installing the packages of requirements.lock; the first time takes a minute or two."
	@$(PIP) install --quiet --require-hashes --requirement requirements.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@
