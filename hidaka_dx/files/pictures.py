"""Images safe for publication: upright, without metadata of cameras and programs.

A photo's metadata tells where and when it was taken, by which camera, often with a thumbnail of what was cropped.
Only what is needed to show it is kept: of a PNG the chunks in `KEPT_CHUNKS`, of a JPEG its image and colour profile.
Nothing is re-encoded unless the photo must be rotated, so the image itself stays identical to the last bit.
"""

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageFile, ImageOps

from hidaka_dx.files.questions import UnreadableFile
from hidaka_dx.files.reading import read_file

ENDINGS: Final = (".png", ".jpg", ".jpeg")
MOST_PIXELS: Final = 25_000_000
QUALITY: Final = 95
"""JPEG quality of an image that had to be rotated, from 1 to 100."""
PNG: Final = b"\x89PNG\r\n\x1a\n"
KEPT_CHUNKS: Final = frozenset(
    (
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"iCCP",
        b"sRGB",
        b"gAMA",
        b"cHRM",
        b"sBIT",
        b"bKGD",
        b"pHYs",
        b"cICP",
    )
)
SOI, EOI, SOS, COM, APP0, APP2, APP14, APP15 = 0xD8, 0xD9, 0xDA, 0xFE, 0xE0, 0xE2, 0xEE, 0xEF
BARE: Final = frozenset((0x01, *range(0xD0, 0xD8)))
"""Markers of a JPEG that have no content."""
ORIENTATION: Final = 0x0112
_faults: Final[dict[bytes, str | None]] = {}
"""Cache of the faults found in images, by SHA-256; decoding takes long."""


def is_picture(name: str) -> bool:
    """Tell whether a file's name is that of a picture made of pixels."""
    return Path(name).suffix in ENDINGS


def read_picture(folder: Path, path: str) -> bytes:
    """Return an image below `folder` without metadata; raises `UnreadableFile` for one that is unsuitable or missing."""
    return cleaned(read_file(folder, path))


def cleaned(content: bytes) -> bytes:
    """Return an image rotated upright and without metadata; a clean image is returned unchanged.

    Raises `UnreadableFile` where it is truncated, would exhaust the memory, or has colours that PDF/A does not allow.
    """
    key = sha256(content).digest()
    if key not in _faults:
        _faults[key] = _fault(content)
    if fault := _faults[key]:
        raise UnreadableFile(fault)
    upright = _upright(content)
    return b"".join(_png(upright) if upright.startswith(PNG) else _jpeg(upright))


def pixels(content: bytes) -> tuple[tuple[int, int], bytes, bytes | None]:
    """Return a clean picture's width and height, its red, green and blue, and where it can be seen through; of bytes each."""
    with _open(content) as picture:
        seen = picture.convert("RGBA")
    alpha = seen.getchannel("A")
    solid = alpha.getextrema() == (255, 255)
    return seen.size, seen.convert("RGB").tobytes(), None if solid else alpha.tobytes()


def usable_picture(content: bytes) -> bytes | None:
    """Return a picture from anywhere as PNG or JPEG, whatever form and colours it has; none if it is none that can be read."""
    if _fault(content) is None:
        return content
    try:
        with _open(content) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return None
            saved = BytesIO()
            shown = picture if picture.mode in ("1", "L", "P", "RGB", "RGBA") else picture.convert("RGB")
            shown.save(saved, "PNG")
    except (OSError, ValueError, SyntaxError, LookupError, TypeError, struct.error, Image.DecompressionBombError):
        return None
    return saved.getvalue() if _fault(saved.getvalue()) is None else None


