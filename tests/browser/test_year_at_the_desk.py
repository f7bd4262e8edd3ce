"""A year's routine without any editor: mended, added, asked, answered, taken back, decided, published, compared, shown."""

import json
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Final

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page
from towns import DRAFT, FIRST, publish_plan, tiny

from browser.previewing import OPEN, choose, reading, rests, until
from hidaka_dx.content import load
from hidaka_dx.preview import Session, opened

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("documents_kept")]
CHAPTER: Final = "content/chapters/vision.md"
OFFICES: Final = [
    f"{name}課"
    for name in (
        "総務",
        "企画",
        "財政",
        "税務",
        "住民",
        "福祉",
        "保健",
        "子育",
        "農林",
        "商工",
        "建設",
        "水道",
        "会計",
        "教育",
    )
]
MISPRINTS: Final = "\n\n".join(f"{place}つ目の文に、CIO （長）を置く。 {{#m{place}}}" for place in range(6))
MEASURE: Final = """\
number: 1-{number}
name: {office}の手続の見直し
kind: 新規
pillar: services
basis: [vision]
priorities: [online]
lead: {office}
actions: [手続を見直します。]
schedule: [{{from: 2026, to: 2030, stage: 運用}}]
"""
ANSWERS: Final = {
    "done": "・手続を見直しました。",
    "spent": "１００千円",
    "next": "なし",
    "grade": "B",
    "reason": "計画どおりのためです。",
    "values": "500",
}


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Open a town with one edition in force, fourteen offices and six misprints."""
    town = tiny(tmp_path_factory.mktemp("year"), FIRST, action=FIRST)
    publish_plan(town)
    draft = DRAFT.replace('"3"', '"2"')
    tiny(town, FIRST, draft, action=FIRST)
    (town / CHAPTER).write_text(
        f"# 将来展望 {{#vision}}\n\n町は、便利にします。 {{#aim}}\n\n{MISPRINTS}\n", encoding="utf-8"
    )
    for number, office in enumerate(OFFICES, 1):
        text = MEASURE.format(number=number, office=office)
        (town / f"content/measures/1-{number}.yaml").write_text(text, encoding="utf-8")
    with opened(town, 0) as session:
        Thread(target=session.watch, daemon=True).start()
        yield session


@pytest.fixture
def page(browser: Browser, session: Session) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1366, "height": 900})
    page = context.new_page()
    page.goto(f"{session.address}#action-plan/text")
    rests(page)
    yield page
    context.close()


def task(page: Page, name: str, *, sure: bool = False, **answers: str) -> str:
    """Run a task with its answers, and once more where it asks; give what it said."""
    if page.locator("#work").is_hidden():
        choose(page, "仕事")
    button = page.locator("#work-list").get_by_role("button", name=name, exact=True)
    button.click()
    page.locator(f"#work-list [aria-pressed=true]:text-is('{name}')").wait_for()
    for field, value in answers.items():
        control = page.locator(f"#work-form [name={field}]")
        if control.evaluate("each => each.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)
    return ran(page, sure=sure)


def ran(page: Page, *, sure: bool) -> str:
    page.locator("#work-form .run").click()
    if sure:
        page.locator(".sure button").click()
    page.locator("#work-stop").wait_for()
    page.locator("#work-stop").wait_for(state="hidden")
    words = page.locator("#work-words").inner_text()
    assert page.locator("#work-doing").inner_text() == "終わりました。", words
    return words


def closed(page: Page) -> None:
    page.locator("#work-close").click()


def saved(page: Page) -> None:
    page.locator("#desk-save").click()
    until(page, "() => document.getElementById('desk').hidden || document.querySelector('#desk .fault')?.textContent")
    assert page.locator("#desk").is_hidden(), page.locator("#desk").inner_text()


def answered(folder: Path) -> list[Path]:
    """Fill every form as an office would; give the files."""
    forms = sorted(folder.rglob("*.xlsx"))
    for form in forms:
        book = load_workbook(form)
        sheet = book["回答"]
        for row in range(1, sheet.max_row + 1):
            if key := sheet.cell(row, 5).value:
                field = json.loads(str(key).partition(":")[2])[1]
                sheet.cell(row, 3).value = ANSWERS.get(field)
        book.save(form)
    return forms


def mend(page: Page, town: Path) -> None:
    task(page, "まとめて直す", sure=True)
    assert (town / CHAPTER).read_text(encoding="utf-8").count("CIO（長）") == 6
    closed(page)


def add_a_measure(page: Page, town: Path) -> None:
    choose(page, "＋ 足す")
    page.locator("#add").get_by_role("button", name="取組", exact=True).click()
    until(page, OPEN)
    for label, value in {
        "取組番号": "1-15",
        "取組の名前": "窓口の予約",
        "施策の柱のid": "services",
        "主管の課": OFFICES[0],
    }.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_label("区分", exact=True).select_option("新規")
    for legend, value in {
        "基づいている推進計画の節・段落のid": "vision",
        "取組内容": "予約の仕組みを作ります。",
    }.items():
        page.locator("fieldset", has=page.locator(f"legend:text-is('{legend}')")).locator(".more").first.click()
        page.keyboard.type(value)
    for legend, values in {"工程": ("2027", "2030", "運用"), "事業費と財源": ("2027", "1,200")}.items():
        page.locator("fieldset", has=page.locator(f"legend:text-is('{legend}')")).locator(".more").last.click()
        for value in values:
            page.keyboard.type(value)
            page.keyboard.press("Tab")
    indicators = page.locator("fieldset", has=page.locator("legend:text-is('指標')"))
    indicators.locator(".more").last.click()
    page.get_by_label("指標の名前").fill("予約の数")
    page.get_by_label("数え方、または達したと言える状態").fill("一年の予約")
    page.get_by_label("単位").fill("件")
    targets = indicators.locator("fieldset", has=page.locator("legend:text-is('年度ごとの目標値')"))
    targets.locator(".more").click()
    page.keyboard.type("2027")
    page.keyboard.press("Tab")
    page.keyboard.type("５００")
    saved(page)
    manuscript, problems = load(town)
    assert manuscript, problems
    measure = manuscript.measures["1-15"]
    assert (measure.indicators[0].targets[0].value, measure.costs[0].total) == (500, 1200)


def survey(page: Page, town: Path) -> None:
    task(page, "照会の様式", survey="実績（進捗）", year="2027")
    forms = answered(town / "output")
    assert len(forms) == len(OFFICES)
    page.locator("#work-list").get_by_role("button", name="回答を受け取る").click()
    page.locator("#work-form input[type=file]").wait_for()
    page.locator("#work-form input[type=file]").set_input_files(forms)
    until(page, "(count) => document.querySelectorAll('#work-form .files li').length === count", len(forms))
    ran(page, sure=True)
    assert (town / "content/progress/2027.yaml").read_text(encoding="utf-8").count("手続を見直しました。") == 15
    assert "14課のうち14課が回答しました" in task(page, "回答の状況", year="2027")
    closed(page)


def step_back(page: Page, town: Path) -> None:
    rests(page)
    reading(page).locator("[id='measure.1-1']").click()
    until(page, OPEN)
    page.get_by_label("取組の名前").fill("誤って変えた名前")
    saved(page)
    page.get_by_role("button", name="元に戻す").click()
    until(page, "() => /^元に戻しました/.test(document.querySelector('#desk-saved span').textContent)")
    assert "総務課の手続" in (town / "content/measures/1-1.yaml").read_text(encoding="utf-8")


def decide_and_publish(page: Page, town: Path) -> None:
    choose(page, "推進計画")
    rests(page)
    reading(page).locator("[id='revisions.table']").click()
    until(page, OPEN)
    last = page.locator("fieldset:has(> legend:text-is('推進計画の版')) > .list > .rows > .item").nth(1)
    last.get_by_label("案 または 決定").select_option("決定")
    last.get_by_label("版の日付").fill("2026-11-20")
    last.get_by_label("決定した人か会議").fill("町長")
    last.get_by_label("改定の扱い").select_option("報告")
    last.get_by_label("改定の理由", exact=True).fill("進め方を改めたため")
    revised = last.locator(
        "fieldset", has=page.locator("legend:text-is('この版で変えた節・段落・用語のidと、取組番号')")
    )
    revised.locator(".more").click()
    page.keyboard.type("vision")
    saved(page)
    rests(page)
    assert "目録のsha256" in task(page, "発行する", sure=True, document="推進計画")
    task(page, "新旧対照表", before="推進計画 第1版", after="推進計画 第2版")
    task(page, "会議の資料", edition="推進計画 第2版", meeting="令和8年第4回定例会", number="資料1")
    task(page, "ウェブページ")
    assert page.locator("#work-made").get_by_text("site").count() >= 1
    assert (town / "output/site/index.html").is_file()
    assert "archive/promotion-plan-02" in task(page, "版の一覧")
    assert (town / "archive/promotion-plan-02").is_dir()


def test_the_year_goes_round_without_an_editor(page: Page, session: Session) -> None:
    for step in (mend, add_a_measure, survey, step_back, decide_and_publish):
        step(page, session.root)
