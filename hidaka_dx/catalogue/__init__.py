"""The catalogue: single definitions of the kinds of document and of measure fields. Values only, used by lookup."""
