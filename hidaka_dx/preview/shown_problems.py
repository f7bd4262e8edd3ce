"""Problems and remarks in the form in which the page shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from hidaka_dx.lint import Remark, WantedFix, fixes_of
from hidaka_dx.lint.report import Excerpt, excerpt
from hidaka_dx.problem import Place


@dataclass(frozen=True)
class ShownProblem:
    """A problem with its place, and the faulty text within its line."""

    place: str
    """`path:line:col`."""
    level: str
    message: str
    rule: str
    excerpt: Excerpt | None
    at: Place | None = None
    """The place as a value; none for a fault of no file."""
    fixes: tuple[WantedFix, ...] = ()
    """What a button mends: this finding, and those that are told with it."""

    def record(self) -> dict[str, object]:
        """Return it as a JSON object."""
        return asdict(self)


def shown_problems(remarks: Sequence[Remark], texts: Mapping[str, str]) -> tuple[ShownProblem, ...]:
    """Convert remarks, errors first."""
    return tuple(
        ShownProblem(
            str(each.problem.place),
            each.level,
            each.problem.message,
            each.problem.rule,
            excerpt(each, texts),
            each.problem.place,
            tuple(fixes_of(each)),
        )
        for each in sorted(remarks, key=lambda each: ("誤り", "注意", "参考").index(each.level))
    )


def fault(message: str) -> tuple[ShownProblem, ...]:
    """Return an error without a place in the content."""
    return (ShownProblem("", "誤り", message, "", None),)
