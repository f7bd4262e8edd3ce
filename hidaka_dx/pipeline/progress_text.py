"""The text of a progress file that answers are written into: its results, and where they are from."""

import re
from collections.abc import Sequence
from typing import Final

from hidaka_dx.content import Manuscript
from hidaka_dx.japanese import fiscal_year
from hidaka_dx.source import Data, parse_data
from hidaka_dx.source.editing import Edit, edited

ORDER: Final = ("number", "done", "values", "states", "spent", "grade", "reason", "cause", "response", "next")
"""The order of keys in a result."""
SOURCE: Final = re.compile(r"[ \t]*#[^#\n]*の回答（[^（）\n]*受け取り）[ \t]*$")
"""What this module has written behind the number of a result."""


def with_result(text: str, number: str) -> tuple[str, int]:
    """Return the index of a measure's result, which is added where there is none yet."""
    data, _ = parse_data(text, "")
    results = _results(data)
    numbers = [each.get("number") for each in results if isinstance(each, dict)]
    if number in numbers:
        return text, numbers.index(number)
    return edited(text, [Edit(("results", len(results)), {"number": number})], ORDER), len(results)


def _results(data: Data | None) -> Sequence[object]:
    value = data.value if data and isinstance(data.value, dict) else {}
    results = value.get("results")
    return results if isinstance(results, list) else ()


def with_source(text: str, index: int, said: str) -> str:
    """Say behind the number of a result where its values are from; a comment of the officials is kept before it."""
    data, _ = parse_data(text, "")
    assert data is not None  # noqa: S101  it was read a moment ago
    lines = text.split("\n")
    at = data.place(("results", index, "number")).line - 1
    lines[at] = f"{SOURCE.sub('', lines[at]).rstrip()}   # {said}"
    return "\n".join(lines)


def new_file(manuscript: Manuscript, year: int) -> str:
    """Begin the progress file of a year, as those before it; what is not known yet is said in a comment."""
    before = [each for each in manuscript.progress if each.year < year]
    assert manuscript.action is not None  # noqa: S101  `readable`
    assessor = before[-1].assessor if before else manuscript.action.decides
    return (
        f"# {fiscal_year(year)}（{year}年度）の進捗。各課の回答（hidaka-dx receive）から作った。\n"
        f"# as_of（評価の時点）と assessor（評価する組織）を確かめ、決まったら status を 決定 に直し、date を書き加える。\n\n"
        f"year: {year}\nas_of: {year + 1}-03-31\nassessor: {assessor}\nstatus: 案\n\nresults: []\n"
    )
