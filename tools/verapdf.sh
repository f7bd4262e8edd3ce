#!/bin/sh
# Ask veraPDF, a second judge beside page-validation, about PDFs: PDF/A-3a and PDF/UA-1 each.
set -eu

usage() {
    cat <<'END'
tools/verapdf.sh PDF...

veraPDF（verapdf.org）に、PDFが PDF/A-3a と PDF/UA-1 に適合するかを聞きます。veraPDFはこの仕組みに入っていません。入れてから、
環境変数 VERAPDF に、コマンド verapdf か、jar（greenfield-apps-….jar。Java が要ります）の場所を書いてください。なければ、コマンド verapdf を探します。
どれかが適合しなければ、終了コードは1です。veraPDFがなければ、そう伝えて0で終わります。
END
}

case ${1:-} in
    "") usage >&2; exit 2 ;;
    --help) usage; exit ;;
esac

judge=${VERAPDF:-$(command -v verapdf || true)}
if [ -z "$judge" ]; then
    echo "veraPDFがないので、確かめていません（tools/verapdf.sh --help）。"
    exit 0
fi
if [ ! -e "$judge" ]; then
    echo "VERAPDF に書かれた $judge がありません。" >&2
    exit 2
fi

ask() {
    case $judge in
        *.jar) java -cp "$judge" org.verapdf.apps.GreenfieldCliWrapper "$@" ;;
        *) "$judge" "$@" ;;
    esac
}

failed=0
for flavour in 3a ua1; do
    ask --flavour "$flavour" --format text "$@" || failed=1
done
exit "$failed"
