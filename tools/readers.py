"""Let every reader on this machine read PDFs of ours, and print who hears which of their words.

Usage: python tools/readers.py [--phrase WORDS]... [--missing] PDF...
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from measure.readers import READERS, Group, Reader, groups, heard, there, unheard  # noqa: E402  found only now

ENDS: Final = r"[\r\n\f]"
"""What every reader puts between lines and pages, and a blank is not."""


def matrix(readers: Sequence[Reader], texts: Sequence[str], asked: Sequence[Group]) -> Iterator[str]:
    """Write for each reader how many phrases of each group it hears, as a table in Markdown."""
    yield " | ".join(["| 読むもの", *(f"{group.name}（{group.phrases.total()}）" for group in asked)]) + " |"
    yield "|---" + "|---:" * len(asked) + "|"
    for reader, text in zip(readers, texts, strict=True):
        yield " | ".join([f"| {reader.name}", *(_cell(text, group) for group in asked)]) + " |"


def _cell(text: str, group: Group) -> str:
    """Give how many phrases are heard; in brackets how many without a blank added, where that is fewer."""
    found, exact = heard(text, group), heard(text, group, ENDS)
    return str(found) if found == exact else f"{found}（{exact}）"


def missing(readers: Sequence[Reader], texts: Sequence[str], asked: Sequence[Group]) -> Iterator[str]:
    """Name what a reader does not hear."""
    for reader, text in zip(readers, texts, strict=True):
        yield from (f"{reader.name}に聞こえない語句：{each}" for group in asked for each in unheard(text, group))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="PDFを、この計算機にある読むもの全てで読み、語句が聞こえるかを表にする。"
    )
    parser.add_argument("pdfs", nargs="+", type=Path, metavar="PDF", help="このプログラムで作ったPDF")
    parser.add_argument("--phrase", action="append", default=[], metavar="語句", help="ほかに確かめる語句")
    parser.add_argument("--missing", action="store_true", help="聞こえない語句も示す")
    return parser.parse_args()


def main() -> None:
    """Print a table for each PDF."""
    asked, readers = _arguments(), there()
    by_file = list(zip(*(reader.texts(asked.pdfs) for reader in readers), strict=True))
    for path, texts in zip(asked.pdfs, by_file, strict=True):
        own = [*groups(path.read_bytes()), *(Group(f"「{each}」", Counter((each,))) for each in asked.phrase)]
        print(f"{path.name}\n", *matrix(readers, texts, own), "", sep="\n")
        if asked.missing and (lines := list(missing(readers, texts, own))):
            print(*lines, "", sep="\n")
    print("（ ）は、字の間に空白を足さずに読んだ数です。")
    for reader in READERS:
        if lacking := reader.lacks():
            print(f"{reader.name}は、{lacking}がないので読んでいません。")


if __name__ == "__main__":
    main()
