"""What a town chooses for its pages: colours that can be read, sizes and paper that come out as asked, covers."""

from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from pydantic import TypeAdapter, ValidationError
from towns import DRAFT, tiny

from hidaka_dx import appearance as look
from hidaka_dx import colours, theme
from hidaka_dx.appearance import Appearance, custom_properties, page_rules, recoloured, web_rules
from hidaka_dx.chosen_theme import Theme
from hidaka_dx.content import load
from hidaka_dx.document import dumped, restored
from hidaka_dx.inspection import failures
from hidaka_dx.pipeline.build import build
from hidaka_dx.pipeline.website import website

THEME = TypeAdapter(Theme)
HUES = [f"#{red:02X}{green:02X}{blue:02X}" for red, green, blue in product((0, 51, 119, 187, 255), repeat=3)]
CHOSEN = """\
sides: 両面
theme:
  main: "#8A1538"
  accent: "0b6e4f"
  body: 11.5
  paper: B5
  cover: 写真
  photo: {image: cover.jpg, alt: 役場の庁舎と山並み}
  emblem: {image: emblem.png, alt: 見本町の町章}
"""


def refusal(**values: object) -> str:
    with pytest.raises(ValidationError) as caught:
        THEME.validate_python(values)
    return str(caught.value.errors()[0]["msg"])


@pytest.mark.parametrize(("paper", "size"), [*product(("A4", "B5"), look.SIZES)])
def test_body_text_has_the_size_asked_for_in_whole_characters(paper: look.Paper, size: float) -> None:
    setting = Appearance(paper=paper, body=size).setting
    characters = theme.MEASURE / setting.body
    assert characters == pytest.approx(round(characters), abs=1e-3)
    assert setting.body * setting.zoom == pytest.approx(size, abs=1e-3)
    assert 1.6 <= setting.line / setting.body <= 1.7
    assert theme.SMALLEST * setting.zoom >= (10.5 if paper == "A4" else 9.18)
    width, height = (length / setting.zoom for length in look.PAPERS[paper])
    assert (width - theme.MEASURE) * setting.zoom / 2 >= 14 / 25.4 * 72
    assert (height - theme.WIDE_MEASURE) * setting.zoom / 2 >= 14 / 25.4 * 72
    assert all(one >= other for one, other in zip(setting.sheet_sizes, setting.sheet_sizes[1:], strict=False))


def test_the_usual_page_is_that_of_the_style_sheets() -> None:
    usual = Appearance().setting
    assert (usual.body, usual.line, usual.zoom, usual.sheet_sizes) == (theme.BODY, theme.LINE, 1.0, theme.SHEET_SIZES)
    assert page_rules(Appearance(), two_sided=True) == web_rules(Appearance()) == ""
    assert all(f"--{name}:{value};" in custom_properties() for name, value in theme.COLOURS.items())


def test_every_colour_is_taken_or_a_near_one_that_would_be_is_named() -> None:
    for colour in HUES:
        near = colours.legible(colour)
        assert THEME.validate_python({"main": near, "accent": "#1F4E79"}).main == near
        assert near == colour or f'"{near}"' in refusal(main=colour)
        assert colours.least_contrast(near) >= colours.LEAST
        light, ground = colours.night(near)
        assert min(colours.contrast(light, colours.NIGHT), colours.contrast(light, ground)) >= colours.LEAST


def test_a_refusal_names_the_ratio_that_was_found() -> None:
    assert "白い紙との明るさの比が4.47対1" in refusal(main="#777777")
    assert "その色を薄めた地（#F1F1F1）との明るさの比が4.07対1" in refusal(main="#757575")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"accent": "赤"}, "色として読めません"),
        ({"main": "#A8481A"}, "main と accent が同じ色"),
        ({"body": "9"}, "10.5、11、11.5、12"),
        ({"cover": "写真"}, "photo がありません"),
        ({"cover": "紋章"}, "emblem がありません"),
        ({"photo": {"image": "a.jpg", "alt": "庁舎"}}, "photo は使われません。cover を 写真 に"),
        ({"cover": "紋章", "emblem": {"image": "a.png", "alt": ""}}, "at least 1 character"),
    ],
)
def test_what_cannot_be_is_refused(values: dict[str, object], said: str) -> None:
    assert said in refusal(**values)


