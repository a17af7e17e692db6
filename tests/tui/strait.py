"""A small negotiation made of plain values, and what stands behind the screens in a test: no model, no disk."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Collection
from pathlib import Path

from textual.pilot import Pilot

from positions.changes.movement import Movement, movement
from positions.model import (
    Article,
    Basis,
    Change,
    ChangeKind,
    Codebook,
    Entry,
    Extent,
    Firmness,
    Matrix,
    Party,
    Placed,
    Position,
    Registry,
    Role,
    Row,
    Side,
    Snapshot,
    Source,
    Stance,
    Status,
    Topic,
    day_of,
)
from positions.negotiation import Negotiation
from positions.reliability import Session
from tui.access import Access
from tui.app import PositionsApp
from tui.files import files_of
from tui.state import Content

FIRST = """Ministers meet over the strait

Norland and Sudmark met in Port Ost on Monday for the first time since the spring. Norland insisted on the withdrawal \
of all patrols from the strait if the ceasefire holds, Foreign Minister Ada Lund said after the session.

Sudmark rejected any withdrawal of its coast guard. "We will not leave our own waters," the fisheries minister Ada \
Holm told reporters. She demanded compensation of 40 million crowns for lost catches.

The Union, which mediates, called on both sides to share their catch figures. Norland accepts the sharing of catch \
figures in principle. Sudmark offered to publish its catch figures every 30 days.

Key sticking points include the terms of prisoner swaps, officials said."""

SECOND = """Second round brings movement on patrols

Sudmark offered a withdrawal of half of its patrols from the strait by 1 May, Ada Holm said on Friday. It still \
demands compensation of 25 million crowns for lost catches.

Norland rejected compensation for lost catches. It agreed to the sharing of catch figures every 30 days, as did Sudmark.

