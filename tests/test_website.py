import re
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from click.testing import CliRunner
from tinyhtml5 import parse
from towns import DRAFT, FIRST, copied, tiny, with_three_editions

from hidaka_dx import theme
from hidaka_dx.archive import Archive, restored_list, witness_list_of
from hidaka_dx.cli.entry import cli
from hidaka_dx.japanese import in_groups
from hidaka_dx.kept.store import PLACE
from hidaka_dx.pipeline import website as pipeline_website
from hidaka_dx.pipeline.website import website
from hidaka_dx.problem import RefusalError
from hidaka_dx.website.metadata import LICENCES

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("documents_kept")]
ROOT = Path(__file__).parent.parent
ATOM = "{http://www.w3.org/2005/Atom}"
Pages = dict[str, Element]
CONTACT = "contact: {phone: 0000-00-0000, email: dx@example.jp, opinions_until: 2028-03-31}\n"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a town with three published editions and a draft."""
    town = with_three_editions(tmp_path_factory.mktemp("town") / "town")
    editions = town / "content/editions.yaml"
    editions.write_text(editions.read_text(encoding="utf-8") + DRAFT, encoding="utf-8")
    return town


@pytest.fixture(scope="module")
def site(published: Path) -> Path:
    return made(published)


@pytest.fixture(scope="module")
def hidaka(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the website of this project's own content: figures, tables, forms, glossary."""
    return made(ROOT, tmp_path_factory.mktemp("hidaka"))


@pytest.fixture(scope="module")
def pages(site: Path, hidaka: Path) -> Pages:
    files = [*site.rglob("*.html"), *hidaka.rglob("*.html")]
    return {str(path): parse(path.read_text(encoding="utf-8"), namespace_html_elements=False) for path in files}


def made(town: Path, output: Path | None = None, *, drafts: bool = True) -> Path:
    opened, problems = website(town, output or town / "output", lambda _words, _share: None, drafts=drafts)
    assert opened, problems
    return opened.first.parent


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def attributes(page: Element, name: str) -> list[str]:
    return [value for element in page.iter() if (value := element.get(name)) is not None]


def test_all_editions_are_listed_newest_first_with_their_papers(site: Path, pages: Pages) -> None:
    page = pages[str(site / "index.html")]
    listed = [words(heading).replace(" 見本町DX推進計画", "") for heading in page.iter("h4")]
    assert listed == ["第2版現行", "第1.1版", "第1版"]
    sections = [each.get("aria-labelledby") for each in page.iter("section")]
    assert sections.index("_documents") < sections.index("_drafts") < sections.index("_archive")
    linked = [value for value in attributes(page, "href") if re.match("promotion-plan-02/.*[.]pdf", value)]
    assert list(dict.fromkeys(linked)) == [
        f"promotion-plan-02/{name}" for name in ("promotion-plan-02.pdf", "comparison-table.pdf", "redline.pdf")
    ]
    assert "promotion-plan/index.html" in attributes(page, "href")


def test_the_first_page_says_what_there_is_not_yet(site: Path, hidaka: Path, pages: Pages) -> None:
    for folder in (site, hidaka):
        said = words(pages[str(folder / "index.html")])
        assert "まだ、定めた実行計画がありません。" in said
        assert "千円" not in said


def test_the_papers_are_those_of_the_archive_and_their_hashes_are_shown(published: Path, site: Path) -> None:
    bag = published / "archive/promotion-plan-02"
    manifest = (bag / "manifest-sha256.txt").read_text(encoding="utf-8")
    shown = (site / "index.html").read_text(encoding="utf-8")
    for name in ("promotion-plan-02.pdf", "comparison-table.pdf", "redline.pdf"):
        assert (site / "promotion-plan-02" / name).read_bytes() == (bag / "data" / name).read_bytes()
        assert re.findall(rf"(\w+)  data/{name}", manifest)[0] in shown


