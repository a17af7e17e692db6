"""Extract a negotiation, compare it, find something in it: what commands and screens both call.

It joins the folder with the pure parts and owns the caches between them. It prints nothing and decides nothing
about language or issues. Whatever is heavy (the parser, the embedding model, the clustering) is imported where it
is used, so that a negotiation that was compared before opens without any of it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from positions import kept, revising
from positions.errors import ConflictError, InputError, PositionsError, ServerError, WriteError
from positions.model import (
    Article,
    Extraction,
    Learned,
    MachineFile,
    Matrix,
    Outcome,
    Position,
    Registry,
    Snapshot,
    When,
    is_english,
)
from positions.modelcaches import contradicts, embedder, phraser
from positions.wording import counted
from positions.workers import HERE, Place

if TYPE_CHECKING:
    from positions.comparison import Before
    from positions.extraction import Engine
    from positions.negotiation import Negotiation

_LIKE_ENOUGH = 0.38
"""Cosine from which a claim counts as saying what was asked for. Of 14 questions put to the sample negotiations in
words other than theirs, nearly all claims that answer one lie above, and below 0.36 hardly any does."""


class Progress(NamedTuple):
    """One article is through: how many of how many that makes, and what became of it."""

    done: int
    total: int
    article: str
    outcome: Outcome
    detail: str


class Hit(NamedTuple):
    """A position that says what was asked for, and how that was seen."""

    position: Position
    issue: str
    score: float
    """Cosine of claim and question, -1 to 1; 1 for a hit by words."""
    by: Literal["words", "meaning"]


class _Read(NamedTuple):
    """What of an article an extraction rests on."""

    text_hash: str
    published: When | None

    @classmethod
    def of(cls, article: Article) -> _Read:
        return cls(_text_hash(article), article.source.published)


def extract_negotiation(
    negotiation: Negotiation,
    article_ids: Sequence[str] = (),
    *,
    everything: bool = False,
    where: Place = HERE,
    watch: Callable[[Article, int], None] | None = None,
    engine: str | Engine | None = None,
) -> Iterator[Progress]:
    """Read the articles that are new or changed, and write each one's positions as soon as it is read.

    The texts are parsed `where` that says; `watch` is told how far they are read (see `extraction.extract`). `engine`,
    one of `extraction.ENGINES` or an engine itself, wins over what negotiation.yaml wishes for. What the articles that
    are not read now have taught (who is who) helps with those that are.

    Without `article_ids`, all articles are looked at. An article is read again when its text, its date, the engine or
    the registry differs from what its machine file was made with, or when it has no position file, or with
    `everything`. One that breaks, or that somebody changes while it is read, is reported as "failed" and the rest goes
    on; into a position file that a person edited, what is new is "merged". Stopping the iteration at any point loses
    nothing that was yielded: the next run goes on from there.

    Raises InputError for an article id that does not exist, before anything is read; ConflictError or WriteError where
    nothing can be written, and ServerError where a language model's server is of no use, since the articles that follow
    would be read in vain.
    """
    named = tuple(dict.fromkeys(negotiation.known(article_id) for article_id in article_ids))
    wanted = named or negotiation.article_ids()
    registry = negotiation.registry
    wish = engine or negotiation.settings.engine
    done = 0
    to_read: list[str] = []
    for article_id in wanted:
        verdict = _before_reading(negotiation, article_id, registry, everything, wish)
        if verdict is None:
            to_read.append(article_id)
        else:
            done += 1
            yield Progress(done, len(wanted), article_id, *verdict)
    for extraction, read in _extract_each(negotiation, to_read, registry, where, watch, wish):
        done += 1
        yield Progress(done, len(wanted), extraction.article, *_write(negotiation, extraction, read, registry))


def _before_reading(
    negotiation: Negotiation, article_id: str, registry: Registry, everything: bool, wish: str | Engine | None
) -> tuple[Outcome, str] | None:
    """Why an article need not be read, or cannot be; None when it must be."""
    try:
        article = negotiation.article(article_id)
        if article.text is None and article.source.text is not None:
            return "failed", f"its text {article.source.text} is gone: put it back, or delete the line `text:`"
        if article.text is None:
            return "no text", "its positions are typed in by hand"
        article = _with_language(negotiation, article)
        if not is_english(article.source):
            return (
                "skipped",
                f"its language is {article.source.language}, and only English is read: type its positions in",
            )
        refused = wish.refuses(_marked(negotiation, article)) if wish and not isinstance(wish, str) else None
        if refused is not None:
            return "skipped", refused
        if everything or not negotiation.position_path(article_id).exists():
            return None
        machine = negotiation.machine_file(article_id)
    except PositionsError as error:
        return "failed", _told(negotiation, error)
    return ("unchanged", "") if machine is not None and _is_current(machine, article, registry, wish) else None


def _with_language(negotiation: Negotiation, article: Article) -> Article:
    """The article; a text that was put into articles/ by hand gets its position file here where it is not English, as
    `add` would have written it, so that a person can correct that."""
    if article.source.language is not None or negotiation.position_path(article.id).exists():
        return article
    from positions.reading.languages import foreign_language

    language = foreign_language(article.text or "")
    if language is None:
        return article
    known = article.model_copy(update={"source": article.source.model_copy(update={"language": language})})
    negotiation.add(known)
    return known


def _marked(negotiation: Negotiation, article: Article) -> Article:
    """The article, confidential where any entry of it is: its text holds that entry's words."""
    file = negotiation.position_file(article.id)
    if article.source.confidential or file is None or not any(entry.confidential for _, entry in file.entries()):
        return article
    return article.model_copy(update={"source": article.source.model_copy(update={"confidential": True})})


