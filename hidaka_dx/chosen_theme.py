"""`theme` in `plan.yaml`: colours, size of text, paper and cover of all documents of a town.

Colours are refused where words in them, or on them, could not be read (WCAG 2.2, 1.4.3); the message names a near one.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator

from hidaka_dx.appearance import SIZES, Appearance, Cover, usual_size
from hidaka_dx.colours import LEAST, OF_ACCENT, OF_MAIN, WHITE, contrast, legible, tint
from hidaka_dx.records import Frozen, Line, Measured, RecordFault, raise_faults
from hidaka_dx.theme import COLOURS

HEX: Final = re.compile(r"#?([0-9A-F]{6})")
COVERS: Final[Mapping[str, Cover]] = {"文字": "words", "紋章": "emblem", "写真": "photo"}
NOT_A_COLOUR: Final = (
    '色として読めません。赤、緑、青を二桁ずつ、16進数の六桁で、"#1F4E79" のように「"」で囲んで書いてください。'
)


def _hex(value: object) -> object:
    """Read a colour however it was typed; one that begins with # and has no quotes is a comment in YAML, so nothing."""
    found = HEX.fullmatch(unicodedata.normalize("NFKC", value).strip().upper()) if isinstance(value, str) else None
    if found is None:
        raise_faults([RecordFault((), NOT_A_COLOUR)])
    return f"#{found[1]}" if found else value


def _legible(colour: str) -> str:
    """Reject a colour that words cannot have, or stand on in white."""
    on_white, on_tint = contrast(colour, WHITE), contrast(colour, tint(colour))
    if on_white < LEAST:
        where, ratio = "白い紙", on_white
    elif on_tint < LEAST:
        where, ratio = f"その色を薄めた地（{tint(colour)}）", on_tint
    else:
        return colour
    near = legible(colour)
    message = (
        f"{where}との明るさの比が{_floored(ratio)}対1で、文字が読みにくくなります（WCAG 2.2では{LEAST}対1以上）。"
        f'近い色では "{near}"（白い紙と{_floored(contrast(near, WHITE))}対1）が使えます。'
    )
    raise_faults([RecordFault((), message)])
    return colour


def _floored(ratio: float) -> str:
    """Write a ratio so that one that is too low never looks high enough."""
    return f"{int(ratio * 100) / 100:.2f}"


def _printable(size: float) -> float:
    if size not in SIZES:
        sizes = "、".join(f"{each:g}" for each in SIZES)
        raise_faults([RecordFault((), f"{sizes}（本文の字の大きさ、ポイント）のどれかで書きます。")])
    return size


Colour = Annotated[
    str,
    BeforeValidator(_hex),
    AfterValidator(_legible),
    WithJsonSchema({"type": "string", "pattern": "^#?[0-9A-Fa-f]{6}$"}),
]
"""A colour for words: `#1F4E79`."""
BodySize = Annotated[Measured, AfterValidator(_printable), WithJsonSchema({"enum": list(SIZES)})]
"""Size of body text in points."""


class CoverPicture(Frozen):
    """A picture on the cover."""

    image: Annotated[str, Field(pattern=r"^[a-z0-9-]+\.(png|jpg|jpeg)$")]
    """File name below assets/images/."""
    alt: Line
    """What it shows, in words."""


class Theme(Frozen):
    """How all documents of the town look; what is not written is as usual."""

    main: Colour = COLOURS[OF_MAIN]
    accent: Colour = COLOURS[OF_ACCENT]
    body: BodySize | None = None
    """The usual one of the paper if none is written."""
    paper: Literal["A4", "B5"] = "A4"
    cover: Literal["文字", "紋章", "写真"] = "文字"
    emblem: CoverPicture | None = None
    photo: CoverPicture | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        raise_faults((*_alike(self), *_cover_faults(self)))
        return self

    @property
    def pictures(self) -> Mapping[str, CoverPicture]:
        """The pictures of the cover, by their keys."""
        both = (("emblem", self.emblem), ("photo", self.photo))
        return {key: picture for key, picture in both if picture}

    @property
    def appearance(self) -> Appearance:
        """The appearance of the town's documents."""
        found = {key: (picture.image, picture.alt) for key, picture in self.pictures.items()}
        emblem, photo = (found.get(key, ("", "")) for key in ("emblem", "photo"))
        body = usual_size(self.paper) if self.body is None else self.body
        return Appearance(self.main, self.accent, body, self.paper, COVERS[self.cover], *emblem, *photo)


def _alike(theme: Theme) -> Iterator[RecordFault]:
    """Find an accent that stands out from nothing."""
    if theme.accent == theme.main:
        message = "main と accent が同じ色なので、注意を引く所が分かりません。どちらかを違う色にしてください。"
        yield RecordFault(("accent",) if theme.is_written("accent") else ("main",), message)


def _cover_faults(theme: Theme) -> Iterator[RecordFault]:
    """Find a cover without its picture, and pictures that no cover shows."""
    needed = {"紋章": "emblem", "写真": "photo"}.get(theme.cover)
    if needed and needed not in theme.pictures:
        message = (
            f"表紙が「{theme.cover}」なのに、{needed} がありません。"
            f"{needed}: {{image: ファイル名, alt: 絵の説明}} を書き加えるか、cover を 文字 にしてください。"
        )
        yield RecordFault(("cover",), message)
    shown = {"文字": (), "紋章": ("emblem",), "写真": ("photo", "emblem")}[theme.cover]
    for key in theme.pictures:
        if key not in shown:
            fit = "紋章 か 写真" if key == "emblem" else "写真"
            message = (
                f"表紙が「{theme.cover}」なので、{key} は使われません。cover を {fit} にするか、取り除いてください。"
            )
            yield RecordFault((key,), message)


USUAL: Final = Theme()
