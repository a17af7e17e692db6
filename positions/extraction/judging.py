"""What is kept: the statements of an article, each with how sure it is or why it is left out.

`BySigns` judges the grammar's candidates by their signs alone (scoring.py). `Judge` asks the fitted network as well:
it weighs the grammar's candidates anew, and puts forward claims that no cue shows. What the grammar read keeps the
stance and the holder that it read; the network says only how sure it is. Thresholds are data (`network.yaml`), chosen
by fitting/.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from positions.extraction.candidates import FIRST_PERSON, Candidate, Kept, ReadPassage, quote_of
from positions.extraction.claims import Claim, Cutter
from positions.extraction.knowledge import Knowledge, read
from positions.extraction.parties import Cast, Holder, Standing
from positions.extraction.quotation import Speech
from positions.extraction.reporters import reported
from positions.extraction.scoring import Verdict, Weights, score
from positions.extraction.signs import crowds
from positions.extraction.sources import Sources
from positions.extraction.syntax import child, subjects
from positions.extraction.windows import STANCES, Option, Vocabulary, Window, overlap, windows

if TYPE_CHECKING:
    from spacy.tokens import Token

    from positions.extraction.network import Judgement, Network

ALONE = "network"
"""The rule of a statement that no cue shows."""
FINITE = ("VBD", "VBZ", "VBP", "VBN")
NEAR = 0.6
"""The share of words (intersection over union) from which two claims are one to the network."""
CLEAR = 0.3
"""The share of the shorter claim's words that a claim of the network's own may have in common with one that is kept."""
SURE = 0.003
"""How near a probability may come to 0 and 1 before it is weighed."""


class Judged(NamedTuple):
    """A statement, and why it is left out; `why` is None for what is kept."""

    kept: Kept
    why: str | None
    candidate: Candidate | None
    """The grammar's, where it read one."""


Judging: TypeAlias = Callable[[Sequence[ReadPassage], Cast], list[list[Judged]]]
"""For each passage of an article its statements, judged."""


class Seen(NamedTuple):
    """A passage with what the network says of each of its options."""

    window: Window
    judgements: Sequence[Judgement | None]


class Fit(Knowledge):
    """network.yaml."""

    look: float
    """Probability, by its signs, that a passage's surest candidate must have for the network to read the passage."""
    keep: float
    """Probability, by signs and network together, from which a candidate of the grammar is kept."""
    slope: float
    shift: float
    """From the network's log odds of a claim of its own to those that it is right, which are lower."""
    keep_alone: float
    """Probability from which the network's own claim is kept."""
    mention: float
    """Probability from which the network's own claim that is left out is told of."""
    cues: tuple[str, ...]
    deps: tuple[str, ...]
    tags: tuple[str, ...]

    def vocabulary(self) -> Vocabulary:
        """The numbers that the network knows words by."""
        numbered = ({name: n for n, name in enumerate(names, 1)} for names in (self.cues, self.deps, self.tags))
        return Vocabulary(*numbered)


@cache
def fit() -> Fit:
    """The thresholds and the vocabulary. Raises FileFaults where the data file does not fit."""
    return read("network", Fit)


@cache
def network() -> Network:
    """The packaged network, loaded once."""
    from positions.extraction.network import Network, load

    with (resources.files("positions.extraction.data") / "network.npz").open("rb") as file:
        return Network.fitted(fit().vocabulary(), load(file))


class BySigns:
    """Judges by signs alone."""

    def __init__(self, fitted: Weights) -> None:
        self._fitted = fitted

    def __call__(self, passages: Sequence[ReadPassage], _: Cast) -> list[list[Judged]]:
        """For each passage the grammar's candidates, judged."""
        return [
            [
                Judged(Kept.of(candidate, one.passage, told.confidence), told.why, candidate)
                for candidate, told in _told(one, self._fitted)
            ]
            for one in passages
        ]


