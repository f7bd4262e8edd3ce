"""The only door to Jinja2: a document becomes HTML, in templates that can neither run code nor forget a name."""

import re
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass, fields, is_dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from hidaka_dx import theme
from hidaka_dx.bounds import GIBIBYTE, TooLongError, TooMuchError, bounded
from hidaka_dx.compose.inlines import words
from hidaka_dx.compose.shelves import shelves
from hidaka_dx.document import Block, Changed, Document, Figure, Foreign, Form, Heading, Items, Part, Table, Text
from hidaka_dx.japanese import seireki_date
from hidaka_dx.problem import Place, Problem

SHEET: Final = 2
"""Depth of the headings of sheets."""
ENDING: Final = ".html.j2"
SECONDS: Final = 60.0
MEMORY: Final = GIBIBYTE // 2
"""What filling one template may take; a plan of 300 measures takes seconds and some megabytes."""
LONGEST: Final = 1_000_000
"""Characters, items or bits that one operation may make."""
CAUSES: Final[Mapping[type[Exception], str]] = {
    TooLongError: f"{SECONDS:.0f}秒たっても終わりません",
    TooMuchError: "メモリーを使いすぎます",
    MemoryError: "メモリーが足りません",
    RecursionError: "入れ子が深すぎます",
}
"""What is said in place of Python's own words."""
WEB: Final = "web"
"""Folder below `templates/` and `assets/` that holds what only the website uses."""
STYLES: Final = ("fonts.css", "page.css", "text.css", "ruby.css", "figure.css", "table.css")
MORE_STYLES: Final = {"comparison-table": ("comparison.css",), "redline": ("redline.css",)}
"""Style sheets that only some kinds of documents need."""


@dataclass(frozen=True)
class Rendered:
    """A page in HTML with the drawings it shows and the style sheets that dress it."""

    html: str
    files: Mapping[str, bytes]
    """Drawings by the name under which the page calls them."""
    styles: tuple[str, ...]
    """Names below `assets/css/`."""
    templates: tuple[str, ...]
    """Names of all templates that were read."""


@dataclass(frozen=True)
class Page:
    """A page of the website that is to be rendered."""

    template: str
    """Its name below `templates/`, without ending: `web/index`."""
    values: Mapping[str, object]
    """What the template may name."""


class _Loader(FileSystemLoader):
    """Remembers what it has read."""

    def __init__(self, folders: Sequence[str]) -> None:
        super().__init__(folders)
        self.used: set[str] = set()

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        self.used.add(template)
        return super().get_source(environment, template)


def render(document: Document, folders: Sequence[Path]) -> tuple[Rendered | None, tuple[Problem, ...]]:
    """Fill the template of the document's kind, looked up in `folders` in order; a faulty template is a problem."""
    loader = _Loader([str(folder) for folder in folders])
    environment = _environment(loader, document.keep)
    environment.filters["bookmark"] = partial(bookmark, shelves=shelves(document))
    try:
        with bounded(SECONDS, MEMORY):
            html = environment.get_template(document.kind + ENDING).render(document=document)
    except Exception as error:
        problem = _problem(error)
        if problem is None:
            raise
        return None, (problem,)
    files = {
        f"figures/{figure.id}.svg": figure.drawing.encode() for figure in _drawings(document.parts) if figure.drawing
    }
    styles = (*STYLES, *MORE_STYLES.get(document.kind, ()))
    return Rendered(html, files, styles, tuple(sorted(loader.used))), ()


def page_renderer(folders: Sequence[Path]) -> Callable[[Page], str | Problem]:
    """Give what fills the template of a page of the website: HTML, or the fault of its template."""
    environment = _environment(_Loader([str(folder) for folder in folders]), ())

    def rendered(page: Page) -> str | Problem:
        try:
            with bounded(SECONDS, MEMORY):
                return environment.get_template(page.template + ENDING).render(page.values)
        except Exception as error:
            problem = _problem(error)
            if problem is None:
                raise
            return problem

    return rendered


