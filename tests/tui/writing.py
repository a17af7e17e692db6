"""A small negotiation on disk, and the application over it, for what edits files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from strait import FIRST, settle
from textual.pilot import Pilot

from positions.model import Article, Matrix, Placed, Row, Side, Snapshot, Source, Status
from positions.negotiation import Negotiation
from tui.access import Access, access_to
from tui.app import PositionsApp

WITHDRAWAL = "Norland insisted on the withdrawal of all patrols from the strait if the ceasefire holds"
REJECTED = "Sudmark rejected any withdrawal of its coast guard"
COMPENSATION = "She demanded compensation of 40 million crowns for lost catches"


def at(quote: str) -> list[int]:
    start = FIRST.index(quote)
    return [start, start + len(quote)]


FILE = f"""# the first round
article:
  title: Ministers meet   # in Port Ost
  published: 2024-04-01
  outlet: The Strait Courier
  url: https://courier.example/ministers
  text: articles/a1.txt
positions:
  Norland:
    # what everything hangs on
    - demand: the withdrawal of all patrols from the strait   # check
      if: the ceasefire holds
      issue: patrols in the strait
      quote: {WITHDRAWAL}
      at: {at(WITHDRAWAL)}
      firmness: red line
  Sudmark:
    - reject: any withdrawal of its coast guard
      issue: patrols in the strait
      quote: {REJECTED}
      at: {at(REJECTED)}
    - demand: compensation of 40 million crowns for lost catches
      issue: compensation for lost catches
      quote: {COMPENSATION}
      at: {at(COMPENSATION)}
"""


def negotiation_at(root: Path) -> Negotiation:
    """One article with three positions, two parties that are registered, one issue in the codebook."""
    made = Negotiation.create(root / "strait", name="Strait talks")
    made.add(Article(id="a1", source=Source(title="Ministers meet"), text=FIRST))
    made.position_path("a1").write_text(FILE, encoding="utf-8")
    (made.root / "parties.yaml").write_text("Norland:\nSudmark:\nthe Union:\n  role: mediator\n", encoding="utf-8")
    (made.root / "issues.yaml").write_text("patrols in the strait:\n  theme: security\n", encoding="utf-8")
    return made


def pinned(snapshot: Snapshot) -> Matrix:
    """A matrix that goes by the pins alone, so that no model is needed."""
    rows: dict[str, list[Placed]] = {}
    for position in snapshot.positions:
        placed = Placed(position=position, side=Side.OTHER, current=True, when=None)
        rows.setdefault(position.issue or position.claim, []).append(placed)
    parties = tuple(dict.fromkeys(position.party for position in snapshot.positions))
    return Matrix(
        parties=parties,
        rows=tuple(
            Row(issue=issue, proposition=issue, status=Status.STICKING, positions=tuple(placed))
            for issue, placed in rows.items()
        ),
    )


def access_without_model(negotiation: Negotiation) -> Access:
    """As the screens see it on disk, but for the comparison."""
    return replace(access_to(negotiation), compare=lambda: pinned(negotiation.snapshot()))


def app_over(negotiation: Negotiation) -> PositionsApp:
    """The application, which looks for changed files only when told to."""
    return PositionsApp(access_without_model(negotiation), poll_seconds=3600)


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def type_in(pilot: Pilot[None], words: str) -> None:
    """Types words, letter by letter."""
    await pilot.press(*("space" if char == " " else char for char in words))
    await settle(pilot)
