# make setup   .venv with the permanence command, and the front-end assets
# make demo    set up, then make (once) and serve the demo authority at http://localhost:8000
# make test    set up, then everything: lint, types, import contracts, tests, browser tests
# make prove   the proofs at the size of their promises, which takes hours; writes docs/proof.md.
#              ONLY=tests/duels runs some of them: what was not run keeps its rows
# make prove-red   plant faults in a copy, each of which is to turn its test red; ONLY="a gate" plants some of them
# make bench   how fast it is, as ratios of things measured side by side in one run; writes docs/bench.md and fails
#              where a bound is not met. ONLY="pages ready" runs some of them
# make lint    the part of it that runs no test
# make docs    write the generated pages under docs/ again
# make lock    solve the requirements anew
.DELETE_ON_ERROR:
.PHONY: setup dev chromium libreoffice demo test lint format pytest prove prove-red bench docs lock

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.made
DATA ?= var/demo
PORT ?= 8000
WORKERS ?= 2
INSTALL := tools/setup/install.sh

setup: $(STAMP)-command $(STAMP)-assets $(STAMP)-fonts

dev: setup $(STAMP)-dev

$(STAMP)-venv:
	sh tools/setup/venv.sh $(VENV)
	touch $@

$(STAMP)-run: requirements.txt tools/setup/uv.txt $(INSTALL) | $(STAMP)-venv
	sh $(INSTALL) $(VENV) requirements.txt
	touch $@

$(STAMP)-dev: requirements-dev.txt tools/setup/uv.txt $(INSTALL) | $(STAMP)-run
	sh $(INSTALL) $(VENV) requirements-dev.txt
	touch $@

$(STAMP)-command: pyproject.toml | $(STAMP)-run
	$(BIN)/python -m pip install --quiet --no-deps --no-index --no-build-isolation --editable .
	$(BIN)/python -m compileall -q permanence
	touch $@

$(STAMP)-npm: package.json package-lock.json tools/setup/npm.sh | $(STAMP)-run
	sh tools/setup/npm.sh $(VENV)
	touch $@

ASSETS := $(wildcard tools/frontend/*.py) $(shell find permanence/static/src -type f 2>/dev/null)

$(STAMP)-assets: $(STAMP)-npm $(ASSETS)
	$(BIN)/python -m tools.frontend.build
	touch $@

$(STAMP)-fonts: $(STAMP)-npm tools/frontend/fonts.py
	$(BIN)/python -m tools.frontend.fonts
	touch $@

demo: setup
	$(BIN)/permanence demo --data $(DATA) --port $(PORT)

chromium:
	sh tools/setup/chromium.sh

libreoffice:
	sh tools/setup/libreoffice.sh

lint: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

pytest: dev chromium
	$(BIN)/pytest -n $(WORKERS) --dist loadfile

test: lint pytest

RESULTS := $(CURDIR)/var/proof.jsonl

prove: dev chromium libreoffice
	mkdir -p var && rm -f $(RESULTS)
	PERMANENCE_PROVE=$(RESULTS) $(BIN)/pytest -m proof $(ONLY); code=$$?; \
	test -s $(RESULTS) && $(BIN)/python -m tools.prove.report $(RESULTS); exit $$code

prove-red: dev
	mkdir -p var && rm -f $(RESULTS)
	PERMANENCE_PROVE=$(RESULTS) $(BIN)/python -m tools.prove.red $(ONLY); code=$$?; \
	test -s $(RESULTS) && $(BIN)/python -m tools.prove.report $(RESULTS); exit $$code

FIGURES := $(CURDIR)/var/bench.jsonl
BENCHES := worklist pages ready finding unit
PEERS := var/bench/viewflow/.made var/bench/spiff/.made

var/bench/%/.made: bench/with_%/requirements.txt tools/setup/uv.txt $(INSTALL) | $(STAMP)-dev
	sh tools/setup/venv.sh var/bench/$*
	sh $(INSTALL) var/bench/$* $<
	touch $@

bench: dev $(PEERS)
	mkdir -p var && rm -f $(FIGURES)
	code=0; for each in $(or $(ONLY),$(BENCHES)); do \
	  PERMANENCE_BENCH=$(FIGURES) $(BIN)/python -m bench.$$each || code=1; \
	done; \
	test -s $(FIGURES) && $(BIN)/python -m bench.report $(FIGURES) && exit $$code

docs: dev
	$(BIN)/permanence docs

lock: setup
	for each in requirements requirements-dev tools/setup/uv tools/setup/node $(PEERS:var/bench/%/.made=bench/with_%/requirements); do \
	  env -u PIP_FIND_LINKS $(BIN)/uv pip compile --quiet --upgrade --generate-hashes --universal \
	    --python-version 3.11 --no-header $$each.in --output-file $$each.txt || exit 1; \
	done
	npm install --package-lock-only --omit-lockfile-registry-resolved --no-audit --no-fund
