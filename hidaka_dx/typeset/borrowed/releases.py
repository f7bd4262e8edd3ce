"""Supported releases of WeasyPrint and pydyf; checked before either is imported."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from hidaka_dx.installed import how_to_install
from hidaka_dx.problem import InstallationError
from hidaka_dx.typeset.borrowed.loan import KNOWN

LIBRARIES: Final = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
SPARED: Final = "組版をしない命令（check、verify、editions など）は、このままで使えます。"


def require_known() -> None:
    """Raise UnfitError for unsupported releases: their line layout and PDF output have not been verified."""
    for name, wanted in KNOWN.items():
        found = _release(name)
        if found != wanted:
            raise _unfit(f"{name} {wanted} が要りますが、{f'{found} が入っています' if found else '入っていません'}。")


@contextmanager
def fit() -> Iterator[None]:
    """Raise UnfitError, while the context lasts, if WeasyPrint is another release or cannot be imported."""
    require_known()
    try:
        yield
    except ImportError as error:
        raise _unfit(f"WeasyPrintを読み込めません（{error}）。") from error
    except OSError as error:  # cffi does not find Pango's shared library
        raise InstallationError(
            "文字を組むライブラリー（PangoとHarfBuzz）を読み込めません。DebianとUbuntuでは"
            f"`sudo apt-get install {LIBRARIES}` で入ります。{SPARED}"
        ) from error


def _unfit(what: str) -> InstallationError:
    """Describe what is wrong with the typesetter, how to fix it, and which commands work without it."""
    pins = (f"{name.lower()}=={release}" for name, release in KNOWN.items())
    return InstallationError(f"{what}{how_to_install(*pins)}{SPARED}")


def _release(name: str) -> str:
    """Return the installed release; empty if none is."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
