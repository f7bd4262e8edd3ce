"""The report of what was brought in: what a person has to look at, and every difference with its place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from hidaka_dx.intake.blocks import Discrepancy
from hidaka_dx.problem import Problem

NAME: Final = "取り込みの報告.md"
LONGEST: Final = 400
"""Letters of a text in the report; what is longer is shown in full below the table."""
HEAD: Final = """\
# 取り込みの報告

「{file}」を取り込んだ記録です。`hidaka-dx import` が書きました。読み終えたら、消してもかまいません。
空白（字下げ、桁そろえ）の違いは数えていません。「今の言葉」が空のものは、なくなった言葉です。

| 数えたもの | 数 |
|---|---:|
{counts}
"""


@dataclass(frozen=True)
class SourcePlaces:
    """Where paragraphs stand, for people: under which heading."""

    headings: Sequence[tuple[int, int, str]]
    """Paragraph, level and words of each heading, in order."""
    words: Mapping[int, str]
    """Beginning of each paragraph."""
    elsewhere: str = "（本文の外）"
    """What is said of what belongs to no paragraph."""

    def of(self, at: int) -> str:
        """Describe the place of a paragraph."""
        around: dict[int, str] = {}
        for place, level, words in self.headings:
            if place > at:
                break
            around = {depth: said for depth, said in around.items() if depth < level} | {level: words}
        begins = self.words.get(at, "")
        shown = f"「{begins}」" if begins else ""
        return " ＞ ".join(around.values()) + shown if at else self.elsewhere


@dataclass(frozen=True)
class IntakeReport:
    """All that is said about one file that was brought in."""

    file: str
    differences: Sequence[Discrepancy]
    places: SourcePlaces
    problems: Sequence[Problem] = ()
    """What keeps the new folder from being built."""
    counts: Sequence[tuple[str, int]] = ()

    @property
    def remarks(self) -> list[Discrepancy]:
        """Return what needs a person."""
        return [each for each in self.differences if each.remark]

    def markdown(self) -> bytes:
        """Write the report."""
        counts = "\n".join(f"| {what} | {count:,} |" for what, count in self.counts)
        return "\n".join((HEAD.format(file=self.file, counts=counts), *self._people(), *self._all())).encode()

    def _people(self) -> Iterable[str]:
        yield "## 人が確かめること\n"
        if not self.remarks and not self.problems:
            yield "ありません。\n"
        for problem in self.problems:
            yield f"- `{problem.place}` {problem.message}"
        for kind, found in self._by_kind(self.remarks):
            yield f"\n### {kind}（{len(found)}件）\n"
            yield from (f"- {_one_line(self.places.of(each.at))}：{_one_line(each.remark)}" for each in found)
        yield ""

    def _all(self) -> Iterable[str]:
        yield "## 元のファイルとの違い\n"
        found = [each for each in self.differences if each.before or each.after]
        if not found:
            yield "ありません。\n"
        for kind, group in self._by_kind(found):
            yield f"### {kind}（{len(group)}件）\n\n| 場所 | 元の言葉 | 今の言葉 |\n|---|---|---|"
            yield from (
                f"| {_cell(self.places.of(each.at))} | {_cell(each.before)} | {_cell(each.after)} |" for each in group
            )
            yield ""

    @staticmethod
    def _by_kind(found: Iterable[Discrepancy]) -> list[tuple[str, list[Discrepancy]]]:
        ordered = sorted(found, key=lambda each: each.kind)
        groups = [(kind, list(group)) for kind, group in groupby(ordered, key=lambda each: each.kind)]
        return sorted(
            groups, key=lambda group: (all(each.is_form for each in group[1]), min(each.at for each in group[1]))
        )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _cell(text: str) -> str:
    return _one_line(text).replace("\\", "\\\\").replace("|", "\\|").replace("<", "\\<")
