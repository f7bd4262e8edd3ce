"""Borrowed parts for pages: styles, the box tree, footnotes, page counters, and the lifetime of layout data."""

from typing import Final

from hidaka_dx.typeset.borrowed.loan import Loan

BOXES: Final = "weasyprint.formatting_structure.boxes"
CONTEXT: Final = "weasyprint.layout.LayoutContext"
TARGETS: Final = "weasyprint.css.targets.TargetCollector"

PAGES: Final = (
    Loan(
        "weasyprint.css.StyleFor",
        "replaced",
        "get_all_computed_styles makes the one object that gives styles by this name, from html, sheets (sheet, origin, "
        "specificity), hints, font_config and target_collector. It finds an element's rules by sheet.matcher, layers by "
        "sheet.layers, shares a style among elements with the same parent's style, declarations and rules, and keeps them "
        "in _computed_styles by element and pseudo-element; set_computed_styles makes one of what _cascaded_styles holds.",
        ("styles", "layout_memory"),
        "_computed_styles _cascaded_styles set_computed_styles matcher layers",
    ),
    Loan(
        "weasyprint.css.find_style_attributes",
        "replaced",
        "Yields specificity, element, declarations and base URL of what elements declare themselves; an `id` is a "
        "declaration `-weasy-anchor` of one string, alone.",
        ("styles", "layout_memory"),
    ),
    Loan(
        "weasyprint.css.ComputedStyle",
        "subclassed",
        "A dict that works a property out when it is first asked for (__missing__); `anchor` is not inherited, and no other "
        "property depends on it. anonymous_style is made of the style itself.",
        ("styles",),
    ),
    Loan(
        "weasyprint.css.declaration_precedence",
        "called",
        "Gives the weight of an origin and importance in the cascade.",
        ("styles",),
    ),
    Loan(
        "weasyprint.css.get_all_computed_styles",
        "read",
        "Hands the sheets to StyleFor in the order of the cascade, and none is added later.",
        ("styles",),
    ),
    Loan(
        "cssselect2.Matcher.match",
        "imitated",
        "Gives a list of specificity, order, pseudo-element and payload in the order of the cascade; an order is one rule's "
        "of the sheet.",
        ("styles",),
    ),
    Loan(
        "weasyprint.document.layout_document",
        "replaced",
        "Yields each page once, finished, and asks nothing of a page that was yielded.",
        ("layout_memory",),
    ),
    Loan(
        "weasyprint.document.Document._render",
        "read",
        "Calls layout_document by the module's name; once it has the pages, nobody asks for context or target_collector.",
        ("layout_memory",),
    ),
    Loan(
        f"{TARGETS}.cache_target_page_counters",
        "replaced",
        "Goes through counter_lookup_items and does something only for those whose missing_target_counters has the anchor.",
        ("layout_memory",),
    ),
    Loan(
        TARGETS,
        "read",
        "Nothing is added to counter_lookup_items once `collecting` is over; the object takes attributes.",
        ("layout_memory", "styles"),
        "counter_lookup_items collecting collect_anchor missing_target_counters",
    ),
    Loan(
        "weasyprint.layout.inline.shrink_to_fit",
        "replaced",
        "Gives min(max(narrowest, available), widest), so that the narrowest does not count where the widest fits.",
        ("layout_memory",),
    ),
    Loan(
        "weasyprint.layout.preferred.max_content_width",
        "called",
        "Gives the widest as shrink_to_fit asks for it, with outer=False.",
        ("layout_memory",),
    ),
    Loan(
        f"{CONTEXT}._update_footnote_area",
        "replaced",
        "Copies current_footnote_area with current_page_footnotes as children, lays that out by the module's "
        "block_level_layout, and keeps only its height; says whether it is overfull. A footnote's place depends on those "
        "before it alone.",
        ("footnotes", "layout_memory"),
    ),
    Loan(
        f"{CONTEXT}.unlayout_footnote",
        "replaced",
        "Is called for each call on a line or box that is taken off the page, and puts its note back to context.footnotes.",
        ("footnotes", "layout_memory"),
    ),
    Loan(
        "weasyprint.layout.block_level_layout",
        "replaced",
        "By this name only the area of footnotes is laid out; the first value is the box.",
        ("footnotes", "layout_memory"),
    ),
    Loan(
        "weasyprint.layout.page.make_page",
        "replaced",
        "remake_page calls it by the module's name with six places; the fifth is the page's number, counted from 1; the first "
        "value is the page. context.footnotes are those not laid out yet, all of them in each round, and "
        "context.reported_footnotes those for the next page.",
        ("footnotes", "layout_memory"),
    ),
    Loan(
        "weasyprint.layout.make_all_pages",
        "replaced",
        "Takes the pages of the round before, yields them in order, made again only where content_changed or pages_wanted "
        "says so, and cuts context.page_maker when the text ends.",
        ("footnotes", "layout_memory"),
    ),
    Loan(
        CONTEXT,
        "read",
        "current_footnote_area has height, page and children; the notes of a page are footnotes before they are laid out, "
        "then current_page_footnotes, or reported_footnotes where they are for the next page.",
        ("footnotes", "layout_memory"),
        "current_footnote_area current_page_footnotes page_bottom footnotes reported_footnotes target_collector",
    ),
    Loan(
        "weasyprint.css.properties.ZERO_PIXELS",
        "read",
        "Its type makes a length of a value and a unit.",
        ("footnotes",),
    ),
    Loan(
        f"{BOXES}.Box",
        "read",
        "element_tag is `name`, or `name::pseudo-element`; style a dict by names with _; footnote is that of a call, link where "
        "it leads, link_annotation how that is written. Places are in CSS pixels from the upper left corner of the page, "
        "borders and padding outside width. A box takes attributes.",
        (
            "structure",
            "roles",
            "overflow",
            "marks",
            "tags",
            "change_bars",
            "finish",
            "lines",
            "footnotes",
            "spoken_signs",
            "emptiness",
            "continued_groups",
        ),
        "bookmark_label deepcopy "
        "element element_tag style position_x position_y width height footnote is_leader link link_annotation colspan rowspan "
        "is_in_normal_flow descendants copy translate content_box_x content_box_y border_box_x border_box_y border_width "
        "border_height margin_width margin_height hit_area",
    ),
    Loan(
        f"{BOXES}.ParentBox",
        "read",
        "children are all boxes inside, in the order of the source; copy_with_children makes one like it.",
        ("structure", "overflow", "footnotes", "marks", "finish"),
        "children copy_with_children",
    ),
    Loan(
        f"{BOXES}.LineBox",
        "read",
        "A line is one such box; what runs in it are InlineBox, TextBox and what is whole.",
        ("structure", "overflow", "lines", "justify"),
    ),
    Loan(
        f"{BOXES}.PageBox",
        "read",
        "Root of a page's boxes: page_type has name, blank and side (left or right), children are the text, the areas of notes and the MarginBoxes.",
        ("overflow", "labels", "structure", "footnotes", "emptiness", "change_bars"),
        "page_type",
    ),
    Loan(
        f"{BOXES}.MarginBox",
        "read",
        "What stands in the page's margin, its place named by at_keyword (`@top-left`).",
        ("overflow", "roles"),
        "at_keyword",
    ),
    Loan(
        f"{BOXES}.TableRowGroupBox",
        "read",
        "is_header and is_footer mark the head and foot that are printed again on each page.",
        ("structure", "overflow", "continued_groups"),
        "is_header is_footer",
    ),
    Loan(
        f"{BOXES}.TableColumnGroupBox",
        "read",
        "Columns know their table's cells by get_cells, which nobody asks once the page is laid out.",
        ("layout_memory",),
        "get_cells",
    ),
    Loan(
        "weasyprint.layout.absolute.AbsolutePlaceholder",
        "read",
        "Stands for an absolutely positioned box, which it holds as _box.",
        ("structure", "overflow"),
        "_box",
    ),
    Loan(
        "weasyprint.formatting_structure.build.element_to_box",
        "read",
        "Each box carries the element it comes from; a footnote's call is a pseudo-element `footnote-call` whose `footnote` "
        "is the note's box, and its marker a `footnote-marker`.",
        ("structure", "roles", "footnotes"),
    ),
    Loan(
        "weasyprint.layout.block.table_layout",
        "replaced",
        "Is called by this name for each page of a table with the same box; skip_stack has the place of a group of rows in "
        "children and below it, unless that is None, the row it resumes with. A head is the first group and laid out "
        "anew on each page; rows, cells and lines of the box itself keep their words.",
        ("continued_groups",),
        "is_header skip_stack skipped_rows collapsed_border_grid copy_with_children",
    ),
    Loan(
        "weasyprint.draw.draw_collapsed_borders",
        "read",
        "collapsed_border_grid has the borders left of the columns by rows, and those above the rows; rows of the head come "
        "first, and the rows of the body begin skipped_rows below the first.",
        ("continued_groups",),
        "collapsed_border_grid skipped_rows",
    ),
    Loan(
        "weasyprint.urls.URLFetcher",
        "subclassed",
        "Every file that a page or style sheet names is asked of fetch(url, headers).",
        ("fetcher",),
    ),
    Loan(
        "weasyprint.urls.FatalURLFetchingError",
        "subclassed",
        "Passes through all of WeasyPrint and reaches who called render; what else goes wrong while a file is read is its "
        "cause.",
        ("fetcher", "press"),
    ),
    Loan(
        "weasyprint.images.get_image_from_uri",
        "read",
        "Logs `Failed to load image at '…'` of a picture that cannot be read.",
        ("listener",),
    ),
    Loan(
        "weasyprint.css.preprocess_stylesheet",
        "read",
        "Logs what it does not know with `at LINE:COLUMN`; everything a style sheet gets wrong is a warning or an error.",
        ("listener", "press"),
    ),
)
