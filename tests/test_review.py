"""The review queue's order, and what verdicts write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from positions import review, settling
from positions.errors import ConflictError, UsageError
from positions.model import Matrix, Placed, Row, Side, Stance, Status
from positions.negotiation import Negotiation
from positions.review import Item
from positions.settling import Contested

FILE = """# ours
article: {text: articles/talks.txt}
positions:
  Norland:
    - demand: free passage   # from the bulletin
      at: [0, 20]
    - offer: "a toll"
    - demand: quiet seas
      review: confirmed
  Sudmark:
    - reject: free passage
    - demand: old maps
"""
MACHINE = """engine: rules/2
positions:
  Norland:
    - demand: free passage
      at: [0, 20]
      confidence: 0.9
    - offer: a toll
      confidence: 0.8
  Sudmark:
    - reject: free passage
      confidence: 0.4
    - demand: all maps
      confidence: 0.3
disagreements:
  - {party: Sudmark, claim: old maps, field: claim, yours: old maps, program: all maps}
"""


@pytest.fixture
def talks(tmp_path: Path) -> Negotiation:
    negotiation = Negotiation.create(tmp_path)
    (tmp_path / "articles/talks.txt").write_text("Norland wants free passage. It offered a toll.")
    (tmp_path / "positions/talks.yaml").write_text(FILE)
    (tmp_path / "machine/positions/talks.yaml").write_text(MACHINE)
    return negotiation


def matrix(negotiation: Negotiation) -> Matrix:
    """Free passage is where they are stuck; the toll and the maps stand alone."""
    places = [Placed(position=one, side=Side.FOR, current=True) for one in negotiation.snapshot().positions]
    passage = tuple(one for one in places if one.position.claim == "free passage")
    others = [one for one in places if one not in passage]
    keys = tuple(one.position.key for one in passage)
    rows = [Row(issue="passage", proposition="p", status=Status.STICKING, deciding=keys, positions=passage)]
    rows += [Row(issue=one.position.claim, proposition="p", status=Status.OPEN, positions=(one,)) for one in others]
    return Matrix(parties=("Norland", "Sudmark"), rows=tuple(rows))


def queue(negotiation: Negotiation) -> tuple[Item, ...]:
    return review.queue(negotiation, matrix(negotiation))


def text(negotiation: Negotiation) -> str:
    return negotiation.position_path("talks").read_text()


def test_what_the_other_engine_reads_is_in_the_queue(talks: Negotiation) -> None:
    copy = talks.machine_path("talks")
    copy.write_text(
        MACHINE.replace("confidence: 0.4", "confidence: 0.4\n      differs: 'Sudmark accepts: free passage'")
    )
    told = {(one.party, one.entry.claim): one.differs for one in queue(talks)}
    assert told["Sudmark", "free passage"] == "Sudmark accepts: free passage"
    assert told["Norland", "free passage"] is None


def test_what_decides_comes_first_and_of_equals_the_least_certain(talks: Negotiation) -> None:
    assert [(one.party, one.entry.claim, one.stake.name) for one in queue(talks)] == [
        ("Sudmark", "free passage", "DECIDES"),
        ("Norland", "free passage", "DECIDES"),
        ("Sudmark", "old maps", "ONE_SIDE"),
        ("Norland", "a toll", "ONE_SIDE"),
    ]


VERDICTS: list[tuple[Callable[[Negotiation, Item], Item], tuple[str, ...]]] = [
    (review.confirm, ("review: confirmed",)),
    (review.dismiss, ("review: dismissed",)),
    (lambda n, i: review.set_stance(n, i, Stance.OFFER), ("- offer: free passage   # from", "review: confirmed")),
    (lambda n, i: review.pin(n, i, "the strait"), ("issue: the strait", "review: confirmed")),
    (lambda n, i: review.reword(n, i, "a free  strait"), ("- demand: a free strait   # from", "review: confirmed")),
    (lambda n, i: review.assign(n, i, "Westland"), ("  Westland:\n", "# from the bulletin", "review: confirmed")),
    (lambda n, i: review.annotate(n, i, "ask Ada"), ("note: ask Ada",)),
]


@pytest.mark.parametrize(("verdict", "lines"), VERDICTS)
def test_a_verdict_writes_its_field_keeps_the_rest_and_is_taken_back(
    talks: Negotiation, verdict: Callable[[Negotiation, Item], Item], lines: tuple[str, ...]
) -> None:
    item = queue(talks)[1]
    new = verdict(talks, item)
    assert all(line in text(talks) for line in (*lines, "# ours", '- offer: "a toll"', "# from the bulletin"))
    file = talks.position_file("talks")
    assert file is not None
    assert new.entry in file.positions[new.party]
    talks.undo()
    assert text(talks) == FILE


def test_of_an_entry_changed_meanwhile_both_are_shown_and_each_field_is_chosen(talks: Negotiation) -> None:
    item = queue(talks)[1]
    talks.position_path("talks").write_text(
        FILE.replace("demand: free passage   # from", "demand: passage   # from").replace(
            "at: [0, 20]", "at: [0, 20]\n      note: theirs"
        )
    )
    before = text(talks)
    with pytest.raises(review.Clash) as clash:
        review.reword(talks, item, "passage by night")
    assert text(talks) == before
    assert clash.value.fields == (
        ("claim", "passage", "passage by night"),
        ("review", None, "confirmed"),
    )
    review.settle(talks, clash.value, {"claim", "review"})
    file = talks.position_file("talks")
    assert file is not None
    found = file.positions["Norland"][0]
    assert (found.claim, found.note, found.review) == ("passage by night", "theirs", "confirmed")
    assert "# from the bulletin" in text(talks)


def test_what_somebody_else_changed_in_another_field_stays_without_a_question(talks: Negotiation) -> None:
    item = queue(talks)[1]
    talks.position_path("talks").write_text(FILE.replace("at: [0, 20]", "at: [0, 20]\n      note: theirs  # so"))
    new = review.reword(talks, item, "passage by night")
    assert (new.entry.claim, new.entry.note, new.entry.review) == ("passage by night", "theirs", "confirmed")
    assert "note: theirs  # so" in text(talks)


def test_a_verdict_on_words_that_were_not_shown_is_asked_about(talks: Negotiation) -> None:
    item = queue(talks)[1]
    changed = FILE.replace("demand: free passage   # from", "demand: no passage   # from")
    talks.position_path("talks").write_text(changed)
    with pytest.raises(review.Clash) as clash:
        review.confirm(talks, item)
    assert clash.value.fields == (("review", None, "confirmed"),)
    kept = review.settle(talks, clash.value, ())
    assert (kept.entry.claim, kept.entry.review) == ("no passage", None)
    assert text(talks) == changed
    assert list(talks.steps()) == []


def test_the_same_verdict_twice_writes_nothing_the_second_time(talks: Negotiation) -> None:
    item = queue(talks)[1]
    review.dismiss(talks, item)
    before = text(talks)
    with pytest.raises(ConflictError, match="somebody else has said so"):
        review.dismiss(talks, item)
    assert text(talks) == before


def test_opposite_verdicts_are_chosen_between(talks: Negotiation) -> None:
    item = queue(talks)[1]
    review.dismiss(talks, item)
    with pytest.raises(review.Clash) as clash:
        review.confirm(talks, item)
    assert clash.value.fields == (("review", "dismissed", "confirmed"),)


def test_an_entry_that_is_gone_is_a_conflict(talks: Negotiation) -> None:
    item = queue(talks)[1]
    talks.position_path("talks").write_text("article: {text: articles/talks.txt}\npositions: {East: [{reject: fog}]}\n")
    with pytest.raises(ConflictError, match="is not in talks any more"):
        review.dismiss(talks, item)


def test_an_edit_elsewhere_in_the_file_is_kept(talks: Negotiation) -> None:
    item = queue(talks)[1]
    talks.position_path("talks").write_text(FILE.replace("  Norland:\n", "  Norland:\n    - reject: fog\n"))
    review.dismiss(talks, item)
    file = talks.position_file("talks")
    assert file is not None
    assert [(one.claim, one.review) for one in file.positions["Norland"]][:2] == [
        ("fog", None),
        ("free passage", "dismissed"),
    ]


def test_a_reviewed_file_leaves_the_queue(talks: Negotiation) -> None:
    assert review.confirm_all(talks, "talks", "AL", dt.date(2031, 5, 4)) == 4
    assert queue(talks) == ()
    assert "# from the bulletin" in text(talks)
    file = talks.position_file("talks")
    assert file is not None
    assert file.reviewed is not None
    assert (file.reviewed.by, file.reviewed.on) == ("AL", dt.date(2031, 5, 4))


@pytest.mark.parametrize(("settle", "claim"), [(settling.keep_mine, "old maps"), (settling.take_programs, "all maps")])
def test_a_disagreement_is_settled_either_way(
    talks: Negotiation, settle: Callable[[Negotiation, Contested], None], claim: str
) -> None:
    (case,) = settling.contested(talks)
    settle(talks, case)
    assert settling.contested(talks) == ()
    assert f"- demand: {claim}\n" in text(talks)
    with pytest.raises(ConflictError):
        settle(talks, case)
    talks.undo()
    assert settling.contested(talks) == (case,)
    assert text(talks) == FILE


def test_no_words_are_no_correction(talks: Negotiation) -> None:
    with pytest.raises(UsageError):
        review.reword(talks, queue(talks)[0], "  ")
    assert text(talks) == FILE


def test_a_quote_is_shown_in_its_sentence() -> None:
    words = "It rained. Norland, tired, asked for fish today. Then it left."
    start = words.index("asked")
    assert review.sentence_of(words, (start, start + 14)) == ("Norland, tired, ", "asked for fish", " today.")


def test_a_heading_in_lower_case_is_in_its_partys_row(talks: Negotiation) -> None:
    (talks.root / "parties.yaml").write_text("Norland:\nSudmark:\n")
    path = talks.position_path("talks")
    path.write_text(path.read_text().replace("Norland:", "norland:").replace("Sudmark:", "sudmark:"))
    assert [(item.party, item.issue) for item in queue(talks)][:2] == [("sudmark", "passage"), ("norland", "passage")]
