"""The bridge to a negotiation on disk, and what opening the screens loads."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from positions import workflow
from positions.errors import FileFaults
from positions.model import Article, Matrix, Placed, Row, Side, Source, Status
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
    monkeypatch.setattr(workflow, "compare_negotiation", lambda _, **__: Matrix())
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


def test_a_glance_is_what_was_compared_before_and_nothing_once_a_file_changed(
    negotiation: Negotiation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(workflow, "_compute", lambda *_, **__: Matrix(parties=("Norland",)))
    access = access_to(negotiation)
    assert access.glance() is None
    compared = access.compare()
    again = access_to(Negotiation(negotiation.root))
    assert again.glance() == (compared, negotiation.registry)
    assert again.compare() == compared
    negotiation.position_path("a1").write_text(FILE.replace("any payment", "a payment"), encoding="utf-8")
    assert again.glance() is None


def test_a_visit_is_remembered_and_what_came_since_has_moved(
    negotiation: Negotiation, monkeypatch: pytest.MonkeyPatch
) -> None:
    access = access_to(negotiation)
    assert access.moved(Matrix(), access.read()) == ()  # the first visit
    access.visited(access.read())
    assert access.moved(Matrix(), access.read()) == ()  # nothing has come
    second = Article(id="a2", source=Source(title="Ministers part"), text="Norland accepts a payment.")
    negotiation.add(second)
    negotiation.position_path("a2").write_text("positions:\n  Norland:\n    - accept: a payment\n", encoding="utf-8")
    snapshot = access.read()
    placed = tuple(Placed(position=one, side=Side.FOR, current=one.article == "a2") for one in snapshot.positions[1:])
    row = Row(issue="payment", proposition="Norland pays", status=Status.OPEN, positions=placed)
    monkeypatch.setattr("positions.diffing.likeness_in", lambda _: None)
    (change,) = access.moved(Matrix(parties=("Norland",), rows=(row,)), snapshot)
    assert (change.party, change.issue, change.after and change.after.position.article) == ("Norland", "payment", "a2")


def test_a_history_has_what_each_article_said_and_how_old_it_is(
    negotiation: Negotiation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("positions.diffing.likeness_in", lambda *_: None)
    later = dt.date(2024, 4, 5)
    negotiation.add(Article(id="a2", source=Source(title="Ministers part", published=later), text="Norland pays."))
    access = access_to(negotiation)
    snapshot = access.read()
    placed = tuple(
        Placed(position=one, side=Side.OTHER, current=True, when=dt.date(2024, 4, 1)) for one in snapshot.positions
    )
    row = Row(issue="payment", proposition="Norland pays", status=Status.OPEN, positions=placed)
    found = access.history(row, snapshot)
    assert [(one.article, one.party) for one in found.moments] == [("a1", "Norland")]
    assert {(one.silent.party, one.age.articles, one.stale) for one in found.silences} == {("Norland", 1, False)}
