"""Rules that compare the words of the whole text with each other: 表記ゆれ."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, cast

from hidaka_dx.lint.compounds import COMPOUND, is_noun_of_verbs, without_kana
from hidaka_dx.lint.likeness import LONGEST, SHORTEST, is_slip, near_in, neighbours, one_apart, small_letter, sound
from hidaka_dx.lint.passage import Passage, RuleFinding
from hidaka_dx.lint.reading import ProseReading
from hidaka_dx.lint.rule import rule
from hidaka_dx.lint.words import compiled, word_list, words
from hidaka_dx.source import parse_own

KATAKANA: Final = re.compile(r"[ァ-ヴ][ァ-ヴー・]*[ァ-ヴー]")
LONGER: Final = re.compile("[一-鿿]{2}")
SYMBOL: Final = 2
"""Letters of what may be a sign: MM is the month, mm the minute."""
SMALL_WORDS: Final = frozenset(
    ["and", "or", "of", "the", "for", "to", "in", "on", "by", "with", "at", "is", "no", "an", "as", "it", "my", "your"]
)
"""English words that are written small or large as the name wants it."""
PHRASE_BEFORE: Final = re.compile("(?:[A-Za-z0-9'&,.] |[@/:_.&])$")
PHRASE_AFTER: Final = re.compile("(?:'| [A-Za-z&]|[@/:_&]|[.][A-Za-z])")
LATIN: Final = re.compile(r"[A-Za-z][A-Za-z]*(?:[-.][A-Za-z]+)*")
DEFINED: Final = re.compile("以下「(?P<short>[^」]{1,40})」")


@dataclass(frozen=True)
class WordUse:
    """An occurrence of a word."""

    passage: Passage
    start: int
    word: str

    def found(self, message: str) -> RuleFinding:
        """Create a finding about the word."""
        return self.passage.found(self.start, self.start + len(self.word), message)


def uses(passages: Iterable[Passage], pattern: re.Pattern[str]) -> tuple[WordUse, ...]:
    """Collect the words of a pattern, in order."""
    return tuple(WordUse(p, found.start(), found[0]) for p in passages for found in p.matches(pattern))


@rule("near-miss", "注意", "X09・D6・D7（用語集と本文の近い綴り）", "word")
def near_miss(reading: ProseReading) -> Iterator[RuleFinding]:
    """用語解説の言葉やよく使う言葉と一字違いの片仮名語・英単語は、打ち間違いかもしれません。

    誤: デジタルデバインド対策を進めます。[content/glossary.yaml] [{id: divide, term: デジタルデバイド, text: 格差}]
    誤: コミュニケージョンを図ります。
    誤: Digital Transformatonの略です。
    正: デジタルデバイド対策とコミュニケーションを進めます。[content/glossary.yaml] [{id: divide, term: デジタルデバイド, text: 格差}]
    """
    terms = [use.word for use in uses(reading.fields("glossary.term"), KATAKANA)]
    found = [use for use in uses(reading.prose, KATAKANA) if len(use.word) >= SHORTEST]
    frequent = _frequent(found)
    own = {word.use for word in reading.manuscript.style.words}
    yield from _near(found, {*terms, *own}, word_list("katakana"), frequent)
    latin = [use for use in uses(reading.prose, LATIN) if len(use.word) >= SHORTEST and not _is_in_address(use)]
    explained = {use.word for use in latin if use.passage.field == "glossary.term"}
    yield from _near(latin, explained, word_list("english"), _frequent(latin))


def _misspelt(reading: ProseReading) -> frozenset[str]:
    """Give the katakana words in which only the size of a letter differs from a known word; these are reported by near-miss."""
    known: dict[str, set[str]] = defaultdict(set)
    for word in word_list("katakana"):
        known[sound(word)].add(word)
    found = {use.word for use in uses(reading.prose, KATAKANA) if len(use.word) >= SHORTEST}
    return frozenset(
        word
        for word in found - word_list("katakana")
        if any(small_letter(word, other) for other in known.get(sound(word.replace("・", "")), ()))
    )


def _frequent(found: Sequence[WordUse]) -> set[str]:
    counts: dict[str, int] = defaultdict(int)
    for use in found:
        counts[use.word] += 1
    return {word for word, count in counts.items() if count > 1}


def _near(found: Sequence[WordUse], own: set[str], listed: frozenset[str], frequent: set[str]) -> Iterator[RuleFinding]:
    """Find words that are nearly one of the town's `own` terms, or a slip of a `listed` or `frequent` word."""
    known = own | listed
    sounds = {sound(word) for word in known}
    suspects = [use for use in found if use.word not in known and len(use.word) <= LONGEST]
    near_known, near_frequent = neighbours(known), neighbours(frequent)
    meant: dict[str, str | None] = {}
    for word in {use.word for use in suspects}:
        apart = sound(word) not in sounds
        likely = [
            each
            for each in near_in(word, near_known)
            if (apart and one_apart(word, each) and (each in own or is_slip(word, each, frequent)))
            or small_letter(word, each)
        ]
        if not likely and apart:
            likely = [
                each for each in near_in(word, near_frequent) if one_apart(word, each) and is_slip(word, each, frequent)
            ]
        meant[word] = min(likely, default=None)
    for use in suspects:
        if right := meant[use.word]:
            yield use.found(f"「{use.word}」は「{right}」の誤りではありませんか。そろえてください。")


