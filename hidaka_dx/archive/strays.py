"""Objects in an archive other than editions: unfinished bags, files of the operating system, unknown files."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from hidaka_dx.archive import bag
from hidaka_dx.archive.names import EditionName
from hidaka_dx.archive.reading import Survey
from hidaka_dx.archive.system_files import is_system_file
from hidaka_dx.files import is_reserved, is_staging_name
from hidaka_dx.files.staging import NEW

_SHOWN: Final = 100
LITTER: Final = "パソコンが自動で作るファイルです。版とは関わりがありません。消してもかまいません。"
BROKEN_OFF: Final = "発行の途中で止まった書きかけです。版ではありません。次の発行のときに片付きます。"
AT_WORK: Final = "だれかが、今、発行しているところです。"


def strays_in(archive: Path) -> Iterator[tuple[str, str, bool]]:
    """Return each object other than an edition by name, with a message and whether it is of unknown origin.

    Raises OSError where the archive cannot be read.
    """
    for entry in sorted(os.scandir(archive), key=lambda each: each.name) if archive.exists() else ():
        if EditionName.of_folder(entry.name):
            continue
        plain = entry.is_file(follow_symlinks=False)
        if plain and is_system_file(entry.name, top=True):
            yield entry.name, LITTER, False
        elif is_staging_name(entry.name) and _is_unfinished(Path(entry.path)):
            yield entry.name, AT_WORK if is_reserved(archive) else BROKEN_OFF, False
        else:
            shown = "".join(each if each.isprintable() else ascii(each)[1:-1] for each in entry.name)[:_SHOWN]
            yield shown, "余分なものです。版ではありません。", True


def _is_unfinished(folder: Path) -> bool:
    """Tell whether a working folder looks as `put` leaves it when interrupted: it contains nothing but parts of a bag."""
    if folder.is_symlink() or not folder.is_dir():
        return False
    there = {each.name for each in os.scandir(folder)}
    if NEW not in there:
        return not there
    survey = Survey()
    survey.walk(folder / NEW)
    foreign = [path for path in survey.sizes if path not in bag.TAG_FILES and not path.startswith(bag.PAYLOAD)]
    return there == {NEW} and not (survey.too_much or len(survey.odd) > len(survey.empty) or foreign or survey.litter)
