"""What a town calls its documents and their parts, in the words that are printed: 実施計画 and 事業 for 実行計画 and 取組."""

from typing import Final

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
    pillar: Line = "施策の柱"
    focus: Line = "重点取組期間"
    """The years of the plan's main effort."""
    residents: Line = "町民"
    municipality: Line = "町"

    @property
    def pillars(self) -> str:
        """The short name of a pillar: 「柱」 for 「施策の柱」."""
        return self.pillar.removeprefix("施策の")

    def counted_pillars(self, number: int) -> str:
        """Count pillars: 「4本の柱」, but 「4つの基本目標」."""
        counter = "本" if self.pillars.endswith("柱") else "つ" if number < 10 else ""
        return f"{number}{counter}の{self.pillars}"

    def said(self, text: str) -> str:
        """Fill the names into a text that has them as blanks: 「{measure}の一覧」."""
        return text.format(**dict(self), pillars=self.pillars)


USUAL: Wording = Wording()
"""The usual words, as in editions issued before towns had a choice."""
