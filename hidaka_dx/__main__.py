"""`python -m hidaka_dx` is `hidaka-dx`."""

from hidaka_dx.cli import main

if __name__ == "__main__":
    main()
