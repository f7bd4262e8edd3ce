"""Problems and remarks as the page shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from hidaka_dx.lint import Remark
from hidaka_dx.lint.report import Excerpt, excerpt


@dataclass(frozen=True)
class Told:
    """A problem with its place and the words at fault inside their line."""

    place: str
    """`path:line:col`."""
    level: str
    message: str
    rule: str
    excerpt: Excerpt | None

    def record(self) -> dict[str, object]:
        """Give it as JSON knows it."""
        return asdict(self)


def telling(remarks: Sequence[Remark], texts: Mapping[str, str]) -> tuple[Told, ...]:
    """Tell remarks, errors first."""
    return tuple(
        Told(str(each.problem.place), each.level, each.problem.message, each.problem.rule, excerpt(each, texts))
        for each in sorted(remarks, key=lambda each: ("誤り", "注意", "参考").index(each.level))
    )


def fault(message: str) -> tuple[Told, ...]:
    """Tell something that has no place in the content."""
    return (Told("", "誤り", message, "", None),)
