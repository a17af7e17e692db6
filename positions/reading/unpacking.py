"""Compressed bytes, inflated up to a limit: bombs are refused before they have grown."""

from __future__ import annotations

import zlib

from positions.errors import InputError

LARGEST = 20_000_000
"""Bytes of a file or page, as it comes; PDFs with pictures are this large."""
LARGEST_INFLATED = 60_000_000
"""Bytes of everything that is packed in a file."""
_GZIP = 16 + zlib.MAX_WBITS


def inflated(data: bytes, name: str) -> bytes:
    """What gzip has packed, all its members one behind the other.

    Raises InputError for more than LARGEST_INFLATED bytes, and for damage.
    """
    out = bytearray()
    rest = data
    try:
        while rest.strip(b"\0"):
            stream = zlib.decompressobj(_GZIP)
            out += stream.decompress(rest, LARGEST_INFLATED + 1 - len(out))
            if len(out) > LARGEST_INFLATED:
                hint = "unpack it and add what matters of it"
                raise InputError(f"{name}: unpacks to more than {LARGEST_INFLATED / 1e6:g} MB", hint=hint)
            if not stream.eof:
                raise InputError(f"{name}: the gzip file breaks off", hint="copy or download it again")
            rest = stream.unused_data
    except zlib.error as error:
        raise InputError(f"{name}: is no sound gzip file: {error}", hint="copy or download it again") from None
    return bytes(out)