def _is_current(machine: MachineFile, article: Article, registry: Registry, wish: str | Engine | None) -> bool:
    """Was this written by the engine wished for from the present text and date with the present registry?"""
    from positions.extraction import engine_version

    made_with = (machine.engine, machine.text_hash, machine.registry_hash, machine.article.published)
    now = (engine_version(wish), _text_hash(article), _registry_hash(registry), article.source.published)
    return made_with == now  # *last year* is another year once the article has another date


def _extract_each(
    negotiation: Negotiation,
    article_ids: Sequence[str],
    registry: Registry,
    where: Place,
    watch: Callable[[Article, int], None] | None,
    wish: str | Engine | None,
) -> Iterator[tuple[Extraction, _Read | None]]:
    """One extraction for each article, with what was read, in order, whatever happens to any of them.

    The engine reads in batches. When it breaks, nobody can tell which article of the batch did it, so the ones that
    are still owed are read one at a time from there.
    """
    from positions.extraction import extract

    owed = list(article_ids)
    if not owed:
        return
    known = learned(negotiation, except_from=frozenset(owed))
    read: dict[str, _Read] = {}

    def reading(article_id: str) -> Article:
        article = _marked(negotiation, negotiation.article(article_id))
        read[article_id] = _Read.of(article)
        return article

    try:
        for extraction in extract(map(reading, article_ids), registry, known, where=where, watch=watch, engine=wish):
            owed.remove(extraction.article)
            known = known.merged(extraction.learned)
            yield extraction, read.get(extraction.article)
    except ServerError:
        raise
    except Exception:  # the same for what breaks between articles: each that is owed is told of by itself
        for article_id in owed:
            extraction = _extract_one(negotiation, article_id, reading, registry, known, wish)
            known = known.merged(extraction.learned)
            yield extraction, read.get(article_id)


def _extract_one(
    negotiation: Negotiation,
    article_id: str,
    reading: Callable[[str], Article],
    registry: Registry,
    known: Learned,
    wish: str | Engine | None,
) -> Extraction:
    """One article by itself; what it breaks becomes its fault."""
    from positions.extraction import engine_version, extract

    try:
        return next(iter(extract([reading(article_id)], registry, known, engine=wish)))
    except ServerError:
        raise
    except PositionsError as error:
        fault = _told(negotiation, error)
    except Exception as error:  # the engine meets any text there is: whatever it stumbles over must not stop the others
        fault = f"the engine broke on it: {type(error).__name__}: {error}"
    return Extraction(article=article_id, engine=engine_version(wish), fault=fault)


def _told(negotiation: Negotiation, error: PositionsError) -> str:
    """The fault in words, with paths as seen from the negotiation's folder."""
    return str(error).replace(f"{negotiation.root}{os.sep}", "")


def learned(negotiation: Negotiation, *, except_from: Collection[str] = ()) -> Learned:
    """What the articles that were read before have taught about who is who, the oldest first."""
    known = Learned()
    for article_id in negotiation.article_ids():
        if article_id not in except_from:
            with contextlib.suppress(PositionsError):  # a broken machine file is told of where it is needed
                machine = negotiation.machine_file(article_id)
                known = known.merged(machine.learned) if machine is not None else known
    return known


def _write(
    negotiation: Negotiation, extraction: Extraction, read: _Read | None, registry: Registry
) -> tuple[Outcome, str]:
    """Put an extraction of what was read into the folder and say in words what was found."""
    if extraction.fault is not None:
        return "failed", extraction.fault
    try:
        with negotiation.lock():
            article = negotiation.article(extraction.article)
            if _Read.of(article) != read:
                return "failed", f"its text or date changed while it was read: `positions extract {article.id}`"
            machine = machine_file(extraction, article, registry)
            outcome = revising.write_extraction(negotiation, article.id, machine)
    except (ConflictError, WriteError):
        raise
    except PositionsError as error:
        return "failed", _told(negotiation, error)
    count = sum(len(entries) for entries in machine.positions.values())
    return outcome, counted(count, "position")


def machine_file(extraction: Extraction, article: Article, registry: Registry) -> MachineFile:
    """An extraction in the form in which it is kept, with the hashes that tell when it is out of date."""
    return MachineFile(
        article=article.source,
        positions=extraction.positions,
        disputed=extraction.disputed,
        settled=extraction.settled,
        learned=extraction.learned,
        left_out=extraction.left_out,
        engine=extraction.engine,
        text_hash=_text_hash(article),
        registry_hash=_registry_hash(registry),
    )


