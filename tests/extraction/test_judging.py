"""What the network adds: it weighs what the grammar read, and sees claims that no cue shows."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import cast as cast_to

import numpy as np
import pytest

import positions.extraction.knowledge
from positions.extraction import ENGINE_VERSION, RULES_VERSION, engine_version, extract, why
from positions.extraction.claims import Cutter
from positions.extraction.engine import RulesEngine
from positions.extraction.judging import Judge, fit, network
from positions.extraction.network import LONGEST, Judgement, Network, load, parts, save
from positions.extraction.parsing import stories
from positions.extraction.parties import Cast
from positions.extraction.quotation import Speech
from positions.extraction.scoring import weights
from positions.extraction.sources import Sources
from positions.extraction.spans import candidate_claims
from positions.extraction.windows import STANCES, Option, Window, windows
from positions.model import Article, Party, Registry, Stance

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
            assert judgement is not None
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
            assert one is not None
            assert other is not None
            np.testing.assert_allclose(one.chances, other.chances, atol=0.02)


@pytest.mark.parametrize(
    ("starts", "total", "expected"),
    [
        ([0, 100, 300], 380, [(0, 380)]),
        ([0, 100, 300], 500, [(0, 300), (300, 500)]),
        ([0, 100], 1000, [(0, 100), (100, 490), (490, 880), (880, 1000)]),
        ([0], 390, [(0, 390)]),
        ([], 0, [(0, 0)]),
    ],
)
def test_a_long_passage_is_read_in_parts(starts: list[int], total: int, expected: list[tuple[int, int]]) -> None:
    assert LONGEST == 390
    assert parts(starts, total) == expected


def test_what_stands_at_the_end_of_a_wall_of_words_is_read_like_any_other() -> None:
    idle = " ".join(f"The ferry sailed on time on day {day}, and the weather was fine." for day in range(60))
    said = "Norland demanded the withdrawal of all patrols. Sudmark rejected the border levy."
    (wall, apart) = extract(
        [Article(id="wall", text=f"Talks\n\n{idle} {said}"), Article(id="apart", text=f"Talks\n\n{idle}\n\n{said}")],
        REGISTRY,
    )
    claims = {party: [entry.claim for entry in entries] for party, entries in apart.positions.items()}
    assert claims == {"Norland": ["the withdrawal of all patrols"], "Sudmark": ["the border levy"]}
    assert {party: [entry.claim for entry in entries] for party, entries in wall.positions.items()} == claims


class Sees:
    """Stands in for the network: sure of the one claim with these words, and that the mention `holder` holds it."""

    def __init__(self, claim: str, holder: str, stance: Stance) -> None:
        self._claim, self._holder = claim, holder
        self._chances = np.array([0.001, *(0.999 * (one is stance) for one in STANCES)], dtype=np.float32)

    def judge(self, seen: list[Window], _: Sources) -> list[list[Judgement | None]]:
        return [[self._of(window, option) for option in window.options] for window in seen]

    def _of(self, window: Window, option: Option) -> Judgement:
        words = window.read.passage.doc[option.claim.start : option.claim.end].text
        if words != self._claim:
            return Judgement(np.array([1, 0, 0, 0, 0], dtype=np.float32), None)
        held = [float(mention.text == self._holder) for mention in window.mentions]
        return Judgement(self._chances, np.array([*held, 0.5], dtype=np.float32))


OWN = "Norland wants talks. The fleet of Sudmark and the analyst agreed that a wider sluice was overdue."


@pytest.mark.parametrize(
    ("holder", "expected"),
    [
        ("Sudmark", [("Sudmark", Stance.OFFER, "a wider sluice", "network")]),
        ("analyst", []),  # a bystander holds nothing, whatever the network says
        ("sluice", []),  # nor does a thing, where nobody speaks
    ],
)
def test_a_claim_that_no_cue_shows_is_kept_where_somebody_holds_it(
    holder: str, expected: list[tuple[str, Stance, str, str]]
) -> None:
    (_, _, story), *_ = stories([Article(id="a", text=OWN)])
    assert not isinstance(story, Exception)
    cast = Cast(story, REGISTRY)
    read = RulesEngine(REGISTRY).read(story, cast)
    network = cast_to(Network, Sees("a wider sluice", holder, Stance.OFFER))
    own = [
        one.kept
        for each in Judge(network, weights())(read, cast)
        for one in each
        if one.candidate is None and one.why is None
    ]
    found = [(k.holder.party, k.stance, k.passage.doc[k.claim.start : k.claim.end].text, k.rule) for k in own]
    assert found == expected


ADDED = [
    # verbs that often take no stance
    ("Norland underscored the importance of free passage.", "Norland", "demand", "free passage"),
    ("Sudmark emphasized local control of the ports.", "Sudmark", "demand", "local control of the ports"),
    ("Norland sought the right to inspect cargo.", "Norland", "demand", "the right to inspect cargo"),
    ("Norland's minister defended the subsidy.", "Norland", "accept", "the subsidy"),
    (
        "Norland told Sudmark to stop boarding its trawlers.",
        "Norland",
        "demand",
        "Sudmark to stop boarding its trawlers",
    ),
    # approval
    ("Norland welcomed the plan and urged Sudmark to sign it.", "Norland", "accept", "the plan"),
    ("Norland endorsed the chair's text.", "Norland", "accept", "the chair's text"),
    (
        "The draft agreement, which Norland backs, would open the strait to all ships.",
        "Norland",
        "accept",
        "The draft agreement",
    ),
    # what is weak by itself: *would*, *it is time*
    ("Norland would welcome inspectors, its minister said, but not yet.", "Norland", "accept", "inspectors"),
    ("Norland did not rule it out and said it would consider a rebate.", "Norland", "offer", "consider a rebate"),
    ('"It is time for Sudmark to act," Norland\'s minister said.', "Norland", "demand", "Sudmark to act"),
    # no cue, or one that the parse hides
    ("Norland lauded the treaty and urged Sudmark to sign it.", "Norland", "accept", "the treaty"),
    (
        "Norland reiterated that tolls must fall, and Sudmark insisted on keeping them.",
        "Sudmark",
        "demand",
        "keeping them",
    ),
]
"""Claims that the grammar alone is too unsure of, or does not see."""

TAKEN_BACK = [
    ("Norland called the offer of 40 million crowns an insult.", "Norland", "offer", "40 million crowns an insult"),
    (
        "Norland will not budge on tolls and wants pilots to be free.",
        "Norland",
        "reject",
        "budge on tolls and wants pilots to be free",
    ),
]
"""What the grammar alone reads wrongly, and the network does not believe."""


def _stated(sentence: str, engine: str | None) -> set[tuple[str | None, str, str]]:
    told = why(sentence, REGISTRY, engine=engine)
    return {(e.party, e.entry.stance.value, e.entry.claim) for e in told if e.kept and e.entry is not None}


@pytest.mark.parametrize(("sentence", "party", "stance", "claim"), ADDED)
def test_the_network_adds_what_the_grammar_alone_leaves_out(sentence: str, party: str, stance: str, claim: str) -> None:
    assert (party, stance, claim) not in _stated(sentence, "rules")
    assert (party, stance, claim) in _stated(sentence, None)


@pytest.mark.parametrize(("sentence", "party", "stance", "claim"), TAKEN_BACK)
def test_the_network_takes_back_what_the_grammar_alone_misreads(
    sentence: str, party: str, stance: str, claim: str
) -> None:
    assert (party, stance, claim) in _stated(sentence, "rules")
    assert (party, stance, claim) not in _stated(sentence, None)


@pytest.mark.parametrize(
    "text",
    [
        "Norland rejected the levy. A professor at Delta College said Sudmark must lower the levy.",
        "Sudmark rejected the levy. Economists at the Marsh Bank said the port must lower the levy.",
    ],
)
def test_what_a_bystander_says_is_not_given_to_a_party_near_by(text: str) -> None:
    (found,) = extract([Article(id="a", text=text)], REGISTRY)
    assert [entry.claim for entries in found.positions.values() for entry in entries] == ["the levy"]


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
