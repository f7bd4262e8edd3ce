"""A Word file holds an edition, and with revisions two: all accepted it reads as the new one, all rejected as the old one."""

import datetime
from dataclasses import replace

import pytest
from comparison.documents import DOCUMENTS, Editor, document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hidaka_dx import walk
from hidaka_dx.comparison import compare
from hidaka_dx.document import ContentsEntry, Document
from hidaka_dx.wordfile import ComparedEdition, word_file
from wordfile.judge import WordReader, said

DAY = datetime.date(2026, 4, 1)
EDITS = 200
quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def ids(*documents: Document) -> list[str]:
    return [each.id for one in documents for each in (*walk.parts(one), *walk.blocks(one))]


def both(old: Document, new: Document) -> bytes:
    return word_file(new, {}, DAY, ComparedEdition(old, compare(old, new)))


def holds(raw: bytes, old: Document, new: Document) -> None:
    known = ids(old, new)
    assert WordReader(raw, "accepted").lines() == said(new, known)
    assert WordReader(raw, "rejected").lines() == said(old, known)


def with_contents(one: Document) -> Document:
    entries = (
        ContentsEntry(each.id, each.heading.depth, each.heading.mark, each.heading.title, True)
        for each in walk.parts(one)
    )
    return replace(one, contents=tuple(entries))


@quick
@given(DOCUMENTS)
def test_a_file_loses_no_word(one: Document) -> None:
    raw = word_file(one, {}, DAY)
    holds(raw, one, one)
    assert b"<w:ins " not in WordReader(raw, "accepted").parts["word/document.xml"]


@quick
@given(DOCUMENTS, DOCUMENTS)
def test_revisions_lead_to_either_edition(old: Document, new: Document) -> None:
    holds(both(old, new), old, new)


@quick
@given(DOCUMENTS, st.data())
def test_so_do_those_of_editions_that_are_much_alike(old: Document, data: st.DataObject) -> None:
    parts = list(old.parts)
    for at, part in enumerate(data.draw(DOCUMENTS).parts):
        parts.insert(at * 2, part)
    new = replace(old, parts=tuple(parts))
    holds(both(old, new), old, new)
    holds(both(new, old), new, old)


@pytest.mark.parametrize("seed", range(10))
def test_two_hundred_edits_are_accepted_and_rejected(seed: int) -> None:
    editor = Editor(seed)
    parts = editor.parts()
    for _ in range(EDITS // 10):
        edited = editor.edited(parts)
        old, new = (with_contents(document(each, name)) for each, name in ((parts, "第1版"), (edited, "第2版")))
        raw = both(old, new)
        holds(raw, old, new)
        assert not WordReader(raw, "accepted").dangling() | WordReader(raw, "rejected").dangling()
        parts = edited
