"""Binds finished PDFs into one: unchanged pages, one structure tree, continuous page numbers."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from pypdf.generic import DictionaryObject, IndirectObject, NameObject, TextStringObject

from hidaka_dx.binding import numbers, shared_fonts
from hidaka_dx.binding.adoption import Adoption
from hidaka_dx.binding.file import File, stream, value
from hidaka_dx.binding.volume import OpenedVolume, Volume
from hidaka_dx.typeset import metadata
from hidaka_dx.typeset.job import PdfFacts
from hidaka_dx.typeset.telling_apart import Said, told_apart

_FORM: Final = "pack-number-{}"
"""Resource name of the page number's form XObject."""


def bind(volumes: Sequence[Volume], facts: PdfFacts, label: str, assets: Sequence[Path]) -> bytes:
    """Bind finished PDFs into one that is PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) as they are.

    Every page stays as it is and gets the pack's page number, counted from 1 through all volumes, at the outer bottom
    corner, after `label` such as 「資料1」; these numbers are the page labels (`facts.labels` is ignored). Bookmarks and
    structure trees of the volumes are placed below one entry each; links keep their targets and say in which volume
    they lead; embedded files are kept
    as `01-document.json`, `02-document.json`, …. `assets` are the `assets/` folders in order of precedence: the
    numbers are set in the house's fonts. The same arguments give the same bytes.

    Raises ValueError, in Japanese, when there is nothing to bind, when a volume is not a PDF as the typesetter writes
    it, unsigned, or when the label is empty or cannot be printed.
    """
    if not volumes or not label.strip():
        raise ValueError("綴じる資料か、資料の番号（「資料1」など）がありません。渡してください")
    pack = _Pack()
    for volume in volumes:
        pack.take(OpenedVolume(volume))
    pack.number(label, facts, assets)
    return pack.written(facts)


