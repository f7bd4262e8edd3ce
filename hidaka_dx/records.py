"""Base types of all records that people write: frozen, strict about keys and value formats."""

import re
from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Annotated, Final, NamedTuple, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError, PydanticKnownError

from hidaka_dx.files import name_fault

DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
WHOLE: Final = re.compile(r"0|[1-9][0-9]{0,8}")
MEASURED: Final = re.compile(r"(0|[1-9][0-9]{0,8})(\.[0-9]+)?")
SIGNED: Final = re.compile(r"-?(0|[1-9][0-9]{0,11})(\.[0-9]+)?")
LONGEST_TITLE: Final = 60
TITLE_BYTES: Final = 180
"""In a title: names of files add editions and what is compared, in up to 75 bytes."""
Item = TypeVar("Item", bound=Hashable)
LONGEST: Final = 20_000
"""Letters in one paragraph; no plan needs more, and setting them takes longer than anyone waits."""


class RecordFault(NamedTuple):
    """An inconsistency within a record whose fields are valid one by one."""

    at: tuple[str | int, ...]
    """Keys and indexes, as written in the file, from the record to the value at fault."""
    message: str
    """What is wrong and what to do, as sentences."""


def raise_faults(faults: Iterable[RecordFault]) -> None:
    """Raise all faults of a record together, if there are any; each keeps its own place."""
    found = tuple(faults)
    if found:
        said = " ".join(fault.message for fault in found)
        raise PydanticCustomError("faults", "{said}", {"said": said, "faults": found})


def repeated(items: Iterable[Item]) -> Iterator[tuple[int, Item]]:
    """Return each duplicate item of a list, with its index."""
    seen: set[Item] = set()
    for index, item in enumerate(items):
        if item in seen:
            yield index, item
        seen.add(item)


def one_line(text: str) -> str:
    """Reject line breaks in text that is printed on one line."""
    if "\n" in text:
        raise_faults([RecordFault((), "一行で書きます（今は改行が入っています）。改行を取り除いてください。")])
    return text


def _unbroken(text: str) -> str:
    """Reject line breaks inside a paragraph: they would not be printed."""
    if "\n" in text:
        message = "一続きに書きます（今は改行が入っています。改行は印刷されません）。「|」の代わりに「>」と書けば、行がつながります。"
        raise_faults([RecordFault((), message)])
    return text


def _one_name(name: str) -> str:
    """Reject several names in one field; 「全課（支所、出張所を含む）」 is one name."""
    if found := re.search("[、，,]", re.sub("（[^（）]*）", "", name)):
        names = ", ".join(filter(None, re.split("[、，,] *", name)))
        message = f"「{name}」は、一つの名前として読まれます。「{found[0]}」でなく、[{names}] のように半角の「, 」で区切ってください。"
        raise PydanticCustomError("value_error", "{error}", {"error": message})
    return name


def exact(value: float) -> Fraction:
    """Return a decimal number exactly: nine tenths for 0.9, not the nearest float."""
    return Fraction(repr(value))


def _file_name(title: str) -> str:
    """Reject a title that cannot be a file name."""
    if len(title) > LONGEST_TITLE:
        message = f"長すぎます（今は{len(title)}字）。ファイル名にもなるので、{LONGEST_TITLE}字までにしてください。"
        raise_faults([RecordFault((), message)])
    if why := name_fault(title, TITLE_BYTES):
        raise_faults([RecordFault((), f"ファイル名にもなるので、{why}")])
    return title


def _day(value: object) -> object:
    """Accept only dates like 2023-07-01; pydantic would also read seconds and times of day as dates."""
    if isinstance(value, str) and not DAY.fullmatch(value):
        raise PydanticKnownError("date_parsing", {"error": "not a day"})
    return value


def _whole(value: object) -> object:
    """Accept only digits; Python would also read 2_027 and 2027.0."""
    if isinstance(value, str) and not WHOLE.fullmatch(value):
        raise PydanticKnownError("int_parsing")
    return value


def _measured(value: object) -> object:
    """Accept only digits with an optional decimal point; Python would also read nan and inf."""
    return _kept(value, MEASURED)


def _signed(value: object) -> object:
    """Accept only digits with an optional minus and decimal point."""
    return _kept(value, SIGNED)


def _kept(value: object, form: re.Pattern[str]) -> object:
    """Accept only numbers of a form that can be stored without loss of digits."""
    if isinstance(value, str) and not form.fullmatch(value):
        raise PydanticKnownError("float_parsing")
    if isinstance(value, str) and exact(float(value)) != Fraction(value):
        raise_faults([RecordFault((), "桁が多すぎて、書かれたとおりには残りません。15桁までにしてください。")])
    return value


Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
"""Name by which other files point at something; ASCII, stable across editions."""
_Filled = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST, strip_whitespace=True)]
Words = Annotated[_Filled, AfterValidator(_unbroken)]
"""Words that must not be missing: a paragraph, or less."""
Line = Annotated[_Filled, AfterValidator(one_line)]
"""Words on one line."""
Name = Annotated[Line, AfterValidator(_one_name)]
"""The name of one office, in a list of them."""
Title = Annotated[Line, AfterValidator(_file_name)]
"""A title that is part of a file's name."""
EditionNumber = Annotated[str, StringConstraints(max_length=9, pattern=r"^[1-9][0-9]*(\.[0-9]+)?$")]
"""Number of an edition: 「1」「2.1」."""
Day = Annotated[date, BeforeValidator(_day)]
"""A day, written 2023-07-01."""
Whole = Annotated[int, BeforeValidator(_whole)]
"""A whole number, written in half-width figures."""
Measured = Annotated[float, BeforeValidator(_measured)]
"""A length or share, written in half-width figures."""
Signed = Annotated[float, BeforeValidator(_signed)]
"""A value of an indicator, written in half-width figures."""
Year = Annotated[Whole, Field(ge=1950, le=2150)]
"""Fiscal year (年度) by the Seireki year in which it begins."""


class Frozen(BaseModel):
    """A part of a file; unknown keys are rejected."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def is_written(self, key: str) -> bool:
        """Tell whether a key is present: an empty list states that there is none, an absent key that it is undecided."""
        return key in self.model_fields_set
