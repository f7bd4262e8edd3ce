"""HTML to PDF: the only door to WeasyPrint."""
