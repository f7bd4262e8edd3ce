"""町の書き方: a town's choice among correct ways of writing, its severity of each rule, and findings it accepts."""

from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Field, TypeAdapter

from hidaka_dx.records import EditionNumber, Frozen, Id, Line

Level: TypeAlias = Literal["誤り", "注意", "参考"]
"""How heavy a finding is: 誤り stops a build."""
LEVELS: Final[tuple[Level, ...]] = ("誤り", "注意", "参考")
"""Heaviest first."""
DateStyle: TypeAlias = Literal["元号", "西暦", "元号（西暦）", "西暦（元号）", "略号"]
"""令和7年度, 2025年度, 令和7年度（2025年度）, 2025年度（令和7年度）, R7."""


Voice: TypeAlias = Literal["です・ます", "である"]
Digits: TypeAlias = Literal["半角", "全角", "一桁だけ全角"]
Comma: TypeAlias = Literal["、", "，"]
Brackets: TypeAlias = Literal["全角", "半角"]


class RuleLevel(Frozen):
    """The severity of a rule in this town, where it differs from the rule's default."""

    rule: Id
    level: Level | Literal["使わない"]
    reason: Line


class DateStyles(Frozen):
    """How years are written, by context; for omitted ones the check only asks for uniformity."""

    text: DateStyle | None = None
    """In chapters and measures."""
    figures: DateStyle | None = None
    """In figures, tables and titles."""
    cover: DateStyle | None = None
    """On the cover and in 改訂履歴."""


class AcceptedFinding(Frozen):
    """An accepted finding."""

    rule: Id
    at: Line
    """Id of the section, paragraph, figure or term, number of the measure, or path of the file."""
    words: Line
    """The words that the rule found, or their beginning ended with …."""


class TownWord(Frozen):
    """A term that the town uses, and alternatives that it does not."""

    use: Line
    avoid: Annotated[tuple[Line, ...], Field(min_length=1)]
    """What is not written for it."""
    reason: Line


class Accepted(Frozen):
    """Accepted findings, and the reasons."""

    reason: Line
    edition: EditionNumber | None = None
    """They stay as long as this is the plan's newest edition; from the next one on they are told, but stop no build."""
    findings: Annotated[tuple[AcceptedFinding, ...], Field(min_length=1)]


class HouseStyle(Frozen):
    """`house-style.yaml`: the town's way of writing; it takes precedence over national guidelines."""

    voice: Voice | None = None
    """How the sentences of the text end; です・ます where nothing is said, as is the first of what follows."""
    digits: Digits | None = None
    """How wide figures are typed."""
    comma: Comma | None = None
    brackets: Brackets | None = None
    """How wide the brackets around a remark are."""
    forms: tuple[Line, ...] = ()
    """Of words with several right forms, those that the town uses: 手続き, あり方."""
    words: tuple[TownWord, ...] = ()
    dates: DateStyles = DateStyles()
    rules: tuple[RuleLevel, ...] = ()
    accepted: tuple[Accepted, ...] = ()


HOUSE_STYLE: TypeAdapter[HouseStyle] = TypeAdapter(HouseStyle)
