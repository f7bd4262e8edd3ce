"""The toolkit."""

import pytest
from seen import see

from hidaka_dx.figures.svg import Canvas, DrawingFault, Rect, TextLine, columns, element, number, sheet, total_height


@pytest.mark.parametrize(("value", "written"), [(1.0, "1"), (0.125, "0.12"), (-0.001, "0"), (100, "100"), (2.5, "2.5")])
def test_numbers_have_at_most_two_decimals(value: float, written: str) -> None:
    assert number(value) == written


def test_signs_of_markup_are_escaped() -> None:
    paper = sheet(4)
    paper.words([TextLine("R&D <b>")], 0, 0, "start")
    assert see(paper.drawing().svg).words[0][0] == "R&D <b>"
    assert element("a", b='"&') == "<a b='\"&amp;'/>"


def test_columns_fill_the_width() -> None:
    cols = columns(6, 20)
    assert cols[-1][0] + cols[-1][1] == pytest.approx(480)
    assert {round(w, 6) for _, w in cols} == {round((480 - 100) / 6, 6)}


def test_words_that_do_not_fit_are_faults_and_never_shrink() -> None:
    paper = Canvas(100)
    paper.centred([TextLine("日高町総合振興計画")], Rect(0, 0, 60, 40), ("boxes", 0, "text"))
    paper.centred([TextLine("一"), TextLine("二"), TextLine("三")], Rect(0, 0, 60, 40), ("boxes", 1, "text"))
    assert [fault.path for fault in paper.faults] == [("boxes", 0, "text"), ("boxes", 1, "text")]
    assert isinstance(paper.faults[0], DrawingFault)
    assert "箱の幅" in paper.faults[0].message
    assert "箱の高さ" in paper.faults[1].message
    assert all(text.get("font-size") == "10.5" for text in see(paper.drawing().svg).root)


def test_a_head_has_a_little_air_below() -> None:
    assert (
        total_height([TextLine("見出し", bold=True), TextLine("言葉")])
        == total_height([TextLine("言葉"), TextLine("言葉")]) + 2
    )


def test_an_arrow_ends_exactly_at_its_point() -> None:
    paper = Canvas(40)
    paper.arrow([(10, 10), (30, 10)])
    head = next(path.attrib["d"] for path in see(paper.drawing().svg).root if path.get("fill") != "none")
    assert head.startswith("M30 10 L24 ")
