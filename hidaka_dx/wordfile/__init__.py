"""Documents as Word files, for comment: real styles, notes and tables, hidden bookmarks of ids, revisions of Word's own."""

from hidaka_dx.wordfile.package import ComparedEdition, word_file
from hidaka_dx.wordfile.pictures import FigurePicture, drawn, pictures

__all__ = ["ComparedEdition", "FigurePicture", "drawn", "pictures", "word_file"]
