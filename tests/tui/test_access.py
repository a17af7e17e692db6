"""The bridge to a negotiation on disk, and what opening the screens loads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from positions import workflow
from positions.errors import FileFaults
from positions.model import Article, Matrix, Source
from positions.negotiation import Negotiation
from tui.access import access_to

FILE = """article:
  title: Ministers meet
  text: articles/a1.txt
positions:
  Norland:
    - demand: the withdrawal of all patrols
    - reject: any payment
"""


@pytest.fixture
def negotiation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Negotiation:
    monkeypatch.setattr(workflow, "compare_negotiation", lambda _: Matrix())
    made = Negotiation.create(tmp_path / "strait", name="Strait talks")
    made.add(Article(id="a1", source=Source(title="Ministers meet"), text="Norland rejects any payment."))
    made.position_path("a1").write_text(FILE, encoding="utf-8")
    return made


def test_what_the_screens_ask_is_answered_from_the_files(negotiation: Negotiation) -> None:
    access = access_to(negotiation)
    assert access.name == "Strait talks"
    assert access.compare() == Matrix()
    second = access.read().positions[1]
    assert access.place("a1", second) == (negotiation.position_path("a1"), 7)
    assert access.place("a1", None) == (negotiation.position_path("a1"), 1)


def test_a_change_on_disk_changes_the_fingerprint_and_a_fault_names_its_line(negotiation: Negotiation) -> None:
    access = access_to(negotiation)
    before = access.fingerprint()
    negotiation.position_path("a1").write_text(FILE.replace("reject", "rejetc"), encoding="utf-8")
    assert access.fingerprint() != before
    with pytest.raises(FileFaults) as caught:
        access.read()
    assert caught.value.line == 7


def test_opening_the_screens_loads_no_language_model() -> None:
    code = "import tui.app, tui.access, positions.workflow, sys; print(*{'torch', 'spacy'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
