"""Word files made in a test: raw parts in a zip, as Word itself writes them."""

import zipfile
from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import escape

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OPEN = "http://schemas.openxmlformats.org"
NAMES = (
    f'xmlns:w="{OPEN}/wordprocessingml/2006/main" xmlns:r="{OPEN}/officeDocument/2006/relationships" '
    f'xmlns:wp="{OPEN}/drawingml/2006/wordprocessingDrawing" xmlns:a="{OPEN}/drawingml/2006/main" '
    f'xmlns:mc="{OPEN}/markup-compatibility/2006" xmlns:m="{OPEN}/officeDocument/2006/math" '
    f'xmlns:c="{OPEN}/drawingml/2006/chart" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
RELS = f"{OPEN}/package/2006/relationships"
KINDS = f"{OPEN}/officeDocument/2006/relationships"


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Zip parts."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for path, content in parts.items():
            made.writestr(path, content)
    return file.getvalue()


def parts(body: str, beside: Mapping[str, str | bytes] | None = None, kind: str = MAIN) -> dict[str, str | bytes]:
    """Give the parts of a file; those `beside` the body are linked by what they are: `styles`, `footnotes`, `media/a.png`."""
    beside = beside or {}
    links = "".join(
        f'<Relationship Id="r-{index}" Type="{KINDS}/{_kind(name)}" Target="{_file(name)}"/>'
        for index, name in enumerate(beside)
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{OPEN}/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{RELS}">'
        f'<Relationship Id="a" Type="{KINDS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELS}">{links}</Relationships>',
        **{f"word/{_file(name)}": content for name, content in beside.items()},
    }


def docx(body: str, beside: Mapping[str, str | bytes] | None = None) -> bytes:
    """Make a file."""
    return packed(parts(body, beside))


def _kind(name: str) -> str:
    return (
        "image" if name.startswith("media/") else "chart" if name.startswith("charts/") else name.rstrip("0123456789")
    )


def _file(name: str) -> str:
    return name if "." in name else f"{name}.xml"


def root(tag: str, inside: str) -> str:
    """Make a part beside the body: `styles`, `numbering`, `footnotes`."""
    return f"<w:{tag} {NAMES}>{inside}</w:{tag}>"


def r(text: str, look: str = "") -> str:
    """Make a run."""
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*inside: str, look: str = "") -> str:
    """Make a paragraph of runs; what is no mark-up is taken as words."""
    runs = "".join(each if each.startswith("<") else r(each) for each in inside)
    return f"<w:p>{f'<w:pPr>{look}</w:pPr>' if look else ''}{runs}</w:p>"


def h(level: int, *inside: str) -> str:
    """Make a heading by its outline level."""
    return p(*inside, look=f'<w:outlineLvl w:val="{level - 1}"/>')


def cell(*blocks: str, look: str = "") -> str:
    """Make a cell of paragraphs."""
    return (
        f"<w:tc><w:tcPr>{look}</w:tcPr>{''.join(each if each.startswith('<w:') else p(each) for each in blocks)}</w:tc>"
    )


def table(*rows: tuple[str, ...]) -> str:
    """Make a table with lines; what is no cell is taken as words."""
    lines = ("".join(each if each.startswith("<w:tc>") else cell(each) for each in row) for row in rows)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="a"/></w:tblPr>{"".join(f"<w:tr>{line}</w:tr>" for line in lines)}</w:tbl>'
    )


def picture(key: str, words: str = "") -> str:
    """Make a picture."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="2000000" cy="1000000"/><wp:docPr id="1" name="a" descr="{escape(words)}"/>'
        f'<a:blip r:embed="{key}"/></wp:inline></w:drawing></w:r>'
    )
