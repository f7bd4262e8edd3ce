"""Edition states: 案 → 決定 → 発行済み (→ 取下げ); also the plan an edition is based on, and which file may have its name.

The archive says which editions are issued, `editions.yaml` what the town records of them. The name of an issued
edition is reserved for its bytes: content that differs from it is a revision at work, and is a draft in mark and
name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal, TypeAlias

from hidaka_dx.archive import DATA, SOURCE, Archive, Bag, EditionName
from hidaka_dx.catalogue.documents import PLAN
from hidaka_dx.comparison import compare, undeclared
from hidaka_dx.content import Manuscript
from hidaka_dx.document import Document, restored
from hidaka_dx.edition import next_number
from hidaka_dx.files.pictures import cleaned, read_picture
from hidaka_dx.files.questions import UnreadableFile
from hidaka_dx.formats import NEWEST
from hidaka_dx.inspection import places
from hidaka_dx.japanese import edition_name
from hidaka_dx.pipeline.conductor import NOWHERE, Conductor
from hidaka_dx.pipeline.ownership import EDITIONS
from hidaka_dx.pipeline.published_facts import to_compare, told_as
from hidaka_dx.pipeline.reloading import reloaded

State: TypeAlias = Literal["案", "決定", "発行済み", "取下げ"]
REVISING: Final = "の改訂作業中"
"""Suffix of the edition's name where the content differs from the issued edition."""
IMAGES: Final = "assets/images/"


@dataclass(frozen=True)
class Standing:
    """The state of a document's content relative to the newest edition that the town records."""

    name: EditionName
    state: State
    composed: Document
    """The current content under the edition's name."""
    issued: Bag | None = None
    """The edition as it was issued."""
    revising: bool = False
    """Whether the content has changed since the edition was issued."""
    following: str = ""
    """Suggested number of the next edition: 1.1 after 1, skipping withdrawn ones; none if not yet issued."""
    provisional: bool = False
    """Whether it is decided while the plan it is based on is a draft; then it is printed as a draft, too."""
    as_issued: Document | None = None
    """The unchanged content of an issued edition, with its drawings told as they were then."""

    @property
    def is_unchanged(self) -> bool:
        """Tell whether it is issued, and the content is still what was issued."""
        return self.issued is not None and not self.revising

    @property
    def format(self) -> int:
        """Output format: that of the issue for an unchanged edition, so that its bytes can be the same."""
        return self.issued.format if self.issued and not self.revising else NEWEST

    @property
    def printed(self) -> Document:
        """Return the document to print; an unchanged edition says what it said when it was issued."""
        return self.as_issued if self.as_issued and not (self.revising or self.provisional) else self.document

    @property
    def document(self) -> Document:
        """Return the document that others rest on: a revision at work is an undated draft, 「第1版の改訂作業中（案）」."""
        composed = replace(self.composed, date=None) if self.revising else self.composed
        return self.labelled(composed)

    def labelled(self, document: Document) -> Document:
        """Label a derived document (such as the summary) as a revision at work or draft if the edition is one."""
        if self.revising:
            return replace(document, edition=edition_name(self.name.number) + REVISING, draft=True)
        return replace(document, draft=True) if self.provisional else document

    @property
    def changes(self) -> dict[str, str]:
        """Return the sections in which the content differs from the issued edition, by the id that `revised` expects."""
        if self.issued is None or not self.revising:
            return {}
        old = to_compare(restored(self.issued.payload[DATA]), reloaded(self.issued.source)[0])
        found = undeclared(old, self.composed, ())
        return {name: entry.heading for name, entry in found.items()}


def standing_of(archive: Archive, manuscript: Manuscript, document: Document) -> Standing:
    """Return the state of a composed document: draft, decided, issued, or a revision of an issued edition.

    Raises RefusalError where the issued edition is not as it was issued.
    """
    edition = manuscript.recorded[document.kind][-1]
    name = EditionName(document.kind, edition.number)
    if name not in archive.names or archive.withdrawal(name):  # reuse of its number is reported as a fault
        return Standing(name, edition.status, document)
    bag = archive.bag(name)
    following = next_number((archive.last(document.kind) or name).number)
    unchanged = _unchanged(archive, bag, document)
    if unchanged is None:
        return Standing(name, "発行済み", document, bag, revising=True, following=following)
    composed = replace(document, facts=unchanged.facts)
    return Standing(name, "発行済み", composed, bag, following=following, as_issued=unchanged)


def plan_standing(archive: Archive, manuscript: Manuscript) -> Standing:
    """Return the state of the plan composed from the current content; raises RefusalError as `standing_of`."""
    return standing_of(archive, manuscript, Conductor(manuscript).compose(PLAN)[0])


