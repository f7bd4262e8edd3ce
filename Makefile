# make pdf  … 準備をして、推進計画のPDFを作る
# make test … 準備をして、すべての検査をする
# make fast … 準備をして、1分以内に終わる検査だけをする（開発者向け）
# make lint … 準備をして、書き方と型だけを調べる（開発者向け）

PYTHON = .venv/bin/python

.PHONY: pdf test fast lint
.NOTPARALLEL:
pdf: .venv/ready
	@$(PYTHON) build.py

test: lint
	$(PYTHON) -m pytest

fast: .venv/ready-for-tests
	$(PYTHON) -m pytest -m "not slow and not browser" --durations=5 --durations-min=2

lint: .venv/ready-for-tests
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy

.venv/ready: requirements.lock pyproject.toml tools/prepare.sh
	@sh tools/prepare.sh pdf
	@touch $@

.venv/ready-for-tests: requirements.lock requirements-dev.lock pyproject.toml tools/prepare.sh
	@sh tools/prepare.sh test
	@touch .venv/ready $@
