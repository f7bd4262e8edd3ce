"""Figures as authors write them."""

import pytest
from pydantic import ValidationError
from seen import NAMES, data, figure

from hidaka_dx.figure import FIGURE

each = pytest.mark.parametrize("name", NAMES)


@each
def test_comes_back_from_json(name: str) -> None:
    made = figure(name)
    assert FIGURE.validate_json(FIGURE.dump_json(made)) == made


def test_texts_of_the_seed_are_word_for_word() -> None:
    assert figure("dx-image").title == "【デジタル・トランスフォーメーションのイメージ】"
    assert figure("tomikawa").title == "（富川市街地複合施設整備予定図）"
    assert figure("society5").source == "出典：内閣府"
    assert figure("organization").notes == (
        "所属職員は、現場の状況や住民や事業者の声をDX推進リーダーを通じてWGに取り入れる。",
        "CIO補佐官は、デジタル庁または北海道からの紹介、または、職員研修講師などの実績から選定",
    )


@pytest.mark.parametrize(
    ("alt", "message"),
    [
        ("図", "5字から200字"),
        ("あ" * 201, "今は201字"),
        ("位置づけのイメージ", "図が伝える内容"),
        ("計画期間の図。", "図が伝える内容"),
    ],
)
def test_alternative_text_must_tell(alt: str, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        FIGURE.validate_python(data("pdca") | {"alt": alt})


@pytest.mark.parametrize("lines", ["3", "31"])
def test_height_has_limits(lines: str) -> None:
    with pytest.raises(ValidationError):
        FIGURE.validate_python(data("pdca") | {"lines": lines})


def test_unknown_fields_and_kinds_are_refused() -> None:
    with pytest.raises(ValidationError):
        FIGURE.validate_python(data("pdca") | {"colour": "red"})
    with pytest.raises(ValidationError):
        FIGURE.validate_python(data("pdca") | {"kind": "pie"})
