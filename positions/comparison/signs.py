"""The signs that two statements are about the same question, each a number for each pair.

Owns the signs: vectors of the claims, of their sentences and of the passages around, the words that both use, whose
proposal is meant, and where they stand. A sign is defined once, for any statements against any others: the whole of a
small negotiation at once, a block of a large one at a time. What a sign is worth, `likeness` knows.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from positions.comparison.statements import Statement, Texts
from positions.comparison.words import content_stems, is_whole_proposal, meant, passage_stems
from positions.embeddings import Embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.intp]
    """Statements by their number."""
    Grid = NDArray[np.float32]
    """A number for each of some statements (rows) against each of others (columns)."""

_NEAR = 600.0
"""Characters over which nearness falls to 1/e."""
_MANY_WORDS = 10
_FEW = 12
"""Statements: among fewer, having the same neighbours tells little, and the likeness itself counts instead."""
_SAMPLE = 4000
"""Of more statements than these, as many, evenly spread, tell what neighbours there are in meaning."""


class Signs:
    """The signs of these statements: `signs(one, other)` yields each with its grid, in one order always."""

    def __init__(self, stated: Sequence[Statement], embed: Embedder) -> None:
        texts = Texts.of(stated)
        quotes = _codes([one.quote for one in stated])
        self.count = len(stated)
        self.vectors = Vectors(texts, quotes, embed)
        self.words = Words(texts.told, texts.contexts, quotes)
        self._owners = _Owners(stated)
        self._places = _Places(stated)

    def __call__(self, one: Numbers, other: Numbers) -> Iterator[tuple[str, Grid]]:
        for part in (self.vectors, self.words, self._owners, self._places):
            yield from part(one, other)

    def every(self) -> Iterator[tuple[str, Grid]]:
        """Each sign of every two of the statements; one square at a time, as many statements have large ones."""
        import numpy as np

        return self(np.arange(self.count), np.arange(self.count))


class Vectors:
    """Cosines, and how far two are alike to the same others: what is about one question has the same neighbours.

    The vectors of the claims are held; the others, which are not looked at but in passing, are asked for each time.
    """

    def __init__(self, texts: Texts, quotes: NDArray[np.int64], embed: Embedder) -> None:
        import numpy as np

        self._sentences, self._around = texts.sentences, texts.around
        self._quotes = quotes
        self._embed = embed
        self.claims = _embedded(texts.told, embed)
        count = len(texts.told)
        sample = np.linspace(0, count - 1, min(count, _SAMPLE)).astype(np.intp)
        self._of_claims = _correlating(self.claims[sample])
        self._of_around = _correlating(self._asked(self._around, sample))

    def __call__(self, one: Numbers, other: Numbers) -> Iterator[tuple[str, Grid]]:
        import numpy as np

        count = len(self.claims)
        shared = _same(self._quotes, one, other)
        ours, theirs = self.claims[one], self.claims[other]
        claim = ours @ theirs.T
        yield "claim", claim
        yield "sentence", np.where(shared, claim, self._cosines(self._sentences, one, other))  # one sentence for two
        yield "neighbours of claim", _trusted(_mapped(ours, theirs, self._of_claims), claim, count)
        ours = self._asked(self._around, one)
        theirs = ours if one is other else self._asked(self._around, other)
        yield (
            "neighbours of surroundings",
            _trusted(_mapped(ours, theirs, self._of_around), ours @ theirs.T, count),
        )

    def _cosines(self, texts: Sequence[str], one: Numbers, other: Numbers) -> Grid:
        ours = self._asked(texts, one)
        return ours @ (ours if one is other else self._asked(texts, other)).T

    def _asked(self, texts: Sequence[str], numbers: Numbers) -> Grid:
        return _embedded([texts[number] for number in numbers], self._embed)


def _embedded(texts: Sequence[str], embed: Embedder) -> Grid:
    """A row for each text; each is asked for once."""
    row = {text: number for number, text in enumerate(dict.fromkeys(texts))}
    vectors = embed(list(row))
    return vectors if len(row) == len(texts) else vectors[[row[text] for text in texts]]


def _trusted(neighbours: Grid, alike: Grid, count: int) -> Grid:
    """How far two have the same neighbours, as far as there are enough of them for that to tell something."""
    import numpy as np

    weight = np.float32(_FEW / (_FEW + count))
    return np.asarray((1 - weight) * neighbours + weight * alike, dtype=np.float32)


def _correlating(vectors: Grid) -> NDArray[np.float64]:
    """The linear map after which cosines are correlations of the rows of the vectors' cosine matrix, which thus need
    not be made."""
    import numpy as np

    spread = vectors - vectors.mean(axis=0)
    values, columns = np.linalg.eigh((spread.T @ spread).astype(np.float64))
    return np.asarray((columns * np.sqrt(np.maximum(values, 0))) @ columns.T)


def _mapped(one: Grid, other: Grid, by: NDArray[np.float64]) -> Grid:
    """Cosines after a linear map."""
    import numpy as np

    ours, theirs = (_unit(vectors @ by).astype(np.float32) for vectors in (one, other))
    return np.asarray(ours @ theirs.T, dtype=np.float32)


def _unit(rows: NDArray[Any]) -> NDArray[Any]:
    import numpy as np

    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6))


class _Bag(NamedTuple):
    """Words of statements, as sparse matrices: a row for each statement, a column for each word."""

    worth: NDArray[np.float64]
    """Of each word: the logarithm of one more than how many statements there are for each that has it."""
    rows: Any
    """Each word that a statement has, with its worth."""
    unit: Any
    """The same, its rows of length 1."""

    @classmethod
    def of(cls, stems: Sequence[Sequence[str]]) -> _Bag:
        import numpy as np
        from scipy import sparse

        bags = [frozenset(words) for words in stems]
        spread = Counter(word for bag in bags for word in bag)
        column = {word: number for number, word in enumerate(sorted(spread))}
        worth = np.array([math.log(1 + len(bags) / spread[word]) for word in column])
        ends = np.cumsum([0, *(len(bag) for bag in bags)])
        where = np.fromiter((column[word] for bag in bags for word in bag), dtype=np.int32, count=ends[-1])
        rows = sparse.csr_array((worth[where], where, ends), shape=(len(bags), len(column)))
        rows.sort_indices()
        lengths = np.sqrt(rows.multiply(rows).sum(axis=1))
        return cls(worth, rows, sparse.diags_array(1 / np.where(lengths == 0, 1, lengths)).tocsr() @ rows)


class Words:
    """Words in common, the rarer in this negotiation the better."""

    def __init__(self, told: Sequence[str], contexts: Sequence[str], quotes: NDArray[np.int64]) -> None:
        import numpy as np

        stems = [content_stems(text) for text in told]
        self.own = _Bag.of(stems)
        self._around = _Bag.of([passage_stems(text) for text in contexts])
        self._quotes = quotes
        self._total = self.own.rows.sum(axis=1)
        self._most = np.float32(math.log(1 + len(told)))
        self._length = np.array([min(len(words), _MANY_WORDS) / _MANY_WORDS for words in stems], np.float32)
        self._empty = self._total == 0
        self._meet = (self.own.unit.T @ self.own.unit).tocsr()
        self._mean = (self.own.unit @ self.own.unit.sum(axis=0) + self._empty) / max(len(told), 1)

    def __call__(self, one: Numbers, other: Numbers) -> Iterator[tuple[str, Grid]]:
        import numpy as np

        both = _product(self.own.unit[one], self.own.unit[other])
        correlated = self._correlations(one, other)
        yield "neighbours of words", _trusted(correlated, both, len(self._total))
        have = (self.own.rows[one] > 0).astype(np.float64)
        less = np.minimum.outer(self._total[one], self._total[other])
        yield "words contained", (_product(have, self.own.rows[other]) / np.maximum(less, 1e-6)).astype(np.float32)
        yield "rarest word", self._rarest(one, other) / self._most
        wider = _product(self._around.unit[one], self._around.unit[other])
        yield "words of sentence", np.where(_same(self._quotes, one, other), both, wider)
        yield "length", np.minimum.outer(self._length[one], self._length[other])

    def _correlations(self, one: Numbers, other: Numbers) -> Grid:
        """Correlations of the rows of the matrix of all statements' cosines, without making it.

        A statement without words is taken to be alike to itself alone.
        """
        import numpy as np

        count = len(self._total)
        inner = self._through(one, other) - count * np.multiply.outer(self._mean[one], self._mean[other])
        lengths = np.multiply.outer(self._spread(one), self._spread(other))
        return np.asarray(inner / lengths, dtype=np.float32)

    def _through(self, one: Numbers, other: Numbers) -> NDArray[np.float64]:
        """The inner products of the rows of the matrix of cosines: by way of how often words meet."""
        import numpy as np

        ours, theirs = self.own.unit[one], self.own.unit[other]
        rows, columns = np.unique(ours.indices), np.unique(theirs.indices)
        inner = ours[:, rows] @ self._meet[rows][:, columns] @ theirs[:, columns].T
        return np.asarray(inner.toarray())

    def _spread(self, numbers: Numbers) -> NDArray[np.float64]:
        """How much each row of the matrix of cosines varies: its length after its mean is taken off."""
        import numpy as np

        ours = self.own.unit[numbers]
        words = np.unique(ours.indices)
        ours = ours[:, words]
        square = (ours @ self._meet[words][:, words]).multiply(ours).sum(axis=1) + self._empty[numbers]
        return np.asarray(np.sqrt(np.maximum(square - len(self._total) * self._mean[numbers] ** 2, 1e-12)))

    def _rarest(self, one: Numbers, other: Numbers) -> Grid:
        """The worth of the rarest word that two share; 0 where they share none."""
        import numpy as np

        ours, theirs = self.own.rows[one].tocsc(), self.own.rows[other].tocsc()
        found = np.zeros((len(one), len(other)), dtype=np.float32)
        shared = np.flatnonzero((np.diff(ours.indptr) > 0) & (np.diff(theirs.indptr) > 0))
        for word in shared[np.argsort(self.own.worth[shared], kind="stable")]:
            rows = ours.indices[ours.indptr[word] : ours.indptr[word + 1]]
            columns = theirs.indices[theirs.indptr[word] : theirs.indptr[word + 1]]
            found[np.ix_(rows, columns)] = self.own.worth[word]
        return found


def _product(one: Any, other: Any) -> Grid:
    """The inner products of sparse rows."""
    import numpy as np

    return np.asarray((one @ other.T).toarray(), dtype=np.float32)


class _Owners:
    """Whose proposal two statements speak of, and whether they name one as a whole."""

    def __init__(self, stated: Sequence[Statement]) -> None:
        import numpy as np

        self._whole = np.array([is_whole_proposal(meant(one.claim)) for one in stated], dtype=bool)
        self._owned = np.array([one.owner is not None for one in stated], dtype=bool)
        self._owner = _codes([one.owner for one in stated])

    def __call__(self, one: Numbers, other: Numbers) -> Iterator[tuple[str, Grid]]:
        import numpy as np

        both_whole = np.logical_and.outer(self._whole[one], self._whole[other])
        both, own = np.logical_and.outer(self._owned[one], self._owned[other]), _same(self._owner, one, other)
        yield "one whole", np.not_equal.outer(self._whole[one], self._whole[other]).astype(np.float32)
        yield "both whole", both_whole.astype(np.float32)
        yield "one owner", (both & own).astype(np.float32)
        yield "two owners", (both & ~own).astype(np.float32)
        yield "whole of two owners", (both & ~own & both_whole).astype(np.float32)


class _Places:
    """Who says it, and where it stands."""

    def __init__(self, stated: Sequence[Statement]) -> None:
        import numpy as np

        self._party = _codes([one.party for one in stated])
        self._article = _codes([one.article for one in stated])
        self._headed = np.array([one.heading is not None for one in stated], dtype=bool)
        self._under = _codes([None if one.heading is None else (one.article, one.heading) for one in stated])
        self._start = np.array([math.nan if one.start is None else one.start for one in stated], dtype=np.float32)

    def __call__(self, one: Numbers, other: Numbers) -> Iterator[tuple[str, Grid]]:
        import numpy as np

        article = _same(self._article, one, other)
        yield "one party", _same(self._party, one, other).astype(np.float32)
        yield "one article", article.astype(np.float32)
        both = article & np.logical_and.outer(self._headed[one], self._headed[other])
        under = _same(self._under, one, other)
        yield "one heading", (both & under).astype(np.float32)
        yield "two headings", (both & ~under).astype(np.float32)
        apart = np.abs(np.subtract.outer(self._start[one], self._start[other]))
        near = np.exp(-np.nan_to_num(apart) / _NEAR)
        yield "near", np.where(article & ~np.isnan(apart), near, 0).astype(np.float32)


def _codes(values: Sequence[Hashable]) -> NDArray[np.int64]:
    """A number for each value, the same for equal ones; None equals nothing but itself."""
    import numpy as np

    numbers = {value: number for number, value in enumerate(dict.fromkeys(values))}
    return np.array([-1 - index if value is None else numbers[value] for index, value in enumerate(values)], np.int64)


def _same(codes: NDArray[np.int64], one: Numbers, other: Numbers) -> NDArray[np.bool_]:
    import numpy as np

    return np.asarray(np.equal.outer(codes[one], codes[other]))
