"""Documents from outside: what this house has written passes unchanged, what would do harm does not."""

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from hidaka_dx.document import restored
from hidaka_dx.foreign import LARGEST_FILE, ForeignError, rebuilt

ROOT = Path(__file__).parents[1]
ARCHIVED = sorted(ROOT.glob("archive/*/data/document.json")) + sorted(
    ROOT.glob("examples/*/archive/*/data/document.json")
)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="480pt" height="78pt" viewBox="0 0 480 78" '
    "font-family=\"'BIZ UDGothic'\">\n"
    '<rect x="0.38" y="0" width="9" height="9" rx="2" fill="#FFFFFF"/>\n<text x="1" y="2" font-size="9">&lt;町&gt;</text>\n</svg>\n'
)
NOWHERE = "http://www.w3.org/1999/xhtml"
HARM = {
    "a handler": ("<svg ", '<svg onload="alert(1)" '),
    "a handler of a piece": ("<rect ", '<rect onclick="alert(1)" '),
    "a handler in capitals": ("<rect ", '<rect ONCLICK="alert(1)" '),
    "a script": ("<rect", "<script>alert(1)</script><rect"),
    "a script of another kind": ("<rect", f'<x:script xmlns:x="{NOWHERE}">alert(1)</x:script><rect'),
    "a picture": ("<rect", '<image href="https://example.jp/x.png"/><rect'),
    "a link": ("<rect", '<a href="javascript:alert(1)"/><rect'),
    "another drawing": ("<rect", '<use href="#x"/><rect'),
    "a movement": ("<rect", '<animate attributeName="x" to="1"/><set attributeName="href"/><rect'),
    "foreign content": ("<rect", "<foreignObject/><rect"),
    "a style sheet": ("<rect", "<style>*{fill:url(https://example.jp)}</style><rect"),
    "a style": ("<rect ", '<rect style="fill:url(https://example.jp)" '),
    "a filling from elsewhere": ("#FFFFFF", "url(https://example.jp/#x)"),
    "a name": ("<rect ", '<rect id="_search" '),
    "an entity": ("<svg", '<!DOCTYPE svg [<!ENTITY x "y">]><svg'),
    "a comment": ("<rect", "<!--><img src=x onerror=alert(1)>--><rect"),
    "an instruction": ("<rect", '<?xml-stylesheet href="x"?><rect'),
    "a part in a part": ("<text", "<text><text"),
    "a drawing that ends early": ("</svg>\n", "</svg><script>alert(1)</script>"),
    "no drawing": (SVG, "<img src=x onerror=alert(1)>"),
    "a number beyond all": ('x="0.38"', 'x="9e99999"'),
    "another root": ("svg", "html"),
    "characters in another way": ("町", "&#x753A;"),
}


def test_a_drawing_of_this_house_passes_to_the_letter() -> None:
    assert rebuilt(SVG) == SVG


@pytest.mark.parametrize("path", ARCHIVED, ids=lambda path: path.parent.parent.name)
def test_every_archived_document_passes(path: Path) -> None:
    assert restored(path.read_bytes()).town


Change = Callable[[dict[str, object]], object]


@pytest.fixture(scope="module")
def document() -> str:
    """Give a document with a figure, as JSON."""
    figure = {
        "id": "f",
        "number": 1,
        "title": "図",
        "alt": "",
        "spoken": "",
        "height": 6.0,
        "drawing": SVG,
        "image": None,
    }
    figure |= {"source": None, "redrawn": False, "notes": [], "kind": "figure"}
    words = {"id": "p", "inlines": [{"text": "DX", "language": "en", "kind": "foreign"}], "kind": "paragraph"}
    heading = {"depth": 1, "mark": "1", "title": "見出し"}
    part = {"id": "a", "heading": heading, "blocks": [figure, words]}
    names = dict.fromkeys(("subtitle", "town", "office", "contents_title"), "x")
    term = {"id": "t", "term": "語", "reading": None, "text": "説明", "target": "glossary.table"}
    known = {"terms": [term], "sources": [], "decides": "課"}
    whole = {"kind": "promotion-plan", "title": "計画", "short_title": "計画", "edition": "第1版", "draft": False}
    return json.dumps({**whole, **names, "date": "2026-04-01", "contents": [], "parts": [part], "facts": known})


