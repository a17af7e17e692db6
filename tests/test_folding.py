from __future__ import annotations

import re
import string
import sys

import pytest

from positions.folding import folded

EVERY_CHARACTER = "".join(map(chr, range(sys.maxunicode + 1)))


@pytest.mark.parametrize("letter", string.ascii_lowercase)
def test_whatever_a_pattern_takes_for_a_letter_folds_to_it(letter: str) -> None:
    found = set(re.findall(letter, EVERY_CHARACTER, re.IGNORECASE))
    assert {letter, letter.upper()} <= found
    assert {folded(one) for one in found} == {letter}
