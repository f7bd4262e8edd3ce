"""`python build.py` is `hidaka-dx build`."""

import sys

try:
    from hidaka_dx.cli import main
except (
    ImportError,
    TypeError,
) as error:  # another Python than the prepared one: parts are missing, or of other releases
    sys.exit(
        f"このPythonには、要る部品がないか、版が違います（{error}）。"
        "`make pdf` で準備をしてから、`.venv/bin/python build.py` と打ってください。"
    )

if __name__ == "__main__":
    main(["build"])
