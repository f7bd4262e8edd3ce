"""What a town calls its documents and their parts, in the words that are printed: 実施計画 and 事業 for 実行計画 and 取組."""

from typing import Annotated, Final

from pydantic import Field

from hidaka_dx.records import Frozen, Line

PENDING: Final = "調整中"
"""Printed for what is not decided yet."""

ALT_PENDING: Final = "図が伝えることを、ここに書いてください。"
"""Stands for the alternative text of a picture that was brought in, until somebody writes one."""


class Wording(Frozen):
    """The names by which documents speak of each other and of what they hold; every one has a usual word."""

    plan: Line = "推進計画"
    """What the action plan and other documents briefly call the plan."""
    action_plan: Line = "実行計画"
    measure: Line = "取組"
    aim: Line = "めざす姿"
    """What the town aims at, above all pillars: 基本理念."""
    pillar: Line = "施策の柱"
    below: Annotated[tuple[Line, ...], Field(max_length=2)] = ()
    """What the groups between a pillar and its measures are called, from above: 基本施策."""
    focus: Line = "重点取組期間"
    """The years of the plan's main effort."""
    residents: Line = "町民"
    municipality: Line = "町"

    @property
    def pillars(self) -> str:
        """The short name of a pillar: 「柱」 for 「施策の柱」."""
        return self.pillar.removeprefix("施策の")

    @property
    def levels(self) -> tuple[str, ...]:
        """What the groups of measures of each level are called."""
        return (self.pillar, *self.below)

    def counted_pillars(self, number: int) -> str:
        """Count pillars: 「4本の柱」, but 「4つの基本目標」."""
        counter = "本" if self.pillars.endswith("柱") else "つ" if number < 10 else ""
        return f"{number}{counter}の{self.pillars}"

    def said(self, text: str) -> str:
        """Fill the names into a text that has them as blanks: 「{measure}の一覧」."""
        below = {f"below_{place}": name for place, name in enumerate((*self.below, "", ""), 1)}
        return text.format(**dict(self), **below, pillars=self.pillars)


USUAL: Wording = Wording()
"""The usual words, as in editions issued before towns had a choice."""
