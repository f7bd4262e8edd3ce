#!/bin/bash
# Try the two commands of the README on machines that have nothing yet: Debian roots made by debootstrap.
set -euo pipefail

usage() {
    cat <<'END'
tools/fresh_machine.sh [--steps user,pdf,test] [--renew] [RELEASE ...]

For each release of Debian (bookworm, trixie and sid where none is named) a root is made with python3, git, make and
ca-certificates only, and the last commit of this checkout is cloned into it. The steps, each in a root of its own or
after the one before:
  user  a user without rights gets one sentence from `make pdf` and from `make test` that names what is missing,
        and his `make pdf` works where just that was installed
  pdf   root's `make pdf`; then the wheel, installed where nothing else is, gives the same bytes; all PDFs of both towns
        have the same bytes as on the release that was tried first
  test  root's `make test`, with CI=true: nothing is skipped
A table tells how each ended; the exit code is 1 where one failed. Needs root, debootstrap and the network. Bare roots
are kept as RELEASE.tar for 30 days (--renew makes them anew), logs below logs/, both in $HIDAKA_ROOTS (/var/tmp/hidaka-roots).
The settings of this machine for apt, pip, npm, certificates and proxies are copied into the roots.
END
}

fail() { printf '%s\n' "$*" >&2; exit 2; }

# --- what happens in a namespace of its own, whose mounts and processes end with it ---

