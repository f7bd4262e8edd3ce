"""The year's routine as buttons: each is a command of this program, with the same words and the same refusals."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from hidaka_dx.archive import Archive
from hidaka_dx.catalogue.documents import BY_WORD
from hidaka_dx.desk import name_and_hint
from hidaka_dx.japanese import WORKING, edition_name
from hidaka_dx.pipeline.desk_history import FOLDER

Asked: TypeAlias = Mapping[str, Any]
RECEIVED: Final = f"{FOLDER}/received"
"""Folder of the town with the files that were dropped on the page."""
SURVEYS: Final = ("実績（進捗）", "その年度の計画", "推進計画の文への意見")
_FLAGS: Final[Mapping[str, tuple[str, ...]]] = {SURVEYS[0]: (), SURVEYS[1]: ("--measures",), SURVEYS[2]: ("--text",)}


class WrongAnswer(Exception):
    """An answer that is missing or cannot be one; the Japanese message says what to do."""


@dataclass(frozen=True)
class TaskField:
    """What a task asks."""

    name: str
    label: str
    shape: Literal["text", "year", "day", "choice", "flag", "files"]
    required: bool = True
    choices: tuple[str, ...] = ()
    editions: Literal["", "first", "last"] = ""
    """Whether the published editions are among the choices, before or behind the others."""

    def record(self) -> dict[str, object]:
        """Return it as a JSON object, with the name and the hint of its label."""
        title, hint = name_and_hint(self.label)
        return {**asdict(self), "label": title, "hint": hint}


@dataclass(frozen=True)
class DeskTask:
    """A command behind a button."""

    name: str
    title: str
    about: str
    """What it does, and what it changes."""
    command: Callable[[Asked], Sequence[str]]
    """Gives the words of the command line, from what was answered."""
    fields: tuple[TaskField, ...] = ()
    warning: str = ""
    """What is asked once more before it runs; empty for what can be repeated at will."""
    is_tried: bool = False
    """Whether it first only shows what would change, and it is asked whether to go on."""
    trial: tuple[str, ...] = ()
    """The options for that."""
    answers: tuple[str, str] = ("", "")
    """What is typed when the command asks: in the trial, and when it is to go on."""

    def record(self) -> dict[str, object]:
        """Return it as a JSON object: what the page needs."""
        shown = ("name", "title", "about", "warning", "is_tried")
        return {**{name: getattr(self, name) for name in shown}, "fields": [field.record() for field in self.fields]}


_WORKING: Final = tuple(f"{word} {WORKING}" for word in BY_WORD)
_DOCUMENT: Final = TaskField("document", "文書", "choice", choices=tuple(BY_WORD))
_YEAR: Final = TaskField("year", "年度（西暦）", "year")
_UNTIL: Final = TaskField("until", "回答の期限", "day", required=False)
TASKS: Final = (
    DeskTask("build", "PDFを作る", "点検し、すべての文書を output/ に作ります。", lambda _: ["build"]),
    DeskTask("check", "点検する", "直した方がよい所を示します。何も変えません。", lambda _: ["check"]),
    DeskTask(
        "fix",
        "まとめて直す",
        "安全に直せるもの（空白、括弧の幅）を、違いを見せてから直します。",
        lambda _: ["check", "--fix"],
        is_tried=True,
        answers=("n\n", "y\n"),
    ),
    DeskTask(
        "compare",
        "新旧対照表",
        "二つの版を比べ、新旧対照表と見え消し版を作ります。",
        lambda asked: ["compare", asked["before"], asked["after"]],
        (
            TaskField("before", "改正前", "choice", choices=_WORKING, editions="first"),
            TaskField("after", "改正後", "choice", choices=_WORKING, editions="last"),
        ),
    ),
    DeskTask(
        "forms",
        "照会の様式",
        "各課に送るExcelの様式を、主管課ごとに作ります。",
        lambda asked: ["forms", asked["year"], *_FLAGS[asked["survey"]], *_option("--until", asked)],
        (TaskField("survey", "尋ねること", "choice", choices=SURVEYS), _YEAR, _UNTIL),
    ),
    DeskTask(
        "receive",
        "回答を受け取る",
        "返ってきたExcelの様式と、意見の書かれたWordを読みます。何が変わるかを見せてから、原稿に書き入れます。",
        lambda asked: ["receive", *asked["files"], *_option("--accept", asked)],
        (
            TaskField("files", "返ってきたファイル", "files"),
            TaskField("accept", "採り入れるWordの変更（一覧の番号。例：1,3-5）", "text", required=False),
        ),
        is_tried=True,
        trial=("--dry-run",),
    ),
    DeskTask(
        "status",
        "回答の状況",
        "どの課が回答したかを示します。",
        lambda asked: [
            "status",
            asked["year"],
            *(["--remind"] if asked.get("remind") else []),
            *_option("--until", asked),
        ],
        (_YEAR, TaskField("remind", "催促の文も作る", "flag", required=False), _UNTIL),
    ),
    DeskTask(
        "word",
        "Wordにする",
        "意見を求めるためのWordのファイルを作ります。",
        lambda asked: ["word", asked["document"], *_option("--from", asked)],
        (_DOCUMENT, TaskField("from", "この版からの変更を示す", "choice", required=False, editions="first")),
    ),
    DeskTask(
        "publish",
        "発行する",
        "最後の決定した版を、保存庫（archive/）に発行した時のまま残します。",
        lambda asked: ["publish", asked["document"]],
        (_DOCUMENT,),
        warning="発行した版は、後から直すことも、消すこともできません。決定の日付、決定した会議、内容を確かめましたか。",
    ),
    DeskTask(
        "council",
        "会議の資料",
        "議会などの会議に出す資料一式（表紙から見え消し版まで）を作ります。",
        lambda asked: [
            "council",
            asked["edition"],
            "--meeting",
            asked["meeting"],
            "--number",
            asked["number"],
            *_option("--day", asked),
        ],
        (
            TaskField("edition", "版", "choice", choices=_WORKING, editions="last"),
            TaskField("meeting", "会議の名前（例：令和8年第1回定例会）", "text"),
            TaskField("number", "資料の番号（例：資料1）", "text"),
            TaskField("day", "会議の日", "day", required=False),
        ),
    ),
    DeskTask(
        "website",
        "ウェブページ",
        "すべての版を読めるウェブページ一式（output/site/）を作ります。",
        lambda asked: ["website", *(["--draft"] if asked.get("draft") else [])],
        (TaskField("draft", "まだ決まっていない版（案）も載せる", "flag", required=False),),
    ),
    DeskTask(
        "verify", "保存庫を確かめる", "保存した版が、発行した時のままかどうかを確かめます。", lambda _: ["verify"]
    ),
    DeskTask(
        "witness",
        "照合表",
        "すべての版のハッシュの一覧を、ほかの人に預けるために作ります（データと、印刷する紙）。",
        lambda _: ["witness"],
    ),
    DeskTask("editions", "版の一覧", "版の日付、決定、保存の状態、PDFのハッシュを示します。", lambda _: ["editions"]),
)


def tasks(root: Path) -> tuple[DeskTask, ...]:
    """Return all tasks, with the town's editions to choose from."""
    kept = tuple(_editions(root))
    return tuple(replace(task, fields=tuple(_with_editions(field, kept) for field in task.fields)) for task in TASKS)


