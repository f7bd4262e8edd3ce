"""What a town makes of the findings: their level by its house style, and those that are meant to stay."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final

from hidaka_dx.content import Manuscript
from hidaka_dx.house_style import Accepted, AcceptedFinding, HouseStyle, Level
from hidaka_dx.lint.passage import Finding
from hidaka_dx.lint.reading import Reading
from hidaka_dx.lint.rule import Rule
from hidaka_dx.lint.words import choices
from hidaka_dx.problem import Problem
from hidaka_dx.source import Path

STYLE: Final = "content/house-style.yaml"
CUT: Final = "…"


@dataclass(frozen=True, order=True)
class Remark:
    """A finding as it is told."""

    problem: Problem
    level: Level
    words: str
    """The words at fault, from the problem's place on."""
    names: tuple[str, ...] = ()
    """Any of them says in the house style where the finding is."""
    fix: str | None = field(default=None, compare=False)
    """What may safely take the words' place."""
    accepted: str | None = field(default=None, compare=False)
    """Why it is meant to stay."""


def judged(reading: Reading, rules: Sequence[Rule]) -> tuple[Remark, ...]:
    """Apply the rules as the town wants them; give every remark, sorted by place, also those that it accepts."""
    style, judge = reading.manuscript.style, _Judge(reading.manuscript)
    levels: dict[str, str] = {each.rule: each.level for each in style.rules}
    remarks = [
        judge.remark(rule, level, finding)
        for rule in rules
        for level in (levels.get(rule.id, rule.level),)
        if level != "使わない"
        for finding in rule.check(reading)
    ]
    known = [rule.id for rule in rules]
    return tuple(sorted({*remarks, *judge.leftovers(), *_unknown(reading, known)}))


class _Judge:
    """Knows which findings are accepted, and which acceptances have found nothing yet."""

    def __init__(self, manuscript: Manuscript) -> None:
        self.manuscript = manuscript
        self.groups = [(index, group) for index, group in enumerate(manuscript.style.accepted) if self._current(group)]
        self.used: set[tuple[int, int]] = set()

    def _current(self, group: Accepted) -> bool:
        return group.edition in {None, self.manuscript.editions[-1].number}

    def remark(self, rule: Rule, level: str, finding: Finding) -> Remark:
        problem = Problem(finding.place, finding.message, rule.id)
        reason = self._reason(rule.id, finding)
        heavy: Level = "誤り" if level == "誤り" else "注意" if level == "注意" else "参考"
        return Remark(problem, heavy, finding.words, finding.names, finding.fix, reason)

    def _reason(self, rule: str, finding: Finding) -> str | None:
        reason = None
        for index, group in self.groups:
            for number, entry in enumerate(group.findings):
                if entry.rule == rule and entry.at in finding.names and _same(entry, finding.words):
                    self.used.add((index, number))
                    reason = group.reason
        return reason

    def leftovers(self) -> Iterator[Remark]:
        """Find acceptances that accept nothing."""
        table = self.manuscript.tables.get(STYLE)
        if table is None:
            return
        for index, group in self.groups:
            for number, entry in enumerate(group.findings):
                if (index, number) not in self.used:
                    message = f"「{entry.words}」（規則 {entry.rule}、場所 {entry.at}）に当たる指摘はもうありません。この行を取り除いてください。"
                    place = table.place(("accepted", index, "findings", number))
                    yield Remark(Problem(place, message, "accepted-unused"), "注意", "")
        for index, group in enumerate(self.manuscript.style.accepted):
            if not self._current(group):
                message = f"第{group.edition}版のための例外です。今の版では使われないので、取り除いてかまいません。"
                yield Remark(Problem(table.place(("accepted", index)), message, "accepted-unused"), "参考", "")


def _same(entry: AcceptedFinding, words: str) -> bool:
    if entry.words.endswith(CUT):
        return words.startswith(entry.words.removesuffix(CUT))
    return entry.words == words


def _unknown(reading: Reading, known: Sequence[str]) -> Iterator[Remark]:
    """Find names in the house style that mean nothing."""
    style = reading.manuscript.style
    table = reading.manuscript.tables.get(STYLE)
    if table is None:
        return
    for where, rule in _named_rules(style):
        if rule not in known:
            message = (
                f"`{rule}` という規則はありません。hidaka-dx check --list で確かめてください。{_near(rule, known)}"
            )
            yield Remark(Problem(table.place(where), message, "house-style"), "誤り", rule)
    for index, form in enumerate(style.forms):
        if form not in choices():
            message = f"「{form}」は選べる書き方の一覧にありません。docs/rules.md で確かめてください。{_near(form, choices())}"
            yield Remark(Problem(table.place(("forms", index)), message, "house-style"), "誤り", form)


def _named_rules(style: HouseStyle) -> Iterator[tuple[Path, str]]:
    yield from ((("rules", index, "rule"), each.rule) for index, each in enumerate(style.rules))
    for index, group in enumerate(style.accepted):
        for number, entry in enumerate(group.findings):
            yield ("accepted", index, "findings", number, "rule"), entry.rule


def _near(word: str, known: Iterable[str]) -> str:
    found = get_close_matches(word, sorted(known), n=1)
    return f"「{found[0]}」ではありませんか。" if found else ""
