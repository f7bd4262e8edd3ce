"""Sizes of windows that tests share."""

from typing import Final

from playwright.sync_api import ViewportSize

WIDE: Final[ViewportSize] = {"width": 1280, "height": 1024}
