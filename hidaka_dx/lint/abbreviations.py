"""Where a text explains its abbreviations and foreign words, and where it first uses them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

JAPANESE: Final = re.compile("[ぁ-んァ-ヴー一-鿿]")
FAR: Final = 300
"""Letters of an explanation that are read."""
LONGEST: Final = 9
"""Letters of an abbreviation."""
TAIL: Final = "[ァ-ヴー一-鿿]{0,8}(?<!本部)(?<!計画)(?<!会議)(?<!員会)(?<![課室係部班会員者])"
"""How a compound goes on that is explained with its first word: 「LLブックとは」; a body or a plan explains no word of its name."""
KIND_OF_THING: Final = (
    "こと|もの|総称|略称?|通称|技術|仕組み|方式|手法|規格|方法|考え方|機能|装置|制度|状態|ソフトウ[エェ]ア"
)
"""What the explanation of an entry ends with; without it, what follows the colon may be a target: 「KGI：利用率70％」."""
THING: Final = (
    "システム|ソフト|ソフトウ[エェ]ア|サービス|アプリ|ツール|ネットワーク|言語|形式|指標|単位|組織|機関|団体|"
    "技術|仕組み|方式|手法|規格|機能|装置|制度"
)
"""What a name is said to be right before it."""
BOTH: Final = re.compile("[（(](?:いずれ|とも|共|どちら|両者)[もに]")
"""How a bracket begins that explains all the words that are joined before it."""
JOINED: Final = re.compile("([A-Za-z0-9-]{2,9})(?:及び|および|並びに|又は|と|や|・|、|，|/|／)$")
WORDS: Final = re.compile(
    "(?:(?:[ぁ-んァ-ヴー一-鿿]{1,8}[（(][A-Z][a-z]+[）)]|[A-Z][a-z]+[（(][ぁ-んァ-ヴー一-鿿]{1,8}[）)])[、，・→⇒及びと]{0,2}){3,7}"
)
"""Words whose first letters spell an abbreviation: 「計画（Plan）、実行（Do）、評価（Check）、改善（Act）」."""
INITIAL: Final = re.compile("[A-Z](?=[a-z])")
OPENED: Final = re.compile("[（(]")
FROM_HERE: Final = re.compile(
    rf"以下、?[「『]?([A-Za-z0-9-]{{2,9}})[」』]?(?:と[いす言略呼表記]|[）)])|(?<![A-Za-z0-9-])([A-Za-z][A-Za-z0-9-]{{1,8}}){TAIL}」?とは[、，]?(?=[^。]{{8}})"
    rf"|(?:{THING})である「?([A-Za-z][A-Za-z0-9-]{{1,8}})(?![A-Za-z0-9-])"
)
"""「以下「CIO」という」, 「LLブックとは」, 「地理情報システムであるQGIS」."""
IN_ENGLISH: Final = "[（(][A-Za-z][A-Za-z ,.'’-]{6,60}[）)]"
ENTRY: Final = re.compile(
    rf"^(?:[※＊*・]?[ 　]?)([A-Za-z][A-Za-z0-9-]{{1,8}})(?:[（(][^）)\n]*[）)])?[ 　]?[：:][^。\n]*(?:{KIND_OF_THING})(?:。|$)"
    r"|(?<![A-Za-z0-9-])([A-Za-z][A-Za-z0-9-]{1,8})[ 　]?[＝=][ 　]?(?=[ぁ-んァ-ヴー一-鿿])"
    r"|[（(]([A-Z][A-Za-z0-9-]{1,8})[一-鿿]{0,4}[：:＝=][一-鿿ァ-ヴー・]{4,}[）)]"
    rf"|^([A-Za-z][A-Za-z0-9-]{{1,8}})[ 　]?[：:　][ 　]?[^。\n　]{{0,3}}[一-鿿ァ-ヴー][^。\n　]{{2,}}{IN_ENGLISH}"
    rf"|^([A-Za-z][A-Za-z0-9-]{{1,8}})(?:{IN_ENGLISH})?　(?=[^。\n　]*[ぁ-んァ-ヴー一-鿿][^。\n　]{{2,}}。)"
    rf"|(?<![A-Za-z0-9-])([A-Za-z][A-Za-z0-9-]{{1,8}}){IN_ENGLISH}と?は[、，]?(?=[^。\n]{{4,60}}(?:{KIND_OF_THING}))",
    re.MULTILINE,
)
"""An entry or a note that explains a word, wherever it stands: 「LPWA：…の総称」, 「BMI＝体重（kg）÷…」, 「CDO（Chief …）　最高…」."""
ENGLISH: Final = re.compile("[A-Za-z][A-Za-z ,.'’-]{7,}[）)]")
BEGUN: Final = re.compile("(?<![A-Za-z0-9.])[A-Za-z]")
SHORT: Final = re.compile(
    "(?:[A-Za-z][A-Za-z ,.'’-]{6,60}[、，] ?)?(?:略[称語]?|通称|愛称|英語名)?[：:は、 　]{0,2}「?([A-Za-z0-9-]{2,9})([ァ-ヴー一-鿿]{0,6})」?[）)]"
)
"""An abbreviation in brackets, with the end of what it stands for: 「逆浸透膜（RO膜）」."""
COMPOUND: Final = re.compile("(?<![A-Za-z0-9-])([A-Z][A-Za-z0-9-]{1,8})[ァ-ヴー]{1,6}$")
"""A word that is one with katakana after it, and is explained together with them: 「LLブック|（やさしく読める本）」."""
GLOSS: Final = re.compile("[（(][^（）()0-9０-９：:]{6,40}[）)]")
"""A bracket that is long enough to explain a compound; one with figures says when, or how many."""
IN_FRONT: Final = re.compile("([A-Za-z0-9-]{2,9})[、，,] ?[A-Z][A-Za-z ,.'’-]{6,80}[）)]")
"""An abbreviation in brackets with its English words after it: 「市民社会組織（CSO、Civil Society Organisation）」."""
BODY: Final = "機構|協会|連盟|財団|法人|連合会|研究所|センター|基金|機関"
WHOLE: Final = "物質|技術|装置|指数|指標|要求量|症候群|療法|障害|疾患|制度|条約|方式|手法|責任者|規格"
"""How a whole name ends, so that what is beside it is its abbreviation and no part of a compound."""
BESIDE: Final = re.compile(
    rf"(?<![A-Za-z0-9-])([A-Z][A-Za-z-]{{1,8}})[ 　][ァ-ヴー一-鿿・]{{6,28}}(?:{BODY})(?![ァ-ヴー一-鿿])"
    rf"|(?<![ァ-ヴー一-鿿・])[ァ-ヴー一-鿿・]{{3,28}}?(?:{BODY}|{WHOLE})[ 　]?([A-Z][A-Za-z-]{{1,8}})(?![A-Za-z0-9ァ-ヴー一-鿿-])"
)
"""An abbreviation right beside its whole name: 「J-LIS 地方公共団体情報システム機構」, 「浮遊粒子状物質SPM」."""
TAILED: Final = re.compile("(?<![A-Za-z0-9-])([A-Z][A-Za-z0-9-]{1,8})([ァ-ヴー一-鿿]{2,6})$")
"""A word of which the explanation may end in the same way: 「EDI取引（電子データを交換する取引）」."""
SHORTENED: Final = re.compile("以下、?「[^」A-Za-z]{0,12}([A-Z][A-Za-z0-9-]{1,8})[^」A-Za-z]{1,12}」")
"""A short form with an abbreviation of what is written out before it: 「キャッシュフロー割引法（以下「CF割引法」という。）」."""
NEAR: Final = 60
"""Letters before it in which the abbreviation must not be, or it would be part of a name."""
LETTER: Final = re.compile("[A-Za-z0-9-]")
NOTED: Final = re.compile(r"^(?:※|＊|\*|注|（注)[0-9０-９]{0,2}[）)]?[ 　：:]*([A-Za-z-]{2,9})[（(とはの：:]")
"""An abbreviation that a note explains; the note mark is where it is used."""


def explained(word: str, text: str) -> int | None:
    """Find where a word is explained in Japanese: 「CIO（最高情報責任者）」, 「最高情報責任者（CIO）」, 「以下「CIO」という。」."""
    inside = re.finditer(rf"{re.escape(word)}[（(]([^）)]{{0,{FAR}}})", text)
    places = [next((found.start() for found in inside if JAPANESE.search(found[1])), None), _spelled_out(word, text)]
    places += [text.find(f"以下「{word}」という"), _explanation_of(word, text)]
    return min((place for place in places if place is not None and place >= 0), default=None)


def _explanation_of(word: str, text: str) -> int | None:
    """Find where a foreign word, or what it is the first part of, is explained: 「フロントヤード改革とは、…」."""
    found = re.search(
        rf"(?<![ァ-ヴー]){re.escape(word)}(?![ァ-ヴー]){TAIL}」?とは[、，]?(?=[^。]{{8}})|^{re.escape(word)}　(?=[^\n]{{8,}}。)",
        text,
        re.MULTILINE,
    )
    return found.start() if found else None


def _spelled_out(word: str, text: str) -> int | None:
    """Find where a word stands in brackets after its long form; drawings use only this form."""
    around = re.finditer(rf"(.)[」）]?[（(]{re.escape(word)}[）)]", text)
    return next((found.start() for found in around if JAPANESE.match(found[1])), None)


class Abbreviations:
    """Where the abbreviations of a text are explained and first used; found in one pass, since there may be thousands."""

    def __init__(self, text: str) -> None:
        """Read a text, a line for each passage."""
        self._text = text
        self.inside: dict[str, int] = {}
        """「CIO（最高情報責任者）」."""
        self.spelled_out: dict[str, int] = {}
        """「最高情報責任者（CIO）」."""
        self.defined: dict[str, int] = {}
        """「以下「CIO」という。」, 「CIOとは…」."""
        self.noted: dict[str, int] = {}
        """「LPWA：…の総称」, 「BMI＝…」: they may stand after the words are used."""
        self.english: set[str] = set()
        """「API（Application Programming Interface）」: of no help to who knows no English."""
        self.used: dict[str, int] = {}
        for found in OPENED.finditer(text):
            self._bracket(text, found.start())
        for found in FROM_HERE.finditer(text):
            self._define(text, found)
        for found in SHORTENED.finditer(text):
            if found[1] not in text[max(found.start() - NEAR, 0) : found.start()]:
                self.defined.setdefault(found[1], found.start(1))
        for found in ENTRY.finditer(text):
            self.noted.setdefault(next(filter(None, found.groups())), found.start())
        for found in BESIDE.finditer(text):
            self.noted.setdefault(found[1] or found[2], found.start())
        for found in WORDS.finditer(text):
            self.noted.setdefault("".join(INITIAL.findall(found[0])), found.start())
        for found in BEGUN.finditer(text):
            self._use(text, found.start())

    def explained(self, word: str) -> int | None:
        """Give the first place where a word is explained."""
        kinds = (self.inside, self.spelled_out, self.defined)
        return min((places[word] for places in kinds if word in places), default=None)

    def is_late(self, word: str) -> bool:
        """Tell whether a word is used before it is explained; a title may use what the passage right below it explains."""
        place, first = self.explained(word), self.used.get(word)
        if place is None or first is None:
            return place is None
        end = self._text.find("\n", first)
        is_titled = "。" not in self._text[self._text.rfind("\n", 0, first) + 1 : end] and end >= 0
        return first < place and not (is_titled and self._text.count("\n", first, place) == 1)

    def _define(self, text: str, found: re.Match[str]) -> None:
        """Record where a word is explained; 「LLブックとは、…」 may follow right below the passage that first uses it."""
        word, above = found[1] or found[2] or found[3], text.rfind("\n", 0, found.start())
        used = re.compile(rf"(?<![A-Za-z0-9]){word}(?![A-Za-z])").search(text, text.rfind("\n", 0, max(above, 0)) + 1)
        of_below = found[2] and used and used.start() < above
        self.defined.setdefault(word, used.start() if used and of_below else found.start())

    def _bracket(self, text: str, at: int) -> None:
        words, front = SHORT.match(text, at + 1), IN_FRONT.match(text, at + 1)
        before = at - 2 if text[at - 1 : at] in ("」", "）") and at > 1 else at - 1
        if words and before >= 0 and JAPANESE.match(text, before) and text.endswith(words[2], 0, before + 1):
            self.spelled_out.setdefault(words[1], before)
        if front and before >= 0 and JAPANESE.match(text, before):
            self.spelled_out.setdefault(front[1], before)
        if JAPANESE.search(re.split("[）)]", text[at + 1 : at + 1 + FAR], maxsplit=1)[0]):
            for start, end in _words_before(text, at):
                self.inside.setdefault(text[start:end], start)
            gloss, first = GLOSS.match(text, at), max(at - LONGEST - 7, 0)
            tailed = gloss and TAILED.search(text, first, at)
            is_same = tailed and gloss and gloss[0].rstrip("）)").endswith(tailed[2])
            whole = tailed if is_same else gloss and COMPOUND.search(text, first, at)
            if whole:
                self.inside.setdefault(whole[1], whole.start())
        elif ENGLISH.match(text, at + 1):
            self.english.update(text[start:at] for start in _starts(text, at))

    def _use(self, text: str, start: int) -> None:
        for end in range(start + 1, min(start + LONGEST, len(text)) + 1):
            if not LETTER.match(text, end - 1):
                break
            if not text[end : end + 1].isascii() or not text[end : end + 1].isalpha():
                self.used.setdefault(text[start:end], start)


def _starts(text: str, end: int) -> Iterator[int]:
    """Return the offsets at which an abbreviation that ends at an offset may begin."""
    for start in range(end - 1, max(end - 1 - LONGEST, -1), -1):
        if not LETTER.match(text, start):
            break
        yield start


def _words_before(text: str, at: int) -> Iterator[tuple[int, int]]:
    """Return where the words that a bracket explains may begin and end; with 「いずれも」 or after 「PPP／PFI」, all joined words before it."""
    yield from ((start, at) for start in _starts(text, at))
    first = min(_starts(text, at), default=at)
    are_one = BOTH.match(text, at) or text[first - 1 : first] in {*"／/"}
    while are_one and (joined := JOINED.search(text, max(first - LONGEST - 3, 0), first)):
        yield joined.span(1)
        first = joined.start()


@lru_cache(maxsize=8)
def abbreviations(text: str) -> Abbreviations:
    """Return the abbreviations of a text; cached."""
    return Abbreviations(text)
