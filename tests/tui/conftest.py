"""The application over a small negotiation of plain values."""

from __future__ import annotations

from pathlib import Path

import pytest
from strait import Desk, strait_talks

from positions.negotiation import Negotiation
from positions.reliability import Session
from tui.access import access_to
from tui.app import PositionsApp
from tui.state import Content


@pytest.fixture(autouse=True)
def state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes the user's own state folder."""
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    return folder


@pytest.fixture
def content() -> Content:
    """Two articles, four parties, five issues."""
    return strait_talks()


@pytest.fixture
def desk(content: Content, tmp_path: Path) -> Desk:
    """The files behind the screen."""
    return Desk(content, tmp_path)


@pytest.fixture
def app(desk: Desk) -> PositionsApp:
    """The application over `desk`; it looks for changed files only when told to."""
    return PositionsApp(desk.access(), poll_seconds=3600)


TEXT = "Norland insists on free [passage]. Sudmark rejects any\x1b[31m patrol. Norland offers a toll."
LENA = """positions:
  Norland:
    - {demand: free passage, at: [0, 33], if: the truce holds}
    - {offer: a toll, at: [68, 90]}
  Sudmark:
    - {reject: any patrol, at: [35, 66], issue: patrols}
"""
MARK = """positions:
  Norland:
    - {demand: free passage, at: [0, 33]}
  Ostreich:
    - {demand: any patrol, at: [35, 66], issue: ships}
"""


@pytest.fixture
def coders(tmp_path: Path) -> Path:
    for name, positions in (("lena", LENA), ("mark", MARK)):
        Negotiation.create(tmp_path / name)
        (tmp_path / name / "articles/talks.txt").write_text(TEXT)
        (tmp_path / name / "positions/talks.yaml").write_text(positions)
    return tmp_path


@pytest.fixture
def session(coders: Path, desk: Desk) -> Session:
    """What the screen is given: the two coders, into the first one's own folder."""
    session = access_to(Negotiation(coders / "lena")).settle(str(coders / "mark"))
    desk.session = session
    return session
