"""The words of a line in Markdown: text, references, ruby, footnote calls, links; and what is left of other mark-up."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import unquote

from markdown_it.tree import SyntaxTreeNode

from hidaka_dx.problem import Place
from hidaka_dx.prose import Inline, Reference, WrittenNoteCall, WrittenText, WrittenWebLink
from hidaka_dx.source.inline import parse_inline, stray_bracket
from hidaka_dx.source.joining import joined
from hidaka_dx.source.lines import Lines

PARAGRAPH: Final = re.compile(r"\{#(?P<id>[a-z][a-z0-9-]*)\}$")
SHIELDED: Final = {0xE000 + code: code for code in range(ord("!"), ord("~") + 1)}
"""Letters that were written with a \\ before them, while mark-up is looked for: authors cannot type these codes."""
SITE: Final = re.compile(r"https?://[^\s/]+")
RUBY: Final = "ルビの書き方が正しくありません。｛漢字｜かんじ｝のように、全角の｛｜｝で書いてください。"
LEFT: Final = (
    (
        re.compile(r"!?\[[^\[\]]*\]\(|!?\[\]"),
        "図や参照の書き方が正しくありません。図は ![](id)、参照は [](#id) と、半角で空白を入れずに書いてください。",
        "link",
    ),
    (re.compile(r"\[\^"), "脚注の書き方が正しくありません。[^id] と、半角で空白を入れずに書いてください。", "footnote"),
    (
        re.compile(r"\*\*|`"),
        "この記号は強調になりません（強調は使えません）。そのまま印刷されるので、取り除いてください。",
        "markdown",
    ),
    (
        re.compile(r"\{#"),
        "idの書き方が正しくありません。段落の末尾に {#id} と書いてください（半角英小文字で始め、英小文字・数字・-）。",
        "paragraph-id",
    ),
    (
        re.compile(r"^\|", re.MULTILINE),
        "表になっていません。二行目に「|---|---|」を、頭と同じ数の欄で書いてください。",
        "table",
    ),
    (
        re.compile(r"\n(?:[0-9]+[.)] |[-+*](?:\n|$))"),
        "箇条書きになっていません。前に空行を一つ置き、「- 」か「1. 」で始めて、言葉を続けてください。",
        "list-mark",
    ),
)
"""What is left of mark-up that was not understood, and would be printed as typed."""
UNSUPPORTED: Final = {
    "fence": "``` で囲んだ部分",
    "code_block": "行頭に空白を四つ以上置いた段落",
    "code_inline": "` で囲んだ文字",
    "blockquote": "「>」で始まる引用",
    "hr": "区切り線",
    "strong": "「**」で囲んだ強調",
    "em": "「*」または「_」で囲んだ強調",
    "hardbreak": "行末の空白や「\\」による改行",
    "link": "題の中の参照",
    "image": "題の中の図",
}


class LineReader(Lines):
    """Reads lines of words, and reports what would be printed as typed."""

    def left(self, inlines: Sequence[Inline], content: str, block: SyntaxTreeNode) -> None:
        """Reject unparsed markup in the text, and table and list markers inside lines."""
        words = "\0".join(inline.text for inline in inlines if isinstance(inline, WrittenText))
        for pattern, message, rule in LEFT:
            found = pattern.search(content if rule in {"table", "list-mark"} else words)
            if found:
                self.add(self.find(block, found[0].strip()), message, rule)

    def inlines(self, children: Sequence[SyntaxTreeNode], block: SyntaxTreeNode) -> Iterator[Inline]:
        """Convert the inlines of a line in a block."""
        for child in children:
            match child.type:
                case "text":
                    yield from self._text(child.content, block)
                case "text_special":
                    yield WrittenText("".join(chr(0xE000 + ord(letter)) for letter in child.content))
                case "softbreak":
                    yield WrittenText("\n")
                case "link":
                    yield from self._link(child, block)
                case "image":
                    place = self.find(block, f"({unquote(str(child.attrs['src']))})")
                    self.add(place, "図の呼び出しは、前後に空行を置いて一行に書いてください。", "figure-line")
                case _:
                    self.refuse(child, self.place(block))

    def _text(self, text: str, block: SyntaxTreeNode) -> Iterator[Inline]:
        stray = stray_bracket(text)
        if stray:
            self.add(self.find(block, stray), RUBY, "ruby")
        for inline in parse_inline(text, self.place(block)):
            yield (
                replace(inline, place=self.find(block, f"[^{inline.note}]"))
                if isinstance(inline, WrittenNoteCall)
                else inline
            )

    def _link(self, node: SyntaxTreeNode, block: SyntaxTreeNode) -> Iterator[Inline]:
        href = unquote(str(node.attrs["href"]))
        place = self.find(block, f"({href}")
        if SITE.match(href) and not node.attrs.get("title"):
            self.only_words(node, place)
            words = "".join(child.content for child in node.children)
            yield WrittenWebLink(words or href, str(node.attrs["href"]), place)
        elif not href.startswith("#"):
            message = "リンクは [言葉](https://…)、この計画の中への参照は [](#id) と書いてください。"
            self.add(place, message, "link")
        elif node.children or node.attrs.get("title"):
            self.add(place, f"参照の言葉は自動で入ります。[]({href}) とだけ書いてください。", "link")
        else:
            yield Reference(href[1:], place)

    def only_words(self, inline: SyntaxTreeNode, place: Place) -> None:
        """Reject all mark-up in a title."""
        for child in inline.children:
            if child.type not in {"text", "text_special"}:
                self.refuse(child, place)

    def refuse(self, node: SyntaxTreeNode, place: Place | None = None) -> None:
        """Reject mark-up that is not supported."""
        what = UNSUPPORTED.get(node.type, f"この書き方（{node.type}）")
        message = f"{what}は使えません。ふつうの段落・見出し・箇条書きで書いてください。"
        self.add(place or self.place(node), message, "markdown")


def named(inlines: tuple[Inline, ...]) -> tuple[tuple[Inline, ...], str | None]:
    """Remove the id from the end of a paragraph: `… です。 {#id}`."""
    last = inlines[-1] if inlines else None
    found = PARAGRAPH.search(last.text) if isinstance(last, WrittenText) else None
    if not found or not isinstance(last, WrittenText):
        return inlines, None
    return (*inlines[:-1], WrittenText(last.text[: found.start()].rstrip())), found["id"]


def joined_texts(inlines: Iterator[Inline]) -> Iterator[Inline]:
    """Join adjacent texts; a line end inside a paragraph is a space only between Latin words."""
    words = ""
    for inline in inlines:
        if isinstance(inline, WrittenText):
            words += inline.text
            continue
        if words:
            yield WrittenText(joined(words.split("\n")))
        words = ""
        yield inline
    if words:
        yield WrittenText(joined(words.split("\n")))


def bared(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Replace escaped characters by their printed form."""
    return tuple(
        WrittenText(each.text.translate(SHIELDED)) if isinstance(each, WrittenText) else each for each in inlines
    )
