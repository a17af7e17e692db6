"""People and whom they act for, as an article introduces them.

Reads titles before a name (*Israeli President Isaac Herzog*), behind it (*Jo Bell, general secretary of the Delta
Union,*) and across a comma (*the bank's chairman, Jo Bell,*). It finds what the words say; what *the bank* is,
`parties` resolves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from positions.extraction.gazetteer import Body, Form, Place
from positions.extraction.names import Names, Run
from positions.extraction.nouns import nouns, singular

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

FARTHEST = 16
"""Words behind a name within which its apposition must end."""

VERBAL = frozenset("VBD VBZ VBP MD WP WDT WRB".split())
"""Tags that end an apposition."""

MALE = frozenset(
    "mr mr. sir lord king prince chairman spokesman businessman congressman baron duke sheikh emir policeman".split()
)
FEMALE = frozenset(
    "mrs mrs. ms ms. miss dame lady queen princess baroness chairwoman spokeswoman actress congresswoman".split()
)

Affiliation = Place | Run | int | None
"""What an office is of: a place, a name, the token of a common noun or pronoun, or nothing that is said."""


class Title(NamedTuple):
    """An office as the text gives it: tokens `[start, end)`."""

    start: int
    end: int
    roles: frozenset[str]
    of: Affiliation
    own: bool
    """Its holder speaks for nobody else."""
    state: bool
    """It is an office of a state, whichever."""


@dataclass
class Person:
    """Somebody an article names; grows while the article is read."""

    words: tuple[str, ...]
    """The name without titles."""
    speaker: str
    """The fullest mention, titles included."""
    gender: str | None = None
    title: Title | None = None
    passage: int = 0
    """Where the title stands."""
    roles: set[str] = field(default_factory=set)
    sure: bool = False
    noble: str = ""
    candidate: bool = False
    """Has a campaign, and so speaks for nobody else, whatever the office."""
    outsider: bool = False
    """What is said of this person is what bystanders are (*a nurse*, *the historian*)."""

    @property
    def name(self) -> str:
        """The name without titles; with *Lord* or *King* where it is nothing but a surname else."""
        name = " ".join(self.words).replace(" - ", "-").replace(" . ", ". ")
        return f"{self.noble} {name}" if self.noble and len(self.words) == 1 else name


class Introduction(NamedTuple):
    """One mention of a person: the tokens of the bare name, and the office beside it."""

    name: Run
    title: Title | None
    start: int
    gender: str | None
    sure: bool
    """Something but the parser's guess says that it is a person."""
    noble: str
    """*Lord*, *King*: what the name is never without."""
    outsider: bool


def introductions(doc: Doc, names: Names) -> Iterator[Introduction]:
    """The people named in a passage, with their titles."""
    for run in names.runs:
        found = _introduced(doc, names, run)
        if found:
            yield found


def _introduced(doc: Doc, names: Names, run: Run) -> Introduction | None:
    start = _name_start(doc, run)
    bare = Run(start, run.end)
    if start == run.end or not _may_be_person(doc, names, bare):
        return None
    title = _title_before(doc, names, start)
    after = _title_after(doc, names, run.end)
    honoured = start > run.start and doc[start - 1].lower_ in nouns().data.honorifics
    listed = honoured and doc[run.end : run.end + 1].text == "("  # *Mr Bell (Delta Union)*
    known = listed or _looks_like_person(doc, bare)
    if after is not None and not after.roles and not (known or _speaks(doc, bare, after)):
        after = None
    if title is None and start == run.start and start >= 2 and doc[start - 1].text == ",":
        title = _title_across(doc, names, start)
    if title is None and after is None and not honoured and not _looks_like_person(doc, bare):
        return None
    if title is None and not honoured and run.end - start < 2 and doc[start].ent_type_ != "PERSON":
        return None
    if _sits(doc, run.end):
        title = after = Title(run.end, run.end, frozenset(("lawmaker",)), None, own=True, state=False)
    best = title if title and (title.of is not None or after is None or title.own) else after or title
    first = min(title.start, run.start) if title else run.start
    words = {doc[i].lower_ for i in range(min(first, run.start), run.end)} | (best.roles if best else set())
    gender = "m" if words & MALE else "f" if words & FEMALE else nouns().gender(doc[start].text)
    sure = title is not None or honoured or after is not None or nouns().is_given(doc[start].text)
    noble = honoured and run.end - start == 1 and doc[start - 1].lower_ in nouns().data.noble
    outsider = (best is None or not best.roles) and _is_outsider(doc, start, run.end)
    return Introduction(bare, best, first, gender, sure, doc[start - 1].text if noble else "", outsider)


