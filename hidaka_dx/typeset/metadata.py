"""Document metadata: the Info dictionary and an XMP packet with the same values.

PDF/A requires XMP (ISO 19005-3, 6.6.2), PDF/UA its own identification in it (ISO 14289-1, 5), and PDF/A in turn a
description of that foreign property, the extension schema (ISO 19005-3, 6.6.2.3).
"""

from datetime import datetime, timedelta
from typing import Any, Final
from xml.sax.saxutils import escape

from hidaka_dx.typeset.borrowed import pydyf
from hidaka_dx.typeset.borrowed.loan import KNOWN

PRODUCER: Final = f"hidaka-dx (WeasyPrint {KNOWN['WeasyPrint']})"

_PACKET: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
    xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreateDate>{created}</xmp:CreateDate>
<xmp:ModifyDate>{modified}</xmp:ModifyDate>
<xmp:MetadataDate>{modified}</xmp:MetadataDate>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def write(pdf: Any, facts: Any) -> None:
    """Write title, author, language and dates into a pydyf document whose XMP stream exists."""
    stream = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    stream.stream, stream.compress = [packet(facts)], False
    pdf.info.clear()
    pdf.info.update({name: pydyf.String(text) for name, text in info(facts).items()})
    pdf.catalog["Lang"] = pydyf.String(facts.language)
    if facts.two_sided:  # ISO 32000-1, 12.2
        pdf.catalog["ViewerPreferences"]["Duplex"] = "/DuplexFlipLongEdge"


def packet(facts: Any) -> bytes:
    """Return the XMP packet of a PDF/A-3a and PDF/UA-1 file."""
    values = {"title": facts.title, "author": facts.author, "language": facts.language, "producer": PRODUCER}
    dates = {"created": _iso(facts.created), "modified": _iso(facts.modified)}
    return _PACKET.format(**{name: escape(value) for name, value in {**values, **dates}.items()}).encode()


def info(facts: Any) -> dict[str, str]:
    """Return the entries of the Info dictionary, equal to those of the XMP packet."""
    return {
        "Title": facts.title,
        "Author": facts.author,
        "Producer": PRODUCER,
        "CreationDate": date(facts.created),
        "ModDate": date(facts.modified),
    }


def date(moment: datetime) -> str:
    """Format a date with its UTC offset as PDF does, `D:20260401000000+09'00'` (ISO 32000-1, 7.9.4)."""
    offset = moment.utcoffset() or timedelta()
    sign = "-" if offset < timedelta() else "+"
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    return f"D:{moment:%Y%m%d%H%M%S}{sign}{hours:02}'{minutes:02}'"


def _iso(moment: datetime) -> str:
    """Format a date as XMP does, to the second."""
    return moment.isoformat(timespec="seconds")
