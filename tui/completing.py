"""What may be typed next: keys, parties, issues and the few values that a key takes.

What stands around the cursor is read off the lines and their indents, since a text that is being typed is seldom valid.
The keys and values come from the models, the names from the negotiation. Knows no Textual.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from positions.model import Codebook, Matrix, Model, Registry, Snapshot
from positions.yamldump import scalar
from positions.yamlfaults import keys_at, values_at
from positions.yamlreader import OUTERMOST

from .naming import candidates as candidates_for

_PAIR = re.compile(r"^(?P<lead>\s*(?:-\s+)*)(?P<key>[^\s#'\"\[{&*!|>%@`-][^:#]*?):(?:[ \t]+(?P<value>.*))?$")
_HEAD = re.compile(r"^(?P<lead>\s*(?:-\s+)*)(?P<word>[^:#'\"\[{]*)$")
_BARE = ("true", "false")


@dataclass(frozen=True)
class Names:
    """The names that there are in a negotiation, each kind in an order that puts the usual first."""

    parties: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    blocs: tuple[str, ...] = ()

    @classmethod
    def of(cls, matrix: Matrix, snapshot: Snapshot, article: str | None = None) -> Names:
        """Those of a negotiation; first the ones that an article has already."""
        here = [position for position in snapshot.positions if position.article == article]
        registry: Registry = snapshot.registry
        codebook: Codebook = snapshot.codebook
        people = (name for party in registry.parties.values() for name in party.speakers)
        themes = [row.theme for row in matrix.rows] + [issue.theme for issue in codebook.issues.values()]
        own = {placed.position.party for row in matrix.rows for placed in row.positions}
        issues = [row.issue for row in matrix.rows if any(one.position.article == article for one in row.positions)]
        return cls(
            parties=_distinct([*(one.party for one in here), *registry.parties, *matrix.parties, *sorted(own)]),
            issues=_distinct([*issues, *(row.issue for row in matrix.rows), *codebook.issues]),
            speakers=_distinct([*(one.speaker or "" for one in here), *people]),
            themes=_distinct(theme or "" for theme in themes),
            blocs=_distinct(party.bloc or "" for party in registry.parties.values()),
        )

    def for_key(self, name: str) -> tuple[str, ...]:
        """The names that a key takes."""
        kinds = {
            **dict.fromkeys(("party", "of", "according to"), self.parties),
            "issue": self.issues,
            "speaker": self.speakers,
            "theme": self.themes,
            "bloc": self.blocs,
        }
        return kinds.get(name, ())


@dataclass(frozen=True)
class Completion:
    """What may stand in place of what was typed from `start` to the cursor."""

    start: int
    """Column, from 0."""
    typed: str
    candidates: tuple[str, ...]
    """As they read."""
    behind: str = ""
    """What a key is followed by."""

    def written(self, candidate: str) -> str:
        """A candidate as YAML has it."""
        return (candidate if candidate in _BARE else scalar(candidate)) + self.behind

    @property
    def rest(self) -> str:
        """What the first candidate has besides what was typed; empty where it would have to be written otherwise."""
        first = self.candidates[0] if self.candidates else ""
        plain = self.typed and first.casefold().startswith(self.typed.casefold()) and scalar(first) == first
        return first[len(self.typed) :] + self.behind if plain and len(first) > len(self.typed) else ""


def complete(model: type[Model], lines: Sequence[str], row: int, column: int, names: Names) -> Completion | None:
    """What may be typed at a place, counted from 0; None where anything may, or nothing is known of it."""
    before = lines[row][:column]
    pair = _PAIR.match(before)
    if pair is not None and pair["value"] is not None:
        path = (*_around(lines, row, len(pair["lead"])), pair["key"].strip())
        whole = _whole(model, path)
        candidates = values_at(model, whole) or names.for_key(pair["key"].strip())
        return _completion(pair["value"], pair.start("value"), candidates)
    head = _HEAD.match(before)
    if head is None or lines[row][column:].strip(" "):
        return None
    path = _around(lines, row, len(head["lead"]))
    whole = _whole(model, path)
    there = _keys_beside(lines, row, len(head["lead"]))
    if whole == ("positions",) or (len(whole) == 3 and whole[0] == "issues" and whole[2] == "parties"):
        named: Sequence[str] = names.parties
    else:
        named = () if "-" in head["lead"] and not isinstance((whole or ("",))[-1], int) else keys_at(model, whole)
    return _completion(head["word"], head.start("word"), [one for one in named if one not in there], ": ")


def _completion(typed: str, start: int, candidates: Iterable[str], behind: str = "") -> Completion | None:
    found = candidates_for(typed, (one for one in candidates if one != typed))
    return Completion(start, typed, found, behind) if found else None


def _whole(model: type[Model], path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """A path in the file as the model's."""
    return (OUTERMOST[model], *path) if model in OUTERMOST else path


def _around(lines: Sequence[str], row: int, column: int) -> tuple[str | int, ...]:
    """The keys above a place, outermost first; an item of a list counts as 0."""
    path: list[str | int] = []
    if "-" in lines[row][:column]:
        path.append(0)
        column = lines[row].index("-") + 1  # a list may stand as far left as its key
    for above in range(row - 1, -1, -1):
        line = lines[above]
        pair = _PAIR.match(line)
        stripped = line.lstrip()
        if not stripped or stripped.startswith("#"):
            continue
        lead = len(pair["lead"]) if pair else len(line) - len(stripped)
        dash = line.find("-") if stripped.startswith("-") else -1
        if dash >= 0 and lead == column:
            path.append(0)
            column = dash + 1
        elif pair and lead < column and not (pair["value"] or "").split(" #")[0].strip():
            path.append(pair["key"].strip())
            column = lead
            if dash >= 0:
                path.append(0)
                column = dash + 1
        if column == 0:
            break
    return tuple(reversed(path))


def _keys_beside(lines: Sequence[str], row: int, column: int) -> set[str]:
    """The keys that the mapping at a place has already."""
    found: set[str] = set()
    for step in (-1, 1):
        at = row + step
        if step < 0 and "-" in lines[row][:column]:
            continue
        while 0 <= at < len(lines):
            pair = _PAIR.match(lines[at])
            lead = len(lines[at]) - len(lines[at].lstrip())
            if pair and len(pair["lead"]) == column:
                if step > 0 and "-" in pair["lead"]:
                    break
                found.add(pair["key"].strip())
                if "-" in pair["lead"]:
                    break
            elif lines[at].strip() and lead < column:
                break
            at += step
    return found


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
