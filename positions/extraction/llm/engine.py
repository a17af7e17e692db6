"""The `llm` engine: from articles to extractions by way of a language model.

    article → chunks → asking → grounding → holders → entries

Owns the order of these steps, and which article goes where: a confidential one leaves this machine for no server. It
writes no file but its cache of answers.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from positions.errors import PositionsError, ServerError, UsageError, extra
from positions.extraction.llm import prompt
from positions.extraction.llm.asking import Asking, Spent
from positions.extraction.llm.chunks import chunks
from positions.extraction.llm.grounding import Ground, Grounded, GroundedTopic, Left
from positions.extraction.llm.holders import Holders
from positions.extraction.llm.schema import Reply
from positions.extraction.parties import Holder
from positions.model import Article, Extraction, Grounding, Learned, MachineEntry, Registry, Span, Topic
from positions.userconfig import Llm
from positions.workers import HERE, Place

RULE = "llm"
"""The rule of its entries."""
TRUST = 0.6
"""Confidence of an entry whose words are all found as they are. Not fitted, since it would differ from model to model:
below what the `network` engine is sure of, so that the review queue shows these first."""
AHEAD = 2
"""Chunks that wait for each request under way, so that none stands idle while an article is looked through."""


class _Sent(NamedTuple):
    """An article whose chunks are being answered."""

    article: Article
    pieces: tuple[tuple[Span, Future[Reply]], ...]
    fault: str | None = None

    @property
    def unanswered(self) -> int:
        """How many chunks are still waited for."""
        return sum(not future.done() for _, future in self.pieces)


class LlmEngine:
    """Reads articles by a language model; what it cost and left out adds up over all runs."""

    def __init__(self, llm: Llm, cache: Path | None = None, tell: Callable[[str], None] = lambda _: None) -> None:
        """`cache` is the file that keeps answers; `tell` gets a sentence when the server makes us wait.

        Raises UsageError where the packages of the extra are missing.
        """
        require()
        self._llm = llm
        self._cache = cache
        self._tell = tell
        self.version = f"llm {llm.model} ({prompt.version()})"
        self.spent = Spent()
        self.left_out: Counter[str] = Counter()

    def refuses(self, article: Article) -> str | None:
        """Why an article may not be read by this engine; None where it may."""
        from positions.extraction.llm.server import is_local

        if article.source.confidential and not is_local(self._llm.origin):
            return f"it is confidential, and {self._llm.origin} is not on this machine"
        return None

    def extract(
        self,
        articles: Iterable[Article],
        registry: Registry,
        known: Learned,
        *,
        where: Place = HERE,  # noqa: ARG002  the engines' common form: here it is the user's configuration that says how many
        watch: Callable[[Article, int], None] | None = None,
    ) -> Iterator[Extraction]:
        """One extraction an article, in order; one that fails gives its fault instead.

        Answers are kept as they come, so that stopping anywhere loses none. Raises ServerError where the server is not
        there or refuses us.
        """
        asking = Asking(self._llm, self._cache, self._tell, self.spent)
        try:
            for sent in self._ahead(asking, articles):
                extraction = self._read(sent, registry, known, watch)
                known = known.merged(extraction.learned)
                yield extraction
        finally:
            asking.close()

    def report(self) -> str:
        """What the requests cost, and what was left out and why."""
        spent = self.spent
        parts = [f"{_counted(spent.requests, 'request')}, {spent.tokens_in:,} tokens in, {spent.tokens_out:,} out"]
        if spent.kept:
            parts.append(f"{_counted(spent.kept, 'answer')} kept from before")
        told = f"{self._llm.model}: {'; '.join(parts)}"
        if self.left_out:
            reasons = ", ".join(f"{why}: {count}" for why, count in sorted(self.left_out.items()))
            told += f"\nleft out: {_counted(self.left_out.total(), 'statement')} ({reasons})"
        return told

    def _ahead(self, asking: Asking, articles: Iterable[Article]) -> Iterator[_Sent]:
        """The articles in order, some of those that follow being asked for already."""
        waiting: deque[_Sent] = deque()
        enough = AHEAD * self._llm.settings.requests
        for article in articles:
            waiting.append(self._sent(asking, article))
            while waiting and (waiting[0].unanswered == 0 or sum(sent.unanswered for sent in waiting) >= enough):
                yield waiting.popleft()
        yield from waiting

    def _sent(self, asking: Asking, article: Article) -> _Sent:
        refused = self.refuses(article)
        if refused is not None:
            return _Sent(article, (), refused)
        text = article.text or ""
        ranges = chunks(text, self._llm.settings.chunk)
        return _Sent(article, tuple((at, asking.ask(text[slice(*at)])) for at in ranges))

    def _read(
        self, sent: _Sent, registry: Registry, known: Learned, watch: Callable[[Article, int], None] | None
    ) -> Extraction:
        article = sent.article
        if sent.fault is not None:
            return Extraction(article=article.id, engine=self.version, fault=sent.fault)
        found: list[tuple[Span, Reply]] = []
        try:
            for at, future in sent.pieces:
                if watch is not None:
                    watch(article, at[0])
                found.append((at, future.result()))
        except ServerError:
            raise
        except PositionsError as error:
            return Extraction(article=article.id, engine=self.version, fault=str(error))
        return self._grounded(article, found, registry, known)

    def _grounded(
        self, article: Article, found: list[tuple[Span, Reply]], registry: Registry, known: Learned
    ) -> Extraction:
        """What of the answers stands in the article, with whose it is."""
        left: Counter[str] = Counter()
        holders = Holders(article, registry, known)
        entries: dict[tuple[object, ...], tuple[str, MachineEntry]] = {}
        topics: dict[tuple[object, ...], tuple[str, Topic]] = {}
        text = article.text or ""
        for at, reply in found:
            ground = Ground(text, at)
            for statement in map(ground.statement, reply.statements):
                made = statement if isinstance(statement, Left) else _entries(text, statement, holders)
                if isinstance(made, Left):
                    left[made.why] += 1
                    continue
                for party, entry, claim in made:
                    entries.setdefault((party, entry.stance, claim), (party, entry))
            for topic in map(ground.topic, reply.topics):
                if isinstance(topic, Left):
                    left[topic.why] += 1
                else:
                    topics.setdefault((topic.said.state, topic.topic.at), (topic.said.state, _topic(text, topic)))
        self.left_out += left
        positions: dict[str, list[MachineEntry]] = {}
        for party, entry in sorted(entries.values(), key=lambda pair: pair[1].at or (0, 0)):
            positions.setdefault(party, []).append(entry)
        return Extraction(
            article=article.id,
            engine=self.version,
            positions={party: tuple(each) for party, each in positions.items()},
            disputed=tuple(topic for state, topic in topics.values() if state == "unresolved"),
            settled=tuple(topic for state, topic in topics.values() if state == "resolved"),
            left_out=dict(sorted(left.items())),
            learned=holders.learned,
        )


def require() -> None:
    """Raise UsageError where the extra's packages are not installed."""
    missing = [name for name in ("pydantic_ai", "openai", "httpx2") if find_spec(name) is None]
    if missing:
        raise UsageError(
            f"the llm engine needs packages that are not installed: {', '.join(missing)}",
            hint=extra("llm"),
        )


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _words(text: str, at: Span) -> str:
    return " ".join(text[slice(*at)].split())


