# Everything starts here. `make demo` and `make test` need only make and Python 3.11+.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
PO := $(wildcard src/arouez/web/locale/*/LC_MESSAGES/django.po)
DEMO := AROUEZ_DEMO=true AROUEZ_BASE_URL=http://127.0.0.1:$(PORT)

.PHONY: help demo serve test check bench interop fuzz screenshots messages lock clean

help:
	@sed -n 's/^## //p' $(MAKEFILE_LIST)

## make demo         the seeded network on http://127.0.0.1:8000 (PORT= to change); a second run keeps the data
demo: .venv/base $(PO:.po=.mo)
	@$(DEMO) $(BIN)/arouez manage seed
	@$(DEMO) $(BIN)/arouez serve --port $(PORT)

## make serve        the site as your environment sets it (docs/operating.md)
serve: .venv/base $(PO:.po=.mo)
	@$(BIN)/arouez serve --port $(PORT)

## make test         all tests; those in a browser, on PostgreSQL and with Node where these are found
test: .venv/dev .venv/validator-core $(PO:.po=.mo) node_modules
	@$(BIN)/python scripts/test.py

## make check        format, lint, types, import contracts, migrations, translations
check: .venv/dev $(PO:.po=.mo)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet src
	AROUEZ_DEMO=true $(BIN)/arouez manage makemigrations --check --dry-run
	AROUEZ_DEMO=true $(BIN)/arouez manage check
	$(BIN)/python scripts/messages.py --check

## make bench        the measures of bench/README.md
bench: .venv/dev $(PO:.po=.mo) node_modules
	@$(BIN)/python bench/run.py

## make interop      docs/interop.md, from what others' software says of our badges and ours of theirs
interop: .venv/dev .venv/validator-core node_modules
	@$(BIN)/python scripts/interop.py

## make screenshots  var/screenshots, from a freshly seeded site, and those of docs (needs Chromium)
screenshots: .venv/dev $(PO:.po=.mo)
	@$(BIN)/python scripts/screenshots.py

## make fuzz         ten minutes of a coverage-guided fuzzer on all that reads what strangers bring (needs atheris)
fuzz: .venv/dev
	@$(BIN)/python -m pip install -qq --disable-pip-version-check atheris
	@for target in anything altered picture text; do $(BIN)/python tests/fuzz/fuzz.py $$target 150 || exit 1; done

## make messages     bring the translation catalogues up to date with the source
messages: .venv/dev
	@$(BIN)/python scripts/messages.py

## make lock         lock the dependencies again, with hashes and no registry address
lock: .venv/dev
	@$(BIN)/python scripts/lock.py

clean:
	rm -rf .venv node_modules var .cache

# ---- what the targets stand on

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Arouez needs Python 3.11 or later."; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/base: requirements/base.txt pyproject.toml | .venv/bin/python
	@echo "Installing what the site needs into .venv…"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/base.txt
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: requirements/dev.txt .venv/base
	@echo "Installing what the tests and checks need into .venv…"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

# 1EdTech's validator wants old versions of much, so it stands apart; left out where Python is too new for it.
.venv/validator-core: requirements/validator-core.txt | .venv/bin/python
	@echo "Installing 1EdTech's validator of Open Badges 2.0…"
	@rm -rf $@
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --no-deps --target $@ -r $< \
	|| echo "It does not install here: what it would say of our badges is skipped."
	@mkdir -p $@ && touch $@

# The verifiers that others wrote for Node: a dependency of tests and bench only, left out where there is no npm.
node_modules: package.json package-lock.json
	@if command -v npm >/dev/null; then npm ci --silent --no-audit --no-fund --ignore-scripts && touch $@; \
	else echo "No npm here: the checks by Node's verifiers are skipped."; fi

%.mo: %.po | .venv/base
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@
