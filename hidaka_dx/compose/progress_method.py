"""How the measures of a year are graded, as a progress report explains it."""

from collections.abc import Iterator
from typing import Final

from hidaka_dx.compose.forms import paragraph, plain
from hidaka_dx.document import Block, Table
from hidaka_dx.japanese import amount
from hidaka_dx.measure import ActionPlan
from hidaka_dx.records import exact
from hidaka_dx.theme import ColumnKind
from hidaka_dx.wording import Wording

METHOD: Final = (
    "評価は、その年度の目標がある指標の達成率から決めます。達成率は、基準値から目標値までの幅に対して、実績値がどこまで進んだかの割合です。",
    "基準値のない指標と、基準値からの変化を求めない年度の指標は、目標値と実績値を比べます。",
    "一つの{measure}に複数の指標があるときは、達成率の最も低い指標によります。達成率による評価と違う評価をしたとき、及び数値の目標がない年度に評価をしたときは、理由を記します。",
    "再掲の{measure}、まだ始まっていない{measure}及び終了した{measure}は評価の対象外とし、数と割合に含めません。",
    "達成率は、小数第2位以下を切り捨てて示します。「目標に達した」は、その年度の数値の目標の全てが達成率100%以上のときだけに使います。{measure}の数の割合は、小数第2位を四捨五入しています。",
)
GRADE_KINDS: Final[tuple[ColumnKind, ...]] = ("mark", "text", "short")


def method(action: ActionPlan, wording: Wording) -> Iterator[Block]:
    """Explain grades and rules."""
    for number, text in enumerate(METHOD, 1):
        yield paragraph(f"progress.method.{number}", wording.said(text))
    rows = tuple(
        (plain(grade.mark), plain(grade.words), plain(_range(place, action)))
        for place, grade in enumerate(action.grades)
    )
    heads = tuple(map(plain, ("評価", "意味", "達成率")))
    yield Table(
        "progress.method.grades",
        None,
        "評価の区分",
        heads,
        rows,
        (0.12, 0.4, 0.48),
        captioned=True,
        kinds=GRADE_KINDS,
    )


def _range(place: int, action: ActionPlan) -> str:
    """Describe the range of a grade, in percent."""
    grade = action.grades[place]
    above = action.grades[place - 1].at_least if place else None
    least = f"{_hundredfold(grade.at_least)}%以上" if grade.at_least is not None else ""
    most = f"{_hundredfold(above)}%未満" if above is not None else ""
    return least + most


def _hundredfold(share: float) -> str:
    return amount(float(exact(share) * 100))
