"""The state of every edition of every document: 案 → 決定 → 発行済み (→ 取下げ); what it rests on, what may bear its name.

The archive says which editions are issued, `editions.yaml` what the town records of them. An edition that is issued keeps
its name for its own bytes: content that differs from it is a revision at work, and is a draft in mark and name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal, TypeAlias

from hidaka_dx.archive import DATA, SOURCE, Archive, Bag, EditionName
from hidaka_dx.catalogue.documents import PLAN
from hidaka_dx.comparison import compare, undeclared
from hidaka_dx.content import Manuscript
from hidaka_dx.document import FORMAT, Document, format_of, restored, say_the_same
from hidaka_dx.edition import next_number
from hidaka_dx.files.pictures import cleaned, read_picture
from hidaka_dx.files.reading import Unread
from hidaka_dx.inspection import places
from hidaka_dx.japanese import edition_name
from hidaka_dx.pipeline.conductor import NOWHERE, Conductor
from hidaka_dx.pipeline.owning import EDITIONS
from hidaka_dx.pipeline.reloading import reloaded

State: TypeAlias = Literal["案", "決定", "発行済み", "取下げ"]
REVISING: Final = "の改訂作業中"
"""What follows the edition's name where the content is no longer that of the issued edition."""
IMAGES: Final = "assets/images/"


@dataclass(frozen=True)
class Standing:
    """How the content of a document as it is now stands to the newest edition that the town records."""

    name: EditionName
    state: State
    composed: Document
    """The content as it is now, under the edition's name."""
    issued: Bag | None = None
    """The edition as it was issued."""
    revising: bool = False
    """Has the content been changed since the edition was issued?"""
    following: str = ""
    """A number for the next edition: 1.1 after 1, or one behind all that are withdrawn since; none of what is not issued."""
    provisional: bool = False
    """Is it decided, while the plan that it rests on is still a draft? Then it is printed as a draft, too."""

    @property
    def document(self) -> Document:
        """Give what may be printed: a revision at work is a draft of no decided day, 「第1版の改訂作業中（案）」."""
        composed = replace(self.composed, date=None) if self.revising else self.composed
        return self.labelled(composed)

    def labelled(self, document: Document) -> Document:
        """Mark what follows from this edition, its summary say, as a revision at work or a draft where the edition is one."""
        if self.revising:
            return replace(document, edition=edition_name(self.name.number) + REVISING, draft=True)
        return replace(document, draft=True) if self.provisional else document

    @property
    def data(self) -> int:
        """Tell in which form it is written as data: an issued edition stays in that of its day."""
        return format_of(restored(self.issued.payload[DATA])) if self.issued and not self.revising else FORMAT

    @property
    def changes(self) -> dict[str, str]:
        """Name the sections in which the content differs from the issued edition, by the id that `revised` wants."""
        if self.issued is None or not self.revising:
            return {}
        found = undeclared(restored(self.issued.payload[DATA]), self.composed, ())
        return {name: entry.heading for name, entry in found.items()}


def stand(archive: Archive, manuscript: Manuscript, document: Document) -> Standing:
    """Tell the state of a composed document: is it a draft, decided, issued, or a revision of what is issued.

    Raises RefusalError where the issued edition is not as it was issued.
    """
    edition = manuscript.recorded[document.kind][-1]
    name = EditionName(document.kind, edition.number)
    if name not in archive.names or archive.withdrawal(name):  # a number of a withdrawn edition is told as a fault
        return Standing(name, edition.status, document)
    bag = archive.bag(name)
    last = archive.last(document.kind) or name
    return Standing(name, "発行済み", document, bag, not _same(archive, bag, document), next_number(last.number))


def is_as_issued(archive: Archive, manuscript: Manuscript, document: Document) -> bool:
    """Tell whether the newest edition of a composed document is issued and the content is still what was issued.

    Raises RefusalError where the issued edition is not as it was issued.
    """
    plan = stand(archive, manuscript, Conductor(manuscript).compose(PLAN)[0])
    if not _stands(plan) or document.kind == PLAN:
        return _stands(plan)
    try:
        on_issued = Conductor(manuscript, places(archive.pdf(plan.name)), plan.document)
        return _stands(stand(archive, manuscript, on_issued.compose(document.kind)[0]))
    except KeyError:  # it quotes what a newer program calls otherwise
        return False


def _stands(standing: Standing) -> bool:
    return standing.issued is not None and not standing.revising


def issued(archive: Archive, name: EditionName) -> tuple[Document, Mapping[str, str], Manuscript | None]:
    """Give a published edition: the document, the printed page of each of its ids, and the content it was made of.

    Raises RefusalError where it is not as it was issued.
    """
    return archive.document(name), places(archive.pdf(name)), reloaded(archive.source(name))[0]


def _same(archive: Archive, bag: Bag, document: Document) -> bool:
    """Tell whether a document says what was issued: the same words and pictures.

    Where this program composes the words in another form than the one that issued them, it composes the frozen content,
    too, and compares that.
    """
    if not _same_pictures(archive.root, bag):
        return False
    return say_the_same(document, restored(bag.payload[DATA])) or document == _composed_again(archive, bag)


def _same_pictures(root: Path, bag: Bag) -> bool:
    """Compare the pictures that were printed with those of now, without what cameras write into them."""
    pictures = {path: bag.payload[path] for path in bag.payload if path.startswith(SOURCE + IMAGES)}
    try:
        return all(read_picture(root, path.removeprefix(SOURCE)) == cleaned(pictures[path]) for path in pictures)
    except Unread:
        return False


def _composed_again(archive: Archive, bag: Bag) -> Document | None:
    """Compose the frozen content of a bag; none where it, or the plan that it rests on, cannot be read."""
    manuscript = reloaded(archive.source(bag.name))[0]
    if manuscript is None:
        return None
    basis = basis_of(manuscript)
    if bag.name.document != PLAN and basis not in archive.names:
        return None
    try:
        pages = NOWHERE if bag.name.document == PLAN else places(archive.pdf(basis))
        return Conductor(manuscript, pages).compose(bag.name.document)[0]
    except KeyError:  # what it quotes is not in the plan as that was issued
        return None


def basis_of(manuscript: Manuscript) -> EditionName:
    """Name the edition of 推進計画 that an 実行計画 of this content rests on."""
    return EditionName(PLAN, manuscript.editions[-1].number)


def what_changed(standing: Standing) -> tuple[str, ...]:
    """Say in lines which sections of a revision at work differ from what was issued, and what to write of it."""
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
    """Name what differs though nobody has written it: what follows from another document."""
    for entry in compare(old, new).entries:
        yield entry.heading
