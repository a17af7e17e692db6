"""Two engines over one article: the union, surer where they agree, with their difference where they differ."""

from __future__ import annotations

import pytest
from scripted import reply, serving, statement

from positions.extraction.llm.both import DOUBT, BothEngine, joined
from positions.extraction.llm.engine import LlmEngine
from positions.model import Article, Extraction, Learned, MachineEntry, Registry, Topic
from positions.userconfig import Llm, LlmSettings


def entry(
    stance: str, claim: str, at: tuple[int, int] = (0, 60), confidence: float = 0.6, **more: object
) -> MachineEntry:
    return MachineEntry.model_validate(
        {stance: claim, "quote": "x" * (at[1] - at[0]), "at": at, "confidence": confidence, "rule": "demand", **more}
    )


def extraction(**positions: tuple[MachineEntry, ...]) -> Extraction:
    return Extraction(article="a", engine="one", positions=positions)


def test_agreement_makes_surer() -> None:
    ours = extraction(Norland=(entry("demand", "the withdrawal of all patrols", confidence=0.7),))
    theirs = extraction(Norland=(entry("demand", "withdrawal of all patrols from the strait", (10, 70), rule="llm"),))
    found = joined(ours, theirs, "both")
    [one] = found.positions["Norland"]
    assert (one.claim, one.confidence, one.rule) == ("the withdrawal of all patrols", 0.88, "demand and llm")
    assert one.differs is None
    assert found.engine == "both"


@pytest.mark.parametrize(
    ("party", "other", "told"),
    [
        ("Norland", entry("reject", "the withdrawal of all patrols"), "Norland rejects: the withdrawal of all patrols"),
        ("Sudmark", entry("demand", "the withdrawal of all patrols"), "Sudmark demands: the withdrawal of all patrols"),
    ],
)
def test_difference_keeps_both_and_tells_each_of_the_other(party: str, other: MachineEntry, told: str) -> None:
    ours = extraction(Norland=(entry("demand", "the withdrawal of all patrols", confidence=0.8),))
    found = joined(ours, extraction(**{party: (other,)}), "both")
    entries = {(name, one.stance.value): one for name, each in found.positions.items() for one in each}
    assert len(entries) == 2
    own = entries["Norland", "demand"]
    assert (own.differs, own.confidence) == (told, 0.8 * DOUBT)
    [theirs] = [one for key, one in entries.items() if key != ("Norland", "demand")]
    assert (theirs.differs, theirs.confidence) == ("Norland demands: the withdrawal of all patrols", 0.6 * DOUBT)


def test_what_one_reads_alone_stays_as_it_is() -> None:
    mine, yours = entry("demand", "a lighthouse"), entry("offer", "40 million crowns", (100, 150), rule="llm")
    found = joined(extraction(Norland=(mine,)), extraction(Sudmark=(yours,)), "both")
    assert found.positions == {"Norland": (mine,), "Sudmark": (yours,)}


def test_a_difference_in_detail_is_told_of_an_entry_that_both_read() -> None:
    ours = extraction(Norland=(entry("accept", "the plan"),))
    theirs = extraction(Norland=(entry("accept", "the plan", extent="in principle", rule="llm"),))
    [one] = joined(ours, theirs, "both").positions["Norland"]
    assert one.differs == "accepts in principle: the plan"
    assert one.confidence == 0.84


def test_topics_of_both_stand_once() -> None:
    one, same, other = (Topic(topic=name, at=at) for name, at in (("a", (0, 9)), ("a b", (2, 12)), ("c", (20, 30))))
    ours = extraction().model_copy(update={"disputed": (one,)})
    theirs = extraction().model_copy(update={"disputed": (same, other)})
    assert joined(ours, theirs, "both").disputed == (one, other)


def test_the_fault_of_either_is_the_articles() -> None:
    fault = extraction().model_copy(update={"fault": "no answer"})
    assert joined(extraction(), fault, "both").fault == "no answer"
    assert joined(fault, extraction(), "both").fault == "no answer"


def test_both_engines_read_the_same_articles() -> None:
    text = "Norland insisted on the withdrawal of all patrols from the strait. Sudmark rejected a toll on ships."
    with serving(reply(statement())) as there:
        engine = BothEngine(LlmEngine(Llm(there.url, "tiny", None, LlmSettings())), "rules")
        articles = [Article(id=name, text=text) for name in "abc"]
        found = list(engine.extract(iter(articles), Registry(), Learned()))
        assert len(there.asked) == 3
    assert [one.article for one in found] == ["a", "b", "c"]
    assert {one.engine for one in found} == {engine.version}
    [norland] = found[0].positions["Norland"]
    assert (norland.rule, norland.aligned is not None) == ("insist and llm", True)
    assert [one.rule for one in found[0].positions["Sudmark"]] == ["reject"]
    assert "3 requests" in engine.report()
