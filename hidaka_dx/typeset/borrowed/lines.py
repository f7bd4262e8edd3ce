"""Borrowed parts for lines: how text is split, measured, aligned and painted."""

from typing import Final

from hidaka_dx.typeset.borrowed.loan import Loan

INLINE: Final = "weasyprint.layout.inline"
PREFERRED: Final = "weasyprint.layout.preferred"
DRAW_TEXT: Final = "weasyprint.draw.text"
DRAW_NODE: Final = "weasyprint.svg.SVG.draw_node"

LINES: Final = (
    Loan(
        f"{INLINE}.split_first_line",
        "replaced",
        "Text becomes a line here and nowhere else. It is called with text, style, context, max_width and the box's "
        "justification_spacing, and gives the layout, its length and the place to resume in bytes of UTF-8, width, "
        "height and baseline. The same short text in the same style and room always gives the same.",
        ("justify", "lines", "text_cache"),
    ),
    Loan(
        f"{PREFERRED}.split_first_line",
        "replaced",
        "Text is measured for tables and shrink-to-fit by this second name of the same function, with the same arguments; "
        "`minimum` asks for the narrowest.",
        ("justify", "lines", "text_cache"),
    ),
    Loan(
        f"{INLINE}.can_break_text",
        "replaced",
        "Between two elements it is asked about exactly two letters, the last and the first, right after "
        "split_inline_level has set the second element.",
        ("justify",),
    ),
    Loan(
        f"{INLINE}.can_break_inside",
        "replaced",
        "It is asked of a box that is set, whose text and pango_layout are those of its line.",
        ("justify",),
    ),
    Loan(
        f"{INLINE}.split_inline_box",
        "replaced",
        "For a LineBox it is called once for each line tried, with position_x, max_x, bottom_space and skip_stack after "
        "context and box; the room of the line is max_x - position_x. Children are set by the module's split_inline_level.",
        ("justify", "lines"),
    ),
    Loan(
        f"{INLINE}.split_inline_level",
        "replaced",
        "Sets one child of a line; a child that stays whole keeps its attributes.",
        ("justify",),
    ),
    Loan(
        f"{INLINE}.text_align",
        "replaced",
        "get_next_linebox calls it once for a line whose boxes have their final order and natural places, before the line "
        "is moved, with `last` by name; it may change widths and places, and gives how far the line moves.",
        ("justify", "finish"),
    ),
    Loan(
        f"{INLINE}.handle_leader",
        "replaced",
        "iter_line_boxes calls it by this name for each line that is aligned.",
        ("justify", "leaders"),
    ),
    Loan(
        f"{PREFERRED}.inline_line_widths",
        "replaced",
        "Every measuring of a LineBox's lines comes through here, context and box first, and splits text by the "
        "module's split_first_line with the box's justification_spacing.",
        ("justify", "lines"),
    ),
    Loan(
        f"{DRAW_TEXT}.draw_first_line",
        "replaced",
        "draw_text calls it between begin_text and end_text with the colour set, after the layout's reactivate; it gives "
        "the emoji still to be drawn. For a plain word it writes Tm, Tf where the font is another, and TJ, once each.",
        ("justify", "text_cache", "leaders"),
    ),
    Loan(
        DRAW_NODE,
        "replaced",
        "Draws a node of a drawing and, by the same method, what it holds; a text node has its words, attributes and those "
        "handed down to it in `attrib`, and nothing is done for it but set_graphical_state, fill_stroke and the text "
        "between begin_text and end_text of the stream, moved by text-anchor.",
        ("drawn_words",),
        "text_bounding_box fill_stroke set_graphical_state visible",
    ),
    Loan(
        "weasyprint.css.properties.INITIAL_VALUES",
        "read",
        "Has a value for every property that a Layout asks of a style; its style is a dict with font_config.",
        ("drawn_words",),
    ),
    Loan(
        f"{DRAW_TEXT}.draw_text",
        "read",
        "Of a layout it asks reactivate, deactivate and the metrics of underlines, and leaves all of Pango to draw_first_line.",
        ("lines", "text_cache"),
    ),
    Loan(
        f"{INLINE}.get_next_linebox",
        "read",
        "Between split_inline_box and text_align only blanks at the line's end go; afterwards the line is moved as a whole.",
        ("justify", "finish"),
    ),
    Loan(
        f"{INLINE}.remove_last_whitespace",
        "read",
        "Cuts blanks off the text of the line's last box and asks split_text_box how wide the rest is.",
        ("finish", "lines"),
    ),
    Loan(
        f"{INLINE}._break_waiting_children",
        "read",
        "Breaks an element that was too long by setting it anew in a pixel less until it breaks, if can_break_inside.",
        ("justify", "lines"),
    ),
    Loan(
        f"{INLINE}.split_text_box",
        "read",
        "Hands the box's justification_spacing on untouched, whatever number it is; counts skip in bytes of UTF-8; keeps the "
        "layout as pango_layout, and the layout's text as the box's.",
        ("lines", "justify", "finish", "spoken_signs", "structure"),
    ),
    Loan(
        "weasyprint.text.line_break.Layout",
        "imitated",
        "All that is asked of a layout: text, first_line_direction, justification_spacing, max_width, reactivate, "
        "deactivate, metrics of underlines. One of WeasyPrint's own is made of style, spacing and room, takes text by "
        "set_text, gives its line by get_first_line, and holds Pango's as `layout` until deactivate.",
        ("lines", "text_cache", "glyphs", "justify"),
        "text first_line_direction justification_spacing max_width reactivate deactivate set_text get_first_line layout",
    ),
    Loan(
        "weasyprint.text.fonts.FontConfiguration",
        "subclassed",
        "Each style names it as font_config; it is one object that lives as long as the document, and takes attributes. Several "
        "documents may use it one after the other: add_font_face is called for each @font-face, loads no face twice, and says "
        "nothing of a document; the files go into _folder, which it makes where that is None; __del__ deletes them.",
        ("glyphs", "outlines", "loaded_fonts"),
        "add_font_face __del__ rmtree _folder",
    ),
    Loan(
        "weasyprint.text.fonts.get_hb_object_data",
        "called",
        "Gives the bytes of the whole font file of a HarfBuzz face.",
        ("outlines",),
    ),
    Loan(
        "weasyprint.text.fonts.get_pango_font_hb_face",
        "called",
        "Gives the HarfBuzz face of a Pango font.",
        ("outlines",),
    ),
    Loan(
        "weasyprint.text.ffi",
        "called",
        "The C declarations are those of the Pango and HarfBuzz that are loaded: a PangoGlyphInfo is five integers (glyph, "
        "width, two offsets, flags), runs are linked lists of items with glyphs and log_clusters. FROM_UNITS turns Pango's "
        "units into pixels. A function may be declared that is not yet.",
        ("glyphs", "outlines", "environment"),
    ),
    Loan(
        "weasyprint.layout.leader.leader_index",
        "called",
        "Gives the first leader box of a line as its second value, None where there is none.",
        ("leaders",),
    ),
    Loan(
        "weasyprint.layout.leader.handle_leader",
        "called",
        "Of the one text of a leader it asks width, copy and position_x, and puts the copies it places into children, "
        "from right to left.",
        ("leaders",),
    ),
    Loan(
        "weasyprint.formatting_structure.boxes.TextBox",
        "subclassed",
        "A text box is painted by what its __dict__ holds, is moved by translate(dx, dy, ignore_floats), and its copies keep "
        "attributes that were added to it (place, composed, only_seen).",
        ("leaders", "lines", "structure", "overflow"),
    ),
    Loan(
        "weasyprint.matrix.Matrix",
        "called",
        "Takes a, b, c, d, e, f by name; `values` gives the six in this order.",
        ("leaders", "glyphs", "outlines", "text_cache"),
    ),
)
