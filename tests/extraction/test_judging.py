"""What the network adds: it weighs what the grammar read, and sees claims that no cue shows."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import numpy as np
import pytest

import positions.extraction.knowledge
from positions.extraction import ENGINE_VERSION, RULES_VERSION, engine_version, extract, why
from positions.extraction.claims import Cutter
from positions.extraction.engine import RulesEngine
from positions.extraction.judging import fit, network
from positions.extraction.network import load, save
from positions.extraction.parsing import stories
from positions.extraction.parties import Cast
from positions.extraction.quotation import Speech
from positions.extraction.sources import Sources
from positions.extraction.spans import candidate_claims
from positions.extraction.windows import Window, windows
from positions.model import Article, Party, Registry

REGISTRY = Registry(parties={"Norland": Party(), "Sudmark": Party()})
DATA = resources.files("positions.extraction.data")

TEXT = (
    "Norland and Sudmark at odds over the strait\n\n"
    "Norland on Monday demanded that all patrols leave the strait. Sudmark rejected the demand.\n\n"
    '"We will never give up the islands," the Sudmark fisheries minister said. The weather was fine.\n'
)

CLEAR = "Norland rejected the border levy."
DOUBTFUL = "The newspaper Norland Post said the weather may need a coat."


def _windows(text: str) -> list[Window]:
    engine = RulesEngine(REGISTRY)
    (_, _, story), *_ = stories([Article(id="a", text=text)])
    assert not isinstance(story, Exception)
    passages = engine.read(story, Cast(story, REGISTRY))
    return windows(passages, Cutter(), [True] * len(passages))


def test_the_weights_fit_the_package() -> None:
    assert len((DATA / "network.npz").read_bytes()) < 12_000_000
    fitted = fit()
    assert 0 < fitted.look < fitted.keep < 1
    assert fitted.mention < fitted.keep_alone < 1


def test_candidate_claims_cover_clauses_and_phrases() -> None:
    claims = {window.read.passage.doc[c.start : c.end].text for window in _windows(TEXT) for c in _claims(window)}
    assert {"all patrols leave the strait", "the islands", "give up the islands"} <= claims


def _claims(window: Window) -> list[object]:
    return list(candidate_claims(window.read.passage, Cutter()))


def test_every_option_has_chances_that_add_up_to_one() -> None:
    seen = _windows(TEXT)
    judged = network().judge(seen, Sources(Speech()))
    for window, judgements in zip(seen, judged, strict=True):
        assert len(judgements) == len(window.options)
        for judgement in judgements:
            assert judgement.chances.shape == (5,)
            assert float(judgement.chances.sum()) == pytest.approx(1, abs=1e-4)
            if judgement.holders is not None:
                assert judgement.holders.shape == (len(window.mentions) + 1,)
                assert float(judgement.holders.sum()) == pytest.approx(1, abs=1e-4)


def test_no_window_is_judged_by_what_is_read_beside_it() -> None:
    seen, sources = _windows(TEXT), Sources(Speech())
    together = network().judge(seen, sources)
    for window, judgements in zip(seen, together, strict=True):
        (alone,) = network().judge([window], sources)
        for one, other in zip(judgements, alone, strict=True):
            np.testing.assert_allclose(one.chances, other.chances, atol=0.02)


def test_the_same_text_gives_the_same_twice() -> None:
    first, second = (list(extract([Article(id="a", text=TEXT)], REGISTRY)) for _ in range(2))
    assert first == second
    assert first[0].engine == ENGINE_VERSION
    assert {"Norland", "Sudmark"} <= set(first[0].positions)


def test_weights_are_written_and_read_again_within_a_step(tmp_path: Path) -> None:
    weights = {"matrix": np.linspace(-1, 1, 12, dtype=np.float32).reshape(3, 4), "bias": np.ones(3, dtype=np.float32)}
    save(weights, tmp_path / "weights.npz")
    with (tmp_path / "weights.npz").open("rb") as file:
        again = load(file)
    np.testing.assert_allclose(again["matrix"], weights["matrix"], atol=1 / 127)
    np.testing.assert_array_equal(again["bias"], weights["bias"])


def test_rules_alone_when_asked_for_or_without_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    assert engine_version("rules") == RULES_VERSION
    (asked,) = extract([Article(id="a", text=TEXT)], REGISTRY, engine="rules")
    assert asked.engine == RULES_VERSION
    monkeypatch.setattr(positions.extraction.knowledge, "has_weights", lambda: False)
    (without,) = extract([Article(id="a", text=TEXT)], REGISTRY)
    assert without == asked


def test_why_tells_what_the_network_says() -> None:
    told = [e.why for e in why(f"{CLEAR} {DOUBTFUL}", REGISTRY) if e.entry]
    assert any("by the network" in (reason or "") for reason in told), told
