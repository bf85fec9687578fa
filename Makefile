# One verb a habit. Needs make and Python 3.11 or newer; everything else goes into .venv, from the lock.
VENV ?= .venv
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
RUN = $(VENV)/bin/python
# Compiled modules are kept: the tests start Python a hundred times.
unexport PYTHONDONTWRITEBYTECODE
LOCK = $(RUN) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help venv demo test test-lean soak lint types bench bench-scale bench-peers wheel-check wheelhouse lock clean

help:
	@echo 'make demo        set up, load the sample documents, print the outstanding ledger'
	@echo 'make test        set up, run every test (8 to 10 minutes on two cores)'
	@echo 'make soak        the long proofs'
	@echo 'make lint types  ruff; mypy --strict'
	@echo 'make bench       characters per second beside jieba.cut, cold start beside jieba.initialize'
	@echo 'make bench-scale cost by size, a million obligations (half an hour; SIZES, OBLIGATIONS, POSTGRES)'
	@echo 'make bench-peers the resolvers beside other systems, on their own cases'
	@echo 'make wheelhouse  everything for an installation without network'
	@echo 'make lock        resolve the dependencies anew'

venv:
	@sh .ci/venv '$(VENV)' '$(PYTHON)'

demo: venv
	@rm -rf .demo && mkdir -p .demo
	$(VENV)/bin/duban load corpus/samples --db sqlite:///.demo/duban.db
	$(VENV)/bin/duban ledger --db sqlite:///.demo/duban.db

# One process a core, a file at a time in each, the longest first; the closing lines say what was skipped and why.
PYTEST = $(RUN) -m pytest -q -n $(JOBS) --dist loadfile --no-loadscope-reorder
JOBS ?= auto
# What could differ from one Python to the next, without servers, browsers and clocks, and once: properties try the same
# code a hundred times, and how well pages are recognized is the models' business (of the scans, test_scans.py is enough).
LEAN = tests/batch/test_night.py tests/cli tests/explain tests/export tests/golden tests/read tests/resolve tests/rulebook \
	tests/store tests/structure tests/test_codec.py tests/test_imports.py tests/test_settings.py tests/web/test_api.py \
	$(addprefix --ignore tests/,read/test_surety.py read/test_columns.py cli/test_slow_document.py cli/test_purge.py \
	golden/test_surface.py resolve/test_fuzz.py)

test: venv
	@sh .ci/install-packages
	$(PYTEST)

test-lean: venv
	$(PYTEST) -m 'not soak and not postgres and not hypothesis' -k 'not linear' $(LEAN)

soak: venv
	$(RUN) -m pytest -q -m soak

lint: venv
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check --quiet .

types: venv
	$(RUN) -m mypy

bench: venv
	$(RUN) -m tests.bench

bench-scale: venv
	$(RUN) -m tests.bench.scale

bench-peers: venv
	$(RUN) -m pytest -q tests/peers
	$(RUN) -m tests.peers

wheel-check: venv
	@bash .ci/wheel-check '$(RUN)'

wheelhouse: venv
	rm -rf wheelhouse && mkdir wheelhouse
	$(RUN) -m pip wheel --quiet --wheel-dir wheelhouse --require-hashes -r requirements/full.lock
	$(RUN) -m pip wheel --quiet --wheel-dir wheelhouse --no-deps --no-build-isolation .
	@echo 'Take wheelhouse/ along; there: pip install --no-index --find-links wheelhouse duban'

lock: venv
	$(LOCK) --all-extras --group dev -o requirements/dev.lock
	$(LOCK) --all-extras -c requirements/dev.lock -o requirements/full.lock
	$(LOCK) -c requirements/dev.lock -o requirements/runtime.lock
	@! grep -n '://' requirements/*.lock || { echo 'a lock names a host' >&2; exit 1; }

clean:
	rm -rf build dist wheelhouse .demo .pytest_cache .mypy_cache .ruff_cache
