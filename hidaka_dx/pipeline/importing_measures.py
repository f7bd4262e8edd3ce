"""`import` of an Excel file: a list of measures becomes files of a town's content, with a report."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from hidaka_dx.archive import Archive
from hidaka_dx.content import Manuscript, load
from hidaka_dx.files import desk, free_name
from hidaka_dx.files.reading import files_below, is_there, read_file
from hidaka_dx.intake import (
    MAPPING,
    ActionDraft,
    Discrepancy,
    IntakeReport,
    Ledger,
    ListKey,
    MeasureSheet,
    PlanSection,
    SourcePlaces,
    Workbook,
    action_yaml,
    find_list,
    frame_remarks,
    mapping_text,
    measures_of,
    read_mapping,
    read_workbook,
    tables_beside,
)
from hidaka_dx.intake.amounts import PENDING_STAGE, usual_meaning
from hidaka_dx.newtown import new_files
from hidaka_dx.pipeline.examining import examine
from hidaka_dx.pipeline.importing import Imported, answers_of, open_file, report_name, write_beside
from hidaka_dx.problem import RefusalError
from hidaka_dx.prose import WrittenHeading, WrittenTable, WrittenText

ACTION: Final = "content/action-plan.yaml"
EDITIONS: Final = "content/editions.yaml"
MEASURES: Final = "content/measures/"
BEFORE: Final = "取り込み直す前の取組"
"""Folder for measures that a second import replaces."""
TABLES: Final = "取り込んだ表"
"""Folder for sheets that are no list of measures."""
EDITION: Final = """
action-plan:                       # 実行計画の版
  - number: "1"
    status: 案
    changes: 作成