class _Sandbox(ImmutableSandboxedEnvironment):
    """Lets a template neither run code nor, by one multiplication, take all memory before anyone can look."""

    intercepted_binops = frozenset(("*", "**"))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Multiply, unless the result would be longer than any page needs."""
        if _size(operator, left, right) > LONGEST:
            raise OverflowError(f"「{operator}」の結果が大きすぎます")
        return super().call_binop(context, operator, left, right)


def _size(operator: str, left: Any, right: Any) -> float:
    """Give how many characters, items or bits a product or power has."""
    for many, times in ((left, right), (right, left)):
        if operator == "*" and isinstance(many, Sized) and isinstance(times, int):
            return len(many) * times
    is_power = operator == "**" and isinstance(left, int) and isinstance(right, int)
    return left.bit_length() * right if is_power else 0


def _environment(loader: FileSystemLoader, keep: Sequence[str]) -> ImmutableSandboxedEnvironment:
    environment = _Sandbox(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(seireki=seireki_date, told_apart=_told_apart)
    environment.tests.update(barred=_barred, changed=_changed)
    environment.filters["kept"] = partial(kept, keep=keep)
    environment.globals.update(line=theme.LINE, custom_properties=theme.custom_properties())
    return environment


def _told_apart(text: str) -> tuple[Text | Foreign, ...]:
    """Cut a line into its Japanese and English words."""
    return tuple(words(text))


def bookmark(heading: Heading, shelves: Mapping[str, str]) -> str:
    """Name a section's bookmark; before it, for the sheet of a measure, its pillar (`typeset.bookmarks`)."""
    shelf = shelves.get(heading.mark) if heading.depth == SHEET else None
    return (f"{shelf}␟" if shelf else "") + f"{heading.mark} {heading.title}".strip()


def kept(text: str, keep: Sequence[str]) -> Markup:
    """Escape a text and wrap the words of `keep` in it, so that no line end parts them."""
    if not keep:
        return escape(text)
    found = re.split("(" + "|".join(map(re.escape, sorted(keep, key=len, reverse=True))) + ")", text)
    pieces = (
        Markup('<span class="phrase">{}</span>').format(piece) if place % 2 else escape(piece)
        for place, piece in enumerate(found)
    )
    return Markup().join(pieces)


def _barred(block: Block) -> bool:
    """Tell whether a bar stands beside a block because something in it has changed.

    In a list it stands beside its entries, in a table or form beside its rows.
    """
    return not isinstance(block, Items | Table | Form) and _changed(block)


def _changed(value: object) -> bool:
    """Tell whether words of a comparison are anywhere in a part of a document."""
    if isinstance(value, Changed):
        return True
    if isinstance(value, tuple):
        return any(map(_changed, value))
    return is_dataclass(value) and any(_changed(getattr(value, each.name)) for each in fields(value))


def _drawings(parts: Sequence[Part]) -> Iterator[Figure]:
    for part in parts:
        yield from _figures(part.blocks)
        yield from _drawings(part.parts)


def _figures(blocks: Sequence[Block]) -> Iterator[Figure]:
    for block in blocks:
        if isinstance(block, Figure):
            yield block
        elif isinstance(block, Items):
            for item in block.items:
                yield from _figures(item)


def _problem(error: Exception) -> Problem | None:
    """Tell a template's fault at its line; anything that did not happen inside a template is none."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(ENDING)]
    if isinstance(error, TemplateSyntaxError):
        place = Place(f"templates/{error.name}", error.lineno)
    elif frames:
        place = Place(f"templates/{_called(Path(frames[-1].filename))}", frames[-1].lineno or 1)
    elif isinstance(error, UnicodeDecodeError):
        return Problem(
            Place("templates"), "ひな型の文字コードがUTF-8ではありません。UTF-8で保存し直してください。", "template"
        )
    elif isinstance(error, TemplateNotFound):
        return Problem(Place(f"templates/{error.name}"), "ひな型がありません。置いてください。", "template")
    else:
        return None
    why = next((words for kind, words in CAUSES.items() if isinstance(error, kind)), str(error))
    return Problem(place, f"ひな型を組み立てられません。直してください（{why}）。", "template")


def _called(template: Path) -> str:
    """Name a template as others call it: those of the website lie in a folder of their own."""
    return f"{WEB}/{template.name}" if template.parent.name == WEB else template.name
