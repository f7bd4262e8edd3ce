"""The files of a new town's folder: the skeleton of this package with the answers filled in."""

import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from hidaka_dx.content.schemas import schemas
from hidaka_dx.japanese import fiscal_year
from hidaka_dx.newtown.answers import TownAnswers
from hidaka_dx.source.yaml_nodes import scalar
from hidaka_dx.theme import TIMELINE_YEARS
from hidaka_dx.wording import USUAL

OF_ACTION: Final = ("content/action-plan.yaml", "content/measures/")
"""Path prefixes of what only a town with an action plan gets."""
RENAMED: Final = {"gitignore": ".gitignore"}
"""Files whose real name hides them; packages leave hidden files out."""
FIGURE: Final = "content/figures/period.yaml"
BLANK: Final = re.compile(r"@([a-z_]+)@")
KINDS: Final = frozenset("都道府県市区町村")
"""Last letters of what a municipality is."""
MARKUP: Final = re.compile(r"[\\`*_\[\]<>~!&]")
ACTION_EDITIONS: Final = """
action-plan:                       # 実行計画の版
  - number: "1"
    status: 案
    changes: 作成
"""
ACTION_NAME: Final = "  # action_plan: 実施計画          # 実行計画の短い名前。「# 」を消すと使われる（下も同じ）"
ACTION_NAMES: Final = """\
  # measure: 事業                  # 取組を何と呼ぶか
  # aim: 基本理念                  # めざす姿を何と呼ぶか
  # pillar: 基本目標               # 施策の柱を何と呼ぶか
  # below: [基本施策]              # 柱と取組の間に段を置くなら、その名前（action-plan.yaml の pillars に below が要る）
"""
ACTION_ROWS: Final = """\
| 実行計画の骨組み | `content/action-plan.yaml` |
| 実行計画の取組（一つを一つのファイルで） | `content/measures/` |
"""
FIGURE_NOTE: Final = (
    "図は ![](period) のように、図のファイルの名前で入れます。文の中の [](#period) は、「図1」に変わります。"
)
WITH_MEASURES: Final = "実行計画の取組（content/measures/）は、この章の柱の名札（policy-1 など）を指しています。変えるときは、両方を直します。"
WITHOUT: Final = "柱の下に、施策や取組を箇条書き（行の頭に「- 」）で書いてもかまいません。"


def new_files(answers: TownAnswers) -> dict[str, bytes]:
    """Return every file of a new town's folder, by its path, with the schemas that editors read beside them."""
    words = {**_values(answers), **_texts(answers)}
    found = {path: _filled(text, words).encode() for path, text in _skeleton() if _takes_part(path, answers)}
    return found | {f"schemas/{name}": text.encode() for name, text in schemas().items()}


def _takes_part(path: str, answers: TownAnswers) -> bool:
    if path == FIGURE:
        return _is_drawn(answers)
    return answers.action_title is not None or not path.startswith(OF_ACTION)


def _is_drawn(answers: TownAnswers) -> bool:
    """Tell whether the years can be drawn as a figure."""
    return answers.end - answers.start + 1 in TIMELINE_YEARS


def _skeleton() -> Iterator[tuple[str, str]]:
    """Read the files of the skeleton, by the path that each is to have."""
    return _below(files("hidaka_dx.newtown") / "skeleton", "")


def _below(folder: Traversable, before: str) -> Iterator[tuple[str, str]]:
    for each in sorted(folder.iterdir(), key=lambda found: found.name):
        path = f"{before}{RENAMED.get(each.name, each.name)}"
        if each.is_dir():
            yield from _below(each, f"{path}/")
        else:
            yield path, each.read_text(encoding="utf-8")


def _filled(text: str, words: Mapping[str, str]) -> str:
    """Fill the blanks of a file; one that is alone on its line and stays empty takes the line with it."""
    lines = (line for line in text.splitlines(keepends=True) if words.get(_alone(line), line) != "")
    return BLANK.sub(lambda found: words[found[1]], "".join(lines))


def _alone(line: str) -> str:
    found = BLANK.fullmatch(line.strip())
    return found[1] if found else ""


def _values(answers: TownAnswers) -> dict[str, str]:
    """Return the answers as YAML values."""
    written = {"town": answers.town, "title": answers.title, "office": answers.office, **_names(answers)}
    bare = {"start": str(answers.start), "end": str(answers.end), "marks": ", ".join(answers.marks)}
    return (
        {key: scalar(value) for key, value in written.items()}
        | bare
        | {"action_title": scalar(answers.action_title or "")}
    )


def _names(answers: TownAnswers) -> dict[str, str]:
    """Return the words for the plan, for those who live in the town, and for what it is: 総合計画, 市民, 市."""
    kind = answers.town[-1] if answers.town[-1] in KINDS else USUAL.municipality
    plan = _short(answers.title, answers.town, USUAL.plan)
    return {"plan_name": plan, "residents": f"{kind}民", "municipality": kind}


def _short(title: str, before: str, usual: str) -> str:
    """Return a document's title without the words before its own: 総合計画 of 第6次見本町総合計画."""
    short = title.rpartition(before)[2].strip() or title
    return usual if short.endswith(usual) else short


def _action_names(answers: TownAnswers) -> str:
    """Return the lines for the names of the action plan and its parts; only a name that is not the usual one is in use."""
    title = answers.action_title or ""
    name = _short(title.removeprefix(answers.title).strip() or title, answers.town, USUAL.action_plan)
    in_use = f"  action_plan: {scalar(name)}" if name != USUAL.action_plan else ACTION_NAME
    return f"{in_use}\n{ACTION_NAMES}".rstrip("\n") if title else ""


def _texts(answers: TownAnswers) -> dict[str, str]:
    """Return what stands in chapters, and lines that depend on the answers."""
    action, drawn = answers.action_title is not None, _is_drawn(answers)
    return {
        "action_names": _action_names(answers),
        "and_action": "、実行計画を「実行計画」" if action else "",
        "office_text": MARKUP.sub(r"\\\g<0>", answers.office),
        "heading": f"{answers.title}（{answers.town}）",
        "period_text": period_in_words(answers),
        "period_reference": "（[](#period)）" if drawn else "",
        "period_figure": "\n![](period)" if drawn else "",
        "figure_note": FIGURE_NOTE if drawn else "",
        "vision_note": WITH_MEASURES if action else WITHOUT,
        "action_editions": ACTION_EDITIONS.rstrip("\n") if action else "",
        "action_rows": ACTION_ROWS.rstrip("\n") if action else "",
    }


def period_in_words(answers: TownAnswers) -> str:
    """Write the years of the plan in words."""
    first, last = (f"{fiscal_year(year)}（{year}年度）" for year in (answers.start, answers.end))
    years = answers.end - answers.start + 1
    return f"{first}から{last}までの{years}年間" if years > 1 else f"{first}の1年間"
