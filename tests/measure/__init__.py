"""Measures of a finished PDF, by readers that have nothing to do with the press."""
