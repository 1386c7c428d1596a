# Two commands from a bare clone: `make app` serves the chat page, `make test` runs the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# torch 2.13.0 by this exact pin: a looser one can pull gigabytes of GPU packages.
TORCH := torch==2.13.0
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: help app ask test check eval corpus docs site pictures audit clean

app: $(VENV)/.installed  ## installs, ingests corpus/, serves the chat page
	$(BIN)/scrutiny-rag ingest corpus
	$(BIN)/python app.py

ask: $(VENV)/.installed  ## answers Q="..." from corpus/
	@$(BIN)/scrutiny-rag ingest corpus
	@$(BIN)/scrutiny-rag ask "$(Q)"

test: $(VENV)/.tested  ## runs the tests
	HF_HUB_OFFLINE=1 $(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder tests/e2e tests

check: $(VENV)/.tested  ## linter, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

eval: $(VENV)/.tested  ## measures and writes the README's tables
	HF_HUB_OFFLINE=1 $(BIN)/python eval/record.py

corpus: $(VENV)/.tested  ## makes the sample papers anew
	$(BIN)/python tools/corpus/make_papers.py

docs: $(VENV)/.tested  ## writes docs/settings.md, docs/commands.md and docs/schema.json from the code
	$(BIN)/python tools/docs.py

site: $(VENV)/.site  ## builds the documentation's site into build/site; a warning is an error
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

pictures: $(VENV)/.tested  ## takes the pictures of the page anew (needs a Chromium)
	$(BIN)/python tests/e2e/screenshots.py docs/pictures

audit: $(VENV)/.audit  ## looks whether the packages that are installed have known weaknesses
	$(BIN)/pip-audit --local --skip-editable

help:  ## says what each target does
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

clean:  ## removes the environment and the index
	rm -rf $(VENV) index/*

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(PIP) $(TORCH)
	$(PIP) --editable .
	@touch $@

$(VENV)/.site: $(VENV)/.installed
	$(PIP) --editable ".[docs]"
	@touch $@

$(VENV)/.audit: $(VENV)/.installed
	$(PIP) --editable ".[audit]"
	@touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(PIP) --editable ".[test]"
	@touch $@
