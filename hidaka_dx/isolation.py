"""A process cut off from what it does not need: the network, life after its parent, memory that it has freed.

They are asked of the kernel and of nobody else; where a kernel grants one not, the answer says so.
"""

import ctypes
import os
import signal
from contextlib import suppress
from typing import Any, Final

_PARENT_DEATH_SIGNAL: Final = 1
"""`PR_SET_PDEATHSIG` of prctl(2)."""
_NEW_USERS: Final = 0x10000000
"""`CLONE_NEWUSER` of unshare(2)."""
_NEW_NETWORK: Final = 0x40000000
"""`CLONE_NEWNET`: a network of its own, in which nothing can be reached, not even this machine."""
_OWN_NUMBERS: Final = "/proc/self"


def die_with(parent: int) -> None:
    """Let the kernel end this process when the thread that made it ends; at once where that has ended already."""
    with suppress(AttributeError):  # not Linux
        _kernel().prctl(_PARENT_DEATH_SIGNAL, int(signal.SIGKILL), 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def fall_silent() -> None:
    """Say nothing on the terminal: libraries in C complain there; what is to be said goes another way."""
    nowhere = os.open(os.devnull, os.O_WRONLY | os.O_CLOEXEC)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


def give_back_memory() -> None:
    """Give memory that libraries in C have freed back to the system."""
    with suppress(AttributeError):  # only glibc keeps it in pieces, and knows how to give them back
        _kernel().malloc_trim(0)


def leave_the_network() -> bool:
    """Leave the network for good; tell whether the kernel has granted it.

    Root leaves it just so and keeps its rights on files. Others need a user namespace, in which they are who they were;
    some systems grant none.
    """
    if not hasattr(_kernel(), "unshare"):  # not Linux
        return False
    if _kernel().unshare(_NEW_NETWORK) == 0:
        return True
    trial = os.fork()  # there is no way back from a namespace in which one is nobody
    if trial == 0:
        os._exit(0 if _leave_among_new_users() else 1)
    return os.waitpid(trial, 0)[1] == 0 and _leave_among_new_users()


def _leave_among_new_users() -> bool:
    """Leave the network in a new user namespace, whose only user is this one; tell whether all of it was granted."""
    user, group = os.getuid(), os.getgid()
    if _kernel().unshare(_NEW_USERS | _NEW_NETWORK) != 0:
        return False
    try:
        for name, words in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
            _tell_the_kernel(name, words)
    except OSError:
        return False
    return True


def _tell_the_kernel(name: str, words: str) -> None:
    """Say who the user of a new namespace is outside of it, without which new files could have no owner."""
    handle = os.open(f"{_OWN_NUMBERS}/{name}", os.O_WRONLY | os.O_CLOEXEC)
    try:
        os.write(handle, words.encode("ascii"))
    finally:
        os.close(handle)


def _kernel() -> Any:
    return ctypes.CDLL(None, use_errno=True)
