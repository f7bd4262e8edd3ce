"""Strict YAML parser: every scalar stays text, every value knows its place.

Works on PyYAML's events, so nothing is constructed, expanded or executed. Rejected: duplicate keys, anchors and
aliases, tags, several documents in a file, excessive nesting.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final, TypeAlias, cast

import yaml

from hidaka_dx.kept.memory import Memory
from hidaka_dx.problem import Place, Problem
from hidaka_dx.source.characters import forbidden
from hidaka_dx.source.events import quick_events
from hidaka_dx.source.flow import Cut, cut_items, is_pair, unvalued
from hidaka_dx.source.scalars import after_key, scalar_text, traps
from hidaka_dx.source.syntax import syntax_problem
from hidaka_dx.source.typing_habits import markup

Path: TypeAlias = tuple[str | int, ...]
"""Where a value stands inside its file: keys and indexes from the top."""

DEEPEST: Final = 24
LENIENT: Final = frozenset(
    (
        "indent",
        "list-mark",
        "yaml-colon",
        "yaml-comma",
        "yaml-comment",
        "yaml-continued",
        "yaml-key",
        "yaml-null",
        "yaml-quote",
    )
)
"""Rules for what can be read but was hardly meant so. An issued edition was printed as it can be read, and stays so."""


@dataclass(frozen=True)
class Data:
    """The content of a YAML file as text, lists and dictionaries."""

    value: object
    path: str
    """The file, relative to the town's folder."""
    places: MappingProxyType[Path, Place]
    """Place of each value."""
    keys: MappingProxyType[Path, Place]
    """Place of each key that leads to a value."""

    def place(self, path: Path) -> Place:
        """Return the place of the value at `path`, or of the nearest enclosing one."""
        while path not in self.places and path:
            path = path[:-1]
        return self.places.get(path, Place(self.path))

    def find(self, words: str, *, whole: bool = False) -> Iterator[Place]:
        """Return the places of values that contain a text or, if `whole`, equal it."""
        for path, place in self.places.items():
            value: Any = self.value
            for step in path:
                value = value[step]
            if isinstance(value, str) and (words == value if whole else words in value):
                yield place


Parsed: TypeAlias = tuple[Data | None, tuple[Problem, ...]]
_known: Final = Memory[Parsed](2**20)
"""By letters that were read: of all files that a preview or a desk reads again, one has changed."""


def parse_known(text: str, path: str) -> Parsed:
    """Parse YAML as `parse_data` does, once in a while for the same text: nobody may change what is returned."""
    return _known.of((text, path), len(text), lambda: parse_data(text, path))


def parse_data(text: str, path: str) -> Parsed:
    """Parse YAML; return its data (none where the syntax is invalid) and all problems."""
    builder = _Builder(path)
    loader: yaml.SafeLoader | None = None
    try:
        quick = quick_events(text)
        for event in quick or ():
            builder.take(event)
        if quick is None:
            loader = yaml.SafeLoader(text)
            while loader.check_event():
                builder.take(loader.get_event())  # type: ignore[no-untyped-call]
    except _TooDeep as error:
        return None, (*builder.problems, error.problem)
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # PyYAML leaks exceptions of int() and chr() for escapes like "\UFFFFFFFF"
        mark = loader.get_mark() if loader else None
        reached = Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)
        return None, tuple(_without_follower(builder.problems, syntax_problem(error, text, reached)))
    data = Data(builder.value, path, MappingProxyType(builder.places), MappingProxyType(builder.keys))
    return data, tuple(dict.fromkeys(builder.problems))


def parse_own(text: str) -> object:
    """Parse trusted YAML of this package: fast, every scalar as text, without places; raises on errors."""
    return yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506  makes nothing but text


def _without_follower(found: list[Problem], last: Problem) -> Iterator[Problem]:
    """Remove follow-up problems: brackets that seem open only because another fault hides their end."""
    hidden = any(each.rule == "yaml-comment" and each.place >= last.place for each in found)
    yield from dict.fromkeys(found if hidden else [*found, last])


class _TooDeep(Exception):
    def __init__(self, place: Place) -> None:
        self.problem = Problem(place, f"入れ子が深すぎます。{DEEPEST}段までにしてください。", "yaml-depth")


@dataclass
class _Open:
    """A list or dictionary whose end event has not arrived."""

    value: list[object] | dict[str, object]
    path: Path
    flow: bool = False
    """Is it written in brackets?"""
    key: str | None = None
    scalars: list[yaml.ScalarEvent] = field(default_factory=list)
    """Its items, or the values of its keys, as far as they are scalars."""

    @property
    def awaits_key(self) -> bool:
        """Whether the next event is a key."""
        return isinstance(self.value, dict) and self.key is None


