"""Typesetting: HTML is laid out as pages, and pages are written as PDF."""
