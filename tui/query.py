"""The filter line: what is typed there, what it means, which issues it finds, how it goes on. Knows no Textual.

`party:Norland status:sticking since:2024-05 unreviewed fish` asks for issues of that status on which Norland has said
something since May that nobody has reviewed, with the word in them. What belongs to one statement is asked of one
statement. Nothing that is typed is refused: half-typed, it must not empty the screen; `Query.faults` tells what is
left out and why.
"""

from __future__ import annotations

import calendar
import datetime as dt
import difflib
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from positions.model import ChangeKind, Extent, Firmness, Placed, Position, Row, Stance, Status, day_of

from .filtering import has, key
from .state import Cell, Content

HELP = "words, party: status: theme: since: is: … · a minus leaves out · Tab completes"
"""What the filter line takes."""

Moved = Mapping[tuple[str, str], ChangeKind]
"""What became of a party's position, by issue and party."""


class Issue(NamedTuple):
    """An issue that is asked about."""

    content: Content
    row: Row


class Said(NamedTuple):
    """A statement that holds now, and is asked about."""

    content: Content
    row: Row
    placed: Placed
    moved: Moved

    @property
    def position(self) -> Position:
        """What is stated."""
        return self.placed.position

    @property
    def cell(self) -> Cell:
        """All that its party says on the issue."""
        return self.content.cells_of(self.row)[self.position.party]


STATUSES = {"sticking": Status.STICKING, "agreed": Status.AGREED, "open": Status.OPEN, "one side": Status.OPEN}

OF_STATEMENTS: dict[str, Callable[[Said], bool]] = {
    "conditional": lambda said: bool(said.position.conditions),
    "in principle": lambda said: said.position.extent is not Extent.FULL,
    "red line": lambda said: said.position.firmness is Firmness.RED_LINE,
    "reported": lambda said: said.position.according_to is not None,
    "contradictory": lambda said: said.cell.is_on_both_sides,
    "silent": lambda said: said.content.silence(said.cell) > 0,
    "moved": lambda said: (said.row.issue, said.position.party) in said.moved,
    "unreviewed": lambda said: not said.content.is_reviewed(said.placed),
}
OF_ISSUES: dict[str, Callable[[Issue], bool]] = {
    "disputed": lambda issue: bool(issue.row.disputed),
    "settled": lambda issue: bool(issue.row.settled),
    "provisional": lambda issue: issue.row.provisional,
    "reviewed": lambda issue: all(issue.content.is_reviewed(one) for one in issue.row.positions if one.current),
}
FLAGS = (*OF_STATEMENTS, *OF_ISSUES)
ALONE = ("unreviewed", "reviewed")
"""Flags that need no `is:` before them; in quotation marks they are words."""

KEYS = ("party", "status", "theme", "stance", "since", "until", "is", "quote", "speaker", "article")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True)
class Token:
    """A part of the line between blanks."""

    text: str
    """As typed."""
    key: str
    """What stands before the colon; empty for a word."""
    values: tuple[str, ...]
    """What stands between commas, without quotation marks; one for a word."""
    negated: bool
    quoted: bool


@dataclass(frozen=True)
class Query:
    """What is asked for."""

    tokens: tuple[Token, ...]
    faults: tuple[str, ...]
    """What is not understood, and is as good as not typed."""

    def __bool__(self) -> bool:
        return bool(self.tokens)


def tokens(text: str) -> list[Token]:
    """The parts of a line; a quotation mark that is not closed closes at the end."""
    found, part, inside = [], "", False
    for char in f"{text} ":
        inside ^= char == '"'
        if char.isspace() and not inside:
            found += [part] if part else []
            part = ""
        else:
            part += char
    return [_token(each) for each in ([*found, part.rstrip()] if inside and part.strip() else found)]


def _token(text: str) -> Token:
    body = text.removeprefix("-") if len(text) > 1 else text
    name, colon, rest = body.partition(":")
    is_key = bool(colon) and name.isalpha() and key(name) in KEYS
    values = _split(rest) if is_key else (body.replace('"', ""),)
    return Token(text, key(name) if is_key else "", values, body != text, '"' in body)


