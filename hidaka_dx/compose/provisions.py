"""Lines of a rule that is printed in full (要綱): which are articles, their paragraphs and items, by how they begin."""

import re
from typing import Final

from hidaka_dx.document.blocks import ParagraphRole

NUMBER: Final = "[0-9０-９一二三四五六七八九十百]{1,4}"
BEGINNINGS: Final[tuple[tuple[ParagraphRole, re.Pattern[str]], ...]] = (
    ("subject", re.compile(r"（[^（）]+）$|附[　 ]*則|別[　 ]*表|第[0-9０-９一二三四五六七八九十]{1,3}[章節]")),
    ("article", re.compile(rf"第{NUMBER}条")),
    ("item", re.compile(rf"[(（]{NUMBER}[)）]|[一二三四五六七八九十]{{1,3}}[　 ]")),
    ("provision", re.compile(r"[0-9０-９]{1,3}[　 ]")),
    ("subitem", re.compile(r"[ア-ン][　 ]")),
)


def provision(text: str) -> ParagraphRole:
    """Tell what a line of a rule is; a line without a full stop is a title, any other running text."""
    found = next((role for role, begins in BEGINNINGS if begins.match(text)), None)
    return found or ("words" if text.endswith("。") else "subject")
