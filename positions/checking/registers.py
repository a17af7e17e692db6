"""What contradicts itself in parties.yaml and issues.yaml: names that mean two things, or nothing."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator

from positions.checking.entries import ahead
from positions.checking.findings import Document, Finding
from positions.model import Codebook, Registry, name_key
from positions.yamlfaults import nearest


def parties(registry: Registry, document: Document) -> Iterator[Finding]:
    """Names and aliases that may mean two parties, and blocs that are none."""
    yield from _same_names("parties", list(registry.parties), "party", document)
    yield from _aliases(registry, document)
    yield from _blocs(registry, document)


def issues(codebook: Codebook, today: dt.date, document: Document) -> Iterator[Finding]:
    """Names that may mean two issues, and statuses of days that have not come yet."""
    yield from _same_names("issues", list(codebook.issues), "issue", document)
    yield from _merged_twice(codebook, document)
    for name, issue in codebook.issues.items():
        if issue.status is not None:
            yield from ahead(issue.status.on, today, ("issues", name, "status", "on"), document)


def cells(codebook: Codebook, known: Collection[str], document: Document) -> Iterator[Finding]:
    """A person's words for the cell of a party that there is none of by this name; `known` are those that there are."""
    names = {name_key(party): party for party in known}
    for name, issue in codebook.issues.items():
        for party in issue.parties if known else ():
            if party in known:
                continue
            best = names.get(name_key(party)) or nearest(party, known)
            hint = f"did you mean `{best}`?" if best else "name the party as it is called in parties.yaml"
            yield document.note(("issues", name, "parties", party), f"there is no party `{party}`", hint)


def _same_names(section: str, names: list[str], kind: str, document: Document) -> Iterator[Finding]:
    """Names that differ only in capitals, blanks or a leading article, and so are one."""
    seen: dict[str, str] = {}
    for name in names:
        first = seen.setdefault(name_key(name), name)
        if first != name:
            message = f"`{name}` and `{first}` are one name"
            yield document.error((section, name), message, f"put what you know of the {kind} under one of them")


def _aliases(registry: Registry, document: Document) -> Iterator[Finding]:
    """Aliases that may mean two parties, so that nothing is resolved by them, or that are a party's own name."""
    exact = {name_key(name): name for name in registry.parties}
    shared = registry.names_of()
    for party, described in registry.parties.items():
        for index, alias in enumerate(described.aliases):
            owner = exact.get(name_key(alias), party)
            others = [other for other in shared.get(name_key(alias), ()) if other != party]
            if owner != party:
                message = f"the alias `{alias}` is the name of another party, and only stands for that"
                yield document.note(("parties", party, "aliases", index), message, "delete it here")
            elif others:
                message = f"the alias `{alias}` is also one of {', '.join(others)}, so it stands for none of them"
                yield document.note(("parties", party, "aliases", index), message, "leave it with one party")


def _blocs(registry: Registry, document: Document) -> Iterator[Finding]:
    known = registry.names_of()
    for party, described in registry.parties.items():
        if described.bloc is None:
            continue
        keys, meant = ("parties", party, "bloc"), known.get(name_key(described.bloc), ())
        if meant == (party,):
            yield document.error(keys, f"`{party}` is its own bloc", "delete the line, or name the group it belongs to")
        elif party in _within(party, registry):
            message = f"`{party}` belongs to `{meant[0]}`, and that to `{party}`"
            yield document.error(keys, message, "delete one of the lines: which of them is the group?")
        elif not meant:
            best = nearest(described.bloc, (name for name in registry.parties if name != party))
            hint = f"did you mean `{best}`?" if best else "add it to parties.yaml, if it holds positions of its own"
            yield document.note(keys, f"there is no party `{described.bloc}`", hint)


def _within(party: str, registry: Registry) -> list[str]:
    """The blocs that a party belongs to, the nearest first, up to one that has been there."""
    known, found = registry.names_of(), [party]
    while True:
        described = registry.parties.get(found[-1])
        meant = known.get(name_key(described.bloc), ()) if described and described.bloc else ()
        if len(meant) != 1 or meant[0] in found[1:]:
            return found[1:]
        found.append(meant[0])


def _merged_twice(codebook: Codebook, document: Document) -> Iterator[Finding]:
    """Issues that are merged into two others, or that are one of their own as well."""
    owners: dict[str, list[str]] = defaultdict(list)
    for name, issue in codebook.issues.items():
        for key in {name_key(name), *map(name_key, issue.also)}:
            owners[key].append(name)
    for name, issue in codebook.issues.items():
        for index, also in enumerate(issue.also):
            others = [other for other in owners[name_key(also)] if other != name]
            if others:
                message = f"`{also}` is also {', '.join(f'`{other}`' for other in others)}"
                yield document.note(("issues", name, "also", index), message, "leave it with one issue")
