"""The website as a web: whatever names a measure or a passage leads there, and every address that a link names is there."""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from websites import SitePages, identified, sample_site, words

from hidaka_dx.archive import Archive, EditionName, Withdrawal
from hidaka_dx.archive.record import ChainLink
from hidaka_dx.facts import Facts
from hidaka_dx.japanese import amount, fiscal_year
from hidaka_dx.pipeline.published_facts import read_with_facts
from hidaka_dx.website import ShownEdition, StandingEdition, Today, addresses, comparable
from hidaka_dx.website.indicators import IndicatorKey, IndicatorShelf
from hidaka_dx.website.linking import Register
from hidaka_dx.website.measure_pages import Shelf
from hidaka_dx.website.metadata import LICENCES

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parent.parent / "examples/mihon"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_site(tmp_path_factory)


@pytest.fixture(scope="module")
def pages(site: Path) -> SitePages:
    return SitePages(site)


@pytest.fixture(scope="module")
def facts() -> Facts:
    return read_with_facts(Archive(ROOT), EditionName("action-plan", "2")).facts


def links(element: Element) -> list[str]:
    return [each.get("href", "") for each in element.iter("a")]


def found(path: str, link: str) -> str:
    """Return the path and id below the website to which a link of a page leads."""
    name, _, target = link.partition("#")
    parts: list[str] = []
    for part in (PurePosixPath(path).parent / name).parts if name else PurePosixPath(path).parts:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return f"{'/'.join(parts)}#{target}"


def test_every_link_leads_to_a_page_and_a_place_that_are_there(site: Path, pages: SitePages) -> None:
    ids = {path: set(re.findall(r' id="([^"]+)"', pages.text(path))) for path in pages}
    for path in pages:
        for link in {*re.findall(r'<a [^>]*?href="([^"]*)"', pages.text(path))} - {*LICENCES.values()}:
            file, _, target = found(path, link).partition("#")
            assert (site / file).is_file(), f"{path}: {link}"
            assert not target or target in ids[file], f"{path}: {link}"


def test_each_basis_and_result_of_a_sheet_is_a_link(pages: SitePages, facts: Facts) -> None:
    page = pages["action-plan/index.html"]
    for measure in facts.measures:
        held = [each for each in page.iter("p") if (each.get("id") or "").startswith(f"{measure.target}.basis.")]
        assert held, measure.number
        for each in held:
            (link,) = links(each)
            assert link.startswith("../promotion-plan/index.html#"), measure.number
            assert link.partition("#")[2] in measure.basis
        years = {each.year for each in measure.results if each.mark}
        if years:
            shown = links(identified(page, f"{measure.target}.progress"))
            assert shown == [f"../progress-{year}/index.html#progress.{measure.number}" for year in sorted(years)]


@pytest.mark.parametrize("table", ["overview.table", "offices.table", "against-plan.table", "indicators.table"])
def test_each_measure_that_an_index_names_is_a_link(pages: SitePages, facts: Facts, table: str) -> None:
    held = identified(pages["action-plan/index.html"], table)
    linked = {re.sub(".*measure/(.+)/index.html", r"\1", link) for link in links(held) if "measure/" in link}
    assert linked == {each.number for each in facts.measures if table != "indicators.table" or each.indicators}


def test_what_a_report_calls_late_leads_to_the_measure(pages: SitePages) -> None:
    rows = list(identified(pages["progress-2027/index.html"], "progress.late.table").iter("tr"))[1:]
    assert rows
    for row in rows:
        number = words(row).split()[0]
        assert links(row)[0] == f"../measure/{number}/index.html"


def test_each_measure_of_any_edition_has_a_page_with_its_title_and_what_became_of_it(
    site: Path, pages: SitePages
) -> None:
    archive = Archive(ROOT)
    numbers = {
        m.number: m.name for name in archive.of("action-plan") for m in read_with_facts(archive, name).facts.measures
    }
    own = {path for path in pages if path.startswith("measure/")}
    assert own == {f"measure/{number}/index.html" for number in numbers}
    for number in numbers:
        path = f"measure/{number}/index.html"
        page = pages[path]
        title = words(next(page.iter("title")))
        assert title.startswith(number)
        assert len(list(identified(page, "_history").itertext())) > 0
        assert (site / path).stat().st_size < 100_000


def test_a_measure_tells_the_grade_of_each_year_with_its_reason(pages: SitePages) -> None:
    page = pages["measure/2-8/index.html"]
    rows = [words(row) for row in page.iter("tr") if any(cell.get("data-label") == "評価" for cell in row)]
    assert len(rows) == 2
    assert rows[0].startswith("令和9年度")
    assert "D" in rows[0]
    assert "（遅れ）" in rows[0]


