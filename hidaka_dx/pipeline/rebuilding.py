"""Rebuilds a published edition from its frozen source: the same bytes, or the reasons and a visual comparison."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from hidaka_dx.archive import (
    ASSETS,
    DATA,
    ENVIRONMENT,
    LIST,
    RELEASES,
    SOURCE,
    Archive,
    Bag,
    EditionName,
    Finding,
    pdf_name,
    read_record,
)
from hidaka_dx.bounds import ExceededError
from hidaka_dx.comparison import says_otherwise
from hidaka_dx.document import Document, restored
from hidaka_dx.files import desk
from hidaka_dx.inspection import PageContent, look_alike, places, sheets
from hidaka_dx.pipeline.bundled import folders
from hidaka_dx.pipeline.confined import confined
from hidaka_dx.pipeline.freezing import FixedValues, TypesetEdition, components, typeset_again
from hidaka_dx.typeset.job import Progress
from hidaka_dx.typeset.press import press

TOO_MUCH: Final = "組み直すと、{0}。途中でやめました。ひな型、書式、原稿を確かめてください。"
SAME: Final = "PDFは一バイトも違いません。"
ALIKE: Final = "バイトは違いますが、すべてのページの大きさ、文字、その位置は同じです。違う版: {0}。"
AS_STORED: Final = (
    "保存した文書の構成（document.json）からもう一度組みました。{0}"
    "今のプログラムは原稿を別の構成に組み立てますが、見出し、段落、表の言葉は、原稿と同じです。"
)
"""Said where this program composes the frozen content otherwise than the one that issued it."""
OTHER_WORDS: Final = (
    "この原稿からは、保存した文書と違う言葉の文書ができます（{0}）。原稿が書き換えられたおそれがあります。"
)
MOST_NAMED: Final = 5
NAMES: Final = {"commit": "このプログラムのコミット", "changed": "コミットしていない変更", "hidaka-dx": "hidaka-dx"}


def rebuild(root: Path, bag: Bag, progress: Progress) -> tuple[Finding | None, str]:
    """Rebuild the edition of a valid bag; returns findings, or none and a sentence on the outcome."""
    given = FixedValues(_pages(root, bag), bag.format, press=press)
    made = _made(root, bag, given, progress)
    if isinstance(made, Finding):
        return made, ""
    pdf = bag.payload[pdf_name(bag.name)]
    if made.pressed.pdf == pdf:
        return None, f"{bag.name.spoken}: 保存した原稿からもう一度組みました。{SAME}"
    stored = restored(bag.payload[DATA])
    if _is_of_another_program(bag) and not stored.says_the_same(made.document):
        again = _made(root, bag, replace(given, document=stored), progress)
        if isinstance(again, TypesetEdition) and (likeness := _likeness(bag, again)):
            return _as_stored(bag, stored, made.document, likeness)
    return _different(bag, made)


def _likeness(bag: Bag, made: TypesetEdition) -> str:
    """Say in a sentence how a rebuilt edition is like the issued one; nothing if its pages look different."""
    if made.pressed.pdf == bag.payload[pdf_name(bag.name)]:
        return SAME
    return "" if first_difference(bag, made) else ALIKE.format(reasons_of(bag, made))


def _as_stored(bag: Bag, stored: Document, composed: Document, likeness: str) -> tuple[Finding | None, str]:
    """Compare the words of the stored document, which is what was printed, with those of the frozen source."""
    if ids := says_otherwise(stored, composed):
        more = f"、ほか{len(ids) - MOST_NAMED}か所" if len(ids) > MOST_NAMED else ""
        return bag.finding(f"data/{SOURCE}", OTHER_WORDS.format("、".join(ids[:MOST_NAMED]) + more)), ""
    return None, f"{bag.name.spoken}: {AS_STORED.format(likeness)}"


def _made(root: Path, bag: Bag, given: FixedValues, progress: Progress) -> TypesetEdition | Finding:
    """Typeset a bag's edition from its frozen source, or say why that is not possible."""
    fonts = folders(root, "assets")
    with desk(bag.source) as copy:
        size = sum(len(content) for path, content in bag.source.items() if path.startswith("content/"))
        try:
            made, problems = confined(
                lambda told: typeset_again(copy, fonts, bag.name.document, told, given), progress, size
            )
        except ExceededError as error:
            return bag.finding(f"data/{SOURCE}", TOO_MUCH.format(error))
    if made is None:
        first = f"（ほか{len(problems) - 1}件）" if len(problems) > 1 else ""
        return bag.finding(f"data/{SOURCE}", f"今のプログラムでは組めません。{problems[0]}{first}")
    return made


def _is_of_another_program(bag: Bag) -> bool:
    """Tell whether the edition was made by another version of this program, which may have composed it otherwise."""
    return RELEASES.validate_json(bag.payload[ENVIRONMENT]).get("project") != components()["project"]


def _pages(root: Path, bag: Bag) -> Mapping[str, str]:
    """Return the pages of the published plan that an action plan is based on; none where its bag does not name it."""
    link = read_record(bag.files).rests_on
    plan = EditionName.of_folder(link.folder) if link else None
    archive = Archive(root, anew=True)
    return places(archive.pdf(plan)) if plan and plan in archive.names else {}


def _different(bag: Bag, made: TypesetEdition) -> tuple[Finding | None, str]:
    """Explain why the bytes differ, and whether pages do."""
    path = f"data/{pdf_name(bag.name)}"
    reasons = reasons_of(bag, made)
    if not reasons:
        return bag.finding(path, "同じ版のプログラムと素材で組み直したのに、違うPDFになりました。"), ""
    page = first_difference(bag, made)
    if page:
        return bag.finding(path, f"組み直すと、{page}ページ目の文字か位置が違います。違う版: {reasons}。"), ""
    return None, f"{bag.name.spoken}: 保存した原稿からもう一度組みました。{ALIKE.format(reasons)}"


def reasons_of(bag: Bag, made: TypesetEdition) -> str:
    """Return all inputs other than the content that changed since the edition was made: component versions, assets."""
    return "、".join((*_releases(bag), *_materials(bag, made)))


def first_difference(bag: Bag, made: TypesetEdition) -> int | None:
    """Return the first page, counted from 1, that looks different from the issued one; none if all are equal."""
    return _first_difference(sheets(bag.payload[pdf_name(bag.name)]), sheets(made.pressed.pdf))


def _releases(bag: Bag) -> tuple[str, ...]:
    """Return the components whose version has changed."""
    then = RELEASES.validate_json(bag.payload[ENVIRONMENT])
    now = components()
    return tuple(
        f"{NAMES.get(part, part)}（{then.get(group, {}).get(part, 'なし')} → {now[group].get(part, 'なし')}）"
        for group in now
        for part in sorted({*then.get(group, {}), *now[group]})
        if then.get(group, {}).get(part) != now[group].get(part)
    )


def _materials(bag: Bag, made: TypesetEdition) -> tuple[str, ...]:
    """Return the fonts and other assets that have changed."""
    then = LIST.validate_json(bag.payload[ASSETS])
    now = {path: asset.sha256 for path, asset in made.assets.items()}
    return tuple(
        f"assets/{path}" for path in sorted({*then, *now}) if then.get(path, {}).get("sha256") != now.get(path)
    )


def _first_difference(then: tuple[PageContent, ...], now: tuple[PageContent, ...]) -> int | None:
    """Return the first page, counted from 1, that looks different; none if all are equal."""
    for number, (one, other) in enumerate(zip(then, now, strict=False), 1):
        if not look_alike(one, other):
            return number
    return None if len(then) == len(now) else min(len(then), len(now)) + 1
