"""The styles are those that WeasyPrint makes, but fewer."""

from typing import Any

import pytest
from weasyprint import CSS, HTML, css
from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.css.targets import TargetCollector
from weasyprint.text.fonts import FontConfiguration

from hidaka_dx.typeset.layout_memory import memory_saving_layout

SHEETS = (
    "@layer low, high; @layer high { p::before { content: 'high' } } @layer low { p::before { content: 'low' } }",
    """
    :root { --ink: #1f4e79; font-size: 10pt }
    li::marker { content: "・"; color: var(--ink) }
    .note { float: footnote } .note::footnote-call { content: counter(footnote) ")"; color: red }
    h2::before { content: "第"; color: blue; margin: 1px !important } #two h2::before { color: green }
    a::after { content: target-counter(attr(href), page); margin-left: 1em }
    #two { font-size: 12pt; color: navy } p::first-line { color: gray }
    """,
    "h2::before { color: black; margin: 2px } .note::footnote-call { color: maroon }",
)
BODY = """
<h1 id=top>題</h1><ul><li><a href="#two">二</a><li style="color: teal">丑</ul>
<section id=one><h2 id='a"b'>一</h2><p>文<span class=note>注</span></p><table><tr><td id=cell>甲<td>乙</table></section>
<section id=two lang=en><h2>Two</h2><p style="margin: 1em">Text<b id=b>!</b></p></section>
<section id=three><h2 id=h>三</h2><p>文<span class=note>注</span></p></section><a name=old>旧</a>
"""
PSEUDO = (
    None,
    "before",
    "after",
    "marker",
    "first-line",
    "first-letter",
    "footnote-call",
    "footnote-marker",
    "note-call",
)


def styles(html: HTML) -> tuple[Any, TargetCollector]:
    fonts, targets = FontConfiguration(), TargetCollector()
    layers: list[Any] = []
    sheets = [CSS(string=text, font_config=fonts, layers=layers) for text in SHEETS]
    found = css.get_all_computed_styles(
        html, sheets, font_config=fonts, page_rules=[], layers=layers, target_collector=targets
    )
    return found, targets


@pytest.fixture(scope="module")
def page() -> HTML:
    return HTML(string=f"<html lang=ja><body id=body>{BODY}")


def test_every_value_is_weasyprints_own(page: HTML) -> None:
    own, own_targets = styles(page)
    with memory_saving_layout():
        ours, targets = styles(page)
    assert type(own) is not type(ours)
    for element in page.etree_element.iter():
        for pseudo in PSEUDO:
            expected, found = own(element, pseudo), ours(element, pseudo)
            assert (expected is None) == (found is None), (element.tag, pseudo)
            if expected is not None:
                differing = [name for name in INITIAL_VALUES if repr(expected[name]) != repr(found[name])]
                assert differing == [], (element.tag, pseudo)
    assert set(targets.target_lookup_items) == set(own_targets.target_lookup_items) >= {"top", "one", "cell", "old"}


def test_chapters_with_an_id_share_what_is_inside(page: HTML) -> None:
    with memory_saving_layout():
        found, _ = styles(page)
    one, two, three = page.etree_element.findall(".//section")
    assert found(one) is not found(three)
    assert [found(chapter)["anchor"] for chapter in (one, two, three)] == ["one", "two", "three"]
    assert found(one.find("p")) is found(three.find("p"))
    assert found(one.find("p")) is not found(two.find("p"))


def test_styles_of_pseudo_elements_are_made_when_asked_for(page: HTML) -> None:
    with memory_saving_layout():
        found, _ = styles(page)
    made = found.get_computed_styles()
    assert {pseudo for _, pseudo in made} == {None}
    item = page.etree_element.find(".//li")
    assert found(item, "marker") is found(item, "marker") is not None
    assert found(item, "before") is None
    assert {key for key in made if key[1]} == {(item, "marker")}
