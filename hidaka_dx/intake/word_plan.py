"""A plan in a Word file becomes the content of a town's folder."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from hidaka_dx.intake.blocks import Discrepancy, Ledger, paragraphs
from hidaka_dx.intake.chapters import ChapterWriter
from hidaka_dx.intake.cleaning import clean
from hidaka_dx.intake.cover import account, proposals, subtitle
from hidaka_dx.intake.document import WordFile, read_word
from hidaka_dx.intake.drafting import CHART, ManuscriptDraft, TypedMark, one_line
from hidaka_dx.intake.expressible import NOW, Expressible
from hidaka_dx.intake.glossary import FoundGlossary, glossary_yaml, without_glossary
from hidaka_dx.intake.identifiers import Identifiers
from hidaka_dx.intake.parts import CONTENTS, PlanDraft, entry_words, take_apart
from hidaka_dx.intake.plan_file import PlanShape, caption_style, shaped
from hidaka_dx.intake.report import SourcePlaces
from hidaka_dx.intake.typed_numbers import numbering, plain_number
from hidaka_dx.japanese.letters import narrowed
from hidaka_dx.japanese.marks import Marks
from hidaka_dx.office_files import open_package
from hidaka_dx.source.schema_line import schema_line

PLAN: Final = "content/plan.yaml"
REPLACED: Final = ("content/chapters/", "content/figures/", "content/glossary.yaml")
"""Path prefixes of what a new town gets as an example, and an imported plan brings itself."""
ADDED: Final = {
    "見出し": "番号のない見出しに番号が付きました。題の中の番号（基本方針Ⅰなど）と重なるなら、題を直してください",
    "図や表": "番号のない図や表に番号が付きました。今は、全ての図と表に番号が付きます",
}
"""What is said of numbers that the file had not, by what has them."""
EXCERPT: Final = 20
"""Letters of a paragraph by which the report shows its place."""
CONTENTS_PAGE: Final = "目次（自動で作ります）"
FOOTNOTES: Final = f"{schema_line('content/footnotes.yaml', 'footnotes')}# 脚注。本文の [^…] の所で呼ばれる。\n\n"


@dataclass(frozen=True)
class WordPlan:
    """A plan in a Word file, read and taken apart."""

    word: WordFile
    draft: PlanDraft

    @property
    def proposals(self) -> Mapping[str, str]:
        """Answers that the file gives to what a new town is asked, by their keys."""
        return proposals(self.draft.cover, self.word.blocks)

    def marks(self, proposed: Iterator[Marks]) -> Marks:
        """Return the marks of headings that the file uses."""
        headings = self.draft.headings
        found = {
            level: [each.style for each in headings if each.level == level and each.style] for level in range(1, 5)
        }
        return numbering(found, proposed)

    @property
    def places(self) -> SourcePlaces:
        """Where paragraphs stand."""
        headings = tuple(
            (each.at, each.level, " ".join((each.typed or each.label, each.words)).strip())
            for each in self.draft.headings
        )
        words = {each.at: " ".join(each.text.split())[:EXCERPT] for each in paragraphs(self.word.blocks)}
        return SourcePlaces(headings, words)


@dataclass(frozen=True)
class ImportedPlan:
    """The content made of a Word file."""

    files: Mapping[str, bytes]
    """By path, in place of those of a new town's folder."""
    marks: Mapping[str, TypedMark]
    """Numbers that stood in the file, by the id of what they number."""
    differences: tuple[Discrepancy, ...]
    counts: tuple[tuple[str, int], ...]


def read_plan(content: bytes) -> WordPlan:
    """Read a Word file; raises RefusalError for what is none, is broken or does harm."""
    word = read_word(open_package(content, "docx"))
    return WordPlan(word, take_apart(word.blocks))


class TownWords(NamedTuple):
    """What a town is asked, as far as its plan prints it."""

    title: str
    office: str
    marks: Marks
    """How headings are marked."""


def content_of(
    plan: WordPlan, plan_yaml: str, cover: TownWords, *, lacking: frozenset[str] = frozenset(), can: Expressible = NOW
) -> ImportedPlan:
    """Make the content of a town's folder; `plan_yaml` is that of a new town, `lacking` are letters that no font has."""
    ledger = Ledger(list(plan.word.ledger.differences), lacking)
    structure, glossary = without_glossary(plan.draft, ledger)
    draft = ManuscriptDraft(plan.word.package, plan.word.notes, ledger, can, Identifiers())
    under = subtitle(structure.cover, cover.title)
    account(structure.cover, (cover.title, under, cover.office), ledger)
    _compare_contents(structure, ledger)
    names = _write_chapters(structure, draft)
    _cover_pictures(structure, draft)
    shape = PlanShape(
        cover.marks,
        [names[index] for index, part in enumerate(structure.parts) if part.role == "preface"],
        [names[index] for index, part in enumerate(structure.parts) if part.role != "preface"],
        [names[index] for index, part in enumerate(structure.parts) if part.role == "unnumbered"],
        caption_style(mark.typed for mark in draft.marks.values() if mark.what == "図や表"),
        under,
        _glossary_title(glossary, ledger),
    )
    terms = glossary_yaml(glossary, draft.ids, ledger)
    draft.lost_notes()
    files = {PLAN: shaped(plan_yaml, shape).encode(), "content/glossary.yaml": terms.encode(), **dict(_files(draft))}
    return ImportedPlan(
        files, draft.marks, tuple(ledger.differences), (*_counts(structure, draft, glossary), *plan.word.looks.items())
    )


