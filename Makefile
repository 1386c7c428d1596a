# Two commands from a bare clone: `make app` serves the chat page, `make test` runs the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# torch 2.13.0 by this exact pin: a looser one can pull gigabytes of GPU packages.
TORCH := torch==2.13.0
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: app ask test lint types check eval corpus clean

app: $(VENV)/.installed
	$(BIN)/scrutiny-rag ingest corpus
	$(BIN)/python app.py

ask: $(VENV)/.installed
	@$(BIN)/scrutiny-rag ingest corpus
	@$(BIN)/scrutiny-rag ask "$(Q)"

test: $(VENV)/.tested
	HF_HUB_OFFLINE=1 $(BIN)/python -m pytest

check: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

eval: $(VENV)/.tested
	HF_HUB_OFFLINE=1 $(BIN)/python eval/record.py

corpus: $(VENV)/.tested
	$(BIN)/python tools/corpus/make_papers.py

clean:
	rm -rf $(VENV) index/*

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(PIP) $(TORCH)
	$(PIP) --editable .
	@touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(PIP) --editable ".[test]"
	@touch $@
