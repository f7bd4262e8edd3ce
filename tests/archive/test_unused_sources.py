"""Which files of a frozen source can have taken part in the edition; nobody is accused of what cannot be known."""

import shutil
from pathlib import Path

import pytest

from hidaka_dx.archive import EditionName
from hidaka_dx.archive.agreement import REWRITTEN, judge_agreement
from hidaka_dx.archive.fixity import judge_fixity
from hidaka_dx.archive.record import record_in
from hidaka_dx.archive.unused_sources import unused_sources

MIHON = Path(__file__).parents[2] / "examples/mihon/archive"
PLAN, ACTION = EditionName("promotion-plan", "2"), EditionName("action-plan", "2")


def found(name: EditionName, archive: Path) -> list[str]:
    return sorted(unused_sources(judge_fixity(archive, name)[0]))


@pytest.mark.parametrize("name", [PLAN, ACTION])
def test_nothing_that_was_issued_is_strange(name: EditionName) -> None:
    assert found(name, MIHON) == []


def test_a_measure_without_a_sheet_is_strange(tmp_path: Path) -> None:
    source = shutil.copytree(MIHON / ACTION.folder, tmp_path / ACTION.folder) / "data/source"
    measures = source / "content/measures"
    text = (measures / "1-1.yaml").read_text(encoding="utf-8")
    (measures / "9-9.yaml").write_text(text.replace("number: 1-1", "number: 9-9"), encoding="utf-8")
    assert found(ACTION, tmp_path) == ["source/content/measures/9-9.yaml"]


@pytest.mark.parametrize(
    ("tag", "strange"),
    [
        ("", ["notes.txt"]),
        ("{% include 'notes.txt' %}", []),
        ('{%- include "notes.txt" ignore missing -%}', []),
        ('{% from "notes.txt" import note with context %}', []),
        ('{% include "other.txt" %}', ["notes.txt"]),
        ('{% include "notes" ~ ".txt" %}', []),
        ('{% include ["notes.txt", "other.txt"] %}', []),
        ("{% include document.kind %}", []),
    ],
)
def test_a_template_is_strange_that_no_other_names(tmp_path: Path, tag: str, strange: list[str]) -> None:
    templates = shutil.copytree(MIHON / PLAN.folder, tmp_path / PLAN.folder) / "data/source/templates"
    (templates / "notes.txt").write_text("注", encoding="utf-8")
    with (templates / "blocks.html.j2").open("a", encoding="utf-8") as file:
        file.write(tag)
    assert found(PLAN, tmp_path) == [f"source/templates/{name}" for name in strange]


def test_notes_in_a_chapter_are_no_words_of_the_edition(tmp_path: Path) -> None:
    source = shutil.copytree(MIHON / PLAN.folder, tmp_path / PLAN.folder) / "data/source/content"
    chapter, figure = source / "chapters/vision.md", source / "figures/spoken-of.yaml"
    text = chapter.read_text(encoding="utf-8")
    figure.write_text("kind: cycle\n", encoding="utf-8")
    for words, rewritten in (("<!-- 書く人への注です。\n![](spoken-of) -->\n", 0), ("書き加えた文です。\n\n", 1)):
        chapter.write_text(words + text, encoding="utf-8")
        bag, record = judge_fixity(tmp_path, PLAN)[0], record_in(tmp_path, PLAN)
        assert record
        assert sum(REWRITTEN in str(each) for each in judge_agreement(bag, record)) == rewritten
        assert found(PLAN, tmp_path) == ["source/content/figures/spoken-of.yaml"]


def test_what_the_plan_names_before_its_contents_is_not_strange(tmp_path: Path) -> None:
    source = shutil.copytree(MIHON / PLAN.folder, tmp_path / PLAN.folder) / "data/source/content"
    (source / "chapters/greeting.md").write_text("# ごあいさつ {#greeting}\n", encoding="utf-8")
    assert found(PLAN, tmp_path) == ["source/content/chapters/greeting.md"]
    with (source / "plan.yaml").open("a", encoding="utf-8") as file:
        file.write("preface: [greeting]\n")
    assert found(PLAN, tmp_path) == []