def test_the_page_that_tells_what_is_genuine_uses_the_list_that_others_keep(published: Path, site: Path) -> None:
    listed = witness_list_of(Archive(published))
    assert listed
    assert restored_list((site / "witness-list.json").read_bytes()) == listed
    shown = (site / "genuine.html").read_text(encoding="utf-8")
    assert in_groups(listed.list_sha256) in shown
    assert all(f'data-sha256="{each.pdf_sha256}"' in shown for each in listed.entries)


def test_a_draft_says_that_it_is_one_and_an_old_edition_that_there_is_a_newer(site: Path, pages: Pages) -> None:
    assert "これは案です。" in words(pages[str(site / "promotion-plan-03-draft/index.html")])
    old = pages[str(site / "promotion-plan-01/index.html")]
    assert "新しい版があります：見本町DX推進計画 第2版" in words(old)
    in_force = words(pages[str(site / "promotion-plan-02/index.html")])
    assert "改める案があります" in in_force
    assert "新しい版があります" not in in_force


def test_a_draft_is_shown_only_where_it_is_asked_for(published: Path, tmp_path: Path) -> None:
    folder = made(published, tmp_path, drafts=False)
    assert not (folder / "promotion-plan-03-draft").exists()
    for file in folder.rglob("*"):
        assert file.is_dir() or "第3版" not in file.read_bytes().decode(errors="ignore"), file


def test_every_link_leads_somewhere_and_nothing_is_asked_of_other_hosts(pages: Pages) -> None:
    for path, page in pages.items():
        for link in (*attributes(page, "href"), *attributes(page, "src")):
            if link in LICENCES.values():
                continue
            name, _, target = link.partition("#")
            assert not re.match(r"[a-z]+:|/", name), f"{path}: {link}"
            file = (Path(path).parent / name).resolve() if name else Path(path)
            assert file.is_file(), f"{path}: {link}"
            if target:
                assert target in attributes(pages[str(file)], "id"), f"{path}: {link}"


def test_ids_are_unique_and_whatever_names_another_by_id_finds_it(pages: Pages) -> None:
    for path, page in pages.items():
        counts = Counter(attributes(page, "id"))
        assert [name for name, count in counts.items() if count > 1] == [], path
        assert set(attributes(page, "aria-labelledby")) <= counts.keys(), path


def test_there_is_one_title_and_no_level_of_headings_is_left_out(pages: Pages) -> None:
    for path, page in pages.items():
        levels = [int(each.tag[1]) for each in page.iter() if re.fullmatch("h[1-6]", str(each.tag))]
        assert levels.count(1) == 1, path
        assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False)), path


def test_pages_have_language_landmarks_and_a_way_past_the_head(pages: Pages) -> None:
    for path, page in pages.items():
        assert page.get("lang") == "ja", path
        assert len(list(page.iter("main"))) == 1, path
        first = next(page.iter("a"))
        assert (first.get("class"), first.get("href")) == ("skip", "#_main"), path


def test_heads_of_tables_say_what_they_head_and_rows_are_of_one_length(pages: Pages) -> None:
    tables = [table for page in pages.values() for table in page.iter("table")]
    assert len(tables) > 10
    for table in tables:
        assert all(head.get("scope") for head in table.iter("th"))
        rows = [sum(int(cell.get("colspan", 1)) for cell in row) for row in table.iter("tr")]
        assert len(set(rows)) == 1, words(table)[:60]


def test_figures_are_named_and_told_in_words(pages: Pages) -> None:
    drawings = [each for page in pages.values() for each in page.iter() if each.get("role") == "img"]
    assert drawings
    assert all(each.get("aria-label") for each in drawings)


def test_nobody_is_told_of_a_licence_that_is_not_decided(site: Path) -> None:
    page = (site / "index.html").read_text(encoding="utf-8")
    assert "利用の条件は調整中" in page
    assert "CC BY" not in page


def test_a_licence_and_a_contact_that_are_decided_are_named(published: Path, tmp_path: Path) -> None:
    town = copied(published, tmp_path / "town")
    plan = town / "content/plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8") + "licence: CC BY 4.0\n" + CONTACT, encoding="utf-8")
    folder = made(town)
    front = (folder / "index.html").read_text(encoding="utf-8")
    assert "2028年3月31日までに" in front
    assert '<a href="mailto:dx@example.jp">' in front
    for page in folder.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert '<a rel="license" href="https://creativecommons.org/licenses/by/4.0/deed.ja">CC BY 4.0</a>' in html
        assert "第三者の図（出典にほかの作成者を記したもの）を除きます" in html
        assert "調整中（" not in html


