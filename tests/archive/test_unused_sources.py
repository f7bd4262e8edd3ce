"""Which files of a frozen source can have taken part in the edition; nobody is accused of what cannot be known."""

import shutil
from pathlib import Path

import pytest

from hidaka_dx.archive import EditionName
from hidaka_dx.archive.fixity import judge_fixity
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
