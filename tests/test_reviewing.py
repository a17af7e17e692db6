"""A sitting over the review queue: its place, what is left for later, and whose decisions it takes back."""

from __future__ import annotations

import datetime as dt
import time
from functools import partial
from pathlib import Path

import pytest

from positions import review, settling
from positions.errors import ConflictError, FileFaults, UsageError
from positions.model import Review, Stance
from positions.negotiation import Negotiation
from positions.review import Clash, Item
from positions.reviewing import Session, key_of, reviewer
from positions.settling import Contested

TALKS = """positions:
  Norland:
    - demand: free passage
    - offer: a toll
  Sudmark:
    - reject: free passage
    - demand: old maps
"""
TRUCE = """positions:
  Norland:
    - demand: quiet seas
"""
MACHINE = """engine: rules/2
positions:
  Sudmark:
    - demand: all maps
disagreements:
  - {party: Sudmark, claim: old maps, field: claim, yours: old maps, program: all maps}
"""


@pytest.fixture
def talks(tmp_path: Path) -> Negotiation:
    negotiation = Negotiation.create(tmp_path)
    (tmp_path / "positions/talks.yaml").write_text(TALKS)
    (tmp_path / "positions/truce.yaml").write_text(TRUCE)
    return negotiation


def items(negotiation: Negotiation) -> list[Item]:
    files = [(one, negotiation.position_file(one)) for one in negotiation.article_ids()]
    return [Item(one, party, entry) for one, file in files if file for party, entry in file.entries()]


def claims(session: Session) -> list[str]:
    return [one.entry.claim for one in session.queue if isinstance(one, Item)]


def text(negotiation: Negotiation, name: str = "talks") -> str:
    return negotiation.position_path(name).read_text()


def test_verdicts_go_on_and_undo_comes_back(talks: Negotiation) -> None:
    session = Session(talks, items(talks))
    session.judge(review.confirm)
    session.judge(review.dismiss)
    session.judge(partial(review.set_stance, stance=Stance.ACCEPT))
    assert (session.at, session.decided, session.dismissed, session.left) == (3, 3, 1, 2)
    session.undo()
    session.undo()
    assert (session.at, session.decided, session.dismissed) == (1, 1, 0)
    assert "accept" not in text(talks)
    session.undo()
    assert text(talks) == TALKS
    with pytest.raises(UsageError, match="decided nothing yet"):
        session.undo()


def test_a_note_is_no_verdict_and_the_same_note_is_no_edit(talks: Negotiation) -> None:
    session = Session(talks, items(talks))
    session.judge(partial(review.annotate, note="ask Ada"))
    session.judge(partial(review.annotate, note="ask Ada"))
    assert (session.at, session.decided) == (0, 1)
    assert session.item is not None
    assert session.item.entry.note == "ask Ada"
    session.judge(review.confirm)
    session.undo()
    assert session.item.entry.note == "ask Ada"
    assert "note: ask Ada" in text(talks)


def test_what_was_skipped_comes_last_the_next_time(talks: Negotiation) -> None:
    session = Session(talks, items(talks))
    session.skip()
    session.judge(review.confirm)
    session.skip()
    again = Session(talks, [one for one in items(talks) if one.entry.review is None], session.later)
    assert claims(again) == ["old maps", "quiet seas", "free passage", "free passage"]
    assert again.later == session.later
    again.at = 2
    again.judge(review.dismiss)
    assert len(again.later) == 1


def test_back_goes_to_the_nearest_undecided(talks: Negotiation) -> None:
    session = Session(talks, items(talks))
    session.skip()
    session.judge(review.confirm)
    session.judge(review.confirm)
    session.back()
    assert session.at == 0
    with pytest.raises(UsageError, match="before this one"):
        session.back()


def test_others_work_is_passed_over_and_never_taken_back(talks: Negotiation) -> None:
    session = Session(talks, items(talks))
    other = Negotiation(talks.root)
    review.dismiss(other, items(talks)[0])
    assert session.refresh() == 1
    session.judge(review.confirm)
    review.confirm(other, items(talks)[2])
    with pytest.raises(UsageError, match="another command"):
        session.undo()
    other.undo()
    review.confirm(other, items(talks)[3])  # takes the number of the step that is gone
    with pytest.raises(UsageError, match="another command"):
        session.undo()
    assert session.decided == 1


