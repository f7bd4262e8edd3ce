"""The command line: everything an official types, in Japanese; one module for each command."""

from hidaka_dx.cli.entry import main

__all__ = ["main"]
