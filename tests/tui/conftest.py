"""The application over a small negotiation of plain values."""

from __future__ import annotations

from pathlib import Path

import pytest
from strait import Desk, strait_talks

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
