"""保存庫: published editions, one BagIt bag each, immutable and verifiable."""

from hidaka_dx.archive.admission import link_to_previous
from hidaka_dx.archive.agreement import REWRITTEN
from hidaka_dx.archive.bag import SAFE, MalformedError, bag_files, seal_of, sha256_of
from hidaka_dx.archive.collation import Collation, collate
from hidaka_dx.archive.door import ARCHIVE, REMEDY, Archive, Audit
from hidaka_dx.archive.fixity import Bag, Finding
from hidaka_dx.archive.names import EditionName
from hidaka_dx.archive.payload import (
    ASSETS,
    COMPARISON,
    DATA,
    ENVIRONMENT,
    LIST,
    READERS,
    RELEASES,
    SOURCE,
    TABLES,
    Issue,
    payload_of,
    pdf_name,
    tables_of,
)
from hidaka_dx.archive.record import AGENT, ChainLink, Record, read_record, record_lines, record_of
from hidaka_dx.archive.withdrawal import Withdrawal, contents_of, info_of, is_fit
from hidaka_dx.archive.witness_list import (
    WitnessEntry,
    WitnessList,
    dumped_list,
    original_bytes,
    restored_list,
    witness_list_of,
)

__all__ = [
    "AGENT",
    "ARCHIVE",
    "ASSETS",
    "COMPARISON",
    "DATA",
    "ENVIRONMENT",
    "LIST",
    "READERS",
    "RELEASES",
    "REMEDY",
    "REWRITTEN",
    "SAFE",
    "SOURCE",
    "TABLES",
    "Archive",
    "Audit",
    "Bag",
    "ChainLink",
    "Collation",
    "EditionName",
    "Finding",
    "Issue",
    "MalformedError",
    "Record",
    "Withdrawal",
    "WitnessEntry",
    "WitnessList",
    "bag_files",
    "collate",
    "contents_of",
    "dumped_list",
    "info_of",
    "is_fit",
    "link_to_previous",
    "original_bytes",
    "payload_of",
    "pdf_name",
    "read_record",
    "record_lines",
    "record_of",
    "restored_list",
    "seal_of",
    "sha256_of",
    "tables_of",
    "witness_list_of",
]