# Make the bare root of a release, unless one is kept.
keep_bare_root() {
    local script=/usr/share/debootstrap/scripts/$release mirror="" bare=$work/$release-bare
    [ -z "$(find "$roots/$release.tar" -mtime -30 2>/dev/null)" ] || [ -n "$renew" ] || return 0
    [ -e "$script" ] || script=sid
    if command -v apt-get >/dev/null; then
        mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' | head -n 1)
    fi
    debootstrap --variant=minbase --include=python3,git,make,ca-certificates "$release" "$bare" "$mirror" "$script" \
        >"$logs/$release-debootstrap.log" 2>&1
    rm -f "$bare"/var/cache/apt/archives/*.deb
    tar -C "$bare" --numeric-owner -cf "$work/$release.tar" .
    mv "$work/$release.tar" "$roots/$release.tar"
    rm -rf --one-file-system "$bare"
}

# Unpack a bare root, with the checkout in it and this machine's settings for the network.
new_root() {
    root=$work/$release-$1
    mkdir "$root"
    tar -C "$root" --numeric-owner -xf "$roots/$release.tar"
    mount -t proc proc "$root/proc"
    mount --rbind /sys "$root/sys"
    mount --rbind /dev "$root/dev"
    copy_settings
    in_root 0 "useradd --create-home --uid 1000 builder && update-ca-certificates" >"$logs/$release-$1-root.log" 2>&1
    printf '[safe]\n\tdirectory = *\n' >"$work/gitconfig"
    GIT_CONFIG_GLOBAL=$work/gitconfig git clone --quiet --no-hardlinks --no-checkout "$checkout" "$root/srv/hidaka-dx"
    git -C "$root/srv/hidaka-dx" checkout --quiet --detach "$commit"
}

copy_settings() {
    local home file
    cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
    if command -v apt-config >/dev/null; then
        apt-config dump | grep -E '^Acquire::(http|https|Retries|Check-)' >"$root/etc/apt/apt.conf.d/90host" || true
    fi
    for file in /etc/apt/auth.conf /etc/apt/auth.conf.d/*.conf /etc/pip.conf /etc/npmrc \
        /usr/local/share/ca-certificates/*.crt; do
        [ ! -f "$file" ] || install -D -m 644 "$file" "$root$file"
    done
    for home in root etc/skel; do
        for file in .config/pip/pip.conf .pip/pip.conf .npmrc; do
            [ ! -f "$HOME/$file" ] || install -D -m 644 "$HOME/$file" "$root/$home/$file"
        done
    done
}

# Run a command in the root's checkout as user number $1, with nothing of this machine's environment but the network's.
in_root() {
    local name home=/root passed=()
    [ "$1" = 0 ] || home=/home/builder
    for name in $(compgen -e); do
        if [[ $name =~ ^(.*_proxy|.*_PROXY|PIP_.*|npm_config_.*|NPM_CONFIG_.*|NODE_EXTRA_CA_CERTS|SSL_CERT_.*|.*_CA_BUNDLE)$ ]]; then
            passed+=("$name=${!name}")
        fi
    done
    timeout --kill-after=60 7200 chroot --userspec="+$1:+$1" --groups= "$root" \
        env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME="$home" CI=true "${passed[@]}" \
        sh -c "if [ -d /srv/hidaka-dx ]; then cd /srv/hidaka-dx; fi; $2" </dev/null
}

# Do a step: its name, the user's number, the command, what judges its exit code and log and gives a verdict.
try() {
    local log="$logs/$release-${1// /-}.log" code=0 verdict start=$SECONDS
    in_root "$2" "$3" >"$log" 2>&1 || code=$?
    if verdict=$("$4" "$code" "$log"); then
        row "$1" $((SECONDS - start)) "$verdict"
    else
        row "$1" $((SECONDS - start)) "FAILED, exit code $code: $log"
        failed=1
    fi
}

row() {
    local python pango
    python=$(in_root 0 "python3 -c 'import platform; print(platform.python_version())'")
    pango=$(in_root 0 "dpkg-query -W -f '\${Version}' libpango-1.0-0 2>/dev/null" || true)
    printf "$LINE" "$release" "$python" "${pango:--}" "$1" "$2" "$3"
}

# One sentence names what is missing, and nothing has been begun.
names_all_at_once() {
    [ "$1" = 2 ] && [ "$(grep -c 入っていません "$2")" = 1 ] && [ ! -e "$root/srv/hidaka-dx/.venv" ] || return 1
    asked_for "$2" | grep .
}

asked_for() { sed -n 's/^ *sudo apt-get update && sudo apt-get install //p' "$1"; }

writes_pdfs() {
    local pdfs=("$root"/srv/hidaka-dx/output/*.pdf)
    [ "$1" = 0 ] && [ -s "${pdfs[0]}" ] && echo "ok, ${#pdfs[@]} PDF, .venv $(du -sm "$root/srv/hidaka-dx/.venv" | cut -f 1) MB"
}

# Nothing may fail, and nothing be skipped.
passes() {
    local summary
    summary=$(grep -E '[0-9]+ passed' "$2" | tail -n 1 | tr -d '=')
    echo "ok,$summary"
    [ "$1" = 0 ] && [ -n "$summary" ] && [[ $summary != *skipped* ]]
}

installs() { [ "$1" = 0 ] && echo ok; }

# Build the wheel, install it where nothing else is, and build a town with it that lies elsewhere: the same PDFs.
wheel='set -e
.venv/bin/pip wheel --quiet --no-deps --no-build-isolation --wheel-dir /tmp/wheel .
python3 -m venv /tmp/clean
/tmp/clean/bin/pip install --quiet --require-hashes -r requirements.lock
/tmp/clean/bin/pip install --quiet --no-deps /tmp/wheel/*.whl
mkdir /tmp/town
cp -r content archive /tmp/town
/tmp/clean/bin/hidaka-dx build --quiet -C /tmp/town
for file in output/*.pdf; do cmp "$file" "/tmp/town/$file"; done'

# Build both towns and note the hash of every PDF.
bytes='set -e
.venv/bin/hidaka-dx build --quiet --output /tmp/bytes
.venv/bin/hidaka-dx build --quiet --output /tmp/bytes -C examples/mihon
cd /tmp/bytes
sha256sum *.pdf >/tmp/bytes.txt'

# Every PDF has the bytes of the first release tried.
agrees() {
    local found=$root/tmp/bytes.txt first=$work/bytes.txt
    [ "$1" = 0 ] && [ -s "$found" ] || return 1
    [ -e "$first" ] || { cp "$found" "$first"; echo "noted, $(wc -l <"$found") PDF"; return; }
    diff "$first" "$found" >>"$2" && echo "the same, $(wc -l <"$found") PDF"
}

try_release() {
    trap '[ -n "$finished" ] || printf "$LINE" "$release" - - "making its root" - "FAILED: $logs/$release-*.log"' EXIT
    keep_bare_root
    if [[ $steps == *user* ]]; then
        new_root user
        chown -R 1000:1000 "$root/srv/hidaka-dx"
        try "user test bare" 1000 "make test" names_all_at_once
        try "user pdf bare" 1000 "make pdf" names_all_at_once
        try "packages" 0 "apt-get update && apt-get install -y $(asked_for "$logs/$release-user-pdf-bare.log")" installs
        try "user pdf" 1000 "make pdf" writes_pdfs
    fi
    [[ $steps != *pdf* && $steps != *test* ]] || new_root admin
    if [[ $steps == *pdf* ]]; then
        try "root pdf" 0 "make pdf" writes_pdfs
        try "root wheel" 0 "$wheel" installs
        try "root bytes" 0 "$bytes" agrees
    fi
    [[ $steps != *test* ]] || try "root test" 0 "make test" passes
    finished=yes
    return "$failed"
}

# --- what starts the releases, one after the other, and leaves nothing behind ---

# Remove the work folder when this script and all that it started has ended, however: the pipe is closed then.
clear_up_afterwards() {
    local left
    for left in "$roots"/.work-*; do
        [ -e "/proc/${left##*-}" ] || rm -rf --one-file-system "$left"
    done
    mkdir "$work"
    exec 8> >(exec setsid bash -c 'trap "" INT TERM HUP; cat >/dev/null; rm -rf --one-file-system "$1"' clear-up "$work")
    keeper=$!
    trap 'code=$?; exec 8>&-; wait "$keeper" || true; exit "$code"' EXIT
    trap 'kill -KILL "$trial" 2>/dev/null; exit 130' INT TERM HUP
}

try_all() {
    trial="" failed=0
    clear_up_afterwards
    printf '%s\n' "commit $commit"
    printf "$LINE" release Python Pango step seconds verdict
    for release in "$@"; do
        setpriv --pdeathsig KILL unshare --mount --pid --fork --kill-child "$0" --inside "$release" &
        trial=$!
        wait "$trial" || failed=1
        rm -rf --one-file-system "$work/$release"-*
    done
    exit "$failed"
}

checkout=$(cd "$(dirname "$0")/.." && pwd)
roots=${HIDAKA_ROOTS:-/var/tmp/hidaka-roots}
logs=$roots/logs
LINE='%-9s %-8s %-13s %-15s %7s  %s\n'

if [ "${1:-}" = --inside ]; then
    release=$2 failed=0 finished=""
    try_release
    exit
fi

export steps=user,pdf,test renew="" commit="" work=$roots/.work-$$
while [[ ${1:-} == -* ]]; do
    case $1 in
        --steps) steps=${2:-}; shift 2 ;;
        --renew) renew=yes; shift ;;
        --help) usage; exit ;;
        *) usage >&2; exit 2 ;;
    esac
done
[[ $steps =~ ^(user|pdf|test)(,(user|pdf|test))*$ ]] || fail "--steps には user、pdf、test を「,」でつないで書いてください。"
[ "$(id -u)" = 0 ] || fail "管理者（root）として実行してください。"
command -v debootstrap >/dev/null || fail "debootstrap がありません。sudo apt-get install debootstrap で入れてください。"
commit=$(git -c safe.directory='*' -C "$checkout" rev-parse HEAD)
[ -z "$(git -c safe.directory='*' -C "$checkout" status --porcelain)" ] || printf '%s\n' "コミットしていない変更は、試されません。" >&2
mkdir -p "$logs"
[ $# -gt 0 ] || set -- bookworm trixie sid
try_all "$@"
