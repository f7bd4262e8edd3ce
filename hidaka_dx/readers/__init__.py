"""What readers of PDFs, which know nothing of each other, make of the words of a finished document.

No judge of PDF/A or PDF/UA sees whether people find, copy and hear what is printed. Here the phrases of the embedded
document.json are looked for in the text of every reader on this machine.
"""

from hidaka_dx.readers.matrix import Hearing, ReadersReport, as_json, as_table, examined
from hidaka_dx.readers.programs import READERS, Reader
from hidaka_dx.readers.tags import spoken, spoken_in

__all__ = ["READERS", "Hearing", "Reader", "ReadersReport", "as_json", "as_table", "examined", "spoken", "spoken_in"]
