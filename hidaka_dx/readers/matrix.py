"""What each reader makes of a document: which phrases it finds, copies without a blank more or less, and in which order."""

import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Final

from hidaka_dx.document import restored
from hidaka_dx.inspection import stated_metadata
from hidaka_dx.readers.phrases import Phrase, phrases
from hidaka_dx.readers.programs import TAGS, Reader
from hidaka_dx.readers.tags import languages, spoken_by_page, spoken_in

BLANKS: Final = re.compile(r"[\s\u200b\u2060]+")
LINE_END: Final = r"[\r\n\f]+"
"""What every reader puts between lines and pages, and a blank is not."""
ENDS: Final = re.compile(LINE_END)
TWICE: Final = re.compile(" {2,}")
"""Two blanks are found, copied and heard as one."""
OVER: Final = "\0"
"""Stands where the text goes over a page's end."""
SAME: Final = str.maketrans("~", "～")
"""Letters that are written one way in the data and printed another."""
JAPANESE: Final = re.compile(r"[ぁ-ゖァ-ヺ㐀-鿿]")
LONG: Final = re.compile(r"[ぁ-ゖァ-ヺ㐀-鿿].{3,}[ぁ-ゖァ-ヺ㐀-鿿]")
"""Japanese of five letters and more: shorter words, and Latin ones, meet by chance."""
SIGNS: Final = {"removed": "削る", "added": "加える"}
"""What a redline says of words, by what became of them."""


@dataclass(frozen=True)
class Hearing:
    """What one reader makes of a document."""

    reader: str
    release: str
    found: int
    """Phrases in its text, whatever blanks and ends of lines stand between their letters."""
    copied: int
    """Those of them that it copies without a blank more or less."""
    disordered: int
    """Phrases that do not come in the order of the tags, of those that occur once."""
    signed: int
    """Changes of a redline that it says with their sign."""
    strange: tuple[str, ...] = ()
    """Japanese words that a voice of another language reads; only the tags say which does."""


@dataclass(frozen=True)
class ReadersReport:
    """What all readers make of a document."""

    document: str
    sha256: str
    """Of the PDF."""
    phrases: int
    """Times that a phrase of the document is read by the tags on one page."""
    changes: int
    """Changes of a redline."""
    unread: tuple[str, ...]
    """Phrases of the data that are nowhere in the tags: they are not printed."""
    parted: tuple[str, ...]
    """Phrases of five letters and more that blanks part in the tags themselves, so that they are not counted there."""
    hearings: tuple[Hearing, ...]
    absent: tuple[str, ...]
    """Readers that were not asked."""


@dataclass(frozen=True)
class _Asked:
    """What is looked for, in the order of the tags."""

    counts: dict[str, int]
    """How often each phrase is read; not over a page's end, where running heads come between."""
    changes: dict[str, int]
    """The same of the changes of a redline, with their signs."""
    notes: frozenset[str]
    """Footnotes: on the page they stand elsewhere than where they are read."""
    parted: tuple[str, ...]
    """Phrases that the tags read more often with blanks inside than without."""


class _Heard:
    """A text as a reader gives it, and ways to look for phrases in it."""

    def __init__(self, text: str) -> None:
        text = TWICE.sub(" ", text.translate(SAME))
        self._text, self.squash = text, BLANKS.sub("", text)
        self._joined, self._parted = ENDS.sub("", text), ENDS.sub(" ", text)

    def count(self, words: str) -> int:
        """Count a phrase, whatever blanks and ends of lines stand between its letters; where it has a blank, one must."""
        if " " in words:
            parts = (r"\s*".join(map(re.escape, part)) for part in words.translate(SAME).split())
            return len(re.findall(r"\s+".join(parts), self._text))
        return self.squash.count(squashed(words))

    def copies(self, words: str) -> int:
        """Count a phrase without a blank more or less; lines may end in it, at a blank or between any letters."""
        words = words.translate(SAME)
        plain = max(self._joined.count(words), self._parted.count(words))
        if " " not in words:
            return plain
        parts = (rf"(?:{LINE_END})?".join(map(re.escape, part)) for part in words.split())
        return max(plain, len(re.findall(rf"(?: |{LINE_END})".join(parts), self._text)))


def examined(pdf: bytes, readers: Sequence[Reader]) -> ReadersReport:
    """Let all readers that are there read a PDF of this program; raises ValueError for any other."""
    stated = stated_metadata(pdf)
    wanted = phrases(restored(stated.data or b""))
    told = spoken_by_page(pdf)
    asked, whole = _asked(wanted, _Heard(OVER.join(told))), squashed("".join(told))
    releases = {reader.name: reader.release() for reader in readers if reader.text}
    there = [reader for reader in readers if releases.get(reader.name)]
    return ReadersReport(
        stated.title,
        sha256(pdf).hexdigest(),
        sum(asked.counts.values()),
        sum(asked.changes.values()),
        tuple(dict.fromkeys(each.words for each in wanted if squashed(each.words) not in whole)),
        asked.parted,
        tuple(_heard(pdf, reader, releases[reader.name], asked) for reader in there),
        tuple(reader.name for reader in readers if reader not in there),
    )


