"""How C's allocator treats the memory of a long build."""

from __future__ import annotations

import ctypes

# The numbers of glibc's <malloc.h>.
_TRIM_THRESHOLD, _TOP_PAD, _MMAP_THRESHOLD = -1, -2, -3


def keep_memory() -> None:
    """Let the allocator keep what is given back to it, for the next piece of that size.

    glibc hands pieces from 128 KiB on back to the system, and asks for them again: arrays and compressed files of some kilobytes
    come and go by the ten thousand, and half of a build's page faults are theirs. Where there is no glibc, nothing happens.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError, TypeError):
        return
    for parameter, value in ((_MMAP_THRESHOLD, 1 << 28), (_TRIM_THRESHOLD, 1 << 30), (_TOP_PAD, 1 << 25)):
        mallopt(parameter, value)
