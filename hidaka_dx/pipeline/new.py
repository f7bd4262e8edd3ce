"""`new`: from a few answers to a town's folder that can be built at once."""

from pathlib import Path
from typing import Final

from hidaka_dx.archive import ARCHIVE, Archive
from hidaka_dx.files import add, desk, name_fault
from hidaka_dx.newtown import TownAnswers, new_files
from hidaka_dx.pipeline.bundled import folders
from hidaka_dx.pipeline.examining import examine
from hidaka_dx.problem import RefusalError
from hidaka_dx.typeset.coverage import missing

SHOWN: Final = 3
"""Maximum number of entries of a folder named in a message."""
STYLES: Final = ("fonts.css",)
"""The style sheet that names the fonts."""


def require_free(folder: Path) -> None:
    """Raise RefusalError where a new town's folder cannot be made: it is not empty, or has no place to be in."""
    where = folder.absolute()
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise RefusalError(f"{folder} という名前のファイルかリンクがあります。ほかの名前を書いてください。")
    if where.resolve() in (Path.cwd(), *Path.cwd().parents):
        raise RefusalError(
            "今いるフォルダーそのものには作れません。作るフォルダーの名前を書いてください。例：hidaka-dx new 計画"
        )
    if found := sorted(each.name for each in where.iterdir()) if where.is_dir() else []:
        more = f"など{len(found)}件" if found[SHOWN:] else ""
        raise RefusalError(
            f"{folder} は空ではありません（{'、'.join(found[:SHOWN])}{more}）。何も書かずに止まりました。ほかの名前を書いてください。"
        )
    if not where.parent.is_dir():
        raise RefusalError(
            f"{folder} を置くフォルダー（{folder.parent}）がありません。先に作るか、場所を確かめてください。"
        )
    if why := name_fault(where.name):
        raise RefusalError(f"「{where.name}」は、フォルダーの名前にできません。{why}")


def new(folder: Path, answers: TownAnswers) -> int:
    """Make a town's folder; return its number of files. It is there whole, or not at all.

    Raises RefusalError where the folder is not free, or where the answers would not build.
    """
    require_free(folder)
    files = new_files(answers)
    with desk(files) as town:
        _require_sound(town, answers)
    where = folder.absolute()
    add(where.parent, where.name, files, empty=(ARCHIVE,))
    return len(files)


def _require_sound(town: Path, answers: TownAnswers) -> None:
    """Raise RefusalError for answers that the new folder could not be built with."""
    said = "".join(word for word in answers if isinstance(word, str))
    if unknown := missing(said, folders(town, "assets"), STYLES):
        raise RefusalError(f"「{'」「'.join(unknown)}」は、どの書体にもありません。ほかの字か仮名で書いてください。")
    problems = examine(Archive(town)).errors()
    if problems:
        told = "\n".join(str(problem) for problem in problems)
        raise RefusalError(
            f"この答えでは、組めるフォルダーになりません。答えを変えて、もう一度実行してください。\n{told}"
        )
