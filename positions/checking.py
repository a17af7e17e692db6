"""What is wrong, or odd, in the files of a negotiation: every fault with its place and what to do about it.

An `error` is what the program cannot read or what contradicts the article; a `note` is what a person may have meant
otherwise. Nothing is repaired here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from positions import naming
from positions.errors import FileFaults, PositionsError
from positions.extraction import ENGINES
from positions.model import Article, Codebook, Entry, MachineFile, PositionFile, Registry, Settings, Topic, name_key
from positions.negotiation import Negotiation
from positions.schemas import schemas
from positions.yamlfaults import Path as Keys
from positions.yamlfaults import nearest, one_of

__all__ = ["Finding", "check", "schemas"]

T = TypeVar("T")
Locate = Callable[[Keys], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a file that a person should look at."""

    severity: Literal["error", "note"]
    path: Path | None
    line: int | None
    """From 1; None where the finding concerns the file as a whole."""
    column: int | None
    message: str
    hint: str | None = None


def check(negotiation: Negotiation) -> tuple[Finding, ...]:
    """Everything that is wrong or odd, by file and line. Raises InputError when the folder itself cannot be read."""
    faults: list[Finding] = []
    registry = _attempt(lambda: negotiation.registry, faults) or Registry()
    codebook = _attempt(lambda: negotiation.codebook, faults)
    settings = _attempt(lambda: negotiation.settings, faults)
    if settings is not None and settings.engine not in (None, *ENGINES):
        faults.append(_unknown_engine(negotiation, str(settings.engine)))
    _attempt(negotiation.remembered, faults)
    faults += _shared_aliases(negotiation, registry)
    ids = negotiation.article_ids()
    faults += _clashing_ids(negotiation, ids)
    for article_id in ids:
        faults += _check_article(negotiation, article_id, registry, codebook)
    return tuple(sorted(dict.fromkeys(faults), key=lambda found: (str(found.path), found.line or 0, found.column or 0)))


def _attempt(read: Callable[[], T], findings: list[Finding]) -> T | None:
    """What `read` returns; what it raises becomes findings."""
    try:
        return read()
    except FileFaults as error:
        findings += [_error(fault) for fault in error.faults]
    except PositionsError as error:
        findings.append(_error(error))
    return None


def _error(fault: PositionsError) -> Finding:
    return Finding("error", fault.path, fault.line, fault.column, fault.message, fault.hint)


def _unknown_engine(negotiation: Negotiation, wish: str) -> Finding:
    """An engine that is not here: of a newer program perhaps, or misspelt."""
    path = negotiation.root / "negotiation.yaml"
    line, column = negotiation.locator(path, Settings)(("engine",))
    message = f"there is no engine `{wish}` here: `{ENGINES[0]}` reads in its place"
    return Finding("note", path, line, column, message, one_of(wish, ENGINES))


def _shared_aliases(negotiation: Negotiation, registry: Registry) -> Iterator[Finding]:
    """Aliases that may mean two parties: nothing is resolved by them."""
    path = negotiation.root / "parties.yaml"
    shared = {key: parties for key, parties in registry.names_of().items() if len(parties) > 1}
    if not shared:
        return
    locate = negotiation.locator(path, Registry)
    for party, described in registry.parties.items():
        for index, alias in enumerate(described.aliases):
            others = [other for other in shared.get(name_key(alias), ()) if other != party]
            if others:
                line, column = locate(("parties", party, "aliases", index))
                message = f"the alias `{alias}` is also one of {', '.join(others)}, so it stands for none of them"
                yield Finding("note", path, line, column, message, "leave it with one party")


def _clashing_ids(negotiation: Negotiation, ids: Sequence[str]) -> Iterator[Finding]:
    """Articles that another computer's file system would take for one."""
    seen: dict[str, str] = {}
    for article_id in sorted(ids):
        other = seen.setdefault(naming.id_key(article_id), article_id)
        if other != article_id:
            path = negotiation.root / "positions" / f"{article_id}.yaml"
            message = f"`{article_id}` and `{other}` are one name to some file systems"
            yield Finding("error", path, None, None, message, "rename one of them")


