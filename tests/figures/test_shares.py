"""The bar of grades: exact shares, words for every part."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from hidaka_dx import theme
from hidaka_dx.figures.shares import Share, draw, lines, spoken
from hidaka_dx.japanese.ragged import seen_width

GRADES = (
    Share("A", "目標を上回った", 5, "18.5%"),
    Share("B", "目標どおり", 17, "63.0%"),
    Share("C", "遅れている", 4, "14.8%", late=True),
    Share("D", "大きく遅れている", 1, "3.7%", late=True),
)


def widths(svg: str) -> list[float]:
    """Give the widths of the outlined parts."""
    return [float(found) for found in re.findall(r'<rect [^>]*width="([\d.]+)"[^>]*stroke=', svg)]


def test_parts_are_as_wide_as_their_shares() -> None:
    found = widths(draw(GRADES).svg)
    assert len(found) == 4
    for part, width in zip(GRADES, found, strict=True):
        assert width == pytest.approx(part.count / 27 * theme.MEASURE - 0.75, abs=0.02)


def test_every_part_is_named_and_counted() -> None:
    svg = draw(GRADES).svg
    for part in GRADES:
        assert f"{part.mark} {part.words}" in svg
        assert f"{part.count}件　{part.percent}" in svg
    assert spoken(GRADES).startswith("A 目標を上回ったが5件（18.5%）、")


def test_a_part_too_narrow_for_words_has_none_inside() -> None:
    svg = draw((Share("A", "多い", 299, "99.7%"), Share("D", "少ない", 1, "0.3%", late=True))).svg
    assert ">A 299<" in svg
    assert ">D 1<" not in svg


def test_a_grade_that_nobody_got_has_words_and_no_part() -> None:
    nobody = (*GRADES[:3], Share("D", "大きく遅れている", 0, "0.0%", late=True))
    assert len(widths(draw(nobody).svg)) == 3
    assert "0件　0.0%" in draw(nobody).svg


def test_nothing_evaluated_is_an_empty_bar() -> None:
    nothing = tuple(Share(part.mark, part.words, 0, "0.0%") for part in GRADES)
    assert widths(draw(nothing).svg) == []


def test_long_words_make_the_drawing_higher() -> None:
    wordy = tuple(Share(part.mark, part.words * 4, part.count, part.percent) for part in GRADES)
    assert lines(wordy) > lines(GRADES)
    assert lines(GRADES) % 0.5 == 0


def test_labels_stand_below_their_parts_and_never_touch() -> None:
    """Those of narrow parts as near as their neighbours allow."""
    for counts in ((5, 17, 4, 1), (1, 1, 1, 24), (0, 0, 0, 27), (7, 7, 7, 6)):
        shares = tuple(replace(part, count=count) for part, count in zip(GRADES, counts, strict=True))
        svg, done = draw(shares).svg, 0
        names = [re.search(rf'x="([\d.]+)"[^>]*>{each.mark} {each.words}<', svg) for each in shares]
        middles = [float(name[1]) for name in names if name]
        halves = [
            max(
                seen_width(f"{each.mark} {each.words}", 10.5, bold=True),
                seen_width(f"{each.count}件　{each.percent}", 10.5),
            )
            / 2
            for each in shares
        ]
        edges = [(middle - half, middle + half) for middle, half in zip(middles, halves, strict=True)]
        assert all(left[1] + 5.9 < right[0] for left, right in pairwise(edges))
        assert edges[0][0] > -0.1
        assert edges[-1][1] < theme.MEASURE + 0.1
        for middle, count in zip(middles, counts, strict=True):
            wanted, done = (done + count / 2) / 27 * theme.MEASURE, done + count
            if counts in ((5, 17, 4, 1), (7, 7, 7, 6)) and count > 4:
                assert middle == pytest.approx(wanted, abs=0.1)


def test_grades_are_told_apart_in_grey() -> None:
    fills = re.findall(r'<rect [^>]*fill="(#[0-9A-F]+)" stroke=', draw(GRADES).svg)
    assert len(set(fills)) == 4


def test_what_is_not_graded_stands_apart_in_white_and_is_counted() -> None:
    outside = Share("", "対象外", 7, "", is_outside=True)
    svg = draw((*GRADES, outside)).svg
    *parts, last = re.findall(r'<rect x="([\d.]+)" [^>]*width="([\d.]+)"[^>]*fill="(#[0-9A-F]+)" stroke=', svg)
    assert len(parts) == len(GRADES)
    assert last[2] == "#FFFFFF"
    assert all(fill != "#FFFFFF" for _, _, fill in parts)
    assert float(last[0]) - (float(parts[-1][0]) + float(parts[-1][1])) > 5
    assert float(last[0]) + float(last[1]) == pytest.approx(theme.MEASURE, abs=0.5)
    assert ">7件<" in svg
    assert spoken((*GRADES, outside)).endswith("対象外が7件。")
