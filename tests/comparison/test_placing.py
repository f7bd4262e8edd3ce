"""Sheets of editions issued before documents said where a field stands are printed like new ones."""

from pathlib import Path

from hidaka_dx.comparison.placing import PLACES, as_sheets
from hidaka_dx.document import Form, restored

ARCHIVE = Path(__file__).parents[2] / "examples/mihon/archive"


def test_old_sheets_are_placed_by_their_labels_and_nothing_else_changes() -> None:
    old = restored((ARCHIVE / "action-plan-02/data/document.json").read_bytes())
    (chapter,) = (part for part in as_sheets(old.parts) if part.id == "action.sheets")
    (before,) = (part for part in old.parts if part.id == "action.sheets")
    assert {part.layout for part in before.parts} == {"page"}
    assert {part.layout for part in chapter.parts} == {"sheet"}
    fields = [
        field
        for part in chapter.parts
        for form in part.blocks
        if isinstance(form, Form)
        for row in form.rows
        for field in row
    ]
    assert {field.label: field.place for field in fields} == {field.label: PLACES[field.label] for field in fields}
    assert {field.place for field in fields} == {"line", "lead", "half", "whole", "foot"}
    others = [part for part in old.parts if part.id != "action.sheets"]
    assert [part for part in as_sheets(old.parts) if part.id != "action.sheets"] == others
