"""The judge answers in a copy of a process that has judged, too."""

import os
import signal
from pathlib import Path

import pytest

from hidaka_dx.conformance import broken_rules
from hidaka_dx.inspection import UnreadableError, failures
from hidaka_dx.pipeline.confined import confined_in_silence

ISSUED = Path(__file__).parent.parent / "archive/promotion-plan-01/data/promotion-plan-01.pdf"


def test_a_copy_of_a_process_that_has_judged_is_answered() -> None:
    """Its threads are not copied: asked there, the judge would wait for them for ever."""
    pdf = ISSUED.read_bytes()
    here = broken_rules(pdf)
    signal.alarm(60)
    try:
        assert confined_in_silence(lambda: (os.getpid(), broken_rules(pdf)), len(pdf))[1] == here
        with pytest.raises(UnreadableError):
            confined_in_silence(lambda: failures(b"no PDF"), 6)
    finally:
        signal.alarm(0)
