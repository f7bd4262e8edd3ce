#!/bin/sh
# Write all locks anew from pyproject.toml: requirements.lock, what builds, checks, publishes and shows plans;
# requirements-sign.lock, what signs editions beside it; requirements-dev.lock, what the tests need beside it. What is
# pinned stays as it is, unless pyproject.toml says otherwise
# or an option asks for it:
#   sh tools/lock.sh                          after a change in pyproject.toml
#   sh tools/lock.sh --upgrade-package pillow  one package that others bring
#   sh tools/lock.sh --upgrade                all that others bring
set -eu
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work"
"$work/bin/pip" install --quiet --disable-pip-version-check uv==0.13.9

lock() { "$work/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header "$@" pyproject.toml; }

lock --extra package --output-file requirements.lock "$@"
beside=$(sed -n 's/^\([a-z0-9-]*\)==.*/--no-emit-package \1/p' requirements.lock)
# shellcheck disable=SC2086  # the names are words
lock --extra sign --constraints requirements.lock --output-file requirements-sign.lock $beside "$@"
# shellcheck disable=SC2086  # as above
lock --extra test --extra sign --constraints requirements.lock --constraints requirements-sign.lock --output-file requirements-dev.lock $beside "$@"
