"""Rules of terms: what is used but not explained, explained but not used, introduced too late."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from hidaka_dx.japanese.order import collation_key
from hidaka_dx.lint.abbreviations import NOTED, abbreviations, explained
from hidaka_dx.lint.capital_names import digits_after, is_name
from hidaka_dx.lint.passage import Passage, RuleFinding
from hidaka_dx.lint.reading import ProseReading
from hidaka_dx.lint.rule import rule
from hidaka_dx.lint.words import compiled, word_list, words

ABBREVIATION: Final = re.compile(
    r"(?<![A-Za-z0-9.-])(?=[A-Za-z-]{2,7}(?![A-Za-z]))[A-Z][A-Za-z]*-?[A-Z][A-Za-z]*(?![A-Za-z])(?![0-9]+[.]|[₀-₉]|-[0-9]|[0-9]{4})(?:[0-9]+[A-Za-z]+)?"
)
"""Capitals that stand for words; with small figures below the line they are a chemical formula, with 「-410」 a number."""
DEFINED: Final = re.compile(r"（以下「(?P<short>[^」]{1,99})」という。）")
LATIN: Final = {
    wide: wide - 0xFEE0
    for wide in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF0D, 0xFF0E)
}
"""Turns letters, figures and the hyphen in full width into those in half width (`str.translate`)."""
KANA: Final = re.compile(r"[A-Za-z0-9ぁ-んァ-ヴー・. -]+")


def _body(reading: ProseReading) -> tuple[Passage, ...]:
    """Return the town's own printed text, except 用語解説."""
    left_out = ("glossary", "references", "editions", "plan.")
    return tuple(passage for passage in reading.prose if not passage.field.startswith(left_out))


def _names(term: str) -> tuple[str, ...]:
    """Give the names in a term: 「Society5.0（ソサエティ5.0）」 has two."""
    return tuple(part for part in re.split("[（）()]", term) if part) or (term,)


def _in_glossary(word: str, reading: ProseReading) -> bool:
    return _bare(word) in _glossary(tuple(term.term for term in reading.manuscript.glossary))


@lru_cache(maxsize=4)
def _glossary(terms: tuple[str, ...]) -> str:
    """Return the names of all terms, normalised by `_bare`."""
    return "\n".join(_bare(name) for term in terms for name in _names(term))


def _everyday() -> set[str]:
    """Give the abbreviations that need no explanation, those that are words also all in capitals: Web, WEB."""
    listed = word_list("everyday")
    return {*listed, *(word.upper() for word in listed)}


def _bare(word: str) -> str:
    """Normalise a name so that spellings compare equal: 「Wi-Fi」 and 「WiFi」."""
    return _latin(word).replace("-", "").casefold()


def _text(passages: Iterable[Passage]) -> str:
    return "\n".join(_latin(passage.text) for passage in passages)


def _latin(text: str) -> str:
    """Give a text with its letters and figures in half width, as many as before: 「ＩＣＴ」 is an abbreviation, too."""
    return text.translate(LATIN)


def _explained_somewhere(reading: ProseReading) -> frozenset[str]:
    """Give the abbreviations that are explained anywhere in the body."""
    body = _body(reading)
    written = abbreviations(_text(p for p in body if not p.field.startswith("figure")))
    drawn = abbreviations(_text(body))
    return frozenset((*written.inside, *written.spelled_out, *written.defined, *written.noted, *drawn.spelled_out))


def _defined(reading: ProseReading) -> frozenset[str]:
    """Give the abbreviations that the body brings in for what follows, 「（以下「CIO」という。）」, and those of drawings."""
    body = _body(reading)
    formal = {found["short"] for found in re.finditer("以下「(?P<short>[A-Za-z0-9-]{2,9})」", _text(body))}
    drawn = abbreviations(_text(passage for passage in body if passage.field.startswith("figure")))
    return frozenset((*formal, *drawn.spelled_out))