def _entries(text: str, found: Grounded, holders: Holders) -> list[tuple[str, MachineEntry, Span]] | Left:
    """An entry for each of those who hold a statement."""
    whose = holders.at(found.holder.at)
    if not whose:
        return Left("the holder is no party")
    reporters = holders.at(found.reporter.at) if found.reporter is not None else ()
    return [(holder.party, _entry(text, found, holder, reporters), found.claim.at) for holder in whose]


def _entry(text: str, found: Grounded, holder: Holder, reporters: tuple[Holder, ...]) -> MachineEntry:
    said = found.said
    condition = {said.condition_kind: _words(text, found.condition.at)} if found.condition is not None else {}
    others = [reporter.party for reporter in reporters if reporter.party != holder.party]
    return MachineEntry.model_validate(
        {
            "stance": said.stance,
            "claim": _words(text, found.claim.at),
            **condition,
            "quote": text[slice(*found.quote.at)],
            "at": found.quote.at,
            "speaker": holder.speaker,
            "firmness": said.firmness,
            "extent": said.extent,
            "withdrawn": said.withdrawn,
            "according to": others[0] if others else None,
            "confidence": round(TRUST * found.score, 2),
            "rule": RULE,
            "aligned": Grounding(quote=found.quote, claim=found.claim, holder=found.holder),
        }
    )


def _topic(text: str, found: GroundedTopic) -> Topic:
    return Topic(topic=_words(text, found.topic.at), quote=text[slice(*found.quote.at)], at=found.quote.at)
