"""Detects when a build would replace a file of a decided name with different content.

An edition's bytes are kept in the archive. Documents without a bag (概要版, 進捗報告書, 正誤表, 意見と町の考え方, an edition not yet
issued) are identified only by name, and a copy handed out under that name may differ.
"""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from hidaka_dx.comparison import compare
from hidaka_dx.document import Document, restored
from hidaka_dx.files.questions import UnreadableFile
from hidaka_dx.files.reading import read_file
from hidaka_dx.inspection import stated_metadata
from hidaka_dx.pipeline.finding import LARGEST
from hidaka_dx.pipeline.outcome import REPLACED
from hidaka_dx.pipeline.output import Made, previous_notes

MOST: Final = 5
"""Maximum number of sections that are listed by name."""


def replacing(output: Path, made: Made) -> Made:
    """Return the files to write, with a note on the different PDF that each replaces under its decided name, if any.

    The note stays in the list of current documents until a newer one replaces it.
    """
    before = _there(output, made.name) if made.decided else None
    if made.decided is None or before is None:
        return made
    if before == made.pdf:
        return replace(made, listed=tuple(each for each in previous_notes(output, made) if each.startswith(REPLACED)))
    remedy = (
        "配った先でも、この発行した版に差し替えてください。"
        if made.issued
        else "配った先でも差し替えるか、原稿で日付や版を改めて、別の文書にしてください。"
    )
    note = (
        f"{REPLACED}（sha256 {sha256(before).hexdigest()}）と入れ替えました。{_difference(before, made.decided)}。"
        f"前のものを配っていたら、{remedy}"
    )
    return replace(made, notes=(*made.notes, note))


def _there(output: Path, name: str) -> bytes | None:
    """Read the file that will be replaced; of a link, only the link itself is replaced, not its target."""
    try:
        return None if (output / name).is_symlink() else read_file(output, name, LARGEST)
    except UnreadableFile:
        return None


def _difference(before: bytes, now: Document) -> str:
    """Tell whether the text differs, or only its layout."""
    try:
        old = restored(stated_metadata(before).data or b"")
    except ValueError:
        return "前のものは、このしくみで作ったPDFではないか、壊れています"
    if old.says_the_same(now):
        return "文章は同じで、写真か組み方（書式、書体、プログラムの版など）だけが違います"
    if old.kind != now.kind:
        return "前のものは、別の種類の文書です"
    changed = [entry.heading for entry in compare(old, now).entries]
    more = f"など{len(changed)}か所" if len(changed) > MOST else ""
    return f"書いてあることが違います（{'、'.join(changed[:MOST]) or '注、読み、行の切れ目など'}{more}）"
