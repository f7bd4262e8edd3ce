"""Counts the letters of a file and those of the document made of it: nothing may be lost without being written down."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from hidaka_dx.intake.blocks import Discrepancy
from hidaka_dx.intake.drawings import DRAWN, all_words, drawn_words
from hidaka_dx.office_files import OfficePackage

WITH_WORDS: Final = ("footnotes", "endnotes", "comments", "header", "footer")
"""Kinds of parts beside the body that hold words."""


def source_letters(package: OfficePackage) -> Counter[str]:
    """Count all letters but blanks in a Word file, deleted, hidden and drawn ones too; of alternatives only one."""
    links = package.links(package.main).values()
    paths = [package.main, *(link.target for link in links if link.kind in WITH_WORDS and link.target in package.parts)]
    counted = letters(text for path in paths for text in all_words(package.xml(path)))
    drawn = {link.target: link for link in links if link.kind in DRAWN}
    return counted + letters(drawn_words(package, link) for link in drawn.values())


def letters(texts: Iterable[str]) -> Counter[str]:
    """Count the letters of texts; blanks are none."""
    return Counter(letter for text in texts for letter in text if not letter.isspace())


def accounted(source: Counter[str], differences: Iterable[Discrepancy]) -> Counter[str]:
    """Return what must be in the document: the letters of the file, less what went, and what came; may be negative."""
    expected = Counter(source)
    for each in differences:
        expected.subtract(letters([each.before]))
        expected.update(letters([each.after]))
    return expected


def unexplained(source: Counter[str], differences: Iterable[Discrepancy], made: Counter[str]) -> list[Discrepancy]:
    """Return what is left after all that was written down: letters that went or came and nobody knows why."""
    expected = accounted(source, differences)
    lost = "".join(
        letter * (count - made[letter]) for letter, count in sorted(expected.items()) if count > made[letter]
    )
    new = "".join(
        letter * (count - expected[letter]) for letter, count in sorted(made.items()) if count > expected[letter]
    )
    if not (lost or new):
        return []
    remark = "この道具が説明できない違いです。元のファイルと見比べて、道具を作った所に知らせてください。"
    return [Discrepancy("説明のつかない違い", 0, lost, new, remark)]
