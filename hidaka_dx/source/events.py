"""Events from libyaml (ten times as fast) where they equal those of PyYAML's own parser.

The two differ in rare cases: tabs, unusual line ends, characters that may not begin a value, omitted values, a file
without a final line end. Such files, and invalid ones, are left to PyYAML's own parser.
"""

import re
from collections.abc import Sequence
from typing import Any, Final, cast

import yaml

ODD: Final = re.compile("[\\t\\r\\x85\\u2028\\u2029\\ufeff?!&*@`]|[|>][-+0-9]*#|(?<!\\n)\\Z")
"""Where the two parsers may differ, as found by comparing them on mutated files (`tests/source/test_events.py`)."""
_LIBYAML: Final = getattr(yaml, "CBaseLoader", None)


def quick_events(text: str) -> Sequence[yaml.Event] | None:
    """Return all events of a file, none where PyYAML's own parser is needed; marks include the text, as PyYAML's do."""
    if _LIBYAML is None or ODD.search(text):
        return None
    events, loader, buffer = [], _LIBYAML(text), text + "\0"
    try:
        while loader.check_event():
            events.append(_marked(loader.get_event(), buffer))
    except (yaml.YAMLError, ValueError, OverflowError):
        return None
    finally:
        loader.dispose()
    return None if any(map(_is_left_out, events)) else events


def _marked(event: Any, buffer: str) -> yaml.Event:
    event.start_mark = _mark(event.start_mark, buffer)
    event.end_mark = _mark(event.end_mark, buffer)
    return cast("yaml.Event", event)


def _mark(mark: Any, buffer: str) -> yaml.Mark:
    return yaml.Mark("<unicode string>", mark.index, mark.line, mark.column, buffer, mark.index)


def _is_left_out(event: yaml.Event) -> bool:
    return isinstance(event, yaml.ScalarEvent) and not event.value and not event.style
