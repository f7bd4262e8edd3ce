"""What came back in Word files: a list of revisions and comments with their places in `content/`; nothing is changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from hidaka_dx.compose import origin, origins
from hidaka_dx.content import Manuscript
from hidaka_dx.files import Output, free_name
from hidaka_dx.japanese import seireki_date
from hidaka_dx.pipeline.reading import read
from hidaka_dx.pipeline.receive import LARGEST, WORD, found_files
from hidaka_dx.problem import Problem
from hidaka_dx.wordfile import UnreadableWord, WordRemark, author_of, remarks_in
from hidaka_dx.wordfile.bookmarks import OLD

LIST: Final = "Wordの意見_{day}.md"
"""Each run that found something has a list of its own."""
KINDS: Final = {"added": "書き加え", "removed": "削除", "comment": "コメント"}
NOWHERE: Final = "（場所が分かりません）"


@dataclass(frozen=True)
class WordReport:
    """What a Word file holds."""

    name: str
    remarks: tuple[WordRemark, ...]
    places: tuple[str, ...]
    """Where each stands in the content: 「content/chapters/vision.md:3」, 「前の版の aim」."""
    fault: str = ""
    """Why it was not read."""


def word_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return the Word files that were named, and those of folders."""
    return tuple(each for each in found_files(paths) if each.suffix.lower() == WORD)


def word_remarks(root: Path, paths: Sequence[Path]) -> tuple[tuple[WordReport, ...], tuple[Problem, ...]]:
    """Read returned Word files; return all faults of the content instead if it cannot be read.

    Raises OSError where a file cannot be read.
    """
    reading = read(root)
    if reading.manuscript is None:
        return (), reading.problems
    manuscript = reading.manuscript
    return tuple(_report(path, manuscript) for path in paths), ()


def write_list(reports: Sequence[WordReport], day: date, output: Path) -> Path:
    """Write the list below `output` under a name that no file has; raises OSError where that cannot be done."""
    name = free_name(output, LIST.format(day=day))
    Output(output).write([((name,), as_list(reports, day).encode())])
    return output / name


def _report(path: Path, manuscript: Manuscript) -> WordReport:
    with path.open("rb") as file:
        raw = file.read(LARGEST)
    try:
        remarks = remarks_in(raw, author_of(manuscript.plan.town))
    except UnreadableWord as error:
        return WordReport(path.name, (), (), str(error))
    known = origins(manuscript)
    places = []
    for remark in remarks:
        place = origin(remark.id.removeprefix(OLD), known)
        where = f"{place.path}:{place.line}" if place else NOWHERE
        places.append(f"{where}（前の版の文）" if remark.id.startswith(OLD) else where)
    return WordReport(path.name, remarks, tuple(places))


def as_list(reports: Sequence[WordReport], day: date) -> str:
    """Format the list as Markdown."""
    lines = [
        f"# Wordのファイルへの意見（{seireki_date(day)}）",
        "",
        "原稿は何も変えていません。採り入れるものは、示した場所を直してください。",
    ]
    for report in reports:
        lines += ["", f"## {report.name}", "", *_rows(report)]
    return "\n".join(lines) + "\n"


def _rows(report: WordReport) -> Iterator[str]:
    if report.fault or not report.remarks:
        yield report.fault or "書き込みはありません。"
        return
    yield "| 場所 | id | 誰が | 日付 | 種類 | 言葉 | どの言葉について |"
    yield "|---|---|---|---|---|---|---|"
    for remark, place in zip(report.remarks, report.places, strict=True):
        cells = (place, remark.id, remark.author, remark.day, KINDS[remark.kind], remark.words, remark.about)
        yield f"| {' | '.join(map(_cell, cells))} |"


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "<br>")
