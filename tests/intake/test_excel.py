"""What stands in an Excel list stands in the measures made of it, or in the report; what a column means is known or asked."""

import re
import unicodedata
import zipfile
from collections.abc import Sequence
from importlib import import_module
from io import BytesIO
from pathlib import Path
from shutil import copytree

import pytest
import yaml
from click.testing import CliRunner, Result
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from hidaka_dx import walk
from hidaka_dx.catalogue.documents import ACTION
from hidaka_dx.cli.entry import cli
from hidaka_dx.content import load
from hidaka_dx.intake import MAPPING, read_workbook
from hidaka_dx.intake.amounts import measure_number, stage_of, stages, thousands
from hidaka_dx.pipeline.conductor import Conductor
from hidaka_dx.problem import RefusalError
from intake.docx import docx, h, p

PLAN = docx(
    h(1, "第１章　趣旨") + p("計画を作ります。") + h(1, "第２章　施策")
    + h(2, "基本方針Ⅰ　やさしい窓口") + h(3, "施策１　行かない窓口") + p("進めます。") + h(2, "基本方針Ⅱ　力を出せる役場") + p("整えます。")
)  # fmt: skip
HEADS = (
    *(
        "基本方針",
        "施策",
        "取組番号",
        "取組名",
        "担当課",
        "関係課",
        "取組内容",
        "Ｒ８",
        "令和9年度",
        "2028",
        "R11",
        "Ｒ１２",
        "KPI",
    ),
    *("現状値\n（Ｒ６）", "R10目標", "目標値(R12)", "単位", "R8事業費（円）", "うち国費"),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("made")
    (place / "plan.docx").write_bytes(PLAN)
    options = ["--town=若桑町", "--title=若桑町推進計画", "--office=若桑町総務課", "--period=2026-2030"]
    result = CliRunner().invoke(cli, ["import", str(place / "plan.docx"), str(place / "town"), *options])
    assert result.exit_code == 0, result.output
    return place / "town"


@pytest.fixture
def town(made: Path, tmp_path: Path) -> Path:
    return Path(copytree(made, tmp_path / "town"))


def book(rows: Sequence[Sequence[object]], merged: Sequence[str] = ()) -> bytes:
    made = Workbook()
    sheet = made.active
    assert sheet
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    other = made.create_sheet("アンケート")
    other.append(["年代", "毎日"])
    other.append(["18～39歳", 92.4])
    made.create_sheet("下書き").sheet_state = "hidden"
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def bring(content: bytes, town: Path) -> Result:
    (town.parent / "list.xlsx").write_bytes(content)
    return CliRunner().invoke(cli, ["import", str(town.parent / "list.xlsx"), str(town)])


def measures(town: Path) -> dict[str, dict[str, object]]:
    files = sorted((town / "content/measures").glob("*.yaml"))
    return {file.stem: yaml.safe_load(file.read_text(encoding="utf-8")) for file in files}


def test_a_list_becomes_measures(town: Path) -> None:
    rows = (
        ("取組一覧（案）",),
        HEADS,
        ("Ⅰ", "行かない窓口", "Ⅰ-１-(1)", "電子申請の拡大", "総務課、住民課", "全課\n会計課", "・申請を増やす\n・窓口を減らす", "検討", "実施",
         "→", None, "○", "利用率", "12.4%", "35%", "５０％", "%", "1,200,000", 600_000),
        (None, None, "Ⅰ-１-(2)", "コンビニ交付", "住民課", None, "交付する", "試行（2か所）", "同左", "本格実施", "⇒", "⇒",
         "件数", 10, 20, 30, "件", "未定", None),
        (None, None, None, None, None, None, None, None, None, None, None, None, "満足度", None, "上がる", "上がる", None, None, None),
        ("Ⅱ", "業務の見直し", "Ⅱ-１-(1)", "電子決裁", "総務課", None, "始める", None, "実施", "→", "→", "→",
         None, None, None, None, None, "50千円", None),
    )  # fmt: skip
    result = bring(book(rows, merged=["A3:A5", "B3:B5"]), town)
    assert result.exit_code == 0, result.output
    found = measures(town)
    assert list(found) == ["1-1-1", "1-1-2", "2-1-1"]
    first = found["1-1-1"]
    assert (first["pillar"], first["basis"]) == ("pillar-1", ["chapter2-1-1"])
    assert (first["lead"], first["related"]) == ("総務課", ["住民課", "全課", "会計課"])
    assert first["actions"] == ["申請を増やす", "窓口を減らす"]
    assert first["schedule"] == [
        {"from": 2026, "to": 2026, "stage": "検討"},
        {"from": 2027, "to": 2028, "stage": "実施"},
        {"from": 2030, "to": 2030, "stage": "調整中"},
    ]
    assert first["costs"] == [{"year": 2026, "total": 1200, "sources": {"国費": 600, "調整中": 600}}]
    assert first["indicators"] == [
        {"name": "利用率", "definition": "数え方（調整中）", "unit": "%", "base": {"year": 2024, "value": 12.4},
         "targets": [{"year": 2028, "value": 35}, {"year": 2030, "value": 50}]}
    ]  # fmt: skip
    second = found["1-1-2"]
    assert second["schedule"] == [
        {"from": 2026, "to": 2027, "stage": "試行", "what": "試行（2か所）"},
        {"from": 2028, "to": 2030, "stage": "本格実施"},
    ]
    assert [each["name"] for each in second["indicators"]] == ["件数", "満足度"]  # type: ignore[attr-defined]
    report = (town / "取り込みの報告-2.md").read_text(encoding="utf-8")
    assert "説明のつかない" not in report
    assert lost((town.parent / "list.xlsx").read_bytes(), town) == []
    for words in ("取組一覧（案）", "業務の見直し", "アンケート", "下書き"):
        assert words in report
    assert "18～39歳,92.4" in (town / "取り込んだ表/アンケート.csv").read_text(encoding="utf-8")


def lost(content: bytes, town: Path) -> list[str]:
    """Give the words of an Excel file that stand neither in the measures nor in the plan nor in the report: a reading of its own."""
    with zipfile.ZipFile(BytesIO(content)) as file:
        parts = "".join(
            file.read(name).decode() for name in file.namelist() if re.search("haredStrings|sheet[0-9]", name)
        )
    texts = re.findall(r"<t(?: [^>]*)?>([^<]*)</t>", parts)
    files = [
        *(town / "content").rglob("*.yaml"),
        *(town / "content").rglob("*.md"),
        *town.glob("取り込み*"),
        *town.glob("*/*.csv"),
    ]
    made = unicodedata.normalize("NFKC", "".join(file.read_text(encoding="utf-8") for file in files))
    words = (unicodedata.normalize("NFKC", word) for text in texts for word in re.split(r"[\n、・→⇒]", text))
    figures = (
        word.replace(",", "").removesuffix("%").removesuffix("000") if re.fullmatch("[0-9,.]+%?", word) else word
        for word in words
    )
    signs = {"", "○", "同左", "未定", "50千円"}
    return [
        word for word in figures if word not in signs and word.replace("\n", "") not in made and word not in HEADS_SAID
    ]


HEADS_SAID = {unicodedata.normalize("NFKC", part) for head in HEADS for part in head.split("\n")}


def test_years_below_a_joined_head(town: Path) -> None:
    rows = (
        ("No.", "事業名", "所管課", "スケジュール", None, None, "備考"),
        (None, None, None, "R8", "R9", "R10", None),
        (1, "道の整備", "建設課", "調査", "実施", None, "要望が多い"),
    )
    result = bring(book(rows, merged=["A1:A2", "B1:B2", "C1:C2", "D1:F1", "G1:G2", "E3:F3"]), town)
    assert result.exit_code == 0, result.output
    (measure,) = measures(town).values()
    assert measure["schedule"] == [
        {"from": 2026, "to": 2026, "stage": "調査"},
        {"from": 2027, "to": 2028, "stage": "実施"},
    ]
    assert "G3「要望が多い」" in (town / "取り込みの報告-2.md").read_text(encoding="utf-8")


def test_groups_totals_and_notes_between_the_rows(town: Path) -> None:
    rows = (
        ("取組名", "担当課", "令和8年度"),
        ("基本方針Ⅰ　やさしい窓口", None, None),
        ("施策１　行かない窓口", None, None),
        ("電子申請", "総務課", "○"),
        ("コンビニ交付", "住民課", "○"),
        ("基本方針Ⅱ　力を出せる役場", None, None),
        ("電子決裁", "総務課", "○"),
        ("合計", "3件", None),
        ("※　担当課は令和8年4月の名前", None, None),
    )
    result = bring(book(rows, merged=["A2:C2", "A3:C3", "A6:C6"]), town)
    assert result.exit_code == 0, result.output
    found = measures(town)
    assert {key: (each["name"], each["pillar"], each["basis"]) for key, each in found.items()} == {
        "1-1": ("電子申請", "pillar-1", ["chapter2-1-1"]),
        "1-2": ("コンビニ交付", "pillar-1", ["chapter2-1-1"]),
        "2-1": ("電子決裁", "pillar-2", ["chapter2-2"]),
    }
    report = (town / "取り込みの報告-2.md").read_text(encoding="utf-8")
    assert "A8「合計」" in report
    assert "※ 担当課は令和8年4月の名前" in report.replace("　", " ")
    assert "説明のつかない" not in report


UNKNOWN = (("番号", "取組名", "担当課", "ふしぎな列"), ("1-1", "電子申請", "総務課", "なにか"))


def test_what_nobody_knows_is_asked_once(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sorted(path for path in town.rglob("*") if path.is_file())
    result = bring(book(UNKNOWN), town)
    assert isinstance(result.exception, RefusalError)
    assert "「ふしぎな列」" in str(result.exception)
    assert sorted(path for path in town.rglob("*") if path.is_file()) == before
    monkeypatch.setattr(import_module("hidaka_dx.cli.importing"), "is_terminal", lambda: True)
    (town.parent / "list.xlsx").write_bytes(book(UNKNOWN))
    asked = CliRunner().invoke(cli, ["import", str(town.parent / "list.xlsx"), str(town)], input="何か\nめざす姿\n")
    assert asked.exit_code == 0, asked.output
    assert "という意味はありません" in asked.output
    assert "ふしぎな列,めざす姿" in (town / MAPPING).read_text(encoding="utf-8-sig")
    assert measures(town)["1-1"]["aim"] == "なにか"
    again = bring(book((UNKNOWN[0], ("1-1", "別の取組", "総務課", "なにか"))), town)
    assert again.exit_code == 0, again.output
    assert {key: each["name"] for key, each in measures(town).items()} == {"1-1": "電子申請", "1-1-2": "別の取組"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (PLAN, "中身はWordのファイル"),
        (book([("あ", "い"), ("う", "え")]), "取組の一覧が見付かりません"),
        (book([("取組名", "担当課")]), "取組が一つもありません"),
    ],
)
def test_what_is_no_list_is_refused(content: bytes, said: str, town: Path) -> None:
    assert said in str(bring(content, town).exception)


def test_a_list_needs_a_town(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "町のフォルダーではありません" in str(bring(book(UNKNOWN), tmp_path / "empty").exception)


def test_values_as_people_write_them() -> None:
    assert thousands("1,200千円", "円") == thousands("１２０万", "万円") == thousands("1200", "千円") == 1200
    assert thousands("1200", "") is None
    assert thousands("約1,200", "千円") is None
    assert [measure_number(each) for each in ("Ⅲ－２－（１）", "A-1", "No.5", "①")] == ["3-2-1", "A-1", "NO-5", "1"]
    years = [(2026, "→"), (2027, "－"), (2028, "準備"), (2029, "〃"), (2030, "◎")]
    assert [*stages(years, {})] == [(2026, 2026, "調整中"), (2028, 2029, "準備"), (2030, 2030, "調整中")]
    assert [*stages(years, {"→": "検討", "-": "前の年度と同じ", "◎": "なし"})] == [
        (2026, 2027, "検討"),
        (2028, 2029, "準備"),
    ]
    words = ("試行（2か所）", "申請の要件の検討", "全庁での活用を進めていく", "本格実施")
    assert [stage_of(each)[0] for each in words] == ["試行", "検討", "調整中", "本格実施"]


def test_numbers_are_read_as_they_are_shown() -> None:
    made = Workbook()
    sheet = made.active
    assert sheet
    sheet.append([0.124, 12.0, 1234567, "=1+1", 12345.678])
    sheet["A1"].number_format = "0.0%"
    file = BytesIO()
    made.save(file)
    found = read_workbook(file.getvalue())
    assert [cell.text for cell in found.sheets[0].cells()] == ["12.4%", "12", "1234567", "12345.678"]
    assert found.uncounted == ("Sheet!D1",)


UNSAID = (
    ("方針", "取組名", "担当課", "区分", "重点", "R8", "R9", "指標", "現状値", "目標値(R12)", "単位", "事業費"),
    ("Ⅸ", "電子申請", "総務課、住民課", "新規・継続", "△", "○", "―", "時間", 100, 20, "時間", 1200),
    (None, "窓口", None, "継続", "○", None, "×", None, None, None, None, "なし"),
)


def remarked() -> bytes:
    made = Workbook()
    sheet = made.active
    assert sheet
    for row in UNSAID:
        sheet.append(list(row))
    sheet["B2"].comment = Comment("名前は仮です。", "総務課 佐藤")
    sheet["G2"].comment = Comment("空に近い欄", "住民課")
    sheet["F3"].fill = PatternFill("solid", "FFCC00")
    other = made.create_sheet("参考")
    other["A1"] = "数"
    other["A1"].comment = Comment("別の表", "住民課")
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def test_what_the_list_does_not_say_is_left_open(town: Path) -> None:
    result = bring(remarked(), town)
    assert result.exit_code == 0, result.output
    first, second = measures(town).values()
    assert not {"kind", "basis", "focus", "costs"} & first.keys()
    assert (second["kind"], second["focus"]) == ("継続", True)
    assert first["schedule"] == [{"from": 2026, "to": 2026, "stage": "調整中"}]
    indicator = first["indicators"][0]  # type: ignore[index]
    assert "base" not in indicator
    assert (indicator["direction"], indicator["targets"]) == ("減", [{"year": 2030, "value": 20}])
    (report,) = town.glob("取り込みの報告-2.md")
    said, content = report.read_text("utf-8"), (town / "content/measures/1-1.yaml").read_text("utf-8")
    for said_ in ("B2：総務課 佐藤：名前は仮です。", "D2「新規・継続」", "E2「△」", "I2「100」", "L2「1200」"):
        assert said_ in said
        assert said_ in content
    for words in (
        "G2：住民課：空に近い欄",
        "A1：住民課：別の表",
        "「○」（1か所）",
        "「×」（1か所）",
        "F3",
        "「総務課」を主管",
    ):
        assert words in said
    assert "このままでは組めません" not in result.output
    manuscript, problems = load(town)
    assert manuscript, problems
    found = walk.blocks(Conductor(manuscript).compose(ACTION)[0])
    printed = {each.id: walk.words(each) for each in found}
    for key in ("kind", "basis", "aim"):
        assert printed[f"measure.1-1.{key}"] == "調整中（若桑町総務課）"
    assert printed["against-plan.pending"].startswith("取組の基になる推進計画の項目は、調整中です")
    assert printed["measure.1-1.indicators"].startswith("指標と目標")
    assert "時間（時間・減・単年）" in printed["measure.1-1.indicators"]


def test_what_a_mark_means_is_kept_as_a_file_and_read_again(town: Path) -> None:
    assert bring(remarked(), town).exit_code == 0
    key = town / MAPPING
    told = key.read_text("utf-8-sig")
    for old, new in (
        ("印「○」,調整中", "印「○」,実施"),
        ("現状値,現状値,,", "現状値,現状値,R6,"),
        ("事業費,事業費,,", "事業費,事業費,2026,円"),
    ):
        assert old in told
        told = told.replace(old, new)
    key.write_text(told, "utf-8")
    again = CliRunner().invoke(cli, ["import", str(town.parent / "list.xlsx"), str(town), "--again"])
    assert again.exit_code == 0, again.output
    first, _ = measures(town).values()
    assert first["schedule"] == [{"from": 2026, "to": 2026, "stage": "実施"}]
    assert first["indicators"][0]["base"] == {"year": 2024, "value": 100}  # type: ignore[index]
    assert first["indicators"][0]["direction"] == "減"  # type: ignore[index]
    assert "L2「1200」" in (town / "content/measures/1-1.yaml").read_text("utf-8")  # 1,200 yen are no whole thousands
    assert "調整中" in (town / "取り込み直す前の取組/measures/1-1.yaml").read_text("utf-8")


def test_marks_years_and_units_are_asked(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("hidaka_dx.cli.importing"), "is_terminal", lambda: True)
    (town.parent / "list.xlsx").write_bytes(remarked())
    command = ["import", str(town.parent / "list.xlsx"), str(town)]
    asked = CliRunner().invoke(cli, command, input="さあ\n令和6年度\n\n千円\n実施\n\n")
    assert asked.exit_code == 0, asked.output
    assert "年度として読めません" in asked.output
    first, second = measures(town).values()
    assert first["schedule"] == [{"from": 2026, "to": 2026, "stage": "実施"}]
    assert second["schedule"] == [{"from": 2027, "to": 2027, "stage": "調整中"}]
    assert first["indicators"][0]["base"] == {"year": 2024, "value": 100}  # type: ignore[index]