def _split(text: str) -> tuple[str, ...]:
    """What stands between commas, those in quotation marks not counted."""
    values, inside = [""], False
    for char in text:
        inside ^= char == '"'
        if char == "," and not inside:
            values.append("")
        elif char != '"':
            values[-1] += char
    return tuple(value.strip() for value in values if value.strip())


def parse(text: str) -> Query:
    """What a line asks for. Takes anything."""
    kept, faults = [], []
    for token in tokens(text):
        if token.key and not token.values:
            continue  # nothing behind the colon yet
        fault = _fault(token)
        if fault:
            faults.append(fault)
        else:
            kept.append(token)
    return Query(tuple(kept), tuple(faults))


def _fault(token: Token) -> str:
    for value in token.values:
        choices = CHOICES.get(token.key)
        if choices is not None and not _meant(value, choices):
            return f"{token.key}: {', '.join(choices)}"
        if token.key in ("since", "until") and _span(value) is None:
            return f"{token.key}: a date as 2024, 2024-05 or 2024-05-13"
    name, colon, _ = token.text.removeprefix("-").partition(":")
    near = difflib.get_close_matches(key(name), KEYS, n=1, cutoff=0.7) if colon and not token.key else []
    return f"no key {name}: is {near[0]}: meant?" if near else ""


CHOICES: dict[str, tuple[str, ...]] = {
    "status": tuple(STATUSES),
    "stance": tuple(stance.value for stance in Stance),
    "is": FLAGS,
}
"""The keys whose values are given; their beginnings do."""


def _meant(value: str, choices: Collection[str]) -> list[str]:
    """The choices that a value stands for: itself, else all that begin so."""
    value = key(value)
    return [value] if value in choices else [choice for choice in choices if choice.startswith(value)]


def _span(value: str) -> tuple[dt.date, dt.date] | None:
    """First and last day of a year, month or day; None where it is none."""
    found = _DATE.fullmatch(value)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = dt.date(year or 0, month or 1, day or 1)
        last_month = month or 12
        return first, dt.date(first.year, last_month, day or calendar.monthrange(first.year, last_month)[1])
    except ValueError:
        return None


def find(query: Query, content: Content, moved: Moved) -> tuple[tuple[Row, ...], bool]:
    """The issues that a query finds, in the order of the content, and whether its words were found only further away.

    Words are looked for in what the matrix shows; where they are nowhere there, in all that was ever said: earlier
    claims, quotes, speakers, sources.
    """
    asked = [row for row in content.rows if _allows(query, content, row, moved)]
    words = [token for token in query.tokens if not token.key and not _is_flag(token)]
    wanted = [key(token.values[0]) for token in words if not token.negated]
    unwanted = [key(token.values[0]) for token in words if token.negated]
    asked = [row for row in asked if not any(has([word], content.haystacks[row.issue]) for word in unwanted)]
    near = tuple(row for row in asked if has(wanted, content.haystacks[row.issue])) if wanted else tuple(asked)
    if near or not wanted:
        return near, False
    return tuple(row for row in asked if has(wanted, [content.everywhere[row.issue]])), True


def _is_flag(token: Token) -> bool:
    return not token.key and not token.quoted and key(token.values[0]) in ALONE


def _allows(query: Query, content: Content, row: Row, moved: Moved) -> bool:
    """Does an issue have all that is asked for, words aside?"""
    of_one: list[tuple[Token, Callable[[Said], bool]]] = []
    for token in query.tokens:
        name, values = ("is", (key(token.values[0]),)) if _is_flag(token) else (token.key, token.values)
        if not name:
            continue
        of_issue = _of_issue(name, values, content, row)
        if of_issue is not None:
            if of_issue is token.negated:
                return False
        else:
            of_one.append((token, partial(_of_statement, name, values)))
    return _spoken(of_one, [Said(content, row, one, moved) for one in row.positions if one.current])


def _of_issue(name: str, values: tuple[str, ...], content: Content, row: Row) -> bool | None:
    """Has the issue one of the values? None where they are a statement's to have."""
    if name == "status":
        return any(row.status is STATUSES[meant] for value in values for meant in _meant(value, STATUSES))
    if name == "theme":
        return row.theme is not None and any(key(value) in key(row.theme) for value in values)
    flags = [flag for value in values for flag in _meant(value, FLAGS)] if name == "is" else []
    if flags and all(flag in OF_ISSUES for flag in flags):
        return any(OF_ISSUES[flag](Issue(content, row)) for flag in flags)
    return None


