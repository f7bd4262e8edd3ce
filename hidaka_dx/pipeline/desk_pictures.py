"""Pictures that are dropped on the desk: cleaned, and kept under a name that figures can call."""

import re
from pathlib import Path, PurePosixPath
from typing import Final

from hidaka_dx.files import create
from hidaka_dx.files.pictures import PNG, cleaned, usable_picture
from hidaka_dx.files.reading import is_there
from hidaka_dx.problem import RefusalError

FOLDER: Final = "assets/images"
UNUSABLE: Final = "は、PNGやJPEGとして読めないか、大きすぎます。写真をPNGかJPEGで保存し直してください。"
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
