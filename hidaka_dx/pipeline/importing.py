"""`import`: from a Word file to a town's folder that can be built, with a report of every difference."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hidaka_dx.archive import ARCHIVE, Archive
from hidaka_dx.catalogue.documents import PLAN as PLAN_DOCUMENT
from hidaka_dx.content import Manuscript, has_content, load
from hidaka_dx.files import Output, add, desk, free_name
from hidaka_dx.files.questions import UnreadableFile
from hidaka_dx.files.reading import files_below, read_file
from hidaka_dx.installed import HOUSE
from hidaka_dx.intake import (
    NAME,
    PLAN,
    REPLACED,
    Discrepancy,
    ImportedPlan,
    IntakeReport,
    PlanShapeError,
    TownWords,
    WordPlan,
    content_of,
    letters,
    number_differences,
    paragraphs,
    read_plan,
    source_letters,
    unexplained,
)
from hidaka_dx.newtown import TownAnswers, new_files
from hidaka_dx.pipeline.examining import Examined, examine
from hidaka_dx.pipeline.new import STYLES, require_free
from hidaka_dx.pipeline.printed_words import printed_numbers, printed_texts
from hidaka_dx.pipeline.strange_files import read_strange_file
from hidaka_dx.problem import Problem, RefusalError
from hidaka_dx.typeset.coverage import missing


@dataclass(frozen=True)
class Imported:
    """What became of a file."""

    folder: Path
    report: str
    """Name of the report in the folder."""
    differences: tuple[Discrepancy, ...]
    problems: tuple[Problem, ...]
    """What keeps the plan from being built."""
    counts: tuple[tuple[str, int], ...]

    @property
    def remarks(self) -> int:
        """Return how many things a person has to look at."""
        return sum(1 for each in self.differences if each.remark) + len(self.problems)


def open_file(path: Path) -> bytes:
    """Read a file that the user names; raises RefusalError, saying why, where it cannot be read or is too large."""
    try:
        return read_strange_file(path)
    except RefusalError as error:
        raise RefusalError(f"{path} は、{error}") from None


def open_plan(path: Path) -> WordPlan:
    """Read a Word file; raises RefusalError, naming the file."""
    content = open_file(path)
    try:
        plan = read_plan(content)
    except RefusalError as error:
        raise RefusalError(f"{path} は、{error}") from None
    except RecursionError:
        raise RefusalError(
            f"{path} は、中の入れ子が深すぎて読めません。ふつうのWordのファイルではないので、開きません。"
        ) from None
    if not any(each.text.strip() for each in paragraphs(plan.word.blocks)):
        raise RefusalError(f"{path} には、言葉が一つもありません。")
    return plan


def known_answers(folder: Path) -> TownAnswers | None:
    """Return the answers that a folder made by `new`, and not written in since, was made of; none where there is no such folder.

    Raises RefusalError for a folder with chapters that people have written.
    """
    if not folder.is_dir() or not has_content(folder):
        return None
    manuscript, problems = load(folder)
    if manuscript is None:
        raise RefusalError(
            f"{folder} の原稿に誤りがあるので、何も書かずに止まりました。先に直してください。\n{problems[0]}"
        )
    answers = answers_of(manuscript)
    expected = new_files(answers)
    written = [
        path
        for path in (f"content/{inner}" for inner in files_below(folder / "content"))
        if _is_replaced(path) and _content(folder, path) != expected.get(path)
    ]
    if written:
        raise RefusalError(
            f"{folder} には、もう原稿があります（{'、'.join(written[:3])}{' など' if written[3:] else ''}）。"
            "上書きせず、何も書かずに止まりました。新しいフォルダーの名前を書いて取り込み、要る所を写してください。"
        )
    return answers


def answers_of(manuscript: Manuscript) -> TownAnswers:
    """Return the answers that the skeleton of a town was made of."""
    plan, action = manuscript.plan, manuscript.action
    return TownAnswers(
        plan.town,
        plan.title,
        plan.office,
        plan.period.start,
        plan.period.end,
        action.title if action else None,
        plan.numbering.headings,
    )


def _is_replaced(path: str) -> bool:
    return path.startswith((*REPLACED, "content/action-plan.yaml", "content/measures/"))


def _content(folder: Path, path: str) -> bytes | None:
    try:
        return read_file(folder, path)
    except UnreadableFile:
        return None


def import_plan(source: Path, folder: Path, plan: WordPlan, answers: TownAnswers, *, fresh: bool) -> Imported:
    """Write the plan into a new folder, or into one that `new` has made (not `fresh`); it is there whole, or not at all.

    Raises RefusalError where the folder is not free.
    """
    if fresh:
        require_free(folder)
    files = _files_of(answers) if fresh else _kept_files(folder)
    words = TownWords(answers.title, answers.office, answers.marks)
    try:
        made = content_of(plan, files[PLAN].decode(), words, lacking=_lacking(plan, folder, fresh=fresh))
    except PlanShapeError:
        raise RefusalError(
            f"{folder} の {PLAN} の書き方が new の作ったものと違うので、章の順を書き込めません。新しいフォルダーに取り込んでください。"
        ) from None
    files = {**files, **made.files}
    with desk(files) as town:
        examined = examine(Archive(town))
        differences = (*made.differences, *_differences(plan, made, examined))
        problems = examined.errors()
    name = report_name(folder)
    report = IntakeReport(source.name, differences, plan.places, problems, made.counts)
    files[name] = report.markdown()
    _write(folder, files, fresh=fresh)
    return Imported(folder, name, differences, problems, made.counts)


def _files_of(answers: TownAnswers) -> dict[str, bytes]:
    """Return the files of a new town without the chapters and measures that are its examples."""
    found = new_files(answers._replace(action_title=None))
    return {path: content for path, content in found.items() if not path.startswith(REPLACED)}


def _kept_files(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder that `new` has made, without its examples; what people have changed since stays."""
    answers = known_answers(folder)
    if answers is None:
        raise RefusalError(f"{folder} は、原稿のあるフォルダーではなくなりました。もう一度実行してください。")
    examples, plain = new_files(answers), _files_of(answers)
    files = dict(plain)
    for path in (f"content/{inner}" for inner in files_below(folder / "content")):
        content = _content(folder, path)
        if content is not None and not _is_replaced(path) and content != examples.get(path):
            files[path] = content
    return files


