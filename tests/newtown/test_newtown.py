"""Whatever an official answers, every file of the new folder is read as it was meant, or the answer is refused with a sentence."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hidaka_dx.content import load
from hidaka_dx.content.kinds import CHAPTERS, kind_of
from hidaka_dx.newtown import NUMBERINGS, QUESTIONS, TownAnswers, new_files, proposed_action_title, read_title
from hidaka_dx.problem import RefusalError
from hidaka_dx.prose import WrittenParagraph, WrittenText

USUAL = TownAnswers("若桑町", "第6次若桑町総合計画", "企画課", 2026, 2030, "若桑町実行計画")
READ = {each.key: each.read for each in QUESTIONS}
ODD = st.one_of(
    st.text(max_size=12),
    st.text(alphabet="町 　:#'\"*_[](){}<>!&~-|\\`%@?,.。１1ａa\t\n￥〜", max_size=12),
    st.sampled_from(
        [
            "yes",
            "null",
            "~",
            "2026",
            "1.0",
            "- 町",
            "# 町",
            "町 #2",
            "[^a]",
            "**町**",
            "&amp;",
            "&A0;",
            "“町”",
            "１．町",
            "...",
            "=1",
        ]
    ),
)


def town(files: dict[str, bytes], folder: Path) -> Path:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


@settings(max_examples=60, deadline=None)
@given(name=ODD, office=ODD, title=ODD, years=st.sampled_from([(2026, 2026), (2019, 2030), (1989, 1990), (2026, 2045)]))
def test_odd_answers_are_read_back_or_refused(name: str, office: str, title: str, years: tuple[int, int]) -> None:
    try:
        said = READ["town"](name), READ["title"](title), READ["office"](office)
        answers = TownAnswers(*said, *years, read_title(proposed_action_title(said[1])))
    except RefusalError:
        return
    with TemporaryDirectory() as folder:
        manuscript, problems = load(town(new_files(answers), Path(folder)))
    assert problems == ()
    assert manuscript
    assert manuscript.action
    plan = manuscript.plan
    assert (plan.town, plan.title, plan.office, plan.period.start, plan.period.end) == (*said, *years)
    assert (manuscript.action.title, manuscript.action.decides) == (answers.action_title, said[2])
    printed = [block for block in manuscript.chapters[1].blocks if isinstance(block, WrittenParagraph)]
    assert printed[0].inlines == (WrittenText(f"現状は、調整中です（{said[2]}）。"),)


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("town", " 　", "空です"),
        ("town", "町\x07", "制御文字 U.0007"),
        ("town", "町\n市", "制御文字 U.000A"),
        ("office", "課" * 31, "長すぎます（今は31字）"),
        ("office", "｛課｜か｝", "「｛」は、原稿で特別な意味を持つ"),
        ("office", "課<b>", "HTML"),
        ("title", "計画/1", "ファイル名にもなるので、「/」を含められません"),
        ("title", "計" * 61, "60字まで"),
        ("numbering", "2", "1、第1章、Ⅰ、1-1 のどれか"),
        ("period", "令和", "期間として読めません"),
        ("period", "2030-2026", "終わりの年度（2026）が、始まりの年度（2030）より前"),
        ("period", "2026-2046", "20年までです（今は21年）"),
        ("period", "1900-1905", "1950から2150まで"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(key: str, typed: str, said: str) -> None:
    with pytest.raises(RefusalError, match=f"{said}.*。$"):
        READ[key](typed)


def test_every_file_says_what_it_is_for_and_leads_editors_to_its_schema() -> None:
    files = new_files(USUAL)
    for path, content in files.items():
        text, kind = content.decode(), kind_of(path)
        if kind:
            schema, about = text.split("\n")[:2]
            assert schema == f"# yaml-language-server: $schema={'../' * path.count('/')}schemas/{kind.name}.json"
            assert f"schemas/{kind.name}.json" in files
            assert about.startswith("# ")
        elif Path(path).match(CHAPTERS):
            assert text.startswith("<!--\n")
        assert "@" not in text or path.startswith("schemas/")


def test_without_an_action_plan_nothing_of_one_is_written() -> None:
    found = new_files(USUAL._replace(action_title=None))
    assert not any("実行計画" in content.decode() for path, content in found.items() if not path.startswith("schemas/"))
    assert not any(path.startswith("content/measures") for path in found)


@pytest.mark.parametrize(
    ("typed", "way"),
    [("1", "1"), ("１", "1"), ("第１章", "第1章"), ("章", "第1章"), ("Ⅰ", "Ⅰ"), ("i", "Ⅰ"), ("１－１", "1-1")],
)
def test_a_way_of_numbering_is_read_and_kept(typed: str, way: str, tmp_path: Path) -> None:
    assert READ["numbering"](typed) == way
    manuscript, _ = load(town(new_files(USUAL._replace(marks=NUMBERINGS[way])), tmp_path))
    assert manuscript
    assert manuscript.plan.numbering.headings == NUMBERINGS[way]


@pytest.mark.parametrize(
    ("town_", "title", "names"),
    [
        ("若桑町", "第6次若桑町総合計画", ("総合計画", "町民", "町")),
        ("若桑市", "若桑市DX推進計画", ("推進計画", "市民", "市")),
        ("若桑村", "地域防災計画", ("地域防災計画", "村民", "村")),
        ("若桑広域連合", "若桑広域連合", ("若桑広域連合", "町民", "町")),
    ],
)
def test_the_plan_and_its_people_have_their_names(
    town_: str, title: str, names: tuple[str, ...], tmp_path: Path
) -> None:
    manuscript, _ = load(town(new_files(USUAL._replace(town=town_, title=title)), tmp_path))
    assert manuscript
    said = manuscript.plan.names
    assert (said.plan, said.residents, said.municipality) == names


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("若桑町実行計画", "実行計画"),
        ("第6次若桑町実施計画", "実施計画"),
        ("第6次若桑町総合計画 前期基本計画", "前期基本計画"),
        ("アクションプラン", "アクションプラン"),
    ],
)
def test_the_action_plan_is_called_as_its_title_says(title: str, name: str, tmp_path: Path) -> None:
    manuscript, _ = load(town(new_files(USUAL._replace(action_title=title)), tmp_path))
    assert manuscript
    assert manuscript.plan.names.action_plan == name


def test_a_plan_of_any_kind_is_no_plan_for_dx() -> None:
    found = new_files(USUAL._replace(start=2026, end=2045))
    assert not any("DX" in content.decode() for path, content in found.items() if not path.startswith("schemas/"))
    assert "content/figures/period.yaml" not in found
