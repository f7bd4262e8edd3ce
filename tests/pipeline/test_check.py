"""`check` and `build` agree: what only typesetting would find is told before."""

import shutil
from pathlib import Path

import pytest
from towns import DRAFT, FIRST, tiny

from hidaka_dx.pipeline.build import build
from hidaka_dx.pipeline.check import check
from hidaka_dx.problem import Problem
from hidaka_dx.typeset.coverage import missing

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
GLYPH = "は、どの書体にもありません。別の字で書いてください。"
PICTURE = """\
kind: picture
title: 町の写真
alt: 役場の前に町民が集まっています。
lines: 6
image: photo.png
missing: 写真を置く所
"""


def told(town: Path) -> list[Problem]:
    """Give what both say, which must be the same."""
    built, problems, *_ = build(town, town / "output", lambda _words, _share: None)
    foreseen = [each.problem for each in check(town).remarks if each.problem.rule in {"glyph", "image"}]
    assert not built
    assert sorted(foreseen) == sorted(problems)
    return foreseen


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return tiny(tmp_path, FIRST)


def test_letters_that_no_font_has_are_told_at_their_places(town: Path) -> None:
    chapter = "# 将来展望 {#vision}\n\n町は、暮らしを😀便利にします。 {#aim}\n\n- 項目のبとCO𝟐\n"
    (town / "content/chapters/vision.md").write_text(chapter, encoding="utf-8")
    glossary = '# 𒀀は注釈\n- {id: ai, term: AI, text: "人工\\U0001F600知能"}\n- {id: ict, term: ICT, text: "ไ"}\n'
    (town / "content/glossary.yaml").write_text(glossary, encoding="utf-8")
    assert [str(problem) for problem in told(town)] == [
        f"content/chapters/vision.md:3:8: 「😀」（U+1F600）{GLYPH} [glyph]",
        f"content/chapters/vision.md:5:6: 「ب」（U+0628）{GLYPH} [glyph]",
        f"content/chapters/vision.md:5:10: 「𝟐」（U+1D7D0）{GLYPH.replace('別の字で', '「2」と')} [glyph]",
        f"content/glossary.yaml:2:28: 「😀」（U+1F600）{GLYPH} [glyph]",
        f"content/glossary.yaml:3:31: 「ไ」（U+0E44）{GLYPH} [glyph]",
    ]


def test_rare_kanji_of_names_are_told_with_what_to_do(town: Path) -> None:
    chapter = "# 将来展望 {#vision}\n\n町長は𠮷田、係長は渡邊\U000e0102、葛\U000e0100城、髙﨑。 {#aim}\n"
    (town / "content/chapters/vision.md").write_text(chapter, encoding="utf-8")
    found = sorted(each for each in check(town).remarks if each.problem.rule == "glyph")
    assert [(each.level, each.problem.place.column) for each in found] == [("誤り", 4), ("注意", 11)]
    assert "「邊」の形で印刷します" in found[1].problem.message
    assert "「𠮷」なら「吉」" in found[0].problem.message


def test_a_letter_that_is_printed_nowhere_is_no_fault(town: Path) -> None:
    (town / "content/references.yaml").write_text("- {id: law, title: 引かれない法律😀}\n", encoding="utf-8")
    assert not [each for each in check(town).remarks if each.problem.rule == "glyph"]


EVERYWHERE = {
    "content/plan.yaml": ("office: 見本町", "office: 見本町⠿"),
    "content/editions.yaml": ("changes: 見直し", "changes: 見直し⠿"),
    "content/action-plan.yaml": ("name: 窓口", "name: 窓口⠿"),
    "content/measures/1-2.yaml": ("電子化します", "電子化します⠿"),
}


