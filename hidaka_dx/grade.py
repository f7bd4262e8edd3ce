"""評価の区分: the grades of the yearly evaluation, from the best to the worst."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Final

from pydantic import Field

from hidaka_dx.records import Frozen, Line, Measured, RecordFault, exact, repeated


class Grade(Frozen):
    """A grade of the yearly evaluation: letter, word, and the minimum achievement for which it is proposed."""

    mark: Annotated[Line, Field(max_length=2)]
    words: Line
    at_least: Measured | None = None
    """Least achievement of the year's targets, 1 being all of it; left out for the last grade."""
    late: bool = False
    """Does it ask for a cause and a response (X06)?"""


GRADES: Final = (
    Grade(mark="A", words="目標を上回った", at_least=1.1),
    Grade(mark="B", words="目標どおり", at_least=0.9),
    Grade(mark="C", words="遅れている", at_least=0.5, late=True),
    Grade(mark="D", words="大きく遅れている", late=True),
)
"""Used by towns that set no grades of their own."""


FINEST: Final = 1000
"""Parts of a whole in which achievements are printed (tenths of a percent): no grade begins between two of them."""


def disorder(grades: Sequence[Grade]) -> Iterator[RecordFault]:
    """Find indistinguishable grades, and those that no achievement or every achievement would get."""
    again = {index for index, _ in repeated(grade.mark for grade in grades)}
    for index, grade in enumerate(grades):
        at, last = ("grades", index), index == len(grades) - 1
        if index in again:
            yield RecordFault((*at, "mark"), f"評価の符号 {grade.mark} が二度使われています。別の符号にしてください。")
        if last == (grade.at_least is not None):
            message = "at_least（この評価になる達成率の下限）は、最後の評価のほかの全てに書きます。直してください。"
            yield RecordFault(at, message)
        if grade.at_least is not None and FINEST % exact(grade.at_least).denominator:
            message = "達成率は0.1%の単位で印刷されるので、at_least は小数第3位までで書いてください（0.905 は 90.5%）。"
            yield RecordFault((*at, "at_least"), message)
        before = grades[index - 1].at_least if index else None
        if before is not None and grade.at_least is not None and grade.at_least >= before:
            yield RecordFault(
                (*at, "at_least"), "at_least が前の評価より小さくありません。良い評価から順に書いてください。"
            )