def _asked(wanted: Sequence[Phrase], told: _Heard) -> _Asked:
    words = sorted({each.words for each in wanted}, key=lambda each: (told.squash.find(squashed(each)), each))
    signed = sorted({f"〔{SIGNS[each.change]}：{each.words}〕" for each in wanted if each.change})
    counts, changes = ({each: _times(each, told) for each in group} for group in (words, signed))
    notes = frozenset(each.words for each in wanted if each.is_note)
    parted = tuple(each for each in words if counts[each] < told.count(each) and LONG.search(each))
    return _Asked({each: count for each, count in counts.items() if count}, changes, notes, parted)


def _times(words: str, told: _Heard) -> int:
    """Return how often a phrase is read by the tags: where it is there as it stands, that often.

    Else letters that meet by chance would count (「項目」 in 「事項 目標」).
    """
    return min(told.count(words), max(1, told.copies(words)))


def _heard(pdf: bytes, reader: Reader, release: str, asked: _Asked) -> Hearing:
    heard = _Heard(reader.text(pdf) if reader.text else "")
    there = {words: heard.count(words) for words in asked.counts}
    found = {words: min(count, there[words]) for words, count in asked.counts.items()}
    copied = sum(min(count, heard.copies(words)) for words, count in found.items())
    signed = sum(min(count, heard.count(words)) for words, count in asked.changes.items())
    single = [words for words, count in asked.counts.items() if count == there[words] == 1 and words not in asked.notes]
    disordered = len(single) - _longest([heard.squash.find(squashed(words)) for words in single])
    strange = tuple(_strange(pdf)) if reader.name == TAGS else ()
    return Hearing(reader.name, release, sum(found.values()), copied, disordered, signed, strange)


def squashed(text: str) -> str:
    """Return a text without blanks and ends of lines."""
    return BLANKS.sub("", text.translate(SAME))


def _longest(places: Sequence[int]) -> int:
    """Return the length of the longest rising sequence among places."""
    tails: list[int] = []
    for place in places:
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
    return len(tails)


def _strange(pdf: bytes) -> Iterator[str]:
    for language in sorted(languages(pdf) - {"ja"}):
        yield from (words for words in spoken_in(pdf, language) if JAPANESE.search(words))


def as_json(report: ReadersReport) -> bytes:
    """Serialise a report."""
    return json.dumps(asdict(report), ensure_ascii=False, indent=1).encode() + b"\n"


def as_table(report: ReadersReport) -> str:
    """Write a report for people, in Markdown."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: ReadersReport) -> Iterator[str]:
    yield from (f"# この版の検証：{report.document}", "", f"PDFのsha256：{report.sha256}", "")
    signs = [f"削る・加える（{report.changes}）"] if report.changes else []
    heads = [f"検索（{report.phrases}）", f"写し（{report.phrases}）", "順序の違い", *signs, "言語"]
    yield " | ".join(["| 読むもの", *heads]) + " |"
    yield "|---" + "|---:" * len(heads) + "|"
    for each in report.hearings:
        signed = [str(each.signed)] if report.changes else []
        language = ("合う" if not each.strange else f"合わない所{len(each.strange)}") if each.reader == TAGS else "—"
        cells = [f"{each.reader} {each.release}", each.found, each.copied, each.disordered, *signed, language]
        yield "| " + " | ".join(map(str, cells)) + " |"
    yield from (f"| {name} |" + " 確かめていない |" * len(heads) for name in report.absent)
    yield from ("", *EXPLAINED)
    if report.parted:
        yield from (
            "",
            f"字の間に空白が読まれるので、数えきれない語句（{len(report.parted)}）：{'、'.join(report.parted)}",
        )
    if report.unread:
        yield from ("", f"データにあって印刷されていない語句（{len(report.unread)}）：{'、'.join(report.unread)}")


EXPLAINED: Final = (
    "- 検索：文書のデータ（document.json）の語句が、その読むものの文にいくつあるか（空白と行の終わりを除いて比べます）。",
    "- 写し：そのうち、字の間に空白を足さず、なくさずに写し取れるもの。",
    "- 順序の違い：一度だけ出る語句のうち、タグの順（読み上げの順）と違う所に出るもの。",
    "- 削る・加える：見え消し版の変わった所が「〔削る：…〕」「〔加える：…〕」と読まれるもの。",
    "- 言語：日本語を、ほかの言語の声で読まないか。",
    "- 二つのページにまたがる語句は、間に柱が入るので、数えません。",
)