@rule("term-unexplained", "注意", "公用文作成の考え方 Ⅱ（略語は説明する）、X09・K19・K20・D17", "text")
def term_unexplained(reading: ProseReading) -> Iterator[RuleFinding]:
    """英字の略語や名前は、初めに出る所か用語解説で、日本語で説明します。英語の元の言葉だけを添えたものは参考です。

    誤: PDCAサイクルの徹底を図ります。
    誤: CIO（Chief Information Officer）を置きます。
    正: CIO（最高情報責任者）を置きます。CIOは副町長です。
    正: ワーキンググループ（以下「WG」という。）を置き、WGで調べます。
    正: PPP／PFI（官民連携）の手法を比べます。
    正: J-LIS　地方公共団体情報システム機構が運営します。HARUフェスタを開きます。
    正: 地図は https://example.jp/MAPX にあります。手順はREADME.mdに書きました。
    正: 村の美術館「YUKI」を直します。合い言葉はNEXTです。
    正: AIを使います。[content/glossary.yaml] [{id: ai, term: AI, text: 人工知能}]
    """
    seen, told = _everyday(), _explained_somewhere(reading)
    for passage in _body(reading):
        for found in ABBREVIATION.finditer(_latin(passage.text)):
            word = found[0]
            if is_name(passage, found):
                continue
            version = word.removesuffix("v") if digits_after(found) else word
            known = {word, version, word + digits_after(found)} & (seen | told)
            if not known and not _in_glossary(word, reading):
                yield _unexplained(reading, passage, found)
            seen.add(word)


def _unexplained(reading: ProseReading, passage: Passage, found: re.Match[str]) -> RuleFinding:
    """Report an unexplained abbreviation; at a lower level if its English words are given."""
    if found[0] in abbreviations(_text(reading.chapters)).english:
        message = f"「{found[0]}」の説明が英語だけです。日本語でも説明するか、用語解説に加えてください。"
        return passage.found(*found.span(), message).at_most("参考")
    message = f"「{found[0]}」の説明がありません。ここで説明するか、用語解説に加えてください。"
    return passage.found(*found.span(), message)


@rule("abbreviation-late", "注意", "公用文作成の考え方 Ⅱ（略語は初めに出る所で示す）、K20・D11")
def abbreviation_late(reading: ProseReading) -> Iterator[RuleFinding]:
    """略語は、本文で初めて使う所までに「（以下「○○」という。）」などと示します。図の中だけで示したものも知らせます。計画の題にある略語は調べません。

    誤: WGで調べます。ワーキンググループ（以下「WG」という。）を置きます。
    正: ワーキンググループ（以下「WG」という。）を置き、WGで調べます。
    正: RPAの活用⏎⏎RPA（ソフトウェアによる作業の自動化）で登録します。
    """
    sentences = [passage for passage in _body(reading) if "。" in passage.text]
    chapters = abbreviations(_text(passage for passage in sentences if passage.field == "chapter"))
    notes = (found[1] for passage in reading.chapters for found in NOTED.finditer(passage.text))
    noted = {*notes, *chapters.noted}
    seen, told = _everyday(), _defined(reading)
    for passage in sentences:
        for found in ABBREVIATION.finditer(_latin(passage.text)):
            word = found[0]
            if word in seen:
                continue
            seen.add(word)
            known = word in reading.manuscript.plan.title or _in_glossary(word, reading)
            if word in told and not known and chapters.is_late(word) and word not in noted:
                message = f"「{word}」が、説明より先に使われているか、図の中でしか説明されていません。"
                message += f"本文の初めの所で「（以下「{word}」という。）」と示してください。"
                yield passage.found(*found.span(), message)


@rule("defined-unused", "参考", "公用文作成の考え方 Ⅱ（以下「○○」という。は、後で使うときに示す）、K20")
def defined_unused(reading: ProseReading) -> Iterator[RuleFinding]:
    """「（以下「○○」という。）」と示した言葉は、後で使います。

    誤: 推進本部（以下「本部」という。）を置きます。
    正: DX推進本部（以下「本部」という。）を置きます。本部は方針を決めます。
    正: 計画（以下「ＤＸ計画」という。）を定めます。ＤＸ計画は毎年見直します。
    """
    text = "\n".join(passage.text for passage in _body(reading))
    for passage in reading.chapters:
        for found in passage.matches(DEFINED):
            short = found["short"]
            if not passage.fixed and text.rfind(short) < text.index(found[0]) + len(found[0]):
                message = f"「{short}」は、この後で使われていません。（以下…という。）を取り除いてください。"
                yield passage.found(found.start("short"), found.end("short"), message)


