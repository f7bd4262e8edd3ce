"""点検: finds in a manuscript what people miss. One rule is one generator; `RULES` lists them all."""

from typing import Final

from hidaka_dx.content import Manuscript
from hidaka_dx.lint import marks, spelling
from hidaka_dx.lint.judgement import Remark, judged
from hidaka_dx.lint.mending import mended
from hidaka_dx.lint.reading import Reading
from hidaka_dx.lint.rule import Rule

__all__ = ["RULES", "Reading", "Remark", "Rule", "check", "mended"]

RULES: Final[tuple[Rule, ...]] = (
    marks.latin_space,
    marks.bracket_width,
    marks.letter_width,
    marks.punctuation,
    marks.brackets,
    marks.quotation,
    marks.range_mark,
    marks.counter,
    marks.thousands,
    marks.latin_run,
    marks.exclamation,
    spelling.okurigana,
    spelling.okurigana_verb,
    spelling.conjunction,
    spelling.adverb,
    spelling.word_form,
    spelling.formal_noun,
    spelling.auxiliary,
    spelling.kana,
    spelling.long_vowel,
    spelling.typo,
    spelling.redundancy,
)
"""Every rule, in the order of docs/rules.md."""


def check(manuscript: Manuscript) -> tuple[Remark, ...]:
    """Check a manuscript; give every remark, sorted by place, also those that the town accepts."""
    return judged(Reading(manuscript), RULES)