def test_every_page_says_what_it_is_to_those_who_pass_it_on(published: Path, pages: Pages, tmp_path: Path) -> None:
    for path, page in pages.items():
        told = {meta.get("property") or meta.get("name"): meta.get("content") for meta in page.iter("meta")}
        assert told["og:locale"] == "ja_JP"
        assert told["og:type"] == ("website" if "/site/index.html" in path else "article"), path
        assert told["description"] == told["og:description"]
        assert "og:url" not in told
        assert "og:image" not in told
    opened, _ = website(published, tmp_path, lambda _words, _share: None, "https://example.jp/dx/")
    assert opened
    html = (tmp_path / "site/promotion-plan-02/index.html").read_text(encoding="utf-8")
    assert '<meta property="og:url" content="https://example.jp/dx/promotion-plan/index.html">' in html


def test_the_feed_tells_of_decided_editions_newest_first(site: Path) -> None:
    feed = ElementTree.fromstring((site / "editions.atom").read_bytes())
    entries = feed.findall(f"{ATOM}entry")
    titles = [entry.findtext(f"{ATOM}title") for entry in entries]
    assert titles == [f"見本町DX推進計画 {edition}" for edition in ("第2版", "第1.1版", "第1版")]
    assert feed.findtext(f"{ATOM}updated") == "2028-04-01T00:00:00+09:00"
    links = [link.get("href", "") for link in feed.iter(f"{ATOM}link")]
    assert all((site / link).is_file() for link in links)
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 3


def test_a_list_of_pages_is_made_where_the_address_is_known(published: Path, tmp_path: Path) -> None:
    opened, _ = website(published, tmp_path, lambda _words, _share: None, "https://example.jp/dx", drafts=True)
    assert opened
    found = ElementTree.fromstring((tmp_path / "site/sitemap.xml").read_bytes())
    scheme = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    places = {each.findtext(f"{scheme}loc"): each.findtext(f"{scheme}lastmod") for each in found}
    folder = tmp_path / "site"
    pages = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}
    hidden = {path for path, text in pages.items() if '<meta name="robots" content="noindex">' in text}
    assert hidden == {path for path in pages if "-draft/" in path} != set()
    kept = {path: re.findall('<link rel="canonical" href="https://example.jp/dx/(.+)">', pages[path]) for path in pages}
    assert kept["promotion-plan-01/index.html"] == kept["promotion-plan-02/index.html"] == ["promotion-plan/index.html"]
    assert kept["promotion-plan-01.1/changes.html"] == ["promotion-plan-01.1/changes.html"]
    assert set(places) == {f"https://example.jp/dx/{path}" for path in pages.keys() - hidden if kept[path] == [path]}
    assert places["https://example.jp/dx/promotion-plan/index.html"] == "2028-04-01"


@pytest.mark.parametrize(
    "address", ["example.jp", "https:///", 'https://"><script>', "https://example.jp/?x", "https://例.jp/"]
)
def test_an_address_that_is_none_is_refused(address: str, published: Path, tmp_path: Path) -> None:
    with pytest.raises(RefusalError, match="https://"):
        website(published, tmp_path, lambda _words, _share: None, address)


def test_terms_lead_to_their_explanation_once_in_a_section(tmp_path: Path) -> None:
    town = tiny(tmp_path / "town", DRAFT.replace("3", "1"))
    text = (
        "# 将来展望 {#vision}\n\nAIを使います。AIは、CHAINとは違います。 {#aim}\n\n## 次の節 {#next}\n\nAIの節です。\n"
    )
    (town / "content/chapters/vision.md").write_text(text, encoding="utf-8")
    page = made(town) / "promotion-plan-01-draft/index.html"
    html = page.read_text(encoding="utf-8")
    assert '<a class="term" href="#_term-1">AI</a>を使います。AIは、CHAINとは違います。' in html
    assert html.count('class="term"') == 2
    assert '<tr id="_term-1"><th scope="row">AI</th>' in html


