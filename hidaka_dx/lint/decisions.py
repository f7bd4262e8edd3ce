"""Questions of style answered once for the whole text, with a proposed line for the house style.

A town that adopts the project writes in its own way, and uniformly. Where many findings are cases of one such
question and the text is consistent, they become one remark, which proposes a line for `house-style.yaml`. Once the
town has answered, in either way, findings are reported one by one.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from hidaka_dx.lint.ends import ENTRY, POLITE_END
from hidaka_dx.lint.numbers import FULL_DIGITS, HALF_DIGITS
from hidaka_dx.lint.passage import Passage, RuleFinding
from hidaka_dx.lint.reading import ENOUGH, OF_ONE_MIND, ProseReading
from hidaka_dx.lint.words import official

ENOUGH_OF_A_WORD: Final = 5
"""Findings of a single word from which on its question is asked once: fewer than `ENOUGH` will do."""
UNOPPOSED: Final = 3
"""Sentences in である from which on their question is asked where the text has none in です・ます."""
FORMS: Final = "forms"
DEFAULTS: Final = {"voice": "です・ます", "digits": "半角", "comma": "、", "brackets": "全角"}
NAMES: Final = {"voice": "文末", "digits": "数字", "comma": "読点", "brackets": "括弧"}


class Proposal(NamedTuple):
    """A line that would answer a question."""

    key: str
    value: str
    default: str
    """The answer that the check supposes."""
    places: int
    """Places that are written in the proposed way."""
    against: int

    @property
    def message(self) -> str:
        """Say what was found, and what to write into the house style."""
        line = f"{self.key}: {f'[{self.value}]' if self.key == FORMS else self.value}"
        other = f"{self.key}: {f'[{self.default}]' if self.key == FORMS else self.default}"
        name = NAMES.get(self.key, f"「{self.default}」")
        rest = f"、「{self.default}」は{self.against}か所" if self.against else ""
        return (
            f"{name}は「{self.value}」でそろっています（{self.places}か所{rest}）。これを町の書き方とするなら "
            f"content/house-style.yaml に「{line}」と、直すなら「{other}」と書いてください。"
            f"直すと決めると、{self.places}か所を一つずつ示します。"
        )


def proposals(reading: ProseReading, findings: Sequence[RuleFinding]) -> dict[str, Proposal]:
    """Return by name each open question that has many cases and a consistent answer in the text."""
    counts = Counter(finding.decision for finding in findings if finding.decision)
    found: dict[str, Proposal] = {}
    for name, count in counts.items():
        key, _, form = name.partition(":")
        proposal = _proposal(reading, key, form, count)
        if _enough(key, count, proposal.against) and proposal.places >= proposal.against * OF_ONE_MIND:
            found[name] = proposal
    return found


def _enough(key: str, count: int, against: int) -> bool:
    """Tell whether there are cases enough to ask: a few will do if all the text is written so."""
    if key == "voice" and against == 0:
        return count >= UNOPPOSED
    return count >= (ENOUGH_OF_A_WORD if key == FORMS else ENOUGH)


def _proposal(reading: ProseReading, key: str, form: str, count: int) -> Proposal:
    if key == FORMS:
        default, pattern = official(form)
        return Proposal(key, form, default, count, _matches(reading.prose, pattern))
    if key == "digits":
        return _digits(reading)
    if key == "voice":
        paragraphs = (passage for passage in reading.chapters if passage.kind == "paragraph")
        own = (each for each in paragraphs if not each.spoken and not ENTRY.match(each.text))
        against = sum(bool(POLITE_END.search(words)) for each in own for _, words in each.sentences())
        return Proposal(key, "である", DEFAULTS[key], count, against)
    value, mark = ("，", "、") if key == "comma" else ("半角", "（")
    return Proposal(key, value, DEFAULTS[key], count, reading.text.count(mark))


def _digits(reading: ProseReading) -> Proposal:
    """Tell whether all figures are of full width, or those that stand alone."""
    full = Counter(len(found[0]) == 1 for p in reading.prose for found in p.matches(FULL_DIGITS))
    half = Counter(len(found[0]) == 1 for p in reading.prose for found in p.matches(HALF_DIGITS))
    single = Proposal("digits", "一桁だけ全角", DEFAULTS["digits"], full[True], full[False] + half[True])
    every = Proposal("digits", "全角", DEFAULTS["digits"], full.total(), half.total())
    return single if half[False] and single.places >= single.against * OF_ONE_MIND else every


def _matches(passages: Iterable[Passage], pattern: re.Pattern[str]) -> int:
    return sum(1 for passage in passages for _ in passage.matches(pattern))


def lines(chosen: Iterable[Proposal]) -> Iterator[str]:
    """Return the lines for `house-style.yaml`; all words share one line."""
    forms = []
    for proposal in chosen:
        if proposal.key == FORMS:
            forms.append(proposal.value)
        else:
            yield f"{proposal.key}: {proposal.value}"
    if forms:
        yield f"forms: [{', '.join(forms)}]"
