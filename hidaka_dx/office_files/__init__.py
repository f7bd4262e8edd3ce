"""Files that strangers send: packages of Word and Excel, and mails with them. One door, one defence, the same sentences."""

from hidaka_dx.office_files.mail import MailedFile, attachments
from hidaka_dx.office_files.package import (
    BROKEN,
    LARGEST_FILE,
    OfficePackage,
    PackageLink,
    open_package,
    too_large,
)
from hidaka_dx.office_files.workbooks import plain_workbook

__all__ = [
    "BROKEN",
    "LARGEST_FILE",
    "MailedFile",
    "OfficePackage",
    "PackageLink",
    "attachments",
    "open_package",
    "plain_workbook",
    "too_large",
]
