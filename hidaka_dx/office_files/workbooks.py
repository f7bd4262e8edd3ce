"""Workbooks made safe for the library that reads them: each part is sound XML, and no area is vast."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from hidaka_dx.office_files.package import STRICT, USUAL, OfficePackage
from hidaka_dx.problem import RefusalError

LARGEST_SHEET: Final = 24 * 2**20
"""Bytes of a sheet's part, unpacked: some hundred thousand cells."""
LARGEST_AREA: Final = 10_000
"""Most cells that may be joined into one or bear one link: each becomes an object when a file is read."""
SHEET: Final = re.compile(r"xl/worksheets/[^/]*\.xml")
AREA: Final = re.compile(
    rb"<(?:\w+:)?(mergeCell|hyperlink)\s[^>]*?ref=[\"']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})[\"']"
)
EMPTY: Final = re.compile(rb"<(?P<name>(?:\w+:)?row)(?:\s[^>]*)?(?:/>|>\s*</(?P=name)>)")
"""A row without cells; programs write a million of them."""
EXTERNAL: Final = "xl/externalLinks/"


def plain_workbook(package: OfficePackage) -> bytes:
    """Pack a workbook anew, without rows that hold nothing, with the usual names of namespaces.

    Raises RefusalError for parts that are broken or too large, and for cells joined over vast areas.
    """
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for path, content in package.parts.items():
            made.writestr(path, _usual(package, path, content))
    return file.getvalue()


def _usual(package: OfficePackage, path: str, content: bytes) -> bytes:
    if not path.endswith((".xml", ".rels")):
        return content
    if SHEET.fullmatch(path):
        content = EMPTY.sub(b"", content)
        if len(content) > LARGEST_SHEET:
            raise RefusalError("表が大きすぎます。要る表だけの、小さなファイルにしてください。")
        for area in _vast(content):
            raise RefusalError(
                f"シートの広い範囲（{area}）が一つに結合されているか、リンクになっています。解いたものを使ってください。"
            )
    package.xml(path)
    return STRICT.sub(USUAL, content)


def _vast(content: bytes) -> Iterator[str]:
    for _, left, top, right, bottom in AREA.findall(content):
        columns, rows = _column(right) - _column(left) + 1, int(bottom) - int(top) + 1
        if columns * rows > LARGEST_AREA:
            yield f"{left.decode()}{top.decode()}:{right.decode()}{bottom.decode()}"


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
