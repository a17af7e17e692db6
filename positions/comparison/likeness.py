"""How likely two statements are about the same question, whatever they say about it.

Owns the signs and their mixture: vectors of the claims, of their sentences and of the passages around, the words that
both use, whose proposal is meant, and where they stand. Each sign is a number for each pair; a logistic regression
weighs them (likeness.yaml, written by fitting/fit_likeness.py). It draws no line; `clustering` and `issues` do.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from positions.comparison.weights import Weights, packaged
from positions.comparison.words import content_stems, is_whole_proposal, meant
from positions.embeddings import Embedder
from positions.model import Position, Registry, Snapshot, Stance, name_key

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CONTEXT_WORDS = 60
"""Words of a quote that are looked at: the model reads about twice as many pieces, and long quotes blur."""
_BEFORE, _BEHIND = 350, 200
"""Characters of the article before and behind a quote that its surroundings are."""
_NEAR = 600.0
"""Characters over which nearness falls to 1/e."""
_HEADING = re.compile(r"^(?:#{1,6}[ \t]+\S.*|[^\Wa-z\d_][^\na-z]{4,60})$", re.MULTILINE)
"""A line of its own, marked as Markdown has it or all in capitals."""
_MANY_WORDS = 10
_FEW = 12
"""Statements: among fewer, having the same neighbours tells little, and the likeness itself counts instead."""
_PUTS_FORWARD = (Stance.DEMAND, Stance.OFFER)


class Statement(NamedTuple):
    """What likeness looks at: a position, or a mere name or topic, of which little is known."""

    claim: str
    quote: str | None = None
    around: str | None = None
    """The quote with the text before and behind it."""
    party: str | None = None
    owner: str | None = None
    """The party whose proposal it speaks of."""
    article: str | None = None
    start: int | None = None
    """Where the quote begins in the article."""
    heading: int | None = None
    """How many headings stand before it; None where the article has none but its title."""


def weights() -> Weights:
    """That two statements are about one question."""
    return packaged("likeness.yaml")


def statements(positions: Sequence[Position], snapshot: Snapshot) -> list[Statement]:
    """What likeness looks at of each position; `snapshot` has the articles' texts and the parties' names."""
    texts = {article.id: article.text or "" for article in snapshot.articles}
    headings = {name: _headings(text) for name, text in texts.items()}
    mentioned = _mentions({one.party for one in positions}, snapshot.registry)
    found = []
    for one in positions:
        around = _around(texts.get(one.article, ""), one) if one.quote else None
        owner = one.party if one.stance in _PUTS_FORWARD else _answered(one, mentioned)
        start = one.at[0] if one.at else None
        under = _under(headings.get(one.article), start)
        found.append(Statement(one.claim, one.quote, around, one.party, owner, one.article, start, under))
    return found


def _headings(text: str) -> list[int]:
    """Where the headings of a text begin, its title apart."""
    title = len(text) - len(text.lstrip())
    return [found.start() for found in _HEADING.finditer(text) if found.start() > title]


def _under(headings: Sequence[int] | None, start: int | None) -> int | None:
    return bisect_right(headings, start) if headings and start is not None else None


def _around(text: str, one: Position) -> str:
    if one.at is None:
        return one.quote or ""
    before, behind = text[max(0, one.at[0] - _BEFORE) : one.at[0]], text[one.at[1] : one.at[1] + _BEHIND]
    return " ".join(f"{before} {one.quote} {behind}".split())


class _Mentions(NamedTuple):
    """Which parties a text names."""

    pattern: re.Pattern[str]
    meant: Mapping[str, str]

    def __call__(self, text: str) -> Iterator[str]:
        return (self.meant[name_key(found.group())] for found in self.pattern.finditer(text))


def _mentions(parties: Iterable[str], registry: Registry) -> _Mentions:
    known = {name: party for name, (party, *others) in registry.names_of().items() if not others}
    known |= {name_key(party): party for party in parties if name_key(party) not in known}
    longest_first = sorted((name for name in known if name), key=lambda name: (-len(name), name))
    either = "|".join(r"\s+".join(re.escape(word) for word in name.split()) for name in longest_first)
    return _Mentions(re.compile(rf"\b(?:{either or '(?!)'})\b", re.IGNORECASE), _Folded(known))


class _Folded(dict[str, str]):
    """Names by `name_key`; what case folding alone makes of a name may be another."""

    def __missing__(self, name: str) -> str:
        return name


def _answered(one: Position, mentioned: _Mentions) -> str | None:
    """Whose proposal it is that a party accepts or rejects: the first other one that claim or else quote name."""
    for text in (one.claim, one.quote or ""):
        for party in mentioned(text):
            if party != one.party:
                return party
    return None


def likeness(stated: Sequence[Statement], embed: Embedder, weighed: Weights | None = None) -> NDArray[np.float32]:
    """For each two statements how likely they are about one question: a symmetric matrix, 0 to 1, the diagonal 1."""
    import numpy as np

    if not stated:
        return np.zeros((0, 0), dtype=np.float32)
    by = weighed or weights()
    total = np.full((len(stated), len(stated)), by.bias, dtype=np.float32)
    for name, sign in signs(stated, embed):
        if by.signs.get(name):
            total += np.float32(by.signs[name]) * sign
    np.negative(total, out=total)
    np.exp(total, out=total)
    total += 1
    np.reciprocal(total, out=total)
    np.fill_diagonal(total, 1.0)
    return total


def signs(stated: Sequence[Statement], embed: Embedder) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """Each sign with its value for each two statements; one matrix at a time, as a large negotiation has large ones."""
    contexts = [context(one.claim, one.quote) for one in stated]
    told = [telling(one.claim, around) for one, around in zip(stated, contexts, strict=True)]
    passages = [f"{claim}. {around}" for claim, around in zip(told, contexts, strict=True)]
    wide = [one.around or around for one, around in zip(stated, contexts, strict=True)]
    shared = _same([one.quote for one in stated])
    yield from _vector_signs(told, passages, wide, shared, embed)
    yield from _word_signs(told, contexts, shared)
    yield from _proposal_signs(stated)
    yield from _place_signs(stated)


def _vector_signs(
    told: Sequence[str], passages: Sequence[str], wide: Sequence[str], shared: NDArray[np.bool_], embed: Embedder
) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """Cosines, and how far two are alike to the same others: what is about one question has the same neighbours."""
    import numpy as np

    every = list(dict.fromkeys((*told, *passages, *wide)))
    row = {text: number for number, text in enumerate(every)}
    vectors = embed(every)
    claims, sentences, around = (vectors[[row[text] for text in texts]] for texts in (told, passages, wide))
    claim = claims @ claims.T
    yield "claim", claim
    yield "sentence", np.where(shared, claim, sentences @ sentences.T)  # one sentence tells nothing of two claims in it
    yield "neighbours of claim", _trusted(_neighbours(claims), claim)
    yield "neighbours of surroundings", _trusted(_neighbours(around), around @ around.T)


def _trusted(neighbours: NDArray[np.float32], alike: NDArray[np.float32]) -> NDArray[np.float32]:
    """How far two have the same neighbours, as far as there are enough of them for that to tell something."""
    import numpy as np

    weight = np.float32(_FEW / (_FEW + len(alike)))
    return np.asarray((1 - weight) * neighbours + weight * alike, dtype=np.float32)


def _neighbours(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Correlations of the rows of the cosine matrix, without making it: they are cosines after a linear map."""
    import numpy as np

    spread = vectors - vectors.mean(axis=0)
    rows = vectors @ _root(spread.T @ spread)
    lengths = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)
    unit = (rows / lengths).astype(np.float32)
    return np.asarray(unit @ unit.T, dtype=np.float32)


