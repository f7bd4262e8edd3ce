"""A withdrawal: a bag of its own that follows the withdrawn edition in the chain; the edition stays in the archive."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from hidaka_dx.archive.bag import INFO, PAYLOAD, Info, LaterError, MalformedError, read_info
from hidaka_dx.archive.fixity import Bag, Finding
from hidaka_dx.archive.names import EditionName
from hidaka_dx.archive.record import ChainLink, format_line, format_of, link_lines, read_day, read_link
from hidaka_dx.formats import KEY, NEWEST
from hidaka_dx.japanese import seireki_date

DATA: Final = "withdrawal.json"
README: Final = "README.txt"
LONGEST: Final = 500
"""Maximum length of a reason in characters."""
_WANTED: Final = (
    "Source-Organization",
    "External-Description",
    "Bagging-Date",
    "Bag-Group-Identifier",
    "Edition-Number",
    "Decided-By",
    "Change-Reason",
    "Bag-Software-Agent",
    "Payload-Oxum",
)


@dataclass(frozen=True)
class Withdrawal:
    """The record of a withdrawal."""

    edition: EditionName
    """The edition that is withdrawn."""
    town: str
    title: str
    """Formal title of the edition: 「日高町DX推進計画 第2版」."""
    day: date
    """The day on which it is withdrawn."""
    by: str
    """Who or which meeting withdrew it."""
    reason: str
    agent: str
    """The program that packed the bag."""
    before: ChainLink
    """The edition as it was issued."""
    format: int = NEWEST
    """In which format the bag is written."""

    @property
    def name(self) -> EditionName:
        """The name of the bag."""
        return self.edition.withdrawal

    @property
    def told(self) -> str:
        """Say who withdrew the edition, when and why, on one line."""
        return f"{seireki_date(self.day)}に{self.by}が取り下げました（理由：{self.reason}）。"


def is_fit(words: str) -> bool:
    """Tell whether a text can be recorded as a name or a reason: one line of visible characters."""
    seen = all(each.isprintable() or each == "\u3000" for each in words)
    return 0 < len(words) <= LONGEST and seen and words == words.strip()


def info_of(withdrawal: Withdrawal) -> Info:
    """Return the lines of `bag-info.txt`, except `Payload-Oxum`."""
    lines = (
        ("Source-Organization", withdrawal.town),
        ("External-Identifier", withdrawal.name.folder),
        ("External-Description", f"{withdrawal.title}の取下げ"),
        ("Bagging-Date", withdrawal.day.isoformat()),
        ("Bag-Group-Identifier", withdrawal.edition.document),
        ("Edition-Number", withdrawal.edition.number),
        ("Edition-Status", "取下げ"),
        ("Decided-By", withdrawal.by),
        ("Change-Reason", withdrawal.reason),
        *link_lines(withdrawal.before),
        ("Bag-Software-Agent", withdrawal.agent),
        format_line(withdrawal.format),
    )
    return tuple((label, value) for label, value in lines if value is not None)


def contents_of(withdrawal: Withdrawal) -> dict[str, bytes]:
    """Give the files of `data/` by their paths there."""
    data = {
        KEY: withdrawal.format,
        "edition": withdrawal.before.folder,
        "seal": withdrawal.before.seal,
        "day": withdrawal.day.isoformat(),
        "by": withdrawal.by,
        "reason": withdrawal.reason,
    }
    told = json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"
    return {DATA: told, README: _readme(withdrawal).encode()}


def read_withdrawal(files: Mapping[str, bytes]) -> Withdrawal:
    """Parse what `info_of` wrote, from the files of a bag; raises MalformedError with the reason."""
    if INFO not in files:
        raise MalformedError("ありません")
    info = read_info(files[INFO])
    number = format_of(info)
    if lost := [label for label in _WANTED if label not in info]:
        raise MalformedError(f"{lost[0]} がありません")
    before = read_link(info)
    if before is None:
        raise MalformedError("取り下げた版の名とハッシュがありません")
    found = Withdrawal(
        EditionName(info["Bag-Group-Identifier"], info["Edition-Number"]),
        info["Source-Organization"],
        info["External-Description"].removesuffix("の取下げ"),
        read_day(info["Bagging-Date"]),
        info["Decided-By"],
        info["Change-Reason"],
        info["Bag-Software-Agent"],
        before,
        number,
    )
    if EditionName.of_folder(before.folder) != found.edition:
        raise MalformedError("取り下げた版の名（Previous-Edition など）がそろいません")
    if tuple(info.items()) != (*info_of(found), ("Payload-Oxum", info["Payload-Oxum"])):
        raise MalformedError("知らない項目があるか、項目の順が違います")
    return found


def judge_withdrawal(found: Bag) -> tuple[Finding, ...]:
    """Find contradictions within a withdrawal's bag; manifests, and that a record exists, are judged elsewhere."""
    if INFO not in found.files:
        return ()
    try:
        withdrawal = read_withdrawal(found.files)
    except LaterError as error:
        return (found.unread(str(error)),)
    except MalformedError as error:
        return (found.finding(INFO, f"取下げの記録として読めません。{error}。"),)
    return tuple(_contradictions(found, withdrawal))


def _contradictions(found: Bag, withdrawal: Withdrawal) -> Iterator[Finding]:
    """Compare the folder's name and the files with the record, from which all of them are generated."""
    if withdrawal.name != found.name:
        yield found.finding(INFO, f"{withdrawal.name.spoken}の記録です。フォルダーの名前の版と違います。")
    wanted = contents_of(withdrawal)
    for path in sorted({*wanted, *found.payload}):
        if path not in found.payload:
            yield found.finding(PAYLOAD + path, "取下げの記録にあるはずのファイルがありません。")
        elif path not in wanted:
            yield found.finding(PAYLOAD + path, "取下げの記録にはないはずのファイルです。")
        elif found.payload.digests[path].size != len(wanted[path]) or found.payload[path] != wanted[path]:
            yield found.finding(PAYLOAD + path, f"書いてあることが、記録（{INFO}）と違います。")


def _readme(withdrawal: Withdrawal) -> str:
    """Return the text of `README.txt`.

    Do not change it: verification compares it with issued bags, which would be reported as forged.
    """
    return f"""{withdrawal.title}（{withdrawal.town}）の取下げの記録

「{withdrawal.title}」を、{seireki_date(withdrawal.day)}に取り下げました。
取り下げた者・会議：{withdrawal.by}
理由：{withdrawal.reason}

取り下げた版は、となりの {withdrawal.before.folder} に、発行した時のまま残っています。この町の現行の版ではありません。
このフォルダーと、取り下げた版のフォルダーの、どちらのファイルも、直したり、足したり、消したりしないでください。

■ 中にあるもの
data/withdrawal.json
    取り下げた版、その目録のハッシュ、日付、取り下げた者・会議、理由を、プログラムで読める形にしたもの
bag-info.txt
    同じことと、取り下げた版とのつながり
manifest-sha256.txt、manifest-sha512.txt
    data/ のファイルの一覧とハッシュ（中身から計算した指紋のような値）
tagmanifest-sha256.txt、tagmanifest-sha512.txt
    上の一覧などのハッシュ

■ 変わっていないことの確かめ方
Linuxで、このフォルダーを開き、次のように打ちます。何も表示されなければ、一覧にあるファイルは記録した時のままです。

    sha256sum -c --quiet manifest-sha256.txt tagmanifest-sha256.txt

形式は BagIt 1.0（RFC 8493）です。
"""
