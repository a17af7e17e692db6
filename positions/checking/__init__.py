"""What is wrong, or odd, in the files of a negotiation: every fault with its place and what to do about it.

An `error` is what the program cannot read or what contradicts the article; a `note` is what a person may have meant
otherwise. `check` repairs nothing; `fixing` corrects what has one right answer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from positions import yamlfiles
from positions.checking import across, entries, quotes, registers
from positions.checking.disagreements import disagreements
from positions.checking.findings import Document, Finding, TextDocument, attempt, of_fault
from positions.extraction import ASKING_ENGINES, ENGINES
from positions.model import (
    Article,
    Codebook,
    MachineFile,
    Model,
    PositionFile,
    Registry,
    RememberedIssues,
    Settings,
    Snapshot,
    day_of,
)
from positions.negotiation import Negotiation
from positions.schemas import schemas
from positions.snapshots import Files, assemble
from positions.yamlfaults import one_of

__all__ = ["Finding", "check", "check_text", "schemas"]

_EARLIEST_ZONE = dt.timezone(dt.timedelta(hours=14))
"""Where each day begins first: what is of today anywhere has come."""


def check(negotiation: Negotiation, *, today: dt.date | None = None) -> tuple[Finding, ...]:
    """Everything that is wrong or odd, by file and line. Raises InputError when the folder itself cannot be read.

    `today` is the last day that has come, by default by the clock.
    """
    today = today or dt.datetime.now(_EARLIEST_ZONE).date()
    faults: list[Finding] = []
    registry = attempt(lambda: negotiation.registry, faults) or Registry()
    codebook = attempt(lambda: negotiation.codebook, faults)
    settings = attempt(lambda: negotiation.settings, faults)
    if settings is not None and settings.engine not in (None, *ENGINES, *ASKING_ENGINES):
        faults.append(_unknown_engine(negotiation, str(settings.engine)))
    remembered = attempt(negotiation.remembered, faults) or RememberedIssues()
    faults += registers.parties(registry, Document(negotiation, negotiation.root / "parties.yaml", Registry))
    ids = negotiation.article_ids()
    faults += across.clashing_ids(negotiation, ids)
    faults += across.unread(negotiation)
    faults += _cut_decisions(negotiation)
    today = _played(negotiation, ids, today)
    files = []
    for article_id in ids:
        file = _check_article(negotiation, article_id, registry, codebook, today, faults)
        files += [file] if file is not None else []
    snapshot = assemble(files, registry, codebook or Codebook())
    faults += across.same_texts(negotiation, snapshot)
    if codebook is not None:
        faults += _issues(negotiation, codebook, remembered, snapshot, today)
    return tuple(sorted(dict.fromkeys(faults), key=lambda found: (str(found.path), found.line or 0, found.column or 0)))


def _cut_decisions(negotiation: Negotiation) -> Iterator[Finding]:
    """What an unquoted `#` cuts short in the files of the whole negotiation; those that cannot be read are told of."""
    for name, model in (("negotiation", Settings), ("parties", Registry), ("issues", Codebook)):
        path = negotiation.root / f"{name}.yaml"
        if path.exists():
            yield from map(of_fault, attempt(partial(negotiation.cut_values, path, model), []) or ())


def _played(negotiation: Negotiation, ids: Sequence[str], today: dt.date) -> dt.date:
    """The day up to which dates have come: where all of several articles are of the future, it is played there."""
    days = []
    for article_id in ids:
        file = attempt(partial(negotiation.position_file, article_id), [])
        days += [day_of(file.article.published)] if file is not None and file.article.published is not None else []
    return max(days) if len(days) > 1 and min(days) > today else today


def _unknown_engine(negotiation: Negotiation, wish: str) -> Finding:
    """An engine that is not here: of a newer program perhaps, or misspelt."""
    document = Document(negotiation, negotiation.root / "negotiation.yaml", Settings)
    message = f"there is no engine `{wish}` here: `{ENGINES[0]}` reads in its place"
    return document.note(("engine",), message, one_of(wish, (*ENGINES, *ASKING_ENGINES)))


def _issues(
    negotiation: Negotiation, codebook: Codebook, remembered: RememberedIssues, snapshot: Snapshot, today: dt.date
) -> Iterator[Finding]:
    """What is odd in issues.yaml, by itself and against all else."""
    document = Document(negotiation, negotiation.root / "issues.yaml", Codebook)
    yield from registers.issues(codebook, today, document)
    known = {*snapshot.registry.parties, *(position.party for position in snapshot.positions)}
    yield from registers.cells(codebook, known, document)
    yield from across.outdated_statuses(codebook, remembered, snapshot, document)


def _check_article(
    negotiation: Negotiation,
    article_id: str,
    registry: Registry,
    codebook: Codebook | None,
    today: dt.date,
    findings: list[Finding],
) -> Files | None:
    """What is on disk about an article, as far as it can be read; what is wrong or odd there goes to the findings."""
    faults: list[Finding] = []
    file = attempt(lambda: negotiation.position_file(article_id), faults)
    machine = attempt(lambda: negotiation.machine_file(article_id), faults)
    findings += (_of_name(negotiation, article_id, fault) if fault.path is None else fault for fault in faults)
    if faults and file is None:
        return None
    article = attempt(lambda: negotiation.article(article_id), findings)
    if file is not None:
        path = negotiation.position_path(article_id)
        document = Document(negotiation, path, PositionFile)
        findings += map(of_fault, negotiation.cut_values(path, PositionFile))
        findings += _of_file(file, machine, article, registry, codebook, today, document)
    return Files(article, file, machine) if article is not None else None


def _of_name(negotiation: Negotiation, article_id: str, fault: Finding) -> Finding:
    """What is wrong with an article's name, at the file that has it."""
    named = (negotiation.root / "articles" / f"{article_id}.txt", negotiation.root / "positions" / f"{article_id}.yaml")
    return replace(fault, path=next((path for path in named if path.exists()), None))