def _with_editions(field: TaskField, kept: tuple[str, ...]) -> TaskField:
    """Return a field with the published editions among its choices, where it asks for one."""
    both = {"first": (*kept, *field.choices), "last": (*field.choices, *kept), "": field.choices}
    return replace(field, choices=both[field.editions])


def words_of(task: DeskTask, asked: Asked) -> list[str]:
    """Return the words of a task's command line; raises WrongAnswer for an answer that is missing or cannot be one."""
    for field in task.fields:
        value = asked.get(field.name)
        if field.required and not value:
            raise WrongAnswer(f"「{field.label}」を入れてください。")
        if field.shape == "files":
            _require_received(field, value)
        elif field.shape != "flag" and value:
            _require_one(field, value)
    return list(task.command(asked))


def _require_received(field: TaskField, value: object) -> None:
    """Raise WrongAnswer for files that were not dropped on the page."""
    files = value if isinstance(value, list) else [""]
    if not all(
        isinstance(each, str) and each.startswith(f"{RECEIVED}/") and ".." not in each.split("/") for each in files
    ):
        raise WrongAnswer(f"「{field.label}」を入れ直してください。")


def _require_one(field: TaskField, value: object) -> None:
    """Raise WrongAnswer for what a command would take for an option, or what is none of the choices."""
    is_choice = not field.choices or value in field.choices
    if not isinstance(value, str) or value.startswith("-") or not is_choice:
        raise WrongAnswer(f"「{field.label}」を入れ直してください。")


def _option(name: str, asked: Asked) -> list[str]:
    value = asked.get(name.lstrip("-"))
    return [name, value] if value else []


def _editions(root: Path) -> Iterator[str]:
    """Return the published editions as officials name them, the newest first."""
    archive = Archive(root)
    for word, key in BY_WORD.items():
        yield from (f"{word} {edition_name(name.number)}" for name in reversed(archive.of(key)))
