"""Positions in any number, for measuring how comparison grows: out of real texts, or made up.

What is read out of texts here is crude on purpose: a sentence with a verb of saying or wanting becomes a position of
whoever the sentence names first. It measures time and memory, never quality.
"""

from __future__ import annotations

import datetime as dt
import gzip
import itertools
import json
import random
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from positions.model import Article, Entry, Position, Snapshot, Source, Stance, Topic

WIDTH = 384
"""Numbers in a vector, as the packaged model has."""
_SENTENCE = re.compile(r"[^.!?\n]{40,400}[.!?]")
_HOLDER = re.compile(r"\b(?:[A-Z][\w&.-]+(?: (?=[A-Z]))?){1,3}")
_CUES = {
    Stance.DEMAND: "demanded demands demand urged urges urge called calls said says say wants want asked asks stressed",
    Stance.OFFER: "offered offers offer proposed proposes propose suggested suggests plans would will could",
    Stance.ACCEPT: "agreed agrees agree accepted accepts supported supports welcomed favored favours backed is are was",
    Stance.REJECT: "rejected rejects reject opposed opposes oppose refused refuses warned denied cannot not",
}
_CUE = re.compile(rf"\b(?:{'|'.join(word for words in _CUES.values() for word in words.split())})\b")
_STANCE = {word: stance for stance, words in _CUES.items() for word in words.split()}
_TOPIC_EVERY = 200
"""One topic that an article calls unresolved for as many positions."""


class HashedWords:
    """Vectors of texts out of their words: each word is a direction by its hash. Deterministic and quick."""

    name = "hashed words"

    def __init__(self) -> None:
        self._known: dict[str, NDArray[np.float32]] = {}

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        from scipy import sparse

        words = [text.casefold().split() or ["nothing"] for text in texts]
        column = {word: number for number, word in enumerate(dict.fromkeys(itertools.chain(*words)))}
        where = [column[word] for own in words for word in own]
        ends = np.cumsum([0, *(len(own) for own in words)])
        counts = sparse.csr_array((np.ones(len(where), np.float32), where, ends), shape=(len(texts), len(column)))
        rows = counts @ np.array([self._direction(word) for word in column], dtype=np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)

    def _direction(self, word: str) -> NDArray[np.float32]:
        """As long as the word, so that *the* tells less than *withdrawal*."""
        if word not in self._known:
            dice = np.random.default_rng(zlib.crc32(word.encode()))
            self._known[word] = dice.normal(size=WIDTH).astype(np.float32) * max(0.1, len(word) - 2)
        return self._known[word]


def from_texts(paths: Iterable[Path], count: int) -> Snapshot:
    """At most `count` positions out of gzipped lines of JSON with `id`, `text` and, for dated ones, `published`."""
    return _snapshot(itertools.islice(_stated(paths), count))


def _stated(paths: Iterable[Path]) -> Iterator[tuple[Article, Position]]:
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                told = json.loads(line)
                yield from _of_article(told)


def _of_article(told: dict[str, Any]) -> Iterator[tuple[Article, Position]]:
    source = Source.model_validate({"published": told["published"]}) if told["published"] else Source()
    article = Article(id=told["id"], source=source, text=told["text"])
    for sentence in _SENTENCE.finditer(told["text"]):
        holder = _HOLDER.search(sentence.group())
        cue = _CUE.search(sentence.group(), holder.end()) if holder else None
        if holder is None or cue is None:
            continue
        claim = re.split(r"[,;:]| (?:and|but|which|while) ", sentence.group()[cue.end() :].strip(" ."))[0]
        if len(claim.split()) >= 2:
            yield article, _position(article, holder.group().strip(), _STANCE[cue.group()], claim, sentence)


def _position(article: Article, party: str, stance: Stance, claim: str, quote: re.Match[str]) -> Position:
    entry = Entry.model_construct(stance=stance, claim=claim, quote=quote.group(), at=quote.span())
    return Position.of_entry(entry, article=article.id, party=party)


def made_up(count: int, seed: int = 0) -> Snapshot:
    """`count` positions, eight an issue on average, each of some words of its issue among words that all have."""
    return _snapshot(_made(count, random.Random(seed)))


def _made(count: int, dice: random.Random) -> Iterator[tuple[Article, Position]]:
    common = [_word(dice) for _ in range(300)]
    issues = [[_word(dice) for _ in range(5)] for _ in range(max(1, count // 8))]
    parties = [f"{_word(dice).title()}" for _ in range(max(4, min(300, count // 50)))]
    for number in range(count):
        day = dt.date(2031, 1, 1) + dt.timedelta(days=number // 100)
        article = Article(id=f"day-{number // 10:06}", source=Source(published=day))
        claim = " ".join(dice.sample([*dice.sample(dice.choice(issues), 3), *dice.sample(common, 3)], 6))
        quote = f"It said: {' '.join(dice.sample(common, 6))} {claim}."
        entry = Entry.model_construct(
            stance=dice.choice(list(Stance)), claim=claim, quote=quote, at=(number % 10 * 90,) * 2
        )
        yield article, Position.of_entry(entry, article=article.id, party=dice.choice(parties))


def _word(dice: random.Random) -> str:
    return "".join(dice.choice("bdfgklmnprstvz") + dice.choice("aeiou") for _ in range(3))


def _snapshot(stated: Iterable[tuple[Article, Position]]) -> Snapshot:
    articles: dict[str, Article] = {}
    positions = []
    for article, position in stated:
        articles[article.id] = article
        positions.append(position)
    topics = tuple((one.article, Topic(topic=one.claim)) for one in positions[::_TOPIC_EVERY])
    return Snapshot(articles=tuple(articles.values()), positions=tuple(positions), disputed=topics)
