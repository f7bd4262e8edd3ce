"""点検: finds in a manuscript what people miss. One rule is one generator; `RULES` lists them all."""

from collections.abc import Collection
from typing import Final

from hidaka_dx.content import Manuscript
from hidaka_dx.lint import (
    characters,
    citations,
    dates,
    lists,
    marks,
    numbers,
    sentences,
    spaces,
    spelling,
    structure,
    terms,
    variants,
    widths,
)
from hidaka_dx.lint.judgement import judged
from hidaka_dx.lint.mending import WantedFix, fixes_of, mended, with_fixes
from hidaka_dx.lint.reading import ProseReading
from hidaka_dx.lint.remark import Remark
from hidaka_dx.lint.rule import Rule
from hidaka_dx.lint.spelling_variants import spellings

__all__ = [
    "RULES",
    "ProseReading",
    "Remark",
    "Rule",
    "WantedFix",
    "check",
    "fixes_of",
    "mended",
    "spellings",
    "with_fixes",
]

RULES: Final[tuple[Rule, ...]] = (
    spaces.latin_space,
    spaces.inner_space,
    marks.bracket_width,
    marks.punctuation,
    marks.brackets,
    marks.quotation,
    marks.latin_run,
    marks.exclamation,
    widths.letter_width,
    numbers.range_mark,
    numbers.counter,
    numbers.thousands,
    numbers.kanji_number,
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
    spelling.homophone,
    spelling.mixed_writing,
    spelling.redundancy,
    spelling.town_word,
    characters.joyo_kanji,
    variants.near_miss,
    variants.katakana_variant,
    variants.latin_variant,
    variants.okurigana_variant,
    variants.mixed_forms,
    sentences.reversed_duty,
    sentences.doubled_particle,
    sentences.doubled_word,
    sentences.plain_style,
    sentences.sentence_stop,
    sentences.lost_ra,
    sentences.case_particle,
    sentences.sentence_length,
    sentences.double_negative,
    sentences.beki,
    sentences.etcetera,
    sentences.since,
    sentences.layered_conjunction,
    lists.list_style,
    lists.list_end,
    lists.glossary_style,
    dates.era_year,
    dates.fiscal_year,
    dates.weekday,
    dates.year_span,
    dates.plan_period,
    dates.timeline_period,
    dates.date_style,
    terms.term_unexplained,
    terms.abbreviation_late,
    terms.defined_unused,
    terms.term_unused,
    terms.term_order,
    terms.loanword,
    structure.file_unread,
    structure.edition_unarchived,
    structure.pending_decided,
    structure.contents_title,
    structure.figure_unmentioned,
    structure.alt_text,
    structure.figure_source,
    structure.table_head,
    structure.link_words,
    structure.heading_end,
    structure.empty_section,
    citations.citation,
    citations.citation_unknown,
    citations.citation_ended,
)
"""Every rule, in the order of docs/rules.md."""


def check(manuscript: Manuscript, archived: Collection[tuple[str, tuple[int, int]]] = ()) -> tuple[Remark, ...]:
    """Check a manuscript; return every remark, sorted by place, including accepted ones.

    `archived` are the editions in the archive, by document and rank.
    """
    return judged(ProseReading(manuscript, archived), RULES)
