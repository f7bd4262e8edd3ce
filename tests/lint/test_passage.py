"""Every letter of the prose knows its line and column, however it is written in the file."""

from pathlib import Path

import pytest

from hidaka_dx.content import load
from hidaka_dx.lint import ProseReading
from hidaka_dx.lint.passage import Passage
from hidaka_dx.lint.reading import COMPUTED
from lint.town import town

ROOT = Path(__file__).parents[2]
FORMS = {
    "paragraph of several lines": "初めの行と⏎次の行とを⏎つなぎます。",
    "words between references": "図は[](#chapter)のとおりで、[](#chapter)とも合います。",
    "ruby": "｛躊躇｜ちゅうちょ｝する人も使えます。",
    "nested list": "- 一つ目です。⏎- 二つ目です。⏎  - 内側です。⏎    続きの行です。",
    "named paragraph": "名前のある段落です。 {#named}",
    "table": "表：体制の一覧 {#staff}⏎⏎| 役 | 人の名 |⏎|---|---:|⏎|  長  | 町長 |⏎| 副 | 副町長 |",
    "quoted value": "[content/glossary.yaml] - {id: a, term: \"引用\\\"符\", text: '一つ''二つ'}",
    "folded value": "[content/glossary.yaml] - id: a⏎  term: 用語⏎  text: >-⏎    折り返した⏎    説明の文",
    "value of several lines": "[content/glossary.yaml] - id: a⏎  term: 用語⏎  text: 折り返した⏎    説明の文",
}


def wrong(passage: Passage) -> list[str]:
    """Name the letters that do not stand where they are said to."""
    found = []
    lines = passage.source.text.split("\n")
    for offset, letter in enumerate(passage.text):
        place = passage.place(offset)
        there = lines[place.line - 1][place.column - 1 : place.column]
        if letter not in (there, COMPUTED, " ", "\n"):  # a line break in a cell stands where its sign does
            found.append(f"{place}: {letter} / {there}")
    return found


@pytest.mark.parametrize("form", FORMS)
def test_places_are_exact(form: str, tmp_path: Path) -> None:
    manuscript = town(tmp_path, FORMS[form])
    passages = ProseReading(manuscript).passages
    assert [fault for passage in passages for fault in wrong(passage)] == []


@pytest.mark.parametrize("name", ["", "examples/mihon", "examples/specimen"])
def test_places_are_exact_in_whole_towns(name: str) -> None:
    manuscript, _ = load(ROOT / name)
    assert manuscript
    passages = ProseReading(manuscript).passages
    assert [fault for passage in passages for fault in wrong(passage)] == []


def test_a_word_over_two_lines_is_still_one_word(tmp_path: Path) -> None:
    (passage,) = [
        p for p in ProseReading(town(tmp_path, "国の取り⏎組みを示します。")).chapters if p.kind == "paragraph"
    ]
    assert passage.text == "国の取り組みを示します。"
    assert (passage.place(3).line, passage.place(3).column) == (3, 4)
    assert (passage.place(4).line, passage.place(4).column) == (4, 1)


def test_sentences_end_outside_brackets() -> None:
    (text,) = ["休止します（時期は未定である。）。再開します。"]
    passage = Passage(text, "paragraph", "chapter", (), None, ())  # type: ignore[arg-type]
    assert [sentence for _, sentence in passage.sentences()] == ["休止します（時期は未定である。）。", "再開します。"]


def test_names_tell_section_paragraph_and_entry(tmp_path: Path) -> None:
    snippet = "## 節 {#section}⏎⏎段落です。 {#named}[content/glossary.yaml] [{id: ai, term: AI, text: 説明}]"
    reading = ProseReading(town(tmp_path, snippet))
    (paragraph,) = [passage for passage in reading.chapters if passage.kind == "paragraph"]
    assert paragraph.names == ("content/chapters/chapter.md", "chapter", "section", "named")
    assert reading.fields("glossary.text")[0].names == ("content/glossary.yaml", "glossary", "ai")
