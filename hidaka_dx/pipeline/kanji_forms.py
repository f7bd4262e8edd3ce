"""Kanji with a variation selector (異体字) that are printed in another form, since no font has the one that is asked for."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from hidaka_dx.content import Manuscript
from hidaka_dx.japanese.letters import VARIANT
from hidaka_dx.pipeline.bundled import folders
from hidaka_dx.problem import Problem


def other_forms(root: Path, manuscript: Manuscript) -> Iterator[Problem]:
    """Report each at the places where it is written."""
    written = frozenset(chain.from_iterable(map(VARIANT.findall, manuscript.texts.values())))
    if not written:
        return
    from hidaka_dx.render import STYLES  # noqa: PLC0415  few towns write any
    from hidaka_dx.typeset.coverage import plain_variants  # noqa: PLC0415  as above

    for variant in plain_variants(written, folders(root, "assets"), STYLES):
        kanji, selector = variant[0], variant[1:]
        message = (
            f"「{kanji}」の異体字（U+{ord(kanji):04X} U+{ord(selector):04X}）は書体になく、「{kanji}」の形で印刷します。"
            "人や土地の名前なら、この形でよいかを確かめてください。"
        )
        yield from (Problem(place, message, "glyph") for place in manuscript.find(variant))