def _is_outsider(doc: Doc, start: int, end: int) -> bool:
    """Is a name introduced as a bystander's: *Professor Jo Bell*, *analyst Jo Bell*, *Jo Bell, a nurse from …*?"""
    if start and singular(doc[start - 1].text) in nouns().outsiders:
        return True
    begin, stop = _aside(doc, end)
    return any(doc[i].pos_ == "NOUN" and singular(doc[i].text) in nouns().outsiders for i in range(begin, stop))


def _name_start(doc: Doc, run: Run) -> int:
    """Where the bare name begins in a run that may open with a title (*Secretary of State Ada Lund*)."""
    data = nouns()
    start = run.start
    for i in range(run.start, run.end):
        low = doc[i].lower_
        opens = i == run.start and run.end - i > 2 and low in data.data.bystanders
        if opens or low in data.all_roles or low.rstrip(".") in data.all_roles or low in data.data.honorifics:
            start = i + 1
            while start + 1 < run.end and doc[start].lower_ in ("of", "for", "the", "and"):
                step = start + 1
                while step < run.end and doc[step].lower_ in data.title_words:
                    step += 1
                if step == start + 1:
                    return run.end
                start = step
    return start


def _may_be_person(doc: Doc, names: Names, name: Run) -> bool:
    if name.end - name.start > 5:
        return False
    last = doc[name.end - 1]
    data = nouns().data
    if name.end - 1 in names.places:
        start, _end, place = names.places[name.end - 1]
        # "Paris Jordan" may be a person, "Jordan" is a state
        if start == name.start or place.form is Form.PEOPLE:
            return False
    low = singular(last.text)
    organisation = low in data.organisations or low in data.groups or last.lower_ in data.suffixes or low in data.organs
    return not organisation and not any(
        doc[i].text in ("&", "/") or doc[i].lower_ == "of" for i in range(name.start, name.end)
    )


def _looks_like_person(doc: Doc, run: Run) -> bool:
    if run.end - run.start < 2:
        return False
    first, last = doc[run.start], doc[run.end - 1]
    if nouns().is_given(first.text):
        return last.ent_type_ != "ORG" or first.ent_type_ != "ORG"
    return last.ent_type_ == "PERSON" and first.ent_type_ == "PERSON"


def _speaks(doc: Doc, name: Run, after: Title) -> bool:
    """*Marit Holm, Norland, said ...*: a person by what follows, and not *Strand, Norland, said*, a town."""
    following = doc[after.end + 1 : after.end + 2]
    told = any(token.tag_ in ("VBD", "VBZ") for token in following)
    town = doc[name.end - 1].ent_type_ in ("GPE", "LOC", "FAC")
    return told and not town and name.end - name.start > 1 and isinstance(after.of, Place)


def _sits(doc: Doc, end: int) -> bool:
    """Is a name followed by the party and the constituency of a lawmaker: *Jo Bell (D-Ohio)*, *Jo Bell, R-Kan.*?"""
    return end < len(doc) and bool(re.match(r"[,(] ?[DRI]-[A-Z]", doc[end : end + 4].text))


def _title_before(doc: Doc, names: Names, start: int) -> Title | None:
    if start == 0 or doc[start - 1].lower_ in ("of", "for", "and", "&"):
        return None  # *a spokesman for Delta Mills*: what the office is of
    begin = _title_begin(doc, names, start)
    return read_title(doc, names, begin, start) if begin < start else None


