"""Names of images: WeasyPrint derives them from absolute paths, which would make the bytes depend on the folder."""

from typing import Any

import pydyf


def write(pdf: Any) -> None:
    """Name images by the order of their first use."""
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
