"""Duties that were turned into bans by a slip: 「適切に対応してはなりません」."""

import re
from collections.abc import Iterator
from typing import Final

from hidaka_dx.lint.passage import Passage

DUTY: Final = (
    "適切に|的確に|確実に|必ず|十分に|速やかに|積極的に|迅速に|着実に|誠実に|適正に|徹底的に|計画的に|丁寧に|常に"
)
POSITIVE: Final = (
    "対応|実施|確保|徹底|配慮|遵守|保護|推進|整備|対処|管理|点検|確認|報告|公表|支援|改善|検討|周知|協力|尊重|把握"
)
REVERSED: Final = re.compile(
    rf"(?:(?:{DUTY})[^、。]{{0,12}}|(?:{POSITIVE})し?)(?<!なく)[てで]は(?:なりません|ならない|なりませぬ|いけません|いけない)"
)
BANNED: Final = re.compile("まで(?:は|の間)|前は|以外|ない限り|みだりに|何人も|ずに|することなく")
"""What makes a ban of an act that is right at another time: 「登録が終わるまでは、実施してはならない」."""


def reversed_duties(passage: Passage) -> Iterator[re.Match[str]]:
    """Find what must be done, and is said to be forbidden; not what is forbidden until or before something else."""
    for found in passage.matches(REVERSED):
        begun = passage.text.rfind("。", 0, found.start()) + 1
        if not BANNED.search(passage.text, begun, found.start()):
            yield found