@rule("katakana-variant", "注意", "外来語の表記（一つの文書では一つの書き方）、D8", "word")
def katakana_variant(reading: ProseReading) -> Iterator[RuleFinding]:
    """片仮名語の中点、長音、小さな字の書き方を、一つの文書でそろえます。

    誤: デジタル・ガバメントを進めます。デジタルガバメントの計画です。デジタル・ガバメントです。
    誤: コロナウイルスとコロナウィルスの対策です。
    誤: コミュニティーの場です。コミュニティを支えます。コミュニティーの会です。
    正: デジタル・ガバメントを進めます。デジタル・トランスフォーメーションの一つです。
    正: スキを見せません。スキー場を直します。
    """
    found = uses(reading.prose, KATAKANA)
    misspelt = _misspelt(reading)
    others = [use for use in found if use.word not in misspelt]
    yield from _variants(reading, others, sound, lambda word: word.replace("・", "") in _official_katakana())


@cache
def _official_katakana() -> frozenset[str]:
    """Return words with a known official spelling, without ・, since the sources do not settle its use."""
    return frozenset(word.replace("・", "") for word in (*word_list("katakana"), *_long_vowels()))


def _long_vowels() -> Iterator[str]:
    return (word.write for word in words("long-vowel"))


@rule("latin-variant", "注意", "この点検の決まり（一つの文書では一つの書き方）", "word")
def latin_variant(reading: ProseReading) -> Iterator[RuleFinding]:
    """英字の言葉の大文字と小文字、ハイフンを、一つの文書でそろえます。

    製品やサービスの正式な書き方（e-Tax、Wi-Fi、YouTube）が分かるものは、それにそろえます。英文や英語の名前の中の語は調べません。

    誤: Wi-Fi環境を整備し、Wi-Fiを開放します。WiFiの設備です。
    誤: YouTubeで配信します。Youtubeの利用が増えました。
    正: Wi-Fi環境を整備します。informationとInformationは別の所で使います。
    正: 標語は「GO AND SEE」です。and は英語の言葉です。
    """
    found = [
        use
        for use in uses(reading.prose, LATIN)
        if len(use.word) > SYMBOL and use.word.casefold() not in SMALL_WORDS and not _is_in_phrase(use)
    ]
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for use in found:
        groups[_latin_key(use.word)][use.word] += 1
    disputed = {key for key, counts in groups.items() if _is_outnumbered(counts)}
    others = [use for use in found if _latin_key(use.word) not in disputed]
    yield from _variants(reading, others, _latin_key, word_list("products").__contains__)


def _latin_key(word: str) -> str:
    return re.sub("[-.]", "", word).casefold()


def _is_outnumbered(counts: Counter[str]) -> bool:
    """Tell whether an official form is present but rarer than another one, so that the intended form is unclear."""
    official = max((counts[form] for form in counts if form in word_list("products")), default=0)
    return 0 < official < max(counts.values())


