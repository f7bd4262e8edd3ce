"""Signatures on issued editions (PAdES): set, renewed and judged, always behind the edition's own bytes.

What needs pyHanko imports `borrowed`, which needs the extra `[sign]`; call `installation.require_library` before.
"""
