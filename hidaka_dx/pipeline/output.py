"""The folder `output/`: the built files, and a list that states which of them are current."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise, takewhile
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from hidaka_dx.catalogue.documents import KINDS
from hidaka_dx.document import Document, restored
from hidaka_dx.files import Names, Output
from hidaka_dx.files.questions import UnreadableFile
from hidaka_dx.files.reading import read_file
from hidaka_dx.inspection import stated_metadata
from hidaka_dx.pipeline.outcome import Built
from hidaka_dx.pipeline.unused_files import TOPS
from hidaka_dx.problem import Place, Problem, RefusalError
from hidaka_dx.typeset.job import EmptyPage, Pressed

LIST: Final = "現在の文書.txt"
"""The list of what the last build made, and of remaining files from earlier builds."""
INDENT: Final = "    "
PACKS: Final = "council"
"""Folder of a town in which packs are kept; output may be written there."""
DATA: Final = "_opendata"
"""Suffix of the folder of open data."""
SHEET: Final = "_一覧.xlsx"
"""Suffix of the workbook of measures."""


@dataclass(frozen=True)
class Made:
    """A PDF to write to the output folder."""

    name: str
    """File name."""
    pdf: bytes
    pages: int
    notes: tuple[str, ...] = ()
    """Notes for the official, as sentences."""
    decided: Document | None = None
    """Its text, if its name is that of a decided document."""
    issued: bool = False
    """Whether it is the PDF of an edition as it was issued."""
    listed: tuple[str, ...] = ()
    """Earlier notes for the official, which the list of current documents repeats."""
    empty: tuple[EmptyPage, ...] = ()
    """Pages that are emptier than they should be; not of an issued edition, which stays as it is."""


class Placed(NamedTuple):
    """What is in the output folder after a build."""

    stale: tuple[str, ...]
    """Names of older editions' or drafts' files, which stay."""
    files: Mapping[str, str]
    """The SHA-256 of every file that was written, by its path there."""


def output_folder(root: Path, output: Path | None) -> Path:
    """Return the output folder; raises RefusalError for a folder that the town's content is read from."""
    place = (output or root / "output").resolve()
    for name in set(TOPS) - {PACKS}:
        own = (root / name).resolve()
        if place == own or own in place.parents:
            raise RefusalError(
                f"--output の {output} は町の {name}/ の中です。読むファイルと混ざるので、ほかのフォルダーを指定してください。"
            )
    return output or root / "output"


def put(
    output: Path,
    made: Sequence[Made],
    tables: Mapping[Names, bytes],
    unmade: Sequence[str],
    issued: Callable[[str], bytes | None],
) -> Placed:
    """Write the built files and their list; return what is in the folder then.

    `tables` are data files by path, `unmade` descriptions of documents that could not be made; `issued` returns the
    PDF issued under a name. Nothing is replaced before all files are on disk. Raises RefusalError where a title
    cannot be a file name, OSError where a file cannot be written.
    """
    files: dict[Names, bytes] = {**{(each.name,): each.pdf for each in made}, **tables}
    current = {names[0] for names in files}
    names = sorted(_stale(output, current))
    stale = tuple(f"{name}{_standing(output / name, issued(name))}" for name in names)
    listed = _listed(made, sorted(current - {each.name for each in made}), stale, unmade)
    # last, so that it is replaced first: its notes on replaced files must survive an interruption
    files |= {} if any(obstacles(output, ((LIST,),))) else {(LIST,): listed.encode()}
    Output(output).write(files.items())
    return Placed(stale, {"/".join(names): sha256(content).hexdigest() for names, content in files.items()})


def obstacles(output: Path, places: Iterable[Names]) -> Iterator[tuple[Names, Problem]]:
    """Find paths in the output folder where a folder blocks a file, or a file blocks a folder."""
    for names in places:
        file = output.joinpath(*names)
        way = [output.joinpath(*names[:depth]) for depth in range(1, len(names))]
        if file.is_dir() and not file.is_symlink():
            message = "同じ名前のフォルダーがあるので、このファイルは書いていません。フォルダーの名前を変えるか、よそへ移してください。"
            yield names, Problem(Place(str(file)), message, "output")
        elif found := next((each for each in way if each.exists() and not each.is_dir()), None):
            message = "同じ名前のファイルがあるので、この中のファイルは書いていません。ファイルの名前を変えるか、よそへ移してください。"
            yield names, Problem(Place(str(found)), message, "output")


def printed(
    output: Path, done: Sequence[tuple[Document, Pressed]], more: Mapping[Names, bytes] = MappingProxyType({})
) -> tuple[Built, ...]:
    """Write printed documents and more files, given by their paths below the output folder.

    Raises as `put` does.
    """
    pdfs = [((f"{document.file_stem}.pdf",), made.pdf) for document, made in done]
    Output(output).write((*more.items(), *pdfs))
    return tuple(Built(output / name, made.pages) for ((name,), _), (_, made) in zip(pdfs, done, strict=True))


def _stale(output: Path, current: set[str]) -> Iterator[str]:
    """Return the files of earlier builds that the last build did not write."""
    for path in output.iterdir() if output.is_dir() else ():
        if path.name not in current and (path.name.endswith((DATA, SHEET)) or _is_built(path)):
            yield path.name


def _is_built(path: Path) -> bool:
    """Tell whether a file is a PDF made by `build`, whatever its name."""
    if path.suffix != ".pdf" or not path.is_file():
        return False
    try:
        return KINDS[restored(stated_metadata(path.read_bytes()).data or b"").kind].is_built
    except (OSError, ValueError):
        return False


def _standing(file: Path, issued: bytes | None) -> str:
    """Describe a file that has the name of an issued edition: identical to it or not."""
    if issued is None:
        return ""
    same = file.is_file() and file.stat().st_size == len(issued) and file.read_bytes() == issued
    return (
        "（発行した版です）"
        if same
        else "（発行した版と同じ名前ですが、中身が違います。archive/ のPDFを使ってください）"
    )


def _listed(made: Sequence[Made], data: Sequence[str], stale: Sequence[str], unmade: Sequence[str]) -> str:
    lines = ["現在の文書", "hidaka-dx build が最後に作ったものの一覧です。"]
    for each in made:
        lines += ["", *_entry(each), *(f"{INDENT}{note}" for note in (*each.notes, *each.listed))]
    if data:
        lines += ["", "■ データ", *data]
    if unmade:
        lines += ["", "■ 誤りがあって、作らなかったもの（前に作ったファイルは、そのままです）", *unmade]
    if stale:
        lines += ["", "■ 前の build などのファイル（最後の build が作ったものではありません）", *stale]
    return "\n".join(lines) + "\n"


def _entry(made: Made) -> tuple[str, str]:
    """Return the first lines of a document's entry in the list."""
    return made.name, f"{INDENT}{made.pages}ページ　sha256 {sha256(made.pdf).hexdigest()}"


def previous_notes(output: Path, made: Made) -> tuple[str, ...]:
    """Return the notes in the last build's list about an identical PDF."""
    try:
        lines = read_file(output, LIST).decode("utf-8", "replace").splitlines()
    except UnreadableFile:
        return ()
    name, digest = _entry(made)
    found = next((at for at, pair in enumerate(pairwise(lines), 2) if pair == (name, digest)), len(lines))
    return tuple(line.removeprefix(INDENT) for line in takewhile(lambda line: line.startswith(INDENT), lines[found:]))
