"""What the README and the guide say is true."""

import re
from pathlib import Path

import pytest

from hidaka_dx import __version__

ROOT = Path(__file__).parent.parent
PAGES = sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))
README = (ROOT / "README.md").read_text(encoding="utf-8")
FOR_ENGINEERS = ["CONTRIBUTING.md", "docs/architecture.md"]


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 60


def test_what_engineers_read_first_is_short() -> None:
    assert sum(len((ROOT / name).read_text(encoding="utf-8").splitlines()) for name in FOR_ENGINEERS) <= 250


def test_the_newest_changes_are_those_of_this_number() -> None:
    headings = re.findall(r"^## (.*)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert re.fullmatch(rf"{re.escape(__version__)}（(未公開|\d{{4}}年\d{{1,2}}月\d{{1,2}}日)）", headings[0])


@pytest.mark.parametrize(
    ("page", "target"),
    [("README.md", "pdf"), ("README.md", "test"), ("CONTRIBUTING.md", "fast"), ("CONTRIBUTING.md", "lint")],
)
def test_the_commands_it_names_are_there(page: str, target: str) -> None:
    assert f"make {target}" in (ROOT / page).read_text(encoding="utf-8")
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("page", ["README.md", "README.en.md", "CONTRIBUTING.md", "benchmarks/README.md", *PAGES])
def test_every_link_and_picture_leads_somewhere(page: str) -> None:
    file = ROOT / page
    links = re.findall(r"\]\(([^)#:]+)\)", re.sub(r"`[^`]*`", "", file.read_text(encoding="utf-8")))
    assert [link for link in links if not (file.parent / link).exists()] == []


@pytest.mark.parametrize("page", ["README.md", "docs/guide.md", *FOR_ENGINEERS])
def test_every_file_it_names_is_there(page: str) -> None:
    named = re.findall(
        r"`((?:content|templates|assets|hidaka_dx|tests|benchmarks|docs)/[\w./-]*)`",
        (ROOT / page).read_text(encoding="utf-8"),
    )
    optional = {"content/footnotes.yaml", "content/progress/2027.yaml", "assets/images/tomikawa.png"}
    assert len(named) > 3
    assert [name for name in named if not (ROOT / name).exists() and name not in optional] == []


def test_ci_runs_the_readmes_test_command() -> None:
    assert "make test" in (ROOT / ".ci/run").read_text(encoding="utf-8")
