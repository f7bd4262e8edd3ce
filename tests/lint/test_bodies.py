"""What the check says of whole plans, laws and reports by hands that had not read its rules: every finding is judged."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

import pytest

from hidaka_dx.content import Manuscript, load
from hidaka_dx.lint import RULES, ProseReading, Remark, Rule
from hidaka_dx.lint.judgement import judged
from hidaka_dx.problem import Problem
from lint.town import CHAPTER, FILES

pytestmark = pytest.mark.slow
BODIES: Final = Path(__file__).parent / "bodies"
PARTS: Final = {"見た文章": ("a", "b", "c", "d", "e", "f", "g", "h"), "後から見た文章": ("i",)}
EDITIONS: Final = 'promotion-plan: [{number: "1", status: 案, changes: 策定}]\n'
"""A draft without a day: the cover brings no date that a sentence would have to agree with."""
AT_ONCE: Final = "abcdef"
"""Parts whose findings of some rules have one judgement for all, which would hide a false one among them."""
FRAME: Final = frozenset(
    {
        "plan-period",  # the body's own period is not that of this frame's plan.yaml
        "figure-unmentioned",  # lines that are no sentences are put into tables that only this frame makes
        "list-style",  # lists are cut from their places: what is one list is not known
    }
)
"""Rules that would judge the frame, not the body."""
SENTENCE: Final = re.compile(r"[。．？！?!][）」]?$")
NOTE: Final = re.compile("（[^（）]*）$")
BULLET: Final = re.compile("^(?:・ *|(?=[（(][0-9０-９]{1,2}[）)]))")
TABLE: Final = "表：行 {{#rows-{number}}}\n\n| 行 |\n|---|\n{rows}"
PLANTED: Final = {
    "inner-space": (r"(?<=[はがを、])(?=[一-鿿ァ-ヴ])", " "),
    "latin-space": (r"(?<=[はがをの、])(?=[A-Za-z0-9])|(?<=[0-9])(?=人|か所|年度)", "　"),
    "doubled-particle": (r"を(?=[一-鿿ァ-ヴ])", "をを"),
    "auxiliary": (r"(?<=て)い(?=る。|ます。)", "居"),
    "formal-noun": (r"(?<=[るうくたない])こと(?=[がをはに])", "事"),
    "counter": (r"(?<=[0-9０-９])か(?=所|月)", "ヶ"),
    "kana": (r"でき(?=る|な|ま)", "出来"),
    "brackets": (r"）(?=[はがをの])", ""),
    "conjunction": (r"(?<=[一-鿿])又は(?=[一-鿿])", "または"),
    "adverb": (r"(?<![一-鿿])全て", "すべて"),
    "long-vowel": (r"センター(?![ァ-ヴ])", "センタ"),
    "exclamation": (r"ます。$", "ます！"),
}
"""Faults that are put into the sentences: where, and what."""
NOT_OWN: Final = re.compile(
    "[「『]|^第.{1,4}条|この限りでない|様式第|^[0-9０-９ア-ン（(一二三四五六七八九十][^年月日]?[　）)]"
    "|^[○答]|（[0-9]{2}歳|一般質問|いたします|であります"
)
"""Lines that quote, are of a law, or were said in an assembly: nothing need be found in them."""
RECALL: Final = 0.95
READER: Final = "reader"
"""Stands for the rules of the reader, by which a line is no part of the manuscript."""
SHOWN: Final = 20
MOST_FALSE: Final = 1.0
"""False findings in 10,000 characters."""
AROUND: Final = 6
"""Letters on both sides by which a finding is known."""


@dataclass(frozen=True, order=True)
class Found:
    """A finding, known by its body, its rule and the words around it."""

    body: str
    rule: str
    words: str
    level: str

    @property
    def line(self) -> str:
        """Give the line for judged.txt, to be judged."""
        return "\t".join((self.body, self.rule, "?", self.words, f"{self.level}："))


@dataclass(frozen=True)
class Judged:
    """What a person made of a finding; 「*」 stands for every body and every word."""

    verdict: str
    reason: str


def judgements() -> dict[tuple[str, str, str], Judged]:
    lines = (BODIES / "judged.txt").read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {(body, rule, words): Judged(verdict, reason) for body, rule, verdict, words, reason in cells}


JUDGED: Final = judgements()


def bodies(folders: Sequence[str]) -> list[Path]:
    return sorted(path for folder in folders for path in (BODIES / folder).glob("*.txt"))


def lines_of(path: Path) -> list[str]:
    """Give a body without its first line, which describes it."""
    return [line.strip(" 　") for line in path.read_text(encoding="utf-8").splitlines()[1:] if line.strip(" 　")]


def _blocks(lines: Sequence[str]) -> Iterator[str]:
    """Set sentences as paragraphs, lines with 「・」 and 「(1)」 as items, all others as cells of a table.

    A single line with 「(1)」 is no list, but the heading of what follows.
    """
    for number, (kind, lines_of_kind) in enumerate(groupby(lines, key=_kind)):
        group = list(lines_of_kind)
        is_heading = len(group) == 1 and not group[0].startswith("・")
        if kind == "item" and not is_heading:
            yield "\n".join("- " + BULLET.sub("", line) for line in group)
        elif kind in {"cell", "item"}:
            yield TABLE.format(number=number, rows="\n".join(f"| {line.replace('|', '｜')} |" for line in group))
        else:
            yield "\n\n".join(group)


def _kind(line: str) -> str:
    if line.startswith("・"):
        return "item"
    if SENTENCE.search(NOTE.sub("", line) or line):
        return "paragraph"
    return "item" if BULLET.match(line) else "cell"


def _written(lines: Sequence[str], folder: Path) -> tuple[str, Manuscript | None, Sequence[Problem]]:
    text = "# 章 {#chapter}\n\n" + "\n\n".join(_blocks(lines)) + "\n"
    for path, content in {**FILES, "content/editions.yaml": EDITIONS, CHAPTER: text}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    return text, *load(folder)


def refusals(lines: Sequence[str], folder: Path) -> list[tuple[str, str]]:
    """Give the lines that cannot be read as they are, with the reason."""
    text, manuscript, problems = _written(lines, folder)
    rows = text.split("\n")
    wrong = {rows[problem.place.line - 1]: problem.message for problem in problems if manuscript is None}
    return [(line, message) for line in lines for row, message in wrong.items() if line in row]


def remarks(lines: Sequence[str], folder: Path, rules: Sequence[Rule] = RULES) -> tuple[str, tuple[Remark, ...]]:
    """Give the chapter of a small town made of the lines, and what some rules say of it."""
    text, manuscript, problems = _written(lines, folder)
    assert manuscript, "\n".join(map(str, problems))
    return text, tuple(
        remark
        for remark in judged(ProseReading(manuscript), rules)
        if remark.problem.place.path == CHAPTER and remark.problem.rule not in FRAME
    )


def findings(path: Path, folder: Path) -> Iterator[Found]:
    body, lines = f"{path.parent.name}/{path.stem}", lines_of(path)
    while refused := dict(refusals(lines, folder)):
        yield from (Found(body, READER, f"［{line[:SHOWN]}］", "誤り") for line in refused)
        lines = [line for line in lines if line not in refused]
    text, told = remarks(lines, folder)
    rows = text.split("\n")
    for remark in told:
        row, start = rows[remark.problem.place.line - 1], remark.problem.place.column - 1
        end = start + len(remark.words)
        words = f"{row[max(start - AROUND, 0) : start]}［{row[start:end]}］{row[end : end + AROUND]}"
        yield Found(body, remark.problem.rule, words.replace("\t", " "), remark.level)


def verdict(found: Found) -> Judged | None:
    """Give the judgement of a finding, or, in the older bodies, that of all findings of its rule."""
    own = JUDGED.get((found.body, found.rule, found.words))
    return own or (JUDGED.get(("*", found.rule, "*")) if found.body[0] in AT_ONCE else None)


@pytest.fixture(scope="module", params=PARTS)
def part(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, int, list[Found]]:
    paths = bodies(PARTS[request.param])
    if not paths:
        pytest.skip(f"{request.param}はありません")
    folder = tmp_path_factory.mktemp("bodies")
    letters = sum(len(line) for path in paths for line in lines_of(path))
    found = [each for number, path in enumerate(paths) for each in findings(path, folder / str(number))]
    return request.param, letters, found


def test_every_finding_is_judged(part: tuple[str, int, list[Found]]) -> None:
    """A change of the rules may bring new findings; a person reads them and puts them down."""
    unknown = sorted({found.line for found in part[2] if verdict(found) is None})
    assert not unknown, "判じて bodies/judged.txt に加えてください（? を T、D、F に）：\n" + "\n".join(unknown)


def test_hardly_any_finding_is_false(part: tuple[str, int, list[Found]], capsys: pytest.CaptureFixture[str]) -> None:
    name, letters, found = part
    false = [each for each in found if (made := verdict(each)) and made.verdict == "F"]
    heavy = [each for each in false if each.level == "誤り"]
    counts = Counter(each.rule for each in found)
    per = {rule: count / letters * 10_000 for rule, count in counts.most_common()}
    share = len(false) / letters * 10_000
    with capsys.disabled():
        print(  # noqa: T201  the figures are wanted
            f"\n{name}（{letters:,}字）：1万字当たりの指摘{len(found) / letters * 10_000:.1f}、"
            f"1万字当たりの誤った指摘{share:.2f}、誤った誤り{len(heavy)}件。"
            + "、".join(f"{rule} {each:.2f}" for rule, each in per.items())
        )
    assert heavy == []
    assert share <= MOST_FALSE, false


def test_no_judgement_is_of_a_rule_that_is_gone() -> None:
    assert {rule for _, rule, _ in JUDGED} <= {"house-style-question", READER, *(rule.id for rule in RULES)}
    assert {each.verdict for each in JUDGED.values()} <= {"T", "D", "F"}
    assert all(each.reason for each in JUDGED.values())


def test_no_judgement_is_of_a_body_that_is_gone() -> None:
    known = {
        f"{path.parent.name}/{path.stem}" for path in bodies([folder for each in PARTS.values() for folder in each])
    }
    assert {body for body, _, _ in JUDGED} - {"*"} <= known


def _item(line: str) -> str:
    """Give a line as it is written where it is an item of a list."""
    return "- " + BULLET.sub("", line)


def _planted(lines: list[str]) -> dict[str, str]:
    """Put one fault of each kind into a line of its own, and give the kind by the line."""
    faults: dict[str, str] = {}
    for rule, (where, what) in PLANTED.items():
        for number, line in enumerate(lines):
            changed = re.sub(where, what, line, count=1)
            if (
                changed not in {line, *faults}
                and line not in faults
                and line.endswith("。")
                and not NOT_OWN.search(line)
            ):
                lines[number] = changed
                faults[changed] = rule
                break
    return faults


def test_faults_that_are_put_in_are_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What makes the check quiet about right sentences must not make it blind."""
    told: Counter[str] = Counter()
    missed: list[tuple[str, str]] = []
    asked = [rule for rule in RULES if rule.id in PLANTED]
    for number, path in enumerate(bodies(PARTS["見た文章"])):
        lines = lines_of(path)
        faults = _planted(lines)
        text, found = remarks(lines, tmp_path / str(number), asked)
        rows = text.split("\n")
        seen = {(rows[each.problem.place.line - 1], each.problem.rule) for remark in found for each in remark.all}
        told.update(faults.values())
        missed += [(rule, line) for line, rule in faults.items() if not {(line, rule), (_item(line), rule)} & seen]
    share = {rule: 1 - sum(rule == each for each, _ in missed) / count for rule, count in told.items()}
    with capsys.disabled():
        print("\n書き入れた誤り：" + "、".join(f"{rule} {share[rule]:.1%}（{told[rule]}）" for rule in told))  # noqa: T201
    assert min(told.values()) >= 10
    assert min(share.values()) >= RECALL, missed