def test_letters_are_found_in_every_file_that_is_printed(tmp_path: Path) -> None:
    tiny(tmp_path, FIRST, DRAFT, action=FIRST)
    for path, (before, after) in EVERYWHERE.items():
        text = (tmp_path / path).read_text(encoding="utf-8")
        assert before in text
        (tmp_path / path).write_text(text.replace(before, after), encoding="utf-8")
    comparison = "note: 下線の部分は、改正部分です⠿。\n"
    (tmp_path / "content/comparison.yaml").write_text(comparison, encoding="utf-8")
    found = {each.problem.place.path for each in check(tmp_path).remarks if each.problem.rule == "glyph"}
    assert {*EVERYWHERE} <= found


@pytest.mark.parametrize(
    "letters",
    [
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉₊₋ₓₙⁿ",
        "髙﨑①㎡☎㊙─■●○▲※〓…‥—–·•ｱヷゟ",
        "葛\U000e0100é",
        "e\u0301",
        "\u2060\u00a0\u3000",
        "豈",
    ],
)
def test_letters_that_can_be_printed_are_not_told(letters: str) -> None:
    assert missing(letters, [ROOT / "assets"], ["fonts.css"]) == ()


def test_pictures_that_cannot_be_printed_are_told_at_their_figures(town: Path) -> None:
    images = town / "assets/images"
    images.mkdir(parents=True)
    (town / "content/figures").mkdir()
    text = "# 将来展望 {#vision}\n\n町は、暮らしを便利にします。 {#aim}\n\n![](broken)\n\n![](linked)\n"
    (town / "content/chapters/vision.md").write_text(text, encoding="utf-8")
    for name in ("broken", "linked"):
        figure = PICTURE.replace("photo", name)
        (town / f"content/figures/{name}.yaml").write_text(figure, encoding="utf-8")
    picture = (ROOT / "tests/fixtures/picture.png").read_bytes()
    (images / "broken.png").write_bytes(picture[: len(picture) // 2])
    shutil.copy(ROOT / "tests/fixtures/picture.png", town / "picture.png")
    (images / "linked.png").symlink_to(town / "picture.png")
    foreseen = {each.problem.place.path: each.problem for each in check(town).remarks if each.problem.rule == "image"}
    assert {path: problem.place.line for path, problem in foreseen.items()} == {
        "content/figures/broken.yaml": 5,
        "content/figures/linked.yaml": 5,
    }
    problem = build(town, town / "output", lambda _words, _share: None).problems[0]
    assert problem in foreseen.values()


FAULTY = {
    "{% if %}": "式が要る所に、式がありません",
    "{% frob %}": "「frob」というタグは、ここでは使えません",
    "{% if document %}": "閉じるタグ（endif、endfor など）のないまま終わっています",
    "{% block frob %}{{ document | frob }}{% endblock %}": "「frob」というフィルターはありません",
    "{{ 'a' ! }}": "書き方の誤り「unexpected char '!' at",
}


@pytest.mark.parametrize(("words", "why"), FAULTY.items())
def test_a_template_that_is_none_is_told_as_a_build_tells_it(town: Path, words: str, why: str) -> None:
    (town / "templates").mkdir()
    template = (ROOT / "templates/promotion-plan.html.j2").read_text(encoding="utf-8")
    (town / "templates/promotion-plan.html.j2").write_text(f"{template}\n{words}", encoding="utf-8")
    found = [each.problem for each in check(town).remarks if each.problem.rule == "template"]
    assert [problem.place.path for problem in found] == ["templates/promotion-plan.html.j2"]
    assert why in found[0].message
    assert found == list(build(town, town / "output", lambda _words, _share: None).problems)


def test_templates_that_a_town_calls_are_read_and_no_others(town: Path) -> None:
    (town / "templates").mkdir()
    template = (ROOT / "templates/blocks.html.j2").read_text(encoding="utf-8")
    (town / "templates/blocks.html.j2").write_text(template + "{% include 'own.html.j2' %}", encoding="utf-8")
    (town / "templates/own.html.j2").write_text("\n{% if %}", encoding="utf-8")
    (town / "templates/left.html.j2").write_text("{% if %}", encoding="utf-8")
    found = [each.problem.place for each in check(town).remarks if each.problem.rule == "template"]
    assert [(place.path, place.line) for place in found] == [("templates/own.html.j2", 2)]
