"""From HTML to official PDF: the only door to WeasyPrint."""
