"""Whatever a plan is made of, its words are those of the composed plan and of the report, in the order of the file."""

import re
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from intake.docx import cell, docx, h, p, r, table
from intake.judge import words_of_plan
from intake.test_word import brought_in

ODD = "町政計画　 、。・「」()（）|*_#-<>&\\~`１2Ａ①Ⅰ㈱\tｱﾞか\u3099\u200b"
WORDS = st.one_of(
    st.text(alphabet=ODD, max_size=14),
    st.sampled_from(
        [
            "第１章　",
            "第2節 ",
            "１　",
            "(1)　",
            "ア　",
            "・",
            "※　",
            "図表１－１　",
            "表2　",
            "目次",
            "資料１　",
            "はじめに",
            "第１条　",
            "1. ",
            "- ",
        ]
    ),
)
LOOK = st.sampled_from(["", "", "<w:b/>", '<w:sz w:val="40"/>', "<w:vanish/>"])


@st.composite
def blocks(draw: st.DrawFn) -> str:
    """Draw the body of a file; every paragraph has a word of its own, so that its place is known."""
    numbers = count(1)

    def words() -> str:
        return f"{draw(WORDS)}語{next(numbers)}号"

    def paragraph() -> str:
        first = r(words(), draw(LOOK))
        more = draw(st.sampled_from(["", "<w:r><w:br/></w:r>", "<w:r><w:tab/></w:r>"]))
        change = draw(st.sampled_from(["", "w:ins", "w:del"]))
        last = r(words())
        return (
            p(first, more + (f"<{change}>{last}</{change}>" if change else last)) if draw(st.booleans()) else p(first)
        )

    def one() -> str:
        kind = draw(
            st.sampled_from(["heading", "paragraph", "paragraph", "sentence", "table", "joined", "frame", "empty"])
        )
        if kind == "heading":
            return h(draw(st.integers(1, 6)), r(words()))
        if kind == "sentence":
            return p(r(words() + "です。"))
        if kind == "table":
            width = draw(st.integers(2, 3))
            return table(*(tuple(cell(p(r(words()))) for _ in range(width)) for _ in range(draw(st.integers(2, 3)))))
        if kind == "joined":
            down = '<w:vMerge w:val="restart"/>'
            return table(
                (cell(p(r(words())), look=down), cell(p(r(words())), look='<w:gridSpan w:val="2"/>')),
                (cell("", look="<w:vMerge/>"), cell(p(r(words()))), cell(p(r(words())))),
                tuple(cell(p(r(words()))) for _ in range(3)),
            )
        return (
            table((cell(p(r(words())), p(r(words()))),))
            if kind == "frame"
            else p("")
            if kind == "empty"
            else paragraph()
        )

    return p("語0号です。") + "".join(one() for _ in range(draw(st.integers(1, 7))))


@pytest.mark.slow
@settings(
    max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate)
)
@given(body=blocks())
def test_no_word_is_lost(body: str) -> None:
    bare = re.sub("[()（）「」]", "", body)
    with TemporaryDirectory() as folder:
        done, document, _ = brought_in(docx(bare), Path(folder))
    said = "".join(words_of_plan(document))
    gone = "".join(each.before for each in done.differences if "二段" not in each.remark and not each.after)
    placed = [int(number) for number in re.findall("語([0-9]+)号", said)]
    lost = [int(number) for number in re.findall("語([0-9]+)号", gone)]
    wanted = [int(number) for number in re.findall("語([0-9]+)号", bare)]
    assert set(wanted) <= {*placed, *lost}
    once = [number for index, number in enumerate(placed) if number not in placed[:index]]
    assert [number for number in once if placed.count(number) == 1] == sorted(
        number for number in once if placed.count(number) == 1
    )
