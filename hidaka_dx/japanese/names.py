"""What officials call their editions."""

from typing import Final

WORKING: Final = "原稿"
"""What officials call the newest edition of the working content."""


def edition_name(number: str) -> str:
    """Write an edition's number as 「第1版」 or 「第2.1版」."""
    return f"第{number}版"
