"""Mails (.eml): what is attached to them, under the names that people gave, however their programs wrote these."""

import re
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from typing import Final, NamedTuple

from hidaka_dx.office_files.package import LARGEST_FILE, too_large
from hidaka_dx.problem import RefusalError

MOST: Final = 200
"""Parts of a mail that are looked at."""
HEADERS: Final = {"content-disposition": "filename", "content-type": "name"}
"""Where names stand."""
UNDECODED: Final = re.compile("[\udc80-\udcff]")
ESCAPE: Final = "\x1b"
WIDER: Final = {"shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932"}
"""Codes that are told, and those that are meant."""
CODES: Final = ("utf-8", "cp932", "euc_jp")
"""How programs write a name without saying in which code."""
UNREADABLE: Final = "メールとして読めません。添付のファイルを取り出して渡してください。"


class MailedFile(NamedTuple):
    """A file that came with a mail."""

    name: str
    content: bytes


def attachments(content: bytes) -> tuple[MailedFile, ...]:
    """Return all files attached to a mail, those of forwarded mails too; raises RefusalError for what is no mail."""
    if len(content) > LARGEST_FILE:
        raise RefusalError(too_large(len(content), ".eml"))
    try:
        message = BytesParser().parsebytes(content)
        found = tuple(_files(message))
    except (
        MessageError,
        ValueError,
        LookupError,
        RecursionError,
        AttributeError,
        TypeError,
        IndexError,
        AssertionError,
    ):
        raise RefusalError(UNREADABLE) from None
    if not found and not any(message.get(each) for each in ("From", "Date", "Subject", "Message-ID")):
        raise RefusalError(UNREADABLE)
    return found


def _files(message: Message) -> Iterator[MailedFile]:
    for number, part in enumerate(message.walk()):
        if number >= MOST:
            raise RefusalError(f"メールの部分が多すぎます（{MOST}まで）。添付のファイルを取り出して渡してください。")
        name = _name(part)
        if not name or part.is_multipart():
            continue
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            yield MailedFile(name, payload)


def _name(part: Message) -> str:
    """Return the name of an attached file: by RFC 2231, by RFC 2047 though that is not meant for it, or in a bare code."""
    for header, value in part.raw_items():
        if header.lower() in HEADERS and (UNDECODED.search(str(value)) or ESCAPE in str(value)):
            part.replace_header(header, _decoded(str(value).encode("utf-8", "surrogateescape"), ""))
    for header, key in HEADERS.items():
        found = part.get_param(key, None, header)
        if isinstance(found, tuple):  # RFC 2231: code, language, bytes as letters
            found = _decoded(found[2].encode("latin-1", "replace"), found[0] or "")
        if found:
            return _plain("".join(_decoded(words, code or "") for words, code in decode_header(str(found))))
    return ""


def _plain(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2].strip()


def _decoded(words: bytes | str, code: str) -> str:
    """Read letters in the code that is told, or in the first that fits; what fits none is shown as far as it can be."""
    if isinstance(words, str):
        return words
    if ESCAPE.encode() in words:
        words = _as_windows(words)
        code = "cp932"
    for each in (code, *CODES):
        try:
            return words.decode(WIDER.get(each.lower(), each or "ascii"))
        except (UnicodeDecodeError, LookupError):
            continue
    return words.decode("utf-8", "replace")


def _as_windows(words: bytes) -> bytes:
    """Write ISO-2022-JP as Windows codes (cp932), which know the signs that Outlook adds: ①, ㈱."""
    found = bytearray()
    for piece in re.split(rb"(?=\x1b[($][@BIJ])", words):
        kind, inner = (piece[:3], piece[3:]) if piece.startswith(b"\x1b") else (b"", piece)
        if kind[1:2] == b"$":
            for first, second in zip(inner[::2], inner[1::2], strict=False):
                row, odd = (first - 0x21) // 2, (first - 0x21) % 2
                low = second + 0x7E if odd else second + 0x1F + (second >= 0x60)
                found += bytes((row + (0x81 if row < 0x1F else 0xC1), min(low, 0xFF)))
        else:
            found += bytes(each | 0x80 for each in inner) if kind == b"\x1b(I" else inner
    return bytes(found)
