"""The result of a call for comments: 意見の概要, 町の考え方, and what was adopted."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final, get_args

from hidaka_dx.catalogue.documents import COMMENTS
from hidaka_dx.comment import Comment, Consultation, Outcome
from hidaka_dx.compose.chapters import chapter
from hidaka_dx.compose.errata import Locate
from hidaka_dx.compose.forms import paragraph, plain
from hidaka_dx.compose.source_plan import PlanPassage, passages
from hidaka_dx.content import near
from hidaka_dx.document import Block, Cell, Document, Table
from hidaka_dx.japanese import seireki_date
from hidaka_dx.problem import Problem
from hidaka_dx.theme import ColumnKind
from hidaka_dx.wording import Wording

WHOLE = "全般"
KINDS: Final[tuple[ColumnKind, ...]] = ("code", "text", "text", "text", "short")
WIDTHS = (0.07, 0.19, 0.3, 0.32, 0.12)
MEANINGS: Mapping[str, str] = {
    "反映": "意見を受けて、案を修正したもの",
    "一部反映": "意見の一部を受けて、案を修正したもの",
    "記載済み": "意見の趣旨が、既に案に記されているもの",
    "参考": "今後の{measure}の参考とするもの",
    "その他": "案の内容と直接の関わりがないものなど",
}
"""What each outcome means; printed with the result."""


def compose_comments(
    call: Consultation, at: Locate, document: Document, pages: Mapping[str, str], wording: Wording
) -> tuple[Document | None, tuple[Problem, ...]]:
    """Compose the result of a call for comments on an edition or its draft.

    Takes the call and its place in the content, the edition and the printed page of each of its ids. A comment about
    an unknown section is a problem; then there is no result.
    """
    found = passages(document, pages)
    problems = tuple(
        Problem(
            at(("comments", place, "at")),
            f"`{comment.at}` という節や段落がありません。名前を直してください。{near(comment.at, found)}",
            "comment",
        )
        for place, comment in enumerate(call.comments)
        if comment.at and comment.at not in found
    )
    return None if problems else _result(call, document, found, wording), problems


def _result(call: Consultation, document: Document, found: Mapping[str, PlanPassage], wording: Wording) -> Document:
    title = f"「{document.name}」への意見と{wording.municipality}の考え方"
    answers = _answers(call, found, wording)
    parts = (
        chapter("comments.outline", "意見募集の結果", tuple(_outline(call, document, wording))),
        chapter("comments.answers", answers.title, (answers,)),
    )
    return Document(
        kind=COMMENTS,
        title=f"{document.title}への意見と{wording.municipality}の考え方",
        subtitle=title,
        short_title=f"{document.short_title}　意見と{wording.municipality}の考え方",
        edition=document.edition,
        draft=document.draft,
        date=call.date,
        town=document.town,
        office=document.office,
        contents_title=document.contents_title,
        contents=(),
        parts=parts if call.comments else parts[:1],
        keep=document.keep,
        appearance=document.appearance.only_colours,
    )


def _outline(call: Consultation, document: Document, wording: Wording) -> Iterator[Block]:
    """State the period of the call, the number of comments, and what became of them."""
    period = f"{seireki_date(call.start)}から{seireki_date(call.end)}まで"
    said = f"「{document.title}」（{document.edition}）の案について、{period}、意見を募集しました。"
    if not call.comments:
        yield paragraph("comments.outline.1", f"{said}意見はありませんでした。")
        return
    said += f"{call.people}人から、{len(call.comments)}件の意見が寄せられました。"
    yield paragraph("comments.outline.1", said)
    counts = Counter(comment.outcome for comment in call.comments)
    rows = [
        (plain(each), plain(wording.said(MEANINGS[each])), plain(f"{counts[each]}件")) for each in get_args(Outcome)
    ]
    rows.append((plain("計"), plain(""), plain(f"{len(call.comments)}件")))
    heads = tuple(map(plain, ("反映", "意味", "件数")))
    numeric = (False, False, True)
    widths = (0.18, 0.66, 0.16)
    yield Table("comments.counts", None, "反映の状況", heads, tuple(rows), widths, numeric, captioned=True, sums=1)


def _answers(call: Consultation, found: Mapping[str, PlanPassage], wording: Wording) -> Table:
    heads = tuple(map(plain, ("番号", "箇所", "意見の概要", f"{wording.municipality}の考え方", "反映")))
    rows = tuple(_answer(number, comment, found) for number, comment in enumerate(call.comments, 1))
    return Table(
        "comments.table", None, f"意見の概要と{wording.municipality}の考え方", heads, rows, WIDTHS, kinds=KINDS
    )


def _answer(number: int, comment: Comment, found: Mapping[str, PlanPassage]) -> tuple[Cell, ...]:
    place = found[comment.at].reference if comment.at else WHOLE
    return tuple(map(plain, (str(number), place, comment.says, comment.answer, comment.outcome)))