"""


@dataclass(frozen=True)
class OpenedList:
    """A list of measures, and the town that it is for."""

    file: Path
    folder: Path
    manuscript: Manuscript
    workbook: Workbook
    found: MeasureSheet
    known: ListKey
    """What people said about it."""
    again: bool = False
    """Whether it takes the place of the measures that are there."""

    @property
    def unknown(self) -> list[str]:
        """Return the words above columns whose meaning nobody knows."""
        return self.found.unknown(self.known)

    @property
    def undated(self) -> list[str]:
        """Return the words above columns of values whose year nobody knows."""
        return self.found.undated(self.known)

    @property
    def unmeasured(self) -> list[str]:
        """Return the words above columns of money whose unit nobody knows."""
        return self.found.unmeasured(self.known)

    @property
    def unread_marks(self) -> list[str]:
        """Return the marks in the cells of years of which nobody has said what they mean, and that say nothing by themselves."""
        marks = self.found.marks(self.known)
        return [each for each in marks if each not in self.known.marks and usual_meaning(each) == PENDING_STAGE]

    def told(self, answers: ListKey) -> "OpenedList":
        """Return it with what somebody has said about it."""
        return replace(self, known=self.known.with_more(answers))

    @property
    def has_action_plan(self) -> bool:
        """Tell whether the town has an action plan of its own, not the example that `new` makes."""
        return self.manuscript.action is not None and not self.again and not _is_example(self.folder, self.manuscript)


def open_list(file: Path, folder: Path, *, again: bool = False) -> OpenedList:
    """Read an Excel file and the town that it is for; raises RefusalError, naming the file or folder."""
    if not (folder / "content/plan.yaml").is_file():
        raise RefusalError(
            f"{folder} は町のフォルダーではありません。先に hidaka-dx new で作るか、計画（.docx）を取り込んでください。"
        )
    manuscript, problems = load(folder)
    if manuscript is None:
        raise RefusalError(
            f"{folder} の原稿に誤りがあるので、何も書かずに止まりました。先に直してください。\n{problems[0]}"
        )
    content = open_file(file)
    known = (
        read_mapping(read_file(folder, MAPPING).decode("utf-8", "replace")) if is_there(folder, MAPPING) else ListKey()
    )
    try:
        workbook = read_workbook(content)
    except RefusalError as error:
        raise RefusalError(f"{file} は、{error}") from None
    try:
        return OpenedList(file, folder, manuscript, workbook, find_list(workbook, known), known, again)
    except RefusalError as error:
        raise RefusalError(f"{file}：{error}") from None


def _is_example(folder: Path, manuscript: Manuscript) -> bool:
    expected = new_files(answers_of(manuscript))
    paths = [ACTION, *(f"content/measures/{path}" for path in files_below(folder / "content/measures"))]
    return all(read_file(folder, path) == expected.get(path) for path in paths if is_there(folder, path))


def import_measures(opened: OpenedList, title: str | None) -> Imported:
    """Write the measures; `title` is that of a new action plan.

    Raises RefusalError where the list does not fit the action plan that the town has.
    """
    plan = opened.manuscript.plan
    draft = ActionDraft(sections(opened.manuscript), Ledger(), texts=tuple(_cells(opened.manuscript)))
    if opened.has_action_plan:
        draft.pillars.update(_pillars(opened.manuscript))
        draft.lowest = _lowest(opened.manuscript)
    before = len(draft.pillars)
    taken = tuple(opened.manuscript.measures) if opened.has_action_plan else ()
    made = measures_of(opened.found, opened.known, draft, (plan.period.start, plan.period.end), taken)
    if not made.count:
        raise RefusalError(f"{opened.file} のシート「{opened.found.sheet.name}」に、取組が一つもありません。")
    if opened.has_action_plan and len(draft.pillars) > before:
        new = "、".join(list(draft.pillars)[before:])
        raise RefusalError(
            f"施策の柱「{new}」が {ACTION} の pillars にありません。書き加えてから、もう一度実行してください。"
        )
    frame = _frame(opened, draft, title)
    differences = (*made.differences, *(frame_remarks(draft) if frame else ()), *_beside(opened))
    return _finish(opened, {**made.files, **frame}, differences, made.count)


def sections(manuscript: Manuscript) -> list[PlanSection]:
    """Return the sections of the plan."""
    found = []
    for chapter in manuscript.chapters:
        for block, after in zip(chapter.blocks, [*chapter.blocks[1:], None], strict=True):
            if isinstance(block, WrittenHeading):
                filled = after is not None and not isinstance(after, WrittenHeading)
                found.append(PlanSection(block.id, block.level, block.title, filled))
    return found


def _cells(manuscript: Manuscript) -> Iterator[str]:
    """Return what stands in the cells of the plan's tables."""
    for chapter in manuscript.chapters:
        for block in chapter.blocks:
            for row in (block.head, *block.rows) if isinstance(block, WrittenTable) else ():
                for cell in row:
                    yield "".join(each.text for each in cell.inlines if isinstance(each, WrittenText))


def _lowest(manuscript: Manuscript) -> frozenset[str]:
    """Return the names of the groups below pillars to which measures belong."""
    groups = tuple(manuscript.action.groups) if manuscript.action else ()
    names = {key: name for name, (key, _) in _pillars(manuscript).items()}
    deep = any(each.below for each in groups)
    return frozenset(names[each.id] for each in groups if deep and not each.below)


def _pillars(manuscript: Manuscript) -> dict[str, tuple[str, str]]:
    titles = {each.id: each.title for each in sections(manuscript)}
    pillars = manuscript.action.groups if manuscript.action else ()
    return {each.name or titles[each.basis or ""]: (each.id, each.basis or "") for each in pillars}


def _frame(opened: OpenedList, draft: ActionDraft, title: str | None) -> dict[str, bytes]:
    """Return the frame of a new action plan, and the list of editions with one for it."""
    if opened.has_action_plan or title is None:
        return {}
    editions = read_file(opened.folder, EDITIONS).decode()
    if not re.search("^action-plan:", editions, re.MULTILINE):
        editions = editions.rstrip("\n") + "\n" + EDITION
    return {ACTION: action_yaml(title, opened.manuscript.plan.office, draft).encode(), EDITIONS: editions.encode()}


