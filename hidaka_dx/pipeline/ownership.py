"""Ownership of an archive: the names its editions were issued under, compared with the town's present and former names."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from hidaka_dx.archive import Archive, EditionName, Record
from hidaka_dx.catalogue.documents import KINDS, PLAN
from hidaka_dx.content import Identity, Manuscript, has_content, identity_of, load_identity
from hidaka_dx.document import Document
from hidaka_dx.edition import IssuedAs
from hidaka_dx.japanese import edition_name
from hidaka_dx.problem import Problem, RefusalError
from hidaka_dx.source import Path
from hidaka_dx.source.yaml_nodes import quoted

EDITIONS: Final = "content/editions.yaml"
OWNER: Final = "archive-owner"
"""The rule that reports an archive of another town or plan."""


class _ForeignEditions(NamedTuple):
    """Archived editions with names not of this town, and the one value in the town's files that they differ from."""

    file: str
    path: Path
    records: tuple[Record, ...]


def require_own(archive: Archive, identity: Identity) -> None:
    """Raise RefusalError for an archive that belongs to another town or plan."""
    if found := [_owner(each, identity) for each in _strange(archive, identity)]:
        raise RefusalError("\n".join(found))


def require_known(archive: Archive) -> None:
    """Like `require_own`, also where the town's names cannot be read; a folder without content has none."""
    identity = load_identity(archive.root)
    if identity:
        require_own(archive, identity)
    elif archive.names and has_content(archive.root):
        raise RefusalError(
            f"content/plan.yaml か {EDITIONS} が読めないので、保存庫（archive/）がこの町のものか確かめられません。"
            "`hidaka-dx check` で直してから、もう一度実行してください。"
        )


def another_town(archive: Archive, manuscript: Manuscript) -> Iterator[Problem]:
    """Report an archive of another town or plan, as `require_own` does, at the values that differ."""
    identity = identity_of(manuscript)
    for each in _strange(archive, identity):
        yield Problem(manuscript.tables[each.file].place(each.path), _owner(each, identity), OWNER)


def _strange(archive: Archive, identity: Identity) -> Iterator[_ForeignEditions]:
    """Find editions with names not of this town, grouped by the value they differ from."""
    found = [(_other(record, identity), record) for name in _owned(archive) if (record := archive.label(name))]
    for place in dict.fromkeys(each for each, _ in found if each):
        yield _ForeignEditions(*place, tuple(record for each, record in found if each == place))


def _other(record: Record, identity: Identity) -> tuple[str, Path] | None:
    """Find the value that differs from the names an edition was issued under: the current or the recorded names."""
    index, then = _names_at_issue(record, identity)
    town = (then and then.town) or identity.town
    title = (then and then.title) or identity.titles.get(record.name.document)
    if record.town == town and title in (None, record.document):
        return None
    key = "town" if record.town != town else "title"
    if then:
        return EDITIONS, (record.name.document, index, "issued_as", key)
    return KINDS[PLAN if key == "town" else record.name.document].frame, (key,)


def _names_at_issue(record: Record, identity: Identity) -> tuple[int, IssuedAs | None]:
    """Return the names recorded for an edition at its time of issue, and their index in the list."""
    editions = enumerate(identity.editions[record.name.document])
    return next(((at, each.issued_as) for at, each in editions if each.rank == record.name.rank), (0, None))


def is_named_by(document: Document, identity: Identity) -> bool:
    """Tell whether a document has the current names, or any that the town records as former ones."""
    now = identity.titles.get(document.kind)
    then = [each.issued_as for each in identity.editions[document.kind] if each.issued_as]
    names = [(identity.town, now), *((each.town or identity.town, each.title or now) for each in then)]
    return any(town == document.town and title in (None, document.title) for town, title in names)


def _owned(archive: Archive) -> Sequence[EditionName]:
    """Return the editions that identify the archive's owner; withdrawn, hence unlisted, editions only if all are."""
    return [name for name in archive.names if not archive.holds(name.withdrawal)] or archive.names


def _owner(strange: _ForeignEditions, identity: Identity) -> str:
    first = strange.records[0]
    more = f"など{len(strange.records)}版" if strange.records[1:] else ""
    now = identity.titles.get(first.name.document, "")
    if strange.file == EDITIONS:
        return _misnamed(first, identity)
    return (
        f"保存庫（archive/）にあるのは、{first.town}の「{first.title}」{more}です（archive/{first.name.folder}）。"
        f"この町（{identity.town}{f'「{now}」' if now else ''}）の今の名と違います。"
        "ほかの町や計画の保存庫なら、archive/ を町のフォルダーの外へ移してください。"
        f"町や計画の名を決定により改めたのなら、{EDITIONS} の {first.name.document} の{edition_name(first.name.number)}"
        f"{'など、それまでの版のそれぞれ' if more else ''}に、発行した時の名を"
        f"「{_issued_as(first)}」と書き加えてください。"
    )


def _misnamed(record: Record, identity: Identity) -> str:
    """Report that `issued_as` records other names than an edition was issued under."""
    is_same = (record.town, record.document) == (identity.town, identity.titles.get(record.name.document))
    advice = "今の名と同じなので、issued_as を取り除いて" if is_same else f"「{_issued_as(record)}」に直して"
    return (
        f"issued_as（発行した時の名）が、保存庫（archive/{record.name.folder}）の記録と違います。"
        f"{record.name.spoken}は、{record.town}の「{record.document}」として発行しています。{advice}ください。"
        "ほかの町や計画の保存庫なら、archive/ を町のフォルダーの外へ移してください。"
    )


def _issued_as(record: Record) -> str:
    return f"issued_as: {{town: {quoted(record.town)}, title: {quoted(record.document)}}}"