def _of_statement(name: str, values: tuple[str, ...], said: Said) -> bool:
    """Has the statement one of the values?"""
    position, content = said.position, said.content
    if name == "is":
        issue = Issue(content, said.row)
        flags = [flag for value in values for flag in _meant(value, FLAGS)]
        return any(OF_ISSUES[flag](issue) if flag in OF_ISSUES else OF_STATEMENTS[flag](said) for flag in flags)
    if name in ("since", "until"):
        spans = [span for value in values if (span := _span(value)) is not None]
        when = day_of(said.placed.when) if said.placed.when is not None else None
        return when is not None and any(when >= first if name == "since" else when <= last for first, last in spans)
    if name == "stance":
        return any(position.stance.value == meant for value in values for meant in _meant(value, CHOICES["stance"]))
    words = {
        "party": _names(content, position.party),
        "quote": key(position.quote or ""),
        "speaker": key(position.speaker or ""),
        "article": _article(content, position.article),
    }[name]
    return any(key(value) in words for value in values)


def _names(content: Content, party: str) -> str:
    """A party's name, aliases and bloc, as words are looked for in."""
    known = content.snapshot.registry.parties.get(party)
    return key("\n".join([party, *known.aliases, known.bloc or ""] if known else [party]))


def _article(content: Content, article_id: str) -> str:
    article = content.articles.get(article_id)
    found = [article_id, *([article.source.title, article.source.outlet] if article else [])]
    return key("\n".join(words for words in found if words))


def _spoken(asked: list[tuple[Token, Callable[[Said], bool]]], said: list[Said]) -> bool:
    """Is there one statement that has all that is asked of statements, and none that has what is left out?

    Two parties are two statements: each must be there, with the rest.
    """
    if any(token.negated and any(map(test, said)) for token, test in asked):
        return False
    rest = [test for token, test in asked if not token.negated and token.key != "party"]
    parties = [test for token, test in asked if not token.negated and token.key == "party"]
    fitting = [one for one in said if all(test(one) for test in rest)]
    if parties:
        return all(any(map(test, fitting)) for test in parties)
    return bool(fitting) or not rest


def candidates(text: str, content: Content) -> list[str]:
    """What the last part of a line may become, as it would be typed; the likeliest first."""
    if not text or text[-1].isspace():
        return []
    token = (tokens(text) or [Token("", "", ("",), False, False)])[-1]
    sign = "-" if token.negated else ""
    name, colon, rest = token.text.removeprefix("-").partition(":")
    if not colon:
        return [f"{sign}{each}" for each in [*(f"{name}:" for name in KEYS), *ALONE] if each.startswith(key(name))]
    known = _values(key(name), content)
    done, comma, last = rest.rpartition(",")
    asked = key(last.replace('"', ""))
    fitting = [value for value in known if asked in key(value)]
    ranked = sorted(fitting, key=lambda value: not key(value).startswith(asked))
    return [f"{sign}{key(name)}:{done}{comma}{_quoted(value)}" for value in ranked]


def _values(name: str, content: Content) -> Collection[str]:
    if name == "party":
        return content.matrix.parties
    if name == "theme":
        return sorted({row.theme for row in content.rows if row.theme})
    if name == "article":
        return list(content.articles)
    if name in ("since", "until"):
        return sorted({day.isoformat() for day in content.days}, reverse=True)
    return CHOICES.get(name, ())


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value or "," in value else value


def completed(text: str, content: Content) -> str:
    """The line with its last part completed, to the likeliest or, asked again, to the next one."""
    found = candidates(text, content)
    last = tokens(text)[-1].text if found else ""
    if not found or found == [last]:
        return text
    begun = [each for each in found if each != last]
    return text[: len(text) - len(last)] + begun[0]


def hint(text: str, content: Content) -> str:
    """One line about what is typed: what is wrong with it, what it may become, or what may be typed at all."""
    typed = parse(text)
    found = [each for each in candidates(text, content) if each not in text.split()]
    if found:
        return " · ".join([*found[:12], "Tab completes"])
    return typed.faults[0] if typed.faults else HELP
