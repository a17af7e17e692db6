"""The `rules` engine: from articles to extractions, one step after the other, none knowing the next.

    text → passages (story) → direct speech (quotation) → readings (grammar) → holders (parties)
         → candidates → kept (judging) → entries

Owns the order of these steps and the parser; each step can be replaced on its own. It reads and writes no file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from positions.extraction import RULES_VERSION
from positions.extraction.candidates import Kept, ReadPassage, candidates, claim_at, quote_of
from positions.extraction.claims import Claim, Cutter
from positions.extraction.cues import lexicon
from positions.extraction.dating import Dating
from positions.extraction.grammar import Grammar
from positions.extraction.judging import BySigns, Judge, Judged, Judging, network
from positions.extraction.parsing import stories
from positions.extraction.parties import NOTHING_KNOWN, Cast, Standing
from positions.extraction.quotation import Speech, quotations
from positions.extraction.readings import Source, silences
from positions.extraction.scoring import weights
from positions.extraction.story import Passage, Story
from positions.extraction.topics import Topics
from positions.model import Article, Dropped, Explanation, Extraction, Learned, MachineEntry, Registry, Span, Topic
from positions.workers import HERE, Place

SAME = 0.5
"""Above this share of common words two claims of a party in a passage are one statement."""


class RulesEngine:
    """Reads articles of one negotiation, with what its registry knows and what earlier articles have taught."""

    def __init__(
        self,
        registry: Registry,
        known: Learned = NOTHING_KNOWN,
        version: str = RULES_VERSION,
        judge: Judging | None = None,
    ) -> None:
        """With another `judge` than that of the version, what is fitted elsewhere can be tried."""
        self._version = version
        self._judge = judge or _judge_of(version)
        self._registry = registry
        self._known = known
        self._speech = Speech()
        self._grammar = Grammar(lexicon(), Cutter(), self._speech)
        self._dating = Dating()
        self._topics = Topics(Cutter())

    def extract(
        self, articles: Iterable[Article], where: Place = HERE, watch: Callable[[Article, int], None] | None = None
    ) -> Iterator[Extraction]:
        """One extraction an article, in order; an article that breaks the engine gives its fault instead.

        `watch` is told, whenever there is a portion to read, how many characters of which article lie behind it.
        """
        for _, portions in groupby(stories(articles, where), lambda portion: portion.number):
            parts: list[Extraction] = []
            for _, article, story in portions:
                try:
                    if isinstance(story, Exception):
                        raise story
                    if watch is not None and story.passages:
                        watch(article, story.passages[0].offsets[0])
                    parts.append(self._extract(story))
                except Exception as fault:  # whatever a strange text breaks must not stop the other articles
                    told = f"{type(fault).__name__}: {fault}"
                    parts.append(Extraction(article=article.id, engine=self._version, fault=told))
            yield _joined(parts)

    def explain(self, sentence: str) -> list[Explanation]:
        """Every cue in a sentence with what became of it, in the order of the words."""
        (_, _, story), *_ = stories([Article(id="sentence", text=sentence)])
        if isinstance(story, Exception):
            raise story
        cast = Cast(story, self._registry, self._known)
        speech = quotations(story, self._speech)
        found: list[Explanation] = []
        passages: list[ReadPassage] = []
        for number, passage in enumerate(story.passages):
            readings, unread = self._grammar.read(passage, speech[number])
            readings = self._dating.dated(readings, None)
            read = tuple(candidates(passage, readings, cast))
            passages.append(ReadPassage(passage, read, speech[number], None, silences(unread)))
            for cue, token, why, _ in unread:
                at = passage.span(token)
                found.append(Explanation(cue=cue.cue, kind=cue.kind, at=at, kept=False, why=why))
        found += [_explained(story, judged) for each in self._judge(passages, cast) for judged in each]
        return sorted(found, key=lambda explanation: explanation.at)

    def read(self, story: Story, cast: Cast) -> list[ReadPassage]:
        """The passages of a story with what the grammar finds in them."""
        found: list[ReadPassage] = []
        speech = quotations(story, self._speech)
        before: Source | None = None
        for number, passage in enumerate(story.passages):
            readings, unread = self._grammar.read(passage, speech[number], before)
            readings = self._dating.dated(readings, story.article.source.published)
            read = tuple(candidates(passage, readings, cast))
            found.append(ReadPassage(passage, read, speech[number], before, silences(unread)))
            before = self._grammar.sources.after(passage, speech[number], before)
        return found

    def _extract(self, story: Story) -> Extraction:
        cast = Cast(story, self._registry, self._known)
        learned = cast.learned()
        self._known = self._known.merged(learned)
        kept: list[Kept] = []
        dropped: list[Dropped] = []
        disputed: list[Topic] = []
        settled: list[Topic] = []
        passages = self.read(story, cast)
        for judged in self._judge(passages, cast):
            kept += [one.kept for one in judged if one.why is None]
            dropped += [_dropped(story, one.kept, one.why) for one in judged if one.why is not None]
        for passage in story.passages:
            disputed += [_topic(story, passage, claim) for claim in self._topics.disputed(passage)]
            settled += [_topic(story, passage, claim) for claim in self._topics.settled(passage)]
        return Extraction(
            article=story.article.id,
            engine=self._version,
            positions=_by_party(story, _unique(kept)),
            disputed=tuple(disputed),
            settled=tuple(settled),
            dropped=tuple(dropped),
            learned=learned,
        )


def _judge_of(version: str) -> Judging:
    return BySigns(weights()) if version == RULES_VERSION else Judge(network(), weights())


def _joined(parts: Sequence[Extraction]) -> Extraction:
    """What the parts of an article say together; a part that broke the engine is the article's fault."""
    whole, *others = sorted(parts, key=lambda part: part.fault is None)
    if whole.fault is not None or not others:
        return whole
    positions: dict[str, tuple[MachineEntry, ...]] = {}
    learned = NOTHING_KNOWN
    for part in parts:
        learned = learned.merged(part.learned)
        for party, entries in part.positions.items():
            positions[party] = positions.get(party, ()) + entries
    return whole.model_copy(
        update={
            "positions": positions,
            "learned": learned,
            "disputed": tuple(topic for part in parts for topic in part.disputed),
            "settled": tuple(topic for part in parts for topic in part.settled),
            "dropped": tuple(claim for part in parts for claim in part.dropped),
        }
    )