class _Pack:
    """The objects copied so far, volume by volume."""

    def __init__(self) -> None:
        """Start with a file that has reserved numbers for the shared roots."""
        self._file = File()
        self._page_root, self._bookmark_root = self._file.add(), self._file.add()
        self._tree, self._document = self._file.add(), self._file.add()
        self._intents: Any = None
        self._volumes = 0
        self._pages: list[IndirectObject] = []
        self._documents: list[Any] = []
        self._bookmarks: list[IndirectObject] = []
        self._files: list[tuple[Any, Any]] = []
        self._destinations: list[tuple[Any, Any]] = []
        self._identifiers: list[tuple[Any, Any]] = []
        self._parents: list[Any] = []
        self._links: list[tuple[str, Any]] = []
        """Titles of volumes with the annotations of their links."""
        self._next_key = 0

    def take(self, volume: OpenedVolume) -> None:
        """Append a volume."""
        self._volumes += 1
        adoption = Adoption(self._file, volume.reader, f"{self._volumes:02}-", self._next_key)
        adoption.replace(volume.catalog.raw_get("/Pages"), self._page_root)
        adoption.replace(volume.catalog.raw_get("/StructTreeRoot"), self._document)
        pages = [adoption.take(page) for page in volume.pages]
        self._take_tree(volume, adoption)
        self._take_bookmarks(volume, adoption, pages[0])
        self._destinations += [(adoption.name(name), adoption.take(place)) for name, place in volume.names("/Dests")]
        files = [(adoption.name(name), adoption.take(file)) for name, file in volume.names("/EmbeddedFiles")]
        if self._intents is None:
            self._intents = adoption.take(volume.catalog["/OutputIntents"])
        adoption.finish()
        for name, file in files:
            _rename(file.get_object(), name, volume.title)
        self._links += [(volume.title, link) for page in pages for link in _links(page.get_object())]
        self._pages += pages
        self._files += files

    def _take_tree(self, volume: OpenedVolume, adoption: Adoption) -> None:
        """Add the volume's structure root, with its language, below the pack's."""
        for kid in volume.tree["/K"]:
            kid.get_object()[NameObject("/Lang")] = volume.catalog["/Lang"]
            self._documents.append(adoption.take(kid))
        self._identifiers += [(adoption.name(name), adoption.take(kid)) for name, kid in volume.identifiers()]
        for key, elements in volume.parents():
            self._parents += [adoption.key(key), adoption.take(elements)]
        self._next_key = adoption.key(volume.tree["/ParentTreeNextKey"])

    def _take_bookmarks(self, volume: OpenedVolume, adoption: Adoption, first_page: IndirectObject) -> None:
        """Add the volume's bookmarks, collapsed, below an entry with its title."""
        top = volume.reader.pages[0].mediabox.top
        entries = {"Title": TextStringObject(volume.title), "Parent": self._bookmark_root}
        entries["Dest"] = value((first_page, "XYZ", 0, top, 0))
        item = self._file.add()
        if volume.bookmarks:
            adoption.replace(volume.catalog.raw_get("/Outlines"), item)
            entries |= {end: adoption.take(volume.bookmarks.raw_get(f"/{end}")) for end in ("First", "Last")}
            entries["Count"] = -volume.bookmarks["/Count"]
        self._file.put(item, entries)
        self._bookmarks.append(item)

    def number(self, label: str, facts: PdfFacts, assets: Sequence[Path]) -> None:
        """Overlay the pack's number on each page."""
        pages: list[Any] = [page.get_object() for page in self._pages]
        sizes = [(float(page["/MediaBox"][2]), float(page["/MediaBox"][3])) for page in pages]
        forms = numbers.page_number_forms(self._file, sizes, label, facts, assets)
        begin = self._file.add(stream(b"q", {}))
        for number, (page, form) in enumerate(zip(pages, forms, strict=True), 1):
            name = _FORM.format(number)
            page["/Resources"]["/XObject"][NameObject(f"/{name}")] = form
            end = self._file.add(stream(f"Q q /{name} Do Q".encode(), {}))
            page[NameObject("/Contents")] = value((begin, page.raw_get("/Contents"), end))

    def written(self, facts: PdfFacts) -> bytes:
        """Return the file's bytes."""
        shared_fonts.share(self._file, self._file.objects)
        self._fill_roots()
        self._tell_links_apart()
        packet = stream(metadata.packet(facts), {"Type": "Metadata", "Subtype": "XML"}, packed=False)
        catalog = {
            "Type": "Catalog",
            "Pages": self._page_root,
            "Outlines": self._bookmark_root,
            "PageMode": "UseOutlines",
            "PageLabels": {"Nums": (0, {"S": "D", "St": 1})},
            "Lang": TextStringObject(facts.language),
            **self._named(),
            "StructTreeRoot": self._tree,
            "MarkInfo": {"Marked": True},
            "ViewerPreferences": {"DisplayDocTitle": True},
            "OutputIntents": self._intents,
            "Metadata": self._file.add(packet),
        }
        info = {name: TextStringObject(text) for name, text in metadata.info(facts).items()}
        return self._file.written(self._file.add(catalog), self._file.add(info))

    def _tell_links_apart(self) -> None:
        """Add the volume's title to what its links say: the same sections and pages are in several volumes."""
        words = told_apart([_link_text(link, title) for title, link in self._links])
        for (_, link), said in zip(self._links, words, strict=True):
            link[NameObject("/Contents")] = TextStringObject(said)

    def _named(self) -> dict[str, Any]:
        """Return the catalog's name entries: destinations and embedded files."""
        trees = {"Dests": _name_tree(self._destinations)}
        if not self._files:
            return {"Names": trees}
        return {"Names": {**trees, "EmbeddedFiles": _name_tree(self._files)}, "AF": [file for _, file in self._files]}

    def _fill_roots(self) -> None:
        """Fill the reserved root objects."""
        put = self._file.put
        put(self._page_root, {"Type": "Pages", "Kids": self._pages, "Count": len(self._pages)})
        bookmarks: list[Any] = self._bookmarks
        for before, after in pairwise(bookmarks):
            before.get_object()[NameObject("/Next")] = after
            after.get_object()[NameObject("/Prev")] = before
        put(self._bookmark_root, {"First": bookmarks[0], "Last": bookmarks[-1], "Count": len(bookmarks)})
        put(self._document, {"Type": "StructElem", "S": "Document", "P": self._tree, "K": self._documents})
        tree = {
            "Type": "StructTreeRoot",
            "K": (self._document,),
            "ParentTree": self._file.add({"Nums": self._parents}),
            "ParentTreeNextKey": self._next_key,
        }
        put(self._tree, tree | ({"IDTree": _name_tree(self._identifiers)} if self._identifiers else {}))


def _name_tree(pairs: Iterable[tuple[TextStringObject, Any]]) -> DictionaryObject:
    """Return pairs sorted by name as a name tree requires (ISO 32000-1, 7.9.6)."""
    in_order = sorted(pairs, key=lambda pair: pair[0])
    tree: DictionaryObject = value({"Names": [part for pair in in_order for part in pair]})
    return tree


def _links(page: Any) -> Iterator[Any]:
    """Yield the annotations of links on a page."""
    found = (each.get_object() for each in page.get("/Annots", ()))
    yield from (each for each in found if each["/Subtype"] == "/Link")


def _link_text(link: Any, title: str) -> Said:
    """Describe a link of a volume; one that leads out of the file says what it said."""
    words = str(link["/Contents"])
    if "/Dest" in link:
        return Said(f"{words}（{title}）", title, str(link["/Dest"]))
    return Said(words, "", str(link["/A"]["/URI"]))


def _rename(file: Any, name: TextStringObject, title: str) -> None:
    """Make an embedded file's name unique among the volumes."""
    file[NameObject("/F")] = file[NameObject("/UF")] = name
    file[NameObject("/Desc")] = TextStringObject(f"{title}：{file['/Desc']}")
