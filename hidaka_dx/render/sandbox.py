"""Where templates run: they can neither run code nor exhaust memory, and each is compiled once a process."""

from collections.abc import Sized
from typing import TYPE_CHECKING, Any, Final

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

if TYPE_CHECKING:
    from types import CodeType

LONGEST: Final = 1_000_000
"""Characters, items or bits that one operation may make."""
_MOST: Final = 256
"""Compiled templates that are kept."""


class Sandbox(ImmutableSandboxedEnvironment):
    """Keeps a template from running code, or exhausting memory by a single multiplication."""

    intercepted_binops = frozenset(("*", "**"))

    def __init__(self, *args: Any, **options: Any) -> None:
        """Take what Jinja2's environment takes."""
        super().__init__(*args, **options)
        self._safe: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Tell whether a template may read an attribute; Jinja2's answer, which an object's type decides, is kept."""
        known = self._safe.get((type(obj), attr))
        if known is None:
            known = self._safe[type(obj), attr] = super().is_safe_attribute(obj, attr, value)
        return known

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Multiply, unless the result would be longer than any page needs."""
        if _size(operator, left, right) > LONGEST:
            raise OverflowError(f"「{operator}」の結果が大きすぎます")
        return super().call_binop(context, operator, left, right)


def _size(operator: str, left: Any, right: Any) -> float:
    """Return the number of characters, items or bits of a product or power."""
    for many, times in ((left, right), (right, left)):
        if operator == "*" and isinstance(many, Sized) and isinstance(times, int):
            return len(many) * times
    is_power = operator == "**" and isinstance(left, int) and isinstance(right, int)
    return left.bit_length() * right if is_power else 0


class _Compiled(BytecodeCache):
    """Compiled templates, kept by their text: a build of five documents uses the same twenty."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in the code of a template that was compiled before."""
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        if len(self._known) >= _MOST:
            self._known.clear()
        if bucket.code is not None:
            self._known[bucket.key, bucket.checksum] = bucket.code


COMPILED: Final = _Compiled()
