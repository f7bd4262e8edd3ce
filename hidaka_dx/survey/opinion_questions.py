"""The questions to every office about the text of the plan (意見照会): an opinion on each section."""

from collections.abc import Iterator
from typing import Final

from hidaka_dx.content import Manuscript
from hidaka_dx.document import Document, Part
from hidaka_dx.survey.questions import AskedMeasure, AskedValue, Key, OfficeSurvey
from hidaka_dx.walk import parts, words

SHOWN: Final = 160
"""Letters of a section that are shown beside the cell."""


def opinion_surveys(manuscript: Manuscript, plan: Document, year: int) -> tuple[OfficeSurvey, ...]:
    """Return what each office is asked about the text of the composed plan, in a fiscal year.

    Offices are those that the town lists, else those that its measures name; a town that names none asks its own office.
    """
    action, office = manuscript.action, manuscript.plan.office
    sender = action.decides if action else office
    named = dict.fromkeys(each for m in manuscript.measures.values() for each in (m.lead, *m.related) if each)
    offices = (action.offices if action else ()) or tuple(named) or (office,)
    return tuple(
        OfficeSurvey(
            plan.town, plan.title, year, each, sender, "章", tuple(_chapters(plan, each)), "opinions", plan.edition_name
        )
        for each in offices
    )


def _chapters(plan: Document, office: str) -> Iterator[AskedMeasure]:
    """Return the chapters, each with a question on itself and on every section within."""
    for chapter in plan.parts:
        asked = tuple(_question(part, office) for part in (chapter, *parts(chapter)) if part.blocks)
        if asked:
            yield AskedMeasure(chapter.heading.mark, chapter.heading.title, (), asked)


def _question(part: Part, office: str) -> AskedValue:
    said = "".join(filter(None, map(words, part.blocks)))
    known = said if len(said) <= SHOWN else f"{said[:SHOWN]}…"
    label = f"{part.heading.mark} {part.heading.title}".strip()
    hint = "意見と、できれば直した文"
    return AskedValue(Key(part.id, "opinion", office), label, known, hint, "text", required=False)
