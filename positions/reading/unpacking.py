"""Compressed bytes, inflated up to a limit: bombs are refused before they have grown."""

from __future__ import annotations

import zlib

from positions.errors import InputError

LARGEST = 20_000_000
"""Bytes of a file or page, as it comes; PDFs with pictures are this large."""
LARGEST_INFLATED = 60_000_000
"""Bytes of everything that is packed in a file."""
_GZIP = 16 + zlib.MAX_WBITS
_MEMBERS = 10_000
"""Of one gzip file: block-wise packers take one for 64 kB, so that these are far more than LARGEST_INFLATED."""
_PIECE = 65_536
"""Bytes that are inflated at a time: what is behind a member is copied, thus never all that is left of a file."""


def inflated(data: bytes, name: str) -> bytes:
    """What gzip has packed, all its members one behind the other.

    Raises InputError for more than LARGEST_INFLATED bytes or more members than anybody packs, and for damage.
    """
    out, members = bytearray(), 0
    stream = None
    try:
        for start in range(0, len(data), _PIECE):
            piece = data[start : start + _PIECE]
            while piece:
                if stream is None:
                    piece = piece.lstrip(b"\0")  # some pad what is behind a member
                    if not piece:
                        break
                    stream, members = zlib.decompressobj(_GZIP), members + 1
                out += stream.decompress(piece, LARGEST_INFLATED + 1 - len(out))
                if len(out) > LARGEST_INFLATED or members > _MEMBERS:
                    raise _bomb(name, members)
                piece, stream = (stream.unused_data, None) if stream.eof else (b"", stream)
    except zlib.error as error:
        raise InputError(f"{name}: is no sound gzip file: {error}", hint="copy or download it again") from None
    if stream is not None:
        raise InputError(f"{name}: the gzip file breaks off", hint="copy or download it again")
    return bytes(out)


def _bomb(name: str, members: int) -> InputError:
    many = f"is packed in more than {_MEMBERS} pieces"
    what = many if members > _MEMBERS else f"unpacks to more than {LARGEST_INFLATED / 1e6:g} MB"
    return InputError(f"{name}: {what}", hint="unpack it and add what matters of it")
