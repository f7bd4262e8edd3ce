"""The picture that a signature shows in its field: pixels only, no text, so that no font is needed (ISO 19005-3, 6.2.11)."""

import zlib
from dataclasses import dataclass
from typing import Any

from hidaka_dx.signatures.borrowed import generic, pdf_name


@dataclass(frozen=True)
class SealPicture:
    """A picture, eight bits for each value."""

    size: tuple[int, int]
    colours: bytes
    """Red, green, blue."""
    alpha: bytes | None
    """How solid it is; none where it is so everywhere."""


def show(writer: Any, field: Any, picture: SealPicture) -> None:
    """Let a field show a picture, whole and undistorted, in its middle."""
    left, bottom, right, top = map(float, field["/Rect"])
    width, height = right - left, top - bottom
    scale = min(width / picture.size[0], height / picture.size[1])
    across, up = picture.size[0] * scale, picture.size[1] * scale
    drawn = f"q {across:.3f} 0 0 {up:.3f} {(width - across) / 2:.3f} {(height - up) / 2:.3f} cm /Img Do Q".encode()
    look = _stream({"/Type": pdf_name("/XObject"), "/Subtype": pdf_name("/Form")}, drawn)
    look[pdf_name("/BBox")] = generic.ArrayObject(map(generic.FloatObject, (0, 0, f"{width:.3f}", f"{height:.3f}")))
    images = generic.DictionaryObject({pdf_name("/Img"): _image(writer, picture)})
    look[pdf_name("/Resources")] = generic.DictionaryObject({pdf_name("/XObject"): images})
    field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): writer.add_object(look)})
    writer.update_container(field)


def _image(writer: Any, picture: SealPicture) -> Any:
    image = _pixels(picture, "/DeviceRGB", picture.colours)
    if picture.alpha is not None:
        image[pdf_name("/SMask")] = writer.add_object(_pixels(picture, "/DeviceGray", picture.alpha))
    return writer.add_object(image)


def _pixels(picture: SealPicture, space: str, values: bytes) -> Any:
    width, height = map(generic.NumberObject, picture.size)
    entries = {"/Type": pdf_name("/XObject"), "/Subtype": pdf_name("/Image"), "/Width": width, "/Height": height}
    depth = generic.NumberObject(8)
    return _stream({**entries, "/ColorSpace": pdf_name(space), "/BitsPerComponent": depth}, values)


def _stream(entries: dict[str, Any], values: bytes) -> Any:
    named = {pdf_name(key): value for key, value in entries.items()}
    packed = {pdf_name("/Filter"): pdf_name("/FlateDecode")}
    return generic.StreamObject({**named, **packed}, encoded_data=zlib.compress(values, 9))
