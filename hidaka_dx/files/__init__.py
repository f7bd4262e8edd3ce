"""File system access: reading a town's files, valid file names, and the only code that writes files."""

from hidaka_dx.files.amending import amend, create, discard
from hidaka_dx.files.names import LONGEST, free_name, name_fault, numbered_names, require_valid_names
from hidaka_dx.files.output import Output, RenewedFolder, add, clear, is_reserved, reserved
from hidaka_dx.files.staging import desk, is_staging_name
from hidaka_dx.files.system_files import is_system_file
from hidaka_dx.files.writing import Names

__all__ = [
    "LONGEST",
    "Names",
    "Output",
    "RenewedFolder",
    "add",
    "amend",
    "clear",
    "create",
    "desk",
    "discard",
    "free_name",
    "is_reserved",
    "is_staging_name",
    "is_system_file",
    "name_fault",
    "numbered_names",
    "require_valid_names",
    "reserved",
]
