"""plan.yaml and editions of a plan that was brought in: those of a new town, with the chapters and numbers of the file."""

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from hidaka_dx.intake.typed_numbers import CAPTION, DASH
from hidaka_dx.japanese.marks import Marks
from hidaka_dx.source.yaml_nodes import quoted

CHAPTERS: Final = re.compile(r"^chapters:.*\n(?:  - .*\n)+", re.MULTILINE)
HEADINGS: Final = re.compile(r"^  headings: \[.*?\]", re.MULTILINE)
FIGURES: Final = "  # figures: 章ごと "
CAPTIONS: Final = "  # captions: 図表 "
GLOSSARY: Final = re.compile(r"^glossary: \{title: 用語解説, ", re.MULTILINE)
NOTES: Final = {
    "preface": "目次の前に置くもの（番号は付かない）",
    "unnumbered": "番号を付けない章",
    "subtitle": "表紙の題の下に出る一行",
}
"""What stands behind a key."""


class PlanShapeError(Exception):
    """A plan.yaml has lost the place for something that has to be written into it."""


class CaptionStyle(NamedTuple):
    """How the figures and tables of a file are numbered."""

    by_chapter: bool = False
    together: bool = False
    """Figures and tables in one series: 図表."""


class PlanShape(NamedTuple):
    """What of plan.yaml comes from the file."""

    marks: Marks
    preface: Sequence[str]
    chapters: Sequence[str]
    unnumbered: Sequence[str]
    captions: CaptionStyle
    subtitle: str
    glossary: str
    """Title of 用語解説, empty for the usual one."""


def caption_style(numbers: Iterable[str]) -> CaptionStyle:
    """Tell how numbers like 「図表２－１」 count."""
    found = [match for number in numbers if (match := CAPTION.match(f"{number}　題"))]
    by_chapter = sum(1 for each in found if re.search(DASH, each["number"]))
    return CaptionStyle(by_chapter * 2 > len(found), any(each["word"] == "図表" for each in found))


def shaped(text: str, shape: PlanShape) -> str:
    """Write the shape of a plan into plan.yaml, whose other lines stay.

    Raises PlanShapeError where the list of chapters or the marks of headings are not written as a new town has them.
    """
    names = "".join(f"  - {name}\n" for name in shape.chapters)
    head = "chapters:                          # 章のファイル（content/chapters/ の中、.md を除く）を、印刷する順に\n"
    text = _once(CHAPTERS, head + names, text)
    text = _once(HEADINGS, f"  headings: [{', '.join(shape.marks)}]", text)
    if shape.captions.by_chapter:
        text = text.replace(FIGURES, "  figures: 章ごと   ")
    if shape.captions.together:
        text = text.replace(CAPTIONS, "  captions: 図表   ")
    if shape.glossary:
        text = GLOSSARY.sub(lambda _found: f"glossary: {{title: {quoted(shape.glossary)}, ", text)
    lists = {"preface": shape.preface, "unnumbered": shape.unnumbered}
    values = {key: f"[{', '.join(found)}]" for key, found in lists.items() if found}
    for key, value in (values | ({"subtitle": quoted(shape.subtitle)} if shape.subtitle else {})).items():
        text = _set(key, value, text)
    return text


def _once(pattern: re.Pattern[str], new: str, text: str) -> str:
    changed, count = pattern.subn(lambda _found: new, text)
    if count != 1:
        raise PlanShapeError(f"plan.yaml has {count} places for {new}")
    return changed


def _set(key: str, value: str, text: str) -> str:
    """Give a key its value, in the place of its example or of another value."""
    line = f"{key}: {value}   # {NOTES[key]}"
    pattern = re.compile(rf"^(?:# )?{key}:.*$", re.MULTILINE)
    changed, count = pattern.subn(lambda _found: line, text, count=1)
    return changed if count else f"{text.rstrip()}\n{line}\n"