The harbour workers of Port Ost demanded a seat at the table."""


def _position(article: str, party: str, stance: Stance, claim: str, quote: str, **more: object) -> Position:
    text = FIRST if article == "a1" else SECOND
    start = text.index(quote)
    entry = Entry.model_validate(
        {"stance": stance, "claim": claim, "quote": quote, "at": (start, start + len(quote)), **more}
    )
    return Position.of_entry(entry, article=article, party=party)


def _placed(position: Position, side: Side = Side.OTHER, *, current: bool = True) -> Placed:
    day = dt.date(2024, 4, 1) if position.article == "a1" else dt.date(2024, 4, 5)
    return Placed(position=position, side=side, current=current, when=day)


def strait_talks() -> Content:
    """Two articles, four parties, five issues: every status, a person's words, a condition, a disputed topic."""
    p = _position
    withdrawal = p(
        "a1",
        "Norland",
        Stance.DEMAND,
        "the withdrawal of all patrols from the strait",
        "Norland insisted on the withdrawal of all patrols from the strait if the ceasefire holds",
        if_="the ceasefire holds",
        speaker="Foreign Minister Ada Lund",
        firmness=Firmness.RED_LINE,
    )
    refused = p("a1", "Sudmark", Stance.REJECT, "any withdrawal of its coast guard", "rejected any withdrawal")
    half = p(
        "a2",
        "Sudmark",
        Stance.OFFER,
        "a withdrawal of half of its patrols from the strait by 1 May",
        "offered a withdrawal of half of its patrols from the strait by 1 May",
        speaker="Ada Holm",
    )
    forty = p(
        "a1", "Sudmark", Stance.DEMAND, "compensation of 40 million crowns for lost catches", "compensation of 40"
    )
    less = p(
        "a2",
        "Sudmark",
        Stance.DEMAND,
        "compensation of 25 million crowns for lost catches",
        "compensation of 25 million",
    )
    nothing = p(
        "a2", "Norland", Stance.REJECT, "compensation for lost catches", "rejected compensation for lost catches"
    )
    share = p("a1", "Union", Stance.DEMAND, "both sides share their catch figures", "share their catch figures")
    in_principle = p(
        "a1",
        "Norland",
        Stance.ACCEPT,
        "the sharing of catch figures",
        "accepts the sharing of catch figures",
        extent=Extent.IN_PRINCIPLE,
    )
    figures = p("a2", "Norland", Stance.ACCEPT, "the sharing of catch figures every 30 days", "agreed to the sharing")
    publish = p("a1", "Sudmark", Stance.OFFER, "to publish its catch figures every 30 days", "offered to publish")
    seat = p("a2", "harbour workers", Stance.DEMAND, "a seat at the table", "demanded a seat at the table")
    topic = Topic(
        topic="the terms of prisoner swaps",
        quote="Key sticking points include the terms of prisoner swaps",
        at=(FIRST.index("Key sticking"), FIRST.index(", officials")),
    )
    rows = (
        Row(
            issue="sharing of catch figures",
            proposition="Both sides share their catch figures",
            status=Status.AGREED,
            basis=Basis.ACCEPTED,
            reason="Norland accepts what Sudmark offers",
            theme="fisheries",
            positions=(
                _placed(share, Side.FOR),
                _placed(figures, Side.FOR),
                _placed(in_principle, Side.FOR, current=False),
                _placed(publish, Side.FOR),
            ),
        ),
        Row(
            issue="patrols in the strait",
            proposition="Patrols leave the strait",
            status=Status.STICKING,
            provisional=True,
            reason="Norland demands the withdrawal of all patrols, Sudmark offers half",
            theme="security",
            positions=(
                _placed(withdrawal, Side.FOR),
                _placed(half, Side.FOR),
                _placed(refused, Side.AGAINST, current=False),
            ),
        ),
        Row(
            issue="compensation for lost catches",
            proposition="Norland pays for lost catches",
            status=Status.STICKING,
            reason="Sudmark demands 25 million crowns, Norland rejects any compensation",
            positions=(
                _placed(less, Side.FOR),
                _placed(forty, Side.FOR, current=False),
                _placed(nothing, Side.AGAINST),
            ),
            cells={"Norland": "pays nothing, may lend"},
        ),
        Row(
            issue="the terms of prisoner swaps",
            proposition="The terms of prisoner swaps",
            status=Status.STICKING,
            reason="named by the article",
            disputed=("a1",),
        ),
        Row(
            issue="seat at the table",
            proposition="Harbour workers get a seat at the table",
            status=Status.OPEN,
            reason="one side only",
            positions=(_placed(seat, Side.FOR),),
        ),
    )
    positions = tuple(placed.position for row in rows for placed in row.positions)
    articles = (
        Article(
            id="a1",
            source=Source(title="Ministers meet", published=dt.date(2024, 4, 1), outlet="The Strait Courier"),
            text=FIRST,
        ),
        Article(
            id="a2",
            source=Source(title="Second round brings movement", published=dt.date(2024, 4, 5), outlet="Port Ost Post"),
            text=SECOND,
        ),
    )
    registry = Registry(
        parties={
            "Union": Party(role=Role.MEDIATOR),
            "Norland": Party(),
            "Sudmark": Party(bloc="Southern League"),
            "harbour workers": Party(bloc="Southern League"),
        }
    )
    return Content(
        Matrix(parties=("Norland", "Sudmark", "Union", "harbour workers"), rows=rows),
        Snapshot(
            articles=articles,
            positions=positions,
            disputed=(("a1", topic),),
            registry=registry,
            codebook=Codebook(),
        ),
    )


def strait_changes(content: Content) -> tuple[Change, ...]:
    """What moved from the first article to the second."""
    by_claim = {placed.position.claim: placed for row in content.matrix.rows for placed in row.positions}
    return (
        Change(
            party="Norland",
            issue="sharing of catch figures",
            kind=ChangeKind.REWORDED,
            before=by_claim["the sharing of catch figures"],
            after=by_claim["the sharing of catch figures every 30 days"],
        ),
        Change(
            party="Sudmark",
            issue="compensation for lost catches",
            kind=ChangeKind.SOFTENED,
            before=by_claim["compensation of 40 million crowns for lost catches"],
            after=by_claim["compensation of 25 million crowns for lost catches"],
            detail="40 → 25 million crowns",
        ),
        Change(
            party="Sudmark",
            issue="patrols in the strait",
            kind=ChangeKind.REVERSED,
            before=by_claim["any withdrawal of its coast guard"],
            after=by_claim["a withdrawal of half of its patrols from the strait by 1 May"],
        ),
        Change(
            party="harbour workers",
            issue="seat at the table",
            kind=ChangeKind.NEW,
            after=by_claim["a seat at the table"],
        ),
    )


