"""HTML becomes pages, pages become a PDF."""
