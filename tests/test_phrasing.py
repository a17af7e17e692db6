from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions.phrasing import cached, noun_phrases


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the withdrawal of all patrols from the strait", ["withdrawal of all patrols", "withdrawal", "strait"]),
        ("a permanent ceasefire", ["permanent ceasefire"]),
        ("reduce tariffs on farm goods", ["tariffs on farm goods", "tariffs"]),
        ("the League's observers on the coast", ["League's observers on the coast", "League's observers"]),
        ("a co-financing requirement", ["co-financing requirement"]),
        ("a joint land/sea patrol", ["joint land/sea patrol"]),
        ("League observers\nand officers", ["League observers and officers", "League observers"]),
        ("", []),
    ],
)
def test_noun_phrases_come_whole_and_then_without_what_is_tied_to_them(text: str, expected: list[str]) -> None:
    found = noun_phrases([text])[0]
    assert [phrase for phrase in expected if phrase in found] == expected


def test_each_text_has_its_own_phrases() -> None:
    alone = [noun_phrases([text])[0] for text in ("a truce", "", "the toll on the bridge")]
    assert noun_phrases(["a truce", "", "the toll on the bridge"]) == alone
    assert noun_phrases([]) == []


@given(st.text(max_size=80))
def test_any_text_gives_pieces_of_itself(text: str) -> None:
    flat = " ".join(text.split()).casefold()
    for phrase in noun_phrases([text])[0]:
        assert phrase.casefold() in flat


def test_a_huge_text_is_looked_at_only_so_far() -> None:
    assert len(noun_phrases(["the toll on bridges, " * 100_000])[0]) < 100


def test_what_was_found_is_kept_and_a_broken_cache_is_done_without(tmp_path: Path) -> None:
    asked: list[str] = []

    def inner(texts: Sequence[str]) -> list[list[str]]:
        asked.extend(texts)
        return [[text.upper()] for text in texts]

    path = tmp_path / "cache.sqlite"
    assert cached(inner, path)(["a truce", "a toll", "a truce"]) == [["A TRUCE"], ["A TOLL"], ["A TRUCE"]]
    assert cached(inner, path)(["a toll", "a vote"]) == [["A TOLL"], ["A VOTE"]]
    assert asked == ["a truce", "a toll", "a vote"]
    for damage in (b"[" * 10**5, b"3", b"null", b"\xff"):
        with contextlib.closing(sqlite3.connect(path)) as base, base:
            base.execute("UPDATE phrases SET found = ?", (damage,))
        assert cached(inner, path)(["a vote"]) == [["A VOTE"]]
    path.write_bytes(b"no database")
    assert cached(inner, path)(["a toll"]) == [["A TOLL"]]
    assert cached(inner, tmp_path / "missing" / "cache.sqlite")(["a toll"]) == [["A TOLL"]]
    assert cached(inner, path)([]) == []
