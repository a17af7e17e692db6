"""Large negotiations made up at random: values for the screens, and a folder that was read and compared."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from unittest import mock

from benchmarks.loading import WORDS
from positions import workflow, yamlfiles
from positions.model import (
    Article,
    Entry,
    MachineEntry,
    MachineFile,
    Matrix,
    Placed,
    Position,
    PositionFile,
    Row,
    Side,
    Snapshot,
    Source,
    Stance,
    Status,
)
from positions.negotiation import Negotiation

FIRST_DAY = dt.date(2031, 1, 1)


def compared(issues: int, parties: int, statements: int) -> tuple[Matrix, Snapshot]:
    """A matrix of so many issues and parties, a few statements on each issue, and the snapshot behind it.

    Twenty statements make an article; the same numbers give the same negotiation.
    """
    dice = random.Random(issues * parties)
    names = [f"Party {number}" for number in range(1, parties + 1)]
    placed = list(_statements(dice, issues, names, statements))
    rows = tuple(
        Row(
            issue=f"issue {issue}: {_said(dice, 4)}",
            proposition=_said(dice, 8),
            status=list(Status)[issue % len(Status)],
            provisional=True,
            reason=_said(dice, 14),
            theme=("fisheries", "security", None)[issue % 3],
            positions=tuple(placed[issue * statements : (issue + 1) * statements]),
        )
        for issue in range(issues)
    )
    days = dict.fromkeys((one.position.article, one.when) for one in placed)
    articles = tuple(
        Article(
            id=article,
            source=Source(title=_said(dice, 6), published=when, outlet="The Strait Courier"),
            text=_said(dice, 400),
        )
        for article, when in days
    )
    positions = tuple(one.position for one in placed)
    return Matrix(parties=tuple(names), rows=rows), Snapshot(articles=articles, positions=positions)


def _statements(dice: random.Random, issues: int, parties: list[str], statements: int) -> Iterator[Placed]:
    for number in range(issues * statements):
        day = number * 7919 % (issues * statements) // 20
        entry = Entry(
            stance=dice.choice(list(Stance)),
            claim=_said(dice, 8),
            quote=f"The minister said: {_said(dice, 18)}",
            at=(day % 40, day % 40 + 120),
            if_=_said(dice, 5) if dice.random() < 0.2 else None,
            speaker="Foreign Minister Ada Lund" if dice.random() < 0.4 else None,
        )
        yield Placed(
            position=Position.of_entry(entry, article=f"day-{day}", party=dice.choice(parties)),
            side=dice.choice(list(Side)),
            current=True,
            when=FIRST_DAY + dt.timedelta(days=day),
        )


def folder(
    root: Path, issues: int, parties: int, statements: int, unread: Mapping[str, str] = MappingProxyType({})
) -> None:
    """The same as a negotiation on disk that was extracted and compared before; with more texts, by their ids, that
    were not."""
    matrix, snapshot = compared(issues, parties, statements)
    negotiation = Negotiation.create(root, name="A large negotiation")
    entries: dict[str, dict[str, tuple[Entry, ...]]] = {}
    for position in snapshot.positions:
        found = entries.setdefault(position.article, {})
        entry = Entry.model_construct(**{name: getattr(position, name) for name in Entry.model_fields})
        found[position.party] = (*found.get(position.party, ()), entry)
    for article in snapshot.articles:
        text = f"articles/{article.id}.txt"
        (root / text).write_text(article.text or "", encoding="utf-8")
        file = PositionFile(article=article.source.model_copy(update={"text": text}), positions=entries[article.id])
        negotiation.position_path(article.id).write_text(yamlfiles.dump(file), encoding="utf-8")
        negotiation.machine_path(article.id).write_text(yamlfiles.dump(_machine(file)), encoding="utf-8")
    for name, text in unread.items():
        (root / "articles" / f"{name}.txt").write_text(text, encoding="utf-8")
    negotiation.snapshot()
    with mock.patch.object(workflow, "_compute", return_value=matrix):  # its time is not what is measured
        workflow.compare_negotiation(negotiation)


def _machine(file: PositionFile) -> MachineFile:
    copies = {
        party: tuple(MachineEntry(**dict(entry), confidence=0.8, rule="demand") for entry in entries)
        for party, entries in file.positions.items()
    }
    return MachineFile(article=file.article, positions=copies, engine="rules 1")


def _said(dice: random.Random, words: int) -> str:
    return " ".join(dice.choice(WORDS) for _ in range(words))
