"""What a place of the content is to somebody who edits it where it is shown: a passage of prose, or a field of a form."""

from hidaka_dx.desk.anchors import anchors, identity, located
from hidaka_dx.desk.choices import Choices, choices_of, keys_of, with_choices
from hidaka_dx.desk.forms import FieldForm, form_of, name_and_hint
from hidaka_dx.desk.merging import Clash, Found, as_value, changed_paths, merged, with_found, with_mine
from hidaka_dx.desk.places import path_at
from hidaka_dx.source.steps import MISSING, at_path

__all__ = [
    "MISSING",
    "Choices",
    "Clash",
    "FieldForm",
    "Found",
    "anchors",
    "as_value",
    "at_path",
    "changed_paths",
    "choices_of",
    "form_of",
    "identity",
    "keys_of",
    "located",
    "merged",
    "name_and_hint",
    "path_at",
    "with_choices",
    "with_found",
    "with_mine",
]
