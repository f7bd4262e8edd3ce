"""Structure role of an HTML element, from its name and standard attributes only, never from a class.

The one exception is `class="watermark"`, for which HTML has no element.
"""

from typing import Any, Final

SVG: Final = "{http://www.w3.org/2000/svg}svg"
HEADER: Final = "Header"
FOOTER: Final = "Footer"
WATERMARK: Final = "Watermark"
PAGINATION: Final = "Pagination"
"""Artifact types that belong to the page, not to the text (ISO 32000-1, 14.8.2.2)."""
HUGE: Final = 96.0
"""Font size in CSS px above which an artifact's text is not a running head or page number."""

_ROLES: Final = {
    "main": "Part",
    "article": "Art",
    **dict.fromkeys(("section", "nav"), "Sect"),
    **dict.fromkeys(("div", "header", "footer", "aside", "figure", "hgroup", "address"), "Div"),
    "blockquote": "BlockQuote",
    **dict.fromkeys(("p", "pre"), "P"),
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
    **dict.fromkeys(("ul", "ol", "dl", "menu"), "L"),
    "li": "LI",
    "dt": "Lbl",
    "dd": "LBody",
    "table": "Table",
    **dict.fromkeys(("caption", "figcaption"), "Caption"),
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    **{name: name.upper() for name in ("tr", "th", "td")},
    **dict.fromkeys(("code", "kbd", "samp"), "Code"),
    "q": "Quote",
    **dict.fromkeys(("ins", "del", "u"), "Span"),
    "ruby": "Ruby",
    **{name: name.upper() for name in ("rb", "rt", "rp")},
    **dict.fromkeys(("img", SVG), "Figure"),
}
_ARIA: Final = {
    "img": "Figure",
    "form": "Form",
    "none": "",
    "presentation": "",
    "cell": "TD",
    **dict.fromkeys(("rowheader", "columnheader"), "TH"),
}
"""Roles that HTML's `role` attribute gives an element in place of its own."""
_PSEUDO: Final = {"footnote-call": "Reference", "footnote-marker": "Lbl"}
_CONTENTS: Final = {"L": "TOC", "LI": "TOCI"}
_DECORATIONS: Final = {"ins": "Underline", "u": "Underline", "del": "LineThrough"}
_SCOPES: Final = {"row": "Row", "rowgroup": "Row", "col": "Column", "colgroup": "Column"}
_NUMBERING: Final = {
    "disc": "Disc",
    "circle": "Circle",
    "square": "Square",
    "decimal": "Decimal",
    "decimal-leading-zero": "Decimal",
    **{f"{case}-{kind}": f"{case.title()}{kind.title()}" for case in ("upper", "lower") for kind in ("roman", "alpha")},
}


def role(box: Any, outer: str, *, contents: bool) -> str:
    """Return the structure role of an element's box inside a node of role `outer`; "" if the element has none."""
    name, _, pseudo = box.element_tag.partition("::")
    if pseudo:
        return _pseudo_role(name, pseudo, outer)
    if (aria := box.element.get("role")) in _ARIA:
        return _ARIA[aria]
    if name == "a":
        return "Link" if box.link else ""
    if name == "div" and outer == "L":
        return "LI"
    found = _ROLES.get(name, "")
    return _CONTENTS.get(found, found) if contents else found


def _pseudo_role(name: str, pseudo: str, outer: str) -> str:
    """Return the role of generated content: a list marker is a label, whichever way CSS creates it."""
    if pseudo in {"marker", "before"}:
        return "Lbl" if name == "li" and outer in {"LI", "TOCI"} else ""
    return _PSEUDO.get(pseudo, "")


def language(box: Any) -> str:
    """Return the language set on the element itself, "" if none."""
    if "::" in box.element_tag:
        return ""
    return str(box.element.get("lang") or box.element.get("{http://www.w3.org/XML/1998/namespace}lang") or "")


def expansion(box: Any) -> str:
    """Return the expansion of an abbreviation: `<abbr title>`."""
    return str(box.element.get("title") or "") if box.element_tag == "abbr" else ""


def alternative(box: Any) -> str:
    """Return an image's alternative text: `aria-label`, an SVG's `<title>` or `alt`; "" if none."""
    title = box.element.find("{http://www.w3.org/2000/svg}title") if box.element.tag == SVG else None
    words = box.element.get("aria-label") or (title.text if title is not None else None) or box.element.get("alt")
    return " ".join(str(words or "").split())


def attributes(box: Any, role: str) -> dict[str, Any]:
    """Return a role's attribute object: header scope, cell spans, underlines, list numbering (ISO 32000-1, 14.8.5)."""
    if role in {"TH", "TD"}:
        spans = {key: size for key, size in (("ColSpan", box.colspan), ("RowSpan", box.rowspan)) if size != 1}
        heads = "row" if box.element.get("role") == "rowheader" else box.element.get("scope")
        scope = {"Scope": "/" + _SCOPES.get(heads, "Column")} if role == "TH" else {}
        return {"O": "/Table", **scope, **spans} if scope or spans else {}
    if decoration := _DECORATIONS.get(box.element_tag):
        return {"O": "/Layout", "TextDecorationType": f"/{decoration}"}
    if (
        box.element_tag in {"ol", "ul"}
        and role == "L"
        and (numbering := _NUMBERING.get(str(box.style["list_style_type"])))
    ):
        return {"O": "/List", "ListNumbering": f"/{numbering}"}
    return {}


def artifact(box: Any) -> str:
    """Return the artifact type of a box, "" for real content.

    Artifacts are: boxes in page margins and fixed ones (repeated on every page), watermarks, leaders, and what HTML
    marks as decoration (`alt=""`, `aria-hidden`).
    """
    if getattr(box, "at_keyword", ""):
        return {"@top": HEADER, "@bottom": FOOTER}.get(box.at_keyword.partition("-")[0], PAGINATION)
    element = box.element
    if element is not None and "watermark" in (element.get("class") or "").split():
        return WATERMARK
    if box.style["position"] == "fixed":
        return PAGINATION
    return "Layout" if box.is_leader or (element is not None and _decoration(element)) else ""


def is_visual_only(box: Any, kind: str) -> bool:
    """Tell whether an artifact's text is purely visual (not to be extracted): watermarks, and huge letters."""
    return kind == WATERMARK or box.style["font_size"] > HUGE


def _decoration(element: Any) -> bool:
    """Tell whether HTML marks an element as decoration."""
    if element.get("aria-hidden") == "true":
        return True
    return element.tag == "img" and (element.get("alt") == "" or element.get("role") in {"none", "presentation"})
