"""Styles, lists, fonts and pages of a Word file: what `styles.xml`, `numbering.xml` and `fontTable.xml` hold.

Sizes are those of the press (`theme`). Fonts are those that Windows brings and the press embeds, with others to fall back on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from hidaka_dx.theme import BODY, COLOURS, LINE, MEASURE, SMALLEST, WIDE_MEASURE
from hidaka_dx.wordfile.elements import element, valued

NAMESPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TWIPS: Final = 20
"""Twentieths of a point in a point: Word's unit of length."""
HANGING: Final = round(2 * BODY * TWIPS)
"""Indent of a list and of each list in it."""
LEVELS: Final = 5
"""Lists in lists that Word is told of; deeper ones stand as the last."""
BULLETS: Final = 1
"""The number of the shape of lists without numbers."""
ORDERED: Final = 2
"""The number of the shape of numbered lists."""
MINCHO: Final = "BIZ UD明朝 Medium"
GOTHIC: Final = "BIZ UDゴシック"
FALLBACK: Final = {MINCHO: ("BIZ UDMincho", "ＭＳ 明朝", "roman"), GOTHIC: ("BIZ UDGothic", "ＭＳ ゴシック", "swiss")}
"""Other name, the font that stands in, and the family, by font."""
HEADINGS: Final = (17.0, 13.5, 12.0, 12.0)


@dataclass(frozen=True)
class PageShape:
    """An A4 page, in twentieths of a point."""

    width: int
    height: int
    measure: int
    """Width of its text block."""
    orientation: str

    @property
    def side(self) -> int:
        """The margin on either side."""
        return (self.width - self.measure) // 2


UPRIGHT: Final = PageShape(11906, 16838, round(MEASURE * TWIPS), "portrait")
WIDE: Final = PageShape(16838, 11906, round(WIDE_MEASURE * TWIPS), "landscape")


def _fonts(name: str) -> str:
    return element("w:rFonts", {f"w:{part}": name for part in ("ascii", "hAnsi", "eastAsia", "cs")})


def _size(points: float) -> str:
    half = round(points * 2)
    return valued("w:sz", half) + valued("w:szCs", half)


def _spacing(before: float = 0, after: float = 0, line: float = LINE) -> str:
    lengths = {"w:before": before, "w:after": after, "w:line": line}
    return element(
        "w:spacing", {name: round(length * TWIPS) for name, length in lengths.items()} | {"w:lineRule": "atLeast"}
    )


def _style(  # noqa: PLR0913  what a style consists of
    key: str, name: str, paragraph: str, letters: str, *, based_on: str = "Normal", following: str = "", kind: str = ""
) -> str:
    kind = kind or "paragraph"
    return element(
        "w:style",
        {"w:type": kind, "w:styleId": key},
        valued("w:name", name),
        valued("w:basedOn", based_on) if kind == "paragraph" else "",
        valued("w:next", following) if following else "",
        element("w:qFormat"),
        element("w:pPr", {}, paragraph) if paragraph else "",
        element("w:rPr", {}, letters) if letters else "",
    )


def _indent(first: float, left: float = 0) -> str:
    return element("w:ind", {"w:left": round(left * TWIPS), "w:firstLine": round(first * TWIPS)})


def _heading(depth: int, main: str) -> str:
    size = HEADINGS[depth - 1]
    keep = element("w:keepNext") + element("w:keepLines")
    rule = element("w:bottom", {"w:val": "single", "w:sz": 12, "w:space": 4, "w:color": main.lstrip("#")})
    border = element("w:pBdr", {}, rule) if depth == 1 else ""
    paragraph = keep + border + _spacing(LINE if depth < 3 else LINE / 2, LINE / 4) + valued("w:outlineLvl", depth - 1)
    letters = _fonts(GOTHIC) + element("w:b") + _size(size)
    return _style(f"Heading{depth}", f"heading {depth}", paragraph, letters, following="BodyText")