class Desk:
    """What stands behind the application: change `content` or a fault, and it is what the next look finds."""

    def __init__(self, content: Content, root: Path) -> None:
        self.content = content
        self.fault: Exception | None = None
        self.compare_fault: Exception | None = None
        self.may_compare = threading.Event()
        """A comparison waits for it."""
        self.may_compare.set()
        self.may_read = threading.Event()
        """The reading of the files waits for it."""
        self.may_read.set()
        self.visits = 0
        """How often somebody was here before."""
        self.compared = False
        """Was it compared before?"""
        self.root = root
        self.asked: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
        """The articles that were set against each other."""
        self.session: Session | None = None
        self.folders: list[str] = []

    def fingerprint(self) -> str:
        return f"{id(self.content)} {self.fault}"

    def glance(self) -> tuple[Matrix, Registry] | None:
        return (self.content.matrix, self.content.snapshot.registry) if self.compared else None

    def read(self) -> Snapshot:
        self.may_read.wait(10)
        if self.fault is not None:
            raise self.fault
        return self.content.snapshot

    def compare(self) -> Matrix:
        if self.compare_fault is not None:
            raise self.compare_fault
        matrix = self.content.matrix
        self.may_compare.wait(10)
        return matrix

    def compare_as_of(self, day: dt.date) -> Matrix:
        if self.compare_fault is not None:
            raise self.compare_fault
        self.may_compare.wait(10)
        rows = [
            row.model_copy(
                update={"positions": tuple(one for one in row.positions if one.when and day_of(one.when) <= day)}
            )
            for row in self.content.matrix.rows
        ]
        kept = tuple(row for row in rows if row.positions or row.disputed)
        return self.content.matrix.model_copy(update={"rows": kept})

    def diff(self, matrix: Matrix, old: Collection[str], new: Collection[str]) -> tuple[Change, ...]:
        if self.compare_fault is not None:
            raise self.compare_fault
        self.asked.append((tuple(old), tuple(new)))
        return strait_changes(self.content) if tuple(old) != tuple(new) else ()

    def moved(self, matrix: Matrix, snapshot: Snapshot) -> tuple[Change, ...]:
        return strait_changes(self.content) if self.visits else ()

    def history(self, row: Row, snapshot: Snapshot) -> Movement:
        if self.compare_fault is not None:
            raise self.compare_fault
        return movement(row, {article.id: article.source.published for article in snapshot.articles}, 5)

    def visited(self, snapshot: Snapshot) -> None:
        self.visits += 1

    def place(self, article: str, position: Position | None) -> tuple[Path, int]:
        return self.root / "positions" / f"{article}.yaml", 1 if position is None else 7

    def settle(self, folders: str) -> Session:
        assert self.session is not None
        self.folders.append(folders)
        return self.session

    def access(self) -> Access:
        return Access(
            name="Strait talks",
            root=self.root,
            fingerprint=self.fingerprint,
            glance=self.glance,
            read=self.read,
            compare=self.compare,
            compare_as_of=self.compare_as_of,
            diff=self.diff,
            moved=self.moved,
            history=self.history,
            visited=self.visited,
            place=self.place,
            settle=self.settle,
            files=files_of(Negotiation(self.root)),
        )


async def settle(pilot: Pilot[None]) -> None:
    """Waits until workers, comparisons, messages and drawing are done."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    while isinstance(pilot.app, PositionsApp) and (
        pilot.app.is_comparing or getattr(pilot.app.screen, "is_judging", False)
    ):
        await pilot.pause(0.01)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
