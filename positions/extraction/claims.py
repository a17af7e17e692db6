"""Where a claim begins and ends: content cut at the borders of phrases and clauses.

Takes the head of some content and gives the token ranges of its claims: one, or one for each weighty member of a
coordination; without what only introduces it (*that*, *to*, *the need for*), without conditions (they are given
apart), asides, and halves of quotation marks or brackets.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from positions.extraction.absolutes import absolute
from positions.extraction.comments import comments
from positions.extraction.conditions import Conditions
from positions.extraction.cues import CueKind, lexicon
from positions.extraction.knowledge import Knowledge, read
from positions.extraction.lists import members
from positions.extraction.syntax import ancestors, child, children, is_verbal

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

QUOTES = {"“": "”", "«": "»", "(": ")", "[": "]"}
EDGE_WORDS = frozenset({"that", "and", "or", "but", "whether", "also", "then", "to"})


class ClaimData(Knowledge):
    """claims.yaml."""

    light_nouns: tuple[str, ...]
    conditions: dict[str, str]
    asides: tuple[str, ...]
    reporting: tuple[str, ...]
    proposals: tuple[str, ...]
    silences: tuple[str, ...]
    putting_forward: tuple[str, ...]


@dataclass(frozen=True)
class Claim:
    """A claim as token indices `[start, end)` of its passage, with the conditions that hang on it."""

    head: Token
    start: int
    end: int
    conditions: dict[str, tuple[int, int]] = field(default_factory=dict)

    def under(self, conditions: dict[str, tuple[int, int]]) -> Claim:
        """The claim with the conditions of its clause besides its own."""
        return replace(self, conditions={**conditions, **self.conditions})

    def shared(self, other: Claim) -> float:
        """The share of the shorter one's words that both claims of a passage have, 0 to 1."""
        both = min(self.end, other.end) - max(self.start, other.start)
        return max(0, both) / min(self.end - self.start, other.end - other.start)


class Cutter:
    """Cuts claims; holds the words that decide where."""

    def __init__(self) -> None:
        data = read("claims", ClaimData)
        self._light = frozenset(data.light_nouns)
        self._conditions = Conditions(data.conditions)
        self._asides = frozenset(data.asides)
        self._reporting = frozenset(data.reporting)
        self.proposals = frozenset(data.proposals)
        self.silences = frozenset(data.silences)
        self.putting_forward = frozenset(data.putting_forward)

    def cut(
        self,
        head: Token,
        *,
        whole_clause: bool = False,
        addressee: Token | None = None,
        split: bool = True,
        until: int | None = None,
        without: Token | None = None,
        also: tuple[Token, ...] = (),
    ) -> list[Claim]:
        """The claims that content with this head makes.

        With `whole_clause` a finite clause keeps its subject; with `addressee` the claim begins at whoever is asked;
        `until` is where the content ends when more than its own phrases belong to it; `without` is the cue, where it
        stands inside; `also` are further members of the list that it opens, which the parser has hung elsewhere.
        """
        outer, head = head, self._into_light(head)
        parts = members(head, also) if split else [head]
        claims = []
        for number, member in enumerate(parts):
            start = (addressee or member).left_edge.i if number == 0 else member.left_edge.i
            end = member.right_edge.i + 1
            if number == 0 and len(parts) > 1:
                end = min(m.left_edge.i for m in parts[1:])
            elif number + 1 < len(parts):
                end = min(
                    end, min((m.left_edge.i for m in parts[number + 1 :] if m.left_edge.i > member.i), default=end)
                )
            if until is not None and number == len(parts) - 1 and head == outer:
                end = max(end, until)
            if without is not None and start <= without.i < end:
                end = min(end, without.left_edge.i) if without.i > member.i else end
            if is_verbal(member) and not whole_clause and (addressee is None or number):
                start = self._predicate_start(member)
            claim = self._trimmed(member, start, end)
            if claim is not None:
                claims.append(claim)
        return claims

    def listed(self, token: Token) -> list[Claim]:
        """The members of a list that a colon opens behind a cue: *called for: a wider channel; a lower toll; ...*."""
        sent = token.sent
        doc = token.doc
        colon = next((t for t in doc[token.i + 1 : min(token.i + 5, sent.end)] if t.text == ":"), None)
        if colon is None:
            return []
        breaks = [colon.i, *(t.i for t in doc[colon.i + 1 : sent.end] if t.text == ";"), sent.end]
        claims = []
        for start, end in pairwise(breaks):
            start, end = _bare(doc, start + 1, end)
            if start < end:
                claims.append(Claim(doc[start:end].root, start, end))
        return claims if len(claims) > 1 or len(breaks) == 2 else []

    def conditions(self, verb: Token) -> dict[str, tuple[int, int]]:
        """The conditions that hang on a clause."""
        found: dict[str, tuple[int, int]] = {}
        for condition in self._conditions.of(verb):
            start, end = _bare(verb.doc, condition.start, condition.end)
            if start < end:
                found[condition.key] = (start, end)
        return found

    def _into_light(self, head: Token) -> Token:
        """From *the need for reform* to *reform*, from *the importance of acting* to *acting*."""
        for _ in range(2):
            if head.pos_ != "NOUN" or head.lemma_.lower() not in self._light:
                break
            inner = child(head, "acl", "xcomp")
            for preposition in children(head, "prep"):
                if preposition.lower_ in ("for", "of", "to"):
                    inner = child(preposition, "pobj", "pcomp") or inner
            if inner is None:
                break
            head = inner
        return head

    def _predicate_start(self, verb: Token) -> int:
        """Behind the subject, `to` and modal auxiliaries of a clause."""
        kept = [verb.i]
        for c in verb.children:
            if (
                c.dep_ in ("nsubj", "nsubjpass", "mark", "expl", "cc", "csubj")
                or (c.dep_ == "aux")
                or c.dep_ == "punct"
            ):
                continue
            if c.i < verb.i and c.dep_ in ("advmod", "auxpass") and c.lower_ not in ("never", "not", "no", "longer"):
                kept.append(c.left_edge.i)
        return min(kept)

    def _trimmed(self, head: Token, start: int, end: int) -> Claim | None:
        doc = head.doc
        conditions = self.conditions(head)  # also those that stand before it
        for token in doc[start:end]:
            condition = self._conditions.at(token)
            cut = self._cut_at(token, head, start) if condition is None else condition.opens
            if cut is None or token == head:
                continue
            if condition is not None:
                place = _bare(doc, condition.start, condition.end)
                if place[1] - place[0] > _length(conditions.get(condition.key)):
                    conditions[condition.key] = place
            if token.left_edge.i <= head.i:
                if token.left_edge.i == start and token.right_edge.i + 1 <= head.i:
                    start = token.right_edge.i + 1
                continue
            end = min(end, cut)
        start, end = _bare(doc, start, end)
        return Claim(head, start, end, conditions) if start < end else None

    def _cut_at(self, token: Token, head: Token, start: int) -> int | None:
        """Where a claim must end because of this token, if it must."""
        if token == head or token.i < start:
            return None
        before = token.doc[token.left_edge.i - 1] if token.left_edge.i > 0 else None
        comma = before is not None and before.text in (",", "-", "–", "—", "--")
        if token.dep_ == "relcl" and comma:
            return token.left_edge.i
        if token.dep_ == "advcl" and (
            comma or any(c.lower_ in self._asides for c in children(token, "mark", "advmod"))
        ):
            return token.left_edge.i
        if token.dep_ in ("parataxis", "ccomp", "conj", "dep") and token.lemma_ in self._reporting and comma:
            return token.left_edge.i
        if token.i > head.i and _is_owned(token, comma=comma):
            return token.left_edge.i
        if comma and comments(token):
            return token.left_edge.i
        if token.lower_ == "with" and comma and absolute(token) is not None:
            return token.i
        if token.text == ";" and token.i > head.i:
            return token.i
        return None


