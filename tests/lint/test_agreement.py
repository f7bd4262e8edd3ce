"""No two lists of words ask for opposite things, and no advice breaks another rule."""

from pathlib import Path

import pytest

from hidaka_dx.lint import RULES, ProseReading, spellings
from hidaka_dx.lint.judgement import judged
from hidaka_dx.lint.likeness import sound
from hidaka_dx.lint.variants import pairs
from hidaka_dx.lint.words import CHOOSABLE, FILES, WordRule, choices, word_list, words
from lint.town import CHAPTER, town

WORDS = [(name, word) for name in FILES for word in words(name)]
DRAFT = '[content/editions.yaml] promotion-plan: [{number: "1", status: 案, changes: 策定}]'
OF_WORDS = frozenset(
    (*FILES, "near-miss", "katakana-variant", "latin-variant", "okurigana-variant", "mixed-forms", "joyo-kanji", "typo")
)


def other_findings(word: WordRule, name: str, right: str) -> list[tuple[str, str]]:
    """Find in what is right after one list what another list is against."""
    return [
        (other_name, other.find)
        for other_name, other in WORDS
        if other_name != name or other is not word
        if other.sought()[0].search(right)
    ]


@pytest.mark.parametrize(("name", "word"), WORDS)
def test_what_one_list_holds_right_no_other_finds(name: str, word: WordRule) -> None:
    assert other_findings(word, name, word.right) == []


@pytest.mark.parametrize("word", [word for _, word in WORDS if word.other])
def test_what_a_town_chooses_is_found_by_no_other_list(word: WordRule) -> None:
    forms = (word.other or "",)
    found = [
        (other_name, other.find)
        for other_name, other in WORDS
        if other is not word and other.sought(forms)[0].search(word.wrong)
    ]
    assert found == []


def test_all_that_is_right_is_right_together(tmp_path: Path) -> None:
    """Each right example, in one text: whatever compares words over the whole text asks for none to be changed back."""
    lines = [f"{word.right}。" for _, word in WORDS if not word.other]
    reading = ProseReading(town(tmp_path, "⏎⏎".join(dict.fromkeys(lines)) + DRAFT))
    rules = [rule for rule in RULES if rule.id in OF_WORDS - {"mixed-forms", "okurigana-variant"}]
    remarks = [each for each in judged(reading, rules) if each.problem.place.path == CHAPTER]
    assert [str(each.problem) for each in remarks] == []


def test_two_rules_tell_a_word_once_and_in_one_direction(tmp_path: Path) -> None:
    reading = ProseReading(town(tmp_path, "ソフトウエアとソフトウェアを更新します。" + DRAFT))
    remarks = judged(reading, RULES)
    assert [(each.words, "「ソフトウェア」" in each.problem.message) for each in remarks] == [("ソフトウエア", True)]


def test_known_katakana_words_are_known_in_one_form() -> None:
    by_sound: dict[str, set[str]] = {}
    for word in word_list("katakana"):
        by_sound.setdefault(sound(word), set()).add(word)
    assert [forms for forms in by_sound.values() if len(forms) > 1] == []
    found = [
        (word, other.find) for word in word_list("katakana") for _, other in WORDS if other.sought()[0].search(word)
    ]
    assert found == []


def test_words_for_one_thing_bring_their_spellings_to_the_search() -> None:
    for things in pairs("synonyms"):
        others = [forms for forms in pairs() if {*forms} & {*things}]
        assert all({*forms} <= {*things} for forms in others)
        assert [forms for forms in spellings() if {*forms} & {*things}] == [things]


def test_pairs_do_not_meet_other_lists() -> None:
    """Of a pair, a town may use either: so no list may find one of them, but where a town can choose there, too."""
    forms = [form for pair in pairs() for form in pair]
    assert len(set(forms)) == len(forms)
    found = [(form, word.find) for form in forms for name, word in WORDS if word.sought()[0].search(form)]
    assert [each for each in found if each[0] not in choices()] == []


def test_choices_stand_in_one_list() -> None:
    offered = [word.other for name in CHOOSABLE for word in words(name) if word.other]
    assert len(set(offered)) == len(offered)
