"""What officials call their documents and editions."""

from typing import Final

DOCUMENTS: Final = {"推進計画": "promotion-plan", "実行計画": "action-plan"}
"""Key in `editions.yaml` of each document that has editions, by what officials call it."""
WORKING: Final = "原稿"
"""What officials call the newest edition of the working content."""


def edition_name(number: str) -> str:
    """Write an edition's number as 「第1版」 or 「第2.1版」."""
    return f"第{number}版"