def _check_article(
    negotiation: Negotiation, article_id: str, registry: Registry, codebook: Codebook | None
) -> list[Finding]:
    findings: list[Finding] = []
    file = _attempt(lambda: negotiation.position_file(article_id), findings)
    machine = _attempt(lambda: negotiation.machine_file(article_id), findings)
    if findings and file is None:
        return findings
    article = _attempt(lambda: negotiation.article(article_id), findings)
    if file is None:
        return findings
    path = negotiation.position_path(article_id)
    locate = negotiation.locator(path, PositionFile)
    if file == PositionFile():
        findings.append(_emptied(path, machine))
    if article is not None:
        findings += _missing_text(article, file, path, locate)
        findings += _quotes(article, file, path, locate)
    for cut in negotiation.cut_values(path):
        findings.append(_error(cut))
    findings += _parties(file, registry, path, locate)
    if codebook is not None:
        findings += _pins(file, codebook, path, locate)
    return findings


def _emptied(path: Path, machine: MachineFile | None) -> Finding:
    """A position file with nothing in it, not even its article: something went wrong with it."""
    count = sum(1 for _ in machine.entries()) if machine else 0
    copy = f", while the program's own copy has {count} position{'' if count == 1 else 's'}" if machine else ""
    hint = f"delete it, and `positions extract {path.stem}` writes it anew; what was typed in is in your backup or git"
    return Finding("error", path, 1, 1, f"the file says nothing{copy}", hint)


def _missing_text(article: Article, file: PositionFile, path: Path, locate: Locate) -> Iterator[Finding]:
    if file.article.text is not None and article.text is None:
        line, column = locate(("article", "text"))
        hint = "put the text back, or delete the line `text:` when there is none"
        yield Finding("error", path, line, column, f"the article's text {file.article.text} is gone", hint)


def _quoting(file: PositionFile) -> Iterator[tuple[Keys, Entry | Topic]]:
    for party, entries in file.positions.items():
        for index, entry in enumerate(entries):
            yield ("positions", party, index), entry
    for section, topics in (("disputed", file.disputed), ("settled", file.settled)):
        for index, topic in enumerate(topics):
            yield (section, index), topic


def _quotes(article: Article, file: PositionFile, path: Path, locate: Locate) -> Iterator[Finding]:
    """Quotes that do not stand where `at` says, with where they stand now."""
    if article.text is None:
        return
    for keys, entry in _quoting(file):
        fault = _misquoted(article.text, entry.quote, entry.at)
        if fault is not None:
            line, column = locate((*keys, "at" if entry.at is not None else "quote"))
            yield Finding("error", path, line, column, *fault)


def _misquoted(text: str, quote: str | None, at: tuple[int, int] | None) -> tuple[str, str] | None:
    """What is wrong with a quote, and what to do; None when all is well. How lines are broken does not matter."""
    if at is not None and at[1] > len(text):
        problem = f"`at` ends at {at[1]}, and the article has {len(text)} characters"
    elif quote is None or (at is not None and _flat(text[slice(*at)]) == _flat(quote)):
        return None
    else:
        problem = "the quote is not what the article says there" if at is not None else ""
    if quote is None:
        return problem, "correct it, or delete the line"
    places = [found.span() for found in re.finditer(r"\s+".join(map(re.escape, quote.split())), text)]
    if not places:
        return "the quote is not in the article", "copy its words from the article, and delete the line `at:`"
    if at is None:
        return None
    start, end = min(places, key=lambda place: abs(place[0] - at[0]))
    return problem, f"it now stands at [{start}, {end}]"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _parties(file: PositionFile, registry: Registry, path: Path, locate: Locate) -> Iterator[Finding]:
    """Parties that parties.yaml does not know. Where it names nobody, nobody is unknown."""
    if not registry.parties:
        return
    known = registry.names_of()
    names = {name: name for name in registry.parties}
    names |= {alias: name for name, party in registry.parties.items() for alias in party.aliases if alias not in names}
    for party in file.positions:
        if name_key(party) in known:
            continue
        best = nearest(party, names)
        hint = f"did you mean `{names[best]}`?" if best else "add it to parties.yaml, if it is one"
        line, column = locate(("positions", party))
        yield Finding("note", path, line, column, f"parties.yaml does not know `{party}`", hint)


def _pins(file: PositionFile, codebook: Codebook, path: Path, locate: Locate) -> Iterator[Finding]:
    """Pins to issues that issues.yaml does not have."""
    known = {name_key(other) for name, issue in codebook.issues.items() for other in (name, *issue.also)}
    for keys, entry in _quoting(file):
        if entry.issue is None or name_key(entry.issue) in known:
            continue
        best = nearest(entry.issue, codebook.issues)
        hint = f"did you mean `{best}`?" if best else "add it to issues.yaml, to name it there"
        line, column = locate((*keys, "issue"))
        yield Finding("note", path, line, column, f"issues.yaml has no issue `{entry.issue}`", hint)
