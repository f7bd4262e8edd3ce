"""Results that do not fit the measures are told at their places (X06), and so are offices and followers (X02, X15)."""

import shutil
from collections.abc import Callable
from pathlib import Path

from hidaka_dx.content import load

SAMPLE = Path(__file__).parents[2] / "examples/mihon"
YEAR, ACTION, ONLINE = "content/progress/2027.yaml", "content/action-plan.yaml", "content/measures/1-1.yaml"
LATE = "    cause: 機器の納入が2か月遅れ、3月の繁忙期に一部の窓口でしか使えなかったためです。\n"
FIRST = "    values: {オンラインで申請できる手続の数: 104, オンライン申請の割合: 27.3}\n"

FAULTS = {
    "an unknown measure": (YEAR, "number: 1-1\n", "number: 1-11\n"),
    "a measure reported twice": (YEAR, "number: 1-2\n", "number: 1-1\n"),
    "a measure that stands for another": (YEAR, "number: 2-5\n", "number: 4-7\n"),
    "a measure not reported in a decided report": (YEAR, "number: 2-5\n", "number: 2-4\n"),
    "an unknown indicator": (YEAR, "オンライン申請の割合: 27.3", "オンライン申請の比率: 27.3"),
    "a value that is no number": (YEAR, "オンライン申請の割合: 27.3", "オンライン申請の割合: 27.3%"),
    "a value left out": (YEAR, FIRST, ""),
    "a state that is no choice": (YEAR, "文書事務の規程の改正: 達成", "文書事務の規程の改正: 完了"),
    "a state of an unknown goal": (YEAR, "文書事務の規程の改正: 達成", "規程の改正: 達成"),
    "late without cause": (YEAR, LATE, ""),
    "a better grade without reason": (YEAR, LATE, f"{LATE}    grade: B\n"),
    "an unknown grade": (YEAR, LATE, f"{LATE}    grade: E\n"),
    "no target and no grade": (
        YEAR,
        "    grade: B\n    reason: 数値の目標がない年度であり、予定した検討を終えたため。\n",
        "",
    ),
    "another year than the file's name": (YEAR, "year: 2027", "year: 2026"),
    "evaluated before the year begins": (YEAR, "as_of: 2028-03-31", "as_of: 2027-03-31"),
    "reported before it was evaluated": (YEAR, "date: 2028-06-23", "date: 2028-03-01"),
    "decided without a day": (YEAR, "date: 2028-06-23\n", ""),
    "grades out of order": (ACTION, "at_least: 0.9", "at_least: 1.2"),
    "a grade without its least": (ACTION, ", at_least: 0.9", ""),
    "a grade twice": (ACTION, "mark: B", "mark: A"),
    "a grade that begins between tenths of a percent": (ACTION, "at_least: 0.9", "at_least: 0.8995"),
    "a value of more figures than are kept": (YEAR, "割合: 27.3", "割合: 27.30000000000000001"),
    "an office that is not there": (ONLINE, "lead: 企画課", "lead: 企画科"),
    "a follower that is not there": (ONLINE, "kind: 継続", "kind: 統合\nsuccessor: 9-9"),
    "a measure that follows itself": (ONLINE, "kind: 継続", "kind: 統合\nsuccessor: 1-1"),
    "two indicators of one name": (ONLINE, "name: オンライン申請の割合", "name: オンラインで申請できる手続の数"),
    "steps that overlap": (ONLINE, "{from: 2027, to: 2028", "{from: 2026, to: 2028"),
    "costs of one year twice": (ONLINE, "  - {year: 2027, total: ", "  - {year: 2026, total: "),
    "offices with a Japanese comma between them": (ONLINE, "related: [住民課, 福祉課", "related: [住民課、福祉課"),
    "two offices that lead": (ONLINE, "lead: 企画課", "lead: 企画課、住民課"),
    "an office named twice": (ONLINE, "related: [住民課", "related: [企画課, 住民課, 住民課"),
    "a target that is no number": (ONLINE, "value: 70}", "value: nan}"),
}


def town(folder: Path) -> Path:
    shutil.copytree(SAMPLE / "content", folder / "content")
    return folder


def edit(folder: Path, path: str, old: str, new: str) -> None:
    text = (folder / path).read_text(encoding="utf-8")
    assert old in text, f"{old!r} is no longer in {path}"
    (folder / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_each_fault_is_told(tmp_path: Path, snapshot: Callable[[str, str], None]) -> None:
    text = ""
    for number, (name, change) in enumerate(FAULTS.items()):
        folder = town(tmp_path / str(number))
        edit(folder, *change)
        found = "".join(f"{problem}\n" for problem in load(folder)[1])
        assert found, name
        text += f"# {name}\n{found}\n"
    snapshot("evaluation.txt", text)


def test_a_draft_may_wait_for_reports(tmp_path: Path) -> None:
    folder = town(tmp_path)
    edit(folder, YEAR, "status: 決定", "status: 案")
    results = (folder / YEAR).read_text(encoding="utf-8")
    (folder / YEAR).write_text(results[: results.index("  - number: 1-2\n")], encoding="utf-8")
    assert load(folder)[1] == ()


def test_a_year_outside_the_period_is_told(tmp_path: Path) -> None:
    folder = town(tmp_path)
    (folder / YEAR).rename(folder / "content/progress/2025.yaml")
    edit(folder, "content/progress/2025.yaml", "year: 2027", "year: 2025")
    (first, *_) = load(folder)[1]
    assert str(first).startswith("content/progress/2025.yaml:4:7: 2025年度は計画期間（2026〜2030年度）の外です。")


def test_the_source_of_an_issued_edition_is_read_as_it_was_printed(tmp_path: Path) -> None:
    """A comma that cut a number in two is refused in working content; the edition that was so issued stays readable."""
    folder = town(tmp_path)
    edit(
        folder,
        YEAR,
        'next: ["対象を広げ、累計で1,200戸に設置します。"]',
        "next: [対象を広げ、累計で1,200戸に設置します。]",
    )
    manuscript, problems = load(folder)
    assert manuscript is None
    assert [problem.rule for problem in problems] == ["yaml-comma"]
    manuscript, problems = load(folder, issued=True)
    assert problems == ()
    assert manuscript is not None
    (cut,) = (each.next for each in manuscript.progress[-1].results if each.number == "2-7")
    assert cut == ("対象を広げ、累計で1", "200戸に設置します。")
