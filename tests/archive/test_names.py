"""Names of editions, typed and in the archive."""

import pytest

from hidaka_dx.archive import EditionName

NAMES = {
    "promotion-plan-01": ("promotion-plan", "1"),
    "promotion-plan-10": ("promotion-plan", "10"),
    "promotion-plan-100": ("promotion-plan", "100"),
    "action-plan-01.1": ("action-plan", "1.1"),
    "action-plan-02.10": ("action-plan", "2.10"),
}


@pytest.mark.parametrize("folder", NAMES)
def test_names_of_folders_are_read_as_they_are_written(folder: str) -> None:
    name = EditionName(*NAMES[folder])
    assert name.folder == folder
    assert EditionName.of_folder(folder) == name


@pytest.mark.parametrize(
    "folder",
    [
        "promotion-plan-1",
        "promotion-plan-001",
        "promotion-plan-010",
        "promotion-plan-00",
        "promotion-plan-0.5",
        "promotion-plan-",
        "promotion-plan",
        "summary-01",
        "promotion-plan-01 ",
        "promotion-plan-01.",
        ".tmp-x",
    ],
)
def test_other_names_are_no_editions(folder: str) -> None:
    assert EditionName.of_folder(folder) is None


@pytest.mark.parametrize(
    "words",
    [
        "推進計画 第2.1版",
        "推進計画第2.1版",
        " 推進計画　第2.1版",
        "promotion-plan-02.1",
        "archive/promotion-plan-02.1/",
    ],
)
def test_officials_may_name_an_edition_in_several_ways(words: str) -> None:
    assert EditionName.typed(words) == EditionName("promotion-plan", "2.1")


@pytest.mark.parametrize("words", ["", "第1版", "推進計画", "計画第1版", "推進計画第1..1版", "推進計画第0版"])
def test_what_names_no_edition_is_none(words: str) -> None:
    assert EditionName.typed(words) is None


def test_editions_are_ordered_by_their_parts() -> None:
    numbers = ["1", "1.1", "1.9", "1.10", "2", "10"]
    names = [EditionName("promotion-plan", number) for number in numbers]
    assert sorted((*names[3:], *names[:3]), key=lambda name: name.rank) == names
    assert names[3].spoken == "推進計画 第1.10版"
