"""A rule: one generator with an id, a level, a source, and a docstring that is its manual.

The docstring is Japanese, since officials read it in docs/rules.md and `hidaka-dx check --list`: what the rule asks for, then
lines 「誤: …」 and 「正: …」 with examples that it reports and accepts. The tests check each of them.
"""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from hidaka_dx.house_style import Level
from hidaka_dx.lint.passage import RuleFinding
from hidaka_dx.lint.reading import ProseReading

Check: TypeAlias = Callable[[ProseReading], Iterator[RuleFinding]]
Telling: TypeAlias = Literal["each", "word", "text"]
"""How findings are told: each by itself; those of one word once; all of the text once, as they ask for one decision."""
FAILING: Final = "誤: "
PASSING: Final = "正: "


@dataclass(frozen=True)
class Rule:
    """A requirement on the manuscript, with the generator that finds violations."""

    id: str
    """ASCII, in kebab-case."""
    level: Level
    source: str
    """Where the rule comes from."""
    check: Check
    told: Telling = "each"
    """How three and more findings are told until the town has set the rule's level."""

    @property
    def manual(self) -> str:
        """What the rule asks for, without the snippets."""
        lines = inspect.getdoc(self.check) or ""
        return "\n".join(line for line in lines.split("\n") if not line.startswith((FAILING, PASSING))).strip()

    @property
    def failing(self) -> tuple[str, ...]:
        """Snippets in which the rule finds something."""
        return self._snippets(FAILING)

    @property
    def passing(self) -> tuple[str, ...]:
        """Snippets in which it finds nothing."""
        return self._snippets(PASSING)

    def _snippets(self, mark: str) -> tuple[str, ...]:
        lines = (inspect.getdoc(self.check) or "").split("\n")
        return tuple(line.removeprefix(mark) for line in lines if line.startswith(mark))


def rule(name: str, level: Level, source: str, told: Telling = "each") -> Callable[[Check], Rule]:
    """Turn a generator into a rule; a decorator."""
    return lambda check: Rule(name, level, source, check, told)
