"""The house keeps its two promises: imports only go down, and each library has one door."""

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "hidaka_dx"
FLOORS = (
    {"problem", "japanese", "theme", "bounds"},
    {"prose", "records"},
    {"source", "plan", "comment", "edition", "errata", "figure", "measure", "house_style", "inspection"},
    {"progress"},
    {"content", "document", "figures"},
    {"compose", "comparison", "lint"},
    {"render", "typeset", "datafiles", "archive"},
    {"binding", "website"},
    {"pipeline"},
    {"preview"},
    {"cli"},
)
DOORS = {
    "yaml": "source",
    "markdown_it": "source",
    "jinja2": "render",
    "weasyprint": "typeset",
    "pydyf": "typeset",
    "cffi": "typeset",
    "fontTools": "typeset",
    "budoux": "typeset",
    "PIL": "typeset",
    "openpyxl": "datafiles",
    "pypdf": "inspection, binding",  # one reads finished PDFs, the other binds them
    "page": "inspection",
    "watchfiles": "preview",
    "pypdfium2": "inspection, preview",  # one reads finished PDFs, the other draws them
    "click": "cli",
    "rich": "cli",
}
FORBIDDEN_NAMES = {"utils", "base", "common", "helpers", "config", "html", "site"}
LONGEST_FUNCTION = 50
LONGEST_MODULE = 300
MEDIAN_FUNCTION = 10

FILES = sorted(
    path
    for path in PACKAGE.rglob("*.py")
    if path.name != "__main__.py" and path.parent / path.name != PACKAGE / "__init__.py"
)


def room(path: Path) -> str:
    """Name the module or package of the first level in which a file lies."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def floor(name: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if name in rooms)


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (
                f"{node.module}.{alias.name}"
                for alias in node.names
                if node.module == "hidaka_dx" and alias.name != "__version__"
            )


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def length(node: ast.FunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_every_room_stands_on_a_floor() -> None:
    assert {room(path) for path in FILES} == set().union(*FLOORS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_only_go_down(path: Path) -> None:
    own = room(path)
    others = {name.split(".")[1] for name in imports(path) if name.startswith("hidaka_dx.")} - {own}
    assert all(floor(other) < floor(own) for other in others), others


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_each_library_has_one_door(path: Path) -> None:
    libraries = {name.split(".")[0] for name in imports(path)} & DOORS.keys()
    assert all(room(path) in DOORS[library].split(", ") for library in libraries), libraries


def test_a_planted_breach_is_found(tmp_path: Path) -> None:
    breach = tmp_path / "breach.py"
    breach.write_text("from hidaka_dx import cli\nimport yaml\n", encoding="utf-8")
    assert {"hidaka_dx.cli", "yaml"} <= set(imports(breach))
    assert floor("cli") > floor("problem")


def test_no_room_has_a_name_that_says_nothing() -> None:
    assert not {path.stem for path in FILES} & FORBIDDEN_NAMES


def test_functions_and_modules_stay_small() -> None:
    sizes = {f"{path}:{node.name}": length(node) for path in FILES for node in functions(path)}
    assert {name: size for name, size in sizes.items() if size > LONGEST_FUNCTION} == {}
    assert statistics.median(sizes.values()) <= MEDIAN_FUNCTION
    lines = {path: path.read_text(encoding="utf-8").count("\n") for path in FILES}
    assert {path: count for path, count in lines.items() if count > LONGEST_MODULE} == {}
