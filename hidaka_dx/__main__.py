"""`python -m hidaka_dx` is `hidaka-dx`: where every way to start the program begins.

It and what it imports at once can be read by any Python, without the dependencies.
"""

import sys

from hidaka_dx.installed import unfit_python


def main(*arguments: str) -> None:
    """Run the command line with `arguments` before those that were typed; a Python that cannot load it gets a sentence."""
    try:
        from hidaka_dx.cli import main as run  # noqa: PLC0415  # a Python without its dependencies is told so
    except (ImportError, SyntaxError, TypeError) as error:  # parts are missing, or of other releases, or it is too old
        sys.exit(unfit_python(error))
    run(arguments)


if __name__ == "__main__":
    main()
