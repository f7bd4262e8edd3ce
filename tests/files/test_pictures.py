"""Pictures lose what cameras and programs write into them, stand upright, and keep every pixel."""

import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from hidaka_dx.files.pictures import cleaned, read_picture, usable_picture
from hidaka_dx.files.questions import UnreadableFile

FIXTURE = (Path(__file__).parents[1] / "fixtures/picture.png").read_bytes()
SECRET = b"SECRET-42.48N-142.07E"


def photo(orientation: int = 1, **options: Any) -> bytes:
    """Take a photo whose left half is red and whose upper half is darker, with GPS in its EXIF."""
    image = Image.new("RGB", (64, 32))
    image.paste((250, 0, 0), (0, 0, 32, 32))
    image.paste((0, 0, 250), (32, 0, 64, 32))
    image.paste((0, 250, 0), (0, 0, 16, 8))
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif[0x0112] = orientation
    exif.get_ifd(0x8825)[1] = "N"
    saved = BytesIO()
    image.save(saved, "JPEG", quality=90, exif=exif.tobytes(), comment=SECRET, **options)
    return saved.getvalue()


def with_segments(jpeg: bytes, *segments: tuple[int, bytes]) -> bytes:
    more = b"".join(struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content for marker, content in segments)
    return jpeg[:2] + more + jpeg[2:]


def pixels(content: bytes) -> bytes:
    content = content.replace(b"MPF\0", b"XXX\0")  # Pillow would look for more pictures
    with Image.open(BytesIO(content)) as picture:
        return picture.convert("RGB").tobytes()


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"restart_marker_blocks": 2}], ids=str)
def test_a_photo_loses_what_was_written_into_it_and_no_pixel(options: dict[str, Any]) -> None:
    taken = with_segments(
        photo(**options),
        (0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET),
        (0xED, b"Photoshop 3.0\0" + SECRET),
        (0xE2, b"MPF\0" + SECRET),
        (0xE0, b"JFXX\0" + SECRET),
        (0xEB, SECRET),
    )
    taken += SECRET + photo()  # a second picture behind the first
    shown = cleaned(taken)
    assert SECRET in taken
    assert SECRET not in shown
    assert b"Exif" not in shown
    assert pixels(shown) == pixels(taken)
    assert cleaned(shown) == shown


def test_a_small_picture_inside_a_photo_is_dropped() -> None:
    jfif = b"JFIF\0\x01\x02\x00\x00\x01\x00\x01\x04\x04" + SECRET.ljust(48, b"x")
    plain = BytesIO()
    Image.new("RGB", (8, 8), "red").save(plain, "JPEG")
    bare = plain.getvalue()
    start = 4 + struct.unpack_from(">H", bare, 4)[0]
    taken = b"\xff\xd8" + struct.pack(">BBH", 0xFF, 0xE0, len(jfif) + 2) + jfif + bare[start:]
    assert SECRET not in cleaned(taken)
    assert pixels(cleaned(taken)) == pixels(taken)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright(orientation: int) -> None:
    upright = photo()
    turns = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # what a camera stores of the same scene
    with Image.open(BytesIO(upright)) as picture:
        stored = picture.transpose(Image.Transpose(turns[orientation])) if orientation > 1 else picture.copy()
    exif = Image.Exif()
    exif[0x0112] = orientation
    saved = BytesIO()
    stored.save(saved, "JPEG", quality=95, exif=exif.tobytes())
    with Image.open(BytesIO(cleaned(saved.getvalue()))) as shown:
        assert shown.size == (64, 32)
        red, blue, green = (shown.getpixel(at) for at in ((20, 20), (50, 20), (4, 3)))
        assert isinstance(red, tuple)
        assert isinstance(blue, tuple)
        assert isinstance(green, tuple)
        assert red[0] > 200
        assert blue[2] > 200
        assert green[1] > 200
        assert not shown.getexif()
    assert cleaned(saved.getvalue()) == cleaned(saved.getvalue())


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def test_a_png_loses_its_texts() -> None:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", SECRET.decode())
    texts.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    saved = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    Image.new("RGBA", (4, 4), (1, 2, 3, 4)).save(saved, "PNG", pnginfo=texts, exif=exif, dpi=(72, 72))
    raw = saved.getvalue()
    end = raw.rindex(b"IEND") - 4
    more = (chunk(b"tIME", b"\x07\xea\x01\x01\x01\x01\x01"), chunk(b"zTXt", b"a\0\0" + zlib.compress(SECRET)))
    raw = raw[:end] + b"".join((*more, chunk(b"prVt", SECRET))) + raw[end:] + SECRET
    shown = cleaned(raw)
    kinds = [kind for kind in (b"tEXt", b"iTXt", b"zTXt", b"tIME", b"eXIf", b"prVt", SECRET) if kind in shown]
    assert kinds == []
    assert b"pHYs" in shown
    assert pixels(shown) == pixels(raw)
    assert cleaned(shown) == shown


def test_a_png_stands_upright() -> None:
    exif, saved = Image.Exif(), BytesIO()
    exif[0x0112] = 6
    Image.new("RGB", (4, 2), "red").save(saved, "PNG", exif=exif)
    with Image.open(BytesIO(cleaned(saved.getvalue()))) as shown:
        assert shown.size == (2, 4)


@pytest.mark.parametrize("orientation", [1, 6])
def test_colour_profiles_stay(orientation: int) -> None:
    profile = b"\0\0\0\x80profile" * 9
    assert profile in cleaned(photo(orientation, icc_profile=profile))


def test_a_clean_picture_is_left_as_it_is() -> None:
    assert cleaned(FIXTURE) == FIXTURE


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "最後まで読めません"),
        (photo()[:-400], "最後まで読めません"),
        (FIXTURE[:-20], "最後まで読めません"),
        (b"GIF89a" + bytes(40), "読めません"),
    ],
    ids=["empty", "short photo", "short png", "no picture"],
)
def test_an_unfit_picture_is_told(content: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        cleaned(content)


def test_another_format_under_a_wrong_name_is_told(tmp_path: Path) -> None:
    Image.new("RGB", (2, 2)).save(tmp_path / "a.png", "GIF")
    with pytest.raises(UnreadableFile, match="PNGでもJPEGでもありません"):
        read_picture(tmp_path, "a.png")


@pytest.mark.parametrize(
    ("mode", "kind"), [("RGB", "BMP"), ("CMYK", "JPEG"), ("P", "GIF"), ("I;16", "TIFF"), ("RGB", "JPEG")]
)
def test_a_picture_from_anywhere_is_made_one_that_is_printed(mode: str, kind: str) -> None:
    file = BytesIO()
    Image.new(mode, (20, 10)).save(file, kind)
    made = usable_picture(file.getvalue())
    assert made
    assert cleaned(made)
    with Image.open(BytesIO(made)) as picture:
        assert picture.size == (20, 10)
    assert usable_picture(b"\x01\x00\x00\x00 EMF") is None
