"""Every cue's example, run: the sentence must be read as the example says."""

from __future__ import annotations

from functools import cache

import pytest

from positions.extraction.cues import Cue, lexicon
from positions.extraction.engine import RulesEngine
from positions.model import Party, Registry


@cache
def engine() -> RulesEngine:
    return RulesEngine(Registry(parties={"Norland": Party(), "Norland Steel": Party(), "Sudmark": Party()}))


@pytest.mark.parametrize("cue", lexicon().cues, ids=lambda cue: f"{cue.kind}-{cue.cue.replace(' ', '-')}")
def test_the_example_is_read_as_it_says(cue: Cue) -> None:
    explained = engine().explain(cue.example.text)
    read = [
        (e.party, e.entry.stance, e.entry.claim)
        for e in explained
        if e.entry is not None and e.cue == cue.cue and e.kind == cue.kind
    ]
    assert (cue.example.party, cue.example.stance or cue.stance, cue.example.claim) in read, explained


def test_every_cue_stands_once_for_its_kind() -> None:
    seen = [(cue.kind, cue.cue, cue.first_person) for cue in lexicon().cues]
    assert len(seen) == len(set(seen))
