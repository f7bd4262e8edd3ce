"""No program that a test starts outlives it, and Ctrl-C reaches each."""

import signal
import subprocess
import sys

import pytest
from processes import started

PATIENT = [sys.executable, "-c", "import time; print('ready', flush=True); time.sleep(600)"]


def test_ctrl_c_reaches_a_program() -> None:
    with started(PATIENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, complaint = process.communicate(timeout=30)
    assert complaint.rstrip().endswith("KeyboardInterrupt")


@pytest.mark.slow
def test_ctrl_c_reaches_it_in_the_background_too() -> None:
    test = f"{__file__}::{test_ctrl_c_reaches_a_program.__name__}"
    ignoring = ["sh", "-c", 'trap "" INT; exec "$@"', "sh"]  # as a shell does for what it starts with &
    with started(
        [*ignoring, sys.executable, "-m", "pytest", "-n0", "-q", test], 300, stdout=subprocess.PIPE
    ) as process:
        said, _ = process.communicate()
    assert process.returncode == 0, said


def test_a_program_that_never_ends_is_killed() -> None:
    with started(PATIENT, longest=0.1, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.read()
        assert process.wait() == -signal.SIGKILL


def test_a_program_does_not_outlive_a_test_that_fails() -> None:
    with pytest.raises(AssertionError), started(PATIENT) as process:
        raise AssertionError
    assert process.returncode == -signal.SIGKILL
