"""Characters allowed in an author's file (Unicode TR36); what is printed must be what is stored."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from hidaka_dx.japanese.letters import is_kanji
from hidaka_dx.problem import Place, Problem

BOM: Final = "\ufeff"
BIDI: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
INVISIBLE: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Characters that show nothing though their category is one of letters, marks or symbols."""
SPACES: Final = frozenset(" \u3000")
KINDS: Final = {
    "Cc": "制御文字",
    "Cf": "見えない文字",
    "Cs": "不正な文字",
    "Co": "外字（私用領域の文字）",
    "Cn": "未定義の文字",
    "Zl": "見えない改行の文字",
    "Zp": "見えない改行の文字",
    "Zs": "特別な空白",
}
NAMED: Final = (
    (frozenset("\t"), "タブ"),
    (BIDI, "文字の並びを逆にする見えない文字"),
    (INVISIBLE, "見えない文字"),
    (frozenset("\u3099\u309a"), "濁点・半濁点だけの文字（結合文字）"),
    (frozenset("\ufffc\ufffd"), "文字化けした文字"),
    (frozenset(map(chr, range(0xFE00, 0xFE10))), "絵文字などの形を選ぶ見えない文字"),
)
VOICED: Final = {"\u3099": "\u3099", "\u309a": "\u309a", "゛": "\u3099", "゜": "\u309a"}
"""Signs that belong to the kana before them, each with the one that Unicode joins to it."""
COMBINED: Final = frozenset("かきくけこカキクケコセツトㇷ")
"""Kana that take a combining ゜ since no single letter exists (JIS X 0213): 鼻濁音, and Ainu セ゚ ツ゚ ト゚ ㇷ゚."""
RADICALS: Final = dict(
    zip(
        "⺀⺎⺓⺟⺠⺱⺾⺿⻁⻄⻅⻆⻌⻑⻘⻝⻞⻟⻤⻨⻩⻫⻭⻯⻲⻳",
        "冫尢幺母民网艹艹虎西見角辶長青食食食鬼麦黄斉歯竜亀龜",
        strict=True,
    )
)
"""部首補助 that look like ordinary kanji, and these; the 康熙部首 are known to Unicode."""
RADICAL: Final = "漢字ではなく、形の似た部首の記号（康熙部首など）"
DOUBLE: Final = "同じ形の字に付けられた、ほかの国のための符号（互換漢字）"
IN_JAPAN: Final = str.maketrans("戶靑黃黑", "戸青黄黒")
"""What is written in Japan for kanji to which Unicode leads from 康熙部首."""
CODES: Final = ("euc_jis_2004", "cp932")
"""Character sets with the kanji of which the fonts have a second form (互換漢字): 神, 塚."""
LINE_END: Final = re.compile(r"\r\n?")
LINE_ENDS: Final = re.compile(r"\r\n?|\n")
PLAIN: Final = re.compile("[ -~　-〿ぁ-ゖゝ-ヿ一-鿼！-～]*")
"""Most lines: letters none of which is forbidden."""
CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def read_text(raw: bytes, path: str) -> tuple[str | None, tuple[Problem, ...]]:
    """Decode a file as UTF-8; return its text (none in another encoding) and a problem for each forbidden character.

    Line ends become LF, control characters become spaces, so that later parsers do not fail on them.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        how = "表計算ソフトで「CSV UTF-8（コンマ区切り）」" if path.endswith(".csv") else "エディターで「UTF-8」"
        message = f"文字コードがUTF-8ではありません。{how}を選んで保存し直してください。"
        return None, (Problem(Place(path, line), message, "encoding"),)
    text = LINE_END.sub("\n", text.removeprefix(BOM))
    problems = tuple(
        Problem(Place(path, number, column), message, "character")
        for number, line in enumerate(text.split("\n"), 1)
        for column, message in forbidden(line)
    )
    return CONTROL.sub(" ", text), problems


def rewritten(raw: bytes, text: str) -> bytes:
    """Serialise changed text of a file read by `read_text`: its byte order mark and line ends are kept."""
    old = raw.decode("utf-8")
    ends = LINE_ENDS.findall(old)
    usual = max(set(ends), key=ends.count) if ends else "\n"
    first, *others = text.split("\n")
    ends += [usual] * (len(others) - len(ends))
    mark = BOM if old.startswith(BOM) else ""
    return (mark + first + "".join(end + line for end, line in zip(ends, others, strict=False))).encode()


def forbidden(line: str) -> Iterator[tuple[int, str]]:
    """Find the forbidden characters of a line: the column of each and how to fix it."""
    if PLAIN.fullmatch(line):
        return
    for column, (before, character) in enumerate(pairwise("\n" + line), 1):
        what = _fault(character, before) if character > "~" or character < " " else None
        if what:
            yield column, f"{what} U+{ord(character):04X} があります。この文字を{_remedy(character, before)}。"
        elif character >= "⺀" and (meant := intended_kanji(character)):
            right, kind = meant
            yield (
                column,
                f"「{character}」（U+{ord(character):04X}）は、{kind}です。「{right}」（U+{ord(right):04X}）に打ち直してください。",
            )


def intended_kanji(character: str) -> tuple[str, str] | None:
    """Return the kanji meant by a look-alike, and the kind of look-alike; text copied from PDFs often contains these."""
    if "\u2f00" <= character <= "\u2fd5":
        return unicodedata.normalize("NFKC", character).translate(IN_JAPAN), RADICAL
    if character in RADICALS:
        return RADICALS[character], RADICAL
    second = "\uf900" <= character <= "\ufaff" or character >= "\U0002f800"
    if second and (right := unicodedata.normalize("NFC", character)) != character and not _is_in_japan(character):
        return right, DOUBLE
    return None


def _is_in_japan(character: str) -> bool:
    """Tell whether a character is in a Japanese character set."""
    return any(character.encode(code, "ignore") for code in CODES)


def _fault(character: str, before: str) -> str | None:
    if "\U000e0100" <= character <= "\U000e01ef":
        return None if is_kanji(before) else "漢字の後にない異体字の選択符号"
    if character == "\u309a" and before in COMBINED:
        return None
    if character in "゛゜":
        return "仮名から離れた濁点・半濁点" if voiced(before, character) else None
    named = next((name for characters, name in NAMED if character in characters), None)
    return named or KINDS.get("" if character in SPACES else unicodedata.category(character))


def voiced(before: str, character: str) -> str | None:
    """Return the precomposed letter of a kana and a separate voicing mark; none if there is none."""
    whole = unicodedata.normalize("NFC", before + VOICED[character])
    return whole if len(whole) == 1 else None


def _remedy(character: str, before: str) -> str:
    if character == "\t" or unicodedata.category(character) == "Zs":
        return "ふつうの空白に直してください"
    if character in VOICED:
        whole = voiced(before, character)
        return f"前の仮名と合わせて「{whole}」の一字で打ち直してください" if whole else "削除してください"
    return "正しい文字に打ち直してください" if character in "\ufffc\ufffd" else "削除してください"
