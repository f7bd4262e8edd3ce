"""Words against words: whole words, whole numbers, nothing slight between two edits."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparison.documents import INLINES
from hidaka_dx.comparison.words import edits, is_renumbering, side, tokens
from hidaka_dx.document import Inline, Link, Ruby, Text

PAIRS = Path(__file__).parent.parent / "fixtures/comparison/words.txt"
SIGNS = {"same": "{}", "removed": "〔-{}-〕", "added": "〔+{}+〕"}


def shown(old: str, new: str) -> str:
    spans = edits((Text(old),), (Text(new),))
    return "".join(SIGNS[span.state].format(span.text) for span in spans)


def test_edits_are_those_a_person_would_make(snapshot: Callable[[str, str], None]) -> None:
    pairs = [pair.split("\n") for pair in PAIRS.read_text(encoding="utf-8").strip().split("\n\n")]
    snapshot("comparison/words.txt", "".join(f"{old}\n{new}\n→ {shown(old, new)}\n\n" for old, new in pairs))


@given(INLINES, INLINES)
def test_both_lines_are_in_their_edits(old: tuple[Inline, ...], new: tuple[Inline, ...]) -> None:
    spans = edits(old, new)
    assert (side(spans, "removed"), side(spans, "added")) == (old, new)


@given(st.text())
def test_tokens_together_are_the_text(text: str) -> None:
    assert "".join(tokens(text)) == text


@pytest.mark.parametrize(
    "number",
    ["令和8年度", "1,234千円", "12.5％", "第2.1版", "R12", "117件", "3か所", "2028年", "21分", "2(1)ア", "1-3"],
)
def test_numbers_stay_whole_with_their_units(number: str) -> None:
    assert number in tokens(f"目標は{number}と、")


@pytest.mark.parametrize("particle", ["の", "を", "から", "は、"])
def test_a_particle_shared_by_two_edits_is_part_of_one(particle: str) -> None:
    assert (
        shown(f"町民{particle}申請です", f"職員{particle}業務です")
        == f"〔-町民{particle}申請-〕〔+職員{particle}業務+〕です"
    )


def test_references_that_are_only_counted_otherwise_are_no_amendment() -> None:
    old, new = (Text("詳しくは"), Link("cycle", "図3")), (Text("詳しくは"), Link("cycle", "図4"))
    assert is_renumbering(edits(old, new))
    assert not is_renumbering(edits(old, (Text("詳しくは"), Link("other", "図4"))))
    pages = [(Text(f"2({number}) 窓口と手続（{page}ページ）"),) for number, page in ((1, 4), (2, 5))]
    assert is_renumbering(edits(*pages))
    assert not is_renumbering(edits((Text("4 名を置く"),), (Text("5 名を置く"),)))
    assert not is_renumbering(edits((Text("DX計画"),), (Text("計画DX"),))), "a word that stands elsewhere is no number"
    assert not is_renumbering(edits((Text("8"), Ruby("8", "はち")), (Ruby("8", "はち"), Text("8"))))
