"""Applies a town's house style to findings: their level, and those that are accepted."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import Final, NamedTuple

from hidaka_dx.content import Manuscript
from hidaka_dx.house_style import Accepted, AcceptedFinding, HouseStyle, Level
from hidaka_dx.lint.decisions import FORMS, Proposal, proposals
from hidaka_dx.lint.passage import RuleFinding
from hidaka_dx.lint.reading import ProseReading
from hidaka_dx.lint.remark import MANY, Remark, together
from hidaka_dx.lint.rule import Rule
from hidaka_dx.lint.words import choices
from hidaka_dx.problem import Problem
from hidaka_dx.source import Data, Path

STYLE: Final = "content/house-style.yaml"
CUT: Final = "…"
UNUSED: Final = "accepted-unused"
QUESTION: Final = "house-style-question"


def judged(reading: ProseReading, rules: Sequence[Rule]) -> tuple[Remark, ...]:
    """Apply the rules with the town's settings; return every remark, sorted by place, including accepted ones."""
    style, judge = reading.manuscript.style, _Judge(reading.manuscript)
    levels: dict[str, str] = {each.rule: each.level for each in style.rules}
    found = [
        _Told(judge.remark(rule, level, finding), finding, rule)
        for rule in rules
        if levels.get(rule.id) != "使わない"
        for finding in rule.check(reading)
        for level in (levels.get(rule.id) or finding.level or rule.level,)
    ]
    known = [rule.id for rule in rules]
    return tuple(sorted({*_gathered(reading, found), *judge.leftovers(), *_unknown(reading, known)}))


class _Told(NamedTuple):
    """A remark with the finding that it is made of."""

    remark: Remark
    finding: RuleFinding
    rule: Rule


def _gathered(reading: ProseReading, found: Sequence[_Told]) -> Iterator[Remark]:
    """Tell once what asks for one decision: open questions of style, and what is alike; severe and accepted ones stay."""
    levels = {each.rule for each in reading.manuscript.style.rules}
    open_ones = [each for each in found if _is_open(each.remark)]
    open_questions = proposals(reading, [each.finding for each in open_ones])
    alike: dict[Hashable, list[Remark]] = defaultdict(list)
    yield from (each.remark for each in found if not _is_open(each.remark))
    for each in open_ones:
        is_asked = each.finding.decision in open_questions
        each_alone = not is_asked and (each.finding.is_settled or each.rule.id in levels or each.rule.told == "each")
        if each_alone:
            yield each.remark
        else:
            alike[each.finding.decision if is_asked else _topic(each)].append(each.remark)
    for topic, remarks in alike.items():
        if isinstance(topic, str) and topic in open_questions:
            yield _asked(open_questions[topic], remarks)
        else:
            yield from [together(remarks)] if len(remarks) >= MANY else remarks


def _is_open(remark: Remark) -> bool:
    return remark.accepted is None and remark.level != "誤り"


def _topic(told: _Told) -> Hashable:
    """Return what the findings have in common that are told together: the choice of words, one word, or the rule."""
    if (told.finding.decision or "").startswith(f"{FORMS}:"):
        return FORMS, told.remark.level
    return told.rule.id, told.remark.level, told.remark.words if told.rule.told == "word" else ""


def _asked(proposal: Proposal, cases: Sequence[Remark]) -> Remark:
    """Make one question of the cases of an open question of style."""
    first = cases[0]
    problem = Problem(first.problem.place, proposal.message, QUESTION)
    return Remark(problem, "注意", first.words, first.names, proposal=proposal)


class _Judge:
    """Matches findings with the town's acceptances, and keeps track of unused ones."""

    def __init__(self, manuscript: Manuscript) -> None:
        self.manuscript = manuscript
        self.groups = manuscript.style.accepted
        self.used: set[tuple[int, int]] = set()

    def remark(self, rule: Rule, level: str, finding: RuleFinding) -> Remark:
        """Convert a finding: accepted, or, if only an earlier edition's acceptance matches, at most 注意."""
        group = self._group(rule.id, finding)
        heavy: Level = "参考" if level == "参考" else "注意" if level == "注意" or group else "誤り"
        message, reason = finding.message, None
        if group and self._current(group):
            reason = group.reason
        elif group:
            message += f"（第{group.edition}版から残っています。）"
        return Remark(
            Problem(finding.place, message, rule.id), heavy, finding.words, finding.names, finding.fix, reason
        )

    def _current(self, group: Accepted) -> bool:
        return group.edition in {None, self.manuscript.editions[-1].number}

    def _group(self, rule: str, finding: RuleFinding) -> Accepted | None:
        """Find the acceptances of a finding; one of this edition comes before one of an earlier edition."""
        found = None
        for index, group in enumerate(self.groups):
            for number, entry in enumerate(group.findings):
                if entry.rule == rule and entry.at in finding.names and _same(entry, finding.words):
                    self.used.add((index, number))
                    found = found if found and self._current(found) else group
        return found

    def leftovers(self) -> Iterator[Remark]:
        """Report unused acceptances; those of an earlier edition are reported together, after all others."""
        table = self.manuscript.tables.get(STYLE)
        for index, group in enumerate(self.groups):
            unused = [number for number in range(len(group.findings)) if (index, number) not in self.used]
            if table and self._current(group):
                for number in unused:
                    place = table.place(("accepted", index, "findings", number))
                    yield Remark(Problem(place, _gone(group.findings[number]), UNUSED), "注意", "")
            elif table and len(unused) == len(group.findings):
                message = f"第{group.edition}版のために残した指摘は、もうありません。まとめて取り除いてください。"
                yield Remark(Problem(table.place(("accepted", index)), message, UNUSED), "参考", "")


def _gone(entry: AcceptedFinding) -> str:
    where = f"規則 {entry.rule}、場所 {entry.at}"
    return f"「{entry.words}」（{where}）に当たる指摘はもうありません。この行を取り除いてください。"


def _same(entry: AcceptedFinding, words: str) -> bool:
    if entry.words.endswith(CUT):
        return words.startswith(entry.words.removesuffix(CUT))
    return entry.words == words


def _unknown(reading: ProseReading, known: Sequence[str]) -> Iterator[Remark]:
    """Find unknown names in the house style."""
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
    yield from _contradictions(style, table)
    for index, form in enumerate(style.forms):
        if form not in choices():
            message = f"「{form}」は選べる書き方の一覧にありません。docs/rules.md で確かめてください。{_near(form, choices())}"
            yield Remark(Problem(table.place(("forms", index)), message, "house-style"), "誤り", form)


def _contradictions(style: HouseStyle, table: Data) -> Iterator[Remark]:
    """Find words that the town both prefers and avoids."""
    wanted = {*style.forms, *(word.use for word in style.words)}
    for index, word in enumerate(style.words):
        for number, avoided in enumerate(word.avoid):
            if avoided in wanted:
                message = (
                    f"「{avoided}」は、使う言葉にも、使わない言葉にも挙げられています。どちらかを取り除いてください。"
                )
                place = table.place(("words", index, "avoid", number))
                yield Remark(Problem(place, message, "house-style"), "誤り", avoided)


def _named_rules(style: HouseStyle) -> Iterator[tuple[Path, str]]:
    yield from ((("rules", index, "rule"), each.rule) for index, each in enumerate(style.rules))
    for index, group in enumerate(style.accepted):
        for number, entry in enumerate(group.findings):
            yield ("accepted", index, "findings", number, "rule"), entry.rule


def _near(word: str, known: Iterable[str]) -> str:
    found = get_close_matches(word, sorted(known), n=1)
    return f"「{found[0]}」ではありませんか。" if found else ""
