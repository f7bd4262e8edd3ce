"""Image names in content streams: WeasyPrint derives them from absolute paths, so the bytes would depend on the folder."""

from itertools import groupby
from typing import Any

from hidaka_dx.typeset.borrowed import pydyf


def joined(items: list[Any]) -> list[bytes]:
    """Join the operators of a finished page (a tenth of the memory), except for those that draw images."""
    found: list[bytes] = []
    for draws, group in groupby(items, _draws_image):
        written = [_bytes(item) for item in group]
        found += written if draws else [b"\n".join(written)]
    return found


def _bytes(item: Any) -> bytes:
    """Serialise an item of a content stream as pydyf does."""
    if isinstance(item, bytes):
        return item
    return item.encode("ascii") if isinstance(item, str) else bytes(item.data)


def _draws_image(item: Any) -> bool:
    return isinstance(item, bytes) and item.endswith(b" Do") and item.startswith(b"/i")


def write(pdf: Any) -> None:
    """Rename images in the order of first use."""
    images = [obj for obj in pdf.objects if isinstance(obj, dict) and obj.get("XObject")]
    if not images:
        return
    names: dict[str, str] = {}
    for resources in images:
        found = resources["XObject"]
        for name in found:
            if name.startswith("i"):
                names.setdefault(name, f"img{len(names)}")
        resources["XObject"] = pydyf.Dictionary({names.get(name, name): target for name, target in found.items()})
    drawn = {f"/{old} Do".encode(): f"/{new} Do".encode() for old, new in names.items()}
    for stream in (obj for obj in pdf.objects if isinstance(obj, pydyf.Stream)):
        stream.stream = [drawn.get(item, item) if isinstance(item, bytes) else item for item in stream.stream]
