"""The only door to Jinja2: a document becomes HTML, in templates that can neither run code nor forget a name."""

import re
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from hidaka_dx import theme
from hidaka_dx.document import Block, Document, Figure, Items, Part
from hidaka_dx.japanese import seireki_date
from hidaka_dx.problem import Place, Problem

ENDING: Final = ".html.j2"
STYLES: Final = ("fonts.css", "page.css", "text.css", "ruby.css", "figure.css", "table.css")


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
    try:
        html = environment.get_template(document.kind + ENDING).render(document=document)
    except Exception as error:
        problem = _problem(error)
        if problem is None:
            raise
        return None, (problem,)
    files = {
        f"figures/{figure.id}.svg": figure.drawing.encode() for figure in _drawings(document.parts) if figure.drawing
    }
    return Rendered(html, files, STYLES, tuple(sorted(loader.used))), ()


def _environment(loader: FileSystemLoader, keep: Sequence[str]) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["seireki"] = seireki_date
    environment.filters["kept"] = partial(kept, keep=keep)
    environment.globals.update(line=theme.LINE, custom_properties=theme.custom_properties())
    return environment


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
        place = Place(f"templates/{Path(frames[-1].filename).name}", frames[-1].lineno or 1)
    elif isinstance(error, UnicodeDecodeError):
        return Problem(
            Place("templates"), "ひな型の文字コードがUTF-8ではありません。UTF-8で保存し直してください。", "template"
        )
    elif isinstance(error, TemplateNotFound):
        return Problem(Place(f"templates/{error.name}"), "ひな型がありません。置いてください。", "template")
    else:
        return None
    return Problem(place, f"ひな型を組み立てられません。直してください（{error}）。", "template")
