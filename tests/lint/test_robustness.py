"""Whatever an author writes, the check ends with remarks whose places exist."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from hidaka_dx.content import load
from hidaka_dx.lint import check, mended, report
from lint.town import CHAPTER, FILES

PIECES = (Path(__file__).parent / "pieces.txt").read_text(encoding="utf-8").split()
words = st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join)


@settings(max_examples=60, deadline=None)
@given(paragraphs=st.lists(words, min_size=1, max_size=3), term=words, text=words)
def test_the_check_ends_with_places_that_exist(paragraphs: list[str], term: str, text: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        entry = f"- id: a\n  term: {term!r}\n  text: {text!r}\n"
        files = {
            **FILES,
            CHAPTER: "# 章 {#chapter}\n\n" + "\n\n".join(paragraphs) + "\n\n- " + text + "\n",
            "content/glossary.yaml": entry,
        }
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(content, encoding="utf-8")
        manuscript, _ = load(folder)
        if manuscript is None:
            return
        remarks = check(manuscript)
        for remark in remarks:
            lines = manuscript.texts[remark.problem.place.path].split("\n")
            assert remark.problem.place.column <= len(lines[remark.problem.place.line - 1]) + 1
        report.as_text(remarks, manuscript.texts)
        mended(remarks, manuscript.texts)
