"""What was added behind an edition's bytes: signatures and their like are accepted, anything that could be seen or heard is not.

Every object of the edition must be as it was, but for those few that a signature has to touch, and those only as a
signature has to touch them. That is compared object by object, at the end of every update, and not by looking.
"""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, Final

from hidaka_dx.signatures.borrowed import generic
from hidaka_dx.signatures.fields import STAMP_WORDS, WORDS

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
            if not same(_raw(self._old.trailer_view, key), _raw(self._new.trailer_view, key)):
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
        return _read(self._old, reference), _read(self._new, reference)

    @cached_property
    def _permitted(self) -> dict[int, Callable[[Any, Any], bool]]:
        """How the objects may change that a signature touches, by number."""
        root, tree = self._old.root, self._old.root["/StructTreeRoot"]
        rules: dict[int, Callable[[Any, Any], bool]] = {self._old.root_ref.idnum: self._catalog}
        rules |= dict.fromkeys(map(_number, self._reserved), self._filled)
        rules |= {_number(each): self._page for each in _pages(root)}
        rules |= dict.fromkeys(_numbers(root, "/AcroForm"), self._form)
        rules |= dict.fromkeys(_numbers(root, "/StructTreeRoot"), self._tree)
        rules |= dict.fromkeys(_numbers(tree, "/ParentTree"), self._parents)
        rules |= {_number(tree["/K"].raw_get(0)): self._document}
        return rules

    @cached_property
    def _fields(self) -> list[Any]:
        """References to the fields of the form."""
        return _items(self._new.root, "/AcroForm", "/Fields")

    @cached_property
    def _reserved(self) -> list[Any]:
        """References to those that the edition has."""
        return _items(self._old.root, "/AcroForm", "/Fields")

    @cached_property
    def _added(self) -> list[Any]:
        return [each for each in self._fields if _number(each) not in set(map(_number, self._reserved))]

    @cached_property
    def _tags(self) -> list[Any]:
        """References to the tags that were added."""
        old, new = (_items(each.root["/StructTreeRoot"]["/K"][0], "/K") for each in (self._old, self._new))
        return [each for each in new[len(old) :] if isinstance(each, generic.IndirectObject)]

    def _added_fields(self) -> Iterator[str]:
        if not _grown(self._reserved, self._fields, self._added):
            yield FIELD
        for reference in self._added:
            if not _is_unseen_signature(_read(self._new, reference)):
                yield FIELD
        if not all(self._is_tag(_read(self._new, each)) for each in self._tags):
            yield TAGS

    def _is_tag(self, tag: Any) -> bool:
        """Tell whether a tag is that of an added field, in our words: it is read aloud."""
        if not _is_of(tag, _TAG) or _at(tag, "/S") != "/Form" or _at(tag, "/Alt") not in (WORDS, STAMP_WORDS):
            return False
        kids = _at(tag, "/K")
        places = [each.raw_get("/Obj") for each in kids if _is_of(each, {"/Type", "/Obj", "/Pg"}) and "/Obj" in each]
        numbers = set(map(_number, self._added))
        return len(places) == len(kids) and all(_number(each) in numbers for each in places)

    def _catalog(self, one: Any, other: Any) -> bool:
        store, form, perms = (_at(other, key, {}) for key in ("/DSS", "/AcroForm", "/Perms"))
        return (
            _same_but(one, other, _CATALOG)
            and set(store) <= _STORE
            and set(form) <= _FORM
            and set(perms) <= {"/DocMDP"}
        )

    def _form(self, one: Any, other: Any) -> bool:
        return _same_but(one, other, _FORM) and set(other) <= _FORM

    def _page(self, one: Any, other: Any) -> bool:
        annotations = _grown(_items(one, "/Annots"), _items(other, "/Annots"), self._added)
        tabs = _at(other, "/Tabs", "/S") == "/S"
        return _same_but(one, other, {"/Annots", "/Tabs"}) and tabs and annotations

    def _tree(self, one: Any, other: Any) -> bool:
        return _same_but(one, other, {"/ParentTreeNextKey"})

    def _parents(self, one: Any, other: Any) -> bool:
        old, new = _items(one, "/Nums"), _items(other, "/Nums")
        keys, tags = new[len(old) :: 2], new[len(old) + 1 :: 2]
        first = int(_at(self._old.root["/StructTreeRoot"], "/ParentTreeNextKey", 0))
        numbered = len(keys) == len(tags) and all(isinstance(each, int) and each >= first for each in keys)
        return _same_but(one, other, {"/Nums"}) and numbered and _begins(old, new) and _grown([], tags, self._tags)

    def _document(self, one: Any, other: Any) -> bool:
        return _same_but(one, other, {"/K"}) and _grown(_items(one, "/K"), _items(other, "/K"), self._tags)

    def _filled(self, one: Any, other: Any) -> bool:
        """Tell whether a field of the edition was only signed, with a picture at most."""
        value = _at(other, "/V")
        return (
            _same_but(one, other, {"/V", "/AP"})
            and value is not None
            and _at(value, "/Type") in _KINDS
            and _is_picture(other)
        )

    def _told(self, reference: Any) -> str:
        one, other = self._both(reference)
        kind = _at(one, "/Type") if isinstance(one, generic.DictionaryObject) else None
        if reference.idnum == self._old.root_ref.idnum:
            return CATALOG
        if kind == "/Metadata" or reference.idnum in _numbers(self._old.trailer_view, "/Info"):
            return METADATA
        pages = [_number(each) for each in _pages(self._old.root)]
        if reference.idnum in pages:
            return f"{pages.index(reference.idnum) + 1}枚目のページが、書き換えられています。"
        if kind in ("/StructTreeRoot", "/StructElem") or reference.idnum in self._permitted:
            return TAGS
        return f"版の中身（{reference.idnum}番のもの）が、{'書き換えら' if other is not None else '除か'}れています。"


