"""Several processes that edit one negotiation at once: every edit is there afterwards, or its writer was told."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections import Counter
from functools import partial
from multiprocessing.queues import Queue
from pathlib import Path

import pytest

from positions.editing import edit, parties
from positions.errors import ConflictError
from positions.journal import Write
from positions.negotiation import Negotiation

ARTICLES = 3


def start(root: Path, writers: int) -> Negotiation:
    """An article file in which each writer has an entry, and a person comments."""
    negotiation = Negotiation.create(root)
    for number in range(ARTICLES):
        lines = [f"  Party {writer}:\n    - demand: thing {writer}   # of {writer}\n" for writer in range(writers)]
        negotiation.position_path(f"article-{number}").write_text("article: {}\npositions:\n" + "".join(lines))
    return negotiation


def write(root: Path, writer: int, seconds: float, done: Queue[tuple[int, Counter[str], dict[str, str]]]) -> None:
    """Edit until the time is over: notes in position files, aliases in parties.yaml, and commands taken back."""
    negotiation, dice = Negotiation.find(root), random.Random(writer)
    said: Counter[str] = Counter()
    notes: dict[str, str] = {}
    aliases = 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        article = f"article-{dice.randrange(ARTICLES)}"
        try:
            if dice.random() < 0.3:
                edit(negotiation, partial(parties.alias, party=f"Party {writer}", names=[f"alias {writer} {aliases}"]))
                aliases += 1
            else:
                note = f"note {writer} {said.total()}"
                negotiation.commit("note", [noted(negotiation, article, writer, note)])
                notes[article] = note
            said["edits made"] += 1
        except ConflictError:
            said["edits refused"] += 1
    notes["aliases"] = str(aliases)
    done.put((writer, said, notes))


def noted(negotiation: Negotiation, article: str, writer: int, note: str) -> Write:
    """What it takes to note something on one's own entry; read without the lock, as what a person works on is."""
    file = negotiation.position_file(article)
    assert file is not None
    party = f"Party {writer}"
    own = tuple(entry.model_copy(update={"note": note}) for entry in file.positions[party])
    new = file.model_copy(update={"positions": {**file.positions, party: own}})
    return negotiation.revised(negotiation.position_path(article), file, new)


def contend(root: Path, writers: int, seconds: float) -> Counter[str]:
    """Let writers edit at once, and look for all that they were told was done."""
    negotiation = start(root, writers)
    context = multiprocessing.get_context("spawn")
    done: Queue[tuple[int, Counter[str], dict[str, str]]] = context.Queue()
    processes = [context.Process(target=write, args=(negotiation.root, one, seconds, done)) for one in range(writers)]
    for process in processes:
        process.start()
    found = [done.get(timeout=seconds + 120) for _ in processes]
    for process in processes:
        process.join()
    total: Counter[str] = Counter()
    after = Negotiation.find(negotiation.root)
    for writer, said, notes in found:
        total += said
        aliases = int(notes.pop("aliases"))
        party = after.registry.parties.get(f"Party {writer}")
        assert (len(party.aliases) if party else 0) == aliases
        for article, note in notes.items():
            file = after.position_file(article)
            assert file is not None
            assert [entry.note for entry in file.positions[f"Party {writer}"]] == [note]
            assert f"# of {writer}\n" in after.position_path(article).read_text()
    assert not list(negotiation.root.rglob("*.tmp"))
    return total


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    assert contend(tmp_path / "strait", 2, 2.0)["edits made"] > 2


@pytest.mark.soak
def test_ten_writers_lose_nothing_in_a_minute(tmp_path: Path, cases: Counter[str]) -> None:
    cases.update(contend(tmp_path / "strait", 10, 60.0))
