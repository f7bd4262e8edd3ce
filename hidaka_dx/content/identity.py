"""Who a town is, read from few files: the names of town, documents and editions."""

import pathlib
from collections.abc import Mapping
from dataclasses import dataclass

from hidaka_dx.catalogue import documents
from hidaka_dx.content.folder import Folder
from hidaka_dx.content.manuscript import Manuscript
from hidaka_dx.edition import EDITIONS, Edition
from hidaka_dx.measure import ACTION_PLAN, ActionPlan
from hidaka_dx.plan import PLAN, Plan


@dataclass(frozen=True)
class Identity:
    """A town's identity: the names of town, documents and editions."""

    town: str
    titles: Mapping[str, str]
    """Of each document that can be read, by its key in `editions.yaml`."""
    editions: Mapping[str, tuple[Edition, ...]]
    """As the town records them, by the same keys."""


def identity_of(manuscript: Manuscript) -> Identity:
    """Return the identity of a manuscript."""
    return Identity(manuscript.plan.town, _titles(manuscript.plan, manuscript.action), manuscript.recorded)


def load_identity(root: pathlib.Path) -> Identity | None:
    """Read only a town's identity; none where its plan or editions cannot be read."""
    folder = Folder(root)
    plan, editions = folder.data("content/plan.yaml", PLAN), folder.data("content/editions.yaml", EDITIONS)
    whole = not folder.problems
    action = folder.read_optional(documents.KINDS[documents.ACTION].frame, ACTION_PLAN)
    if plan is None or editions is None or not whole:
        return None
    titles = _titles(plan.value, action.value if action else None)
    return Identity(plan.value.town, titles, editions.value.recorded)


def document_names(root: pathlib.Path) -> dict[str, str]:
    """Return the keys of a town's plan and action plan by the names that its own files give them; none for what is unreadable."""
    folder = Folder(root)
    plan = folder.data("content/plan.yaml", PLAN) if folder.has("content/plan.yaml") else None
    action = folder.read_optional(documents.KINDS[documents.ACTION].frame, ACTION_PLAN)
    found: dict[str | None, str] = {}
    if action:
        found |= dict.fromkeys((action.value.title, action.value.short_title), documents.ACTION)
    if plan:
        found |= dict.fromkeys((plan.value.title, plan.value.short_title, plan.value.names.plan), documents.PLAN)
        found[plan.value.names.action_plan] = documents.ACTION
    return {name: key for name, key in found.items() if name}


def _titles(plan: Plan, action: ActionPlan | None) -> dict[str, str]:
    return {documents.PLAN: plan.title} | ({documents.ACTION: action.title} if action else {})


def has_content(root: pathlib.Path) -> bool:
    """Tell whether a folder is meant to contain a town's content; a copy of an archive alone is not."""
    return Folder(root).has("content/plan.yaml") or Folder(root).has("content/editions.yaml")