def _lacking(plan: WordPlan, folder: Path, *, fresh: bool) -> frozenset[str]:
    """Return the letters of a file that no font of the press has."""
    said = {letter for letter in source_letters(plan.word.package) if letter.isprintable()}
    assets = [HOUSE / "assets"] if fresh or not (folder / "assets").is_dir() else [folder / "assets", HOUSE / "assets"]
    return frozenset(missing(said, assets, STYLES))


def _differences(plan: WordPlan, made: ImportedPlan, examined: Examined) -> tuple[Discrepancy, ...]:
    """Compare the letters and numbers of the file with those of the composed plan; nothing where it cannot be composed."""
    if examined.composition is None:
        return ()
    document, _ = examined.composition.conductor.compose(PLAN_DOCUMENT)
    numbers = number_differences(made.marks, printed_numbers(document))
    source = source_letters(plan.word.package)
    return (*numbers, *unexplained(source, (*made.differences, *numbers), letters(printed_texts(document))))


def report_name(folder: Path) -> str:
    """Return a name for the report that no file has."""
    return free_name(folder, NAME)


def _write(folder: Path, files: Mapping[str, bytes], *, fresh: bool) -> None:
    """Move all files into place at once; what a new town got as examples goes."""
    where = folder.absolute()
    if fresh:
        add(where.parent, where.name, files, empty=(ARCHIVE,))
        return
    beside = {path: content for path, content in files.items() if not path.startswith("content/")}
    pictures = {path: content for path, content in beside.items() if path.startswith("assets/")}
    there = {path: _content(folder, path) for path in beside}
    if taken := [path for path, content in pictures.items() if there[path] not in (None, content)]:
        raise RefusalError(
            f"{folder} に、同じ名前の図（{taken[0]}）がもうあります。よそへ移してから、もう一度実行してください。"
        )
    Output(where).write((tuple(path.split("/")), found) for path, found in pictures.items() if there[path] is None)
    others = {path: content for path, content in beside.items() if there[path] is None and path not in pictures}
    write_beside(folder, {path: content for path, content in files.items() if path not in beside}, others)


def write_beside(folder: Path, files: Mapping[str, bytes], beside: Mapping[str, bytes]) -> None:
    """Replace the content of a town as a whole, and write other files; `files` holds all of the content."""
    content = ((tuple(path.removeprefix("content/").split("/")), found) for path, found in files.items())
    own = tuple(files_below(folder / "content"))
    others = ((tuple(path.split("/")), found) for path, found in beside.items())
    Output(folder.absolute()).renew("content", content, lambda _folder: own, others)
