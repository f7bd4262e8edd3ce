"""保存庫: published editions, one BagIt bag each, that stay as issued and can be proved to have stayed so."""

from hidaka_dx.archive.admission import tie
from hidaka_dx.archive.bag import SAFE, MalformedError, hashed, packed, seal_of
from hidaka_dx.archive.chain import judge_chain
from hidaka_dx.archive.contents import judge_contents
from hidaka_dx.archive.fixity import Bag, Finding, judge_fixity
from hidaka_dx.archive.names import EditionName, word_for
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
    pdf_in,
    pdf_name,
)
from hidaka_dx.archive.record import Link, Record, read_record, record_in, record_of, written
from hidaka_dx.archive.shelf import bags_of, bags_on, put, reserved, strays_on
from hidaka_dx.japanese import DOCUMENTS

__all__ = [
    "ASSETS",
    "COMPARISON",
    "DATA",
    "DOCUMENTS",
    "ENVIRONMENT",
    "LIST",
    "RELEASES",
    "SAFE",
    "SOURCE",
    "Bag",
    "EditionName",
    "Finding",
    "Issue",
    "Link",
    "MalformedError",
    "Record",
    "bags_of",
    "bags_on",
    "hashed",
    "judge_chain",
    "judge_contents",
    "judge_fixity",
    "packed",
    "payload_of",
    "pdf_in",
    "pdf_name",
    "put",
    "read_record",
    "record_in",
    "record_of",
    "reserved",
    "seal_of",
    "strays_on",
    "tie",
    "word_for",
    "written",
]
