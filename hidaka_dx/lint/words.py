"""Rules that are data: words written in one way and not in another, from the YAML files in `words/`.

An entry has `find` (a regular expression), `write` (what belongs there) and examples `wrong` and `right`. Where a town may
choose, `other` is the other correct form: by default it is reported and `write` proposed; if a town chooses `other` in
its house style, it is the reverse (`find-official` then finds the official form). `noun: yes` excludes verbs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, cast

from hidaka_dx.lint.passage import Passage, RuleFinding
from hidaka_dx.lint.reading import ProseReading
from hidaka_dx.source import parse_own

FILES: Final = (
    "okurigana",
    "okurigana-verb",
    "conjunction",
    "adverb",
    "word-form",
    "formal-noun",
    "auxiliary",
    "kana",
    "long-vowel",
    "typo",
    "homophone",
    "mixed-writing",
    "redundancy",
)
"""Files of `words/`."""
CHOOSABLE: Final = ("okurigana", "adverb", "word-form")
"""Files whose words a town may write in another way."""
NOUN: Final = r"(?=[をのはがともでへ」）・。]|に(?!行[かきくけっ]|来(?![年月週春夏秋冬場館庁])|出掛|出向|訪れ|参|伺)|(?:など|等|や(?!す|っ))|$)"
"""What follows a noun and no verb; 、 follows both. 「申し込みに行く」 has a verb."""
STEM: Final = re.compile(r"\(\?=\[?[あ-ん]")
"""How the pattern of a word whose ending changes goes on."""


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern once; the cache of `re` is too small for all of them."""
    return re.compile(pattern)


@dataclass(frozen=True)
class WordRule:
    """One entry."""

    find: str
    """Regular expression."""
    write: str
    other: str | None
    """The form that a town may choose instead."""
    official: str
    """Finds `write` where the town has chosen `other`."""
    wrong: str
    right: str
    sign: str | None = None
    """Letters without which nothing is found."""

    def sought(self, forms: tuple[str, ...] = ()) -> tuple[re.Pattern[str], str]:
        """Return the pattern of the wrong form and the right form, for a town that has chosen these forms."""
        if self.other and self.other in forms:
            return compiled(self.official), self.other
        return compiled(self.find), self.write


@cache
def words(name: str) -> tuple[WordRule, ...]:
    """Read the entries of `words/<name>.yaml`."""
    path = files("hidaka_dx.lint") / "words" / f"{name}.yaml"
    entries = cast("list[dict[str, str]]", parse_own(path.read_text(encoding="utf-8")))
    return tuple(map(_word, entries))


@cache
def word_list(name: str) -> frozenset[str]:
    """Read the words of `words/<name>.txt`."""
    text = (files("hidaka_dx.lint") / "words" / f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


@cache
def choices() -> frozenset[str]:
    """Return the forms that a town may choose in its house style: the alternatives and the default ones."""
    chosen = (word for name in CHOOSABLE for word in words(name) if word.other)
    return frozenset(form for word in chosen for form in (word.other, word.write) if form)


def official(form: str) -> tuple[str, re.Pattern[str]]:
    """Return the official form that this one replaces, and the pattern that finds it."""
    return next((w.write, compiled(w.official)) for name in CHOOSABLE for w in words(name) if w.other == form)


def _word(entry: dict[str, str]) -> WordRule:
    other, write = entry.get("other"), entry["write"]
    after = NOUN if entry.get("noun") == "yes" else ""
    return WordRule(
        find=entry.get("find") or re.escape(other or "") + after,
        write=write,
        other=other,
        official=entry.get("find-official") or re.escape(write) + after,
        wrong=entry.get("wrong") or f"{other}の見直し",
        right=entry.get("right") or f"{write}の見直し",
        sign=None if "find" in entry else other,
    )


def findings_of(reading: ProseReading, name: str) -> Iterator[RuleFinding]:
    """Find the words of a file where they are the town's own: not quoted, and not in the titles of cited plans."""
    forms = reading.manuscript.style.forms
    text = reading.text
    sought = [
        (*word.sought(forms), word)
        for word in words(name)
        if word.sign is None or word.sign in text or word.other in forms
    ]
    for pattern, write, word in sought:
        for passage in reading.with_figures(pattern):
            for found in passage.figures(pattern):
                if reading.is_own(passage, found.start()):
                    finding = _finding(passage, found, write)
                    settled = bool({word.other, word.write} & {*forms})
                    yield finding.as_case_of(f"forms:{word.other}", settled=settled) if word.other else finding


def _finding(passage: Passage, found: re.Match[str], write: str) -> RuleFinding:
    """Create the finding; a stem is shown with the letter that follows."""
    after = passage.text[found.end() : found.end() + 1] if STEM.search(found.re.pattern.replace(NOUN, "")) else ""
    words = passage.text[found.start() : found.end()]
    return passage.found(*found.span(), f"「{words}{after}」は「{write}{after}」と書きます。")
