"""What the tests of conformance share: small documents, and independent readers of the result."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import weasyprint

from hidaka_dx.readers.tags import below, marked_texts, page_numbers, spoken, spoken_in
from hidaka_dx.typeset import conform
from hidaka_dx.typeset.job import Attachment, PdfFacts
from hidaka_dx.typeset.labels import numbered

__all__ = ["spoken", "spoken_in"]
ROOT = Path(__file__).parents[2]
MOMENT = datetime(2026, 4, 1, 9, 30, tzinfo=timezone(timedelta(hours=9)))
FACTS = PdfFacts("日高町DX推進計画（第1版）", "日高町", MOMENT, MOMENT)
STYLE = f"""
@font-face {{font-family: M; src: url({(ROOT / "assets/fonts/BIZUDMincho-Regular.ttf").as_uri()})}}
html {{font: 12pt/1.6 M; image-rendering: crisp-edges}}
@page {{size: A5; margin: 20mm; @top-center {{content: string(head)}} @bottom-center {{content: "頁" counter(page)}}}}
h2 {{string-set: head "柱：" content(text)}}
main {{page: body}}
@page :nth(1 of body) {{counter-reset: page 1}}
table {{border-collapse: collapse; width: 100%}}
td, th {{border: .5pt solid}}
.contents a::after {{content: leader(".") target-counter(attr(href), page)}}
.note {{float: footnote}}
.watermark {{position: fixed; top: 40%; font-size: 60pt; color: rgba(0, 0, 0, .1)}}
ruby {{position: relative; display: inline-block}}
rt {{position: absolute; left: -1em; right: -1em; top: -.55em; font-size: .5em; line-height: 1; text-align: center}}
"""
WHOLE = f"""
<header class="cover"><h1>日高町DX推進計画</h1><p>令和8年4月</p></header>
<nav class="contents"><h2>〔目次〕</h2><ol>
<li><a href="#one"><span class="number">(1)</span><span class="title">計画の趣旨</span></a>
<ol><li><a href="#sub"><span class="title">背景</span></a></li></ol></li>
<li><a href="#two"><span class="number">(2)</span><span class="title">取組</span></a></li></ol></nav>
<main><section id="one"><h2 style="break-before: page"><span class="number">1</span>計画の趣旨</h2>
<p>町は<em>計画</em>を定める<span class="note">脚注の文である。</span>。<span lang="en">Digital
Transformation</span>とは、<ruby>日高<rt>ひだか</rt>町<rt>ちょう</rt></ruby>の仕組みを表す
<a href="https://example.org/plan">町の計画を載せている長い長い名前の、行をまたぐリンク</a>である。</p>
<h3 id="sub">背景</h3><p>{"段落は頁をまたいで続く。" * 120}</p>
<ul><li>甲<ul><li>子</li><li>丑</li></ul></li><li>乙</li></ul></section>
<div class="watermark">案</div>
<section id="two"><h2><span class="number">2</span>取組</h2>
<table id="t"><caption>表1　取組の一覧</caption>
<thead><tr><th scope="col">取組</th><th scope="col">件数</th></tr></thead>
<tbody>{"".join(f'<tr><th scope="row">取組{row}</th><td>{row}件</td></tr>' for row in range(70))}</tbody></table>
<figure id="f"><img src="figure.svg" alt="人口が減る様子を示す折れ線"><figcaption>図1　人口</figcaption></figure>
<p>終わりの段落。</p></section></main>
"""


def laid_out(body: str, style: str = "", base: Path = ROOT / "tests/typeset/fixtures") -> weasyprint.Document:
    """Lay out a body as the press does: no PDF options."""
    html = f'<html lang="ja"><title>x</title><style>{STYLE}{style}</style><body>{body}</body></html>'
    return weasyprint.HTML(string=html, base_url=f"{base}/").render()


def written(body: str, style: str = "") -> bytes:
    """Lay out and write a body."""
    return conform.write(laid_out(body, style), FACTS)


@lru_cache(maxsize=1)
def whole() -> bytes:
    """Give the document that has everything in it."""
    document = laid_out(WHOLE)
    facts = replace(FACTS, labels=numbered(document))
    data = Attachment("document.json", b'{"title": "x"}', "この計画のデータ", "application/json")
    return conform.write(document, facts, (data,))


@lru_cache(maxsize=8)
def structure(pdf: bytes) -> str:
    """Read the tree with poppler: one `depth role` or `depth "text"` a line, without attributes."""
    command = ["pdfinfo", "-struct-text", "-"]
    output = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    lines = []
    for line in output.splitlines():
        words = line.strip()
        if not words.startswith(('"', "/")):
            words = re.sub(r' \[".*"\]| [(](?:block|inline)[)]|:$', "", words)  # poppler 26 gives the Alt in brackets
            if not re.fullmatch(r"[A-Z]\w*(?: <[^>]*>)?", words):
                continue
        lines.append(f"{(len(line) - len(line.lstrip())) // 2} {words}")
    return "\n".join(lines)


def shape(pdf: bytes) -> str:
    """Give the tree as one line: `H1(題名) P(文 Link(先))`, neighbouring texts joined."""
    parts: list[str] = []
    depth = 0
    for line in structure(pdf).splitlines():
        level, words = line.split(" ", 1)
        if words.startswith("/"):
            continue
        while depth > int(level):
            depth -= 1
            parts.append(")")
        if words.startswith('"'):
            parts.append(words[1:-1])
        else:
            parts.append(f"{words.split(' ')[0]}(")
            depth = int(level) + 1
    return "".join(parts) + ")" * depth


def spoken_by_poppler(pdf: bytes) -> str:
    """Give all text in the order of the tags, as poppler reads it."""
    return "".join(re.findall(r'^\d+ "(.*)"$', structure(pdf), re.MULTILINE))


def row_heads(pdf: bytes) -> list[list[str]]:
    """Give for each table what each row below the heads is called: the words of its row headers."""
    numbers, texts = page_numbers(reader(pdf)), marked_texts(pdf)

    def called(row: Any) -> str | None:
        cells = [cell.get_object() for cell in row["/K"]]
        scopes = [cell.get("/A", {}).get("/Scope") for cell in cells]
        heads = (cell for cell, scope in zip(cells, scopes, strict=True) if scope == "/Row")
        marks = [mark for head in heads for mark in below(numbers, head, 0, "")]
        return None if "/Column" in scopes else "".join(texts[page][mark] for page, mark, *_ in marks)

    rows = ([called(node) for node in _nodes(table) if node.get("/S") == "/TR"] for table in elements(pdf, "Table"))
    return [[name for name in table if name is not None] for table in rows]


def copied(pdf: bytes) -> str:
    """Give all text as poppler copies it, without the ends of lines."""
    command = ["pdftotext", "-raw", "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode().replace("\n", "")


@lru_cache(maxsize=2)
def reader(pdf: bytes) -> pypdf.PdfReader:
    """Give what reads a PDF: for many questions about one, it is parsed once."""
    return pypdf.PdfReader(BytesIO(pdf))


def root(pdf: bytes) -> Any:
    """Give the catalog."""
    return reader(pdf).trailer["/Root"]


def annotations(pdf: bytes) -> list[Any]:
    """Give all annotations, page by page."""
    pages: list[Any] = list(reader(pdf).pages)
    return [each.get_object() for page in pages for each in page.get("/Annots", [])]


def elements(pdf: bytes, role: str) -> list[Any]:
    """Give the structure elements of a role, in order of the tree."""
    return [node for node in _nodes(root(pdf)["/StructTreeRoot"]["/K"]) if node.get("/S") == f"/{role}"]


def roles(pdf: bytes) -> list[str]:
    """Give the roles of all structure elements, in order of the tree."""
    return [str(node["/S"])[1:] for node in _nodes(root(pdf)["/StructTreeRoot"]["/K"]) if "/S" in node]


def _nodes(node: Any) -> Iterator[Any]:
    node = node.get_object() if isinstance(node, pypdf.generic.IndirectObject) else node
    if isinstance(node, pypdf.generic.ArrayObject):
        for kid in node:
            yield from _nodes(kid)
    elif isinstance(node, pypdf.generic.DictionaryObject):
        yield node
        yield from _nodes(node.get("/K"))
