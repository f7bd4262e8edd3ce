"""What signing with a key of another machine is, whatever is signed: what is exported for it, and kept until its value comes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter

from hidaka_dx.formats import FormatError, NewerError, read
from hidaka_dx.pipeline.signing_files import LARGEST_WAITING, read_named
from hidaka_dx.problem import RefusalError

LONGEST: Final = 2048
"""Bytes of the longest signature: several times that of the longest key in use."""
Waiting = TypeVar("Waiting")


def require_free(file: Path) -> None:
    """Raise RefusalError where what is to be signed would take the place of another file."""
    if file.exists():
        raise RefusalError(f"{file} がすでにあります。置き換えません。ほかの名前を書いてください。")


def own_certificates(path: Path) -> tuple[Any, ...]:
    """Read the certificates of a signer, its own first; raises RefusalError where that is not fit now."""
    from hidaka_dx.signatures import keys  # noqa: PLC0415  needs the extra
    from hidaka_dx.signatures.times import now  # noqa: PLC0415  as above

    own, *others = keys.certificates_of(path.name, read_named(path))
    keys.require_fit(own, now())
    return own, *others


def in_hexadecimal(certificates: Sequence[Any]) -> tuple[str, ...]:
    """Return certificates as they are kept between the two steps."""
    return tuple(each.dump().hex() for each in certificates)


def certificates_from(texts: Sequence[str]) -> tuple[Any, ...]:
    """Return what `in_hexadecimal` was given; raises ValueError for other texts."""
    from hidaka_dx.signatures import keys  # noqa: PLC0415  needs the extra

    return tuple(keys.certificates_in(bytes.fromhex(each))[0] for each in texts)


@dataclass(frozen=True)
class WaitingFile:
    """The file that is kept between the two steps."""

    path: Path
    called: str
    """How messages name it."""
    first: str
    """The command that makes it, in marks of code."""

    def read(self) -> bytes:
        """Read it; raises RefusalError where the first step was not done."""
        if not self.path.is_file():
            raise RefusalError(f"{self.path} がありません。先に {self.first} を実行してください。")
        return read_named(self.path, LARGEST_WAITING)

    def restored(self, adapter: TypeAdapter[Waiting], raw: bytes) -> Waiting:
        """Return what was kept; raises RefusalError where it is not that."""
        try:
            return read(adapter, raw)
        except NewerError as error:
            raise RefusalError(f"{self.called}: {error}。") from None
        except FormatError as error:
            raise self.unfit(f"{error}。") from None

    def unfit(self, why: str) -> RefusalError:
        """Return the refusal of a file that is not fit, in words that end with a full stop."""
        return RefusalError(f"{self.called}: {why}{self.first} からやり直してください。")
