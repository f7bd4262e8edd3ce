"""Documents as Word files, for comment: real styles, notes and tables, hidden bookmarks of ids, revisions of Word's own."""

from hidaka_dx.wordfile.package import ComparedEdition, author_of, word_file
from hidaka_dx.wordfile.pictures import FigurePicture, drawn, pictures
from hidaka_dx.wordfile.returned import ReturnedWord, UnreadableWord, WordComment, read_returned
from hidaka_dx.wordfile.returned_changes import SentPassage, WordChange, changes, paired_by_words
from hidaka_dx.wordfile.sent import SentFile

__all__ = [
    "ComparedEdition",
    "FigurePicture",
    "ReturnedWord",
    "SentFile",
    "SentPassage",
    "UnreadableWord",
    "WordChange",
    "WordComment",
    "author_of",
    "changes",
    "drawn",
    "paired_by_words",
    "pictures",
    "read_returned",
    "word_file",
]
