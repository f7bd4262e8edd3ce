"""Sentences for the ear: short enough to be heard in one breath, without brackets within brackets of the same kind."""

from collections.abc import Iterable
from typing import Final

LONGEST: Final = 80
"""Letters of a sentence, with its 「。」; a single name may be longer."""
MORE: Final = "続いて、"


def listed(lead: str, names: Iterable[str]) -> str:
    """Tell several names after a lead, in as many sentences as they need."""
    sentences = [lead]
    for name in names:
        is_first = sentences[-1] in (lead, MORE)
        if not is_first and len(f"{sentences[-1]}、{name}。") > LONGEST:
            sentences.append(MORE)
            is_first = True
        sentences[-1] += name if is_first else f"、{name}"
    return "".join(f"{each}。" for each in sentences)


def described(name: str, text: str) -> str:
    """Tell what is written in a box below its name: in brackets, or in a sentence of its own where it is long."""
    if not text:
        return name
    return f"{name}（{text}）" if len(name) + len(text) + 3 <= LONGEST else f"{name}。{text}"


def quoted(name: str) -> str:
    """Put a name in brackets, those within it in double ones: 「『変革』の前」; one that is all in brackets has its own."""
    if name.startswith("「") and name.find("」") == len(name) - 1:
        return name
    return f"「{name.translate(str.maketrans('「」', '『』'))}」"