def test_measures_are_listed_with_what_they_can_be_narrowed_down_by(hidaka: Path, pages: Pages) -> None:
    page = pages[str(hidaka / "action-plan-01-draft/measures.html")]
    numbers = [words(head).split()[0] for head in page.iter("th") if head.get("scope") == "row"]
    assert numbers == sorted(path.stem for path in (ROOT / "content/measures").glob("*.yaml"))
    choices = {select.get("name"): [words(option) for option in select] for select in page.iter("select")}
    assert choices["pillar"] == ["すべて", *dict.fromkeys(attributes(page, "data-pillar"))]
    assert all(len(values) > 2 for values in choices.values())
    offered = {value for values in attributes(page, "data-priority") for value in values.split("\n") if value}
    assert offered == set(choices["priority"]) - {"すべて"}


def test_the_data_of_the_measures_can_be_taken_home(hidaka: Path, pages: Pages) -> None:
    linked = [each for each in attributes(pages[str(hidaka / "index.html")], "href") if each.startswith("opendata/")]
    assert {"opendata/measures.csv", "opendata/workbook.xlsx"} <= set(linked)
    assert (hidaka / "opendata/workbook.xlsx").read_bytes().startswith(b"PK")
    assert "取組番号が日付に変わることがあります" in (hidaka / "index.html").read_text(encoding="utf-8")
    assert (hidaka / "opendata/measures.csv").read_bytes().startswith("\ufeff取組番号".encode())


def test_only_what_has_changed_is_written_again(published: Path, tmp_path: Path) -> None:
    town = copied(published, tmp_path / "town")
    site = made(town)
    before = {path: path.stat().st_ino for path in site.rglob("*") if path.is_file()}
    made(town)
    assert {path: path.stat().st_ino for path in before} == before
    plan = town / "content/editions.yaml"
    plan.write_text(
        plan.read_text(encoding="utf-8").replace("changes: 見直し", "changes: 見直しの案"), encoding="utf-8"
    )
    made(town)
    written = {str(path.relative_to(site)) for path in before if path.stat().st_ino != before[path]}
    draft = "promotion-plan-03-draft"
    pages = {f"{draft}/index.html", f"{draft}/changes.html", f"{draft}/document.json"}
    assert written == {"index.html", "files.txt", *pages}


def test_what_is_no_longer_shown_is_removed(published: Path, tmp_path: Path) -> None:
    town = copied(published, tmp_path / "town")
    site = made(town)
    plan = town / "content/editions.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace(DRAFT, ""), encoding="utf-8")
    made(town)
    assert not (site / "promotion-plan-03-draft").exists()
    assert (site / "promotion-plan-02/index.html").is_file()


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    town = tiny(tmp_path / "town", FIRST)
    (town / "output/site").mkdir(parents=True)
    (town / "output/site/photo.jpg").write_bytes(b"x")
    with pytest.raises(RefusalError, match="このしくみで作っていないファイル"):
        made(town)
    assert [path.name for path in (town / "output/site").iterdir()] == ["photo.jpg"]


def test_a_page_that_was_changed_by_hand_is_not_lost_without_a_word(published: Path, tmp_path: Path) -> None:
    town = copied(published, tmp_path / "town")
    site = made(town)
    listed = (site / "files.txt").read_text(encoding="utf-8")
    assert subprocess.run(["sha256sum", "-c", "--quiet", "files.txt"], cwd=site, check=True).returncode == 0
    page = site / "promotion-plan-01/index.html"
    mine = page.read_bytes() + b"<!-- mine -->"
    page.write_bytes(mine)
    (site / "editions.atom").unlink()
    with pytest.raises(RefusalError, match=r"作った後で手で直したファイルがあります（promotion-plan-01/index\.html）"):
        made(town)
    assert page.read_bytes() == mine
    page.unlink()
    made(town)
    assert (site / "files.txt").read_text(encoding="utf-8") == listed
    assert (site / "editions.atom").is_file(), "what was taken out is made again"


