"""Rules of the check, tried on towns of one chapter."""
