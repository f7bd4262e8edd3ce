"""The only import point for Jinja2: documents become HTML with sandboxed templates and strict undefined names."""

import json
import re
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import partial
from pathlib import Path
from typing import Final

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound, TemplateSyntaxError
from jinja2.meta import find_referenced_templates
from jinja2.sandbox import ImmutableSandboxedEnvironment

from hidaka_dx import theme
from hidaka_dx.appearance import USUAL, Appearance, custom_properties, recoloured
from hidaka_dx.bounds import GIBIBYTE, TooMuchError, bounded, in_this_process
from hidaka_dx.catalogue.documents import KINDS
from hidaka_dx.compose.codes import codes
from hidaka_dx.compose.inlines import words
from hidaka_dx.compose.measure_pillars import measure_pillars
from hidaka_dx.document import (
    Block,
    Changed,
    Document,
    Figure,
    Foreign,
    Form,
    Heading,
    Items,
    Panel,
    Table,
    Text,
    items_of,
    lines_of,
)
from hidaka_dx.figures.strip import every_height
from hidaka_dx.files.questions import MissingFile, UnreadableFile
from hidaka_dx.files.reading import files_below, read_first
from hidaka_dx.installed import release_of
from hidaka_dx.japanese import fiscal_year, seireki_date
from hidaka_dx.japanese.marks import is_composite, is_word
from hidaka_dx.kept import digest, opened, program
from hidaka_dx.problem import Place, Problem
from hidaka_dx.render.contents import is_dense
from hidaka_dx.render.held_words import kept, named
from hidaka_dx.render.large_numbers import number_class, number_lines
from hidaka_dx.render.sandbox import COMPILED, Sandbox
from hidaka_dx.walk import blocks

SHEET: Final = 2
"""Depth of the headings of sheets."""
ENDING: Final = ".html.j2"
SECONDS: Final = 60.0
MEMORY: Final = GIBIBYTE // 2
"""What filling one template may take; a plan of 300 measures takes seconds and some megabytes."""
CAUSES: Final[Mapping[type[Exception], str]] = {
    TooMuchError: "メモリーを使いすぎます",
    MemoryError: "メモリーが足りません",
    RecursionError: "入れ子が深すぎます",
}
"""What is said in place of Python's own words."""
FAULTS: Final[Mapping[str, str]] = {
    r"Expected an expression, .*": "式が要る所に、式がありません",
    r"Encountered unknown tag '(.+?)'.*": "「{0}」というタグは、ここでは使えません",
    r"Unexpected end of template\..*": "閉じるタグ（endif、endfor など）のないまま終わっています",
    r"unexpected end of template, .*": "タグの途中で終わっています",
    r"No filter named '(.+)'\.": "「{0}」というフィルターはありません",
    r"No test named '(.+)'\.": "「{0}」という検査（is の後の言葉）はありません",
    r"block '(.+)' defined twice": "ブロック「{0}」が二つあります",
    r"'(.+)' is undefined": "「{0}」という名前のものはありません",
    r"'(.+) object' has no attribute '(.+)'": "「{1}」という項目はありません",
}
"""What Jinja2 says in English, and what is said in its place."""
WEB: Final = "web"
"""Folder below `templates/` and `assets/` that holds what only the website uses."""
STYLES: Final = ("fonts.css", "page.css", "text.css", "ruby.css", "figure.css", "table.css", "sheet.css")


@dataclass(frozen=True)
class Rendered:
    """A page in HTML with its drawings and style sheets."""

    html: str
    files: Mapping[str, bytes]
    """Drawings by the name under which the page calls them."""
    styles: tuple[str, ...]
    """Names below `assets/css/`."""
    templates: tuple[str, ...]
    """Names of all templates that were read."""
    appearance: Appearance = USUAL
    """Its colours, size of text and paper."""


@dataclass(frozen=True)
class Page:
    """A page of the website to be rendered."""

    template: str
    """Its name below `templates/`, without ending: `web/index`."""
    values: Mapping[str, object]
    """What the template may name."""


class _UnreadError(Exception):
    """A template that cannot or must not be read."""

    def __init__(self, template: str, why: str) -> None:
        super().__init__(f"ひな型 templates/{template} {why}")
        self.template = template


