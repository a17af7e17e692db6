"""Which engine reads: a person's word, never that of a negotiation, decides whether a server is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from positions.engines import choose
from positions.errors import UsageError
from positions.extraction.llm.both import BothEngine
from positions.extraction.llm.engine import LlmEngine
from positions.negotiation import Negotiation

SERVER = "http://127.0.0.1:9/v1"


@pytest.fixture
def negotiation(tmp_path: Path) -> Negotiation:
    return Negotiation.create(tmp_path / "strait")


@pytest.fixture
def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "config.yaml"
    monkeypatch.setenv("POSITIONS_CONFIG", str(path))
    path.write_text(f"llm: {{server: '{SERVER}', model: mine}}\n", encoding="utf-8")
    return path


def wish(negotiation: Negotiation, lines: str) -> None:
    path = negotiation.root / "negotiation.yaml"
    path.write_text(path.read_text(encoding="utf-8") + lines, encoding="utf-8")


@pytest.mark.parametrize("name", ["llm", "both"])
def test_a_negotiations_wish_for_a_model_is_told_and_not_followed(
    negotiation: Negotiation, configured: Path, name: str
) -> None:
    wish(negotiation, f"engine: {name}\nmodel: theirs\n")
    told: list[str] = []
    assert choose(negotiation, tell=told.append) is None
    assert len(told) == 1
    assert f"wishes for the engine {name}" in told[0]


def test_a_user_who_asks_a_model_anyhow_follows_the_wish(negotiation: Negotiation, configured: Path) -> None:
    configured.write_text("engine: both\n" + configured.read_text(encoding="utf-8"), encoding="utf-8")
    assert isinstance(choose(negotiation), BothEngine)
    wish(negotiation, "engine: llm\n")
    assert isinstance(choose(negotiation), LlmEngine)


def test_a_wish_for_an_offline_engine_wins_over_the_users_own(negotiation: Negotiation, configured: Path) -> None:
    configured.write_text("engine: llm\n" + configured.read_text(encoding="utf-8"), encoding="utf-8")
    wish(negotiation, "engine: rules\n")
    assert choose(negotiation) == "rules"


def test_the_flag_wins_and_the_model_is_the_users(negotiation: Negotiation, configured: Path) -> None:
    wish(negotiation, "engine: rules\nmodel: theirs\n")
    told: list[str] = []
    engine = choose(negotiation, "llm", tell=told.append)
    assert isinstance(engine, LlmEngine)
    assert "llm mine (" in engine.version
    assert [note for note in told if "theirs" in note]
    assert choose(negotiation, "network") == "network"


def test_flags_for_a_model_want_an_engine_that_asks_one(negotiation: Negotiation) -> None:
    for flags in ({"model": "m"}, {"server": SERVER}):
        with pytest.raises(UsageError, match="is for a language model"):
            choose(negotiation, "rules", **flags)


def test_without_a_negotiation_no_answers_are_kept(configured: Path) -> None:
    engine = choose(None, "llm", model="other")
    assert isinstance(engine, LlmEngine)
    assert "other" in engine.version


def test_what_is_offline_reads_no_configuration(negotiation: Negotiation, configured: Path) -> None:
    configured.write_text("nonsense\n", encoding="utf-8")
    assert choose(negotiation, "rules") == "rules"
