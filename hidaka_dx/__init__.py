"""hidaka-dx: a press for official municipal plans."""

__version__ = "0.1.0"