def _is_owned(noun: Token, *, comma: bool) -> bool:
    """*its support for it and `its opposition` to that*; *rejects it, `its minister` said*: these end a claim."""
    if noun.dep_ not in ("conj", "appos") or not _has_owner(noun):
        return False
    if noun.dep_ == "conj" and any(cue.kind is CueKind.NOUN for cue in lexicon().at(noun)):
        return any(above.pos_ == "NOUN" and _has_owner(above) for above in ancestors(noun.head))
    return noun.dep_ == "appos" and comma


def _has_owner(noun: Token) -> bool:
    return any(c.tag_ == "PRP$" for c in children(noun, "poss"))


def _length(place: tuple[int, int] | None) -> int:
    return 0 if place is None else place[1] - place[0]


def _bare(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The range without blanks, stray punctuation, joining words and unpaired marks at its edges."""
    while start < end and (doc[start].is_space or doc[start].lower_ in EDGE_WORDS or _stray(doc, start, start, end)):
        start += 1
    while start < end and (doc[end - 1].is_space or _dangles(doc[end - 1]) or _stray(doc, end - 1, start, end)):
        end -= 1
    return start, end


def _dangles(token: Token) -> bool:
    """Does a claim that ends in this word end in the middle of something?"""
    if token.lower_ in ("and", "or", "but", "than", "rather", "that", "which", "who", "to", "provided"):
        return True
    if token.dep_ == "cc" or (token.dep_ == "advmod" and token.head.dep_ == "cc"):
        return True  # *..., as well as*
    joined = token.dep_ == "prep" or (token.dep_ == "conj" and token.pos_ == "ADP")
    return joined and not any(c.i < token.i for c in token.children) and token.lower_ != "ago"


def _stray(doc: Doc, place: int, start: int, end: int) -> bool:
    text = doc[place].text
    inside = [token.text for token in doc[start:end]]
    if text in QUOTES:
        return QUOTES[text] not in inside
    if text in QUOTES.values():
        opening = next(mark for mark, closing in QUOTES.items() if closing == text)
        return opening not in inside
    if text in ('"', "'", "''", "``"):
        return inside.count(text) % 2 == 1
    return doc[place].is_punct and text not in ("%", "$", "£", "€")