def _title_begin(doc: Doc, names: Names, end: int) -> int:
    """How far left the words of a title reach that ends before `end`."""
    data = nouns()
    i = end
    while i > 0:
        token = doc[i - 1]
        low = token.lower_
        joiner = low in ("of", "and", "for", "-", "&") or token.tag_ == "POS"
        if token.is_sent_start and not (i - 1 in names.at or low in data.title_words or token.tag_ == "PRP$"):
            break
        if not (i - 1 in names.at or low in data.title_words or joiner or (token.pos_ in ("NOUN", "ADJ") and i < end)):
            if token.tag_ == "PRP$":
                i -= 1
            break
        i -= 1
        if token.is_sent_start:
            break
    while i < end and (doc[i].lower_ in ("of", "and", "for", "-", "&") or doc[i].tag_ == "POS"):
        i += 1
    return i


def _title_across(doc: Doc, names: Names, start: int) -> Title | None:
    """*the bank's chairman, Jo Bell*."""
    begin = _title_begin(doc, names, start - 1)
    title = read_title(doc, names, begin, start - 1) if begin < start - 1 else None
    last = start - 2 - (doc[start - 2].lower_ == "general")  # *its secretary general, Jo Bell,*
    return title if title and singular(doc[last].text) in nouns().all_roles else None


def _title_after(doc: Doc, names: Names, end: int) -> Title | None:
    """*, general secretary of the Delta Union,* or *, UNDP,* behind a name; also in brackets."""
    if end + 1 >= len(doc):
        return None
    if doc[end].lower_ in ("of", "from"):
        return _whose(doc, names, end)
    begin, stop = _aside(doc, end)
    if stop == begin:
        return None
    title = read_title(doc, names, begin, stop)
    if title:
        return None if _of_several(doc, begin, stop) else title
    run = names.at.get(begin + (doc[begin].lower_ == "the"))
    closed = stop < len(doc) and (doc[stop].text in (",", ")") or doc[stop].tag_ in ("VBD", "VBZ"))
    titled = run is not None and doc[run.start].lower_ in nouns().data.honorifics
    if run and run.end == stop and closed and not titled and not _looks_like_person(doc, run):
        place = names.places.get(run.start)
        whole = place[2] if place and place[:2] == (run.start, run.end) else None
        town = doc[end].text == "(" and doc[run.end - 1].ent_type_ in ("LOC", "FAC")
        if town or (whole and whole.form is Form.SEAT):
            return None
        return Title(begin, stop, frozenset(), whole or run, own=False, state=False)
    return None


def _of_several(doc: Doc, start: int, end: int) -> bool:
    """Is the first office between these tokens that of several: *In Port Rosa, ministers of Norland met*?"""
    return next((token.tag_ in ("NNS", "NNPS") for token in doc[start:end] if _role(token)), False)


def _aside(doc: Doc, end: int) -> tuple[int, int]:
    """The tokens of what stands behind a name between commas or in brackets; none where nothing does."""
    begin = stop = end + 1
    if end >= len(doc) or doc[end].text not in (",", "("):
        return begin, begin
    while stop < len(doc) and stop - begin < FARTHEST:
        token = doc[stop]
        if token.text in (",", ")", ";", ".", ":", "(", '"', "”", "“") or token.tag_ in VERBAL:
            break
        stop += 1
    return begin, stop


def _whose(doc: Doc, names: Names, preposition: int) -> Title | None:
    """*Ada Lund of Norland*: a place or a name behind a name, where it is no town."""
    start = preposition + 1 + (doc[preposition + 1].lower_ == "the")
    run = names.at.get(start)
    if run is None or run.start != start:
        return None
    place = names.places.get(start)
    if place is None and doc[run.end - 1].ent_type_ in ("GPE", "LOC", "FAC"):
        return None
    if place is not None and place[2].form is not Form.SEAT and place[:2] == (run.start, run.end):
        return Title(preposition, run.end, frozenset(), place[2], own=False, state=False)
    return Title(preposition, run.end, frozenset(), run, own=False, state=False) if place is None else None


