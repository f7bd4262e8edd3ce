"""The house keeps its two promises: imports only go down, and each library has one door."""

import ast
import statistics
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

PACKAGE = Path(__file__).parent.parent / "hidaka_dx"
FLOORS = (
    {
        "problem",
        "japanese",
        "theme",
        "bounds",
        "installed",
        "interruption",
        "conformance",
        "isolation",
        "formats",
        "rounding",
        "progress_protocol",
        "signature_names",
    },
    {"facts", "colours"},
    {"catalogue", "appearance"},
    {"files", "office_files"},
    {"kept"},
    {"prose", "records"},
    {"wording", "chosen_theme", "measure_group"},
    {"source", "plan", "comment", "edition", "errata", "figure", "grade", "house_style", "inspection"},
    {"measure"},
    {"progress", "foreign"},
    {"content", "document", "figures"},
    {"walk"},
    {"compose", "comparison", "desk", "intake", "lint", "newtown", "readers", "survey"},
    {"render", "typeset", "datafiles", "archive", "signatures"},
    {"binding", "website", "wordfile", "workbooks"},
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
    "budoux": "japanese",
    "segno": "figures",
    "PIL": "files",  # pictures lose what cameras write into them where they are read
    "openpyxl": "datafiles, intake, workbooks",  # one writes tables of data, one reads a town's lists, one forms to fill in
    "defusedxml": "office_files",
    "pypdf": "inspection, readers, binding",  # two read finished PDFs, the other binds them
    "page": "conformance",
    "watchfiles": "preview",
    "pypdfium2": "inspection, readers, preview, wordfile",  # two read finished PDFs, the others draw them
    **dict.fromkeys(("pyhanko", "pyhanko_certvalidator", "asn1crypto", "cryptography", "pkcs11"), "signatures"),
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


def imports(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (
                f"{node.module}.{alias.name}"
                for alias in node.names
                if node.module == "hidaka_dx" and alias.name != "__version__"
            )


def parsed(path: Path) -> list[ast.AST]:
    """Give all nodes of a module, each after those around it."""
    return [*ast.walk(ast.parse(path.read_text(encoding="utf-8")))]


class Surveyed(NamedTuple):
    """What the house asks of a module; the trees of all together would take too much memory."""

    imports: frozenset[str]
    functions: dict[str, int]
    classes: tuple[str, ...]
    breaches: tuple[str, ...]
    opens: frozenset[str]
    writes: tuple[str, ...]
    sums: int
    replaces: bool
    facts: frozenset[str]


@cache
def surveyed(path: Path) -> Surveyed:
    """Parse a module and go through it, once for all tests."""
    nodes = parsed(path)
    calls = {last_name(node.func) for node in nodes if isinstance(node, ast.Call)}
    return Surveyed(
        frozenset(imports(nodes)),
        {node.name: length(node) for node in nodes if isinstance(node, ast.FunctionDef)},
        tuple(node.name for node in nodes[0].body if isinstance(node, ast.ClassDef)),  # type: ignore[attr-defined]
        tuple(archive_breaches(nodes)),
        frozenset(opens(nodes)),
        tuple(writes(nodes)),
        sum(isinstance(node, ast.Name) and node.id == "sum" for node in nodes),
        bool(calls & {"setattr", "__setattr__"}),
        frozenset(
            fact for text in spelled(nodes) for fact, (letters, _) in HOMES.items() if all(map(text.count, letters))
        ),
    )


def last_name(called: ast.expr) -> str:
    """Give the name by which something is called, without its owner; nothing where it has none."""
    return called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""


def named(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def length(node: ast.FunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_the_typesetter_has_one_door() -> None:
    """What borrows from WeasyPrint's inner parts takes them from `typeset/borrowed`, where they are named."""
    foreign = {"weasyprint", "pydyf", "cffi"}
    found = {path for path in FILES if {name.split(".")[0] for name in surveyed(path).imports} & foreign}
    assert found == {PACKAGE / "typeset/borrowed/__init__.py"}


def test_what_signs_has_one_door() -> None:
    """It is an extra: what imports it is imported only where it is asked for."""
    foreign = {"pyhanko", "pyhanko_certvalidator", "asn1crypto", "cryptography", "pkcs11"}
    found = {path for path in FILES if {name.split(".")[0] for name in surveyed(path).imports} & foreign}
    assert found == {PACKAGE / "signatures/borrowed.py"}


def test_only_one_module_replaces_what_is_borrowed() -> None:
    found = {named(path) for path in (PACKAGE / "typeset").rglob("*.py") if surveyed(path).replaces}
    assert found == {"typeset/borrowed/patches.py"}


def test_every_room_stands_on_a_floor() -> None:
    assert {room(path) for path in FILES} == set().union(*FLOORS)


def test_imports_only_go_down() -> None:
    others = {
        path: {name.split(".")[1] for name in surveyed(path).imports if name.startswith("hidaka_dx.")} - {room(path)}
        for path in FILES
    }
    up = {
        named(path): [other for other in rooms if floor(other) >= floor(room(path))] for path, rooms in others.items()
    }
    assert {name: rooms for name, rooms in up.items() if rooms} == {}


def test_each_library_has_one_door() -> None:
    libraries = {path: {name.split(".")[0] for name in surveyed(path).imports} & DOORS.keys() for path in FILES}
    past = {
        named(path): [each for each in found if room(path) not in DOORS[each].split(", ")]
        for path, found in libraries.items()
    }
    assert {name: found for name, found in past.items() if found} == {}


def test_lengths_are_added_alike_by_every_release_of_python() -> None:
    """The built-in `sum` of floats is more exact from 3.12 on; what is left here are sums of whole numbers."""
    rooms = {"typeset", "figures", "japanese"}
    calls = {named(path): surveyed(path).sums for path in FILES if room(path) in rooms}
    assert {name: count for name, count in calls.items() if count} == {
        "typeset/allotting.py": 2,
        "typeset/changed_parts.py": 1,
        "typeset/continued_groups.py": 1,
        "typeset/floats.py": 4,
        "typeset/rows.py": 1,
        "typeset/tables.py": 1,
        "figures/shares.py": 2,
        "figures/svg.py": 1,
        "japanese/spacing.py": 1,
        "japanese/widths.py": 1,
    }


def archive_breaches(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Find ways to published editions that go round the door: modules behind it, the name of the folder."""
    for node in nodes:
        if isinstance(node, ast.ImportFrom | ast.Import):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
            yield from (name for name in names if name.startswith("hidaka_dx.archive."))
            yield from (alias.name for alias in node.names if alias.name == "ARCHIVE")
        elif isinstance(node, ast.Constant) and node.value in ("archive", "archive/"):
            yield node.value


def test_published_editions_are_read_through_one_door_only() -> None:
    """None reads: `watching.py` watches the folder, `unused_files` looks for nearly its name, `new`, `import` make, `runs` hashes it."""
    found = {named(path): [*surveyed(path).breaches] for path in FILES if room(path) != "archive"}
    assert {path: names for path, names in found.items() if names} == {
        "preview/watching.py": ["ARCHIVE"],
        "pipeline/unused_files.py": ["ARCHIVE"],
        "pipeline/new.py": ["ARCHIVE"],
        "kept/runs.py": ["archive"],
        "pipeline/importing.py": ["ARCHIVE"],
    }


@pytest.mark.parametrize(
    "breach",
    ["from hidaka_dx.archive.fixity import judge_fixity", "import hidaka_dx.archive.bag", "root / 'archive' / name"],
)
def test_a_way_round_the_door_is_found(breach: str) -> None:
    assert [*archive_breaches(ast.walk(ast.parse(breach)))]


def test_a_planted_breach_is_found(tmp_path: Path) -> None:
    breach = tmp_path / "breach.py"
    breach.write_text("from hidaka_dx import cli\nimport yaml\n", encoding="utf-8")
    assert {"hidaka_dx.cli", "yaml"} <= surveyed(breach).imports
    assert floor("cli") > floor("problem")


HOMES = {
    "the eras": ({"令和", "平成"}, "japanese/eras.py"),
    "行頭禁則": ({"」", "】", "〉"}, "japanese/kinsoku.py"),
    "小書きの仮名": ({"ぁ", "ゅ", "ヮ"}, "japanese/kinsoku.py"),
}
"""Facts of the language that were once written in several modules, by letters that stand in one string only where they are written."""


def spelled(nodes: Sequence[ast.AST]) -> Iterator[str]:
    """Give every string of a module but docstrings."""
    bare = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node.value


@pytest.mark.parametrize("fact", HOMES)
def test_a_fact_of_the_language_has_one_home(fact: str) -> None:
    assert {named(path) for path in FILES if fact in surveyed(path).facts} <= {HOMES[fact][1]}


OPENERS = {"open", "read_bytes", "read_text", "iterdir", "glob", "rglob", "scandir", "listdir"}
"""Calls by which files are opened or listed."""
OPENS = {
    "files": "the reader of a town's folder, and what writes",
    "archive": "bags, which it judges",
    "content/schemas.py": "words of this package",
    "lint/variants.py": "words of this package",
    "newtown/folder.py": "words of this package",
    "lint/words.py": "words of this package",
    "kept/program.py": "the source of this package",
    "kept/surroundings.py": "this program, its libraries, an archive: to hash them",
    "typeset/conform.py": "the colour profile of a library",
    "preview/answers.py": "pages of this package",
    "cli/preview.py": "the browser",
    "preview/running.py": "what the output folder holds",
    "preview/updating.py": "a town, by asking its viewer",
    "pipeline/kept_lists.py": "a file that the user names",
    "pipeline/council.py": "what was just published or made",
    "pipeline/new.py": "whether the place of a new town is free",
    "pipeline/finding.py": "a file that the user names",
    "office_files/package.py": "the parts of that file, in memory",
    "pipeline/handed_packs.py": "what was made for the council",
    "pipeline/output.py": "what the output folder holds",
    "pipeline/unchanged.py": "what the output folder holds",
    "pipeline/website.py": "a website that was made before",
    "pipeline/readers.py": "a file that the user names",
    "pipeline/receive.py": "receipts that were written before",
    "pipeline/strange_files.py": "files that the user names",
    "signatures/keys.py": "a card",
    "pipeline/signing_files.py": "files that the user names, signed copies of editions",
    "pipeline/forms.py": "forms that were made before",
    "bounds.py": "what the kernel says of this process",
    "pipeline/designs.py": "words of this package",
    "isolation.py": "what the kernel is told of this process",
}
"""Who may call them, and on what. Files that a town writes are opened by `files/reading.py` and by nothing else."""


def opens(nodes: Iterable[ast.AST]) -> set[str]:
    """Give the calls of a module that open or list files."""
    calls = [node.func for node in nodes if isinstance(node, ast.Call)]
    methods = {call.attr for call in calls if isinstance(call, ast.Attribute)}
    return methods & OPENERS | {call.id for call in calls if isinstance(call, ast.Name)} & {"open"}


def test_files_of_a_town_have_one_reader() -> None:
    readers = {path for path in FILES if not {room(path), named(path)} & OPENS.keys()}
    assert {named(path): surveyed(path).opens for path in readers if surveyed(path).opens} == {}


def test_no_class_name_stands_for_two_things() -> None:
    homes: dict[str, list[str]] = {}
    for path in FILES:
        for name in surveyed(path).classes:
            if not name.startswith("_"):
                homes.setdefault(name, []).append(named(path))
    assert {name: where for name, where in homes.items() if len(where) > 1} == {}


def test_no_room_has_a_name_that_says_nothing() -> None:
    assert not {path.stem for path in FILES} & FORBIDDEN_NAMES


def test_functions_and_modules_stay_small() -> None:
    sizes = {f"{path}:{name}": size for path in FILES for name, size in surveyed(path).functions.items()}
    assert {name: size for name, size in sizes.items() if size > LONGEST_FUNCTION} == {}
    assert statistics.median(sizes.values()) <= MEDIAN_FUNCTION
    lines = {path: path.read_text(encoding="utf-8").count("\n") for path in FILES}
    assert {path: count for path, count in lines.items() if count > LONGEST_MODULE} == {}


WRITERS = {"files/writing.py", "files/staging.py", "files/output.py", "files/amending.py", "files/kept_files.py"}
"""The only modules that may change anything on the disk."""
TELLS_THE_KERNEL = {"isolation.py": {"os.open", "os.write", "ctypes.CDLL"}}
"""Calls that open nothing but what the kernel shows below /proc, and the place where all vanishes."""
CHANGES = {
    *("write_text", "write_bytes", "touch", "mkdir", "makedirs", "rmdir", "removedirs", "unlink", "rename", "renames"),
    *(
        "rmtree",
        "chmod",
        "lchmod",
        "fchmod",
        "chown",
        "lchown",
        "fchown",
        "symlink_to",
        "hardlink_to",
        "mkfifo",
        "mknod",
    ),
    *("truncate", "ftruncate", "utime", "mkstemp", "mkdtemp", "mktemp", "copyfile", "copytree", "extractall", "CDLL"),
    *("pwrite", "sendfile", "TemporaryDirectory", "TemporaryFile", "NamedTemporaryFile", "SpooledTemporaryFile"),
}
"""Calls that make, change or remove a file, by their last name."""
OF_OS = {"remove", "replace", "write", "open", "link", "symlink"}
"""Such calls where they are those of `os`; `open` to read is looked at further."""
ONLY_THERE = {"shutil", "tempfile", "fcntl"}
"""Libraries that no other module needs."""
READING = {"O_RDONLY", "O_DIRECTORY", "O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC"}


def writes(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Give every call in a module by which it could change the disk, and every import of what does."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (f"import {alias.name}" for alias in node.names if alias.name.split(".")[0] in ONLY_THERE)
        elif isinstance(node, ast.ImportFrom):
            taken = {alias.name for alias in node.names}
            if (node.module or "").split(".")[0] in ONLY_THERE or (node.module == "os" and taken & (CHANGES | OF_OS)):
                yield f"from {node.module} import {', '.join(sorted(taken))}"
        elif isinstance(node, ast.Call) and last_name(node.func) in CHANGES | OF_OS | {"fdopen"}:
            name = ast.unparse(node.func)
            if _changes(node, *name.rpartition(".")[::2]):
                yield f"{node.lineno}: {name}"


def _changes(call: ast.Call, owner: str, name: str) -> bool:
    if name in CHANGES or (owner == "os" and name in OF_OS - {"open"}):
        return True
    if name == "replace" and len(call.args) == 1 and not call.keywords and owner:  # of a path; that of a text takes two
        return True
    if owner == "os" and name == "open":
        flags = {each.attr for each in ast.walk(call) if isinstance(each, ast.Attribute) and each.attr.startswith("O_")}
        return not flags <= READING
    return name in {"open", "fdopen"} and any(
        isinstance(word, ast.Constant) and isinstance(word.value, str) and set(word.value) & set("wax+")
        for word in [
            *call.args[owner in {"", "io", "os"} :],
            *(each.value for each in call.keywords if each.arg == "mode"),
        ]
    )


def test_only_one_room_writes() -> None:
    others = {named(path): surveyed(path).writes for path in FILES if named(path) not in WRITERS}
    assert {
        name: found
        for name, found in others.items()
        if not {each.partition(" ")[2] for each in found} <= TELLS_THE_KERNEL.get(name, set())
    } == {}


@pytest.mark.parametrize(
    "line",
    [
        "import shutil",
        "from tempfile import TemporaryDirectory",
        "from os import rename",
        "path.write_text('x')",
        "(folder / 'x').mkdir()",
        "open(path, 'w')",
        "open(path, mode='ab')",
        "path.open('x')",
        "os.fdopen(handle, 'wb')",
        "os.open(path, os.O_RDONLY | os.O_CREAT)",
        "os.replace(one, other)",
        "path.replace(other)",
        "Path(name).unlink()",
    ],
)
def test_a_planted_writer_is_found(line: str) -> None:
    assert list(writes(ast.walk(ast.parse(line))))


@pytest.mark.parametrize(
    "line", ["text.replace('a', 'b')", "replace(record, x=1)", "open(path)", "path.open('rb')", "io.open(path, 'rb')"]
)
def test_readers_are_none(line: str) -> None:
    assert not list(writes(ast.walk(ast.parse(line))))