def test_a_clash_is_settled_and_one_that_changes_nothing_stays(talks: Negotiation) -> None:
    session = Session(talks, items(talks))
    talks.position_path("talks").write_text(TALKS.replace("- demand: free passage", "- demand: passage"))
    with pytest.raises(Clash) as caught:
        session.judge(review.confirm)
    session.resolve(caught.value, ())
    assert (session.at, session.decided) == (0, 0)
    assert session.item is not None
    assert session.item.entry.claim == "passage"
    session.queue[0] = caught.value.base
    with pytest.raises(Clash):
        session.judge(review.confirm)
    session.resolve(caught.value, {"review"})
    assert (session.at, session.decided) == (1, 1)
    talks.position_path("talks").write_text(TALKS.replace("    - offer: a toll\n", ""))
    with pytest.raises(ConflictError):
        session.judge(review.confirm)
    assert session.refresh() == 1


def test_what_was_reworded_meanwhile_is_taken_up_and_nothing_else_for_it(talks: Negotiation) -> None:
    session = Session(talks, items(talks))
    talks.position_path("talks").write_text(TALKS.replace("- demand: free passage", "- demand: free passage by night"))
    assert session.refresh() == 0
    assert claims(session)[0] == "free passage by night"
    talks.position_path("talks").write_text(TALKS.replace("    - demand: free passage\n", ""))
    assert session.refresh() == 1
    assert session.item is not None
    assert session.item.entry.claim == "a toll"


def test_a_whole_article_is_confirmed_and_taken_back(talks: Negotiation) -> None:
    session = Session(talks, items(talks))
    session.judge(review.dismiss)
    assert session.confirm_article("AL", dt.date(2031, 5, 4)) == 3
    assert session.refresh() == 3
    assert session.item is not None
    assert session.item.article == "truce"
    session.undo()
    assert (session.at, "reviewed" in text(talks)) == (1, False)
    assert session.refresh() == 0


def test_a_disagreement_with_the_program_is_chosen_first(talks: Negotiation) -> None:
    (talks.root / "machine/positions/talks.yaml").write_text(MACHINE)
    from positions.model import Matrix

    session = Session.begin(talks, Matrix(), "talks")
    assert isinstance(session.current, Contested)
    assert len(session.queue) == 5
    with pytest.raises(UsageError, match="no entry"):
        session.judge(review.confirm)
    session.take_programs()
    assert "all maps" in text(talks)
    with pytest.raises(UsageError, match="nothing that you"):
        session.keep_mine()
    session.undo()
    session.keep_mine()
    assert text(talks) == TALKS
    assert session.at == 1


SEVERAL = """engine: rules/2
positions:
  Norland:
    - demand: all maps
      at: [0, 20]
      firmness: red line
      speaker: Ada Lund
disagreements:
  - {party: Sudmark, claim: old maps, at: [0, 20], field: party, yours: Sudmark, program: Norland}
  - {party: Sudmark, claim: old maps, at: [0, 20], field: claim, yours: old maps, program: all maps}
  - {party: Sudmark, claim: old maps, at: [0, 20], field: firmness, yours: wish, program: red line}
  - {party: Sudmark, claim: old maps, at: [0, 20], field: speaker, program: Ada Lund}
"""


def test_one_choice_leaves_the_others_of_its_entry_to_be_made(talks: Negotiation) -> None:
    path = talks.position_path("talks")
    path.write_text("positions:\n  Sudmark:\n    - {demand: old maps, at: [0, 20], firmness: wish}\n")
    (talks.root / "machine/positions/talks.yaml").write_text(SEVERAL)
    session = Session(talks, settling.contested(talks))
    assert len(session.queue) == 4
    session.take_programs()
    session.take_programs()
    session.undo()
    session.take_programs()
    session.keep_mine()
    assert settling.contested(talks) == (session.current,)
    session.take_programs()
    (written,) = [one for file in [talks.position_file("talks")] if file for one in file.entries()]
    assert (written[0], written[1].claim, written[1].firmness.value, written[1].speaker) == (
        "Norland",
        "all maps",
        "wish",
        "Ada Lund",
    )
    assert settling.contested(talks) == ()
    for _ in range(4):
        session.undo()
    assert [one.disagreement.field for one in settling.contested(talks)] == ["party", "claim", "firmness", "speaker"]
    session.take_programs()


def test_what_was_settled_by_hand_is_not_asked_about(talks: Negotiation) -> None:
    (talks.root / "machine/positions/talks.yaml").write_text(MACHINE)
    session = Session(talks, settling.contested(talks))
    assert len(session.queue) == 1
    talks.position_path("talks").write_text(TALKS.replace("old maps", "all maps"))
    assert session.refresh() == 1
    assert settling.contested(talks) == ()


