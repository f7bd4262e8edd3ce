"""Words of two compositions of one content are compared by id, those of notes and tables, too."""

from dataclasses import replace

import pytest

from comparison.documents import document
from hidaka_dx.comparison import says_otherwise
from hidaka_dx.document import Block, Cell, Figure, Heading, Link, NoteCall, Paragraph, Part, Table, Text
from hidaka_dx.figures.tree import Branch, Tree, draw


def said(*blocks: Block, title: str = "目標") -> tuple[Part, ...]:
    return (Part("aim", Heading(1, "1", title), blocks),)


def paragraph(*inlines: Text | Link | NoteCall, name: str = "aim.1") -> Paragraph:
    return Paragraph(name, inlines)


def noted(words: str) -> Paragraph:
    return paragraph(Text("町の目標"), NoteCall("n", "注1", (Text(words),)))


def table(words: str) -> Table:
    return Table("aim.table", None, "目標", (Cell((Text("年度"),)),), ((Cell((Text(words),)),),), (1.0,))


@pytest.mark.parametrize(
    ("one", "other", "ids"),
    [
        (said(title="目標"), said(title="目的"), ("aim",)),
        (said(paragraph(Text("160件"))), said(paragraph(Text("150件"))), ("aim.1",)),
        (said(noted("一年の件数")), said(noted("二年の件数")), ("aim.1",)),
        (said(table("160")), said(table("150")), ("aim.table",)),
        (said(paragraph(Text("160件"))), said(), ("aim.1",)),
    ],
)
def test_other_words_are_named_whichever_has_them(
    one: tuple[Part, ...], other: tuple[Part, ...], ids: tuple[str, ...]
) -> None:
    assert says_otherwise(document(one), document(other)) == ids
    assert says_otherwise(document(other), document(one)) == ids


def test_words_that_are_given_once_instead_of_twice_are_the_same() -> None:
    twice = said(paragraph(Text("窓口")), paragraph(Text("窓口"), name="aim.2"))
    assert says_otherwise(document(twice), document(said(paragraph(Text("窓口"))))) == ()


def test_names_of_other_sections_are_not_compared() -> None:
    one, other = (said(paragraph(Text("次のとおり。"), Link("aim", name))) for name in ("1", "2"))
    assert says_otherwise(document(one), document(other)) == ()


def test_a_tree_in_two_drawings_says_the_same_as_in_one_and_other_names_are_found() -> None:
    both = (Branch("手続できる窓口づくり", ("1-1 電子申請", "1-2 書かない窓口")), Branch("役場づくり", ("2-1 文書",)))
    whole = document(said(drawn(1, "体系", both)))
    halves = document(said(drawn(1, "体系（1/2）", both[:1]), drawn(2, "体系（2/2）", both[1:])))
    forged = document(
        said(drawn(1, "体系（1/2）", both[:1]), drawn(2, "体系（2/2）", (Branch("役場づくり", ("2-1 文庫",)),)))
    )
    assert says_otherwise(whole, halves) == says_otherwise(halves, whole) == ()
    assert says_otherwise(whole, forged) == says_otherwise(forged, whole) == ("tree.1", "tree.2")


def drawn(number: int, title: str, branches: tuple[Branch, ...]) -> Figure:
    svg = draw(Tree("計画", branches)).svg
    return Figure(f"tree.{number}", number, title, "体系。", "体系。", 3.0, svg, None, None, redrawn=False, notes=())


def test_places_and_edition_are_not_words() -> None:
    plan = document(said(paragraph(Text("窓口"))))
    placed = replace(plan, parts=tuple(replace(part, layout="page") for part in plan.parts), edition="第2版")
    assert says_otherwise(plan, placed) == ()
