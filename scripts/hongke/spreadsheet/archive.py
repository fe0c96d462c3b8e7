"""A zip whose members carry no day and no trace of a system. What many workbooks share is deflated once."""

from __future__ import annotations

import functools
import struct
import zlib
from collections.abc import Iterable

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION = 20
_FLAGS = 0
_DEFLATED = 8
_TIME, _DAY = 0, 33
"""The first moment that a zip knows, 1980-01-01 00:00:00."""
_MODE = 0o600 << 16

Packed = tuple[int, int, bytes]
"""Checksum, size and deflated bytes of a member."""


def packed(content: bytes) -> Packed:
    """Deflate what a member holds."""
    deflate = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
    return zlib.crc32(content), len(content), deflate.compress(content) + deflate.flush()


shared = functools.lru_cache(maxsize=64)(packed)
"""As `packed`, for what other archives hold as well."""


def archive(members: Iterable[tuple[str, Packed]]) -> bytes:
    """Return a zip of members, by name."""
    parts: list[bytes] = []
    directory: list[bytes] = []
    start = 0
    for name, (checksum, size, deflated) in members:
        path = name.encode("ascii")
        same = (_FLAGS, _DEFLATED, _TIME, _DAY, checksum, len(deflated), size, len(path), 0)
        head = _LOCAL.pack(b"PK\3\4", _VERSION, *same)
        parts += (head, path, deflated)
        directory += (_CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, *same, 0, 0, 0, _MODE, start), path)
        start += len(head) + len(path) + len(deflated)
    listed = b"".join(directory)
    count = len(directory) // 2
    return b"".join((*parts, listed, _END.pack(b"PK\5\6", 0, 0, count, count, len(listed), start, 0)))
