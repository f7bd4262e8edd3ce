"""Pictures that are dropped on the desk: cleaned, and kept under a name that figures and the cover can call."""

import re
from pathlib import Path, PurePosixPath
from typing import Final

from hidaka_dx.desk import anchors, at_path
from hidaka_dx.files import create
from hidaka_dx.files.pictures import PNG, cleaned, usable_picture
from hidaka_dx.files.reading import is_there
from hidaka_dx.pipeline.desk import save
from hidaka_dx.pipeline.desk_files import data_of, text_of
from hidaka_dx.pipeline.desk_values import SavedChange, WantedChange
from hidaka_dx.problem import RefusalError
from hidaka_dx.source import Path as At

FOLDER: Final = "assets/images"
UNUSABLE: Final = "は、PNGやJPEGとして読めないか、大きすぎます。写真をPNGかJPEGで保存し直してください。"
FIGURES: Final = "content/figures/"
PLAN: Final = "content/plan.yaml"
COVER: Final[dict[str, At]] = {name: ("theme", name, "image") for name in ("emblem", "photo")}
"""The pictures of a cover, and where the plan names their files."""
NO_PICTURE: Final = "ここは写真や画像ではありません。差し替える写真の上に落としてください。"
NAMELESS: Final = "picture"
MOST: Final = 1000
"""Pictures of one name; the others are numbered."""


def keep_picture(root: Path, name: str, content: bytes) -> str:
    """Write a picture without what cameras add, upright, as PNG or JPEG; return the file's name below `assets/images/`.

    The name is that of the dropped file, in letters that figures take, numbered where another picture has it. Raises
    RefusalError for what is no picture, OSError where it cannot be written.
    """
    usable = usable_picture(content)
    if usable is None:
        raise RefusalError(f"{name} {UNUSABLE}")
    clean = cleaned(usable)
    stem = re.sub("[^a-z0-9]+", "-", PurePosixPath(name).stem.lower()).strip("-") or NAMELESS
    ending = ".png" if clean.startswith(PNG) else ".jpg"
    for number in range(1, MOST):
        free = f"{stem}{f'-{number}' if number > 1 else ''}{ending}"
        if not is_there(root, f"{FOLDER}/{free}") and create(root, f"{FOLDER}/{free}", clean):
            return free
    raise RefusalError(f"{stem}{ending} という名前の写真が多すぎます。別の名前にしてください。")


def replace_picture(root: Path, path: str, cover: str, name: str, content: bytes) -> SavedChange:
    """Keep a picture, and call it where a figure at `path`, or else the emblem or photo of the `cover`, calls another one.

    The other one stays below `assets/images/`, so that the step can be taken back. Raises RefusalError where there is no
    picture to be replaced, and otherwise as `keep_picture` and `save` do.
    """
    path, at = (PLAN, COVER[cover]) if cover in COVER else (path, ("image",))
    if path != PLAN and not path.startswith(FIGURES):
        raise RefusalError(NO_PICTURE)
    data = data_of(text_of(root, path), path)
    before = at_path(data.value, at)
    if not isinstance(before, str) or (path != PLAN and at_path(data.value, ("kind",)) != "picture"):
        raise RefusalError(NO_PICTURE)
    kept = keep_picture(root, name, content)
    change = WantedChange(path, data.place(at).line, at, before, kept, anchors(data.value, at))
    return save(root, change, f"{before} を {kept} に差し替えた")
