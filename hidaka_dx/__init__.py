"""hidaka-dx: a press for official municipal plans."""

import os

os.environ["OPENPYXL_LXML"] = "False"
"""Where lxml is installed, as with the extra `sign`, openpyxl would write other bytes."""

__version__ = "0.1.0"
