"""What is heard without what stands around it, in a list of links: does it say what it is?"""

from collections import defaultdict

from measure import pdf_reading


def same_links(pdf: bytes) -> list[str]:
    """Give what links to different places say alike, and links that say no more than a number."""
    targets = defaultdict[str, set[str]](set)
    for link in pdf_reading.annotations(pdf):
        targets[str(link["/Contents"])].add(str(link["/Dest"] if "/Dest" in link else link["/A"]["/URI"]))
    return [words for words, found in targets.items() if len(found) > 1 or words.isdigit()]
