#!/bin/sh
# Prepare a fresh Debian or Ubuntu machine: what `make pdf` needs, or with "test" what `make test` needs besides.
set -eu

say() { printf '%s\n' "$*" >&2; }

# Debian packages are installed where they are missing and the user may; otherwise a sentence says what to type.
need() {
    missing=""
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q "ok installed" || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" = 0 ]; then as_root=""
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then as_root="sudo"
    else
        say "次のものが入っていません:$missing"
        say "管理者に、次のコマンドの実行を頼んでください。そのあと、もう一度 make を実行します。"
        say "    sudo apt-get update && sudo apt-get install$missing"
        exit 1
    fi
    say "次のものを入れます:$missing"
    $as_root apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

may_install() {
    [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }
}

# A browser and its judge of accessibility, for the checks of the web pages; without rights these are skipped.
want_browser() {
    if ! may_install && ! command -v chromium >/dev/null; then
        say "ブラウザー（chromium）を入れる権限がないので、ウェブページの検査の一部を飛ばします。"
        return
    fi
    need chromium
    command -v npm >/dev/null || need npm
    [ -f node_modules/axe-core/axe.min.js ] || npm install --silent --no-save --no-audit --no-fund --prefix . axe-core@4.14.1
}

# The newest Python of at least 3.11 on this machine.
find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
            echo "$name"
            return
        fi
    done
    say "Python 3.11以上がありません。sudo apt-get install python3 などで入れてください。"
    exit 1
}

if ! command -v dpkg-query >/dev/null; then
    say "この準備はDebianとUbuntuだけに対応しています。ほかの環境では、Pangoと HarfBuzz（subset を含む）を入れてから"
    say "python3 -m venv .venv && .venv/bin/pip install --require-hashes -r requirements.lock を実行してください。"
    exit 1
fi

if [ "$1" = test ]; then
    need poppler-utils
    want_browser || say "ブラウザーの準備ができなかったので、ウェブページの検査の一部を飛ばします。"
    exit 0
fi

python=$(find_python)
need libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    need "$python-venv"
fi
say "準備をしています（初めの一度だけ、数分かかることがあります）"
[ -x .venv/bin/pip ] || "$python" -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
