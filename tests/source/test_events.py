"""libyaml's events are those of PyYAML's own parser wherever they are taken."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from hidaka_dx.source.events import quick_events

ROOT = Path(__file__).parents[2]
FILES = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples/mihon/content").rglob("*.yaml"))]
PIECES = (
    *(
        " ",
        "　",
        "\t",
        ":",
        "：",
        "- ",
        "#",
        " #",
        "[",
        "]",
        "{",
        "}",
        ",",
        '"',
        "'",
        "|",
        ">",
        "|-",
        ">+",
        "\n",
        "\n\n",
    ),
    *(" \n", "!", "&a", "*a", "?", "? ", "%", "@", "`", "---\n", "...\n", "\\", "\u2028", "\x85", "\ufeff", "あ"),
    *("1,200", "a: b", "\r\n", "\r", "~", "null", "<<: ", "  ", "[]", "{}", '""', "''", "|2", "𠮷"),
)
MUTATED = 1500
LENGTH = 700


def described(event: yaml.Event) -> tuple[object, ...]:
    marks = [(each.index, each.line, each.column, each.buffer, each.pointer) for each in marks_of(event)]
    names = ("value", "style", "flow_style", "anchor", "tag", "implicit")
    return type(event), *(getattr(event, name, None) or None for name in names), *marks


def marks_of(event: yaml.Event) -> Iterator[Any]:
    yield from (event.start_mark, event.end_mark)


def mutated(rng: random.Random) -> str:
    text = rng.choice(FILES)
    start = text.rfind("\n", 0, rng.randrange(len(text))) + 1
    text = text[start : start + LENGTH].rpartition("\n")[0] + "\n"
    for _ in range(rng.randrange(1, 4)):
        at = rng.randrange(len(text) + 1)
        text = text[:at] + (rng.choice(PIECES) + text[at:] if rng.random() < 0.7 else text[at + rng.randrange(1, 8) :])
    return text


def test_the_events_are_those_of_the_other_parser() -> None:
    rng = random.Random(7)
    taken = 0
    for text in (*FILES, *(mutated(rng) for _ in range(MUTATED))):
        quick = quick_events(text)
        if quick is not None:
            taken += 1
            assert [*map(described, quick)] == [*map(described, yaml.parse(text, Loader=yaml.SafeLoader))], text
    assert taken > MUTATED / 8  # most mutations make a file faulty or odd


def test_what_only_one_parser_takes_is_left_to_pyyaml() -> None:
    for text in ("a:\t1\n", "a: 1", "{a: , b: 1}\n", "a: |-# no comment\n  b\n", "a: [? ]\n", "a: b: c\n"):
        assert quick_events(text) is None, text