@contextmanager
def _open(content: bytes) -> Iterator[Image.Image]:
    """Open an image; Pillow's warnings about parts that are dropped here are suppressed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(BytesIO(content)) as picture:
            yield picture


def _fault(content: bytes) -> str | None:
    """Say what is wrong with a picture.

    Device-dependent CMYK has no place beside an sRGB output intent (ISO 19005-3, 6.2.4.3).
    """
    try:
        with _open(content) as picture:
            if picture.format not in ("PNG", "JPEG", "MPO"):
                return "は、PNGでもJPEGでもありません。PNGかJPEGで保存し直してください。"
            if picture.width * picture.height > MOST_PIXELS:
                size = f"{picture.width}×{picture.height}画素"
                return f"が大きすぎます（{size}）。長い辺を5000画素までに縮めてください。"
            if picture.mode == "CMYK":
                return "が印刷用の色（CMYK）です。RGBで保存し直してください。"
            _read_to_its_end(picture)
        b"".join(_png(content) if content.startswith(PNG) else _jpeg(content))
    except (OSError, ValueError, SyntaxError, LookupError, struct.error, Image.DecompressionBombError):
        return "を最後まで読めません。PNGかJPEGで保存し直してください。"
    return None


def _read_to_its_end(picture: Image.Image) -> None:
    """Decode an image; raises OSError if it is truncated, which WeasyPrint has configured Pillow to tolerate."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        picture.load()
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _upright(content: bytes) -> bytes:
    """Rotate the pixels by the EXIF orientation; an upright image is returned unchanged."""
    with _open(content) as picture:
        try:
            turned = picture.getexif().get(ORIENTATION, 1) in range(2, 9)
        except (OSError, ValueError, SyntaxError, LookupError, TypeError, struct.error):
            return content  # unreadable metadata is ignored; it is dropped with the rest
        if not turned:
            return content
        upright, saved, profile = ImageOps.exif_transpose(picture), BytesIO(), picture.info.get("icc_profile")
        if content.startswith(PNG):
            upright.save(saved, "PNG", icc_profile=profile)
        else:
            upright.save(
                saved, "JPEG", quality=QUALITY, subsampling="4:4:4", icc_profile=profile, exif=b"", comment=b""
            )
    return saved.getvalue()


def _png(content: bytes) -> Iterator[bytes]:
    """Return the chunks needed to show a PNG; data after its end is dropped."""
    yield PNG
    at, kind = len(PNG), b""
    while kind != b"IEND":
        (length,) = struct.unpack_from(">I", content, at)
        kind = content[at + 4 : at + 8]
        if kind in KEPT_CHUNKS:
            yield content[at : at + 12 + length]
        at += 12 + length


def _jpeg(content: bytes) -> Iterator[bytes]:
    """Return the segments needed to show a JPEG; data after its end, such as further images, is dropped."""
    yield b"\xff\xd8"
    at = 2
    while True:
        at, marker = _marker(content, at)
        if marker == EOI:
            yield b"\xff\xd9"
            return
        if marker in BARE:
            yield bytes((0xFF, marker))
            continue
        (length,) = struct.unpack_from(">H", content, at)
        segment, at = content[at : at + length], at + length
        if segment := _needed(marker, segment):
            yield bytes((0xFF, marker)) + segment
        if marker == SOS:
            end = _end_of_scan(content, at)
            yield content[at:end]
            at = end


def _marker(content: bytes, at: int) -> tuple[int, int]:
    """Return the next marker and the position after it, skipping fill bytes."""
    if content[at] != 0xFF:
        raise ValueError("no marker")
    while content[at] == 0xFF:
        at += 1
    return at + 1, content[at]


def _needed(marker: int, segment: bytes) -> bytes:
    """Return the necessary part of a segment: colour profiles and colour coding, but no thumbnail."""
    if marker == APP0 and segment[2:7] == b"JFIF\0":
        return struct.pack(">H", 16) + segment[2:14] + b"\0\0"
    if marker == APP2:
        return segment if segment[2:14] == b"ICC_PROFILE\0" else b""
    dropped = marker == COM or (APP0 <= marker <= APP15 and marker != APP14)
    return b"" if dropped else segment


def _end_of_scan(content: bytes, at: int) -> int:
    """Find the end of the entropy-coded data: a marker other than a stuffed byte or restart marker."""
    while True:
        at = content.index(b"\xff", at)
        following = content[at + 1]
        if following not in (0x00, 0xFF) and following not in BARE:
            return at
        at += 1 if following == 0xFF else 2