def _write_chapters(structure: PlanDraft, draft: ManuscriptDraft) -> list[str]:
    names, number = [], 0
    for part in structure.parts:
        number += part.role == "chapter"
        name = draft.ids.chapter(narrowed(part.heading.words), number if part.role == "chapter" else None)
        draft.chapters[name] = ChapterWriter(draft, part, name).write()
        names.append(name)
    return names


def _cover_pictures(structure: PlanDraft, draft: ManuscriptDraft) -> None:
    for each in paragraphs(structure.cover):
        for picture in each.pictures:
            draft.ledger.add(CHART, each.at, picture.drawn)
            file = draft.image(picture, each.at, "cover")
            draft.ledger.add(
                "表紙の図",
                each.at,
                "",
                "",
                f"表紙の図は assets/images/{file} に置きました。表紙にはまだ載っていません。",
            )


def _compare_contents(structure: PlanDraft, ledger: Ledger) -> None:
    """Drop the contents page; entries that name no heading are told."""
    known = {narrowed(f"{each.typed or each.label}{each.words}") for each in structure.headings}
    known |= {narrowed(each.words) for each in structure.headings}
    for each in structure.contents:
        words = entry_words(each)
        is_known = not words or words in known or CONTENTS.fullmatch(words)
        remark = (
            ""
            if is_known
            else f"目次の「{' '.join(each.text.split())}」に当たる見出しがありません。見出しを確かめてください。"
        )
        ledger.add(CONTENTS_PAGE, each.at, each.text, "", remark)


def _glossary_title(glossary: FoundGlossary | None, ledger: Ledger) -> str:
    if glossary is None:
        return ""
    heading = glossary.heading
    ledger.add("番号の書き方", heading.at, heading.typed)
    return clean(heading.words, heading.at, ledger)


def _files(draft: ManuscriptDraft) -> Iterator[tuple[str, bytes]]:
    return iter(
        {
            **{f"content/chapters/{name}.md": text.encode() for name, text in draft.chapters.items()},
            **{f"content/figures/{name}.yaml": text.encode() for name, text in draft.figures.items()},
            **{f"assets/images/{name}": content for name, content in draft.images.items()},
            **({"content/footnotes.yaml": _footnotes(draft)} if draft.footnotes else {}),
        }.items()
    )


def _footnotes(draft: ManuscriptDraft) -> bytes:
    entries = (f"- id: {name}\n  text: {one_line(words)}\n" for name, words in draft.footnotes.items())
    return (FOOTNOTES + "".join(entries)).encode()


def _counts(
    structure: PlanDraft, draft: ManuscriptDraft, glossary: FoundGlossary | None
) -> tuple[tuple[str, int], ...]:
    tables = sum(text.count("\n表：") + text.startswith("表：") for text in draft.chapters.values())
    return (
        ("章（はじめに、資料編などを含む）", len(structure.parts)),
        ("見出し", len(structure.headings)),
        ("表", tables),
        ("図", len(draft.figures)),
        ("脚注", len(draft.footnotes)),
        ("用語", len(glossary.terms) if glossary else 0),
    )


def number_differences(marks: Mapping[str, TypedMark], printed: Mapping[str, str]) -> list[Discrepancy]:
    """Compare the numbers of the file with those that are printed, by the id of what they number."""
    return [each for name, mark in marks.items() if (each := _number_difference(mark, printed.get(name, "")))]


def _number_difference(mark: TypedMark, printed: str) -> Discrepancy | None:
    before = "".join(mark.typed.split())
    if before == printed:
        return None
    was = plain_number(mark.typed or mark.label)
    if was == plain_number(printed):
        kind = "番号の書き方（同じ番号が自動で付きます）" if before else "自動の番号（同じ番号が付きます）"
        return Discrepancy(kind, mark.at, before, printed)
    if not was:
        return Discrepancy("番号が付いた見出しや表", mark.at, before, printed, f"{ADDED[mark.what]}（{printed}）")
    shown = mark.typed or mark.label
    return Discrepancy(
        "番号が変わったもの",
        mark.at,
        before,
        printed,
        f"{mark.what}の番号が「{shown}」から「{printed or 'なし'}」に変わりました。",
    )
