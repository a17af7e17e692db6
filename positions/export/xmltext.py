"""Text as XML can hold it: what XML 1.0 forbids is replaced, one character for one, so that offsets stay."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """The text with U+FFFD for each character that no XML document may have."""
    return _FORBIDDEN.sub("\ufffd", text)
