"""Noun phrases: where one begins and ends, what is coordinated with it, and what kind of noun heads it.

It reads the parse and the names of a passage; whom a phrase means is told by `resolution`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from positions.extraction.gazetteer import Form
from positions.extraction.names import CALENDAR, Names, Run
from positions.extraction.nouns import nouns, singular

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(frozen=True)
class Phrase:
    """A noun phrase: tokens `[start, end)`, determiner and possessor left out."""

    head: Token
    start: int
    end: int
    determiner: str
    owner: Token | None


def phrase_of(names: Names, head: Token) -> Phrase:
    """The noun phrase around its head, to the left as far as the parse and the names of the passage carry it."""
    doc = head.doc
    run = names.at.get(head.i)
    start, end = (run.start, run.end) if run else (head.i, head.i + 1)
    determiner, owner = "", None
    while start > 0:
        token = doc[start - 1]
        if token.lower_ in CALENDAR or not _within(token, start, end, head):
            break
        if (before := names.at.get(token.i)) is not None and before.end == start:
            start = before.start  # a name stands before it as a whole: *the Bank of England governor*
            continue
        if token.dep_ == "det" or token.lower_ in ("the", "a", "an"):
            determiner = token.lower_
            break
        if token.tag_ == "PRP$":
            owner = token
            break
        if token.tag_ == "POS":
            owner = token.head
            break
        if token.pos_ not in ("ADJ", "NOUN", "PROPN", "NUM", "VERB", "ADV", "PUNCT", "SYM") or token.text in (
            ",",
            '"',
            "“",
            "”",
            "(",
            ")",
            ":",
            ";",
        ):
            break
        start -= 1
    return Phrase(head, start, end, determiner, owner)


def complement_end(head: Token, end: int, *, bare: bool) -> int:
    """Where the words end that tell a group from others: *employers in the north*; *a group led by Norland*, where the
    word is `bare` else."""
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in ("in", "of", "from", "with", "for") and child.i == end:
            clauses = [t.left_edge.i for t in child.subtree if t.dep_ in ("relcl", "acl")]
            last = min([child.right_edge.i + 1, *clauses])
            if 1 < last - end <= 6 and not any(t.dep_ == "punct" for t in head.doc[end:last]):
                end = last
                break
    led = head.doc[end : end + 2] if bare and end == head.i + 1 else head.doc[0:0]
    if [t.lower_ for t in led] in (["led", "by"], ["headed", "by"]) and led[0].dep_ in ("acl", "amod", "advcl"):
        leaders = led[0].right_edge.i + 1
        return leaders if leaders - end <= 8 else end
    return end


def coordinated(names: Names, head: Token) -> list[Token]:
    """The head and whatever is coordinated with it, in order."""
    found = [head]
    for token in found:
        found.extend(
            child
            for child in token.children
            if child.dep_ == "conj"
            and child.i > token.i
            and child.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM")
            and child not in found
        )
    for token in list(found):
        for other in (*_opening_list(names, token), *_listed(names, token)):
            if not any(_same_run(names, other, known) for known in found):
                found.append(other)
    return found


def opens_list(token: Token) -> bool:
    """Is anything coordinated with a word?"""
    return any(child.dep_ == "conj" for child in token.children)


def role_noun(token: Token) -> bool:
    """Does a word name an office or an occupation?"""
    return singular(token.text) in nouns().all_roles or token.lower_ in nouns().all_roles


def group_like(token: Token) -> bool:
    """Plural holders of offices that speak for themselves: *shareholders*, *senators*."""
    return token.tag_ in ("NNS", "NNPS") and singular(token.text) in nouns().data.own_roles | {
        "member",
        "delegate",
        "lawyer",
        "leader",
        "chief",
        "cleric",
        "partner",
    }


def _same_run(names: Names, one: Token, other: Token) -> bool:
    at = names.at
    return one.i == other.i or (one.i in at and at.get(other.i) is at[one.i])


def _listed(names: Names, token: Token) -> list[Token]:
    """Places in a list that the parser may have torn: *Norland, Sudmark and the EU*; also behind *with*."""
    doc = token.doc
    run = names.at.get(token.i)
    if run is None or not _whole_place(names, run):
        return []
    found: list[Token] = []
    closed = False
    end = run.end
    ended = False
    while end + 1 < len(doc):
        i, joined = end, False
        if doc[i].text == ",":
            i += 1
        word = doc[i].lower_ if i < len(doc) else ""
        if word in ("and", "&") or (not found and i > end and word == "with"):
            joined = True
            i += 1
        if i == end or (ended and word not in ("and", "&")):
            break
        ended = word in ("and", "&")
        if i < len(doc) and doc[i].lower_ == "the":
            i += 1
        other = names.at.get(i)
        if (
            other is None
            or other.start != i
            or not _whole_place(names, other)
            or (other.end < len(doc) and doc[other.end].tag_ == "POS")
        ):
            break
        found.append(doc[other.end - 1])
        closed = closed or joined
        end = other.end
    return found if closed else []


def _opening_list(names: Names, token: Token) -> list[Token]:
    """The places in the list that opens a sentence and that a token is in, whatever the parser makes of it:
    *Norland, for the Delta Group, and Sudmark supported ...*."""
    doc, i, end = token.doc, token.sent.start, token.sent.end
    found: list[Token] = []
    closed = False
    while i < end:
        i += doc[i].lower_ == "the"
        run = names.at.get(i)
        if run is None or run.start != i or not (_whole_place(names, run) or len(found) > 1):
            break
        i = _past_represented(names, doc, run.end)
        if i >= end or doc[i].tag_ == "POS":
            break
        found.append(doc[run.end - 1])
        comma = doc[i].text == ","
        joined = doc[i + comma].lower_ in ("and", "&") if i + comma < end else False
        if closed or not (comma or joined):
            break
        closed = joined
        i += comma + joined
    return found if closed and any(_same_run(names, token, one) for one in found) else []


def _past_represented(names: Names, doc: Doc, i: int) -> int:
    """Behind *, for the Delta Group* where that follows a name."""
    words = [token.lower_ for token in doc[i : i + 5]]
    for opening in ((",", "for"), (",", "speaking", "for"), (",", "on", "behalf", "of")):
        if tuple(words[: len(opening)]) == opening:
            j = i + len(opening)
            j += j < len(doc) and doc[j].lower_ == "the"
            return names.at[j].end if j in names.at else i
    return i


def _whole_place(names: Names, run: Run) -> bool:
    place = names.places.get(run.end - 1)
    return place is not None and place[0] == run.start and place[2].form in (Form.NAME, Form.SHORT)


def _within(token: Token, start: int, end: int, head: Token) -> bool:
    """Does a token before a phrase belong to it?"""
    climb = token
    for _ in range(6):
        if start <= climb.head.i < end or climb.head.i == head.i:
            return (
                climb.dep_ not in ("advcl", "relcl", "ccomp", "mark", "cc", "preconj", "prep", "advmod")
                or climb.lower_ in nouns().data.quantifiers
            )
        if climb.head.i == climb.i:
            return False
        climb = climb.head
    return False
