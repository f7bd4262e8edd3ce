"""Addresses of the website's pages, as paths below its folder. They stay the same from edition to edition."""

from hashlib import sha256
from typing import Final

INDEX: Final = "index.html"
INDICATORS: Final = f"indicator/{INDEX}"
"""The list of all indicators."""
_LENGTH: Final = 8


def edition(folder: str, file: str = INDEX) -> str:
    """Return the page of an edition, or of the one in force if `folder` is the key of a document."""
    return f"{folder}/{file}"


def measure(number: str) -> str:
    """Return the page of a measure; its number is never given to another one."""
    return f"measure/{number}/{INDEX}"


def indicator(number: str, name: str) -> str:
    """Return the page of an indicator: its measure's number and its name tell it apart, as in facts and data.

    It has no id of its own; its name is not fit for every disk.
    """
    return f"indicator/{number}-{_short(name)}/{INDEX}"


def pillar(key: str) -> str:
    """Return the page of a pillar."""
    return f"pillar/{key}/{INDEX}"


def office(name: str) -> str:
    """Return the page of an office: offices have no ids, and their names are not fit for every disk."""
    return f"office/{_short(name)}/{INDEX}"


def _short(name: str) -> str:
    return sha256(name.encode()).hexdigest()[:_LENGTH]
