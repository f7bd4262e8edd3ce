"""A town's own names stand wherever documents speak of each other and of what they hold."""

from pathlib import Path

import pytest

from hidaka_dx.catalogue.documents import ACTION, PLAN, SUMMARY
from hidaka_dx.content import load
from hidaka_dx.document import Paragraph
from hidaka_dx.newtown import TownAnswers, new_files
from hidaka_dx.pipeline.conductor import Conductor
from hidaka_dx.walk import blocks
from hidaka_dx.wording import USUAL, Wording


@pytest.mark.parametrize(
    ("pillar", "number", "said"),
    [
        ("施策の柱", 4, "4本の柱"),
        ("基本目標", 4, "4つの基本目標"),
        ("政策", 12, "12の政策"),
        ("五つの柱", 5, "5本の五つの柱"),
    ],
)
def test_pillars_are_counted_as_they_are_called(pillar: str, number: int, said: str) -> None:
    assert Wording(pillar=pillar).counted_pillars(number) == said
    assert USUAL.said("{pillars}と{measure}") == "柱と取組"


def test_no_usual_word_is_printed_where_the_town_has_its_own(tmp_path: Path) -> None:
    """Nor anything of years of main effort or national priorities, where the plan has none."""
    town = tmp_path / "town"
    answers = TownAnswers("若桑市", "第6次若桑市総合計画", "企画課", 2026, 2030, "第6次若桑市総合計画実施計画")
    for path, content in new_files(answers).items():
        (town / path).parent.mkdir(parents=True, exist_ok=True)
        (town / path).write_text(content.decode().replace("取組", "事業").replace("の柱", "の目標"), "utf-8")
    plan = town / "content/plan.yaml"
    own = "  measure: 事業\n  pillar: 基本目標\n  residents:"
    plan.write_text(plan.read_text("utf-8").replace("  residents:", own), "utf-8")
    progress = town / "content/progress/2026.yaml"
    progress.parent.mkdir()
    progress.write_text(
        "year: 2026\nas_of: 2027-03-31\nassessor: 企画課\nstatus: 案\nresults:\n  - {number: 1-1, done: [調査], grade: C, reason: 遅れ, "
        "cause: 人, response: 増やす}\n",
        "utf-8",
    )
    manuscript, problems = load(town)
    assert manuscript, problems
    documents = {document.kind: document for document in Conductor(manuscript).documents()}
    assert len(documents) == 4
    for kind, document in documents.items():
        said = "\n".join((document.name, document.subtitle, str(document.parts), str(document.contents)))
        usual = ("推進計画", "実行計画", "DX", "町", "重点", *(() if kind == PLAN else ("取組", "柱")))
        assert [word for word in usual if word in said] == [], kind
    assert "2つの基本目標と2の事業" in str(documents[SUMMARY].parts)
    assert "（総合計画 1(1) 策定の趣旨（" in "".join(
        block.text for block in blocks(documents[ACTION]) if isinstance(block, Paragraph)
    )
