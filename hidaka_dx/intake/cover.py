"""The cover of a plan: its name, town, office and years, as far as the file says them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

from hidaka_dx.intake.blocks import DocxBlock, DocxParagraph, Ledger, paragraphs
from hidaka_dx.intake.cleaning import clean
from hidaka_dx.japanese import eras
from hidaka_dx.japanese.letters import narrowed
from hidaka_dx.japanese.periods import fiscal_years

NEARLY: Final = 0.6
"""Size of the smaller letters of a name that has letters of two sizes, as a share of the larger."""
PLAN: Final = re.compile("計画|ビジョン|プラン|戦略|構想|方針|マスタープラン")
TOWN: Final = re.compile(r"(?:第[0-9]+[次期])?(?P<town>[一-鿿々ぁ-んァ-ヶ]{1,7}?[町市村])(?![民政長内役村道])")
OFFICE: Final = re.compile(r"[一-鿿々ぁ-んァ-ヶー・]{2,20}(?:課|室|局|係|部)")
PERIOD: Final = re.compile(
    rf"(?:{eras.NAMES}|[{eras.LETTERS}](?=[0-9])|20)[0-9元]+[^。、「」]{{0,20}}?(?:から|~|〜|-)[^。、「」]{{1,24}}?年度?(?:まで)?"
)
BRACKETED: Final = re.compile(r"([0-9元]+)\([0-9]{4}(?:年度?)?\)(年度?)")
COVER: Final = "表紙"
ADDED: Final = "表紙に書き加えた言葉"


def cover_lines(cover: Sequence[DocxBlock]) -> list[tuple[DocxParagraph, str]]:
    """Return the lines of the cover, each with its paragraph."""
    return [
        (each, line.strip(" 　")) for each in paragraphs(cover) for line in each.text.split("\n") if line.strip(" 　")
    ]


def title_lines(cover: Sequence[DocxBlock]) -> list[tuple[DocxParagraph, str]]:
    """Return the lines that are the plan's name: those in the largest letters, or the first that names a plan."""
    lines = cover_lines(cover)
    largest = max((each.size for each, _ in lines), default=0.0)
    smallest = min((each.size for each, _ in lines), default=0.0)
    large = [line for line in lines if line[0].size >= largest * NEARLY]
    if largest > smallest and any(PLAN.search(words) for _, words in large):
        return large
    return [line for line in lines if PLAN.search(line[1])][:1]


def proposals(cover: Sequence[DocxBlock], blocks: Sequence[DocxBlock]) -> Mapping[str, str]:
    """Propose answers to what a new town is asked, by their keys; what the file does not say is left out."""
    title = clean("".join(words for _, words in title_lines(cover)), 0, Ledger())
    words = [clean(words, 0, Ledger()) for _, words in cover_lines(cover)]
    alone = (found["town"] for line in words if (found := TOWN.fullmatch(line)))
    named = (found["town"] for line in (title, *words) if (found := TOWN.match(line)))
    office = (line for line in words if OFFICE.fullmatch(line.replace("　", "")))
    proposed = {
        "title": title,
        "town": next(chain(alone, named), ""),
        "office": next(office, ""),
        "period": _period(blocks),
    }
    return {key: said for key, said in proposed.items() if said}


def _period(blocks: Sequence[DocxBlock]) -> str:
    """Return the years that the text names most often as a period."""
    found = Counter(years for each in paragraphs(blocks) for years in _periods(each.text))
    start, end = found.most_common(1)[0][0] if found else (0, 0)
    return f"{start}-{end}" if start else ""


def _periods(text: str) -> Iterator[tuple[int, int]]:
    plain = unicodedata.normalize("NFKC", text)
    plain = BRACKETED.sub(r"\1\2", plain)
    for found in PERIOD.finditer(plain):
        years = fiscal_years(found[0])
        if years and 2 < years[1] - years[0] + 1 <= 20:
            yield years


def unframed(words: str) -> str:
    """Return words without the signs around them: 「～ 副題 ～」."""
    words = words.strip()
    while len(words) > 2 and _is_sign(words[0]) and _is_sign(words[-1]):
        words = words[1:-1].strip()
    return words


def _is_sign(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "PSZ"


def subtitle(cover: Sequence[DocxBlock], title: str) -> str:
    """Return the line of the cover below the name that is a subtitle: one in signs."""
    for _, words in cover_lines(cover):
        inner = unframed(clean(words, 0, Ledger()))
        if _is_sign(words[0]) and _is_sign(words[-1]) and len(inner) > 4 and narrowed(inner) != narrowed(title):
            return inner
    return ""


def account(cover: Sequence[DocxBlock], printed: Sequence[str], ledger: Ledger) -> None:
    """Write down what of the cover is not printed on the new one, and what is new there.

    `printed` are the plan's name, subtitle and office.
    """
    left = [words for words in printed if words]
    names = title_lines(cover)
    for paragraph, words in cover_lines(cover):
        shown = clean(words, paragraph.at, ledger)
        if (paragraph, words) in names:
            continue
        said = narrowed(unframed(shown))
        match = next((each for each in left if narrowed(each) == said), None)
        match = match or next((each for each in left[1:] if narrowed(each).startswith(said)), None)
        if match:
            left.remove(match)
            if narrowed(match) != narrowed(shown):
                ledger.add(COVER, paragraph.at, shown, match)
        else:
            ledger.add(
                COVER,
                paragraph.at,
                shown,
                "",
                f"表紙の「{shown}」は載せていません（日付は editions.yaml、担当課は plan.yaml）。",
            )
    name = "".join(clean(words, 0, Ledger()) for _, words in names)
    if name and "".join(name.split()) != "".join(printed[0].split()):
        ledger.add(COVER, names[0][0].at, name, printed[0])
    for words in left if not name else [each for each in left if each != printed[0]]:
        ledger.add(ADDED, 0, "", words)
