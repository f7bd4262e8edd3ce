"""Flow sequences [ ] and mappings { }: finds commas or colons of the text that YAML took for its syntax."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple, cast

import yaml

from hidaka_dx.source.joining import short

DIGITS: Final = re.compile(r"(?<![0-9])[0-9]{1,3}$")
THOUSANDS: Final = re.compile(r"[0-9]{3}(?![0-9])")
SENTENCE: Final = re.compile(r"[^。．！？]{3}[。．！？]$")
COLON: Final = re.compile(r"\s*:")
QUOTE: Final = '一つの値なら、「"…"」で囲むか、「- 」で始まる行に書いてください。'


class Cut(NamedTuple):
    """A place where text was split, and how to fix it."""

    mark: yaml.Mark
    message: str
    rule: str


def cut_items(items: Sequence[yaml.ScalarEvent]) -> Iterator[Cut]:
    """Find commas of numbers and sentences that split the items of a flow sequence."""
    plain = [item for item in items if not item.style]
    amounts = [(before, after) for before, after in pairwise(items) if _is_amount(before, after)]
    ended = [bool(SENTENCE.search(item.value)) for item in plain]
    for before, after in amounts:
        number = f"{_last(before.value)},{after.value[:3]}"
        message = f"[ ] の中の「,」は区切りなので、「{number}」が「{_last(before.value)}」と「{after.value[:3]}」に分かれます。{QUOTE}"
        yield Cut(_comma(before), message, "yaml-comma")
    if not amounts and len(plain) == len(items) and any(ended) and not all(ended):
        before = plain[min(ended.index(False), len(plain) - 2)]
        message = (
            f"[ ] の中の「,」は区切りなので、「{short(before.value)}」の後で項目が分かれます。"
            f"{QUOTE}別々の項目なら、文の終わりの「。」をそろえてください。"
        )
        yield Cut(_comma(before), message, "yaml-comma")


def unvalued(key: yaml.ScalarEvent, before: yaml.ScalarEvent | None) -> Cut | None:
    """Report a key in { } without 「: 値」; `before` is the value right before it."""
    end, start = cast("yaml.Mark", key.end_mark), cast("yaml.Mark", key.start_mark)
    if COLON.match(end.buffer or "", end.pointer):
        return None
    name, colon, _ = key.value.replace("：", ":").partition(":")
    if before and _is_amount(before, key):
        number = f"{before.value}{key.value}"
        message = f"{{ }} の中の「,」は区切りです。数は「,」を付けずに {number} のように書いてください。"
        return Cut(_comma(before), message, "yaml-comma")
    if colon:
        message = f"「{key.value}」は値のないキーになります。「:」は半角で書き、後に空白を一つ置いて「{name}: 値」としてください。"
        return Cut(start, message, "yaml-key")
    message = (
        f"{{ }} の中の「{short(key.value)}」に「: 値」がありません。欄なら、書き加えてください。"
        '「,」が文の一部なら、値を「"…"」で囲んでください。'
    )
    return Cut(start, message, "yaml-comma")


def is_pair(event: yaml.MappingStartEvent) -> bool:
    """Tell whether an item of a flow sequence became 「キー: 値」 only because of a colon in its text."""
    mark = cast("yaml.Mark", event.start_mark)
    return (mark.buffer or "")[mark.pointer] != "{"


def _is_amount(before: yaml.ScalarEvent, after: yaml.ScalarEvent) -> bool:
    """Tell whether a comma without space is a thousands separator."""
    end, start = cast("yaml.Mark", before.end_mark), cast("yaml.Mark", after.start_mark)
    plain = not before.style and not after.style and (end.buffer or "")[end.pointer : start.pointer] == ","
    return plain and bool(DIGITS.search(before.value) and THOUSANDS.match(after.value))


def _comma(before: yaml.ScalarEvent) -> yaml.Mark:
    return cast("yaml.Mark", before.end_mark)


def _last(words: str) -> str:
    found = DIGITS.search(words)
    return found[0] if found else ""
