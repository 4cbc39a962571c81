# Every target sets up what it needs first (tools/setup.sh); a second time that takes no time.
PYTHON_IN := .venv/bin/python
DEMO := build/demo
DEMO_DAY := 2021-06-18
# Extra words for the program or for pytest: make run ARGS="--data somewhere", make test ARGS="-k hazard"
ARGS :=

.DEFAULT_GOAL := help
.PHONY: help run test check screens bench demo windows windows-check windows-bench clean ready ready-dev ready-windows

help:
	@echo "make run      set up and open the program"
	@echo "make test     set up and run all tests"
	@echo "make check    style, types and the import rule only"
	@echo "make demo     open the program on a made-up township, as of $(DEMO_DAY)"
	@echo "make screens  a picture of every page, dialog and paper in build/screens"
	@echo "make bench    measure against the targets"
	@echo "make windows  build both editions of the Windows exe into dist/ (Debian 12; docs/windows.md)"
	@echo "make windows-check  drive what make windows has built, under Wine"
	@echo "make windows-bench  measure its start"
	@echo "make clean    remove what the targets above made, but never data/"

ready:
	@tools/setup.sh run

ready-dev:
	@tools/setup.sh dev

ready-windows:
	@tools/setup.sh windows

run: ready
	@tools/setup.sh screen
	$(PYTHON_IN) main.py $(ARGS)

# A crashed worker isn't replaced: the run ends at once and names the test, where its substitute would wait forever.
test: ready-dev
	$(PYTHON_IN) -m pytest -n 2 --dist loadfile --max-worker-restart 0 $(ARGS)

check: ready-dev
	$(PYTHON_IN) -m ruff check .
	$(PYTHON_IN) -m ruff format --check .
	$(PYTHON_IN) -m mypy
	.venv/bin/lint-imports --no-logo

screens: ready-dev
	$(PYTHON_IN) -m tools.screens $(ARGS)

bench: ready-dev
	$(PYTHON_IN) -m bench $(ARGS)

# Made beside the folder, so that an interrupted run is begun anew and the folder holds nothing but the program's data.
$(DEMO).made: | ready
	rm -rf $(DEMO)
	$(PYTHON_IN) main.py --data $(DEMO) --today $(DEMO_DAY) demo --size town
	@touch $@

demo: ready $(DEMO).made
	@tools/setup.sh screen
	$(PYTHON_IN) main.py --data $(DEMO) --today $(DEMO_DAY) $(ARGS)

windows: ready-windows
	tools/windows/build.sh

windows-check: ready-windows
	tools/windows/with_wine.sh $(PYTHON_IN) -m tools.windows.drive

windows-bench: ready-windows
	tools/windows/with_wine.sh $(PYTHON_IN) -m bench exe

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