@pytest.mark.parametrize("harm", HARM)
def test_a_drawing_that_may_do_harm_is_refused(harm: str, document: str) -> None:
    assert restored(document.encode())
    old, new = (json.dumps(each)[1:-1] for each in HARM[harm])
    assert json.dumps(HARM[harm][0])[1:-1] in document
    with pytest.raises(ForeignError, match="図"):
        restored(document.replace(old, new, 99 if harm == "another root" else 1).encode())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"id": "f"', '"id": "f);x:url(y"'),
        ('"id": "p"', '"id": "_search"'),
        ('"id": "p"', '"id": ""'),
        ('"target": "glossary.table"', '"target": "x\\" onload=\\"y"'),
        ('"decides": "課"', '"decides": "課\\u202e"'),
        ('"id": "p"', '"id": "x\\" onload=\\"y"'),
        ('"language": "en"', '"language": "en\\" onclick=\\"x"'),
        ('"image": null', '"image": "../../secret.png"'),
        ('"image": null', '"image": "x.svg"'),
        ('"title": "計画"', '"title": "../../外/計画"'),
        ('"title": "計画"', '"title": ".計画"'),
        ('"title": "計画"', '"title": ""'),
        ('"title": "計画"', f'"title": "{"計" * 121}"'),
        ('"edition": "第1版"', '"edition": "第1版/../x"'),
        ('"kind": "promotion-plan"', '"kind": "../web/index"'),
        ('"depth": 1', '"depth": 99'),
        ('"height": 6.0', '"height": NaN'),
        ('"height": 6.0', '"height": 1e300'),
        ('"text": "DX"', '"text": "D\\u202eX"'),
        ('"text": "DX"', '"text": "D\\u0000X"'),
    ],
)
def test_what_a_page_would_act_on_is_refused(old: str, new: str, document: str) -> None:
    assert old in json.dumps(json.loads(document), ensure_ascii=False)
    changed = json.dumps(json.loads(document), ensure_ascii=False).replace(old, new, 1)
    with pytest.raises(ForeignError):
        restored(changed.encode())


def nested(document: str, levels: int) -> bytes:
    """Put lists into lists."""
    whole = json.loads(document)
    for _ in range(levels):
        part = whole["parts"][0]
        part["blocks"] = [{"id": "l", "ordered": False, "items": [part["blocks"]], "kind": "items"}]
    return json.dumps(whole).encode()


def test_depth_and_size_are_bounded(document: str) -> None:
    assert restored(nested(document, 8))
    for levels in (15, 30, 60, 200):
        with pytest.raises(ValueError):  # noqa: PT011  pydantic's own, beyond its depth
            restored(nested(document, levels))
    with pytest.raises(ValueError):  # noqa: PT011  pydantic's own
        restored(b"[" * 1_000_000)
    with pytest.raises(ForeignError, match="大きすぎ"):
        restored(b" " * (LARGEST_FILE + 1))


def test_a_drawing_in_a_list_is_judged_too(document: str) -> None:
    assert restored(nested(document, 2))
    with pytest.raises(ForeignError):
        restored(nested(document.replace("<rect", "<script/><rect"), 2))


def test_every_field_that_names_something_is_known() -> None:
    """A new field whose name ends like those that are checked must be thought of."""
    from hidaka_dx import document, facts, foreign  # noqa: PLC0415  modules whose names tests use, too

    homes = ("", document), ("facts.", facts)
    classes = [(at, each) for at, home in homes for each in vars(home).values() if dataclasses.is_dataclass(each)]
    names = {f"{at}{field.name}" for at, each in classes for field in dataclasses.fields(each)}
    assert {f"facts.{name}" for name in ("id", "target")} <= set(foreign._NAMES)
    assert set(foreign._NAMES) <= names
