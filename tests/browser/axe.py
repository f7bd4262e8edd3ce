"""axe-core, the judge of accessibility: WCAG 2.2 AA and what is good practice beyond."""

from pathlib import Path
from typing import Final

from playwright.sync_api import Frame, Page

AXE: Final = Path(__file__).parent.parent.parent / "node_modules/axe-core/axe.min.js"
RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
JUDGE: Final = """async (rules) => (await axe.run({runOnly: rules, resultTypes: ["violations"]})).violations.map(
  (each) => `${each.id}: ${each.nodes[0].html.slice(0, 200)} ${each.nodes[0].failureSummary}`)"""


def brought(frame: Page | Frame) -> bool:
    """Bring the judge into a page or frame; tells whether it was not there before."""
    if frame.evaluate("'axe' in window"):
        return False
    frame.evaluate(AXE.read_text(encoding="utf-8"))
    return True


def verdict(page: Page) -> str:
    """Give what the judge finds on a page and in the frames to which it has been brought; empty where all is well."""
    found: list[str] = page.evaluate(JUDGE, RULES)
    return "\n".join(found)