def _root(gram: NDArray[np.float32]) -> NDArray[np.float64]:
    """The symmetric square root of a positive semidefinite matrix."""
    import numpy as np

    values, columns = np.linalg.eigh(gram.astype(np.float64))
    return np.asarray((columns * np.sqrt(np.maximum(values, 0))) @ columns.T)


def _word_signs(
    told: Sequence[str], contexts: Sequence[str], shared: NDArray[np.bool_]
) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """Words in common, the rarer in this negotiation the better."""
    import numpy as np

    bags = [frozenset(content_stems(text)) for text in told]
    worth, rare = _worth(bags), np.zeros((len(told), len(told)), dtype=np.float32)
    rows = _rows(bags, worth)
    both = _unit(rows) @ _unit(rows).T
    yield "neighbours of words", _trusted(_correlations(both), both)
    total = rows.sum(axis=1)
    yield "words contained", ((rows > 0) @ rows.T) / np.maximum(np.minimum.outer(total, total), 1e-6)
    for number in np.flatnonzero((rows > 0).sum(axis=0) > 1):
        have = np.flatnonzero(rows[:, number])
        rare[np.ix_(have, have)] = np.maximum(rare[np.ix_(have, have)], rows[have[0], number])
    yield "rarest word", rare / np.float32(math.log(1 + len(told)))
    around = [frozenset(content_stems(text)) for text in contexts]
    wider = _unit(_rows(around, _worth(around)))
    yield "words of sentence", np.where(shared, both, wider @ wider.T)
    count = np.minimum([len(content_stems(text)) for text in told], _MANY_WORDS) / np.float32(_MANY_WORDS)
    yield "length", np.minimum.outer(count, count).astype(np.float32)