def test_a_measure_tells_what_each_edition_did_with_it(pages: SitePages) -> None:
    history = next(each for each in pages["measure/1-1/index.html"].iter("ol") if each.get("class") == "history")
    said = [words(item) for item in history]
    assert [each.split()[0] for each in said] == ["第2版", "第1.1版", "第1版"]
    assert "この版で改めました" in said[0]
    assert "〔削る：" in said[0]
    assert "〔加える：" in said[0]
    assert "変わりません" in said[1]
    assert "この版で加わりました" in said[2]
    new = next(each for each in pages["measure/1-8/index.html"].iter("ol") if each.get("class") == "history")
    assert [words(item).split()[0] for item in new] == ["第2版"]


def test_a_section_of_the_plan_leads_to_the_measures_that_carry_it_out(pages: SitePages, facts: Facts) -> None:
    page = pages["promotion-plan/index.html"]
    told = {link for each in page.iter("p") if each.get("class") == "beside" for link in links(each)}
    changed = {link for link in told if "/changes.html#" in link}
    assert {link.partition("#row.")[2] for link in changed} >= {"goals", "background", "glossary"}
    assert told - changed == {f"../measure/{each.number}/index.html" for each in facts.measures}


def test_offices_and_pillars_list_their_measures(pages: SitePages, facts: Facts) -> None:
    def listed(prefix: str) -> Iterator[tuple[str, set[str]]]:
        for path in pages:
            if path.startswith(prefix):
                page = pages[path]
                yield words(next(page.iter("h1"))), {link.split("/")[-2] for link in links(page) if "/measure/" in link}

    offices = {name.removeprefix("担当 "): found for name, found in listed("office/")}
    for office in {each.lead for each in facts.measures if each.lead}:
        assert offices[office] == {m.number for m in facts.measures if office in (m.lead, *m.related)}
    pillars = dict(listed("pillar/"))
    assert set().union(*pillars.values()) == {each.number for each in facts.measures}


def test_the_edition_in_force_has_an_address_that_stays(site: Path, pages: SitePages) -> None:
    for document in ("promotion-plan", "action-plan"):
        now, numbered = site / document / "index.html", site / f"{document}-02/index.html"
        assert now.read_bytes() == numbered.read_bytes()
    assert "action-plan-02/action-plan-02.pdf" in {
        found("action-plan/index.html", x).rstrip("#") for x in links(pages["action-plan/index.html"])
    }


@pytest.mark.parametrize("page", ["index.html", "measures.html", "changes.html"])
def test_a_superseded_edition_says_so_on_every_page(pages: SitePages, page: str) -> None:
    for folder in ("action-plan-01", "action-plan-01.1"):
        if path := next((each for each in pages if each == f"{folder}/{page}"), None):
            warning = [each for each in pages[path].iter("p") if each.get("class") == "warning"]
            assert ["../action-plan/index.html"] in [links(each) for each in warning], path


def test_changes_are_listed_first_and_every_one_leads_to_its_words(pages: SitePages) -> None:
    page = pages["action-plan/changes.html"]
    entries = next(each for each in page.iter("ol") if each.get("class") == "entries")
    assert len(entries) > 40
    assert {words(each).split()[0] for each in entries} == {"改正", "新設", "移動・改正"}
    first = list(page.iter())
    assert first.index(entries) < min(first.index(each) for each in page.iter("del"))
    assert all(words(each).startswith("〔削る：") for each in page.iter("del"))
    assert all(words(each).startswith("〔加える：") for each in page.iter("ins"))


def test_the_first_page_answers_before_it_lists(pages: SitePages, facts: Facts) -> None:
    page = pages["index.html"]
    order = [each.get("aria-labelledby") for each in page.iter("section")]
    assert order[:5] == ["_aim", "_results", "_money", "_life", "_documents"]
    assert order.index("_documents") < order.index("_progress") < order.index("_archive")
    grades = next(each for each in page.iter("dl") if each.get("class") == "grades")
    counted = {words(row[0])[0]: {link.split("/")[1] for link in links(row)} for row in grades}
    given = {m.number: r.mark for m in facts.measures for r in m.results if r.year == 2027}
    assert counted == {mark: {n for n, one in given.items() if one == mark} for mark in "ABCD"}
    late = {link.split("/")[1] for link in links(identified(page, "progress.late.table"))}
    assert late == counted["C"] | counted["D"]


def test_the_first_page_adds_up_what_all_measures_cost_by_year_and_source(pages: SitePages, facts: Facts) -> None:
    table = next(each for each in pages["index.html"].iter("table") if "money" in (each.get("class") or ""))
    heads, *rows = [[words(cell) for cell in row] for row in table.iter("tr")]
    costs = [cost for m in facts.measures if not m.repeats for cost in m.costs]
    for year, row in zip(range(2026, 2031), rows[:-1], strict=True):
        assert row[1] == f"{sum(each.amount for each in costs if each.year == year):,}"
        own = sum(
            fund.amount for each in costs if each.year == year for fund in each.funds if fund.source == "一般財源"
        )
        assert row[heads.index("一般財源")] == f"{own:,}"
    assert rows[-1][:2] == ["計", f"{sum(each.amount for each in costs):,}"]


