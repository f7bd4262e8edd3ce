"""File system access: reading a town's files, valid file names, and the only code that writes files."""

from hidaka_dx.files.benches import desk, own
from hidaka_dx.files.litter import is_litter
from hidaka_dx.files.names import LONGEST, require_fit, unfit
from hidaka_dx.files.output import Output, Renewed, add, amend, clear, is_reserved, reserved
from hidaka_dx.files.writing import Names

__all__ = [
    "LONGEST",
    "Names",
    "Output",
    "Renewed",
    "add",
    "amend",
    "clear",
    "desk",
    "is_litter",
    "is_reserved",
    "own",
    "require_fit",
    "reserved",
    "unfit",
]