class _Loader(BaseLoader):
    """Loads templates from folders in order of precedence, and records which were used."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = folders
        self.used: set[str] = set()

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002
        self.used.add(template)
        try:
            text = read_first(self.folders, template).decode("utf-8")
        except MissingFile:
            raise TemplateNotFound(template) from None
        except UnreadableFile as why:
            raise _UnreadError(template, str(why)) from None
        except UnicodeDecodeError:
            raise _UnreadError(template, "の文字コードがUTF-8ではありません。UTF-8で保存し直してください。") from None
        return text, f"templates/{template}", lambda: True


def render(
    document: Document, folders: Sequence[Path], template: str = ""
) -> tuple[Rendered | None, tuple[Problem, ...]]:
    """Render a document with a template, that of its kind if none is named; template errors are problems.

    Templates are looked up in `folders` in order.
    """
    loader = _Loader(folders)
    environment = _environment(loader, document.keep)
    environment.filters["bookmark"] = partial(bookmark, shelves=measure_pillars(document))
    environment.filters["named"] = partial(named, known=codes(document), keep=document.keep)
    try:
        with bounded(SECONDS, MEMORY):
            html = environment.get_template((template or document.kind) + ENDING).render(document=document)
    except Exception as error:
        problem = _problem(error)
        if problem is None:
            raise
        return None, (problem,)
    files = dict(_drawings(document))
    chosen = [
        (document.two_sided, "two-sided.css"),
        (document.wide_digits, "wide-digits.css"),
        (document.signature_field, "signature-field.css"),
    ]
    styles = (*STYLES, *KINDS[document.kind].styles, *(name for is_so, name in chosen if is_so))
    return Rendered(html, files, styles, tuple(sorted(loader.used)), document.appearance), ()


def _drawings(document: Document) -> Iterator[tuple[str, bytes]]:
    """Return the drawings of a document in its colours, and the strips of those that stand between the rows of a table."""
    for figure in blocks(document):
        if isinstance(figure, Figure):
            if figure.drawing:
                yield f"figures/{figure.id}.svg", recoloured(figure.drawing, document.appearance).encode()
            for strip in figure.strips:
                drawing = recoloured(strip.drawing, document.appearance)
                for step, svg in every_height(drawing):
                    yield f"figures/{figure.id}.{strip.group}{step}.svg", svg.encode()


def page_renderer(folders: Sequence[Path]) -> Callable[[Page], str | Problem]:
    """Return a renderer for website pages: HTML, or the error in its template."""
    environment = _environment(_Loader(folders), ())

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


def misspelt(own: Path, house: Path) -> Iterator[Problem]:
    """Find files in a town's `own` folder with invalid template syntax, among those that override or are included."""
    there, environment = set(files_below(own)), _environment(_Loader((own, house)), ())
    environment.filters["bookmark"] = bookmark
    waiting, seen = sorted(there & set(files_below(house))), set[str]()
    while waiting:
        name = waiting.pop()
        if name not in there - seen:
            continue
        seen.add(name)
        try:
            with bounded(SECONDS, MEMORY):
                waiting += _calls(environment, name)
        except Exception as error:
            problem = _problem(error)
            if problem is None:
                raise
            yield problem


def _calls(environment: Environment, name: str) -> list[str]:
    """Parse a template, unless this program has found it sound before, and return those it includes by a constant name."""
    text = environment.loader.get_source(environment, name)[0] if environment.loader else ""
    store, releases = opened(), f"{program()} {release_of('jinja2')} {name}"
    key = digest(b"sound template", releases.encode("utf-8", "surrogateescape"), text.encode())
    known = store.get(key)
    if known is not None:
        return list(json.loads(known))
    tree = environment.parse(text, name)
    called = [each for each in find_referenced_templates(tree) if each]
    environment.compile(tree, name, raw=True)  # detects unknown filters and tests
    store.put(key, json.dumps(called).encode())
    return called


def _environment(loader: _Loader, keep: Sequence[str]) -> ImmutableSandboxedEnvironment:
    environment = Sandbox(
        loader=loader,
        bytecode_cache=COMPILED,
        optimized=False,  # else the code would hold what one document's filters make of constants
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        seireki=seireki_date, fiscal=fiscal_year, told_apart=_split_languages, listed=items_of, lined=lines_of
    )
    environment.filters.update(number_class=number_class, number_lines=number_lines)
    environment.tests.update(
        barred=_has_change_bar, changed=_changed, wide=is_word, composite=is_composite, dense=is_dense
    )
    environment.filters["kept"] = partial(kept, keep=keep)
    environment.globals.update(line=theme.LINE, custom_properties=custom_properties())
    return environment


def _split_languages(text: str) -> tuple[Text | Foreign, ...]:
    """Split a line into its Japanese and English parts."""
    return tuple(words(text))


def bookmark(heading: Heading, shelves: Mapping[str, str]) -> str:
    """Return a section's bookmark; for the sheet of a measure prefixed by its pillar (`typeset.bookmarks`)."""
    shelf = shelves.get(heading.mark) if heading.depth == SHEET else None
    return (f"{shelf}␟" if shelf else "") + f"{heading.mark} {heading.title}".strip()


def _has_change_bar(block: Block) -> bool:
    """Tell whether a block gets a change bar because something in it has changed.

    In a list its items get the bar, in a table or form its rows, in a panel its blocks.
    """
    return not isinstance(block, Items | Table | Form | Panel) and _changed(block)


def _changed(value: object) -> bool:
    """Tell whether a part of a document contains text that a redline changes; what a table only underlines is none."""
    if isinstance(value, Changed):
        return value.change != "marked"
    if isinstance(value, tuple):
        return any(map(_changed, value))
    return is_dataclass(value) and any(_changed(getattr(value, each.name)) for each in fields(value))


def _problem(error: Exception) -> Problem | None:
    """Report a template error at its line; errors outside templates are none."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith("templates/")]
    if isinstance(error, _UnreadError):
        return Problem(Place(f"templates/{error.template}"), str(error), "template")
    if isinstance(error, TemplateSyntaxError):
        place = Place(f"templates/{error.name}", error.lineno)
    elif frames:
        place = Place(frames[-1].filename, frames[-1].lineno or 1)
    elif isinstance(error, TemplateNotFound):
        return Problem(Place(f"templates/{error.name}"), "ひな型がありません。置いてください。", "template")
    else:
        return None
    found = in_this_process(error) if isinstance(error, MemoryError) else error
    why = next((words for kind, words in CAUSES.items() if isinstance(found, kind)), None) or _why(str(found))
    return Problem(place, f"ひな型を組み立てられません。直してください（{why}）。", "template")


def _why(said: str) -> str:
    """Translate a message of Jinja2 or Python into Japanese; unknown ones are quoted."""
    for form, sentence in FAULTS.items():
        if found := re.fullmatch(form, said, re.DOTALL):
            return sentence.format(*found.groups())
    return f"書き方の誤り「{said}」" if said.isascii() else said
