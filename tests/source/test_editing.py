"""Only the characters of the value that changes are touched, and what is read afterwards is what was meant."""

import json
import re
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hidaka_dx.source import parse_data
from hidaka_dx.source.editing import Edit, EditError, edited
from hidaka_dx.source.yaml_nodes import quoted, scalar

ROOT = Path(__file__).parents[2]
ORDER = ("number", "done", "values", "spent", "reason", "next")
TEXT = """\
# 令和9年度
year: 2027   # 年度
results:
  # 住民課
  - number: 1-1
    done:   # 7月
      - 一つ   # はじめ
      - 二つ
    values: {件数: 1, "割合, 全体": 2}   # 値
    spent:
    # 次
    next: [あ]
  - number: 1-2
    done: [始めた]
steps:
  - {from: 1, to: 2}   # はじめ
  - {from: 3, to: 5}
costs:
  - year: 1
    total: 4   # 見積り
    sources:   # 財源
      町: 4   # 全額
  - year: 2
    total: 7
"""
FILES = sorted((ROOT / "examples/mihon/content").rglob("*.yaml"))


def changed(*changes: Edit) -> list[str]:
    """Return the lines that differ: - those of the old text, + those of the new."""
    old, new = TEXT.splitlines(), edited(TEXT, changes, ORDER).splitlines()
    found = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [
        line
        for what, a, b, c, d in found
        if what != "equal"
        for line in (*(f"-{each}" for each in old[a:b]), *(f"+{each}" for each in new[c:d]))
    ]


@pytest.mark.parametrize(
    ("path", "value", "lines"),
    [
        (("year",), "2028", ["-year: 2027   # 年度", "+year: 2028   # 年度"]),
        (("results", 0, "done"), ["一つ", "三つ"], ["-      - 二つ", "+      - 三つ"]),
        (("results", 0, "done"), ["一つ", "二つ", "三: つ"], ['+      - "三: つ"']),
        (("results", 0, "done"), ["一つ"], ["-      - 二つ"]),
        (
            ("results", 0, "done"),
            [],
            ["-    done:   # 7月", "-      - 一つ   # はじめ", "-      - 二つ", "+    done: []   # 7月"],
        ),
        (
            ("results", 0, "values", "件数"),
            "104",
            ['-    values: {件数: 1, "割合, 全体": 2}   # 値', '+    values: {件数: 104, "割合, 全体": 2}   # 値'],
        ),
        (("results", 0, "spent"), "1200", ["-    spent:", "+    spent: 1200"]),
        (("results", 0, "reason"), "理由 #1", ['+    reason: "理由 #1"']),
        (("results", 0, "next"), ["い", "[う]"], ["-    next: [あ]", '+    next: [い, "[う]"]']),
        (("results", 1, "next"), ["い"], ["+    next:", "+      - い"]),
        (("results", 1, "values", "件数"), "5", ["+    values:", "+      件数: 5"]),
        (
            ("steps",),
            [{"from": "0", "to": "0"}, {"from": "1", "to": "2"}, {"from": "3", "to": "5"}],
            ["+  - {from: 0, to: 0}"],
        ),
        (
            ("costs",),
            [{"year": "1", "total": "5", "sources": {"町": "5"}}, {"year": "2", "total": "7"}],
            ["-    total: 4   # 見積り", "+    total: 5   # 見積り", "-      町: 4   # 全額", "+      町: 5   # 全額"],
        ),
        (
            ("steps",),
            [{"from": "1", "to": "2"}, {"from": "3", "to": "3"}, {"from": "4", "to": "5"}],
            ["-  - {from: 3, to: 5}", "+  - {from: 3, to: 3}", "+  - {from: 4, to: 5}"],
        ),
        (("results", 2), {"number": "2-1", "done": ["a"]}, ["+  - number: 2-1", "+    done:", "+      - a"]),
    ],
)
def test_a_change_touches_no_other_line(path: tuple[str | int, ...], value: Any, lines: list[str]) -> None:
    assert changed(Edit(path, value)) == lines


@pytest.mark.parametrize("head", ["year: 2027\n", "year: 2027\nresults:\n", "year: 2027\nresults: []\n", "year: 2027"])
def test_a_list_begins_where_there_was_none(head: str) -> None:
    for text in (head, head.replace("\n", "\r\n")):
        new = edited(text, [Edit(("results", 0), {"number": "1-1", "done": ["a", "b"]})])
        wanted = "year: 2027\nresults:\n  - number: 1-1\n    done:\n      - a\n      - b"
        assert new.rstrip().replace("\r\n", "\n") == wanted
        assert ("\r\n" in new) == ("\r\n" in text)


@pytest.mark.parametrize("path", [("year", "of"), ("results", 5), ("results", 0, "number", 0), ("results", "0")])
def test_what_cannot_hold_a_value_is_refused(path: tuple[str | int, ...]) -> None:
    with pytest.raises(EditError):
        edited(TEXT, [Edit(path, "x")])


LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"))
LINES = st.text(LETTERS, min_size=1, max_size=30).map(str.strip).filter(bool)


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_nothing_outside_the_value_changes_in_any_file_of_a_town(data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(FILES))
    text = file.read_text(encoding="utf-8")
    read, _ = parse_data(text, "")
    assert read
    paths = [path for path in read.places if path and isinstance(_at(read.value, path), str)]
    path, value = data.draw(st.sampled_from(paths)), data.draw(LINES)
    if faults := parse_data(f"- {json.dumps(value, ensure_ascii=False)}\n", "")[1]:
        with pytest.raises(EditError, match=re.escape(min(each.message for each in faults))):
            edited(text, [Edit(path, value)])
        return
    new = edited(text, [Edit(path, value)])
    before, place = str(_at(read.value, path)), read.places[path]
    assert new.splitlines()[: place.line - 1] == text.splitlines()[: place.line - 1]
    back, _ = parse_data(edited(new, [Edit(path, before)]), "")
    assert back
    assert back.value == read.value
    comments = [line for line in text.splitlines() if line.lstrip().startswith("#")]
    assert [line for line in new.splitlines() if line.lstrip().startswith("#")] == comments


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_comments_go_with_the_items_that_they_belong_to(data: st.DataObject) -> None:
    """Directly above, behind and deeper below they are moved and taken out with the item; those that stand apart stay."""
    count, end = data.draw(st.integers(1, 5)), data.draw(st.sampled_from(["\n", "\r\n"]))
    indent = data.draw(st.sampled_from(["", "  "]))
    own, apart, lines = dict[int, str](), list[str](), ["steps:"]
    for item in range(count):
        if data.draw(st.booleans()):
            apart.append(f"{indent}# 離れた注{item}")
            lines += ["", apart[-1], ""]
        above = [f"{indent}# 上の注{item}"] * data.draw(st.integers(0, 2))
        words = data.draw(
            st.sampled_from(
                [f"- {{id: a{item}}}   # 後", f"- id: a{item}   # 後\n{indent}  # 下の注", f"- id: a{item}"]
            )
        )
        own[item] = "\n".join([*above, *(f"{indent}{words}".split("\n"))])
        lines.append(own[item])
    text = end.join([line.replace("\n", end) for line in [*lines, "last: x   # 終わり", ""]])
    order = data.draw(st.permutations(range(count)).flatmap(lambda all_: st.integers(1, count).map(lambda n: all_[:n])))
    new = edited(text, [Edit(("steps",), [{"id": f"a{item}"} for item in order])])
    rest = new.replace("\r\n", "\n")
    for item in order:
        assert f"{own[item]}\n" in rest
        rest = rest.replace(f"{own[item]}\n", "", 1)
    assert [line for line in rest.split("\n") if line.strip()] == ["steps:", *apart, "last: x   # 終わり"]
    assert new.count("\r") == (new.count("\n") if end == "\r\n" else 0)


def test_items_that_are_the_same_may_be_added_among_each_other() -> None:
    assert edited("- B\n- B   # 後\n", [Edit((), ["B", "A", "B", "B", "B"])]).count("# 後") == 1
    assert (
        edited("- 一\n- 二   # 後\n- 三\n", [Edit((), ["三", "四", "二", "五"])]) == "- 三\n- 四\n- 二   # 後\n- 五\n"
    )


def test_a_record_keeps_its_comments_where_it_is_changed_beside_a_new_one() -> None:
    text = "- id: a\n- id: b   # 後\n  with:\n    # 中の注\n    - c\n"
    wanted: Any = [{"id": "a"}, {"id": "new"}, {"id": "b", "with": ["c"], "more": "d"}]
    assert edited(text, [Edit((), wanted)]) == text.replace("- id: b", "- id: new\n- id: b") + "  more: d\n"


def test_comments_at_the_head_of_a_file_stay_there() -> None:
    text = "# yaml-language-server: $schema=x\n# 用語\n- a\n# 次の注\n- b\n"
    assert edited(text, [Edit((), ["b", "a"])]) == "# yaml-language-server: $schema=x\n# 用語\n# 次の注\n- b\n- a\n"
    assert edited(text, [Edit((), ["b"])]) == "# yaml-language-server: $schema=x\n# 用語\n# 次の注\n- b\n"
    assert edited("k:\n  # 注\n  - a\n    # 深い注\n", [Edit(("k",), ["c", "a", "b"])]) == (
        "k:\n  - c\n  # 注\n  - a\n    # 深い注\n  - b\n"
    )


def _at(value: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


def test_a_value_is_written_so_that_nothing_is_taken_for_something_else() -> None:
    for words in (
        "““",
        "「あ」",
        "・準備",
        "－",
        "no",
        "~",
        "町 ＃注",
        "a: b",
        "- a",
        "\x85",
        "令和9年度",
        "1-1",
        "[a]",
        "x\ty",
    ):
        data, problems = parse_data(f"a: {scalar(words)}\nb: [{scalar(words)}, {quoted(words)}]\n", "")
        assert data
        assert data.value == {"a": words, "b": [words, words]}
        assert {each.rule for each in problems} <= {"character"}, words
