"""Time the whole `python build.py` against bare WeasyPrint on the final HTML of the same documents, each in a fresh process, in turn.

Usage: python benchmarks/whole_build.py [ROUNDS]
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from hidaka_dx.appearance import custom_properties  # noqa: E402
from hidaka_dx.compose import compose_action_plan, compose_promotion_plan, compose_summary  # noqa: E402  the path first
from hidaka_dx.content import load  # noqa: E402
from hidaka_dx.document import Document  # noqa: E402
from hidaka_dx.render import render  # noqa: E402

BARE = """
import os, sys
from pathlib import Path
os.environ["FONTCONFIG_FILE"] = sys.argv[1]
from weasyprint import HTML
for page in sorted(Path(sys.argv[2]).glob("*.html")):
    HTML(filename=str(page)).write_pdf(str(page.with_suffix(".pdf")), pdf_tags=True)
"""


def documents() -> list[Document]:
    """Compose every document that the build makes."""
    manuscript, problems = load(ROOT)
    if manuscript is None:
        raise SystemExit("\n".join(map(str, problems)))
    plan, _ = compose_promotion_plan(manuscript)
    pages = defaultdict[str, str](lambda: "1")
    action, _ = compose_action_plan(manuscript, plan, pages)
    return [plan, action, compose_summary(manuscript, plan, pages)]


def prepare(folder: Path) -> None:
    """Lay out beside each other the final HTML of every document, the drawings, style sheets and fonts."""
    for name in ("css", "fonts", "images"):
        (folder / name).symlink_to(ROOT / "assets" / name)
    for place, document in enumerate(documents()):
        rendered, _ = render(document, [ROOT / "templates"])
        if rendered is None:
            raise SystemExit("the templates do not render")
        for name, content in rendered.files.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(content)
        links = "".join(f'<link rel="stylesheet" href="css/{style}">' for style in rendered.styles)
        head = f"<style>{custom_properties()}</style>{links}</head>"
        (folder / f"{place}.html").write_text(rendered.html.replace("</head>", head), encoding="utf-8")


def seconds(command: list[str]) -> float:
    """Run a command and give the time it took."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def main(rounds: int) -> None:
    """Print the median times and their ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        fonts = str(ROOT / "hidaka_dx/typeset/borrowed/fontconfig.xml")
        ours = [sys.executable, str(ROOT / "build.py"), "-C", str(ROOT), "--output", name, "--quiet"]
        bare = [sys.executable, "-W", "ignore", "-c", BARE, fonts, name]
        seconds(ours), seconds(bare)
        pairs = [(seconds(ours), seconds(bare)) for _ in range(rounds)]
    whole, alone = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    print(f"build.py {whole:.2f} s, WeasyPrint alone {alone:.2f} s, ratio {ratio:.2f} (median of {rounds} rounds)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
