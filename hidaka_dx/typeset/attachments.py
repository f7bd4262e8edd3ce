"""Embedded files: the source of a document as associated files (ISO 19005-3, 6.8 and annex E)."""

from datetime import datetime
from hashlib import md5
from typing import Any

from hidaka_dx.typeset import metadata
from hidaka_dx.typeset.borrowed import pydyf
from hidaka_dx.typeset.job import Attachment


def write(pdf: Any, attachments: tuple[Attachment, ...], created: datetime, modified: datetime) -> None:
    """Embed files, sorted by name because a PDF name tree requires it."""
    if not attachments:
        return
    names = pydyf.Array()
    for attachment in sorted(attachments, key=lambda attachment: attachment.name):
        names += [pydyf.String(attachment.name), _specification(pdf, attachment, created, modified)]
    pdf.catalog["AF"] = pydyf.Array(names[1::2])
    trees = pdf.catalog.setdefault("Names", pydyf.Dictionary())
    trees["EmbeddedFiles"] = pydyf.Dictionary({"Names": names})


def _specification(pdf: Any, attachment: Attachment, created: datetime, modified: datetime) -> bytes:
    """Add one file and its file specification; return the reference to the specification."""
    parameters = pydyf.Dictionary(
        {
            "Size": len(attachment.content),
            "CheckSum": f"<{md5(attachment.content, usedforsecurity=False).hexdigest()}>",
            "CreationDate": pydyf.String(metadata.date(created)),
            "ModDate": pydyf.String(metadata.date(modified)),
        }
    )
    subtype = pydyf.name(attachment.mime)
    extra = {"Type": "/EmbeddedFile", "Subtype": subtype, "Params": parameters}
    stream = pydyf.Stream([attachment.content], extra, compress=True)
    pdf.add_object(stream)
    specification = pydyf.Dictionary(
        {
            "Type": "/Filespec",
            "F": pydyf.String(attachment.name),
            "UF": pydyf.String(attachment.name),
            "Desc": pydyf.String(attachment.description),
            "EF": pydyf.Dictionary({"F": stream.reference, "UF": stream.reference}),
            "AFRelationship": "/Source",
        }
    )
    pdf.add_object(specification)
    reference: bytes = specification.reference
    return reference
