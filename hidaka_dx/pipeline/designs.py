"""Templates, style sheets and fonts that are not this program's: where they are, and whether they may be run unasked.

They are programs, in that they decide how long and how much is worked. Whose they are cannot be told from a town's
folder: a stranger's looks like one's own, in git or not. So a town that has any is built in a child process
(`confined`), which costs its owner a twentieth of a second, and a town that has none is not. Those of a bag are run
where this program, a former one or the town has the same; others only if a person has named the bag.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Final, TypeVar

from hidaka_dx.bounds import ExceededError
from hidaka_dx.files.pictures import is_picture
from hidaka_dx.files.questions import UnreadableFile
from hidaka_dx.files.reading import files_below, has_folder, read_file
from hidaka_dx.installed import HOUSE
from hidaka_dx.pipeline.confined import confined
from hidaka_dx.problem import RefusalError
from hidaka_dx.typeset.job import Progress

PLACES: Final = ("templates", "assets")
LIST: Final = "known_designs.txt"
"""SHA-256 of the designs of former programs, a line each (`tools/designs.py`)."""
MOST: Final = 10**6
"""Bytes for which `bounds.allowance` grants most."""
OWN: Final = "{0} など、この町のひな型か書式、書体"
STOPPED: Final = "{0}を使うと、{1}。途中でやめました。前に作ったものは、そのままです。よそから来たものなら、作った人に確かめてください。"
Result = TypeVar("Result")


def own_designs(root: Path) -> Iterator[str]:
    """Return the paths of all templates, style sheets and fonts in a town's folder that differ from this program's.

    Raises RefusalError for a link that leads out.
    """
    if root.resolve() == HOUSE:
        return
    for place in PLACES:
        if has_folder(root, place):
            yield from (
                f"{place}/{path}"
                for path in files_below(root / place)
                if not is_picture(path) and _content(root, f"{place}/{path}") != _content(HOUSE, f"{place}/{path}")
            )


def strange_designs(root: Path, source: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the paths of designs in a bag's frozen source that neither this program, nor a former one, nor the town has."""
    return tuple(
        path
        for path, content in source.items()
        if path.startswith(tuple(f"{place}/" for place in PLACES))
        and not is_picture(path)
        and content not in (_content(HOUSE, path), _content(root, path))
        and sha256(content).hexdigest() not in _known()
    )


@cache
def _known() -> frozenset[str]:
    return frozenset((files("hidaka_dx.pipeline") / LIST).read_text(encoding="ascii").split())


def sheltered(
    root: Path,
    work: Callable[[Progress], Result],
    progress: Progress,
    *,
    all_editions: bool = False,
    files: Sequence[Path] = (),
) -> Result:
    """Do some work on a town's folder, in a child process where it has designs of its own, or where files of strangers take part.

    Work on `all_editions` may take most. Raises RefusalError, which tells the cause, where they make it take too much.
    """
    own = next(own_designs(root), None)
    causes = [*(f"{each} " for each in files), *([OWN.format(own)] if own is not None else [])]
    if not causes:
        return work(progress)
    size = content_size(root) + sum(each.stat().st_size for each in files if each.is_file())
    try:
        return confined(work, progress, MOST if all_editions else size)
    except ExceededError as error:
        raise RefusalError(STOPPED.format("か、".join(causes), error)) from None


def content_size(root: Path) -> int:
    """Return the bytes of a town's content; what cannot be read counts nothing."""
    folder = root / "content"
    return sum(len(_content(folder, path) or b"") for path in files_below(folder))


def _content(folder: Path, path: str) -> bytes | None:
    try:
        return read_file(folder, path)
    except UnreadableFile:
        return None
