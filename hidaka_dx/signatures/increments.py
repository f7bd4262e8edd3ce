"""What was added behind an edition's bytes: signatures and their like are accepted, anything that could be seen or heard is not.

Every object of the edition must be as it was, but for those few that a signature has to touch, and those only as a
signature has to touch them. That is compared object by object, at the end of every update, and not by looking.
"""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, Final

from hidaka_dx.signatures.borrowed import generic
from hidaka_dx.signatures.fields import STAMP_WORDS, WORDS
from hidaka_dx.signatures.pdf_objects import (
    begins,
    grown,
    items_at,
    number_of,
    numbers_at,
    raw_at,
    read_object,
    same,
    same_but,
    value_at,
)

_FIELD: Final = {"/Type", "/Subtype", "/FT", "/T", "/TU", "/F", "/Rect", "/P", "/StructParent", "/V", "/Lock", "/AP"}
_TAG: Final = {"/Type", "/S", "/P", "/Pg", "/Alt", "/K"}
_STORE: Final = {"/Type", "/Certs", "/CRLs", "/OCSPs", "/VRI"}
_CATALOG: Final = {"/AcroForm", "/DSS", "/Extensions", "/Perms"}
_FORM: Final = {"/Fields", "/SigFlags"}
_KINDS: Final = {"/Sig", "/DocTimeStamp"}
_DEEPEST: Final = 200
CATALOG: Final = "文書の全体の設定が、書き換えられています。"
FIELD: Final = "署名の欄ではない、ほかの欄や注釈が加えられています。"
TAGS: Final = "読み上げのためのタグが、書き換えられています。"
METADATA: Final = "題名などの記録（XMP）が、書き換えられています。"
ENTRANCE: Final = "版とつながらない、別の文書が加えられています。"


def faults_between(reader: Any, edition: bytes) -> tuple[str, ...]:
    """Say in sentences what else than signatures was added to an edition; `reader` reads the whole file."""
    if entrance := _entrance(reader, edition):
        return (entrance,)
    revisions = range(1, reader.total_revisions)
    return tuple(dict.fromkeys(fault for each in revisions for fault in _Update(reader, each).faults()))


def _entrance(reader: Any, edition: bytes) -> str:
    """Say that a reader does not come to the edition at all, or that the file is encrypted."""
    stated = int(edition.rpartition(b"startxref")[2].split()[0])
    if reader.xrefs.get_startxref_for_revision(0) != stated or "/Encrypt" in reader.trailer:
        return ENTRANCE
    places = [reader.xrefs.get_startxref_for_revision(each) for each in range(reader.total_revisions)]
    return "" if places == sorted(set(places)) and all(each >= len(edition) for each in places[1:]) else ENTRANCE


