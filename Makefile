# Everything that a newcomer or a machine runs; `make` alone lists it.
# No virtual environment needs to be active: all that is installed goes to .venv.

EXAMPLE := examples/wire_translated.txt
EXAMPLE_DATE := 2023-05-02
EXAMPLE_MAP := output/wire_translated.html
EXAMPLE_TITLE := A wire story of 2 May 2023 (invented example)

# What makes the data that the repository holds, and where it lies (make data).
SOURCES_MAKER := gazetteer.build.sources
BASEMAP_MAKER := geomap.mapmaking
SHIPPED_DATA := gazetteer/data geomap/data

# Files that start with _ are helpers of the others.
BENCHES := $(sort $(filter-out benchmarks/_%, $(wildcard benchmarks/*.py)))

VENV := .venv
PY := $(VENV)/bin/python
STAMPS := $(VENV)/stamps
INSTALL := $(PY) -m pip --disable-pip-version-check install --quiet

# What the user's shell sets for other work must not reach ours.
unexport PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONWARNINGS VIRTUAL_ENV
unexport PIP_USER PIP_TARGET PIP_PREFIX PIP_REQUIRE_VIRTUALENV PIP_REQUIRE_HASHES
unexport PYTEST_ADDOPTS MYPYPATH GAZETTEER_DB
export PYTHONNOUSERSITE := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup map test check lock data data-check bench screenshots clean FORCE

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

# --- set-up: each stamp is newer than what it was made of, so a second run does nothing ---

setup: $(STAMPS)/package ## install everything into .venv and make the gazetteer's database
	@echo "Ready: try $(VENV)/bin/gazetteer lookup Bahmutissa, or make map"

# An environment that was moved here, or whose Python is gone, is of no use: make it anew.
VENV_USABLE := [ -x $(PY) ] && grep -qsF '$(CURDIR)/$(VENV)' $(VENV)/bin/activate
$(STAMPS)/venv: $(shell $(VENV_USABLE) || echo FORCE)
	@$(VENV_USABLE) || { python=$$(sh tools/python.sh) && \
		echo "Making $(VENV) with $$python ..." && "$$python" -m venv --clear $(VENV); }
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/runtime: requirements.lock $(STAMPS)/venv
	@echo "Installing the locked packages, a minute or two ..."
	@$(INSTALL) --require-hashes -r requirements.lock
	@touch $@

$(STAMPS)/dev: requirements-dev.lock $(STAMPS)/runtime
	@echo "Installing the locked development tools, a minute or two ..."
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

# The database is made of the text sources and of the code: index and query fold names alike.
# Its stamp lists the files, so that a removed one counts as a change too.
DATABASE := gazetteer/data/gazetteer.db gazetteer/data/rules.json
DATABASE_SOURCES := $(sort $(filter-out $(DATABASE), \
	$(shell find gazetteer -type f ! -name '*.pyc' ! -name '.*' ! -name '*.db-*' ! -name '*.tmp')))
DATABASE_LISTED := $(shell ls $(DATABASE) >/dev/null 2>&1 && cat $(STAMPS)/database 2>/dev/null)
$(STAMPS)/database: $(DATABASE_SOURCES) $(STAMPS)/runtime
$(STAMPS)/database: $(if $(filter-out $(DATABASE_LISTED),$(DATABASE_SOURCES)),FORCE)
$(STAMPS)/database: $(if $(filter-out $(DATABASE_SOURCES),$(DATABASE_LISTED)),FORCE)
	@echo "Making the gazetteer's database ..."
	@$(PY) -m gazetteer.build
	@echo '$(DATABASE_SOURCES)' > $@

# Without isolation: the build backend comes from the lock, and nothing is loaded here.
$(STAMPS)/package: pyproject.toml hatch_build.py $(STAMPS)/runtime | $(STAMPS)/database
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

# --- use ---

map: $(STAMPS)/package ## draw the example report on a map
	@mkdir -p $(dir $(EXAMPLE_MAP))
	@$(VENV)/bin/geomap map $(EXAMPLE) --date $(EXAMPLE_DATE) --title "$(EXAMPLE_TITLE)" -o $(EXAMPLE_MAP)
	@echo "The map is $(CURDIR)/$(EXAMPLE_MAP)"
	@echo "Open it in any browser, no network needed: xdg-open $(EXAMPLE_MAP)"

# --- development ---

test: $(STAMPS)/package $(STAMPS)/dev ## run all tests; ARGS="-k lyman" passes options to pytest
	@CHROMIUM=$$(sh tools/chromium.sh $(PY)) && export CHROMIUM && \
		$(PY) -m pytest -n 2 $(ARGS)

check: $(STAMPS)/package $(STAMPS)/dev ## style, types and the direction of imports
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/oxlint --quiet --deny-warnings geomap/page
	$(PY) -m pytest -q tests/test_imports.py tests/test_project.py

LOCK := $(VENV)/bin/uv pip compile pyproject.toml --quiet --system-certs --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header --group build --extra parquet --extra xlsx
lock: $(STAMPS)/dev ## write both locks from pyproject.toml; UPGRADE=--upgrade takes newer versions
	$(LOCK) $(UPGRADE) --extra data --extra dev --output-file requirements-dev.lock
	$(LOCK) --upgrade --constraint requirements-dev.lock --output-file requirements.lock

data: $(STAMPS)/package $(STAMPS)/dev ## make the shipped data again from its sources
	$(PY) -m $(SOURCES_MAKER)
	@$(MAKE) --no-print-directory setup
	$(PY) -m $(BASEMAP_MAKER)

data-check: data ## prove that the shipped data is what its makers make
	git diff --exit-code --stat -- $(SHIPPED_DATA)
	@test -z "$$(git status --porcelain -- $(SHIPPED_DATA))"

bench: $(STAMPS)/package $(STAMPS)/dev ## run the benchmarks
	@for bench in $(BENCHES); do echo "$$bench" && $(PY) "$$bench" || exit 1; done

screenshots: $(STAMPS)/package $(STAMPS)/dev ## take the pictures of the documentation, one a state of the page
	@CHROMIUM=$$(sh tools/chromium.sh $(PY)) && export CHROMIUM && mkdir -p output && \
		$(VENV)/bin/geomap map $(EXAMPLE) examples/general_staff_uk.txt --date $(EXAMPLE_DATE) \
			--title "Two reports of 2 May 2023 (invented examples)" -o output/screenshots.html && \
		$(PY) tools/screenshots.py output/screenshots.html docs/images && \
		$(VENV)/bin/geomap map $(EXAMPLE) examples/general_staff_uk.txt --date $(EXAMPLE_DATE) \
			--control examples/control --title "Two reports and a sketch of the front (invented)" \
			-o output/screenshots.html && \
		$(PY) tools/screenshots.py output/screenshots.html docs/images --control

clean: ## remove .venv and all that can be made again; maps in output/ stay
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	rm -f $(DATABASE)
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
