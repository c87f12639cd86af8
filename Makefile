# One word each. The first run installs everything into .venv; nothing outside this folder changes, except that Chromium is
# installed for the browser journeys when it is missing.

PYTHON ?= python3
PORT ?= 8000
SIZE ?= small
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo serve test check bench clean help
help: ; @echo "make demo | serve | test | check | bench | clean"

$(READY): pyproject.toml uv.lock tools/make-venv
	@tools/make-venv $(PYTHON) $(VENV)
	@touch $@

demo: $(READY)
	@$(BIN)/cellwork demo --port $(PORT) --size $(SIZE)

serve: $(READY)
	@$(BIN)/cellwork init && $(BIN)/cellwork serve --port $(PORT)

test: $(READY)
	@tools/make-chromium
	@$(BIN)/pytest -q -n 2 src tests
	@$(BIN)/pytest -q journeys

check: $(READY)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/pytest -q tests/docs

bench: $(READY)
	@$(BIN)/python -m bench

clean:
	@$(BIN)/cellwork stop 2>/dev/null || true
	rm -rf $(VENV) var
