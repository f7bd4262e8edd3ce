"""Documents as Word files, for comment: real styles, notes and tables, hidden bookmarks of ids, revisions of Word's own."""

from hidaka_dx.wordfile.package import ComparedEdition, author_of, word_file
from hidaka_dx.wordfile.pictures import FigurePicture, drawn, pictures
from hidaka_dx.wordfile.returned import UnreadableWord, WordRemark, remarks_in

__all__ = [
    "ComparedEdition",
    "FigurePicture",
    "UnreadableWord",
    "WordRemark",
    "author_of",
    "drawn",
    "pictures",
    "remarks_in",
    "word_file",
]
