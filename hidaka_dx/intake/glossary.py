"""用語解説 of a Word file: a table or a list of terms becomes the plan's own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from hidaka_dx.intake.blocks import DocxCell, DocxParagraph, DocxTable, Ledger
from hidaka_dx.intake.cleaning import data_words
from hidaka_dx.intake.drafting import one_line
from hidaka_dx.intake.identifiers import Identifiers
from hidaka_dx.intake.outline import Found, FoundHeading
from hidaka_dx.intake.parts import PartDraft, PlanDraft
from hidaka_dx.japanese.letters import narrowed
from hidaka_dx.source.schema_line import schema_line

TITLE: Final = re.compile("(?:資料[0-9]*|[0-9]*)?[・:]?用語(?:解説|集|の?説明|の解説)")
HEADS: Final = re.compile("用語|語句|言葉|名称|項目")
ENTRY: Final = re.compile(
    r"[\s　]*[・●○■◆]?[\s　]*(?P<term>[^　\t：:]{1,40}?)(?:[　\t]+|[\s　]*[：:][\s　]*)(?P<text>\S.+)", re.DOTALL
)
LONGEST: Final = 40
"""Letters of a term."""


@dataclass(frozen=True)
class FoundTerm:
    """An entry."""

    at: int
    term: str
    text: str


@dataclass(frozen=True)
class FoundGlossary:
    """The terms of a file, and the heading that they stand under."""

    heading: FoundHeading
    terms: tuple[FoundTerm, ...]


def without_glossary(draft: PlanDraft, ledger: Ledger) -> tuple[PlanDraft, FoundGlossary | None]:
    """Part the terms from the rest of a plan; what is no list of terms stays where it is."""
    for place, part in enumerate(draft.parts):
        for start, end in _sections(part):
            heading = part.heading if start < 0 else part.blocks[start]
            terms = _terms(part.blocks[start + 1 : end])
            if not isinstance(heading, FoundHeading) or not TITLE.fullmatch(narrowed(heading.words)) or not terms:
                continue
            if start < 0 and len(draft.parts) == 1:
                continue
            kept = () if start < 0 else (replace(part, blocks=(*part.blocks[:start], *part.blocks[end:])),)
            parts = (*draft.parts[:place], *kept, *draft.parts[place + 1 :])
            if end < len(part.blocks) or place + 1 < len(draft.parts):
                ledger.add("用語解説の場所", heading.at, "", "", "用語解説は、いつも章の後に印刷されます。")
            _heads(part.blocks[start + 1 : end], ledger)
            return replace(draft, parts=parts), FoundGlossary(heading, terms)
    return draft, None


def _sections(part: PartDraft) -> Iterator[tuple[int, int]]:
    """Return where the chapter and each of its sections begin and end; -1 for the heading of the chapter itself."""
    heads = [(index, each.level) for index, each in enumerate(part.blocks) if isinstance(each, FoundHeading)]
    if not heads:
        yield -1, len(part.blocks)
    for place, (index, level) in enumerate(heads):
        later = [other for other, depth in heads[place + 1 :] if depth <= level]
        yield index, later[0] if later else len(part.blocks)


def _terms(blocks: Sequence[Found]) -> tuple[FoundTerm, ...]:
    """Read the entries; none where anything is no entry."""
    found: list[FoundTerm] = []
    for block in blocks:
        match block:
            case FoundHeading():
                return ()
            case DocxParagraph() if not block.text.strip() and not block.pictures:
                continue
            case DocxParagraph() if (entry := ENTRY.fullmatch(block.text)) and not block.pictures:
                found.append(FoundTerm(block.at, entry["term"].strip(), entry["text"].strip()))
            case DocxTable() if _is_list(block):
                found += _rows(block)
            case _:
                return ()
    return tuple(found)


def _is_list(table: DocxTable) -> bool:
    rows = _body(table)
    return bool(rows) and all(
        len(row) == 2
        and 0 < len(row[0].text.strip()) <= LONGEST
        and row[1].text.strip()
        and not any(cell.join for cell in row)
        for row in rows
    )


def _body(table: DocxTable) -> Sequence[tuple[DocxCell, ...]]:
    first = table.rows[0] if table.rows else ()
    is_head = bool(first) and bool(HEADS.fullmatch(narrowed(first[0].text)))
    return table.rows[1:] if is_head else table.rows


def _rows(table: DocxTable) -> Iterator[FoundTerm]:
    for term, text in _body(table):
        at = term.blocks[0].at if term.blocks and isinstance(term.blocks[0], DocxParagraph) else 0
        yield FoundTerm(at, " ".join(term.text.split()), "　".join(text.text.split("\n")))


def _heads(blocks: Sequence[Found], ledger: Ledger) -> None:
    for block in blocks:
        if isinstance(block, DocxTable) and _body(block) is not block.rows:
            ledger.add("用語解説の表の見出し（自動で付きます）", 0, "".join(cell.text for cell in block.rows[0]))
        elif isinstance(block, DocxParagraph) and (entry := ENTRY.fullmatch(block.text)):
            ledger.add("用語と説明の間の記号", block.at, _between(block.text, entry))


def _between(text: str, entry: re.Match[str]) -> str:
    return text[: entry.start("term")] + text[entry.end("term") : entry.start("text")]


def glossary_yaml(found: FoundGlossary | None, ids: Identifiers, ledger: Ledger) -> str:
    """Write the entries as content/glossary.yaml."""
    head = f"{schema_line('content/glossary.yaml', 'glossary')}# 用語解説。巻末に、並べた順で印刷される。\n\n"
    if found is None:
        return f"{head}[]\n"
    entries = []
    for each in found.terms:
        term, text = (data_words(words, each.at, ledger) for words in (each.term, each.text))
        entries.append(f"- id: {ids.term(term)}\n  term: {one_line(term)}\n  text: {one_line(text)}\n")
    return head + "".join(entries)