@dataclass
class _Builder:
    file: str
    value: object = None
    places: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    documents: int = 0

    def take(self, event: yaml.Event) -> None:
        """Add one parser event to the tree."""
        match event:
            case yaml.DocumentStartEvent():
                self._document(event)
            case yaml.AliasEvent():
                self._refuse(event, "「*名前」（エイリアス）は使えません。値をそのまま書いてください。", "yaml-alias")
                self._scalar(event, "")
            case yaml.ScalarEvent():
                self._marks(event)
                self._characters(event)
                self._written(event)
                self._scalar(event, scalar_text(event))
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                self._marks(event)
                self._pair(event)
                self._open(event, [] if isinstance(event, yaml.SequenceStartEvent) else {})
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self._close()

    def _document(self, event: yaml.Event) -> None:
        self.documents += 1
        if self.documents > 1:
            self._refuse(
                event,
                "「---」で区切られた二つ目の文書があります。一つのファイルに一つだけ書いてください。",
                "yaml-documents",
            )

    def _marks(self, event: yaml.Event) -> None:
        if getattr(event, "anchor", None):
            self._refuse(event, "「&名前」（アンカー）は使えません。取り除いてください。", "yaml-alias")
        if getattr(event, "tag", None):
            self._refuse(event, f"「{event.tag}」（タグ）は使えません。取り除いてください。", "yaml-tag")  # type: ignore[attr-defined]

    def _characters(self, event: yaml.ScalarEvent) -> None:
        """Reject markup that would be printed literally, and forbidden characters from escapes (others were found before)."""
        for line in event.value.split("\n"):
            for _, message in forbidden(line):
                self._refuse(event, f"「\\」で書いた{message}", "character")
        for _, message, rule in markup(event.value):
            self._refuse(event, message, rule)

    def _written(self, event: yaml.ScalarEvent) -> None:
        """Reject what YAML would lose, add or misunderstand in a value, and a flow mapping's key without value."""
        top = self.stack[-1] if self.stack else None
        is_key = top is not None and top.awaits_key
        if top and top.flow and is_key:
            cut = unvalued(event, top.scalars[-1] if top.scalars else None)
            self._cut(*([cut] if cut else []))
        mark = cast("yaml.Mark", event.start_mark)
        for trap in after_key(event) if is_key else traps(event):
            column = trap.column + (0 if trap.line else mark.column) + 1
            self.problems.append(Problem(Place(self.file, mark.line + trap.line + 1, column), trap.message, trap.rule))
        if top and not is_key:
            top.scalars.append(event)

    def _pair(self, event: yaml.Event) -> None:
        """Reject an item of a flow sequence that became a key with a value because of a colon in its text."""
        inside = self.stack and self.stack[-1].flow and isinstance(self.stack[-1].value, list)
        if inside and isinstance(event, yaml.MappingStartEvent) and is_pair(event):
            message = (
                "半角の「:」と空白があるので、「キー: 値」として読まれます。"
                '文の一部なら、値を「"…"」で囲むか、全角の「：」を使ってください。'
            )
            self._refuse(event, message, "yaml-colon")

    def _cut(self, *cuts: Cut) -> None:
        for mark, message, rule in cuts:
            self.problems.append(Problem(Place(self.file, mark.line + 1, mark.column + 1), message, rule))

    def _refuse(self, event: yaml.Event, message: str, rule: str) -> None:
        self.problems.append(Problem(self._place(event), message, rule))

    def _place(self, event: yaml.Event) -> Place:
        mark = cast("yaml.Mark", event.start_mark)
        return Place(self.file, mark.line + 1, mark.column + 1)

    def _scalar(self, event: yaml.Event, text: str | None) -> None:
        top = self.stack[-1] if self.stack else None
        if top and isinstance(top.value, dict) and top.awaits_key:
            self._key(event, top, top.value, text or "")
        else:
            self._add(text, self._place(event))

    def _key(self, event: yaml.Event, top: _Open, value: dict[str, object], key: str) -> None:
        path = (*top.path, key)
        first = self.keys.get(path)
        if key in value and first:
            self._refuse(
                event,
                f"キー `{key}` が二度書かれています（一度目は{first.line}行目）。一つにしてください。",
                "yaml-duplicate",
            )
        if key != key.strip():
            message = f"キー「{key}」の前か後に空白があります。取り除いてください。"
            self._refuse(event, message, "yaml-key")
        top.key = key
        self.keys.setdefault(path, self._place(event))

    def _open(self, event: yaml.Event, value: list[object] | dict[str, object]) -> None:
        top = self.stack[-1] if self.stack else None
        if top and top.awaits_key:
            self._refuse(event, "キーには文字だけを書いてください。", "yaml-key")
            top.key = ""
        if len(self.stack) >= DEEPEST:
            raise _TooDeep(self._place(event))
        path = self._add(value, self._place(event))
        self.stack.append(_Open(value, path, flow=bool(getattr(event, "flow_style", False))))

    def _add(self, value: object, place: Place) -> Path:
        path: Path = ()
        if self.stack:
            path = self._hang(self.stack[-1], value)
        elif self.documents <= 1:
            self.value = value
        self.places.setdefault(path, place)
        return path

    @staticmethod
    def _hang(top: _Open, value: object) -> Path:
        if isinstance(top.value, list):
            top.value.append(value)
            return (*top.path, len(top.value) - 1)
        key, top.key = top.key or "", None
        top.value[key] = value
        return (*top.path, key)

    def _close(self) -> None:
        closed = self.stack.pop()
        if closed.flow and isinstance(closed.value, list):
            self._cut(*cut_items(closed.scalars))
