"""How alike two positions are in what they are about, whatever they say about it.

Owns the mixture of evidence: vectors of the claims, vectors of the sentences around them, and the words that both use,
the rarer in this negotiation the better. It draws no line; `clustering` and `issues` do.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from positions.comparison.quantities import Kind, quantities, without_amounts
from positions.comparison.words import content_stems, is_whole_proposal, meant
from positions.embeddings import Embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WEIGHTS = (0.2, 0.4, 0.4)
"""Of the claim, of the claim in its sentence, and of shared words. Found by random search over the fitting series
(every mixture with at least a fifth of each is within a point of it)."""

SAME_UNIT = 0.3
"""Added where two claims are little more than amounts in one unit (*8 percent*, *settle for 6.5 percent*): what such
claims are about is told by what they count."""
_FEW_WORDS = 3
"""Content words that a claim may have beside its amounts to be little more than them."""

_CONTEXT_WORDS = 60
"""Words of a quote that are looked at: the model reads about twice as many pieces, and long quotes blur."""


def likeness(claims: Sequence[str], quotes: Sequence[str | None], embed: Embedder) -> NDArray[np.float32]:
    """The likeness of each claim to each other one: a symmetric matrix of numbers of at most 1, the diagonal 1.

    `quotes` are the passages that the claims stand in, in the same order.
    """
    import numpy as np

    contexts = [context(claim, quote) for claim, quote in zip(claims, quotes, strict=True)]
    told = [telling(claim, around) for claim, around in zip(claims, contexts, strict=True)]
    both = [f"{claim}. {around}" for claim, around in zip(told, contexts, strict=True)]
    every = list(dict.fromkeys((*told, *both)))
    row = {text: number for number, text in enumerate(every)}
    vectors = embed(every)
    by_claim = vectors[[row[text] for text in told]]
    by_sentence = vectors[[row[text] for text in both]]
    claims_alike, sentences_alike = by_claim @ by_claim.T, by_sentence @ by_sentence.T
    shared = _same_sentence(quotes)
    sentences_alike[shared] = claims_alike[shared]
    first, second, third = WEIGHTS
    mixed = first * claims_alike + second * sentences_alike + third * word_cosines(told)
    mixed += SAME_UNIT * _same_unit(told)
    np.fill_diagonal(mixed, 1.0)
    return np.asarray(mixed, dtype=np.float32)


def telling(claim: str, around: str) -> str:
    """The words that say what a claim is about: its own, or those around it where it only names a proposal as a
    whole."""
    own = meant(claim)
    return around if is_whole_proposal(own) or not content_stems(own) else own


def _same_sentence(quotes: Sequence[str | None]) -> NDArray[np.bool_]:
    """Where two claims stand in one sentence: it tells nothing of whether they are about one thing."""
    import numpy as np

    numbers = {quote: number for number, quote in enumerate(dict.fromkeys(quotes))}
    which = np.array([-1 - index if quote is None else numbers[quote] for index, quote in enumerate(quotes)])
    return np.asarray(which[:, None] == which[None, :])


def _same_unit(claims: Sequence[str]) -> NDArray[np.float32]:
    """1 for each two claims that are little more than amounts in one unit, else 0."""
    import numpy as np

    counted: dict[tuple[str, ...], list[int]] = {}
    for number, claim in enumerate(claims):
        amounts = [found for found in quantities(claim) if found.kind is not Kind.DATE]
        if (
            amounts
            and len([word for word in content_stems(without_amounts(claim)) if not word.isdigit()]) <= _FEW_WORDS
        ):
            for found in amounts:
                counted.setdefault((found.kind, found.unit, found.per or ""), []).append(number)
    out = np.zeros((len(claims), len(claims)), dtype=np.float32)
    for numbers in counted.values():
        out[np.ix_(numbers, numbers)] = 1
    return out


def context(claim: str, quote: str | None) -> str:
    """The claim with the words next to it in its quote."""
    if not quote:
        return claim
    words = quote.split()
    if len(words) <= _CONTEXT_WORDS:
        return " ".join(words)
    flat = " ".join(words)
    found = re.search(re.escape(" ".join(claim.split())), flat)
    before = len(flat[: found.start()].split()) if found else 0
    start = max(0, min(before - _CONTEXT_WORDS // 3, len(words) - _CONTEXT_WORDS))
    return " ".join(words[start : start + _CONTEXT_WORDS])


def word_cosines(texts: Sequence[str]) -> NDArray[np.float32]:
    """Cosines of the texts' content words, each weighed by how rare it is among the texts."""
    import numpy as np

    bags = [Counter(content_stems(text)) for text in texts]
    spread = Counter(word for bag in bags for word in bag)
    column = {word: number for number, word in enumerate(sorted(spread))}
    rows = np.zeros((len(texts), len(column)), dtype=np.float32)
    for number, bag in enumerate(bags):
        for word in bag:
            rows[number, column[word]] = math.log(1 + len(texts) / spread[word])
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit = rows / np.where(lengths == 0, 1, lengths)
    return np.asarray(unit @ unit.T, dtype=np.float32)
