"""What Japanese line composition and conformance add to a bare WeasyPrint run of the same HTML, as ratios.

Usage: python benchmarks/typesetting.py [ROUNDS] [--keep FOLDER]

Each round runs the three ways in turn, in one process. With --keep the PDFs of the first round are left in FOLDER, to
be looked at or measured.
"""

import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from weasyprint import CSS, HTML  # noqa: E402  the path must be known first
from weasyprint.text.fonts import FontConfiguration  # noqa: E402

from hidaka_dx.appearance import custom_properties  # noqa: E402
from hidaka_dx.compose import compose_promotion_plan  # noqa: E402
from hidaka_dx.content import load  # noqa: E402
from hidaka_dx.render import Rendered, render  # noqa: E402
from hidaka_dx.typeset.assets import Assets  # noqa: E402
from hidaka_dx.typeset.fetcher import BASE, AssetFetcher  # noqa: E402
from hidaka_dx.typeset.job import Job, PdfFacts  # noqa: E402
from hidaka_dx.typeset.justify import japanese_line_composition  # noqa: E402
from hidaka_dx.typeset.press import press  # noqa: E402

DAY = datetime(2023, 7, 1, tzinfo=UTC)
FACTS = PdfFacts("速さの測定", "日高町", DAY, DAY)


def rendered(town: Path) -> Rendered:
    """Give the final HTML of a town's plan."""
    manuscript, problems = load(town)
    if manuscript is None:
        raise SystemExit("\n".join(map(str, problems)))
    page, _ = render(compose_promotion_plan(manuscript)[0], [ROOT / "templates"])
    if page is None:
        raise SystemExit("the templates do not render")
    return page


def bare(page: Rendered) -> bytes:
    """Set and write as WeasyPrint does by itself, with its own tags."""
    assets, fonts = Assets([ROOT / "assets"], page.files), FontConfiguration()
    fetcher = AssetFetcher(assets)
    texts = ((name, assets.read(f"css/{name}").decode()) for name in page.styles)
    sheets = [
        CSS(string=text, base_url=f"{BASE}css/{name}", url_fetcher=fetcher, font_config=fonts) for name, text in texts
    ]
    sheets.insert(0, CSS(string=custom_properties(), base_url=BASE))
    document = HTML(string=page.html, base_url=BASE, url_fetcher=fetcher)
    return bytes(document.write_pdf(font_config=fonts, stylesheets=sheets, pdf_tags=True))


def composed(page: Rendered) -> bytes:
    """Set lines in the Japanese way, write as WeasyPrint does."""
    with japanese_line_composition():
        return bare(page)


def whole(page: Rendered) -> bytes:
    """Set and write as this house does: composition, PDF/A-3a, PDF/UA-1, tree of tags."""
    pressed, faults = press(
        Job(page.html, page.styles, page.files, FACTS), [ROOT / "assets"], lambda _words, _share: None
    )
    if pressed is None:
        raise SystemExit("\n".join(fault.message for fault in faults))
    return pressed.pdf


WAYS: dict[str, Callable[[Rendered], bytes]] = {"bare": bare, "composed": composed, "whole": whole}


def seconds(way: Callable[[Rendered], bytes], page: Rendered) -> float:
    """Run one way and give the time it took."""
    start = time.perf_counter()
    way(page)
    return time.perf_counter() - start


def main(rounds: int, keep: Path | None) -> None:
    """Print, for each town, the median times and their ratios to the bare run."""
    for name, town in (("plan", ROOT), ("specimen", ROOT / "examples/specimen")):
        page = rendered(town)
        for way, run in WAYS.items():
            pdf = run(page)
            if keep:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{name}-{way}.pdf").write_bytes(pdf)
        times = [{way: seconds(run, page) for way, run in WAYS.items()} for _ in range(rounds)]
        ratios = {way: statistics.median(each[way] / each["bare"] for each in times) for way in WAYS}
        middle = statistics.median(each["bare"] for each in times)
        print(
            f"{name}: bare {middle:.2f} s, composed {ratios['composed']:.2f}, whole {ratios['whole']:.2f} of it ({rounds} rounds)"
        )


if __name__ == "__main__":
    words = sys.argv[1:]
    folder = Path(words[words.index("--keep") + 1]) if "--keep" in words else None
    main(int(words[0]) if words and words[0].isdigit() else 7, folder)
