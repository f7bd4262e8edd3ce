"""Which releases of WeasyPrint and pydyf the press is made for; asked before any of them is imported."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from hidaka_dx.installed import how_to_install
from hidaka_dx.problem import UnfitError
from hidaka_dx.typeset.borrowed.loan import KNOWN

LIBRARIES: Final = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
SPARED: Final = "組版をしない命令（check、verify、editions など）は、このままで使えます。"


def require_known() -> None:
    """Raise UnfitError under another release than the known ones: how it lays lines and writes pages is not known."""
    for name, wanted in KNOWN.items():
        found = _release(name)
        if found != wanted:
            raise _unfit(f"{name} {wanted} が要りますが、{f'{found} が入っています' if found else '入っていません'}。")


@contextmanager
def fit() -> Iterator[None]:
    """Raise UnfitError where WeasyPrint is another release, or cannot be imported while this lasts."""
    require_known()
    try:
        yield
    except ImportError as error:
        raise _unfit(f"WeasyPrintを読み込めません（{error}）。") from error
    except OSError as error:  # cffi finds no library
        raise UnfitError(
            "文字を組むライブラリー（PangoとHarfBuzz）を読み込めません。DebianとUbuntuでは"
            f"`sudo apt-get install {LIBRARIES}` で入ります。{SPARED}"
        ) from error


def _unfit(what: str) -> UnfitError:
    """Say what is wrong with the typesetter, how to mend it, and what can be done without it."""
    pins = (f"{name.lower()}=={release}" for name, release in KNOWN.items())
    return UnfitError(f"{what}{how_to_install(*pins)}{SPARED}")


def _release(name: str) -> str:
    """Give the release that is installed; empty where none is."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
