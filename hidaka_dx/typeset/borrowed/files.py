"""Borrowed parts for writing the file: content streams, marked content, fonts, the empty structure tree, serialisation."""

from typing import Final

from hidaka_dx.typeset.borrowed.loan import Loan

STREAM: Final = "weasyprint.pdf.stream.Stream"

FILES: Final = (
    Loan(
        "weasyprint.document.Page",
        "imitated",
        "All that is asked of a page while a file is written: width, height, bleed, anchors, links (kind, target, rectangle, "
        "box), bookmarks, forms, paint(stream, scale), _page_box. It holds its boxes by _page_box alone.",
        ("marks", "overflow", "labels", "structure", "conform", "emptiness"),
        "width height bleed anchors links bookmarks forms paint _page_box",
    ),
    Loan(
        "weasyprint.document.Document",
        "subclassed",
        "Is made of pages, metadata, url_fetcher, font_config, color_profiles and output_intent; make_bookmark_tree gives "
        "label, target (page, x, y), children and state.",
        ("conform", "bookmarks"),
        "pages metadata url_fetcher font_config color_profiles output_intent make_bookmark_tree",
    ),
    Loan(
        "weasyprint.document.Document.write_pdf",
        "read",
        "Calls finisher(document, pdf) when all but the bytes is there, tree and metadata too.",
        ("conform", "tags", "metadata", "labels", "attachments", "names"),
    ),
    Loan(
        "weasyprint.pdf.generate_pdf",
        "read",
        "Paints the pages in order, each once, into a stream of its own, after its links are annotations; StructParents of a "
        "page is its number. Pictures are named `i…` and groups `x…`; fonts are written after all pages.",
        ("marks", "tags", "names", "conform"),
    ),
    Loan(
        STREAM,
        "read",
        "_fonts (by key, of the whole document), _tags (box: tag and mcid; None without tags), _resources (XObject in order of "
        "painting), _current_font (name, size; set anew by end_text and begin_text). Operators are appended to `stream` as "
        "they are written; ET and BT that meet are left out.",
        (
            "glyphs",
            "leaders",
            "marks",
            "names",
            "spoken_signs",
            "word_spaces",
            "text_cache",
            "change_bars",
            "outlines",
            "conform",
        ),
        "_fonts _tags _resources _current_font ink_rect logical_rect stacked transform set_color begin_text end_text",
    ),
    Loan(
        f"{STREAM}.marked",
        "read",
        "Each text box and picture is marked once, by its box, with a pydyf Dictionary of its MCID before BDC; MCIDs count "
        "all marks of a page, those of its groups too.",
        ("marks", "spoken_signs", "leaders"),
    ),
    Loan(
        f"{STREAM}.artifact",
        "called",
        "Marks what is painted meanwhile as an artifact, by BMC.",
        ("change_bars", "marks"),
    ),
    Loan(
        f"{STREAM}.add_font",
        "called",
        "Gives the document's Font for Pango's, and its size.",
        ("glyphs",),
    ),
    Loan(
        f"{STREAM}.add_group",
        "read",
        "A group (opacity) is a Stream of its own among the XObjects, its own resources in extra.",
        ("marks", "tags"),
    ),
    Loan(
        f"{STREAM}.add_image",
        "read",
        "A picture's name begins with `i` and is drawn by `/i… Do` as one item.",
        ("names",),
    ),
    Loan(
        "weasyprint.draw.draw_inline_level",
        "read",
        "The text boxes and pictures of a line are painted inside `marked` by their box, each once on a page.",
        ("marks", "leaders"),
    ),
    Loan(
        "weasyprint.draw.draw_block_level",
        "read",
        "A picture that is a block is painted inside `marked` by its box.",
        ("marks",),
    ),
    Loan(
        "weasyprint.pdf.fonts.Font",
        "read",
        "hash (its name in content streams), name (BaseFont), widths and to_unicode by glyph, in thousandths of an em, which "
        "may be added to until the fonts are written; file_content, index, upem, glyph_count, tables, missing (characters without "
        "a glyph), bitmap, png, svg, colr, type.",
        ("glyphs", "word_spaces", "glyph_copies", "spoken_signs", "embedding"),
        "hash name widths to_unicode file_content index upem glyph_count tables missing bitmap png svg colr type clean",
    ),
    Loan(
        "weasyprint.pdf.stream.get_pango_font_key",
        "replaced",
        "Called by Stream.add_font alone; gives a key that only the document's fonts are looked up by, Pango's description and "
        "the size.",
        ("embedding",),
    ),
    Loan(
        "weasyprint.pdf.stream.Font",
        "replaced",
        "Called by Stream.add_font alone, with Pango's font, its description and its size; nothing asks for the class. The "
        "part of its name after `+` is the same for all sizes and texts.",
        ("embedding",),
    ),
    Loan(
        "weasyprint.pdf.build_fonts_dictionary",
        "replaced",
        "Called once, after all pages, with the PDF and the fonts by key; gives the dictionary of font dictionaries by the "
        "fonts' hash. A font with glyphs is a Type0 dictionary, its ToUnicode a stream of its own; its file is embedded as "
        "file_content stands after font.clean(…), the one place where glyphs are dropped.",
        ("embedding",),
        "clean file_content to_unicode",
    ),
    Loan(
        "weasyprint.pdf.fonts._build_vector_font_dictionary",
        "read",
        "The one descendant of a Type0 font has W, an array of first glyph and widths by turns, and Identity as CIDToGIDMap; "
        "its FontDescriptor names the file as FontFile2.",
        ("embedding",),
    ),
    Loan(
        "weasyprint.pdf.tags.add_tags",
        "read",
        "Of pages without boxes and marks it makes a tree root with one empty Document and an empty ParentTree, and nothing else.",
        ("tags", "marks"),
    ),
    Loan(
        "weasyprint.pdf.anchors.add_links",
        "read",
        "Keeps a link's annotation as its box's link_annotation, before the page is painted.",
        ("tags", "marks"),
    ),
    Loan(
        "weasyprint.pdf.anchors.resolve_links",
        "read",
        "Of a page it asks anchors and links only, all pages before the first is painted; a link to an anchor that no page has "
        "is an error in the log.",
        ("marks", "conform"),
    ),
    Loan(
        "weasyprint.anchors.gather_anchors",
        "read",
        "Gives each box with an id one place of its page's anchors, and each with a link one entry of its links.",
        ("marks", "press"),
    ),
    Loan(
        "weasyprint.pdf.metadata.DocumentMetadata.include_in_pdf",
        "read",
        "The XMP packet is a stream of its own, which the catalogue names as Metadata.",
        ("metadata",),
    ),
    Loan(
        "weasyprint.pdf.pdfa.pdfa",
        "read",
        "What the variant pdf/a-3a adds beside tags, metadata and the output intent harms neither standard.",
        ("conform",),
    ),
    Loan(
        "weasyprint.css.ColorProfile",
        "called",
        "Is made of an open file, a name, an intent and the names of its components, and is read at once.",
        ("conform",),
    ),
    Loan(
        "pydyf.Object",
        "subclassed",
        "An item of a content stream that is no str or bytes is written by `data`.",
        ("leaders", "names"),
    ),
    Loan(
        "pydyf.Dictionary",
        "called",
        "A dict of names without the slash; values are numbers, str and bytes as they stand, or objects.",
        ("tags", "marks", "labels", "attachments", "names", "embedding"),
    ),
    Loan(
        "pydyf.Stream",
        "called",
        "`stream` is a list of items, joined by line ends; operators are bytes ending in their name; `extra` is its "
        "dictionary. Compressing says so by `compress`, until the file is written.",
        ("glyphs", "leaders", "marks", "names", "metadata", "attachments", "embedding"),
    ),
    Loan(
        "pydyf._to_bytes",
        "replaced",
        "Writes every number and every item of objects, asked for by this name of the module at each use: bytes as they are, "
        "str as ASCII, objects by their data; numbers to six decimals without needless zeros.",
        ("settled", "names", "leaders"),
    ),
    Loan(
        "pydyf.PDF",
        "read",
        "objects by their number, page_references in order, catalog, info, add_object; a reference is `NUMBER 0 R`. The "
        "identifier is a hash of the content.",
        ("tags", "metadata", "labels", "attachments", "names", "embedding"),
        "objects page_references catalog info add_object reference",
    ),
)