def test_only_paint_is_recoloured() -> None:
    drawing = '<rect fill="#1F4E79" stroke="#E8EEF4"/><text fill="#1A1A1A">#1F4E79 x="#1F4E79"</text>'
    chosen = recoloured(drawing, Appearance(main="#5B2C83"))
    assert chosen == drawing.replace('fill="#1F4E79"', 'fill="#5B2C83"').replace("#E8EEF4", colours.tint("#5B2C83"))
    assert recoloured(drawing, Appearance()) == drawing


def test_the_website_turns_only_what_was_chosen() -> None:
    rules = web_rules(Appearance(main="#5B2C83"))
    assert rules.count("--ai:") == rules.count("--tint-ai:") == 2
    assert "kaki" not in rules


def themed(folder: Path, chosen: str = CHOSEN, *, pictures: bool = True) -> Path:
    town = tiny(folder, DRAFT.replace("3", "1"), action=DRAFT.replace("3", "1"))
    plan = town / "content/plan.yaml"
    plan.write_text(f"{plan.read_text(encoding='utf-8')}{chosen}", encoding="utf-8")
    (town / "assets/images").mkdir(parents=True)
    for name in ("cover.jpg", "emblem.png") if pictures else ():
        Image.new("RGB", (60, 40), "teal").save(town / "assets/images" / name)
    return town


def test_a_missing_picture_is_told_where_the_plan_names_it(tmp_path: Path) -> None:
    _, problems = load(themed(tmp_path / "town", pictures=False))
    assert [f"{each.place}: {each.message}" for each in problems] == [
        "content/plan.yaml:18:18: 画像 assets/images/cover.jpg がありません。置くか、行を取り除いてください。",
        "content/plan.yaml:19:19: 画像 assets/images/emblem.png がありません。置くか、行を取り除いてください。",
    ]


@pytest.mark.slow
def test_a_town_is_printed_as_it_chose(tmp_path: Path) -> None:
    town = themed(tmp_path / "town")
    built, problems, *_ = build(town, town / "output", lambda *_: None)
    assert problems == ()
    assert len(built) == 3
    for each in built:
        pdf = each.path.read_bytes()
        assert failures(pdf) == []
        opened = pypdfium2.PdfDocument(pdf)
        assert {tuple(round(side / 72 * 25.4) for side in page.get_size()) for page in opened} == {(182, 257)}
    opened = pypdfium2.PdfDocument(built[0].path)
    assert pitch(opened, "町は、暮らしを") == pytest.approx(11.5, abs=0.01)
    data = restored(bytes(opened.get_attachment(0).get_data()))
    assert data.appearance == Appearance(
        *("#8A1538", "#0B6E4F", 11.5, "B5", "photo"),
        *("emblem.png", "見本町の町章", "cover.jpg", "役場の庁舎と山並み"),
    )
    assert dumped(replace(data, appearance=Appearance())).count(b"appearance") == 0


@pytest.mark.slow
def test_the_website_is_in_the_towns_colours_and_shows_its_cover(tmp_path: Path) -> None:
    town = themed(tmp_path / "town")
    written, problems = website(town, town / "output", lambda *_: None, drafts=True)
    assert written, problems
    site = town / "output/site"
    assert "--ai: #8A1538;" in (site / "style.css").read_text(encoding="utf-8")
    assert '"#8A1538"' in (site / "favicon.svg").read_text(encoding="utf-8")
    page = (site / "promotion-plan-01-draft/index.html").read_text(encoding="utf-8")
    assert '<img class="photo" src="images/cover.jpg" alt="役場の庁舎と山並み">' in page
    assert (site / "promotion-plan-01-draft/images/emblem.png").exists()


def pitch(document: Any, words: str) -> float:
    """Measure how far apart the letters of a line are, in points."""
    for page in document:
        text = page.get_textpage()
        found = text.search(words).get_next()
        if found:
            lefts = [text.get_charbox(found[0] + place, loose=True)[0] for place in (3, 6)]
            return float(lefts[1] - lefts[0]) / 3
    raise AssertionError(words)
