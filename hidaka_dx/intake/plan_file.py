"""plan.yaml and editions of a plan that was brought in: those of a new town, with the chapters and numbers of the file."""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from hidaka_dx.intake.typed_numbers import CAPTION, DASH

CHAPTERS: Final = re.compile(r"^chapters:.*\n(?:  - .*\n)+", re.MULTILINE)
FIGURES: Final = "  # figures: 章ごと "
CAPTIONS: Final = "  # captions: 図表 "
PREFACE: Final = re.compile(r"^# preface:.*$", re.MULTILINE)
UNNUMBERED: Final = re.compile(r"^# unnumbered:.*$", re.MULTILINE)
SUBTITLE: Final = re.compile(r"^# subtitle:.*$", re.MULTILINE)
GLOSSARY: Final = re.compile(r"^glossary: \{title: 用語解説, ", re.MULTILINE)


class CaptionStyle(NamedTuple):
    """How the figures and tables of a file are numbered."""

    by_chapter: bool = False
    together: bool = False
    """Figures and tables in one series: 図表."""


class PlanShape(NamedTuple):
    """What of plan.yaml comes from the file."""

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
    """Write the shape of a plan into the plan.yaml of a new town; raises ValueError where that has lost the place for it."""
    names = "".join(f"  - {name}\n" for name in shape.chapters)
    text = _once(
        CHAPTERS,
        f"chapters:                          # 章のファイル（content/chapters/ の中、.md を除く）を、印刷する順に\n{names}",
        text,
    )
    if shape.captions.by_chapter:
        text = text.replace(FIGURES, "  figures: 章ごと   ")
    if shape.captions.together:
        text = text.replace(CAPTIONS, "  captions: 図表   ")
    if shape.preface:
        text = _once(PREFACE, f"preface: [{', '.join(shape.preface)}]   # 目次の前に置くもの（番号は付かない）", text)
    if shape.unnumbered:
        text = _once(UNNUMBERED, f"unnumbered: [{', '.join(shape.unnumbered)}]   # 番号を付けない章", text)
    if shape.subtitle:
        text = _once(SUBTITLE, f"subtitle: {_value(shape.subtitle)}   # 表紙の題の下に出る一行", text)
    if shape.glossary:
        text = _once(GLOSSARY, f"glossary: {{title: {_value(shape.glossary)}, ", text)
    return text


def _once(pattern: re.Pattern[str], new: str, text: str) -> str:
    changed, count = pattern.subn(lambda _found: new, text)
    if count != 1:
        raise ValueError(f"plan.yaml has {count} places for {new}")
    return changed


def _value(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
