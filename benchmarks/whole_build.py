"""Time the whole `python build.py` against bare WeasyPrint on the same final HTML, each in a fresh process, in turn.

Usage: python benchmarks/whole_build.py [ROUNDS]
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BARE = """
import os, sys
os.environ["FONTCONFIG_FILE"] = sys.argv[1]
from weasyprint import CSS, HTML
folder = sys.argv[2]
HTML(filename=folder + "/page.html").write_pdf(folder + "/bare.pdf", pdf_tags=True)
"""


def prepare(folder: Path) -> None:
    """Lay out beside each other the final HTML, its drawings, style sheets and fonts."""
    sys.path.insert(0, str(ROOT))
    from hidaka_dx.compose import compose_promotion_plan  # noqa: PLC0415  the path must be known first
    from hidaka_dx.content import load  # noqa: PLC0415
    from hidaka_dx.render import render  # noqa: PLC0415
    from hidaka_dx.theme import custom_properties  # noqa: PLC0415

    manuscript, problems = load(ROOT)
    if manuscript is None:
        raise SystemExit("\n".join(map(str, problems)))
    rendered, _ = render(compose_promotion_plan(manuscript)[0], [ROOT / "templates"])
    if rendered is None:
        raise SystemExit("the templates do not render")
    for name in ("css", "fonts", "images"):
        (folder / name).symlink_to(ROOT / "assets" / name)
    for name, content in rendered.files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    links = "".join(f'<link rel="stylesheet" href="css/{style}">' for style in rendered.styles)
    head = f"<style>{custom_properties()}</style>{links}</head>"
    (folder / "page.html").write_text(rendered.html.replace("</head>", head), encoding="utf-8")


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
        fonts = str(ROOT / "hidaka_dx/typeset/fontconfig.xml")
        ours = [sys.executable, str(ROOT / "build.py"), "-C", str(ROOT), "--output", name, "--quiet"]
        bare = [sys.executable, "-W", "ignore", "-c", BARE, fonts, name]
        seconds(ours), seconds(bare)
        pairs = [(seconds(ours), seconds(bare)) for _ in range(rounds)]
    whole, alone = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    print(f"build.py {whole:.2f} s, WeasyPrint alone {alone:.2f} s, ratio {ratio:.2f} (median of {rounds} rounds)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
