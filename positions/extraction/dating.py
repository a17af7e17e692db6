"""When a position was stated, where the text says that it is older than the article: *had insisted in March*.

Owns the grammar of dates of saying: which phrases are dates (`dates.yaml`), and when one belongs to the verb of saying
and not to what is asked for. It guesses nothing: a pluperfect without a date has none, nor has a month or a day without
a year where it is unknown when the article was published. What is only a few days old is this article's own news.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from positions.extraction.knowledge import Knowledge, read
from positions.extraction.readings import Reading
from positions.extraction.syntax import ancestors, children, clause_head
from positions.folding import folded
from positions.model import When, day_of

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

NEWS = 3
"""Days; what was said so shortly before the article was published is what it reports, and no older position."""

COMING = 60
"""Days; a date without a year that is nearer than this may be one to come."""

OUTER = frozenset({"ccomp", "xcomp", "parataxis"})
"""How a clause hangs on the verb of saying that tells when: *in March the minister said that …*."""


class Dated(Knowledge):
    """A sentence of our own with the date that must be read in it; the tests run it."""

    text: str
    published: dt.date
    stated: dt.date


class Said(Knowledge):
    """A way to name a date."""

    says: str
    counts: Literal["back", "this"] | None = None
    surely: bool = False
    example: Dated


class DateData(Knowledge):
    """dates.yaml."""

    dates: tuple[Said, ...]
    months: dict[str, int]
    numbers: dict[str, int]
    occasions: tuple[str, ...]
    before: tuple[str, ...]


class _Named(NamedTuple):
    """A date as it stands in a sentence."""

    said: Said
    at: Span
    parts: Mapping[str, str]


class Dating:
    """Finds when readings were stated."""

    def __init__(self) -> None:
        self._data = dates()
        self._patterns = [(said, _pattern(said.says, self._data)) for said in self._data.dates]
        self._occasions = frozenset(self._data.occasions)
        self._before = frozenset(self._data.before)

    def dated(self, readings: Sequence[Reading], published: When | None) -> list[Reading]:
        """The readings, each with the day on which it was stated where that is told and older than the article."""
        day = day_of(published) if published is not None else None
        named: dict[int, list[_Named]] = {}
        found = []
        for reading in readings:
            sent = reading.token.sent
            if sent.start not in named:
                named[sent.start] = list(self._named(sent))
            stated = self._of(reading, named[sent.start], day) if named[sent.start] else None
            found.append(reading if stated is None else replace(reading, stated=stated))
        return found

    def _named(self, sent: Span) -> Iterator[_Named]:
        """The dates of a sentence; of those that overlap the one that is listed first."""
        taken: set[int] = set()
        for said, pattern in self._patterns:
            for match in pattern.finditer(sent.text):
                start = sent.start_char + match.start()
                at = sent.doc.char_span(start, start + len(match.group()))
                if at is None or taken & set(range(at.start, at.end)):
                    continue
                taken |= set(range(at.start, at.end))
                yield _Named(said, at, {name: text for name, text in match.groupdict().items() if text})

    def _of(self, reading: Reading, named: Sequence[_Named], published: dt.date | None) -> dt.date | None:
        verbs = list(_verbs(reading))
        days = set()
        for one in named:
            above = self._above(one.at)
            if above not in verbs or not _is_past(above) or _within(reading, one.at):
                continue
            fronted = one.at.end <= min(claim.start for claim in reading.claims)
            if not (one.said.surely or fronted or _has_had(above)):
                continue
            days.add(_day(one, published, self._data))
        day = days.pop() if len(days) == 1 else None  # of two days nobody can tell which is meant
        return day if day is not None and (published is None or (published - day).days > NEWS) else None

    def _above(self, at: Span) -> Token | None:
        """The verb that a date belongs to, over prepositions and what happened then; None where it dates a thing."""
        if self._opens(at):
            return at.sent.root  # before a name without a comma the parser takes *3 May* for a part of it
        token = at.root
        while token.pos_ not in ("VERB", "AUX"):
            known = at.start <= token.i < at.end or self._leads(token)
            if not known or token.dep_ in ("nsubj", "nsubjpass", "dobj", "attr", "ROOT") or token.head == token:
                return None
            token = token.head
        return token

    def _opens(self, at: Span) -> bool:
        """Does the sentence begin with the date: *In March*, *Last year*, *At a summit on 3 May*?"""
        opening = at.doc[at.sent.start : at.start]
        follows = at.doc[at.end] if at.end < at.sent.end else None
        if follows is None or (follows.pos_ in ("NOUN", "ADP") and not self._leads(follows)):
            return False
        if opening and opening[0].lower_ not in self._before:
            return False
        return all(self._leads(word) or word.pos_ in ("DET", "ADJ") for word in opening)

    def _leads(self, word: Token) -> bool:
        """May the word lead to a date: *in*, *at a summit*?"""
        return word.lower_ in self._before or word.lemma_.lower() in self._occasions


@cache
def dates() -> DateData:
    """The packaged ways to name a date. Raises FileFaults where the data file does not fit."""
    return read("dates", DateData)


def _pattern(says: str, data: DateData) -> re.Pattern[str]:
    """A date as a regular expression. A month has a capital: *in May*, and not *may*."""
    longest = sorted(data.months, key=len, reverse=True)
    months = "|".join(word.capitalize() for word in longest)
    numbers = "|".join([*sorted(data.numbers, key=len, reverse=True), r"\d{1,2}"])
    parts = {
        "month": rf"(?P<month>{months})\b\.?",
        "day": r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?",
        "year": r"(?P<year>(?:19|20)\d\d)",
        "number": rf"(?P<number>(?i:{numbers}))",
        "unit": r"(?P<unit>day|week|month|year)s?",
    }
    first = says[0]
    opened = f"[{first.upper()}{first}]{says[1:]}" if first.isalpha() else says
    for name, pattern in parts.items():
        opened = opened.replace(f"{{{name}}}", pattern)
    return re.compile(rf"(?<![\w-]){opened}(?![\w%])")


def _verbs(reading: Reading) -> Iterator[Token]:
    """The verb that states it, and those that report that verb: *In March the minister said Norland would accept*."""
    first = reading.ended.verb if reading.ended is not None else clause_head(reading.token)
    yield first
    below = first
    for head in ancestors(first):
        if below.dep_ == "conj":
            if children(below, "nsubj", "nsubjpass") or any(word.ent_type_ == "DATE" for word in below.subtree):
                return
            yield head  # *Last year Norland rejected the toll and called for talks*
        elif below.dep_ not in OUTER:
            return
        else:
            yield head
        below = head


def _is_past(verb: Token) -> bool:
    """*called*, *had called*, *was called for*; neither *has called* nor *calls*."""
    helpers = children(verb, "aux", "auxpass")
    return verb.tag_ == "VBD" or (verb.tag_ in ("VBN", "VBG") and any(c.tag_ == "VBD" for c in helpers))


def _has_had(verb: Token) -> bool:
    return any(c.lower_ in ("had", "'d", "’d") for c in children(verb, "aux"))


def _within(reading: Reading, at: Span) -> bool:
    """Does a date stand in what is asked for, or in a condition of it?"""
    ranges = [(claim.start, claim.end) for claim in reading.claims]
    ranges += [place for claim in reading.claims for place in claim.conditions.values()]
    return any(start < at.end and at.start < end for start, end in ranges)


def _day(named: _Named, published: dt.date | None, data: DateData) -> dt.date | None:
    """The day that a date stands for; None where it cannot be told, or is no day."""
    parts = named.parts
    month = data.months[parts["month"].lower()] if "month" in parts else 1
    if "unit" in parts:
        number = folded(parts.get("number", "1"))
        back = 0 if named.said.counts == "this" else data.numbers.get(number) or int(number)
        counted = _counted(published, parts["unit"], back) if published is not None else None
        return counted.replace(month=month) if counted is not None and "month" in parts else counted
    try:
        if "year" in parts:
            return dt.date(int(parts["year"]), month, int(parts.get("day", 1)))
        if published is None:
            return None
        day = dt.date(published.year, month, int(parts.get("day", 1)))
        if "day" not in parts and month == published.month:
            return None  # this month or the same month a year ago: nobody can tell
        if day < published:
            return day
        return day.replace(year=day.year - 1) if (day - published).days > COMING else None
    except ValueError:
        return None


def _counted(published: dt.date, unit: str, back: int) -> dt.date | None:
    """The day, or the first day of the week, month or year, so many of them before one."""
    try:
        match unit:
            case "day":
                return published - dt.timedelta(days=back)
            case "week":
                return published - dt.timedelta(days=published.weekday(), weeks=back)
            case "month":
                months = published.year * 12 + published.month - 1 - back
                return dt.date(months // 12, months % 12 + 1, 1)
            case _:
                return dt.date(published.year - back, 1, 1)
    except (OverflowError, ValueError):
        return None
