"""What a town has already named, proposed where a field refers to it: sections, pillars, offices, measures, grades."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from hidaka_dx.content import Manuscript, all_blocks
from hidaka_dx.desk.forms import FieldForm, Proposal
from hidaka_dx.measure import ActionPlan
from hidaka_dx.prose import WrittenHeading, WrittenPanel, WrittenParagraph, WrittenText
from hidaka_dx.source import Path

Choices: TypeAlias = Mapping[tuple[str, ...], tuple[Proposal, ...]]
"""What may be chosen, by kind of file and the keys that lead to the field."""
LONGEST = 24
"""Letters of a paragraph that are shown beside its id."""


def choices_of(manuscript: Manuscript) -> Choices:
    """Return what a town's content proposes for fields that refer to other parts of it."""
    parts = tuple(_parts(manuscript))
    measures = tuple((number, each.name) for number, each in manuscript.measures.items())
    found: dict[tuple[str, ...], tuple[Proposal, ...]] = {
        ("measure", "basis"): parts,
        ("measure", "repeats"): measures,
        ("measure", "successor"): measures,
        ("progress", "results", "number"): measures,
    }
    return found | (_of_action(manuscript.action, parts) if manuscript.action else {})


def with_choices(form: FieldForm, keys: tuple[str, ...], choices: Choices) -> FieldForm:
    """Return a form whose fields propose what they may refer to; `keys` are the kind of file and the keys to the form."""
    return replace(
        form,
        proposed=choices.get(keys, ()),
        fields=tuple((key, with_choices(each, (*keys, key), choices)) for key, each in form.fields),
        items=with_choices(form.items, keys, choices) if form.items else None,
    )


def keys_of(path: Path) -> tuple[str, ...]:
    """Return the keys of a path without the places in lists."""
    return tuple(step for step in path if isinstance(step, str))


def _of_action(action: ActionPlan, parts: tuple[Proposal, ...]) -> dict[tuple[str, ...], tuple[Proposal, ...]]:
    titles = dict(parts)
    groups = (each for each in action.groups if not each.below)
    pillars = tuple((each.id, each.name or titles.get(each.basis or "", "")) for each in groups)
    priorities = tuple((each.id, each.name) for each in action.priorities)
    offices = tuple((each, "") for each in action.offices)
    grades = tuple((each.mark, each.words) for each in action.grades)
    return {
        ("measure", "pillar"): pillars,
        ("measure", "priorities"): priorities,
        ("measure", "lead"): offices,
        ("measure", "related"): offices,
        ("progress", "results", "grade"): grades,
        ("action-plan", "quotes"): parts,
        ("action-plan", "aim"): parts,
        ("action-plan", "answered"): parts,
        ("action-plan", "pillars", "basis"): parts,
        ("action-plan", "pillars", "below", "basis"): parts,
        ("action-plan", "pillars", "below", "below", "basis"): parts,
        ("action-plan", "priorities_basis"): parts,
        ("action-plan", "excluded", "id"): priorities,
    }


def _parts(manuscript: Manuscript) -> Iterator[Proposal]:
    """Return the ids of the plan's sections and of its paragraphs that have one, each with its first words."""
    for block in (block for chapter in manuscript.chapters for block in all_blocks(chapter.blocks)):
        if isinstance(block, WrittenHeading | WrittenPanel) and block.id:
            yield block.id, block.title
        elif isinstance(block, WrittenParagraph) and block.id:
            words = "".join(each.text for each in block.inlines if isinstance(each, WrittenText))
            yield block.id, words[:LONGEST] + ("…" if len(words) > LONGEST else "")
