"""Whether the libraries of the extra `[sign]` are there, in the release that this program knows."""

from importlib.metadata import PackageNotFoundError, version
from typing import Final

from hidaka_dx.problem import InstallationError

RELEASE: Final = "0.38.0"
"""The release of pyHanko whose private part `borrowed.StillWriter` holds still; pyproject.toml pins it."""
_HOW: Final = (
    "この道具のフォルダーで `.venv/bin/pip install --require-hashes -r requirements-sign.lock` と打って入れてください"
    "（docs/signing.md）。"
)


def require_library() -> None:
    """Raise InstallationError, with what to do, unless pyHanko is installed in the known release."""
    found = installed_release()
    if found is None:
        raise InstallationError(f"電子署名のための部品（pyHanko）が入っていません。{_HOW}")
    if found != RELEASE:
        raise InstallationError(
            f"電子署名のための部品（pyHanko）が {found} です。確かめてあるのは {RELEASE} です。{_HOW}"
        )


def installed_release() -> str | None:
    """Return the release of pyHanko that is installed; none if there is none."""
    try:
        return version("pyhanko")
    except PackageNotFoundError:
        return None