def test_who_holds_an_older_edition_reads_all_that_has_changed_since(pages: SitePages) -> None:
    page = pages["action-plan-01/until-now.html"]
    assert words(next(page.iter("h1"))) == "第1版から第2版への変更"
    titles = [words(each).split()[-1] for each in page.iter("h3")]
    assert len(titles) > 40
    assert "action-plan-01.1/until-now.html" not in pages, "the edition in force tells it itself"
    assert "../action-plan-02/from-action-plan-01.html" in links(pages["action-plan-01/index.html"])


def test_a_measure_is_told_from_the_newest_edition_that_stands() -> None:
    archive = Archive(ROOT)
    now, before = (read_with_facts(archive, EditionName("action-plan", number)) for number in ("2", "1.1"))
    withdrawal = Withdrawal(
        EditionName("action-plan", "2"), "見本町", now.name, date(2028, 12, 2), "町長", "誤り", "", ChainLink("", "")
    )
    for newest, standing in (
        (ShownEdition("a", now, None, None, "", (), {}, b"", withdrawal=withdrawal), "第1.1版"),
        (ShownEdition("a", replace(now, draft=True), None, None, "", (), {}, b""), "第1.1版"),
        (ShownEdition("a", now, None, None, "", (), {}, b""), "第2版"),
    ):
        shelf = Shelf(Today(), Register())
        for shown in (newest, ShownEdition("b", before, None, None, "", (), {}, b"")):
            shelf.add(shown)
        told = {page.facts.number: page.shown.document.edition for page in shelf.pages()}
        assert told["1-1"] == standing
        assert told["1-8"] == "第2版", "no other edition has it"


def test_every_column_of_the_open_data_is_explained(site: Path, pages: SitePages) -> None:
    page = pages["opendata/index.html"]
    told = {words(cell) for cell in page.iter("th") if cell.get("scope") == "row"}
    for path in site.glob("opendata/*.csv"):
        heads = path.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
        assert path.stem == "definitions" or set(heads) <= told, path.name


def test_the_feed_tells_of_reports_too(site: Path) -> None:
    feed = ElementTree.fromstring((site / "editions.atom").read_bytes())
    titles = [each.findtext("{http://www.w3.org/2005/Atom}title") or "" for each in feed]
    assert [each for each in titles if "進捗報告書" in each] == [
        "見本町DX実行計画進捗報告書 令和9年度",
        "見本町DX実行計画進捗報告書 令和8年度",
    ]


def test_figures_end_with_their_caption_as_html_asks(pages: SitePages) -> None:
    ends = [re.split(r"\s*</figcaption>\s*", pages.text(path))[1:] for path in pages]
    assert sum(map(len, ends)) > 50
    assert all(after.startswith("</figure>") for found in ends for after in found)


def test_each_indicator_of_any_edition_has_a_page_with_its_years_and_what_editions_did_with_it(
    site: Path, pages: SitePages, facts: Facts
) -> None:
    with (site / "opendata/indicators.csv").open(encoding="utf-8-sig", newline="") as file:
        data = {(number, name) for number, name, *_ in csv.reader(file)}
    archive = Archive(ROOT)
    every = {
        addresses.indicator(m.told_by, each.name)
        for name in archive.of("action-plan")
        for m in read_with_facts(archive, name).facts.measures
        for each in m.indicators
    }
    assert {path for path in pages if path.startswith("indicator/")} == {*every, addresses.INDICATORS}
    listed = {found(addresses.INDICATORS, link).rstrip("#") for link in links(pages[addresses.INDICATORS])}
    assert listed >= every
    for measure in facts.measures:
        own = {
            found(f"measure/{measure.number}/index.html", x) for x in links(pages[addresses.measure(measure.number)])
        }
        assert own >= {f"{addresses.indicator(measure.told_by, each.name)}#" for each in measure.indicators}
        for each in measure.indicators:
            page = pages[addresses.indicator(measure.told_by, each.name)]
            rows = [row for body in page.iter("tbody") for row in body]
            said = {words(row[0]): [words(cell) for cell in row[1:]] for row in rows}
            for value in each.reached:
                assert said[fiscal_year(value.year)][0 if each.goal else 1] == amount(value.value)
            assert words(next(page.iter("dl"))).count(each.definition) == 1
            offers = any(link.endswith("opendata/indicators.csv") for link in links(page))
            assert offers == ((measure.told_by, each.name) in data), "no row is promised that is not there"


