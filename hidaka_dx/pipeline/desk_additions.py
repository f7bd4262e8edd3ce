"""What the desk adds: an item at the end of a list, or a file of its own for a measure or a figure."""

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from hidaka_dx.content import ContentFile, kind_of
from hidaka_dx.desk import as_value, at_path, form_of
from hidaka_dx.figure import FIGURE
from hidaka_dx.files import require_valid_names
from hidaka_dx.files.reading import is_there
from hidaka_dx.pipeline.desk_files import NOT_WRITABLE, data_of, is_editable, new_faults, text_of
from hidaka_dx.pipeline.desk_history import TextChange, write
from hidaka_dx.pipeline.desk_values import SavedChange
from hidaka_dx.problem import RefusalError
from hidaka_dx.source import Path as At
from hidaka_dx.source.editing import EditError, fresh
from hidaka_dx.source.schema_line import schema_line

MEASURES: Final = "content/measures/{name}.yaml"
FIGURES: Final = "content/figures/{name}.yaml"
TAKEN: Final = "{path} という名前のファイルが、もうあります。別の名前にしてください。"
MISNAMED: Final = "「{name}」は、ファイルの名前にできません。半角の英字で始め、英数字と「-」だけで書いてください。"
NAME: Final = re.compile("[a-z][a-z0-9-]*|[0-9A-Z]+(?:-[0-9]+)*")
"""Names of figures, and numbers of measures."""


@dataclass(frozen=True)
class Addition:
    """Something that can be added by a button."""

    name: str
    title: str
    path: str
    """The file that holds it; `{name}` stands for the name of a file of its own."""
    at: At = ()
    """Path of the list that it is added to."""
    named_by: str = ""
    """Key of the value that its file is named by; empty where the name is asked beside."""
    begun: tuple[tuple[str, str], ...] = ()
    """Values that it begins with."""

    @property
    def is_file(self) -> bool:
        """Whether it has a file of its own."""
        return "{name}" in self.path


def _figures() -> tuple[Addition, ...]:
    kinds: dict[str, Any] = FIGURE.json_schema()["discriminator"]["mapping"]
    return tuple(
        Addition(f"figure-{kind}", f"図（{FIGURE_WORDS.get(kind, kind)}）", FIGURES, begun=(("kind", kind),))
        for kind in kinds
    )


FIGURE_WORDS: Final = {
    "diagram": "箱と矢印",
    "stages": "段階",
    "pillars": "柱",
    "timeline": "期間",
    "cycle": "循環",
    "picture": "写真・画像",
    "chart": "グラフ",
}
ADDITIONS: Final = (
    Addition("measure", "取組", MEASURES, named_by="number"),
    Addition("term", "用語", "content/glossary.yaml"),
    Addition("footnote", "脚注", "content/footnotes.yaml"),
    Addition("source", "計画・法律（出典）", "content/references.yaml"),
    Addition("plan-edition", "推進計画の版", "content/editions.yaml", ("promotion-plan",), begun=(("status", "案"),)),
    Addition("action-edition", "実行計画の版", "content/editions.yaml", ("action-plan",), begun=(("status", "案"),)),
    Addition("pillar", "施策の柱", "content/action-plan.yaml", ("pillars",)),
    Addition("priority", "国の重点取組事項", "content/action-plan.yaml", ("priorities",)),
    *_figures(),
)


def place_of(root: Path, addition: Addition) -> At:
    """Return the path that a new item of a list has; raises RefusalError where the list cannot be read."""
    if not is_there(root, addition.path):
        return (0,)
    value = at_path(data_of(text_of(root, addition.path), addition.path).value, addition.at)
    return (*addition.at, len(value) if isinstance(value, list) else 0)


def create_file(root: Path, path: str, value: object, label: str) -> SavedChange:
    """Write a new file that holds a value; raises RefusalError for a name that cannot be one, or is taken, OSError as `create`."""
    kind = kind_of(path)
    if kind is None or not is_editable(path):
        raise RefusalError(NOT_WRITABLE)
    name = PurePosixPath(path).stem
    require_valid_names((f"{name}.yaml",))
    if not NAME.fullmatch(name):
        raise RefusalError(MISNAMED.format(name=name))
    if is_there(root, path):
        raise RefusalError(TAKEN.format(path=path))
    try:
        text = schema_line(path, kind.name) + fresh(as_value(_ordered(kind, value)))
    except EditError as error:
        raise RefusalError(str(error)) from None
    if faults := tuple(new_faults(path, kind, "", text)):
        return SavedChange(1, faults=faults)
    step = write(root, TextChange(path, None, text), None, label)
    if step is None:
        raise RefusalError(TAKEN.format(path=path))
    return SavedChange(1, step=step)


def _ordered(kind: ContentFile, value: object) -> object:
    """Return a record with its keys in the order of the model."""
    if not isinstance(value, dict):
        return value
    order = [name for name, _ in form_of(kind, value, ()).fields]
    return {**{name: value[name] for name in order if name in value}, **value}
