"""`python build.py` is `hidaka-dx build`."""

from hidaka_dx.__main__ import main

if __name__ == "__main__":
    main("build")