def test_an_indicator_tells_which_targets_an_edition_changed(site: Path, pages: SitePages) -> None:
    path = addresses.indicator("3-6", "会議録の作成に要する時間")
    history = [words(item) for item in next(e for e in pages[path].iter("ol") if e.get("class") == "history")]
    assert [each.split()[0] for each in history] == ["第2版", "第1.1版", "第1版"]
    assert "（4か所）" in history[1]
    assert "令和12年度の目標" in history[1]
    assert "〔削る：1〕" in history[1]
    assert "3-6 " in words(next(pages[path].iter("title")))
    told = json.loads(next(each.text or "" for each in pages[path].iter("script") if each.get("type")))
    assert told["@type"] == "Dataset"
    assert told["variableMeasured"]["unitText"] == "時間"
    assert (site / found(path, told["distribution"][0]["contentUrl"]).rstrip("#")).is_file()
    assert path in (site / "search/pages.js").read_text(encoding="utf-8")


def test_indicators_of_one_name_are_told_apart_and_what_ended_keeps_its_values() -> None:
    archive = Archive(ROOT)
    plan = read_with_facts(archive, EditionName("action-plan", "2"))
    first, second, *others = plan.facts.measures
    kept, *more = first.indicators
    namesake = replace(second.indicators[0], name=kept.name, reached=(), states=())
    measures = (replace(first, indicators=tuple(more)), replace(second, indicators=(namesake,)), *others)
    old = ShownEdition("b", plan, None, None, "", (), {}, b"")
    now = replace(old, folder="a", home="a", document=replace(plan, facts=replace(plan.facts, measures=measures)))
    shelf = IndicatorShelf(Today(now.document.facts), Register())
    for shown in (now, old):
        shelf.add(shown)
    told = {page.key: page for page in shelf.pages()}
    ended, new = told[IndicatorKey(first.number, kept.name)], told[IndicatorKey(second.number, kept.name)]
    assert kept.reached
    assert (ended.ended, ended.facts.reached) == (True, kept.reached)
    assert (new.ended, new.facts.reached, new.last) == (False, (), None)
    assert [each.way for each in ended.history] == ["gone", "added"]
    assert [each.way for each in new.history] == ["added"]
    assert ended.key.page.path != new.key.page.path


def test_the_list_of_indicators_leads_to_each_of_them(pages: SitePages, facts: Facts) -> None:
    held = identified(pages["action-plan/index.html"], "indicators.table")
    told = [found("action-plan/index.html", link).rstrip("#") for link in links(held)]
    wanted = {addresses.indicator(m.told_by, each.name) for m in facts.measures for each in m.indicators}
    assert wanted <= set(told)


def test_any_two_editions_have_a_page_of_changes_and_each_leads_to_all_others(site: Path, pages: SitePages) -> None:
    every = {
        "action-plan-02/changes.html",
        "action-plan-02/from-action-plan-01.html",
        "action-plan-01.1/changes.html",
    }
    for path in every:
        section = next(each for each in pages[path].iter("section") if each.get("aria-labelledby") == "_compare")
        assert {found(path, link).rstrip("#") for link in links(section)} == every
        (here,) = (each for each in section.iter("a") if each.get("aria-current"))
        assert found(path, here.get("href", "")).rstrip("#") == path
    page = pages["action-plan-02/from-action-plan-01.html"]
    assert words(next(page.iter("h1"))) == "第1版から第2版への変更"
    assert list(page.iter("del"))
    until_now, lasting = site / "action-plan-01/until-now.html", site / "action-plan-02/from-action-plan-01.html"
    assert until_now.read_bytes() == lasting.read_bytes()


def test_pages_of_two_editions_stay_when_more_editions_are_published() -> None:
    editions = [StandingEdition(f"plan-{number:02}", f"第{number}版") for number in range(1, 11)]
    before: set[str] = set()
    for count in range(1, 11):
        chosen = comparable(editions[:count], withdrawn=False)
        paths = {path for pair in chosen.pairs for path in pair.paths}
        assert len(paths) == sum(len(pair.paths) for pair in chosen.pairs)
        stay = {path for path in before if not path.endswith("until-now.html")}
        assert stay <= paths
        if count <= 6:
            assert len(chosen.pairs) == count * (count - 1) // 2
        else:
            assert len(chosen.pairs) == 15 + (count - 6) + (count - 2)
        for old in editions[: max(count - 2, 0)]:
            assert any(each.old == old and each.new == editions[count - 1] for each in chosen.pairs)
            assert f"{old.folder}/until-now.html" in paths
        before = paths
    assert "はじめの6つの版" in comparable(editions, withdrawn=False).told
    assert comparable(editions[:3], withdrawn=True).told.endswith("取り下げた版は入りません。")
    assert not comparable(editions[:2], withdrawn=False).far
