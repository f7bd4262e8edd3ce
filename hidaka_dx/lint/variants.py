"""Rules that compare the words of the whole text with each other: 表記ゆれ."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, cast

from hidaka_dx.lint.passage import Finding, Passage
from hidaka_dx.lint.reading import Reading
from hidaka_dx.lint.rule import rule
from hidaka_dx.lint.words import NOUN, compiled, word_list, words
from hidaka_dx.source import parse_own

KATAKANA: Final = re.compile(r"[ァ-ヴ][ァ-ヴー・]*[ァ-ヴー]")
LATIN: Final = re.compile(r"[A-Za-z][A-Za-z]*(?:[-.][A-Za-z]+)*")
KANJI: Final = "[一-鿿々]"
OKURI: Final = "(?:わせ|[りちきいしけみえれせびげめべじぎ])"
COMPOUND: Final = re.compile(rf"{KANJI}{OKURI}?{KANJI}{OKURI}?{NOUN}")
SHORTEST: Final = 6
"""Letters of a word from which a neighbour by one letter is a slip of the pen rather than another word."""
LONGEST: Final = 40
"""Letters of a word beyond which it is no word."""
SOUNDS: Final = (
    ("ヴァ", "バ"), ("ヴィ", "ビ"), ("ヴェ", "ベ"), ("ヴォ", "ボ"), ("ヴ", "ブ"), ("ァ", "ア"), ("ィ", "イ"), ("ゥ", "ウ"),
    ("ェ", "エ"), ("ォ", "オ"), ("・", ""),
)  # fmt: skip


@dataclass(frozen=True)
class Use:
    """A word where it stands."""

    passage: Passage
    start: int
    word: str

    def found(self, message: str) -> Finding:
        """Say that the word is at fault here."""
        return self.passage.found(self.start, self.start + len(self.word), message)


def uses(passages: Iterable[Passage], pattern: re.Pattern[str]) -> tuple[Use, ...]:
    """Collect the words of a pattern, in order."""
    return tuple(Use(p, found.start(), found[0]) for p in passages for found in p.matches(pattern))


@rule("near-miss", "注意", "X09・D6・D7（用語集と本文の近い綴り）")
def near_miss(reading: Reading) -> Iterator[Finding]:
    """用語解説の言葉やよく使う言葉と一字違いの片仮名語・英単語は、打ち間違いかもしれません。

    誤: デジタルデバインド対策を進めます。[content/glossary.yaml] [{id: divide, term: デジタルデバイド, text: 格差}]
    誤: コミュニケージョンを図ります。
    誤: Digital Transformatonの略です。
    正: デジタルデバイド対策とコミュニケーションを進めます。[content/glossary.yaml] [{id: divide, term: デジタルデバイド, text: 格差}]
    """
    terms = [use.word for use in uses(reading.fields("glossary.term"), KATAKANA)]
    found = [use for use in uses(reading.prose, KATAKANA) if len(use.word) >= SHORTEST]
    frequent = _frequent(found)
    yield from _near(found, {*terms, *word_list("katakana")}, frequent)
    latin = [use for use in uses(reading.prose, LATIN) if len(use.word) >= SHORTEST]
    yield from _near(
        latin,
        word_list("english") | {use.word for use in latin if use.passage.field == "glossary.term"},
        _frequent(latin),
    )


def _frequent(found: Sequence[Use]) -> set[str]:
    counts: dict[str, int] = defaultdict(int)
    for use in found:
        counts[use.word] += 1
    return {word for word, count in counts.items() if count > 1}


def _near(found: Sequence[Use], known: set[str] | frozenset[str], frequent: set[str]) -> Iterator[Finding]:
    suspects = [use for use in found if use.word not in known and len(use.word) <= LONGEST]
    near_known, near_frequent = _neighbours(known), _neighbours(frequent)
    meant: dict[str, str | None] = {}
    for word in {use.word for use in suspects}:
        likely = [each for each in _near_in(word, near_known) if _one_apart(word, each) or _small_letter(word, each)]
        if not likely and word not in frequent:
            likely = [each for each in _near_in(word, near_frequent) if _one_apart(word, each)]
        meant[word] = min(likely, default=None)
    for use in suspects:
        if right := meant[use.word]:
            yield use.found(f"「{use.word}」は「{right}」の誤りではありませんか。そろえてください。")


def _neighbours(words: Iterable[str]) -> dict[str, list[str]]:
    """Sort words by what they have in common with those that are one letter apart, or sound the same."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in words:
        for key in _keys(word) if len(word) <= LONGEST else ():
            found[key].append(word)
    return found


def _near_in(word: str, neighbours: Mapping[str, Sequence[str]]) -> set[str]:
    return {each for key in _keys(word) for each in neighbours.get(key, ())}


def _keys(word: str) -> set[str]:
    """Give a word, the word without each of its letters, and its sound: words one apart have one of these in common."""
    return {word, _sound(word.replace("・", "")), *(word[:i] + word[i + 1 :] for i in range(2, len(word)))}


