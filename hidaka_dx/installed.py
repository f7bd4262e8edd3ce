"""How this program was installed: as a checkout prepared with `make`, or as a package."""

import sys
from functools import cache
from importlib import metadata
from pathlib import Path
from shlex import quote
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parent
IS_PACKAGE: Final = (_PACKAGE / "house").is_dir()
"""Was it installed as a wheel? Then the templates and assets lie inside."""
HOUSE: Final = _PACKAGE / "house" if IS_PACKAGE else _PACKAGE.parent
"""Where this project's own `templates/` and `assets/` lie."""


MADE_FOR_IT: Final = Path(sys.prefix) == HOUSE / ".venv"
"""Is this the Python that `make` prepared for this checkout?"""


@cache
def release_of(library: str) -> str:
    """Return the release of an installed library, looked up once a process; raises PackageNotFoundError where there is none."""
    return metadata.version(library)


def unfit_python(error: Exception) -> str:
    """Say in Japanese that the running Python cannot load the program, and which one can."""
    advice = "`make pdf` で準備をしてから、`python` の代わりに `.venv/bin/python` と打ってください。"
    if IS_PACKAGE or MADE_FOR_IT:
        advice = how_to_install("--require-hashes", "-r", "requirements.lock")
    own = ".".join(map(str, sys.version_info[:2]))
    return f"このPython（{own}）には、要る部品がないか、版が違います（{error}）。{advice}"


def how_to_install(*requirements: str) -> str:
    """Say in Japanese how to replace installed releases by required ones, such as `weasyprint==70.0`."""
    if IS_PACKAGE:
        return f"`{quote(sys.executable)} -m pip install {' '.join(requirements)}` で入れ直してください。"
    return "`rm -rf .venv` のあと、`make pdf` で入れ直してください。"
