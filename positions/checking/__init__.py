"""What is wrong, or odd, in the files of a negotiation: every fault with its place and what to do about it.

An `error` is what the program cannot read or what contradicts the article; a `note` is what a person may have meant
otherwise. `check` repairs nothing; `fixing` corrects what has one right answer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import partial

from positions.checking import across, entries, quotes, registers
from positions.checking.disagreements import disagreements
from positions.checking.findings import Document, Finding, attempt, of_fault
from positions.extraction import ASKING_ENGINES, ENGINES
from positions.model import Codebook, PositionFile, Registry, RememberedIssues, Settings, Snapshot, day_of
from positions.negotiation import Negotiation
from positions.schemas import schemas
from positions.snapshots import Files, assemble
from positions.yamlfaults import one_of

__all__ = ["Finding", "check", "schemas"]

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
    findings += faults
    if faults and file is None:
        return None
    article = attempt(lambda: negotiation.article(article_id), findings)
    if file is not None:
        path = negotiation.position_path(article_id)
        document = Document(negotiation, path, PositionFile)
        findings += entries.emptied(file, machine, document)
        if article is not None:
            findings += quotes.missing_text(article, file, document)
            findings += quotes.misquoted(article, file, document)
        findings += map(of_fault, negotiation.cut_values(path))
        findings += entries.unknown_parties(file, registry, document)
        findings += entries.unknown_issues(file, codebook, document) if codebook is not None else ()
        findings += entries.dates(file, today, document)
        findings += entries.doubles(file, registry, document)
        findings += disagreements(file, machine, document) if machine is not None else ()
    return Files(article, file, machine) if article is not None else None
