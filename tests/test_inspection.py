"""What strangers read in a PDF."""

import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from forging import bomb
from measure.pdf_reading import whole, written

from hidaka_dx.inspection import (
    PageContent,
    TooLargeError,
    UnreadableError,
    conformance_fault,
    failures,
    look_alike,
    sheets,
    stated_metadata,
)


def test_a_pdf_says_what_it_is() -> None:
    said = stated_metadata(whole())
    assert (said.title, said.author, said.created) == ("日高町DX推進計画（第1版）", "日高町", date(2026, 4, 1))
    assert said.data == b'{"title": "x"}'
    assert said.pages == len(sheets(whole())) > 3


@pytest.mark.parametrize("read", [lambda: b"", lambda: b"no PDF", lambda: b"%PDF-1.7\n", lambda: whole()[:5000]])
def test_what_is_no_pdf_is_unreadable(read: Callable[[], bytes]) -> None:
    with pytest.raises(UnreadableError):
        stated_metadata(read())


def test_a_pdf_that_breaks_a_rule_fails_by_its_name() -> None:
    broken = whole().replace(b"<pdfuaid:part>1<", b"<pdfuaid:part>9<")
    assert any("UA" in rule for rule in failures(broken))


def test_too_large_to_judge_is_not_the_same_as_unfit_or_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hidaka_dx.typeset.conform.arranged", list)
    deep = written("<h1>題</h1>" + "<h2>節</h2>" * 260)
    with pytest.raises(TooLargeError):
        failures(deep)
    broken = whole().replace(b"<pdfuaid:part>1<", b"<pdfuaid:part>9<")
    sentences = [conformance_fault(pdf) for pdf in (whole(), deep, b"no PDF", broken)]
    assert sentences[0] is None
    assert sentences[1] == TooLargeError.sentence
    assert sentences[2] == UnreadableError.sentence
    assert "PDFUA1-ID-PART-001" in (sentences[3] or "")


@pytest.mark.slow
def test_a_table_of_many_rows_is_judged() -> None:
    rows = "".join(f"<tr><th scope=row>{number}</th><td>件</td></tr>" for number in range(1030))
    assert failures(written(f"<h1>題</h1><table>{rows}</table>")) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("reader", "packed"),
    [
        *((reader, packed) for reader in (stated_metadata, failures) for packed in ({}, {"twice": True})),
        (failures, {"mebibytes": 90, "streams": 12}),
    ],
)
def test_what_unpacks_to_too_much_is_not_opened(reader: Callable[[bytes], object], packed: dict[str, int]) -> None:
    raw = bomb(**{"mebibytes": 900, **packed})
    tracemalloc.start()
    with pytest.raises(TooLargeError):
        reader(raw)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(raw) < 2_000_000
    assert peak < 256 * 2**20


@pytest.mark.slow
def test_what_is_packed_like_the_largest_picture_is_opened() -> None:
    assert stated_metadata(bomb(76)).pages == 1


@pytest.mark.parametrize(
    "words",
    [
        b"/Filter /LZWDecode",
        b"/Fi#6Cter /LZWDecode",
        b"/F#69lter 5 0 R",
        b"/Filter[/FlateDecode/A85]",
        b"/Filter [/FlateDecode 5 0 R]",
        b"/Filter%\n/RL",
        b"/Encrypt 9 0 R",
    ],
)
def test_packed_in_a_way_whose_size_cannot_be_told_is_not_opened(words: bytes) -> None:
    plain = bomb(1)
    assert stated_metadata(plain).pages == 1
    with pytest.raises(TooLargeError):
        stated_metadata(plain.replace(b"/Size", words + b"/Size"))


PAGE = PageContent((595.28, 841.89), ((62.0, 700.0, "計"), (62.0, 680.5, "町")))


def test_pages_are_alike_up_to_rounding() -> None:
    assert look_alike(PAGE, PAGE)
    assert look_alike(PAGE, replace(PAGE, letters=((62.04, 699.97, "計"), (62.0, 680.5, "町"))))


@pytest.mark.parametrize(
    "other",
    [
        replace(PAGE, size=(595.28, 842.5)),
        replace(PAGE, letters=PAGE.letters[:1]),
        replace(PAGE, letters=((62.0, 700.0, "許"), (62.0, 680.5, "町"))),
        replace(PAGE, letters=((62.5, 700.0, "計"), (62.0, 680.5, "町"))),
    ],
)
def test_pages_that_differ_in_size_words_or_places_are_not_alike(other: PageContent) -> None:
    assert not look_alike(PAGE, other)
