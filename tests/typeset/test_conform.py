"""One file, two standards, and what it says of itself."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from measure.pdf_reading import (
    FACTS,
    MOMENT,
    ROOT,
    WHOLE,
    laid_out,
    root,
    structure,
    whole,
    written,
)
from PIL import Image

from hidaka_dx.inspection import failures, lengths_are_true
from hidaka_dx.problem import InstallationError
from hidaka_dx.typeset import conform
from hidaka_dx.typeset.borrowed import releases
from hidaka_dx.typeset.job import Attachment, PageLabel
from hidaka_dx.typeset.labels import numbered


def test_passes_both_profiles() -> None:
    assert failures(whole()) == []


@pytest.mark.parametrize(
    "body",
    [
        "<h1>題</h1>",
        "<h1>題<span class=note>注</span></h1><table><caption>表<span class=note>注</span></caption><tr><td>甲</table>",
        '<h1>題</h1><p>薄い<span style="opacity:.5;display:inline-block">文字</span></p>',
        "<h1>題</h1><table><tr><th rowspan=2>甲<th colspan=2>乙<tr><th>丙<th>丁<tr><td><td>1<td></table>",
        '<h1>題</h1><p><a href="https://example.org/"><img src="figure.svg" alt="絵"></a></p>',
        '<h1>題</h1><dl><dt>用語<dd>説明</dl><p>飾り<img src="figure.svg" alt=""></p>',
        '<h1>題</h1><div class="watermark" style="opacity:.2">案</div><div style="columns:2"><p>左右</div>',
        '<h1>題</h1><figure><svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="絵" width="9"/></figure>',
    ],
)
def test_any_document_passes_both_profiles(body: str) -> None:
    assert failures(written(body)) == []


def test_bare_weasyprint_does_not_pass() -> None:
    assert failures(laid_out("<h1>題</h1>").write_pdf(pdf_variant="pdf/ua-1"))


def test_false_alarm_is_believed_only_where_lengths_are_true() -> None:
    right = b"<</Length 3>>\nstream\nab\r\nendstream"
    assert lengths_are_true(right)
    assert not lengths_are_true(right.replace(b"3", b"2"))
    assert not lengths_are_true(right.replace(b"\r", b"c"))


def test_catalog_says_what_the_facts_say() -> None:
    catalog = root(whole())
    assert catalog["/Lang"] == "ja"
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert catalog["/PageMode"] == "/UseOutlines"
    assert catalog["/MarkInfo"]["/Marked"]


def test_info_and_xmp_agree() -> None:
    reader = pypdf.PdfReader(BytesIO(whole()))
    info: Any = reader.metadata
    xmp: Any = reader.xmp_metadata
    assert info.title == FACTS.title == xmp.dc_title["x-default"]
    assert [info.author] == ["日高町"] == xmp.dc_creator
    assert info["/CreationDate"] == info["/ModDate"] == "D:20260401093000+09'00'"
    assert xmp.xmp_create_date == xmp.xmp_modify_date == datetime(2026, 4, 1, 0, 30)  # noqa: DTZ001 (pypdf gives UTC bare)
    assert info.producer == xmp.pdf_producer


def test_xmp_can_be_read_without_unpacking() -> None:
    assert b"<pdfaid:part>3</pdfaid:part>" in whole()
    assert b"<pdfuaid:part>1</pdfuaid:part>" in whole()


def test_text_of_facts_cannot_break_the_packet() -> None:
    facts = replace(FACTS, title="甲 & 乙 <丙> {丁}")
    pdf = conform.write(laid_out("<h1>題</h1>"), facts)
    assert failures(pdf) == []
    info: Any = pypdf.PdfReader(BytesIO(pdf)).metadata
    assert info.title == facts.title


def test_page_labels_equal_printed_numbers() -> None:
    reader = pypdf.PdfReader(BytesIO(whole()))
    for label, page in zip(reader.page_labels[1:], reader.pages[1:], strict=True):
        assert f"頁{label}" in page.extract_text()
    assert reader.page_labels[:3] == ["i", "1", "2"]


def test_labels_follow_the_named_pages() -> None:
    assert numbered(laid_out(WHOLE)) == (PageLabel(0, "r"), PageLabel(1, "D"))
    assert numbered(laid_out("<h1>題</h1>")) == (PageLabel(0, "D"),)


@pytest.mark.parametrize("labels", [(1,), (0, 0), (0, 9), (0, 2, 1)])
def test_labels_that_fit_no_page_are_refused(labels: tuple[int, ...]) -> None:
    facts = replace(FACTS, labels=tuple(PageLabel(first) for first in labels))
    with pytest.raises(ValueError, match="ページ番号"):
        conform.write(laid_out("<h1>題</h1>"), facts)


def test_outline_holds_the_headings() -> None:
    entries = pypdf.PdfReader(BytesIO(whole())).outline
    assert [entry.title for entry in _flat(entries)] == ["日高町DX推進計画", "〔目次〕", "1計画の趣旨", "背景", "2取組"]


def _flat(entries: list[Any]) -> list[Any]:
    return [each for entry in entries for each in (_flat(entry) if isinstance(entry, list) else [entry])]


def test_attachments_travel_as_source() -> None:
    catalog = root(whole())
    (file,) = catalog["/AF"]
    specification = file.get_object()
    assert specification["/AFRelationship"] == "/Source"
    assert specification["/UF"] == "document.json"
    assert specification["/Desc"] == "この計画のデータ"
    stream = specification["/EF"]["/F"]
    assert stream.get_data() == b'{"title": "x"}'
    assert stream["/Subtype"] == "/application/json"
    assert stream["/Params"]["/ModDate"] == "D:20260401093000+09'00'"


def test_attachments_are_sorted_by_name() -> None:
    files = tuple(Attachment(name, b"x", "説明", "text/plain") for name in ("b.txt", "a.txt"))
    pdf = conform.write(laid_out("<h1>題</h1>"), FACTS, files)
    assert failures(pdf) == []
    assert root(pdf)["/Names"]["/EmbeddedFiles"]["/Names"][::2] == ["a.txt", "b.txt"]


def test_names_of_attachments_are_ascii() -> None:
    with pytest.raises(ValueError, match="半角"):
        Attachment("計画.json", b"", "", "application/json")


@pytest.mark.parametrize("change", [{"title": " "}, {"language": ""}, {"created": datetime(2026, 4, 1)}])  # noqa: DTZ001
def test_facts_are_complete(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="PDF"):
        replace(FACTS, **change)  # type: ignore[arg-type]


def test_dates_keep_their_offset() -> None:
    assert b"2026-04-01T00:30:00+00:00" in conform.write(
        laid_out("<h1>題</h1>"), replace(FACTS, created=MOMENT.astimezone(UTC))
    )


def test_other_releases_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    document = laid_out("<h1>題</h1>")
    monkeypatch.setattr(releases, "version", {"WeasyPrint": "70.0", "pydyf": "0.14.0"}.__getitem__)
    with pytest.raises(InstallationError, match=re.escape("0.13.0")):
        conform.write(document, FACTS)


def test_writing_twice_gives_the_same_bytes() -> None:
    body = "<h1>題<span class=note>注</span></h1><p><a href='https://example.org/'>先</a></p>"
    assert written(body) == written(body)


def test_a_written_document_is_used_up() -> None:
    document = laid_out("<h1>題</h1>")
    conform.write(document, FACTS)
    assert document.pages == []


def test_missing_alt_is_a_fault_of_the_author(caplog: pytest.LogCaptureFixture) -> None:
    written('<h1>題</h1><img src="figure.svg">')
    assert "代替テキスト" in caplog.text


def test_links_to_files_are_faults_and_leak_no_path(caplog: pytest.LogCaptureFixture) -> None:
    pdf = written('<h1>題</h1><p><a href="other.pdf">別の文書</a></p>')
    assert "other.pdf" in caplog.text
    assert b"file:" not in pdf
    assert "Link" not in structure(pdf)


SCRIPT = """
import hashlib, pathlib, sys
sys.path.insert(0, sys.argv[1])
from measure import pdf_reading
from hidaka_dx.typeset import conform
body = pdf_reading.WHOLE + '<p>行中の<img src="dot.png" alt="点"></p>'
document = pdf_reading.laid_out(body, "body {background: url(dot.png)}", pathlib.Path.cwd())
print(hashlib.sha256(conform.write(document, pdf_reading.FACTS)).hexdigest())
"""


@pytest.mark.slow
def test_bytes_depend_on_nothing_around(tmp_path: Path) -> None:
    hashes = set()
    for seed, zone in (("0", "UTC"), ("42", "Asia/Tokyo")):
        folder = tmp_path / f"town{seed}"
        folder.mkdir()
        shutil.copy(ROOT / "tests/typeset/fixtures/figure.svg", folder)
        Image.new("RGB", (2, 2)).save(folder / "dot.png")
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", SCRIPT, str(ROOT / "tests")]
        run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
        assert run.returncode == 0, run.stderr.decode()
        hashes.add(run.stdout)
    assert len(hashes) == 1
    assert len(hashes.pop().strip()) == 2 * hashlib.sha256().digest_size