def _explained(story: Story, judged: Judged) -> Explanation:
    kept, why, candidate = judged
    at = kept.passage.span(candidate.reading.token) if candidate is not None else claim_at(kept.passage, kept.claim)
    return Explanation(
        cue=kept.rule,
        kind=candidate.reading.shown.kind if candidate is not None else "no cue",
        at=at,
        kept=why is None,
        why=why,
        party=kept.holder.party,
        entry=_entry(story, kept),
    )


def _words(story: Story, at: Span) -> str:
    """The stored words at a range, on one line."""
    return " ".join(story.text(at).split())


def _dropped(story: Story, kept: Kept, why: str) -> Dropped:
    at = claim_at(kept.passage, kept.claim)
    return Dropped(claim=_words(story, at), at=at, rule=kept.rule, why=why)


def _topic(story: Story, passage: Passage, claim: Claim) -> Topic:
    quote = quote_of(passage, claim.head, claim)
    return Topic(topic=_words(story, claim_at(passage, claim)), quote=story.text(quote), at=quote)


def _unique(kept: Sequence[Kept]) -> list[Kept]:
    """One statement for each party and stretch of text: the surest."""
    chosen: dict[tuple[str, int], list[Kept]] = {}
    for one in sorted(kept, key=lambda kept: -kept.confidence):
        beside = chosen.setdefault((one.holder.party, id(one.passage)), [])
        if not any(one.claim.shared(other.claim) > SAME for other in beside):
            beside.append(one)
    unique = (one for beside in chosen.values() for one in beside)
    return sorted(unique, key=lambda kept: (kept.quote, kept.claim.start))


def _by_party(story: Story, kept: Sequence[Kept]) -> dict[str, tuple[MachineEntry, ...]]:
    found: dict[str, list[MachineEntry]] = {}
    for one in kept:
        found.setdefault(one.holder.party, []).append(_entry(story, one))
    return {party: tuple(entries) for party, entries in found.items()}


def _entry(story: Story, kept: Kept) -> MachineEntry:
    doc = kept.passage.doc
    conditions = {key: doc[start:end].text for key, (start, end) in kept.claim.conditions.items() if start < end}
    opponents = (Standing.REGISTERED, Standing.PLACE, Standing.NAMED)
    reporter = kept.reporter if kept.reporter is not None and kept.reporter.standing in opponents else None
    return MachineEntry.model_validate(
        {
            "stance": kept.stance,
            "claim": _words(story, claim_at(kept.passage, kept.claim)),
            **conditions,
            "quote": story.text(kept.quote),
            "at": kept.quote,
            "speaker": kept.holder.speaker,
            "firmness": kept.firmness,
            "extent": kept.extent,
            "stated": kept.stated,
            "withdrawn": kept.withdrawn,
            "according to": reporter.party if reporter is not None else None,
            "confidence": round(kept.confidence, 2),
            "rule": kept.rule,
        }
    )
