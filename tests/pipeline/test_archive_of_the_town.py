"""What this town has published stays as it was issued."""

from pathlib import Path

import bagit
import pytest

from hidaka_dx.archive import Archive
from hidaka_dx.pipeline.verify import verify

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
TOWNS = [folder.parent for folder in (ROOT / "archive", *sorted((ROOT / "examples").glob("*/archive")))]


@pytest.mark.parametrize("town", TOWNS, ids=lambda town: town.name)
def test_every_published_edition_is_as_issued(town: Path) -> None:
    verdict = verify(town, None, lambda _words, _share: None)
    assert verdict.findings == ()
    assert verdict.judged


def test_the_first_edition_is_published() -> None:
    assert "promotion-plan-01" in [name.folder for name in Archive(ROOT).names]


@pytest.mark.parametrize("town", TOWNS, ids=lambda town: town.name)
def test_an_independent_program_finds_every_bag_valid(town: Path) -> None:
    for name in Archive(town).names:
        assert bagit.Bag(str(town / "archive" / name.folder)).validate()


def test_the_first_edition_is_set_again_as_it_was_issued() -> None:
    """Whatever is set otherwise today is asked for by templates and style sheets, which its bag does not have."""
    verdict = verify(ROOT, None, lambda _words, _share: None, rebuild=True)
    assert verdict.findings == ()
    assert verdict.notes