def read_title(doc: Doc, names: Names, start: int, end: int) -> Title | None:
    """The office that the tokens `[start, end)` name; None when they name none."""
    data = nouns().data
    roles = [i for i in range(start, end) if _role(doc[i])]
    if not roles:
        return None
    words = {doc[i].lower_.rstrip(".") for i in range(start, end)}
    kinds = frozenset(_role(doc[i]) for i in roles)
    of = _before(doc, names, start, roles[0]) or _after(doc, names, roles[0] + 1, end)
    own = bool(kinds & data.own_roles) or bool(words & data.past) or bool(words & data.legislatures)
    for role in kinds & data.own_unless.keys():
        its = isinstance(of, int) and doc[of].lower_ == "its"
        if its or (isinstance(of, Run | Place) and data.own_unless[role] & words):
            own = False
    portfolio = bool(words & (data.portfolios - data.organisations))
    state = (
        bool(kinds & data.state_roles)
        or (portfolio and "secretary" in kinds and "press" not in words)
        or ("president" in kinds and of is None and doc[roles[-1]].text[0].isupper() and "vice" not in words)
    )
    return Title(start, end, kinds, of, own=own, state=state)


def _role(token: Token) -> str:
    """The office that a word names, or nothing."""
    for word in (token.lower_, token.lower_.rstrip("."), singular(token.text)):
        if word in nouns().all_roles:
            return word
    return ""


def _before(doc: Doc, names: Names, start: int, end: int) -> Affiliation:
    """What the words before an office say that it is of."""
    data = nouns().data
    place: Place | None = None
    run: list[int] = []
    noun: int | None = None
    for i in range(start, end):
        low = doc[i].lower_
        if doc[i].tag_ == "PRP$":
            noun = i
        elif i in names.places:
            place = names.places[i][2] if place is None or names.places[i][2].body is not Body.STATE else place
            if run and run[-1] == i - 1:
                run.append(i)
        elif i in names.at and (
            low not in data.portfolios | data.ranks | data.past | data.honorifics
            or _ends_name(doc, i, run)
            or _opens_name(doc, i)
        ):
            run = [*run, i] if run and run[-1] == i - 1 else [i]
        elif singular(low) in data.organisations or singular(low) in data.states:
            noun = i
    if run:
        first, last = run[0], run[-1]
        while first > start and first - 1 in names.at and singular(doc[last].text) in data.organisations:
            first -= 1
        local = last + 1 < end and doc[last + 1].lower_ in data.local
        return Run(first, last + 1 + local)
    if place is not None and noun is None:
        return place
    return noun


def _opens_name(doc: Doc, i: int) -> bool:
    """*New York Bank chairman* and *New Alliance leader*, where *new* is of the name and no rank."""
    following = doc[i + 1] if i + 1 < len(doc) else None
    return doc[i].text == "New" and following is not None and following.text[0].isupper() and not _role(following)


def _ends_name(doc: Doc, i: int, run: list[int]) -> bool:
    """Does a word that could tell what an office deals with end the name before it: *Delta Union secretary*?"""
    return bool(run) and run[-1] == i - 1 and singular(doc[i].text) in nouns().data.organisations


def _after(doc: Doc, names: Names, start: int, end: int) -> Affiliation:
    """What *of*, *for*, *at* or *from* behind an office says that it is of."""
    data = nouns().data
    i = start
    while i < end and doc[i].lower_ not in ("of", "for", "at", "from", "with", "in"):
        if doc[i].lower_ == "to":
            if not any(_role(doc[j]) in data.serving for j in range(start - 1, i)):
                return None  # *the ambassador to Norland* is not Norland's
            break
        i += 1
    for j in range(i + 1, end):
        if doc[j].lower_ in ("the", "a", "an"):
            continue
        if j in names.at:
            low = doc[j].lower_
            run = names.at[j]
            stop = min(run.end, end)
            if j in names.places and names.places[j][1] >= stop:
                return names.places[j][2]
            if low in data.portfolios and stop - j == 1:
                continue
            inner = names.places.get(j)
            if inner and inner[2].body is Body.STATE and singular(doc[stop - 1].text) in data.organs:
                return inner[2]
            return Run(j, stop)
        if singular(doc[j].text) in data.organisations or singular(doc[j].text) in data.states:
            return j
    return None
