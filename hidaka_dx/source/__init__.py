"""The only entry point for YAML and Markdown: text that people write becomes located nodes, or problems."""

from hidaka_dx.source.chapter_notes import without_notes
from hidaka_dx.source.characters import read_text, rewritten
from hidaka_dx.source.containers import beside, without_fences
from hidaka_dx.source.csv_tables import CsvCell, CsvTable, parse_csv
from hidaka_dx.source.data import LENIENT, Data, Path, parse_data, parse_known, parse_own
from hidaka_dx.source.inline import parse_inline, stray_bracket
from hidaka_dx.source.markdown import parse_chapter

__all__ = [
    "LENIENT",
    "CsvCell",
    "CsvTable",
    "Data",
    "Path",
    "beside",
    "parse_chapter",
    "parse_csv",
    "parse_data",
    "parse_inline",
    "parse_known",
    "parse_own",
    "read_text",
    "rewritten",
    "stray_bracket",
    "without_fences",
    "without_notes",
]