class Judge:
    """Judges by signs and with the network."""

    def __init__(self, network: Network, fitted: Weights) -> None:
        self._network = network
        self._fitted = fitted
        self._cutter = Cutter()
        self._sources = Sources(Speech())

    def __call__(self, passages: Sequence[ReadPassage], cast: Cast) -> list[list[Judged]]:
        """For each passage the grammar's candidates, then the network's own claims, judged."""
        told = [list(_told(one, self._fitted)) for one in passages]
        worth = [any(verdict.confidence >= fit().look for _, verdict in each) for each in told]
        found = []
        for seen, each in zip(self.look(passages, worth), told, strict=True):
            weighed = [_weighed(seen, candidate, verdict) for candidate, verdict in each]
            taken = [judged.kept.claim for judged in weighed if judged.why is None]
            taken += seen.window.read.silent
            taken += [claim for candidate, _ in each for claim in candidate.reading.pointed]
            found.append(weighed + self.own(seen, taken, cast, {one.reading.token.i for one, _ in each}))
        return found

    def look(self, passages: Sequence[ReadPassage], worth: Sequence[bool]) -> list[Seen]:
        """What the network says of the options of each passage; of none where it is not `worth` its time."""
        seen = windows(passages, self._cutter, worth)
        return [Seen(*each) for each in zip(seen, self._network.judge(seen, self._sources), strict=True)]

    def own(self, seen: Seen, taken: Sequence[Claim], cast: Cast, cues: Collection[int] = ()) -> list[Judged]:
        """The network's own claims, the surest first, which have few words in common with each other and with those
        that are `taken`: kept, or read by a cue as pointing elsewhere. A verb that is one of the `cues` says whose
        claim it is, and is no part of it."""
        judged = [(o, j) for o, j in zip(seen.window.options, seen.judgements, strict=True) if j is not None]
        ranked = sorted(judged, key=lambda pair: float(pair[1].chances[0]))
        found: list[Judged] = []
        claims = list(taken)
        for option, judgement in ranked:
            if _alone(judgement) < fit().mention:
                break
            if any(option.claim.shared(claim) > CLEAR for claim in claims) or self._tells(option.claim):
                continue
            own = list(self._own(seen.window, _behind(option, cues), judgement, cast))
            if own:
                claims.append(option.claim)
            found += own
        return found

    def _tells(self, claim: Claim) -> bool:
        """Does it hold the verb that reports it: *said the bank must pay*?"""
        verb = claim.head
        told = verb.tag_ in ("VBD", "VBZ", "VBP") and self._sources.reports(verb) and child(verb, "ccomp") is not None
        return told and not any(claim.start <= subject.i < claim.end for subject in subjects(verb))

    def _own(self, window: Window, option: Option, judgement: Judgement, cast: Cast) -> Iterator[Judged]:
        """What no cue shows, with each of those who hold it."""
        passage = window.read.passage
        sure = _alone(judgement)
        needed = fit().keep_alone
        why = None if sure >= needed else f"{sure:.0%} sure by the network alone, and {needed:.0%} are needed"
        stance = STANCES[int(judgement.chances[1:].argmax())]
        source = self._sources.of(passage, option.claim.head, window.read.quotations)
        reporters = cast.holders(source.passage, source.head) if source is not None else ()
        if any(reporter.standing is Standing.BYSTANDER for reporter in reporters):
            return
        holders = self._holders(window, option, judgement, cast)
        for holder in holders:
            if holder.standing in (Standing.BYSTANDER, Standing.UNKNOWN):
                continue
            held, reporter = reported(holder, reporters, cast)
            quote = quote_of(passage, option.claim.head, option.claim)
            yield Judged(Kept(passage, held, option.claim, quote, stance, ALONE, sure, reporter=reporter), why, None)

    def _holders(self, window: Window, option: Option, judgement: Judgement, cast: Cast) -> tuple[Holder, ...]:
        """Whom the likeliest mention means; who speaks, where that is nobody."""
        if judgement.holders is None:
            return ()
        place = int(judgement.holders.argmax())
        if place < len(window.mentions):
            mention = window.mentions[place]
            found = self._meant(window, mention, cast)
            unquoted = not any(quotation.holds(mention) for quotation in window.read.quotations)
            if found[0].standing is not Standing.UNKNOWN or (mention.lower_ in FIRST_PERSON and unquoted):
                return found
        read = window.read
        source = self._sources.of(read.passage, option.claim.head, read.quotations)
        if source is None or not source.direct:
            source = self._sources.before(read.passage, read.passage.doc[len(read.passage.doc) - 1], read.before)
        return cast.holders(source.passage, source.head) if source is not None else ()

    def _meant(self, window: Window, mention: Token, cast: Cast) -> tuple[Holder, ...]:
        """Whom a mention means; the speaker, where direct speech says *we*."""
        passage = window.read.passage
        if mention.lower_ in FIRST_PERSON:
            source = self._sources.of(passage, mention, window.read.quotations)
            if source is not None and source.direct:
                return cast.holders(source.passage, source.head)
        return cast.holders(passage, mention)


def _told(read: ReadPassage, fitted: Weights) -> Iterator[tuple[Candidate, Verdict]]:
    """Each of the grammar's candidates with what its signs say."""
    crowd = crowds(read.candidates)
    for candidate in read.candidates:
        yield candidate, score(candidate, read.passage, crowd[candidate.reading.token.sent.start], fitted)


def _weighed(seen: Seen, candidate: Candidate, told: Verdict) -> Judged:
    """A candidate of the grammar, judged by its signs and by what the network says of claims nearly like it; by its
    signs alone where the network has judged none."""
    kept = Kept.of(candidate, seen.window.read.passage, told.confidence)
    near = [
        1 - float(judgement.chances[0])
        for option, judgement in zip(seen.window.options, seen.judgements, strict=True)
        if judgement is not None and overlap(option.claim, candidate.claim) >= NEAR
    ]
    if told.confidence == 0.0 or not near:
        return Judged(kept, told.why, candidate)
    best = max(near)
    sure = 1 / (1 + math.exp(-(_logit(told.confidence) + _logit(best)) / 2))
    both = f"by its signs {told.confidence:.0%}, by the network {best:.0%}"
    why = None if sure >= fit().keep else f"{sure:.0%} sure ({both}), and {fit().keep:.0%} are needed"
    return Judged(replace(kept, confidence=sure), why, candidate)


def _behind(option: Option, cues: Collection[int]) -> Option:
    """The option without the cue that it begins with: *offered 4 percent*."""
    claim, verb = option.claim, option.claim.head
    if verb.i not in cues or verb.tag_ not in FINITE or not claim.start <= verb.i < claim.end - 1:
        return option
    return replace(option, claim=replace(claim, start=verb.i + 1))


def _alone(judgement: Judgement) -> float:
    """How likely a claim that the network alone sees is right."""
    return 1 / (1 + math.exp(-fit().shift - fit().slope * _logit(1 - float(judgement.chances[0]))))


def _logit(probability: float) -> float:
    bounded = min(1 - SURE, max(SURE, probability))
    return math.log(bounded / (1 - bounded))
