import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hidaka_dx.problem import Place
from hidaka_dx.source import Data, parse_data


def read(text: str) -> Data:
    data, problems = parse_data(text, "x.yaml")
    assert problems == ()
    assert data is not None
    return data


def rules(text: str) -> list[str]:
    return [problem.rule for problem in parse_data(text, "x.yaml")[1]]


@pytest.mark.parametrize(
    "scalar", ["no", "yes", "010", "0x1F", "12:30", "2026-04-01", "1.10", "1e3", "off", "NO", ".inf", "=", "1_000"]
)
def test_every_scalar_stays_text(scalar: str) -> None:
    assert read(f"key: {scalar}").value == {"key": scalar}


def test_only_nothing_is_nothing() -> None:
    assert read('a:\nb: ""\n').value == {"a": None, "b": ""}


def test_every_value_and_key_knows_its_place() -> None:
    data = read("top:\n  - name: 日高町\n    list: [1, 2]\n")
    assert data.place(("top", 0, "name")) == Place("x.yaml", 2, 11)
    assert data.keys["top", 0, "list"] == Place("x.yaml", 3, 5)
    assert data.place(("top", 0, "list", 1)) == Place("x.yaml", 3, 15)
    assert data.place(("top", 7, "nothing")) == Place("x.yaml", 2, 3)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("a: 1\na: 2", "yaml-duplicate"),
        ("a: &x 1\nb: *x", "yaml-alias"),
        ("a: !!int 1", "yaml-tag"),
        ("a: !!python/object/apply:os.system [id]", "yaml-tag"),
        ("a: 1\n---\nb: 2", "yaml-documents"),
        ("? [a, b]\n: 1", "yaml-key"),
        ("[a]:\nb: 2", "yaml-key"),
        ("[" * 5000, "yaml-depth"),
        ("a: [1, 2", "yaml-syntax"),
        ("a: b: c", "yaml-syntax"),
        ("a:\n  b: 1\n c: 2", "yaml-syntax"),
        ("a: @b", "yaml-syntax"),
        ("a: ~", "yaml-null"),
        ("a: 生成AIの利用 #2", "yaml-comment"),
        ("a: [一 #2, 二]\nb: 1", "yaml-comment"),
        ("{a: 1, 'a ': 2}", "yaml-key"),
        ("a: 1\n　b: 2", "yaml-key"),
    ],
)
def test_traps_are_refused(text: str, rule: str) -> None:
    assert rule in rules(text)


def test_a_comment_with_a_blank_after_its_mark_is_one() -> None:
    assert read("a: 1 # 注\n#注\nb: '2 #3'\nc: |\n  4 #5\n").value == {"a": "1", "b": "2 #3", "c": "4 #5"}


@pytest.mark.parametrize("items", ["[。, 、, ！]", "[1-2,1-3]", "[100, 200]", "[2026,2027]", "[あ。い, う]"])
def test_short_items_in_brackets_are_no_sentences(items: str) -> None:
    assert read(f"a: {items}").value == {"a": re.split(", ?", items.strip("[]"))}


def test_a_full_width_indent_is_named() -> None:
    (problem,) = parse_data("a:\n  - 一\n　- 二\n", "x.yaml")[1]
    assert str(problem).startswith("x.yaml:3:1: YAMLとして読めません。行の頭に全角の空白があります。")


def test_the_first_of_two_equal_keys_is_named() -> None:
    problem = parse_data("a: 1\nb: 2\na: 3", "x.yaml")[1][0]
    assert problem.place == Place("x.yaml", 3, 1)
    assert "一度目は1行目" in problem.message


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), max_size=80))
def test_no_text_raises(text: str) -> None:
    data, problems = parse_data(text, "x.yaml")
    assert data is not None or problems


VALUES = st.recursive(
    st.text("あいうabc 09", min_size=1, max_size=8).map(str.strip).filter(bool),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(st.text("abc", min_size=1), inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)


def flow(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}": {flow(item)}' for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return f'"{value}"'


@given(VALUES)
def test_what_is_written_is_what_is_read(value: object) -> None:
    assert read(flow(value)).value == value


@pytest.mark.parametrize("written", ["\\u202e", "\\0", "\\u200b", "\\t", "\\ud800", "\\L", "\\ufe0f"])
def test_escapes_smuggle_no_forbidden_character(written: str) -> None:
    problems = parse_data(f'a: 1\nb: "町{written}の"\n', "x.yaml")[1]
    assert [(problem.place, problem.rule) for problem in problems] == [(Place("x.yaml", 2, 4), "character")]


def test_a_line_break_may_be_written_as_an_escape() -> None:
    assert read('a: "一\\n二"').value == {"a": "一\n二"}


@pytest.mark.parametrize("text", ['a: "\\UFFFFFFFF"', 'a: "\\U00110000"', 'a: "\\UZZ"', "\0", 'a: "\\'])
def test_whatever_breaks_the_parser_is_a_problem(text: str) -> None:
    data, problems = parse_data(text, "x.yaml")
    assert data is None
    assert [(problem.place.path, problem.place.line, problem.rule) for problem in problems] == [
        ("x.yaml", 1, "yaml-syntax")
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("town: 町\noffice：日高\nname: 計画\n", (2, 7)),
        ("town: 町\noffice:日高\nname: 計画\n", (2, 7)),
        ("office：日高\nname: 計画\n", (1, 7)),
        ("- id：ai\n  term: AI\n", (1, 5)),
    ],
)
def test_a_colon_written_wrongly_is_told_where_it_stands(text: str, place: tuple[int, int]) -> None:
    (problem,) = parse_data(text, "x.yaml")[1]
    assert (problem.place.line, problem.place.column) == place
    assert "「:」は半角で書き、後に空白" in problem.message


@given(st.text(max_size=80))
def test_no_text_at_all_raises(text: str) -> None:
    data, problems = parse_data(text, "x.yaml")
    assert data is not None or problems
