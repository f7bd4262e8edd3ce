"""Harms to an archive in the words of `docs/harms.md`, and which check finds each: rows of the table there."""

from collections.abc import Iterable
from typing import NamedTuple

IN_WORDS = {
    "a bit of the PDF turned over": "ディスクの傷みなどで、PDFの1ビットが変わった",
    "a byte added to the data": "データ（document.json）に1文字足された",
    "a word of the source changed": "保存した原稿の言葉が書き換えられた",
    "a file emptied": "ファイルの中身が空になった",
    "a file deleted": "ファイルが一つ失われた",
    "a file added": "ファイルが一つ足された",
    "a hidden file added": "隠しファイルが足された",
    "a file renamed": "ファイルの名前が変わった",
    "two files swapped": "二つのファイルが入れ替わった",
    "a file replaced by a link to the same": "ファイルが、ほかの所を指すリンクになった",
    "an empty folder added": "空のフォルダーが足された",
    "a list deleted": "目録が一つ失われた",
    "all lists deleted": "目録がすべて失われた",
    "a list emptied and listed anew": "目録が空にされ、つじつまが合わされた",
    "a list that leads out of the bag": "目録に、版の外を指す行が足された",
    "the record deleted": "版の記録（bag-info.txt）が失われた",
    "the record's date forged": "記録の日付が、目録まで作り直して変えられた",
    "the record's title forged": "記録の題が、目録まで作り直して変えられた",
    "the record's number forged": "記録の版の番号が、目録まで作り直して変えられた",
    "the reason forged": "記録の改定の理由が、目録まで作り直して変えられた",
    "the category forged": "記録の変更区分が、目録まで作り直して変えられた",
    "a decider made up": "決めた者が、目録まで作り直して書き足された",
    "a file of the first edition forged": "前の版の原稿が、目録まで作り直して変えられた",
    "the data of the last edition forged": "最後の版のデータが、目録まで作り直して変えられた",
    "the source's words forged": "最後の版の原稿が、目録まで作り直して変えられた",
    "a style sheet of the last edition forged": "最後の版の書式が、目録まで作り直して変えられた",
    "the PDF replaced by that of another edition": "PDFが、ほかの版のものに差し替えられた",
    "the PDF replaced by something else": "PDFが、PDFでないものに差し替えられた",
    "the PDF replaced by a small one that unpacks to a gigabyte": "PDFが、開くと膨らむもの（爆弾）に差し替えられた",
    "the PDF cut short": "PDFが途中で切れた",
    "the PDF saved by another program": "PDFが、ほかのソフトで保存し直された",
    "the PDF deleted and forgotten": "PDFが、目録ごと除かれた",
    "the PDF revised by an update": "PDFに、後ろから書き足された（ページの回転など）",
    "a program added to the source and listed": "プログラム（.exe）が、目録まで作り直して足された",
    "other words for whoever opens the bag": "説明（README）の言葉が、目録まで作り直して変えられた",
    "the redline deleted and forgotten": "見え消し版が、目録ごと除かれた",
    "the papers of the comparison swapped": "新旧対照表と見え消し版が入れ替えられた",
    "a drawing with a script": "図に、プログラム（スクリプト）が仕込まれた",
    "folders in folders": "フォルダーの中のフォルダーが、1,500段作られた",
    "files too large to be of a bag": "中身のない巨大なファイル（500 MB、六つ）が置かれた",
    "a foreign file under a hidden name": "保存庫の隠しフォルダーに、ファイルが置かれた",
    "the first edition taken out": "初めの版が失われた",
    "the middle edition taken out": "間の版が失われた",
    "two editions swapped": "二つの版のフォルダーが入れ替えられた",
    "an edition under another name": "版のフォルダーの名前が変えられた",
    "an edition slipped in": "版が、前の版とのつながりまで作って、間に足された",
    "the tie to the edition before cut": "前の版とのつながりが断たれた",
    "an edition replaced by a link to the same": "版のフォルダーが、ほかの所を指すリンクになった",
    "the last edition lost": "最後の版が失われた",
    "an older archive played back": "保存庫が、前の控えに戻された",
    "everything lost": "保存庫が空になった",
    "the chain forged whole": "すべての版が、つながりまで作り直された",
    "a word of the last edition's glossary forged": "最後の版の用語の原稿が、すべてのつじつまを合わせて変えられた",
    "a style sheet of the last edition forged with its record": "最後の版の書式が、すべてのつじつまを合わせて変えられた",
    "a template of the last edition forged": "最後の版のひな型が、すべてのつじつまを合わせて変えられた",
    "the releases of the last edition forged": "最後の版の、使ったプログラムの記録が、すべてのつじつまを合わせて変えられた",
}
HEAD = "| 起きたこと | `verify` | `verify --rebuild` | `verify --against` |\n|---|:-:|:-:|:-:|\n"
FOUND = {True: "○", False: "―", None: "／"}


class Finders(NamedTuple):
    """Which checks find a harm; none where a check is not tried, since `verify` has found it already."""

    verify: bool
    rebuild: bool | None
    against: bool


def table(found: Iterable[tuple[str, Finders]]) -> str:
    """Give the rows of the harms that are in words, with its head."""
    rows = (
        f"| {IN_WORDS[name]} | {' | '.join(FOUND[each] for each in finders)} |\n"
        for name, finders in found
        if name in IN_WORDS
    )
    return HEAD + "".join(rows)