def _one_apart(word: str, other: str) -> bool:
    """Tell whether one letter is added, lost, changed or swapped; plurals, long vowels and dots do not count."""
    if abs(len(word) - len(other)) > 1 or len(other) < SHORTEST or _sound(word) == _sound(other):
        return False
    if word.casefold() in (other.casefold(), other.casefold() + "s") or other.casefold() == word.casefold() + "s":
        return False
    start = next(
        (i for i, pair in enumerate(zip(word, other, strict=False)) if pair[0] != pair[1]), min(len(word), len(other))
    )
    one, two = word[start:], other[start:]
    if min(start, len(word) - 1) < 2:
        return False
    return one[1:] == two or one == two[1:] or one[1:] == two[1:] or (one[2:] == two[2:] and one[:2] == two[:2][::-1])


def _small_letter(word: str, other: str) -> bool:
    """Tell whether only the size of a letter differs: フオン for フォン."""
    bare, meant = (each.replace("・", "").rstrip("ー") for each in (word, other))
    return bare != meant and _sound(word) == _sound(other)


def _sound(word: str) -> str:
    """Give what all ways of writing a katakana word have in common."""
    for one, other in SOUNDS:
        word = word.replace(one, other)
    return word.rstrip("ー")


@rule("katakana-variant", "注意", "外来語の表記（一つの文書では一つの書き方）、D8")
def katakana_variant(reading: Reading) -> Iterator[Finding]:
    """片仮名語の中点、長音、小さな字の書き方を、一つの文書でそろえます。

    誤: デジタル・ガバメントを進めます。デジタルガバメントの計画です。デジタル・ガバメントです。
    誤: コロナウイルスとコロナウィルスの対策です。
    正: デジタル・ガバメントを進めます。デジタル・トランスフォーメーションの一つです。
    """
    yield from _variants(reading, uses(reading.prose, KATAKANA), _sound)


@rule("latin-variant", "注意", "この点検の決まり（一つの文書では一つの書き方）")
def latin_variant(reading: Reading) -> Iterator[Finding]:
    """英字の言葉の大文字と小文字、ハイフンを、一つの文書でそろえます。

    誤: Wi-Fi環境を整備し、Wi-Fiを開放します。WiFiの設備です。
    正: Wi-Fi環境を整備します。informationとInformationは別の所で使います。
    """
    found = [use for use in uses(reading.prose, LATIN) if len(use.word) > 1]
    yield from _variants(reading, found, lambda word: re.sub("[-.]", "", word[0].casefold() + word[1:]).casefold())


def _variants(reading: Reading, found: Iterable[Use], key: Callable[[str], str]) -> Iterator[Finding]:
    """Find the rarer of several ways of writing one word; that of a cited title comes before the more frequent one."""
    cited = " ".join(source.title for source in reading.manuscript.sources)
    groups: dict[str, list[Use]] = defaultdict(list)
    for use in found:
        groups[key(use.word)].append(use)
    for group in groups.values():
        forms = list(dict.fromkeys(use.word for use in group))
        if len({form[0].casefold() + form[1:] for form in forms}) > 1:
            counts = Counter(use.word for use in group)
            usual = max(forms, key=lambda form: (form in cited, counts[form]))
            yield from (
                use.found(f"「{use.word}」と「{usual}」が混ざっています。「{usual}」にそろえてください。")
                for use in group
                if use.word != usual
            )


@rule("okurigana-variant", "注意", "送り仮名の付け方（一つの文書では一つの書き方）、K16")
def okurigana_variant(reading: Reading) -> Iterator[Finding]:
    """同じ名詞の送り仮名を、一つの文書でそろえます。

    誤: 申請の受付を始めます。受け付けは窓口です。受付の時間を延ばします。
    正: 受付を始めます。窓口で受け付けます。
    """
    known = {form for word in words("okurigana") for form in (word.write, word.other)}
    found = [use for use in uses(reading.prose, COMPOUND) if use.word not in known]
    yield from _variants(reading, found, lambda word: re.sub("[ぁ-ん]", "", word))


@rule("mixed-forms", "注意", "D15（一つの文書では一つの書き方）")
def mixed_forms(reading: Reading) -> Iterator[Finding]:
    """どちらも正しい書き方を、一つの文書で混ぜません（まちづくり・町づくり）。語の一覧は lint/words/pairs.yaml にあります。

    誤: まちづくりを進めます。まちづくりの計画です。町づくりの担い手を育てます。
    正: まちづくりを進めます。
    """
    first = {form: forms[0] for forms in pairs() for form in forms}
    pattern = compiled("|".join(map(re.escape, sorted(first, key=len, reverse=True))))
    yield from _variants(reading, uses(reading.prose, pattern), first.__getitem__)


@cache
def pairs() -> tuple[tuple[str, ...], ...]:
    """Give words that are right in more than one form, each with its other forms."""
    text = (files("hidaka_dx.lint") / "words" / "pairs.yaml").read_text(encoding="utf-8")
    return tuple(map(tuple, cast("list[list[str]]", parse_own(text))))