def _of_file(
    file: PositionFile,
    machine: MachineFile | None,
    article: Article | None,
    registry: Registry,
    codebook: Codebook | None,
    today: dt.date,
    document: Document,
) -> Iterator[Finding]:
    """What is odd in a position file that can be read."""
    yield from entries.emptied(file, machine, document)
    if article is not None:
        yield from quotes.missing_text(article, file, document)
        yield from quotes.misquoted(article, file, document)
    yield from entries.unknown_parties(file, registry, document)
    yield from entries.unknown_issues(file, codebook, document) if codebook is not None else ()
    yield from entries.dates(file, today, document)
    yield from entries.doubles(file, registry, document)
    yield from disagreements(file, machine, document) if machine is not None else ()


def check_text(negotiation: Negotiation, path: Path, text: str, model: type[Model]) -> tuple[Finding, ...]:
    """What `check` would say of one of the YAML files if it had this text, by line. Nothing is written.

    What it says across files, and of what the program sees otherwise, is left out.
    """
    found: list[Finding] = []
    value = attempt(lambda: yamlfiles.parse(text, model, path), found)
    if value is None:
        return tuple(found)
    found += map(of_fault, yamlfiles.cut_values(text, path, model))
    document = TextDocument(negotiation, path, model, text)
    unread: list[Finding] = []  # what is wrong with other files is not told here
    ids = attempt(negotiation.article_ids, unread) or ()
    today = _played(negotiation, ids, dt.datetime.now(_EARLIEST_ZONE).date())
    if isinstance(value, PositionFile):
        article_id = path.stem
        registry = attempt(lambda: negotiation.registry, unread) or Registry()
        codebook = attempt(lambda: negotiation.codebook, unread)
        article = attempt(lambda: negotiation.article(article_id), unread)
        found += _of_file(value, None, article, registry, codebook, today, document)
    elif isinstance(value, Registry):
        found += registers.parties(value, document)
    elif isinstance(value, Codebook):
        found += registers.issues(value, today, document)
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.line or 0, one.column or 0)))
