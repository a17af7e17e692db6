"""A small negotiation that was compared before: what most commands are tried on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from commandline import make_negotiation, run


@pytest.fixture(scope="session")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small negotiation with hand-written positions, compared once; tests only read it."""
    root = tmp_path_factory.mktemp("strait")
    make_negotiation(root)
    assert run("matrix", cwd=root).code == 0
    return root


@pytest.fixture
def negotiation(compared: Path, tmp_path: Path) -> Path:
    """A copy of the compared negotiation, to be changed."""
    return Path(shutil.copytree(compared, tmp_path / "strait"))
