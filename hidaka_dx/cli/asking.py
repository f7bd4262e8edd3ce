"""What a new town is asked: answers come from options, from a file that is brought in, or from a person at a terminal."""

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

import click

from hidaka_dx.problem import RefusalError

if TYPE_CHECKING:
    from hidaka_dx.newtown import TownAnswers, TownQuestion

NOBODY: Final = "尋ねる相手（端末）がないので、何も書かずに止まりました。"
ACTION: Final = "--action-plan 実行計画の名前（作らないなら --no-action-plan）"
NOTHING: Final[Mapping[str, str]] = {}


def ask(
    given: Mapping[str, str | None], action: str | None, *, alone: bool, found: Mapping[str, str] = NOTHING
) -> "TownAnswers":
    """Take what was given as options and ask for the rest; without a terminal, name at once all that is missing.

    `found` are answers that a file gives, by their keys: they are proposed at a terminal, and taken without one. Raises
    UsageError for what is missing or cannot be.
    """
    from hidaka_dx import newtown  # noqa: PLC0415  help need not wait for it

    proposed = {each.key: _usable(each, found.get(each.key, "")) or each.proposed for each in newtown.QUESTIONS}
    wanted = [each for each in newtown.QUESTIONS if given[each.key] is None]
    missing = [f"--{each.key} {each.asks}" for each in wanted if not proposed[each.key]]
    missing += [] if alone or action is not None else [ACTION]
    if missing and not is_terminal():
        raise click.UsageError(f"「{'」「'.join(missing)}」を書いてください。{NOBODY}")
    known = [each for each in newtown.QUESTIONS if each not in wanted]
    read = {each.key: _checked(each.key, given[each.key], each.read) for each in known}
    action = action if action is None else _checked("action-plan", action, newtown.read_title)
    is_asked = bool(missing) or (bool(found) and is_terminal())
    for each in wanted:
        asked = f"{each.asks}　例：{each.example}"
        read[each.key] = answered(asked, each.read, proposed[each.key]) if is_asked else proposed[each.key]
    if not alone and action is None and answered("実行計画も作りますか（はい／いいえ）", newtown.read_wish) == "はい":
        action = answered("実行計画の名前", newtown.read_title, newtown.proposed_action_title(read["title"]))
    start, _, end = read["period"].partition("-")
    marks = newtown.NUMBERINGS[read["numbering"]]
    return newtown.TownAnswers(read["town"], read["title"], read["office"], int(start), int(end), action, marks)


def is_terminal() -> bool:
    """Tell whether there is a person who can be asked."""
    return sys.stdin.isatty()


def answered(question: str, read: Callable[[str], str], proposed: str = "") -> str:
    """Ask until the answer can be used; the question is put again only after a sentence that says why."""
    while True:
        typed = click.prompt(question, default=proposed, show_default=bool(proposed), prompt_suffix="\n> ")
        try:
            return read(typed)
        except RefusalError as error:
            click.echo(str(error))


def _usable(question: "TownQuestion", found: str) -> str:
    """Return what a file answers as it will be used; empty where it cannot be."""
    try:
        return question.read(found) if found else ""
    except RefusalError:
        return ""


def _checked(key: str, typed: str | None, read: Callable[[str], str]) -> str:
    """Read an answer that was given as an option."""
    try:
        return read(typed or "")
    except RefusalError as error:
        raise click.UsageError(f"「--{key}」の値：{error}") from None
