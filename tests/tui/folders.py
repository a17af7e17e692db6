"""A negotiation on disk behind the screens, compared by nothing but the issues that its entries are pinned to."""

from __future__ import annotations

from pathlib import Path

import pytest

from positions import workflow
from positions.model import Matrix, Placed, Row, Side, Status
from positions.negotiation import Negotiation
from tui.access import access_to
from tui.app import PositionsApp

ROUND = """Norland insisted on the withdrawal of all patrols from the strait before any talks, Ada Lund said.

Sudmark rejects any\x1b[31m patrol of foreign ships. It offered a toll of 4 percent.

Norland's fishers want quiet seas.
"""
ROUND_POSITIONS = """article: {title: The first round, published: 2031-05-04, text: articles/round.txt}
positions:
  Norland:
    - demand: the withdrawal of all patrols from the strait before any talks   # ours
      issue: patrols
      quote: Norland insisted on the withdrawal of all patrols from the strait before any talks
      at: [0, 82]
      speaker: Ada Lund
  Sudmark:
    - reject: any patrol of foreign ships
      issue: patrols
      at: [100, 147]
    - offer: a toll of 4 percent
      issue: tolls
  Norland Fishers:
    - demand: quiet seas
"""
ROUND_MACHINE = """engine: rules/2
positions:
  Norland:
    - demand: the withdrawal of all patrols from the strait before any talks
      at: [0, 82]
      confidence: 0.81
      rule: insist
  Sudmark:
    - reject: any patrol of foreign ships
      at: [100, 147]
      confidence: 0.4
      rule: reject
"""
CALL_POSITIONS = """article: {title: A call, published: 2031-05-06}
positions:
  NL:
    - accept: the toll
      issue: tolls
"""
PARTIES = """# who is who
Norland:
  aliases: [NL, Norlandish]
  speakers: [Ada Lund]
Sudmark:
  bloc: Southern League
Observers:
  role: observer
"""
ISSUES = """patrols:
  proposition: Patrols leave the strait   # as agreed
  theme: security
"""


def make(root: Path) -> Negotiation:
    """Two articles, one of them a call without a text; four parties, three issues."""
    negotiation = Negotiation.create(root, name="Strait talks")
    files = {
        "articles/round.txt": ROUND,
        "positions/round.yaml": ROUND_POSITIONS,
        "positions/call.yaml": CALL_POSITIONS,
        "machine/positions/round.yaml": ROUND_MACHINE,
        "parties.yaml": PARTIES,
        "issues.yaml": ISSUES,
    }
    for name, words in files.items():
        (root / name).write_text(words, encoding="utf-8")
    return negotiation


def compared(negotiation: Negotiation, *, loading: bool = True) -> Matrix:
    """An issue for each pin; what is not pinned stands alone. Nothing is ever loaded."""
    snapshot = negotiation.snapshot()
    issues: dict[str, list[Placed]] = {}
    for position in snapshot.positions:
        placed = Placed(position=position, side=Side.FOR, current=True)
        issues.setdefault(position.issue or position.claim, []).append(placed)
    rows = []
    for name, places in issues.items():
        known = snapshot.codebook.issues.get(name)
        several = len({one.position.party for one in places}) > 1
        rows.append(
            Row(
                issue=name,
                proposition=(known and known.proposition) or f"About {name}",
                theme=known and known.theme,
                status=known.status.is_ if known and known.status else Status.STICKING if several else Status.OPEN,
                deciding=tuple(one.position.key for one in places) if several and name == "patrols" else (),
                positions=tuple(places),
            )
        )
    return Matrix(parties=tuple(dict.fromkeys(one.party for one in snapshot.positions)), rows=tuple(rows))


@pytest.fixture
def talks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Negotiation:
    """The negotiation behind `screens`."""
    monkeypatch.setattr(workflow, "compare_negotiation", compared)
    return make(tmp_path / "strait")


@pytest.fixture
def screens(talks: Negotiation) -> PositionsApp:
    """The application over `talks`; it looks for changed files only when told to."""
    return PositionsApp(access_to(talks), poll_seconds=3600)
