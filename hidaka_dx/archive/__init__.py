"""保存庫: published editions, one BagIt bag each, that stay as issued and can be proved to have stayed so."""

from hidaka_dx.archive.admission import tie
from hidaka_dx.archive.bag import SAFE, hashed, packed, seal_of
from hidaka_dx.archive.door import ARCHIVE, Archive, Audit
from hidaka_dx.archive.fixity import Bag, Finding
from hidaka_dx.archive.names import DOCUMENTS, EditionName, word_for
from hidaka_dx.archive.payload import (
    ASSETS,
    COMPARISON,
    DATA,
    ENVIRONMENT,
    LIST,
    RELEASES,
    SOURCE,
    Issue,
    payload_of,
    pdf_name,
)
from hidaka_dx.archive.record import Link, Record, record_of, written

__all__ = [
    "ARCHIVE",
    "ASSETS",
    "COMPARISON",
    "DATA",
    "DOCUMENTS",
    "ENVIRONMENT",
    "LIST",
    "RELEASES",
    "SAFE",
    "SOURCE",
    "Archive",
    "Audit",
    "Bag",
    "EditionName",
    "Finding",
    "Issue",
    "Link",
    "Record",
    "hashed",
    "packed",
    "payload_of",
    "pdf_name",
    "record_of",
    "seal_of",
    "tie",
    "word_for",
    "written",
]
