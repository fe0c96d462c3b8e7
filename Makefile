# Thin: each target is a line or two over the command line. Windows: the same steps are in README.md.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING = 1

.PHONY: site serve check test bench bench-search bench-browser lock clean

site: $(VENV)/.site
	$(BIN)/hongke build --strict

serve: $(VENV)/.site
	$(BIN)/hongke serve

check: $(VENV)/.site
	$(BIN)/hongke check

test: $(VENV)/.dev
	$(BIN)/ruff format --check scripts tests
	$(BIN)/ruff check scripts tests
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

# What builds of generated catalogues of 100, 1,000 and 10,000 entries cost, beside Hugo and plain MkDocs; how soon a browser
# shows a saved edit, where Chromium is installed.
bench: $(VENV)/.dev
	PYTHONPATH=tests $(BIN)/python -m bench_growth

# How well the search finds things, beside Pagefind and Material's own, on the same pages.
bench-search: $(VENV)/.dev
	$(BIN)/python tests/bench_search.py

# Lighthouse on a generated site of 10,000 entries, as on a phone, and the heaviest pages. Needs Node and Chromium.
bench-browser: $(VENV)/.dev
	npm ci --prefix tests/tools/lighthouse --no-audit --no-fund
	$(BIN)/python tests/bench_browser.py --json build/bench-browser.json

# The hashed file first, then the package itself: pip refuses --require-hashes with -e.
$(VENV)/.site: requirements.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.site
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.txt
	touch $@

# Needs uv. Writes every version with the hashes of every platform, and no index address.
lock:
	uv pip compile --quiet --universal --generate-hashes --no-annotate --custom-compile-command "make lock" --python-version 3.11 --extra build -o requirements.txt pyproject.toml
	uv pip compile --quiet --universal --generate-hashes --no-annotate --custom-compile-command "make lock" --python-version 3.11 --extra build --extra dev -c requirements.txt -o requirements-dev.txt pyproject.toml

clean:
	rm -rf site build