def standing_on(plan: Standing, archive: Archive, manuscript: Manuscript, kind: str) -> Standing | None:
    """Return the state of a document composed on the issued plan, with the page numbers of that issue.

    None where it refers to parts that the issued plan does not have: a newer program may name them differently.
    """
    on_issued = Conductor(manuscript, places(archive.pdf(plan.name)), plan.document)
    try:
        document, _ = on_issued.compose(kind)
    except KeyError:
        return None
    return standing_of(archive, manuscript, document)


def is_as_issued(archive: Archive, manuscript: Manuscript, document: Document) -> bool:
    """Tell whether the newest edition of a composed document is issued and the content is still what was issued.

    Raises RefusalError where the issued edition is not as it was issued.
    """
    plan = plan_standing(archive, manuscript)
    if not _is_unchanged(plan) or document.kind == PLAN:
        return _is_unchanged(plan)
    return _is_unchanged(standing_on(plan, archive, manuscript, document.kind))


def _is_unchanged(standing: Standing | None) -> bool:
    return standing is not None and standing.is_unchanged


def issued(archive: Archive, name: EditionName) -> tuple[Document, Mapping[str, str], Manuscript | None]:
    """Return a published edition: the document, the printed page of each of its ids, and its source.

    Raises RefusalError where it is not as it was issued.
    """
    return archive.document(name), places(archive.pdf(name)), reloaded(archive.source(name))[0]


def _unchanged(archive: Archive, bag: Bag, document: Document) -> Document | None:
    """Return a document that has the text and images of the issued one, with the facts and words for the ear of then.

    None where it differs. Facts are not compared: a change of those that count is one of the text; neither is how
    drawings are told, which stays as it was issued. If this program composes a different structure than the issuing
    one, the frozen content is composed again and compared.
    """
    if not _same_pictures(archive.root, bag):
        return None
    then = restored(bag.payload[DATA])
    as_issued = told_as(document, then)
    if not as_issued.says_the_same(then):
        again = _composed_again(archive, bag)
        if again is None or not document.says_the_same(again):
            return None
    return replace(as_issued, facts=then.facts or document.facts)


def _same_pictures(root: Path, bag: Bag) -> bool:
    """Compare the images printed then with the current ones, ignoring camera metadata."""
    pictures = {path: bag.payload[path] for path in bag.payload if path.startswith(SOURCE + IMAGES)}
    try:
        return all(read_picture(root, path.removeprefix(SOURCE)) == cleaned(pictures[path]) for path in pictures)
    except UnreadableFile:
        return False


def _composed_again(archive: Archive, bag: Bag) -> Document | None:
    """Compose the frozen content of a bag; none where it, or the plan it is based on, cannot be read."""
    manuscript = reloaded(archive.source(bag.name))[0]
    if manuscript is None:
        return None
    basis = basis_of(manuscript)
    if bag.name.document != PLAN and basis not in archive.names:
        return None
    try:
        pages = NOWHERE if bag.name.document == PLAN else places(archive.pdf(basis))
        return Conductor(manuscript, pages).compose(bag.name.document)[0]
    except KeyError:  # it refers to parts that the issued plan does not have
        return None


def basis_of(manuscript: Manuscript) -> EditionName:
    """Return the edition of 推進計画 that this content's 実行計画 is based on."""
    return EditionName(PLAN, manuscript.editions[-1].number)


def what_changed(standing: Standing) -> tuple[str, ...]:
    """Describe which sections of a revision at work differ from the issued edition, and what to record about it."""
    changes, name = standing.changes, standing.name
    old = restored(standing.issued.payload[DATA]) if standing.issued else standing.composed
    said = "、".join(changes.values()) or "、".join(_derived(old, standing.composed))
    lines = [f"発行した{name.spoken}から変わった所：{said or '見出しと本文のほか（注、読み、写真、行の切れ目など）'}"]
    if changes or name.document == PLAN or not said:
        revised = f", revised: [{', '.join(changes)}]" if changes else ""
        entry = f'- {{number: "{standing.following}", status: 案{revised}, changes: 改めた内容}}'
        lines.append(f"改めるなら、{EDITIONS} の {name.document} の最後に書き加えてください：{entry}")
        lines.append("改めるつもりがなければ、原稿を元に戻してください。")
    else:
        lines.append(
            f"基にする推進計画が変わったためです。実行計画も改めるなら、{EDITIONS} の {name.document} に新しい版を書き加えてください。"
        )
    return tuple(lines)


def _derived(old: Document, new: Document) -> Iterator[str]:
    """Return the differences inherited from another document."""
    for entry in compare(old, new).entries:
        yield entry.heading
