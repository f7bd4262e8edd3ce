"""WeasyPrint's log converted to values: warnings become faults, steps become progress."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from hidaka_dx.typeset.job import Fault, Progress

POINT: Final = re.compile(r"at (\d+):(\d+)")
GLYPH: Final = re.compile(r"\(U\+([0-9A-F]{4,6})\)")
STEPS: Final = {
    "Step 3": ("書式を当てています", 0.20),
    "Step 4": ("行と段落を組んでいます", 0.30),
    "Step 5": ("ページを割り付けています", 0.40),
    "Step 6": ("PDFを書いています", 0.80),
    "Step 7": ("PDFの情報を書いています", 0.95),
}
IMAGE: Final = re.compile(r"Failed to load image at '[^']*/images/([^'/]+)'")
SAID: Final = {
    r"Font-face '([^']+)' cannot be loaded": "書体「{0}」のファイル（assets/fonts/）が壊れているか、書体ではありません。元の書体に置き換えてください",
    r"Failed to (?:render SVG image|load inline SVG).*": "SVGの図が壊れているか、使えない書き方があります",
}
"""What WeasyPrint says of damaged files in English, and what is said in its place."""
PAGE: Final = re.compile(r"Page (\d+)")


class Listener(logging.Handler):
    """Collects faults and forwards progress."""

    def __init__(self, progress: Progress) -> None:
        """Take the receiver of progress."""
        super().__init__(logging.INFO)
        self.faults: list[Fault] = []
        self.sheet: str | None = None
        """The style sheet being parsed, if any."""
        self._progress = progress

        self._trying = False

    @contextmanager
    def trying(self) -> Iterator[None]:
        """Hear nothing while the context lasts: pages are laid out that are not the document's."""
        self._trying = True
        try:
            yield
        finally:
            self._trying = False

    def emit(self, record: logging.LogRecord) -> None:
        """Sort one record: warnings and errors are faults, information is progress."""
        if self._trying:
            return
        message = record.getMessage()
        if record.levelno >= logging.WARNING:
            self.faults.append(self._fault(message))
        elif record.name.endswith(".progress"):
            self._tell(message)

    def _fault(self, message: str) -> Fault:
        glyph, point, image = GLYPH.search(message), POINT.search(message), IMAGE.search(message)
        if image:
            return Fault(
                f"画像 assets/images/{image[1]} を読めません。PNGかJPEGで保存し直してください。", image=image[1]
            )
        if glyph:
            return Fault(message, character=chr(int(glyph[1], 16)))
        for form, sentence in SAID.items():
            if told := re.match(form, message):
                message = sentence.format(*told.groups())
        line, column = (int(point[1]), int(point[2])) if point else (1, 1)
        return Fault(message, self.sheet, line, column)

    def _tell(self, message: str) -> None:
        step = next((step for name, step in STEPS.items() if message.startswith(name)), None)
        if step is None:
            return
        words, share = step
        page = PAGE.search(message)
        if page:
            words, share = f"{words}（{page[1]}ページ）", share + 0.4 * (1 - 1 / (1 + int(page[1]) / 8))
        self._progress(words, share)


@contextmanager
def listening(progress: Progress) -> Iterator[Listener]:
    """Attach to WeasyPrint's loggers while the context lasts."""
    logger, listener = logging.getLogger("weasyprint"), Listener(progress)
    level = logger.level
    logger.addHandler(listener)
    logger.setLevel(logging.INFO)
    try:
        yield listener
    finally:
        logger.removeHandler(listener)
        logger.setLevel(level)
