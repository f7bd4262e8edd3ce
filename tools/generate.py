"""Write the files that are made from the code: schemas/*.json and docs/rules.md.

Usage: python tools/generate.py
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from hidaka_dx.content.schemas import schemas  # noqa: E402  found only now
from hidaka_dx.lint import RULES  # noqa: E402  as above
from hidaka_dx.lint.manual import manual  # noqa: E402  as above


def generated() -> dict[Path, str]:
    """Give every file that is made, by its path."""
    found = {ROOT / "schemas" / name: text for name, text in schemas().items()}
    return {**found, ROOT / "docs/rules.md": manual(RULES)}


if __name__ == "__main__":
    for path, text in generated().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        print(path.relative_to(ROOT))
