"""What git says of this program, where it runs from a checkout."""

import subprocess

from hidaka_dx.installed import HOUSE


def git(*words: str) -> str | None:
    """Return what git says of this project's folder; none where it is no checkout, or git is not there."""
    command = ["git", "-C", str(HOUSE), *words]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def commit() -> str | None:
    """Return the commit that is checked out; none where there is none."""
    return git("rev-parse", "HEAD")
