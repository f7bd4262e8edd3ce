"""`readers`: lets the readers of this machine read finished PDFs, and writes beside each what they found (この版の検証).

An edition's bag holds what the publishing machine's readers made of it, as it holds the releases that set it. Readers
to come can be asked at any time, as its PDF never changes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hidaka_dx.archive import READERS as READERS_OF_BAG
from hidaka_dx.archive import Archive, EditionName
from hidaka_dx.bounds import ExceededError
from hidaka_dx.files import Output
from hidaka_dx.foreign import ForeignError
from hidaka_dx.formats import FormatError
from hidaka_dx.inspection import UnreadableError
from hidaka_dx.japanese import WORKING
from hidaka_dx.pipeline.confined import confined_in_silence
from hidaka_dx.problem import Place, Problem, RefusalError
from hidaka_dx.readers import READERS, ReadersReport, as_json, as_table, examined
from hidaka_dx.records import repeated
from hidaka_dx.typeset.job import Progress

SUFFIX: Final = "_検証"
LARGEST: Final = 256 * 2**20
NOT_OURS: Final = (
    "このしくみで作ったPDFではありません。build などで作ったPDFか、保存した版の名前（推進計画 第1版）を書いてください。"
)

STOPPED: Final = "読むと、{0}。途中でやめました。よそから来たPDFなら、作った人に確かめてください。"


@dataclass(frozen=True)
class ReadPdf:
    """A PDF that was read, and the report on it."""

    path: Path
    """The report for people."""
    report: ReadersReport


@dataclass(frozen=True)
class _Pdf:
    word: str
    folder: Path
    """Where the report goes."""
    stem: str
    content: bytes


def read_aloud(
    words: Sequence[str], root: Path, output: Path, progress: Progress, *, beside: bool
) -> tuple[tuple[ReadPdf, ...], tuple[Problem, ...]]:
    """Let all readers read the PDFs that are named: files, or published editions of the town in `root`.

    Reports go to `output`; with `beside`, the report on a file goes to the folder of that file. Raises RefusalError
    where there is no such edition, or two reports would have one name, OSError where a file cannot be read or written.
    """
    pdfs = list(_named(words, root, None if beside else output, output))
    _require_names(pdfs)
    done, problems = list[ReadPdf](), list[Problem]()
    for place, pdf in enumerate(pdfs):
        progress(f"{pdf.stem}を読んでいます", place / len(pdfs))
        try:
            done.append(_reported(pdf))
        except (UnreadableError, ForeignError, FormatError):
            problems.append(Problem(Place(pdf.word), NOT_OURS, "readers"))
        except ExceededError as error:
            problems.append(Problem(Place(pdf.word), STOPPED.format(error), "readers"))
    return tuple(done), tuple(problems)


def _reported(pdf: _Pdf) -> ReadPdf:
    report = confined_in_silence(lambda: examined(pdf.content, READERS), len(pdf.content))
    name = f"{pdf.stem}{SUFFIX}"
    Output(pdf.folder).write([((f"{name}.json",), as_json(report)), ((f"{name}.md",), as_table(report).encode())])
    return ReadPdf(pdf.folder / f"{name}.md", report)


def verification(pdf: bytes) -> Mapping[str, bytes]:
    """Return what this machine's readers make of an edition that is being published, by the names in its bag."""
    report = examined(pdf, READERS)
    return dict(zip(READERS_OF_BAG, (as_json(report), as_table(report).encode()), strict=True))


def _require_names(pdfs: Sequence[_Pdf]) -> None:
    """Raise RefusalError where a report would replace another of the same run."""
    for index, _ in repeated([each.folder.resolve() / each.stem for each in pdfs]):
        raise RefusalError(
            f"{pdfs[index].word}：報告の名前（{pdfs[index].stem}{SUFFIX}）が、前に書かれたPDFの報告と同じになります。"
            "一つずつ、別の --output を付けて実行してください。"
        )


def _named(words: Sequence[str], root: Path, files: Path | None, editions: Path) -> Iterator[_Pdf]:
    """Find the PDFs; reports on files go to the folder `files`, or beside each, those on editions to `editions`."""
    archive = Archive(root)
    for word in words:
        name = EditionName.typed(word)
        if name is None and WORKING in word.split():
            raise RefusalError("原稿は、`hidaka-dx build` で作ったPDFのファイルを書いてください。")
        if name is None:
            yield _Pdf(word, files or Path(word).parent, Path(word).stem, _content(Path(word)))
        elif name in archive.names:
            yield _Pdf(word, editions, archive.document(name).file_stem, archive.pdf(name))
        else:
            raise RefusalError(f"{name.spoken}は保存されていません。`hidaka-dx editions` で一覧を見てください。")


def _content(path: Path) -> bytes:
    """Read a file up to a size that no document of ours has; more of it makes no PDF. A pipe would wait for ever."""
    if path.exists() and not path.is_file():
        raise RefusalError(f"{path}: ふつうのファイルではありません。PDFのファイルの名前を書いてください。")
    with path.open("rb") as file:
        return file.read(LARGEST)
