"""Signed copies: set, renewed, judged; damaged and forged."""
