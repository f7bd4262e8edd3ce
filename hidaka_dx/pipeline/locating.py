"""Maps faults of typesetting, or those foreseen by the check, to positions in the content."""

import re
from collections.abc import Iterator
from unicodedata import normalize

from hidaka_dx.content import Manuscript
from hidaka_dx.japanese.letters import is_kanji
from hidaka_dx.problem import Place, Problem

SHOWN = 30
"""Maximum number of characters quoted from a line."""
COUNTED = re.compile(r"^(?:図|表)?[0-9]+(?:[-.][0-9]+)*[ 　]*")
"""Automatic numbering before a title."""
KANJI = "形の近い漢字（「𠮷」なら「吉」）か、仮名で書いてください。人の名前なら、それでよいかを本人に確かめてください。"
OTHER = "別の字で書いてください。"
NOWHERE = Place("templates")
"""Placeholder for text not found in the content."""


def letter_problems(letter: str, manuscript: Manuscript | None) -> Iterator[Problem]:
    """Report a character that no font covers, at each place where it is written: for the bold 𝟐 of mathematics, a plain one will do."""
    plain = normalize("NFKC", letter)
    advice = f"「{plain}」と書いてください。" if plain not in {letter, ""} else KANJI if is_kanji(letter) else OTHER
    message = f"「{letter}」（U+{ord(letter):04X}）は、どの書体にもありません。{advice}"
    places = tuple(manuscript.find(letter)) if manuscript else ()
    yield from (Problem(place, message, "glyph") for place in places or (NOWHERE,))


def picture_problems(image: str, message: str, manuscript: Manuscript | None) -> Iterator[Problem]:
    """Report an image that cannot be printed, at the figures or the cover that use it."""
    places = tuple(manuscript.uses_of(image)) if manuscript else ()
    yield from (Problem(place, message, "image") for place in places or (NOWHERE,))


def overflow_problems(words: str, message: str, manuscript: Manuscript | None, template: Place) -> Iterator[Problem]:
    """Report overflowing text where it is written; text not found in the content is reported at the template.

    A line may hold only part of the written text, so ever shorter prefixes of it are searched.
    """
    bare = COUNTED.sub("", words)
    shorter = (bare[:length] for length in range(len(bare), 0, -4))
    places = next((found for each in shorter if manuscript and (found := tuple(manuscript.find(each)))), (template,))
    named = f"「{words[:SHOWN]}{'…' if words[SHOWN:] else ''}」が、" if words else "表や図が、"
    advice = "短い語に改めるか、語の間に空白を入れてください。ひな型と書式で改めたのなら、幅を直してください。"
    yield from (Problem(place, f"{named}{message}。{advice}", "overflow") for place in places[:1])