def same(one: Any, other: Any) -> bool:
    """Tell whether two objects of a PDF are written alike; what they refer to is not looked at."""
    if isinstance(one, generic.IndirectObject) or isinstance(other, generic.IndirectObject):
        return type(one) is type(other) and (one.idnum, one.generation) == (other.idnum, other.generation)
    if isinstance(one, generic.DictionaryObject):
        if type(one) is not type(other) or set(one) != set(other):
            return False
        if isinstance(one, generic.StreamObject) and one.encoded_data != other.encoded_data:
            return False
        return all(same(one.raw_get(key), other.raw_get(key)) for key in one)
    if isinstance(one, generic.ArrayObject):
        return (
            isinstance(other, generic.ArrayObject)
            and len(one) == len(other)
            and _begins(_raw_items(one), _raw_items(other))
        )
    return type(one) is type(other) and bool(one == other)


def _same_but(one: Any, other: Any, keys: set[str]) -> bool:
    if not (isinstance(one, generic.DictionaryObject) and type(one) is type(other)):
        return False
    rest = (set(one) | set(other)) - keys
    return all(key in one and key in other and same(one.raw_get(key), other.raw_get(key)) for key in rest)


def _begins(old: list[Any], new: list[Any]) -> bool:
    return len(old) <= len(new) and all(same(*pair) for pair in zip(old, new, strict=False))


def _grown(old: list[Any], new: list[Any], by: list[Any]) -> bool:
    """Tell whether a list has grown at its end, by some of these references and nothing else."""
    allowed = set(map(_number, by))
    rest = new[len(old) :]
    return _begins(old, new) and all(
        isinstance(each, generic.IndirectObject) and _number(each) in allowed for each in rest
    )


def _is_of(value: Any, keys: set[str]) -> bool:
    return isinstance(value, generic.DictionaryObject) and set(value) <= keys


def _is_unseen_signature(field: Any) -> bool:
    """Tell whether a field is for a signature and takes no room on the page."""
    if not _is_of(field, _FIELD) or _at(field, "/FT") != "/Sig" or _at(field, "/Subtype") != "/Widget":
        return False
    left, bottom, right, top = map(float, _at(field, "/Rect", (0, 0, 1, 1)))
    value = _at(field, "/V")
    words = _at(field, "/TU", WORDS) in (WORDS, STAMP_WORDS)
    unseen = (left == right or bottom == top) and _is_picture(field)
    return unseen and words and (value is None or _at(value, "/Type") in _KINDS)


def _is_picture(field: Any) -> bool:
    """Tell whether a field shows a picture or nothing: no text, nothing that needs a font."""
    shown = _at(field, "/AP", {})
    form = _at(shown, "/N")
    if set(shown) - {"/N"} or not isinstance(form, generic.StreamObject):
        return not shown
    resources = _at(form, "/Resources", {})
    pictures = _at(resources, "/XObject", {})
    return set(resources) <= {"/XObject", "/ProcSet"} and all(
        _at(pictures[each], "/Subtype") == "/Image" for each in pictures
    )


def _read(resolver: Any, reference: Any) -> Any:
    """Return an object as a revision has it; none if it has none."""
    place = generic.Reference(reference.idnum, reference.generation, resolver)
    try:
        found = resolver.get_object(place)
    except Exception:  # noqa: BLE001  the library raises more than it documents
        return None
    return None if isinstance(found, generic.NullObject) else found


def _at(value: Any, key: str, default: Any = None) -> Any:
    """Return what is under a key, found where it is referred to."""
    return value[key] if key in value else default  # noqa: SIM401  `get` would give the reference


def _raw(value: Any, key: str) -> Any:
    return value.raw_get(key) if key in value else None


def _raw_items(value: Any) -> list[Any]:
    return [value.raw_get(place) for place in range(len(value))]


def _items(value: Any, *keys: str) -> list[Any]:
    """Return the entries of an array below a dictionary, references as such; none where there is no such array."""
    for key in keys:
        if not isinstance(value, generic.DictionaryObject) or key not in value:
            return []
        value = value[key]
    return _raw_items(value) if isinstance(value, generic.ArrayObject) else []


def _number(reference: Any) -> int:
    return int(getattr(reference, "idnum", -1))


def _numbers(value: Any, key: str) -> tuple[int, ...]:
    """Return the number of the object under a key, where it is one of its own."""
    found = _raw(value, key)
    return (_number(found),) if isinstance(found, generic.IndirectObject) else ()


def _pages(root: Any) -> list[Any]:
    """Return the references to all pages in order."""
    return list(_leaves(root["/Pages"], 0))


def _leaves(node: Any, depth: int) -> Iterator[Any]:
    for reference in _items(node, "/Kids"):
        kid = reference.get_object()
        if _at(kid, "/Type") == "/Pages" and depth < _DEEPEST:
            yield from _leaves(kid, depth + 1)
        else:
            yield reference
