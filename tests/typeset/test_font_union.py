"""One font file in place of several subsets: every glyph is there once and looks as it did."""

from io import BytesIO

from fontTools.ttLib import TTFont
from measure.fonts import advance, composite, glyphs, mincho, shape

from hidaka_dx.typeset.font_subset import Drawn, subset
from hidaka_dx.typeset.font_union import EmbeddedSubset, union, units_of


def subsets(*texts: str) -> list[EmbeddedSubset]:
    found = []
    for text in texts:
        content, numbers = subset(mincho(), 0, [*glyphs(text), *(each._replace(extra=2) for each in glyphs(text))])
        found.append(EmbeddedSubset(content, tuple(numbers.values())))
    return found


def test_glyphs_of_several_subsets_are_there_once() -> None:
    content, places = union(subsets("日高町", "日高町の計画", "計画"))
    letters = len("日高町の計画")
    assert len(TTFont(BytesIO(content)).getGlyphOrder()) == 1 + 2 * letters
    assert [len(each) for each in places] == [7, 13, 5]


def test_each_glyph_looks_as_in_its_subset() -> None:
    asked = subsets("日高町", "の計画町")
    content, places = union(asked)
    whole = TTFont(BytesIO(content))
    for one, numbers in zip(asked, places, strict=True):
        font = TTFont(BytesIO(one.content))
        for old, new in numbers.items():
            assert shape(whole, new) == shape(font, old)
            assert advance(whole, new) == advance(font, old)


def test_glyphs_made_of_others_stay_so() -> None:
    first, second = (subset(composite(), 0, [each]) for each in (Drawn(1), Drawn(3)))
    content, (one, two) = union([EmbeddedSubset(each.content, (*each.numbers.values(), 1)) for each in (second, first)])
    whole, own = TTFont(BytesIO(content)), TTFont(BytesIO(first.content))
    assert len(whole.getGlyphOrder()) == 4
    assert shape(whole, two[first.numbers[Drawn(1)]]) == shape(own, first.numbers[Drawn(1)])
    assert one[second.numbers[Drawn(3)]] == two[first.numbers[Drawn(3)]]


def test_fonts_that_count_otherwise_are_told_apart() -> None:
    assert (units_of(mincho()), units_of(composite())) == (2048, 1000)


def test_the_same_subsets_give_the_same_bytes() -> None:
    assert union(subsets("日高町", "計画")) == union(subsets("日高町", "計画"))