def _text_hash(article: Article) -> str:
    return hashlib.sha256((article.text or "").encode("utf-8", "surrogatepass")).hexdigest()


def _registry_hash(registry: Registry) -> str:
    return hashlib.sha256(registry.model_dump_json().encode()).hexdigest()


def compare_negotiation(
    negotiation: Negotiation, *, as_of: dt.date | None = None, where: Place = HERE, loading: bool = True
) -> Matrix:
    """The negotiation's issues with every position, as of a day or as of now; texts become vectors `where` that says.

    The present matrix is kept in the folder's cache under a fingerprint of all files and of this program, and is
    read from there while neither changed. Computing it also remembers the issues' names and members, where the
    folder can be written. Raises FileFaults when a file of the negotiation cannot be read; without
    `loading`, ModelsNeeded where a text is new, so that no cache knows its vector or its noun phrases.
    """
    if as_of is not None:
        return _compute(negotiation, negotiation.snapshot(), as_of, where, loading=loading)
    before = negotiation.fingerprint()
    found = kept.present(negotiation, before)
    cached = found.matrix() if found else None
    if cached is not None:
        return cached
    others = negotiation.fingerprint(remembered=False)
    snapshot = negotiation.snapshot()
    matrix = _compute(negotiation, snapshot, None, where, kept.judged(negotiation, snapshot), loading=loading)
    if negotiation.fingerprint() == before:  # else a file changed while we computed: this matrix is already history
        _keep(negotiation, matrix, others, snapshot)
    return matrix


def embed_negotiation(
    negotiation: Negotiation, *, as_of: dt.date | None = None, where: Place = HERE
) -> Iterator[tuple[int, int]]:
    """Make and keep the vectors that `compare_negotiation` takes, and tell how many of how many are done.

    Nothing where it will find the matrix, or all vectors. Whoever stops it loses the last few: the next run goes on
    from there. Raises FileFaults when a file of the negotiation cannot be read.
    """
    if as_of is None and is_compared(negotiation):
        return
    from positions.comparison import texts
    from positions.embeddings import ahead

    yield from ahead(embedder(negotiation, where), texts(negotiation.snapshot(), as_of=as_of))


def kept_matrix(negotiation: Negotiation, fingerprint: str) -> Matrix | None:
    """The matrix that was computed from files of this fingerprint, where it is kept: none of them is read."""
    found = kept.present(negotiation, fingerprint)
    return found.matrix() if found else None


def is_compared(negotiation: Negotiation) -> bool:
    """Will `compare_negotiation` find the present matrix kept, and so return at once?"""
    return kept.present(negotiation, negotiation.fingerprint()) is not None


def _compute(
    negotiation: Negotiation,
    snapshot: Snapshot,
    as_of: dt.date | None,
    where: Place,
    before: Before | None = None,
    *,
    loading: bool,
) -> Matrix:
    from positions.comparison import compare

    return compare(
        snapshot,
        embedder(negotiation, where, loading=loading),
        phrases=phraser(negotiation, loading=loading),
        remembered=negotiation.remembered(),
        thresholds=negotiation.settings.thresholds,
        as_of=as_of,
        before=before,
        contradicts=contradicts(negotiation, loading=loading),
    )


def _keep(negotiation: Negotiation, matrix: Matrix, others: str, snapshot: Snapshot) -> None:
    """Remember the issues and keep the matrix; a folder that cannot be written, or is being, just gets neither.

    The names are remembered first, since that changes the fingerprint that the matrix is kept under; `others` is the
    fingerprint of all other files, which must be the same to the end.
    """
    from positions.comparison import remember

    try:
        with negotiation.lock(patience_s=0):
            issues = remember(matrix)
            if issues != negotiation.remembered():
                negotiation.remember(issues)
            files = negotiation.fingerprint()
            if negotiation.fingerprint(remembered=False) == others:
                kept.keep(negotiation, files, matrix, snapshot)
    except (InputError, ConflictError):
        return


def find_in_negotiation(negotiation: Negotiation, text: str, limit: int = 20) -> list[Hit]:
    """The positions that say `text`: first those with all its words in claim or quote, then the likest in meaning.

    At most `limit` hits, best first within each kind; meaning is the cosine of the embeddings of claim and question.
    """
    placed = [(each.position, row.issue) for row in compare_negotiation(negotiation).rows for each in row.positions]
    words = _words(text)
    if not placed or not words:
        return []
    ask = embedder(negotiation)
    scores = (ask([position.claim for position, _ in placed]) @ ask([text])[0]).tolist()
    hits = [
        Hit(position, issue, score, "meaning")
        if not words <= _words(f"{position.claim} {position.quote or ''}")
        else Hit(position, issue, 1.0, "words")
        for (position, issue), score in zip(placed, scores, strict=True)
    ]
    hits = [hit for hit in hits if hit.by == "words" or hit.score >= _LIKE_ENOUGH]
    return sorted(hits, key=lambda hit: (hit.by != "words", -hit.score))[:limit]


def _words(text: str) -> frozenset[str]:
    """The words of a text in the form in which they are looked for."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return frozenset("".join(char if char.isalnum() else " " for char in folded).split())
