"""Stand-ins for what takes seconds to load: the embedding model, and what finds noun phrases.

Run as a program it is `positions` with both, for tests of commands that are about neither; everything else is real.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import positions.embeddings
import positions.phrasing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WIDTH = 384


class BagOfWords:
    """Texts as hashed counts of their content words: alike when they share words.

    Name and width are the packaged model's, so that a negotiation that was compared with this one counts as compared.
    """

    name = positions.embeddings.PACKAGED_NAME

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        import numpy as np  # here, as in the program: most commands need none

        from positions.comparison.words import content_stems

        rows = np.zeros((len(texts), _WIDTH), dtype=np.float32)
        for number, text in enumerate(texts):
            for word in content_stems(text) or ["nothing"]:
                rows[number, int(hashlib.md5(word.encode()).hexdigest(), 16) % _WIDTH] += 1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


class Letters:
    """Texts are alike as far as they share letters."""

    name = "letters"

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        import numpy as np

        self.asked += 1
        counts = [[text.casefold().count(chr(code)) for code in range(97, 123)] for text in texts]
        found = np.array(counts, dtype=np.float32).reshape(len(texts), 26) + 1e-6
        return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float32)


def what_for(texts: Sequence[str]) -> list[list[str]]:
    """A text's one noun phrase is what follows *for*, else all of it."""
    return [[text.rpartition(" for ")[2]] for text in texts]


def whole(texts: Sequence[str]) -> list[list[str]]:
    """Each text is one noun phrase."""
    return [[text] for text in texts]


def install() -> None:
    """Put them where the program looks."""
    positions.embeddings.packaged = lambda *_: BagOfWords()  # type: ignore[assignment]  # made anew each time
    positions.phrasing.noun_phrases = what_for


if __name__ == "__main__":
    from positions.cli import main

    install()
    sys.argv[0] = "positions"
    main()
