"""No program that a test starts outlives it, and Ctrl-C reaches each."""

import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from processes import started

PATIENT = [sys.executable, "-c", "import time; print('ready', flush=True); time.sleep(600)"]


@pytest.fixture
def in_the_background() -> Iterator[None]:
    """Ignore Ctrl-C, as a shell has it for programs in the background."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("in_the_background")
def test_ctrl_c_reaches_a_program_started_in_the_background() -> None:
    with started(PATIENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, complaint = process.communicate(timeout=30)
    assert complaint.rstrip().endswith("KeyboardInterrupt")
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def test_a_program_that_never_ends_is_killed() -> None:
    with started(PATIENT, longest=0.1, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.read()
        assert process.wait() == -signal.SIGKILL


def test_a_program_does_not_outlive_a_test_that_fails() -> None:
    with pytest.raises(AssertionError), started(PATIENT) as process:
        raise AssertionError
    assert process.returncode == -signal.SIGKILL
