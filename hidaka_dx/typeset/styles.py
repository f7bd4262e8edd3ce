"""Fewer computed styles than WeasyPrint 70.0 creates for the same page, with the same values.

WeasyPrint shares one style among elements matched by the same rules, but in a long document most of the styles it
creates are never used, and took two fifths of all memory:

- The user agent style sheet has rules for six pseudo-elements (list marker, footnote call and marker …) of every
  element, and all their styles are computed in advance. Here they are computed on demand.

- An `id` counts as a declaration of its element's style, so that nothing inside a chapter with an `id` shares a style
  with another chapter. Here the anchor is kept in a wrapper around the shared style; anchors are not inherited.

- A pseudo-element shares its style with none. Here it does with those of elements that share theirs and match its
  rules.
"""

from collections.abc import Iterator
from copy import copy
from typing import Any, Final, NamedTuple

from hidaka_dx.typeset.borrowed import css
from hidaka_dx.typeset.borrowed.patches import original

_STYLE_ATTRIBUTES: Final = original("weasyprint.css.find_style_attributes")


class _Rule(NamedTuple):
    """A style rule for a pseudo-element, with its cascade weight."""

    pseudo: str
    declarations: Any
    origin: str
    layer: float
    specificity: Any

    def weigh_into(self, cascaded: dict[str, Any]) -> None:
        """Add the declarations that take precedence over those of earlier rules (CSS 2.1, 6.4.1)."""
        for name, values, importance in self.declarations:
            weight = (css.declaration_precedence(self.origin, importance), self.layer, self.specificity)
            if name not in cascaded or cascaded[name][1] <= weight:
                cascaded[name] = values, weight


class _Matcher:
    """Replaces a sheet's matcher: returns the rules of elements, and defers those of their pseudo-elements."""

    def __init__(self, sheet: Any, origin: str, specificity: Any, rules: dict[Any, tuple[_Rule, ...]]) -> None:
        self.sheet, self.origin, self.specificity, self.rules = sheet, origin, specificity, rules
        self.known: dict[int, _Rule] = {}
        """Each rule once, by its position in the sheet."""

    def match(self, element: Any) -> list[Any]:
        found = self.sheet.matcher.match(element)
        aside = tuple(self.rule(*match) for match in found if match[2])
        if aside:
            self.rules[element.etree_element] = self.rules.get(element.etree_element, ()) + aside
        return [match for match in found if not match[2]]

    def rule(self, specificity: Any, order: int, pseudo: str, payload: Any) -> _Rule:
        if order not in self.known:
            declarations, layer = payload
            place = float("inf") if layer is None else self.sheet.layers.index(layer)
            self.known[order] = _Rule(pseudo, declarations, self.origin, place, self.specificity or specificity)
        return self.known[order]


class _Named(css.ComputedStyle):  # type: ignore[misc]
    """A style shared by several elements, plus the anchor of one element."""

    def __init__(self, shared: Any, anchor: str) -> None:
        self.__dict__.update(shared.__dict__)
        self.shared = shared
        self["anchor"] = anchor

    @property
    def anonymous_style(self) -> Any:
        return self.shared.anonymous_style

    def __missing__(self, key: str) -> Any:
        value = self[key] = self.shared[key]
        return value


class SharedStyles(css.StyleFor):  # type: ignore[misc]
    """Returns the same styles as WeasyPrint's own class."""

    def __init__(self, html: Any, sheets: Any, hints: Any, font_config: Any, target_collector: Any) -> None:
        """Take the arguments of WeasyPrint's class."""
        self._html, self._targets = html, target_collector
        self._rules: dict[Any, tuple[_Rule, ...]] = {}
        self._pseudos: dict[Any, Any] = {}
        """Styles of pseudo-elements, keyed by the shared style of their element and their rules."""
        parted = [(self._parted(*sheet), *sheet[1:]) for sheet in sheets]
        super().__init__(html, parted, hints, font_config, target_collector)
        for _, element, declarations, _ in _STYLE_ATTRIBUTES(html.etree_element):
            if (name := _anchor(declarations)) is not None:
                self._mark(element, name)

    def _parted(self, sheet: Any, origin: str, specificity: Any) -> Any:
        parted = copy(sheet)
        parted.matcher = _Matcher(sheet, origin, specificity, self._rules)
        return parted

    def _mark(self, element: Any, anchor: str) -> None:
        self._computed_styles[element, None] = _Named(self._computed_styles[element, None], anchor)
        self._targets.collect_anchor(anchor)

    def __call__(self, element: Any, pseudo_type: str | None = None) -> Any:
        """Return the style of an element or one of its pseudo-elements; None where no rule matches."""
        if pseudo_type and (element, pseudo_type) not in self._computed_styles:
            self._work_out(element, pseudo_type)
        return super().__call__(element, pseudo_type)

    def _work_out(self, element: Any, pseudo: str) -> None:
        rules = [rule for rule in self._rules.get(element, ()) if rule.pseudo == pseudo]
        if not rules:
            return
        own = self._computed_styles[element, None]
        key = id(getattr(own, "shared", own)), pseudo, *map(id, rules)
        if key not in self._pseudos:
            self._pseudos[key] = self._made(element, pseudo, rules)
        self._computed_styles[element, pseudo] = self._pseudos[key]

    def _made(self, element: Any, pseudo: str, rules: list[_Rule]) -> Any:
        cascaded: dict[str, Any] = {}
        for rule in rules:
            rule.weigh_into(cascaded)
        self._cascaded_styles[element, pseudo] = cascaded
        root, base = self._html.etree_element, self._html.base_url
        self.set_computed_styles(element, element, root, pseudo, base, self._targets)
        del self._cascaded_styles[element, pseudo]
        return self._computed_styles[element, pseudo]


def _anchor(declarations: Any) -> str | None:
    """Return the anchor declared by an element's `id`; None for other declarations."""
    if len(declarations) != 1 or getattr(declarations[0], "name", "") != "-weasy-anchor":
        return None
    values = declarations[0].value
    return str(values[0].value) if [value.type for value in values] == ["string"] else None


def without_anchors(*tree: Any) -> Iterator[Any]:
    """Yield the elements' own declarations, anchors excluded."""
    return (found for found in _STYLE_ATTRIBUTES(*tree) if _anchor(found[2]) is None)


REPLACEMENTS: Final = {
    "weasyprint.css.StyleFor": SharedStyles,
    "weasyprint.css.find_style_attributes": without_anchors,
}
"""Replacement functions by the WeasyPrint parts they replace (`borrowed.patches`)."""
