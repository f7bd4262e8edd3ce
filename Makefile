# make pdf  … 準備をして、推進計画のPDFを作る
# make test … 準備をして、すべての検査をする

PYTHON = .venv/bin/python

.PHONY: pdf test
.NOTPARALLEL:
pdf: .venv/ready
	@$(PYTHON) build.py

test: .venv/ready-for-tests
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	$(PYTHON) -m pytest

.venv/ready: requirements.lock pyproject.toml tools/prepare.sh
	@sh tools/prepare.sh pdf
	@touch $@

.venv/ready-for-tests: requirements.lock pyproject.toml tools/prepare.sh
	@sh tools/prepare.sh test
	@touch .venv/ready $@