@pytest.mark.parametrize(
    ("old", "new", "left"),
    [
        ("old maps", "maps of the harbour", ["party", "firmness", "speaker"]),
        ("Sudmark:", "Westland:", ["claim", "firmness", "speaker"]),
        ("Sudmark:\n    - {demand: old maps", "Norland:\n    - {demand: all maps", ["firmness", "speaker"]),
        ("at: [0, 20]", "at: [1, 20]", []),
    ],
)
def test_a_correction_by_hand_leaves_the_others_of_its_entry_to_be_made(
    talks: Negotiation, old: str, new: str, left: list[str]
) -> None:
    path = talks.position_path("talks")
    file = "positions:\n  Sudmark:\n    - {demand: old maps, at: [0, 20], firmness: wish}\n"
    path.write_text(file)
    (talks.root / "machine/positions/talks.yaml").write_text(SEVERAL)
    path.write_text(file.replace(old, new))
    found = settling.contested(talks)
    assert [one.disagreement.field for one in found] == left
    for case in found:
        settling.take_programs(talks, case)
    assert settling.contested(talks) == ()


def test_an_entry_that_was_taken_out_leaves_nothing_to_be_asked_of_its_neighbour(talks: Negotiation) -> None:
    beside = "    - demand: the harbour\n      at: [0, 20]\n"
    (talks.root / "machine/positions/talks.yaml").write_text(SEVERAL.replace("disagree", f"{beside}disagree"))
    talks.position_path("talks").write_text(f"positions:\n  Norland:\n{beside}")
    assert settling.contested(talks) == ()


def test_at_the_end_nothing_is_judged(talks: Negotiation) -> None:
    session = Session(talks, ())
    assert session.current is None
    for call in (lambda: session.judge(review.confirm), lambda: session.confirm_article("AL", dt.date.min)):
        with pytest.raises(UsageError):
            call()
    session.skip()
    assert session.refresh() == 0


def test_a_file_that_cannot_be_read_is_told(talks: Negotiation) -> None:
    session = Session(talks, items(talks))
    talks.position_path("talks").write_text("positions: [")
    with pytest.raises(FileFaults):
        session.refresh()
    assert session.at == 0


def test_keys_tell_entries_apart(talks: Negotiation) -> None:
    assert len({key_of(one) for one in items(talks)}) == 5
    assert items(talks)[0].entry.review is not Review.CONFIRMED


def test_a_long_article_that_was_decided_is_passed_over_at_once(talks: Negotiation) -> None:
    lines = "".join(f"    - demand: claim {number}\n" for number in range(1000))
    talks.position_path("talks").write_text(f"positions:\n  Norland:\n{lines}")
    session = Session(talks, items(talks))
    session.confirm_article("AL", dt.date(2031, 5, 4))
    began = time.process_time()
    assert session.refresh() == 1000
    with pytest.raises(UsageError, match="everything is decided"):
        session.back()
    assert time.process_time() - began < 1
    assert claims(session)[session.at] == "quiet seas"


def test_git_tells_who_reviews_and_only_a_persons_own_settings_count(
    talks: Negotiation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "settings").write_text("[user]\n\tname = Ada Lund\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "settings"))
    for key, value in (("COUNT", "1"), ("KEY_0", "user.name"), ("VALUE_0", "whoever calls us")):
        monkeypatch.setenv(f"GIT_CONFIG_{key}", value)
    assert reviewer(talks) == "Ada Lund"


def test_somebody_reviews(talks: Negotiation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("LOGNAME", "ada")
    assert reviewer(talks) == "ada"


def test_an_answer_falls_on_what_was_asked_about_or_on_nothing(talks: Negotiation) -> None:
    session = Session(talks, items(talks))
    asked = session.asked
    talks.position_path("talks").write_text(TALKS.replace("- demand: free passage", "- demand: passage"))
    session.refresh()
    with pytest.raises(Clash) as clash:  # it is the same entry yet, and says something else
        session.judge(review.confirm, asked)
    review.dismiss(Negotiation(talks.root), clash.value.now)
    session.refresh()
    before = text(talks)
    for answer in (
        lambda: session.judge(review.confirm, asked),
        lambda: session.resolve(clash.value, {"review"}, asked),
        lambda: session.confirm_article("AL", dt.date(2031, 5, 4), asked),
    ):
        with pytest.raises(ConflictError, match="“free passage” was decided or removed elsewhere"):
            answer()
    assert (text(talks), session.at, session.decided) == (before, 1, 0)


def test_a_note_is_taken_away_by_nothing(talks: Negotiation) -> None:
    session = Session(talks, items(talks))
    session.judge(partial(review.annotate, note="ask Ada"))
    session.judge(partial(review.annotate, note=" "))
    assert session.item is not None
    assert session.item.entry.note is None
    assert text(talks) == TALKS