def test_a_list_of_before_there_were_hashes_in_it_is_still_read(published: Path, tmp_path: Path) -> None:
    town = copied(published, tmp_path / "town")
    site = made(town)
    files = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    (site / "files.txt").write_text("".join(f"{path}\n" for path in files), encoding="utf-8")
    (site / "index.html").write_text("mine", encoding="utf-8")
    made(town)
    assert "mine" not in (site / "index.html").read_text(encoding="utf-8")


def test_an_edition_that_was_tampered_with_is_not_shown(published: Path, tmp_path: Path) -> None:
    town = copied(published, tmp_path / "town")
    pdf = town / "archive/promotion-plan-02/data/redline.pdf"
    pdf.write_bytes(pdf.read_bytes() + b"\n")
    with pytest.raises(
        RefusalError, match=r"第2版が、発行した時のままではありません。archive/promotion-plan-02/data/redline.pdf: "
    ):
        made(town)


def test_a_faulty_template_of_the_town_is_a_problem_with_its_place(tmp_path: Path) -> None:
    town = tiny(tmp_path / "town", FIRST)
    (town / "templates/web").mkdir(parents=True)
    (town / "templates/web/index.html.j2").write_text("\n{{ nothing }}", encoding="utf-8")
    opened, problems = website(town, town / "output", lambda _words, _share: None)
    assert opened is None
    assert [(str(each.place), each.rule) for each in problems] == [("templates/web/index.html.j2:2:1", "template")]
    assert not (town / "output").exists()


def test_the_colours_by_day_are_those_of_the_print() -> None:
    style = (ROOT / "assets/web/style.css").read_text(encoding="utf-8")
    day = style[: style.index("@media")]
    assert {
        name: colour for name, colour in re.findall(r"--([a-z-]+): (#\w+)", day) if name != "paper"
    } == theme.COLOURS


def test_the_command_says_what_it_has_written(published: Path, tmp_path: Path) -> None:
    said = CliRunner().invoke(cli, ["website", "-C", str(published), "--output", str(tmp_path)])
    assert said.exit_code == 0, said.output
    first, second, third = said.output.splitlines()
    assert first == f"{tmp_path / 'site/index.html'} を作りました（3版）"
    count = sum(path.is_file() for path in (tmp_path / "site").rglob("*"))
    assert second == f"書いたファイル{count}、変わらないファイル0、消したファイル0"
    assert third == "推進計画 第3版（案）は載せていません。載せるときは --draft を付けて実行します。"
    said = CliRunner().invoke(cli, ["website", "--draft", "-C", str(published), "--output", str(tmp_path)])
    assert said.output.splitlines()[0] == f"{tmp_path / 'site/index.html'} を作りました（4版）"
    assert len(said.output.splitlines()) == 2


def test_a_second_run_is_told_at_once_and_any_change_is_seen(
    published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PLACE, str(tmp_path / "kept"))
    town, runs = copied(published, tmp_path / "town"), list[Path]()
    real = pipeline_website.website

    def counted(*given: Any, **more: Any) -> Any:
        runs.append(town)
        return real(*given, **more)

    monkeypatch.setattr(pipeline_website, "website", counted)

    def told() -> list[str]:
        said = CliRunner().invoke(cli, ["website", "-C", str(town)])
        assert said.exit_code == 0, said.output
        return said.output.splitlines()

    first, again = told(), told()
    assert len(runs) == 1
    assert again[0] == first[0]
    assert again[1].startswith("書いたファイル0、変わらないファイル")
    assert again[2:] == first[2:]
    (town / "output/site/search.js").unlink()
    assert told()[1].startswith("書いたファイル1、")
    editions = town / "content/editions.yaml"
    editions.write_text(
        editions.read_text(encoding="utf-8").replace("changes: 見直し", "changes: 案"), encoding="utf-8"
    )
    told()
    assert len(runs) == 3
    page = town / "output/site/index.html"
    page.write_text("mine", encoding="utf-8")
    assert CliRunner().invoke(cli, ["website", "-C", str(town)]).exit_code != 0
    assert page.read_text(encoding="utf-8") == "mine"
