"""The ledger of what is borrowed from WeasyPrint and pydyf agrees with them, and with who borrows."""

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from pkgutil import resolve_name

import pytest
from measure.contract import EXPECTED, Look, in_doubt, parts, recorded

from hidaka_dx.typeset import borrowed
from hidaka_dx.typeset.borrowed import patches
from hidaka_dx.typeset.borrowed.ledger import LEDGER
from hidaka_dx.typeset.borrowed.lines import DRAW_NODE
from hidaka_dx.typeset.borrowed.loan import KNOWN
from hidaka_dx.typeset.continued_groups import continued_groups
from hidaka_dx.typeset.drawn_words import draw_node
from hidaka_dx.typeset.justify import japanese_line_composition
from hidaka_dx.typeset.layout_memory import memory_saving_layout

ROOT = Path(__file__).parents[2]
TYPESET = ROOT / "hidaka_dx/typeset"
DOCUMENTED = {"CSS", "HTML", "URLFetcherResponse", "pydyf", "require_known", "weasyprint"}
"""Names of the door that WeasyPrint's manual describes, or that are ours."""


def test_what_is_borrowed_is_as_it_was(request: pytest.FixtureRequest, snapshot: Callable[[str, str], None]) -> None:
    looks = parts()
    if not request.config.getoption("--snapshot-update"):
        doubts = list(in_doubt(EXPECTED.read_text(encoding="utf-8"), looks))
        assert not doubts, "\n".join([*doubts, "What to do: docs/weasyprint.md"])
    snapshot("borrowed.txt", recorded(looks))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda look: look._replace(source="0" * 16), "has another source"),
        (lambda look: look._replace(call="(width, style)"), r"is called otherwise: \(width, style\)"),
        (lambda look: look._replace(names=look.names - {"max_width"}), "does not mention max_width"),
        (lambda _: Look(), "is gone"),
    ],
)
def test_a_changed_part_is_told_with_its_assumption(change: Callable[[Look], Look], told: str) -> None:
    looks = parts()
    text, part = recorded(looks), "weasyprint.text.line_break.Layout"
    (doubt,) = in_doubt(text, {**looks, part: change(looks[part])})
    assert re.fullmatch(
        rf"{part} \(imitated by [a-z_, ]+\) {told}\.\n    Assumed: All that is asked of a layout: .+", doubt
    )


def test_no_part_is_named_twice_and_who_relies_on_it_is_there() -> None:
    assert len({loan.part for loan in LEDGER}) == len(LEDGER)
    assert {name for loan in LEDGER for name in loan.by} <= {path.stem for path in TYPESET.glob("*.py")}


def test_what_comes_through_the_door_is_in_the_ledger_or_documented() -> None:
    known = [resolve_name(loan.part) for loan in LEDGER]
    around = {loan.part.rpartition(".")[0] for loan in LEDGER} | {loan.part for loan in LEDGER}
    for name in set(borrowed.__all__) - DOCUMENTED:
        found = getattr(borrowed, name)
        inside = inspect.ismodule(found) and found.__name__ in around
        assert inside or any(found is each for each in known) or hasattr(resolve_name("weasyprint.text.ffi"), name), (
            name
        )


def private(tree: ast.AST) -> Iterator[str]:
    """Give the private names that a module asks others for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and re.match("_(?!replace$)[a-z]", node.attr):
            yield from () if ast.unparse(node.value) in {"self", "cls"} else (node.attr,)


@pytest.mark.parametrize("path", sorted(TYPESET.glob("*.py")), ids=lambda path: path.stem)
def test_private_names_are_in_the_ledger(path: Path) -> None:
    told = " ".join(f"{loan.part} {loan.names}" for loan in LEDGER if path.stem in loan.by)
    assert set(private(ast.parse(path.read_text(encoding="utf-8")))) <= set(re.findall(r"\w+", told))


def test_all_that_is_replaced_comes_back() -> None:
    def now() -> dict[str, object]:
        return {part: resolve_name(part) for part in patches.REPLACEABLE}

    before = now()
    drawing = {DRAW_NODE: draw_node}  # where a style sheet asks for it
    with japanese_line_composition(), continued_groups(), memory_saving_layout(), patches.replaced(drawing):
        ours = now()
        assert {part for part in ours if ours[part] is before[part]} == set()
        assert {part: patches.original(part) for part in ours} == before
        with memory_saving_layout(), continued_groups(), japanese_line_composition():
            assert now() == ours
        assert now() == ours
    assert now() == before


def test_what_stands_in_can_be_called_alike() -> None:
    """Whatever WeasyPrint calls its own part with, ours takes; `self` counts for methods, as both stand in a class."""
    drawing = patches.replaced({DRAW_NODE: draw_node})
    with japanese_line_composition(), continued_groups(), memory_saving_layout(), drawing:
        for part in patches.REPLACEABLE:
            theirs, ours = patches.original(part), resolve_name(part)
            inspect.signature(ours).bind(*inspect.signature(theirs).parameters)


def test_only_what_the_ledger_names_is_replaced() -> None:
    part = "weasyprint.layout.inline.justify_line"
    with pytest.raises(ValueError, match=part), patches.replaced({part: print}):
        pass


def test_the_releases_are_those_that_are_installed() -> None:
    pins = (ROOT / "pyproject.toml").read_text("utf-8"), (ROOT / "requirements.lock").read_text("utf-8")
    assert f'"weasyprint=={KNOWN["WeasyPrint"]}"' in pins[0]
    assert all(f"\n{name.lower()}=={release} " in pins[1] for name, release in KNOWN.items())
