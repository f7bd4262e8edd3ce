import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hidaka_dx import prose
from hidaka_dx.compose import compose_promotion_plan
from hidaka_dx.content import load
from hidaka_dx.document import Block, Document, Figure, Items, Link, Paragraph, Part, Table, Text, dumped, restored
from hidaka_dx.problem import Place
from hidaka_dx.render import render

ROOT = Path(__file__).parents[2]


def composed(folder: Path) -> Document:
    manuscript, problems = load(folder)
    assert manuscript is not None, problems
    document, faults = compose_promotion_plan(manuscript)
    assert faults == ()
    return document


@pytest.fixture
def town(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    return tmp_path


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def outline(document: Document) -> str:
    """Show a document as a person would sketch it."""
    lines = [document.name, document.subtitle, f"{document.date}", document.office, "", document.contents_title]
    lines += [
        f"{'  ' * entry.depth}{entry.mark} {entry.title}{' …' if entry.paged else ''} → {entry.target}"
        for entry in document.contents
    ]
    return "\n".join([*lines, "", *_parts(document.parts)]) + "\n"


def _parts(parts: tuple[Part, ...]) -> Iterator[str]:
    for part in parts:
        yield f"{'#' * part.heading.depth} {part.heading.mark} {part.heading.title} [{part.id}]"
        for block in part.blocks:
            yield from _block(block, "  ")
        yield from _parts(part.parts)


def _block(block: Block, indent: str) -> Iterator[str]:
    match block:
        case Paragraph():
            yield f"{indent}{block.id}: {''.join(inline.text for inline in block.inlines)}"
        case Items():
            for item in block.items:
                yield from (line for inner in item for line in _block(inner, f"{indent}- "))
        case Figure():
            yield f"{indent}図{block.number} {block.title} [{block.id}] {block.source or ''}"
            yield from (f"{indent}  ※{note}" for note in block.notes)
            yield from _block(block.table, f"{indent}  ") if block.table else ()
        case Table():
            for row in (block.head, *block.rows):
                yield (
                    indent
                    + "| "
                    + " | ".join(cell.text.replace("\n", "") + f" ×{cell.span}" * (cell.span > 1) for cell in row)
                )


def test_the_plan_is_composed_as_expected(snapshot: Callable[[str, str], None]) -> None:
    snapshot("promotion-plan/outline.txt", outline(composed(ROOT)))


def test_a_document_survives_as_json() -> None:
    document = composed(ROOT)
    assert restored(dumped(document)) == document
    assert dumped(restored(dumped(document))) == dumped(document)


def test_numbers_follow_the_order_of_chapters(town: Path) -> None:
    edit(town / "content/plan.yaml", "  - background\n  - basics\n", "  - basics\n  - background\n")
    document = composed(town)
    assert [(part.heading.mark, part.id) for part in document.parts[:2]] == [("1", "basics"), ("2", "background")]
    figures = [
        block.id
        for part in document.parts
        for inner in part.parts
        for block in inner.blocks
        if isinstance(block, Figure)
    ]
    assert figures[0] == "position"


def test_references_are_words_and_targets(town: Path) -> None:
    edit(
        town / "content/chapters/action-plan.md",
        "推進計画を踏まえ",
        "推進計画（[](#period)、[](#issue-security)）を踏まえ",
    )
    paragraph = composed(town).parts[3].blocks[0]
    assert isinstance(paragraph, Paragraph)
    assert paragraph.inlines[1:4] == (Link("period", "図7"), Text("、"), Link("issue-security", "2(1)ウ"))


def test_the_newest_edition_is_composed_and_a_draft_says_so(town: Path) -> None:
    second = '  - {number: "1.1", date: 2026-04-01, status: 案, changes: 文言の修正}\n\naction-plan:'
    edit(town / "content/editions.yaml", "\naction-plan:", second)
    document = composed(town)
    assert (document.name, document.file_stem) == ("日高町DX推進計画 第1.1版（案）", "日高町DX推進計画_第1.1版（案）")
    revisions = document.parts[-1].blocks[0]
    assert isinstance(revisions, Table)
    assert [cell.text for cell in revisions.rows[1]] == ["第1.1版（案）", "2026年4月1日", "文言の修正"]


def test_back_matter_enters_the_contents_when_the_town_wants_it(town: Path) -> None:
    edit(town / "content/plan.yaml", "  title: 用語解説\n  contents: no", "  title: 用語解説\n  contents: yes")
    assert composed(town).contents[-1].title == "用語解説"


TABLE = "  表：段階 {#stages}\n\n  | 段 | 名 |\n  |---|---|\n  | 1 | 計画 |\n"


def test_figures_and_tables_in_lists_are_counted_and_rendered(town: Path) -> None:
    edit(
        town / "content/chapters/basics.md",
        "![](pdca)",
        f"次の図表による（[](#pdca)、[](#stages)）。\n\n- 図\n\n  ![](pdca)\n\n- 表\n\n{TABLE}",
    )
    document = composed(town)
    blocks = document.parts[1].parts[-1].blocks
    assert isinstance(blocks[2], Paragraph)
    assert [link.text for link in blocks[2].inlines if isinstance(link, Link)] == ["図8", "表1"]
    listed = blocks[3]
    assert isinstance(listed, Items)
    figure, table = listed.items[0][1], listed.items[1][1]
    assert isinstance(figure, Figure)
    assert isinstance(table, Table)
    assert (figure.number, table.number) == (8, 1)
    rendered, problems = render(document, [ROOT / "templates"])
    assert rendered is not None, problems
    assert "figures/pdca.svg" in rendered.files
    assert 'id="stages"' in rendered.html
    assert "計画</td>" in rendered.html


def test_no_block_is_dropped_silently() -> None:
    manuscript, _ = load(ROOT)
    assert manuscript is not None
    place = Place("x.md", 7)
    heading = prose.WrittenHeading(2, "節", "b", None, place)
    chapter = prose.Chapter(
        (
            prose.WrittenHeading(1, "章", "a", None, place),
            prose.WrittenItems(ordered=False, items=((heading,),), place=place),
        ),
        place,
    )
    plan = manuscript.plan.model_copy(update={"chapters": ("x",)})
    with pytest.raises(ValueError, match=r"x\.md:7:1"):
        compose_promotion_plan(replace(manuscript, plan=plan, chapters=(chapter,)))


def test_ids_that_we_make_cannot_be_written_by_authors() -> None:
    written = {
        name
        for file in (ROOT / "content/chapters").glob("*.md")
        for name in re.findall(r"{#([a-z0-9-]+)", file.read_text(encoding="utf-8"))
    }
    blocks = [block for part in composed(ROOT).parts for inner in (part, *part.parts) for block in inner.blocks]
    made = {block.id for block in blocks if isinstance(block, Paragraph | Items | Table)} - written
    assert made
    assert all("." in name for name in made), made
