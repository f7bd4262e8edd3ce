"""The place of a signature in a PDF: a field that is tagged as ISO 14289-1 (7.18) asks, added behind the edition's bytes.

An edition may have been built with a field for it; others get one that is not seen. Time stamps share the tag of the
first signature, so that nothing of the structure tree changes after it: readers that compare what came after a
signature take a new field, and little else.
"""

from typing import Any, Final

from hidaka_dx.problem import RefusalError
from hidaka_dx.signature_names import FIELD, FLAGS
from hidaka_dx.signatures.appearance import SealPicture, show
from hidaka_dx.signatures.borrowed import generic, pdf_name, pdf_string

WORDS: Final = "電子署名"
"""What the field is, for those who cannot see it."""
STAMP: Final = "Timestamp"
STAMP_WORDS: Final = "タイムスタンプ"
NO_ROOM: Final = (
    "この版には、公印の絵を見せる欄がありません。欄は、content/plan.yaml に signature: 表紙 と書いて発行した版にだけあります。"
    "--picture を書かなければ、見えない署名を付けます。"
)
ODD: Final = "このPDFには、署名の欄を付けられません（タグの組み立てが、この道具のものではありません）。"


def signature_field(writer: Any, picture: SealPicture | None = None) -> str:
    """Return the name of the field for a signature, an unfilled one of the edition or a new one that is not seen.

    Raises RefusalError for a picture where there is no room to show it.
    """
    names = names_of(writer.root)
    if picture is not None:
        if FIELD not in names or "/V" in names[FIELD]:
            raise RefusalError(NO_ROOM)
        show(writer, names[FIELD], picture)
    if FIELD not in names:
        _add(writer, FIELD, WORDS, None)
        return FIELD
    if "/V" not in names[FIELD]:
        return FIELD
    name = next(f"{FIELD}{number}" for number in range(2, 1000) if f"{FIELD}{number}" not in names)
    _add(writer, name, WORDS, names[FIELD].get("/StructParent"))
    return name


def stamp_field(writer: Any) -> str:
    """Add a field for a time stamp of the whole file, and return its name."""
    names = names_of(writer.root)
    name = next(f"{STAMP}{number}" for number in range(1, 10000) if f"{STAMP}{number}" not in names)
    tags = [each["/StructParent"] for each in names.values() if "/StructParent" in each]
    _add(writer, name, STAMP_WORDS, tags[0] if tags else None)
    return name


def names_of(root: Any) -> dict[str, Any]:
    """Return the fields of a PDF by name."""
    if "/AcroForm" not in root or "/Fields" not in root["/AcroForm"]:
        return {}
    fields = [each.get_object() for each in root["/AcroForm"]["/Fields"]]
    return {str(each["/T"]): each for each in fields if "/T" in each}


def _add(writer: Any, name: str, words: str, tag: Any) -> None:
    """Add a field that is not seen to the first page; `tag` is the key of a tag that it shares."""
    page = writer.find_page_for_modification(0)[0]
    field = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Widget"),
            pdf_name("/FT"): pdf_name("/Sig"),
            pdf_name("/T"): pdf_string(name),
            pdf_name("/TU"): pdf_string(words),
            pdf_name("/F"): generic.NumberObject(FLAGS),
            pdf_name("/Rect"): generic.ArrayObject([generic.NumberObject(0)] * 4),
            pdf_name("/P"): page,
        }
    )
    reference = writer.add_object(field)
    key = _tagged(writer, page, reference, words) if tag is None else tag
    field[pdf_name("/StructParent")] = generic.NumberObject(int(key))
    _onto_page(writer, page.get_object(), reference)
    _into_form(writer, reference)


def _onto_page(writer: Any, page: Any, reference: Any) -> None:
    if "/Annots" not in page:
        page[pdf_name("/Annots")] = generic.ArrayObject()
    annotations = page["/Annots"]
    annotations.append(reference)
    writer.update_container(annotations)
    if page.get("/Tabs") != "/S":
        page[pdf_name("/Tabs")] = pdf_name("/S")
        writer.update_container(page)


def _into_form(writer: Any, reference: Any) -> None:
    root = writer.root
    if "/AcroForm" not in root:
        empty = {pdf_name("/Fields"): generic.ArrayObject(), pdf_name("/SigFlags"): generic.NumberObject(3)}
        root[pdf_name("/AcroForm")] = writer.add_object(generic.DictionaryObject(empty))
        writer.update_root()
    form = root["/AcroForm"]
    form["/Fields"].append(reference)
    writer.update_container(form["/Fields"])


def _tagged(writer: Any, page: Any, reference: Any, words: str) -> Any:
    """Put a field into the structure tree, behind all else; return the key of its tag."""
    try:
        tree = writer.root["/StructTreeRoot"]
        document, numbers, key = tree["/K"][0], tree["/ParentTree"]["/Nums"], tree["/ParentTreeNextKey"]
        kids = document["/K"]
        parent = tree["/K"].raw_get(0)
    except (KeyError, IndexError, TypeError):
        raise RefusalError(ODD) from None
    place = {pdf_name("/Type"): pdf_name("/OBJR"), pdf_name("/Obj"): reference, pdf_name("/Pg"): page}
    element = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/StructElem"),
            pdf_name("/S"): pdf_name("/Form"),
            pdf_name("/P"): parent,
            pdf_name("/Pg"): page,
            pdf_name("/Alt"): pdf_string(words),
            pdf_name("/K"): generic.ArrayObject([generic.DictionaryObject(place)]),
        }
    )
    tag = writer.add_object(element)
    kids.append(tag)
    numbers.append(generic.NumberObject(int(key)))
    numbers.append(tag)
    tree[pdf_name("/ParentTreeNextKey")] = generic.NumberObject(int(key) + 1)
    for changed in (kids, numbers, tree):
        writer.update_container(changed)
    return key
