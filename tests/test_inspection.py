"""What strangers read in a PDF."""

from dataclasses import replace
from datetime import date

import pytest
from measure.pdf_reading import whole, written

from hidaka_dx.inspection import Sheet, TooLargeError, UnreadableError, alike, failures, sheets, stated, unfit


def test_a_pdf_says_what_it_is() -> None:
    said = stated(whole())
    assert (said.title, said.author, said.created) == ("日高町DX推進計画（第1版）", "日高町", date(2026, 4, 1))
    assert said.data == b'{"title": "x"}'
    assert said.pages == len(sheets(whole())) > 3


@pytest.mark.parametrize("raw", [b"", b"no PDF", b"%PDF-1.7\n", whole()[:5000]])
def test_what_is_no_pdf_is_unreadable(raw: bytes) -> None:
    with pytest.raises(UnreadableError):
        stated(raw)


def test_a_pdf_that_breaks_a_rule_fails_by_its_name() -> None:
    broken = whole().replace(b"<pdfuaid:part>1<", b"<pdfuaid:part>9<")
    assert any("UA" in rule for rule in failures(broken))


def test_too_large_to_judge_is_not_the_same_as_unfit_or_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hidaka_dx.typeset.conform.arranged", list)
    deep = written("<h1>題</h1>" + "<h2>節</h2>" * 260)
    with pytest.raises(TooLargeError):
        failures(deep)
    broken = whole().replace(b"<pdfuaid:part>1<", b"<pdfuaid:part>9<")
    sentences = [unfit(pdf) for pdf in (whole(), deep, b"no PDF", broken)]
    assert sentences[0] is None
    assert sentences[1] == TooLargeError.sentence
    assert sentences[2] == UnreadableError.sentence
    assert "PDFUA1-ID-PART-001" in (sentences[3] or "")


def test_a_table_of_many_rows_is_judged() -> None:
    rows = "".join(f"<tr><th scope=row>{number}</th><td>件</td></tr>" for number in range(1030))
    assert failures(written(f"<h1>題</h1><table>{rows}</table>")) == []


PAGE = Sheet((595.28, 841.89), ((62.0, 700.0, "計画"), (62.0, 680.5, "町")))


def test_pages_are_alike_up_to_rounding() -> None:
    assert alike(PAGE, PAGE)
    assert alike(PAGE, replace(PAGE, runs=((62.04, 699.97, "計画"), (62.0, 680.5, "町"))))


@pytest.mark.parametrize(
    "other",
    [
        replace(PAGE, size=(595.28, 842.5)),
        replace(PAGE, runs=PAGE.runs[:1]),
        replace(PAGE, runs=((62.0, 700.0, "計書"), (62.0, 680.5, "町"))),
        replace(PAGE, runs=((62.5, 700.0, "計画"), (62.0, 680.5, "町"))),
    ],
)
def test_pages_that_differ_in_size_words_or_places_are_not_alike(other: Sheet) -> None:
    assert not alike(PAGE, other)