def _worth(bags: Sequence[frozenset[str]]) -> dict[str, float]:
    """What each word is worth: the logarithm of one more than how many statements there are for each that has it."""
    spread = Counter(word for bag in bags for word in bag)
    return {word: math.log(1 + len(bags) / count) for word, count in sorted(spread.items())}


def _rows(bags: Sequence[frozenset[str]], worth: Mapping[str, float]) -> NDArray[np.float32]:
    import numpy as np

    column = {word: number for number, word in enumerate(worth)}
    rows = np.zeros((len(bags), len(column)), dtype=np.float32)
    for number, bag in enumerate(bags):
        for word in bag:
            rows[number, column[word]] = worth[word]
    return rows


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths == 0, 1, lengths), dtype=np.float32)


def _correlations(alike: NDArray[np.float32]) -> NDArray[np.float32]:
    """Correlations of the rows of a likeness."""
    import numpy as np

    own = alike.copy()
    np.fill_diagonal(own, 1)
    own -= own.mean(axis=1, keepdims=True)
    own /= np.maximum(np.linalg.norm(own, axis=1, keepdims=True), 1e-6)
    return np.asarray(own @ own.T, dtype=np.float32)


def _proposal_signs(stated: Sequence[Statement]) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """Whose proposal two statements speak of, and whether they name one as a whole."""
    import numpy as np

    whole = np.array([is_whole_proposal(meant(one.claim)) for one in stated], dtype=bool)
    yield "one whole", np.not_equal.outer(whole, whole).astype(np.float32)
    yield "both whole", np.logical_and.outer(whole, whole).astype(np.float32)
    owned = np.array([one.owner is not None for one in stated], dtype=bool)
    both, own = np.logical_and.outer(owned, owned), _same([one.owner for one in stated])
    yield "one owner", (both & own).astype(np.float32)
    yield "two owners", (both & ~own).astype(np.float32)
    yield "whole of two owners", (both & ~own & np.logical_and.outer(whole, whole)).astype(np.float32)


def _place_signs(stated: Sequence[Statement]) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """Who says it, and where it stands."""
    import numpy as np

    article = _same([one.article for one in stated])
    np.fill_diagonal(article, val=True)
    yield "one party", _same([one.party for one in stated]).astype(np.float32)
    yield "one article", article.astype(np.float32)
    under = _same([None if one.heading is None else f"{one.heading} {one.article}" for one in stated])
    headed = np.array([one.heading is not None for one in stated], dtype=bool)
    both = article & np.logical_and.outer(headed, headed)
    yield "one heading", (both & under).astype(np.float32)
    yield "two headings", (both & ~under).astype(np.float32)
    start = np.array([math.nan if one.start is None else one.start for one in stated], dtype=np.float32)
    apart = np.abs(np.subtract.outer(start, start))
    yield "near", np.where(article & ~np.isnan(apart), np.exp(-np.nan_to_num(apart) / _NEAR), 0).astype(np.float32)


def telling(claim: str, around: str) -> str:
    """The words that say what a claim is about: its own, or those around it where it only names a proposal as a
    whole."""
    own = meant(claim)
    return around if is_whole_proposal(own) or not content_stems(own) else own


def _same(values: Sequence[str | None]) -> NDArray[np.bool_]:
    """Where two values are equal; None equals nothing but itself."""
    import numpy as np

    numbers = {value: number for number, value in enumerate(dict.fromkeys(values))}
    which = np.array([-1 - index if value is None else numbers[value] for index, value in enumerate(values)])
    return np.asarray(np.equal.outer(which, which))


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