@rule("term-unused", "注意", "X09・D17")
def term_unused(reading: ProseReading) -> Iterator[RuleFinding]:
    """用語解説の言葉は、本文で同じ書き方で使われていなければなりません。

    誤: 計画を進めます。[content/glossary.yaml] [{id: rpa, term: RPA, text: 操作の自動化}]
    正: RPAを使います。[content/glossary.yaml] [{id: rpa, term: RPA, text: 操作の自動化}]
    正: Society5.0を目指します。[content/glossary.yaml] [{id: s, term: Society5.0（ソサエティ5.0）, text: 社会の姿}]
    """
    text = "\n".join(passage.text for passage in _body(reading))
    for passage in reading.fields("glossary.term"):
        if not any(name in text for name in _names(passage.text)):
            message = f"「{passage.text}」は本文で使われていません（書き方が違うものは、そろえてください）。"
            yield passage.found(0, len(passage.text), message)


@rule("term-order", "注意", "JIS X 4061（日本語文字列照合順番）、X09")
def term_order(reading: ProseReading) -> Iterator[RuleFinding]:
    """用語解説は、数字、アルファベット、五十音の順に並べます。「ー」は前の字の母音（カード＝カアド）と同じに並べます。

    漢字のある用語は、`reading: じょうほうかくさ` と読みを書くと調べます。書かなければ調べません。

    誤: テレワークとIoTを進めます。[content/glossary.yaml] [{id: t, term: テレワーク, text: 働き方}, {id: i, term: IoT, text: 技術}]
    誤: 情報と格差です。[content/glossary.yaml] [{id: j, term: 情報, reading: じょうほう, text: 値}, {id: k, term: 格差, reading: かくさ, text: 差}]
    正: カードとカイゼンです。[content/glossary.yaml] [{id: c, term: カード, text: 札}, {id: k, term: カイゼン, text: 改善}]
    正: IoTとテレワークを進めます。[content/glossary.yaml] [{id: i, term: IoT, text: 技術}, {id: t, term: テレワーク, text: 働き方}]
    """
    for (before, first), (after, second) in pairwise(_readable(reading)):
        if collation_key(after) < collation_key(before):
            message = f"「{second.text}」は「{first.text}」より前に並べます。"
            yield second.found(0, len(second.text), message)


def _readable(reading: ProseReading) -> Iterator[tuple[str, Passage]]:
    """Return each term with its reading: the stated one, or the term itself if it is kana or Latin."""
    for term, passage in zip(reading.manuscript.glossary, reading.fields("glossary.term"), strict=True):
        name = term.reading or _names(term.term)[0]
        if KANA.fullmatch(name):
            yield name, passage


@rule("loanword", "参考", "公用文作成の考え方 Ⅱ（外来語は言い換えるか説明を添える）、K19", "text")
def loanword(reading: ProseReading) -> Iterator[RuleFinding]:
    """広く知られていない片仮名語は、言い換えるか、説明を添えるか、用語解説に加えます。

    誤: イノベーションを起こします。
    正: 技術の革新を起こします。
    正: ガバメントクラウドファンディングで資金を集めます。
    正: マイナポータル（国の行政手続のウェブサイト）を使います。マイナポータルで申請します。
    """
    body = _body(reading)
    text = "\n".join(passage.text for passage in body)
    for word in words("loanword"):
        if word.find not in text or _in_glossary(word.find, reading) or explained(word.find, text) is not None:
            continue
        whole = compiled(f"(?<![ァ-ヴー]){word.find}(?![ァ-ヴー])")
        places = (
            (p, found) for p in body if not p.spoken for found in p.matches(whole) if reading.is_own(p, found.start())
        )
        first = next(places, None)
        if first:
            passage, found = first
            message = f"「{found[0]}」は広く知られていません。「{word.write}」などと言い換えるか、説明してください。"
            yield passage.found(*found.span(), message)