def _is_in_address(use: WordUse) -> bool:
    text, end = use.passage.text, use.start + len(use.word)
    return text[use.start - 1 : use.start] in {*"/@:_."} or text[end : end + 1] in {*"/@_"}


def _is_in_phrase(use: WordUse) -> bool:
    """Tell whether a word stands among other Latin words, in an address or in the name of a file."""
    text, end = use.passage.text, use.start + len(use.word)
    return bool(PHRASE_BEFORE.search(text, max(use.start - 3, 0), use.start) or PHRASE_AFTER.match(text, end))


def _variants(
    reading: ProseReading,
    found: Iterable[WordUse],
    key: Callable[[str], str],
    official: Callable[[str], bool] | None = None,
) -> Iterator[RuleFinding]:
    """Find the rarer of several ways of writing one word in the town's own words; quoted words are counted, too.

    An official form, or that of a cited title, is preferred to the most frequent one.
    """
    cited = " ".join(source.title for source in reading.manuscript.sources)
    groups: dict[str, list[WordUse]] = defaultdict(list)
    for use in found:
        groups[key(use.word)].append(use)
    for group in groups.values():
        counts = Counter(use.word for use in group)
        if len({form[0].casefold() + form[1:] for form in counts}) > 1:
            usual = max(counts, key=lambda form: (bool(official and official(form)), form in cited, counts[form]))
            yield from (
                use.found(f"「{use.word}」と「{usual}」が混ざっています。「{usual}」にそろえてください。")
                for use in group
                if use.word != usual and reading.is_own(use.passage, use.start)
            )


@rule("okurigana-variant", "注意", "送り仮名の付け方（一つの文書では一つの書き方）、K16", "word")
def okurigana_variant(reading: ProseReading) -> Iterator[RuleFinding]:
    """同じ名詞の送り仮名を、一つの文書でそろえます。

    誤: 申請の受付を始めます。受け付けは窓口です。受付の時間を延ばします。
    誤: 変更届けを出します。様式は変更届です。
    正: 受付を始めます。窓口で受け付けます。
    正: 強い風が吹きました。強風の日は休みます。食べ物と食物、売り買いと売買は別の言葉です。
    """
    known = {form for word in words("okurigana") for form in (word.write, word.other)}
    found = [use for use in uses(reading.prose, COMPOUND) if use.word not in known and is_noun_of_verbs(use.word)]
    yield from _variants(reading, found, without_kana)


@rule("mixed-forms", "注意", "D15（一つの文書では一つの書き方）", "word")
def mixed_forms(reading: ProseReading) -> Iterator[RuleFinding]:
    """どちらも正しい書き方を、一つの文書で混ぜません（まちづくり・町づくり）。語の一覧は lint/words/pairs.yaml にあります。

    誤: まちづくりを進めます。まちづくりの計画です。町づくりの担い手を育てます。
    正: まちづくりを進めます。
    正: スマートフォン（以下「スマホ」という。）を配ります。スマホで申請します。
    """
    first = {form: forms[0] for forms in pairs() for form in forms}
    pattern = compiled("|".join(map(re.escape, sorted(first, key=len, reverse=True))))
    found = [
        use for use in uses(reading.prose, pattern) if not _is_part(use) and reading.is_own(use.passage, use.start)
    ]
    defined = {found["short"] for passage in reading.prose for found in passage.matches(DEFINED)}
    others = [use for use in found if first[use.word] not in {first.get(short) for short in defined}]
    yield from _variants(reading, others, first.__getitem__)


def _is_part(use: WordUse) -> bool:
    """Tell whether a word is part of a longer one, which may be a name (障害者扶養共済制度), or another name in brackets."""
    return bool(LONGER.match(use.passage.text, use.start + len(use.word))) or use.passage.is_within(use.start, "（(")


@cache
def pairs(name: str = "pairs") -> tuple[tuple[str, ...], ...]:
    """Return words with several correct forms, each with the other forms; `synonyms` are words for one thing."""
    text = (files("hidaka_dx.lint") / "words" / f"{name}.yaml").read_text(encoding="utf-8")
    return tuple(map(tuple, cast("list[list[str]]", parse_own(text))))
