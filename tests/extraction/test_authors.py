"""Which words stand in quotation marks, where it matters who *we* are."""

from __future__ import annotations

import pytest

from positions.extraction.authors import quoted
from positions.extraction.parsing import parser


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('We left. "We stay," Holm said. We left.', ["We left.", "We stay,", "We left."]),
        ("We left. “We stay,” Holm said.", ["We left.", "We stay,"]),
        ('"We stay," Holm said. "We never left.', ["We stay,", "We never left."]),
        # each paragraph opens the quotation anew, and the last one closes it
        (
            '"We stay. We pay. "We never left," Holm said. We left.',
            ["We stay.", "We pay.", "We never left,", "We left."],
        ),
    ],
)
def test_what_is_quoted(text: str, expected: list[str]) -> None:
    doc = parser()(text)
    inside = quoted(doc)
    spoken = [token.i in inside for token in doc if token.text == "We"]
    assert spoken == [words != "We left." for words in expected]
