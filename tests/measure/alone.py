"""What is heard without what stands around it, in a list of links or moving through a table: does it say what it is?"""

import re
from collections import Counter, defaultdict
from typing import Final

from measure import pdf_reading

UNSPEAKABLE: Final = re.compile(r"(?<![A-Za-z])[RHS][0-9]+(?![0-9A-Za-z])|「[^」]*「")


def same_links(pdf: bytes) -> list[str]:
    """Give what links to different places say alike, and links that say no more than a number."""
    targets = defaultdict[str, set[str]](set)
    for link in pdf_reading.annotations(pdf):
        targets[str(link["/Contents"])].add(str(link["/Dest"] if "/Dest" in link else link["/A"]["/URI"]))
    return [words for words, found in targets.items() if len(found) > 1 or words.isdigit()]


def same_rows(pdf: bytes) -> list[str]:
    """Give what the rows of a table are called, where all of several are called the same or nothing."""
    return [names[0] for names in pdf_reading.row_heads(pdf) if len(names) > 1 and len(set(names)) == 1]


def same_alts(pdf: bytes) -> list[str]:
    """Give what several figures say alike, and what says 「R7」 or has brackets in brackets of the same kind."""
    alts = Counter(str(figure["/Alt"]) for figure in pdf_reading.elements(pdf, "Figure"))
    return [alt for alt, times in alts.items() if times > 1 or UNSPEAKABLE.search(alt)]