def styles(main: str) -> str:
    """Write `styles.xml`; `main` is the colour of the rules below chapters."""
    gothic, small = _fonts(GOTHIC), _size(SMALLEST)
    centre, keep = valued("w:jc", "center"), element("w:keepNext")
    grey = valued("w:color", COLOURS["grey"].lstrip("#"))
    default = element(
        "w:rPrDefault",
        {},
        element("w:rPr", {}, _fonts(MINCHO), _size(BODY), element("w:lang", {"w:val": "en-US", "w:eastAsia": "ja-JP"})),
    )
    raised = gothic + valued("w:vertAlign", "superscript")
    found = (
        element("w:docDefaults", {}, default, element("w:pPrDefault", {}, element("w:pPr", {}, _spacing()))),
        element(
            "w:style",
            {"w:type": "paragraph", "w:default": 1, "w:styleId": "Normal"},
            valued("w:name", "Normal"),
            element("w:qFormat"),
        ),
        *(_heading(depth, main) for depth in range(1, 5)),
        _style("BodyText", "Body Text", _indent(BODY) + valued("w:jc", "both"), ""),
        _style("Title", "Title", _spacing(8 * LINE, LINE, 2 * LINE) + centre, gothic + element("w:b") + _size(24)),
        _style("Subtitle", "Subtitle", centre, gothic + grey + _size(13.5)),
        _style("CoverText", "表紙", _spacing(LINE) + centre, gothic + _size(15)),
        _style("TOCHeading", "TOC Heading", _spacing(0, LINE), gothic + element("w:b") + _size(17)),
        *(_style(f"TOC{n}", f"toc {n}", _tab() + _indent(0, BODY * 2 * (n - 1)), gothic) for n in range(1, 5)),
        _style("Caption", "caption", _spacing(LINE / 4, LINE / 4), gothic + element("w:b") + small),
        _style("TableCaption", "表の題", keep, "", based_on="Caption"),
        _style("Figure", "図", keep + _spacing(LINE / 2, 0, 0), ""),
        _style("Source", "出典", valued("w:jc", "right"), gothic + grey + small),
        _style("FigureNote", "図の注", "", gothic + small),
        _style("TableText", "表の本文", _spacing(line=15), gothic + small),
        _style("TableHead", "表の見出し", keep + _spacing(line=15) + centre, gothic + element("w:b") + small),
        _style("AfterTable", "表の後", _spacing(line=LINE / 2), _size(6)),
        _style("FieldLabel", "欄の見出し", keep + _spacing(LINE / 4), gothic + element("w:b") + small),
        _style("FieldText", "欄の本文", _spacing(), gothic + small),
        _style("ListText", "List Paragraph", valued("w:jc", "both"), ""),
        _style("Header", "header", valued("w:jc", "right"), gothic + grey + small),
        _style("Footer", "footer", centre, gothic + small),
        _style("FootnoteText", "footnote text", _spacing(line=16.25), small),
        _style("FootnoteReference", "footnote reference", "", raised, kind="character"),
    )
    return element("w:styles", {"xmlns:w": NAMESPACE}, *found)


def _tab() -> str:
    stop = element("w:tab", {"w:val": "right", "w:leader": "dot", "w:pos": UPRIGHT.measure})
    return element("w:tabs", {}, stop)


def numbering(lists: Iterable[int]) -> str:
    """Write `numbering.xml`; `lists` are the shapes of the lists numbered 1, 2, 3 … of the document."""
    shapes = (_shape(BULLETS, "bullet", ("・", *("－",) * (LEVELS - 1))), _shape(ORDERED, "decimal", _counters()))
    starts = (element("w:lvlOverride", {"w:ilvl": level}, valued("w:startOverride", 1)) for level in range(LEVELS))
    restart = "".join(starts)
    instances = (
        element("w:num", {"w:numId": number}, valued("w:abstractNumId", shape), restart if shape == ORDERED else "")
        for number, shape in enumerate(lists, 1)
    )
    return element("w:numbering", {"xmlns:w": NAMESPACE}, *shapes, *instances)


def _counters() -> tuple[str, ...]:
    return tuple(f"%{level}." for level in range(1, LEVELS + 1))


def _shape(number: int, kind: str, texts: Iterable[str]) -> str:
    levels = (
        element(
            "w:lvl",
            {"w:ilvl": level},
            valued("w:start", 1),
            valued("w:numFmt", kind),
            valued("w:lvlText", text),
            valued("w:lvlJc", "left"),
            element("w:pPr", {}, element("w:ind", {"w:left": HANGING * (level + 1), "w:hanging": HANGING // 2})),
        )
        for level, text in enumerate(texts)
    )
    return element("w:abstractNum", {"w:abstractNumId": number}, valued("w:multiLevelType", "multilevel"), *levels)


def fonts() -> str:
    """Write `fontTable.xml`: by what other names the fonts are known, and what stands in where they are missing."""
    found = (
        element(
            "w:font",
            {"w:name": name},
            valued("w:altName", f"{other},{stand_in}"),
            valued("w:charset", "80"),
            valued("w:family", family),
            valued("w:pitch", "fixed"),
        )
        for name, (other, stand_in, family) in FALLBACK.items()
    )
    return element("w:fonts", {"xmlns:w": NAMESPACE}, *found)
