"""Annotated texts to fit on and to judge by: what form they have, which of them are on one affair, and when two claims
say the same.

TEXTS has a line `{"article", "text"}` a text; POSITIONS a line `{"article", "party", "holder", "stance", "claim_at",
"sentence_at", "confidence"}` a position (or `{"article", "none": true}`), where `holder` is how the sentence names the
party. Both are JSON Lines, gzipped or not. They stay where they are.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from positions.model import Span

FOLDS = 5
SAME = 0.5
"""F1 of the content words from which a claim says what was annotated."""

STOP = frozenset(
    "a an and any are as at be been being but by for from had has have he her his if in into is it its itself of on or "
    "our ours she so such than that the their theirs them then there these they this those to was we were which who "
    "will with would not no nor do does did".split()
)


class Corpus(NamedTuple):
    """The texts by article, and the annotated positions of each."""

    texts: dict[str, str]
    gold: dict[str, list[dict[str, Any]]]
    """Of every text, also of one without positions."""


def corpus(texts: Path, positions: Path) -> Corpus:
    """What stands in the two files."""
    found = {line["article"]: line["text"] for line in _lines(texts)}
    gold: dict[str, list[dict[str, Any]]] = defaultdict(list, {article: [] for article in found})
    for line in _lines(positions):
        if not line.get("none"):
            gold[line["article"]].append(line)
    return Corpus(found, dict(gold))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file, gzipped or not."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    for line in filter(None, text.split("\n")):
        yield json.loads(line)


def fold_of(article: str, text: str) -> int:
    """Texts whose headlines in capitals begin with the same longer word are on one affair and share a fold."""
    leading = re.findall(r"[A-Za-z]{5,}", text.split("\n", 1)[0])
    affair = leading[0].upper() if leading and text.split("\n", 1)[0].isupper() else article
    return int(hashlib.sha1(affair.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def words(text: str) -> Counter[str]:
    """The content words of a claim."""
    return Counter(w for w in re.findall(r"[a-z0-9]+(?:[.,]\d+)*", text.lower()) if w not in STOP)


def likeness(one: str, other: str) -> float:
    """F1 of the content words of two claims."""
    a, b = words(one), words(other)
    return 2 * (a & b).total() / (a.total() + b.total()) if a and b else 0.0


def meets(one: Sequence[int], other: Span) -> bool:
    """Do two ranges share a character?"""
    return one[0] < other[1] and other[0] < one[1]
