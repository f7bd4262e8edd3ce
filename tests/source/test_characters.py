import pytest

from hidaka_dx.source import read_text

REFUSED = {
    "bidi override": "\u202e",
    "bidi isolate": "\u2067",
    "right-to-left mark": "\u200f",
    "zero width space": "\u200b",
    "word joiner": "\u2060",
    "soft hyphen": "\u00ad",
    "byte order mark inside": "\ufeff",
    "tag character": "\U000e0041",
    "private use": "\ue000",
    "bell": "\u0007",
    "tab": "\t",
    "not a character": "\ufffe",
    "dakuten alone": "か\u3099",
    "deprecated control": "\u206a",
    "line separator": "\u2028",
    "paragraph separator": "\u2029",
    "annotation anchor": "\ufff9",
    "no-break space": "\u00a0",
    "thin space": "\u2009",
    "Egyptian joiner": "\U00013430",
    "emoji selector": "☎\ufe0f",
    "ideographic variation after kana": "あ\U000e0100",
    "replacement character": "\ufffd",
    "form feed": "\f",
    "next line": "\x85",
}


@pytest.mark.parametrize("name", REFUSED)
def test_characters_that_hide_or_mislead_are_refused_with_their_place(name: str) -> None:
    _, problems = read_text(f"一行目\n町{REFUSED[name]}の計画\n".encode(), "x.md")
    assert [(problem.place.line, problem.rule) for problem in problems] == [(2, "character")]


def test_ordinary_and_rare_characters_pass() -> None:
    text = "日高町、DX・IoT（2023年）〜①※“”葛\U000e0100城𠮷野・㈱\u3000全角\n"
    assert read_text(text.encode(), "x.md") == (text, ())


def test_other_encodings_are_named() -> None:
    text, problems = read_text("一行目\n計画".encode("shift_jis"), "x.md")
    assert text is None
    assert problems[0].rule == "encoding"


def test_line_ends_and_byte_order_mark_are_made_plain() -> None:
    assert read_text("\ufeff一\r\n二\r\n".encode(), "x.md") == ("一\n二\n", ())
    assert read_text("一\r二\r\r三".encode(), "x.md") == ("一\n二\n\n三", ())


def test_control_characters_become_blanks_for_what_reads_further() -> None:
    text, problems = read_text(b"a\0b\x0bc\n", "x.md")
    assert text == "a b c\n"
    assert [problem.place.column for problem in problems] == [2, 4]


def test_a_character_to_be_replaced_is_not_to_be_deleted() -> None:
    assert "ふつうの空白に直してください" in read_text("町\u00a0村".encode(), "x.md")[1][0].message
    for typed in ("町か\u3099", "町か゛"):
        assert "「が」の一字で打ち直してください" in read_text(typed.encode(), "x.md")[1][0].message
    assert "削除してください" in read_text("ㇻ\u309a".encode(), "x.md")[1][0].message
    assert read_text("か゜（鼻濁音）、「゛」の印".encode(), "x.md")[1] == ()