class _Update:
    """An edition, and the file as an update left it."""

    def __init__(self, reader: Any, revision: int) -> None:
        self._reader, self._revision = reader, revision
        self._old, self._new = reader.get_historical_resolver(0), reader.get_historical_resolver(revision)

    def faults(self) -> Iterator[str]:
        """Say what was touched that a signature does not touch, or in another way."""
        for key in ("/Root", "/Info"):
            if not same(raw_at(self._old.trailer_view, key), raw_at(self._new.trailer_view, key)):
                yield CATALOG
        yield from self._added_fields()
        for reference in sorted(self._touched, key=lambda each: int(each.idnum)):
            one, other = self._both(reference)
            permitted = self._permitted.get(reference.idnum)
            if other is None or not (same(one, other) or (permitted and permitted(one, other))):
                yield self._told(reference)

    @cached_property
    def _touched(self) -> set[Any]:
        """The objects of the edition that were written again or taken away."""
        found = set[Any]()
        for each in range(1, self._revision + 1):
            xrefs = self._reader.xrefs
            found |= xrefs.explicit_refs_in_revision(each) | xrefs.refs_freed_in_revision(each)
        return {each for each in found if not self._old.is_ref_unassignable(each)}

    def _both(self, reference: Any) -> tuple[Any, Any]:
        return read_object(self._old, reference), read_object(self._new, reference)

    @cached_property
    def _permitted(self) -> dict[int, Callable[[Any, Any], bool]]:
        """How the objects may change that a signature touches, by number."""
        root, tree = self._old.root, self._old.root["/StructTreeRoot"]
        rules: dict[int, Callable[[Any, Any], bool]] = {self._old.root_ref.idnum: self._catalog}
        rules |= dict.fromkeys(map(number_of, self._reserved), self._filled)
        rules |= {number_of(each): self._page for each in _pages(root)}
        rules |= dict.fromkeys(numbers_at(root, "/AcroForm"), self._form)
        rules |= dict.fromkeys(numbers_at(root, "/StructTreeRoot"), self._tree)
        rules |= dict.fromkeys(numbers_at(tree, "/ParentTree"), self._parents)
        rules |= {number_of(tree["/K"].raw_get(0)): self._document}
        return rules

    @cached_property
    def _fields(self) -> list[Any]:
        """References to the fields of the form."""
        return items_at(self._new.root, "/AcroForm", "/Fields")

    @cached_property
    def _reserved(self) -> list[Any]:
        """References to those that the edition has."""
        return items_at(self._old.root, "/AcroForm", "/Fields")

    @cached_property
    def _added(self) -> list[Any]:
        return [each for each in self._fields if number_of(each) not in set(map(number_of, self._reserved))]

    @cached_property
    def _tags(self) -> list[Any]:
        """References to the tags that were added."""
        old, new = (items_at(each.root["/StructTreeRoot"]["/K"][0], "/K") for each in (self._old, self._new))
        return [each for each in new[len(old) :] if isinstance(each, generic.IndirectObject)]

    def _added_fields(self) -> Iterator[str]:
        if not grown(self._reserved, self._fields, self._added):
            yield FIELD
        for reference in self._added:
            if not _is_unseen_signature(read_object(self._new, reference)):
                yield FIELD
        if not all(self._is_tag(read_object(self._new, each)) for each in self._tags):
            yield TAGS

    def _is_tag(self, tag: Any) -> bool:
        """Tell whether a tag is that of an added field, in our words: it is read aloud."""
        if not _is_of(tag, _TAG) or value_at(tag, "/S") != "/Form" or value_at(tag, "/Alt") not in (WORDS, STAMP_WORDS):
            return False
        kids = value_at(tag, "/K")
        places = [each.raw_get("/Obj") for each in kids if _is_of(each, {"/Type", "/Obj", "/Pg"}) and "/Obj" in each]
        numbers = set(map(number_of, self._added))
        return len(places) == len(kids) and all(number_of(each) in numbers for each in places)

    def _catalog(self, one: Any, other: Any) -> bool:
        store, form, perms = (value_at(other, key, {}) for key in ("/DSS", "/AcroForm", "/Perms"))
        return (
            same_but(one, other, _CATALOG) and set(store) <= _STORE and set(form) <= _FORM and set(perms) <= {"/DocMDP"}
        )

    def _form(self, one: Any, other: Any) -> bool:
        return same_but(one, other, _FORM) and set(other) <= _FORM

    def _page(self, one: Any, other: Any) -> bool:
        annotations = grown(items_at(one, "/Annots"), items_at(other, "/Annots"), self._added)
        tabs = value_at(other, "/Tabs", "/S") == "/S"
        return same_but(one, other, {"/Annots", "/Tabs"}) and tabs and annotations

    def _tree(self, one: Any, other: Any) -> bool:
        return same_but(one, other, {"/ParentTreeNextKey"})

    def _parents(self, one: Any, other: Any) -> bool:
        old, new = items_at(one, "/Nums"), items_at(other, "/Nums")
        keys, tags = new[len(old) :: 2], new[len(old) + 1 :: 2]
        first = int(value_at(self._old.root["/StructTreeRoot"], "/ParentTreeNextKey", 0))
        numbered = len(keys) == len(tags) and all(isinstance(each, int) and each >= first for each in keys)
        return same_but(one, other, {"/Nums"}) and numbered and begins(old, new) and grown([], tags, self._tags)

    def _document(self, one: Any, other: Any) -> bool:
        return same_but(one, other, {"/K"}) and grown(items_at(one, "/K"), items_at(other, "/K"), self._tags)

    def _filled(self, one: Any, other: Any) -> bool:
        """Tell whether a field of the edition was only signed, with a picture at most."""
        value = value_at(other, "/V")
        return (
            same_but(one, other, {"/V", "/AP"})
            and value is not None
            and value_at(value, "/Type") in _KINDS
            and _is_picture(other)
        )

    def _told(self, reference: Any) -> str:
        one, other = self._both(reference)
        kind = value_at(one, "/Type") if isinstance(one, generic.DictionaryObject) else None
        if reference.idnum == self._old.root_ref.idnum:
            return CATALOG
        if kind == "/Metadata" or reference.idnum in numbers_at(self._old.trailer_view, "/Info"):
            return METADATA
        pages = [number_of(each) for each in _pages(self._old.root)]
        if reference.idnum in pages:
            return f"{pages.index(reference.idnum) + 1}枚目のページが、書き換えられています。"
        if kind in ("/StructTreeRoot", "/StructElem") or reference.idnum in self._permitted:
            return TAGS
        return f"版の中身（{reference.idnum}番のもの）が、{'書き換えら' if other is not None else '除か'}れています。"


def _is_of(value: Any, keys: set[str]) -> bool:
    return isinstance(value, generic.DictionaryObject) and set(value) <= keys


def _is_unseen_signature(field: Any) -> bool:
    """Tell whether a field is for a signature and takes no room on the page."""
    if not _is_of(field, _FIELD) or value_at(field, "/FT") != "/Sig" or value_at(field, "/Subtype") != "/Widget":
        return False
    left, bottom, right, top = map(float, value_at(field, "/Rect", (0, 0, 1, 1)))
    value = value_at(field, "/V")
    words = value_at(field, "/TU", WORDS) in (WORDS, STAMP_WORDS)
    unseen = (left == right or bottom == top) and _is_picture(field)
    return unseen and words and (value is None or value_at(value, "/Type") in _KINDS)


def _is_picture(field: Any) -> bool:
    """Tell whether a field shows a picture or nothing: no text, nothing that needs a font."""
    shown = value_at(field, "/AP", {})
    form = value_at(shown, "/N")
    if set(shown) - {"/N"} or not isinstance(form, generic.StreamObject):
        return not shown
    resources = value_at(form, "/Resources", {})
    pictures = value_at(resources, "/XObject", {})
    return set(resources) <= {"/XObject", "/ProcSet"} and all(
        value_at(pictures[each], "/Subtype") == "/Image" for each in pictures
    )


def _pages(root: Any) -> list[Any]:
    """Return the references to all pages in order."""
    return list(_leaves(root["/Pages"], 0))


def _leaves(node: Any, depth: int) -> Iterator[Any]:
    for reference in items_at(node, "/Kids"):
        kid = reference.get_object()
        if value_at(kid, "/Type") == "/Pages" and depth < _DEEPEST:
            yield from _leaves(kid, depth + 1)
        else:
            yield reference
