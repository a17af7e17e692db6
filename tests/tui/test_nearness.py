"""How near the parties stand, as the screen has it."""

from __future__ import annotations

from positions.model import Matrix, Status
from tui.nearness import Near, near
from tui.state import Content


def found(content: Content, party: str | None = None) -> Near:
    return near(content.matrix, content.snapshot.registry, party)


def test_each_pair_has_a_share_and_a_shade(content: Content) -> None:
    all_pairs = found(content)
    assert all_pairs.parties == ("Norland", "Sudmark", "Union")  # who shares no issue with anybody is left out
    assert all_pairs.cell(0, 1) == all_pairs.cell(1, 0) == ("▓  67", Status.AGREED)
    assert all_pairs.cell(0, 2).words == "█ 100"
    assert all_pairs.cell(1, 1) == ("—", None)


def test_it_begins_with_the_nearest_pair_of_the_party_that_was_meant(content: Content) -> None:
    assert found(content, "Sudmark").both == ("Sudmark", "Union")
    assert found(content, "harbour workers").both == found(content).both == ("Norland", "Union")


def test_the_cursor_stays_inside(content: Content) -> None:
    one = found(content)
    assert one.moved(-9, -9).at == (0, 0)
    assert one.moved(9, 9).at == (2, 2)
    assert one.moved(9, 9).both is None
    assert found(content).after(one.moved(9, 9)).at == (2, 2)  # counted anew, the same pair is looked at
    assert found(content).after(Near(one.found.model_copy(update={"pairs": ()}), (0, 0))).at == one.at
    assert one.moved(9, 9).told == ("These are one party: move to another column.",)


def test_a_pair_is_told_with_its_counts_and_issues(content: Content) -> None:
    first, together, opposed = found(content).moved(0, -1).told
    assert first == "Norland and Sudmark: 67 % together · 2 together, 1 opposed, of 3 issues"
    assert together.startswith("● together: ")
    assert opposed == "■ opposed: compensation for lost catches"


def test_every_step_is_told_the_alternatives_after_each_other(content: Content) -> None:
    apart, alone = found(content).steps
    assert apart.issue == "compensation for lost catches"
    assert [way[:2] for way in apart.words] == ["if", "or"]
    assert alone.kind == "unanswered"
    assert alone.words[0].startswith("harbour workers demands: a seat")
    headings = [item for item in found(content).listed if isinstance(item, str)]
    assert headings == ["one step from agreed", "put forward, and no other principal has a word on it"]
    assert found(content).listed[1::2] == (apart, alone)


def test_nobody_in_common_is_nobody_to_show(content: Content) -> None:
    empty = found(Content(Matrix(), content.snapshot))
    assert empty.parties == ()
    assert empty.both is None
    assert empty.told == ()
    assert empty.moved(1, 1).at == (0, 0)
