"""Sets a part of a document alone, quickly, so that a change is seen before the whole is set again."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from hidaka_dx.typeset import change_bars, conform
from hidaka_dx.typeset.assets import Assets
from hidaka_dx.typeset.changed_parts import FILLING, ChangedPart
from hidaka_dx.typeset.economy import mark
from hidaka_dx.typeset.floats import apply
from hidaka_dx.typeset.job import PageLabel, in_silence
from hidaka_dx.typeset.job_layout import JobLayout
from hidaka_dx.typeset.layout_memory import freed_at_the_end
from hidaka_dx.typeset.listener import listening
from hidaka_dx.typeset.press import extended

RULES: Final = (
    "@page :first, :nth(1 of body) {{ counter-reset: page {number} }} a.page::after {{ content: attr(data-page) }}"
)


def press_part(part: ChangedPart, assets: Sequence[Path]) -> bytes:
    """Return a PDF of the pages of a part; `assets` are the `assets/` folders in order of precedence.

    What a whole document is refused for (`press`) is not looked for. Raises whatever hinders setting it.
    """
    job = part.job
    with freed_at_the_end(), listening(in_silence) as listener, extended():
        readable = Assets(assets, job.files)
        layout = JobLayout(job, readable, listener, [RULES.format(number=part.number)])
        page = layout.page(part.fit)
        for move in part.moves:
            apply(page.etree_element, move)
        mark(page.etree_element, part.marks)
        document = layout.rendered(page)
        if job.facts.two_sided:
            change_bars.mirror(document)
        document = document.copy([page for page in document.pages if FILLING not in page.anchors])
        facts = replace(job.facts, labels=(PageLabel(0),))
        pdf = conform.write(document, facts, zoom=job.appearance.setting.zoom)
        if not listener.faults:
            layout.fonts.keep(readable)
        return pdf
