"""The receipt of returned forms: what became of every cell of every file."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from hidaka_dx.japanese import fiscal_year
from hidaka_dx.pipeline.changed_files import ChangedFile
from hidaka_dx.pipeline.markdown_rows import row
from hidaka_dx.source import Path, parse_data
from hidaka_dx.survey import AnswerVerdict, Decision
from hidaka_dx.workbooks import ReturnedCell

SOURCE: Final = re.compile(r"[ \t]*# 回答：[^\n]*受け取り[ \t]*$")
"""What `with_source` has written."""
SHOWN: Final = 80
"""Letters of a file's name that are shown."""


@dataclass(frozen=True)
class FileReport:
    """What became of a file."""

    name: str
    office: str
    verdicts: tuple[AnswerVerdict, ...]
    fault: str = ""
    """Why it was not read."""
    notes: tuple[str, ...] = ()
    strays: tuple[ReturnedCell, ...] = ()
    """Cells that answer no question."""


@dataclass(frozen=True)
class Receipt:
    """What became of all files about one year."""

    year: int | None
    """None where no file could be read."""
    day: date
    files: tuple[FileReport, ...]
    changes: tuple[ChangedFile, ...]
    """Only files that change."""

    @property
    def verdicts(self) -> tuple[AnswerVerdict, ...]:
        """Give all verdicts."""
        return tuple(verdict for file in self.files for verdict in file.verdicts)

    @property
    def is_whole(self) -> bool:
        """Tell whether every cell was taken, unchanged or empty, and every file read."""
        return not any(file.fault or file.strays for file in self.files) and not any(
            each.decision in ("refused", "conflict") for each in self.verdicts
        )


WORDS: Final[Mapping[Decision, str]] = {
    "taken": "取り込む",
    "unchanged": "同じ",
    "empty": "空",
    "refused": "取り込めない",
    "conflict": "決めてもらう",
}


def as_text(receipt: Receipt) -> str:
    """Write the receipt: every cell of every file, and what became of it."""
    year = f"{fiscal_year(receipt.year)}の" if receipt.year else ""
    lines = [f"# {year}回答の受け取りの控え", "", *_opinions(receipt)]
    for file in receipt.files:
        lines += [f"## {file.name}{f'（{file.office}）' if file.office else ''}", ""]
        lines += [f"- {note}。" for note in (file.fault.rstrip("。"), *file.notes) if note]
        lines += [
            f"- {cell.sheet}!{cell.place}「{cell.typed}」：行き先のない書き込みです。取り込んでいません。"
            for cell in file.strays
        ]
        if file.verdicts:
            lines += ["", "| 欄 | 取組 | 項目 | 回答 | 結果 | わけ |", "|---|---|---|---|---|---|"]
            lines += [_row(verdict) for verdict in file.verdicts]
        lines.append("")
    return "\n".join(lines)


def _opinions(receipt: Receipt) -> Iterator[str]:
    """List the opinions on the plan, section by section."""
    found = [each for each in receipt.verdicts if each.question.key.field == "opinion" and each.decision == "taken"]
    if found:
        yield from ("## 意見の一覧", "", "| 箇所 | 課 | 意見 |", "|---|---|---|")
        sections = dict.fromkeys(each.question.key.number for each in found)
        for each in sorted(found, key=lambda verdict: list(sections).index(verdict.question.key.number)):
            yield row(each.question.label, each.question.key.name, str(each.answer))
        yield ""


def _row(verdict: AnswerVerdict) -> str:
    cells = "、".join(cell.where.partition(":")[2] for cell in verdict.cells)
    typed = " / ".join(cell.typed for cell in verdict.cells)
    question = verdict.question
    return row(cells, question.key.number, question.label, typed, WORDS[verdict.decision], verdict.said)


def with_source(text: str, path: Path, said: str) -> str:
    """Say behind a value of a YAML file where what follows is from; a comment of the officials is kept before it.

    The text stays as it is where that line cannot hold a comment.
    """
    data, known = parse_data(text, "")
    lines = text.split("\n")
    at = data.place(path).line - 1 if data else 0
    lines[at] = f"{SOURCE.sub('', lines[at]).rstrip()}   # 回答：{said}受け取り"
    new = "\n".join(lines)
    after, problems = parse_data(new, "")
    return new if data and after and after.value == data.value and len(problems) <= len(known) else text


def with_refusals(verdicts: Sequence[AnswerVerdict], refused: Mapping[int, str]) -> list[AnswerVerdict]:
    """Return verdicts, those refused whose `id` has a reason."""
    return [verdict.refused(refused[id(verdict)]) if id(verdict) in refused else verdict for verdict in verdicts]


def shown_name(name: str) -> str:
    """Return a file's name as it can be written anywhere: composed letters, without what is no letter or sign."""
    composed = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
    return "".join(letter if letter.isprintable() and letter != "\u3000" else "?" for letter in composed)[:SHOWN]