def _beside(opened: OpenedList) -> list[Discrepancy]:
    """Tell what of the file is no list of measures."""
    found = [
        Discrepancy("隠れたシート", 0, "", "", f"シート「{name}」は隠れているので、読んでいません。")
        for name in opened.workbook.hidden
    ]
    found += [
        Discrepancy(
            "値のない式", 0, "", "", f"{place} の式には値が保存されていません。Excelで開いて保存し直してください。"
        )
        for place in opened.workbook.uncounted
    ]
    found += [
        Discrepancy(
            "ほかのシート",
            0,
            "",
            "",
            f"シート「{name}」は取組の一覧ではないので、{TABLES}/{name}.csv に写しました。グラフや表に使えます。",
        )
        for name, _ in tables_beside(opened.workbook, opened.found.sheet)
    ]
    found += [
        Discrepancy("コメント", 0, note.text, "", f"シート「{sheet.name}」{note.said}")
        for sheet in opened.workbook.sheets
        for note in (sheet.notes if sheet is not opened.found.sheet else ())
    ]
    found += [Discrepancy("ほかのファイルへのリンク", 0, "", "", f"{each}。") for each in opened.workbook.notes]
    if drawn := opened.workbook.drawn:
        words = "、".join(f"「{each}」" for each in drawn if each)
        remark = f"表の上に置かれた図形や図が{len(drawn)}個あります。矢印の指す年度などは読んでいません。{words}"
        found.append(Discrepancy("図形", 0, "".join(drawn), "", remark))
    if folded := opened.found.sheet.folded:
        remark = f"隠れていた行や列（{'、'.join(folded)}）も取り込みました。要らなければ消してください。"
        found.append(Discrepancy("隠れた行と列", 0, "", "", remark))
    rows = opened.found.sheet.rows[: opened.found.rows.first - 1]
    found += [
        Discrepancy("一覧の上の言葉", 0, cell.text, "", "") for row in rows for cell in row if cell and not cell.joined
    ]
    return found


def _finish(
    opened: OpenedList,
    changed: Mapping[str, bytes],
    differences: tuple[Discrepancy, ...],
    count: int,
) -> Imported:
    folder = opened.folder
    files = _kept(opened) | dict(changed)
    pictures = {f"assets/{path}": read_file(folder, f"assets/{path}") for path in files_below(folder / "assets")}
    with desk({**files, **pictures}) as town:
        problems = examine(Archive(town)).errors()
    name = report_name(folder)
    counts = (("取組", count),)
    places = SourcePlaces(
        (), {row: f"{row}行目" for row in range(1, len(opened.found.sheet.rows) + 1)}, "（一覧の全体）"
    )
    report = IntakeReport(opened.file.name, differences, places, problems, counts)
    beside = {
        name: report.markdown(),
        MAPPING: mapping_text(opened.found.mapping(opened.known)),
        **_replaced(opened, files),
        **{
            f"{TABLES}/{sheet}.csv": b"\xef\xbb\xbf" + content
            for sheet, content in tables_beside(opened.workbook, opened.found.sheet)
        },
    }
    write_beside(folder, files, beside)
    return Imported(folder, name, differences, problems, counts)


def _replaced(opened: OpenedList, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return what people may have written since the last import and is replaced now, to be kept beside the content."""
    if not opened.again:
        return {}
    paths = [f"content/{path}" for path in files_below(opened.folder / "content")]
    found = {path: read_file(opened.folder, path) for path in paths if path == ACTION or path.startswith(MEASURES)}
    folder = free_name(opened.folder, BEFORE)
    return {f"{folder}/{path.removeprefix('content/')}": old for path, old in found.items() if files.get(path) != old}


def _kept(opened: OpenedList) -> dict[str, bytes]:
    """Return the content of the town; examples of measures give way."""
    paths = (f"content/{path}" for path in files_below(opened.folder / "content"))
    kept = (path for path in paths if opened.has_action_plan or not path.startswith(MEASURES))
    return {path: read_file(opened.folder, path) for path in kept}
