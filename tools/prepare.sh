#!/bin/sh
# Prepare a fresh Debian or Ubuntu machine: what `make pdf` needs, or with "test" what `make test` needs.
set -eu

purpose=${1:-pdf}
locks="-r requirements.lock"
[ "$purpose" != test ] || locks="$locks -r requirements-dev.lock"
axe=node_modules/axe-core/axe.min.js
pdfjs=node_modules/pdfjs-dist/legacy/build/pdf.mjs

say() { printf '%s\n' "$*" >&2; }

has_package() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q "ok installed"; }

can_install() { [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }; }

install_packages() {
    say "次のものを入れます:$*"
    as_root=""
    [ "$(id -u)" = 0 ] || as_root="sudo"
    $as_root apt-get update -qq
    # shellcheck disable=SC2048,SC2086  # the names are words
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $* >/dev/null
}

# The newest Python of at least 3.11 on this machine; no word where there is none.
find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
            echo "$name"
            return
        fi
    done
}

# The Debian packages that must be there and are not: all at once, so that an administrator is asked only once.
missing_packages() {
    for package in libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; do
        has_package "$package" || printf ' %s' "$package"
    done
    python=$(find_python)
    if [ -z "$python" ]; then printf ' python3 python3-venv'
    elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then printf ' %s-venv' "$python"
    fi
    [ "$purpose" != test ] || has_package poppler-utils || printf ' poppler-utils'
}

# The same for checks that can be skipped, of web pages, by Firefox's reader of PDFs, and of signatures by others: a
# browser, what its driver loads, a store of certificates, a card of software, what brings axe-core and pdf.js.
missing_for_browser() {
    [ "$purpose" = test ] || return 0
    command -v chromium >/dev/null || command -v google-chrome >/dev/null || printf ' chromium'
    for package in libatomic1 libnss3-tools softhsm2; do
        has_package "$package" || printf ' %s' "$package"
    done
    { [ -f "$axe" ] && [ -f "$pdfjs" ]; } || command -v npm >/dev/null || printf ' npm'
}

prepare_browser() {
    missing=$(missing_for_browser)
    if [ -n "$missing" ] && ! can_install; then
        say "次のものがなく、入れる権限もありません:$missing"
        return 1
    fi
    [ -z "$missing" ] || install_packages "$missing" || return 1
    { [ -f "$axe" ] && [ -f "$pdfjs" ]; } ||
        npm install --silent --no-save --no-audit --no-fund --omit=optional --prefix . axe-core@4.14.1 pdfjs-dist@4.8.69
}

if ! command -v dpkg-query >/dev/null; then
    say "この準備はDebianとUbuntuだけに対応しています。ほかの環境では、Pangoと HarfBuzz（subset を含む）を入れてから"
    say "python3 -m venv .venv && .venv/bin/pip install --require-hashes $locks を実行してください。"
    exit 1
fi
if [ -z "$(find_python)" ] && command -v python3 >/dev/null; then
    say "Python 3.11以上がありません。sudo apt-get install python3.11 python3.11-venv などで入れてください。"
    exit 1
fi

missing=$(missing_packages)
if [ -n "$missing" ] && ! can_install; then
    missing="$missing$(missing_for_browser)"
    say "次のものが入っていません:$missing"
    say "管理者に、次のコマンドの実行を頼んでください。そのあと、もう一度 make を実行します。"
    say "    sudo apt-get update && sudo apt-get install$missing"
    exit 1
fi
[ -z "$missing" ] || install_packages "$missing"

say "準備をしています（初めの一度だけ、数分かかることがあります）"
# Python 3.11 adds setuptools to a new environment; nothing here uses it.
new_environment() { "$(find_python)" -m venv .venv && .venv/bin/python -m pip --quiet uninstall --yes setuptools 2>/dev/null; }
[ -x .venv/bin/pip ] || new_environment
# What runs is compiled when it first runs: of what is installed, most never does.
pip_install() { .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-compile "$@"; }
# shellcheck disable=SC2086  # the locks are words
pip_install --require-hashes $locks
pip_install --no-deps --no-build-isolation --editable .
# Tests start many programs, each of which would compile the source anew where CI forbids to keep what is compiled.
[ "$purpose" != test ] || .venv/bin/python -m compileall -q .venv/lib hidaka_dx >/dev/null 2>&1 || true

[ "$purpose" != test ] || prepare_browser || say "ブラウザーの準備ができなかったので、ウェブページ、PDF、電子署名の検査の一部を飛ばします。"
