"""The matrix as a user relies on it, from positions in a line each."""

from __future__ import annotations

import datetime as dt
import functools
import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from positions.comparison import compare, remember
from positions.embeddings import Embedder, packaged
from positions.model import (
    Basis,
    Matrix,
    Position,
    Row,
    Side,
    Snapshot,
    Status,
    Thresholds,
    Topic,
)
from positions.phrasing import noun_phrases
from positions.wording import issue_json

Say = Callable[..., Position]
Run = Callable[..., Matrix]


def only(matrix: Matrix) -> Row:
    assert len(matrix.rows) == 1, [row.issue for row in matrix.rows]
    return matrix.rows[0]


PATROLS = "the withdrawal of all patrols from the strait"


def test_nothing_gives_an_empty_matrix(run: Run) -> None:
    assert run([]) == Matrix()


def test_alike_claims_share_an_issue_and_others_do_not(run: Run, say: Say) -> None:
    matrix = run(
        [
            say("A", "demand", PATROLS),
            say("B", "reject", "any withdrawal of patrols"),
            say("A", "demand", "lower tuition fees"),
        ]
    )
    assert [(row.issue, len(row.positions)) for row in matrix.rows] == [
        ("withdrawal of all patrols", 2),
        ("lower tuition fees", 1),
    ]
    assert matrix.rows[0].proposition == "The withdrawal of all patrols from the strait"


@pytest.mark.parametrize(
    ("stance", "claim", "more", "status", "basis"),
    [
        ("reject", PATROLS, {}, Status.STICKING, None),
        ("accept", PATROLS, {}, Status.AGREED, Basis.ACCEPTED),
        ("accept", PATROLS, {"extent": "in principle"}, Status.AGREED, Basis.IN_PRINCIPLE),
        ("demand", PATROLS, {}, Status.AGREED, Basis.ALIGNED),
        ("accept", PATROLS, {"according to": "A"}, Status.OPEN, None),
        ("accept", PATROLS, {"withdrawn": True}, Status.OPEN, None),
        ("reject", PATROLS, {"withdrawn": True}, Status.AGREED, Basis.MOOT),
    ],
)
def test_status_of_two_parties(
    run: Run, say: Say, stance: str, claim: str, more: dict[str, Any], status: Status, basis: Basis | None
) -> None:
    row = only(run([say("A", "demand", PATROLS), say("B", stance, claim, article="day-2", **more)]))
    assert (row.status, row.basis) == (status, basis)


def test_two_who_reject_it_agree_that_it_is_moot(run: Run, say: Say) -> None:
    row = only(run([say("A", "reject", PATROLS), say("B", "reject", PATROLS)]))
    assert (row.status, row.basis) == (Status.AGREED, Basis.MOOT)


def test_the_reason_names_the_deciding_pair_and_the_gap(run: Run, say: Say) -> None:
    row = only(
        run(
            [
                say("Union", "demand", "an 8 percent pay rise"),
                say("Board", "offer", "a 4 percent pay rise", article="day-2"),
            ]
        )
    )
    assert row.status is Status.STICKING
    assert row.reason == (
        "Board offers “a 4 percent pay rise” (2031-06-02), Union demands “an 8 percent pay rise” (2031-06-01):"
        " a gap of 4 points"
    )


def test_only_the_newest_position_of_a_party_decides(run: Run, say: Say) -> None:
    before, after = say("B", "reject", PATROLS), say("B", "accept", PATROLS, article="day-2")
    row = only(run([say("A", "demand", PATROLS), after, before]))
    assert row.status is Status.AGREED
    assert [one.position.article for one in row.positions if one.current and one.position.party == "B"] == ["day-2"]


def test_stated_beats_published_and_undated_comes_last(run: Run, say: Say) -> None:
    old = say("B", "reject", PATROLS, article="day-3", stated="2031-05-01")
    undated = say("B", "reject", PATROLS, article="undated")
    row = only(run([say("A", "demand", PATROLS), old, undated, say("B", "accept", PATROLS)]))
    assert row.status is Status.AGREED


def test_a_withdrawal_ends_what_was_said_before(run: Run, say: Say) -> None:
    row = only(
        run(
            [
                say("A", "demand", PATROLS),
                say("B", "reject", PATROLS),
                say("A", "demand", PATROLS, article="day-2", withdrawn=True),
            ]
        )
    )
    assert (row.status, row.basis) == (Status.AGREED, Basis.MOOT)
    assert not any(one.current for one in row.positions if one.position.party == "A")


def test_mediators_and_observers_decide_nothing(run: Run, say: Say) -> None:
    said = [
        say("A", "demand", PATROLS),
        say("M", "reject", PATROLS),
        say("O", "reject", PATROLS),
        say("O", "reject", PATROLS),
    ]
    matrix = run(said, parties={"M": {"role": "mediator"}, "O": {"role": "observer"}})
    assert only(matrix).status is Status.OPEN
    assert matrix.parties == ("A", "M", "O")


@pytest.mark.parametrize(
    ("party", "status"),
    [
        ("Delegates", Status.AGREED),
        ("Both sides", Status.AGREED),
        ("all member states", Status.AGREED),
        ("IFO members", Status.AGREED),
        ("Union members", Status.OPEN),
        ("The Democratic Party", Status.OPEN),
        ("Norland", Status.OPEN),
    ],
)
def test_what_all_of_them_accept_is_agreed(run: Run, say: Say, party: str, status: Status) -> None:
    row = only(run([say(party, "accept", PATROLS)]))
    assert (row.status, row.basis) == (status, Basis.ACCEPTED if status is Status.AGREED else None)
    assert only(run([say(party, "demand", PATROLS)])).status is Status.OPEN
    opposed = only(run([say(party, "accept", PATROLS), say("Ostreich", "reject", PATROLS)]))
    assert opposed.status is Status.STICKING


def test_a_body_is_not_all_of_them_where_somebody_outside_of_it_speaks(run: Run, say: Say) -> None:
    theirs = say("EU ministers", "accept", PATROLS, article="day-2")
    before = [say("EU Council", "demand", PATROLS), say("Norland", "reject", PATROLS)]
    assert only(run([before[0], theirs])).status is Status.AGREED
    assert only(run([*before, theirs])).status is Status.STICKING
    assert only(run([before[1], theirs], parties={"Norland": {"bloc": "EU ministers"}})).status is Status.AGREED


def test_it_is_provisional_until_the_deciding_ones_are_reviewed(run: Run, say: Say) -> None:
    one, other = say("A", "demand", PATROLS), say("B", "reject", PATROLS, article="day-2")
    assert only(run([one, other])).provisional
    assert only(run([one, other], reviewed=frozenset({"day-1"}))).provisional
    assert not only(run([one, other], reviewed=frozenset({"day-1", "day-2"}))).provisional
    confirmed = say("B", "reject", PATROLS, article="day-2", review="confirmed")
    assert not only(run([one, confirmed], reviewed=frozenset({"day-1"}))).provisional


def test_a_party_on_both_sides_is_told(run: Run, say: Say) -> None:
    row = only(
        run(
            [
                say("A", "demand", PATROLS, at=[0, 9]),
                say("A", "reject", PATROLS, at=[20, 29]),
                say("B", "accept", PATROLS),
            ]
        )
    )
    assert "A is on both sides in day-1" in row.reason
    assert issue_json(row)["both_sides"] == {"A": ["day-1"]}


def test_a_persons_status_wins_and_the_finding_stays_visible(run: Run, say: Say) -> None:
    said = [say("A", "demand", PATROLS, issue="patrols"), say("B", "reject", PATROLS, issue="patrols")]
    book = {
        "patrols": {
            "status": {"is": "agreed", "by": "AL", "on": "2031-06-04"},
            "theme": "security",
            "parties": {"A": "out by March"},
        }
    }
    row = only(run(said, book=book))
    assert (row.status, row.overridden_by, row.provisional) == (Status.AGREED, "AL", False)
    assert row.reason.startswith("set by AL on 2031-06-04; found: sticking, ")
    assert (row.theme, row.cells) == ("security", {"A": "out by March"})


@pytest.mark.parametrize(
    ("on", "newer", "told"),
    [
        ("2031-06-04", (), ""),
        ("2031-06-03", (), ""),
        ("2031-06-01", ("day-2", "day-3"), f"; newer: B rejects “{PATROLS}” (2031-06-03)"),
        (None, (), ""),
    ],
)
def test_what_is_newer_than_a_persons_status_is_told(
    run: Run, say: Say, on: str | None, newer: tuple[str, ...], told: str
) -> None:
    said = [
        say("A", "demand", PATROLS, issue="patrols"),
        say("B", "accept", PATROLS, issue="patrols", article="day-2"),
        say("B", "reject", PATROLS, issue="patrols", article="day-3"),
    ]
    status = {"is": "agreed", "by": "AL"} | ({"on": on} if on else {})
    row = only(run(said, book={"patrols": {"status": status}}))
    assert (row.status, row.newer) == (Status.AGREED, newer)
    assert row.reason.startswith(f"set by AL{f' on {on}' if on else ''}{told}; found: sticking, ")


def test_an_article_that_calls_it_unresolved_later_is_newer_too(run: Run, say: Say) -> None:
    said = [say("A", "demand", PATROLS, issue="patrols"), say("A", "demand", PATROLS, issue="patrols", article="day-3")]
    topic = Topic.model_validate({"topic": PATROLS, "issue": "patrols"})
    book = {"patrols": {"status": {"is": "agreed", "on": "2031-06-01"}}}
    row = only(run(said, book=book, disputed=(("day-2", topic),), copies={"day-3": "day-1"}))
    assert row.newer == ("day-2",), "a copy is no newer evidence than what it copies"
    assert "newer: named by the article as unresolved" in row.reason


def test_pins_bind_and_part(run: Run, say: Say) -> None:
    said = [
        say("A", "demand", PATROLS, issue="patrols"),
        say("B", "reject", PATROLS, issue="The coast"),
        say("C", "demand", "lower tuition fees", issue="naval presence"),
    ]
    matrix = run(said, book={"patrols": {"proposition": "Patrols leave", "also": ["naval presence"]}})
    assert {row.issue: sorted(one.position.party for one in row.positions) for row in matrix.rows} == {
        "patrols": ["A", "C"],
        "The coast": ["B"],
    }
    assert {row.issue: row.proposition for row in matrix.rows}["patrols"] == "Patrols leave"


def test_claims_join_an_issue_of_the_codebook_that_they_are_alike(run: Run, say: Say) -> None:
    matrix = run(
        [say("A", "demand", PATROLS)],
        book={"patrols in the strait": {"proposition": "The withdrawal of patrols"}, "tuition fees": {}},
    )
    assert only(matrix).issue == "patrols in the strait"


def test_names_and_members_stay_when_more_is_read(run: Run, say: Say) -> None:
    said = [
        say("A", "demand", PATROLS),
        say("B", "reject", "any withdrawal of patrols"),
        say("A", "demand", "lower tuition fees"),
    ]
    first = run(said)
    more = [
        say("C", "demand", "a strait without patrols and without pilots", article="day-2"),
        say("C", "accept", "tuition fees", article="day-2"),
    ]
    second = run([*more, *said], remembered=remember(first))
    home = {one.position.key: row.issue for row in second.rows for one in row.positions}
    assert all(home[one.position.key] == row.issue for row in first.rows for one in row.positions)
    assert {row.issue: row.proposition for row in first.rows}.items() <= {
        row.issue: row.proposition for row in second.rows
    }.items()


def test_comparing_again_with_memory_changes_nothing(run: Run, say: Say) -> None:
    said = [
        say("A", "demand", "an 8 percent pay rise"),
        say("A", "demand", "a 6 percent pay rise", article="day-2"),
        say("B", "offer", "4 percent"),
    ]
    first = run(said)
    assert run(said, remembered=remember(first)) == first


def test_the_order_of_the_files_does_not_matter(run: Run, say: Say) -> None:
    said = [
        say(party, stance, f"{claim} {number}", at=[number, number + 5])
        for number, (party, stance, claim) in enumerate(
            [
                ("A", "demand", PATROLS),
                ("B", "reject", PATROLS),
                ("A", "offer", "lower fees"),
                ("C", "accept", "lower fees"),
                ("B", "demand", "fees"),
            ]
        )
    ]
    expected = run(said)
    for seed in range(5):
        mixed = random.Random(seed).sample(said, len(said))
        assert run(mixed) == expected


def test_a_disputed_topic_joins_the_issue_it_names(run: Run, say: Say) -> None:
    said = [say("A", "demand", PATROLS), say("B", "accept", PATROLS)]
    row = only(run(said, disputed=(("day-2", Topic(topic="the withdrawal of patrols from the strait")),)))
    assert (row.status, row.disputed) == (Status.STICKING, ("day-2",))
    assert "named by the article as unresolved" in row.reason


def test_a_disputed_topic_without_positions_is_a_row(run: Run, say: Say) -> None:
    topic = Topic(topic="The terms of prisoner swaps")
    matrix = run([say("A", "demand", PATROLS)], disputed=(("day-1", topic), ("day-2", topic)))
    row = matrix.rows[0]
    assert (row.issue, row.status, row.positions, row.disputed) == (
        "terms of prisoner swaps",
        Status.STICKING,
        (),
        ("day-1", "day-2"),
    )


def test_a_pinned_topic_goes_where_it_is_pinned(run: Run, say: Say) -> None:
    matrix = run(
        [say("A", "demand", PATROLS, issue="patrols")], disputed=(("day-1", Topic(topic="prisoners", issue="patrols")),)
    )
    assert only(matrix).disputed == ("day-1",)


def test_a_dismissed_topic_is_left_out(run: Run) -> None:
    assert (
        run([], disputed=(("day-1", Topic.model_validate({"topic": "prisoners", "review": "dismissed"})),)) == Matrix()
    )


def test_settled_is_agreed_until_somebody_newer_objects(run: Run, say: Say) -> None:
    said = [say("A", "demand", PATROLS), say("B", "reject", PATROLS)]
    settled = (("day-2", Topic(topic=PATROLS)),)
    row = only(run(said, settled=settled))
    assert (row.status, row.basis, row.settled) == (Status.AGREED, Basis.SETTLED, ("day-2",))
    assert only(run([*said, say("B", "reject", PATROLS, article="day-3")], settled=settled)).status is Status.STICKING


def test_a_later_yes_overtakes_an_earlier_dispute(run: Run, say: Say) -> None:
    said = [say("A", "demand", PATROLS), say("B", "accept", PATROLS, article="day-3")]
    assert only(run(said, disputed=(("day-2", Topic(topic=PATROLS)),))).status is Status.AGREED


def test_as_of_leaves_out_what_came_later(run: Run, say: Say) -> None:
    said = [
        say("A", "demand", PATROLS),
        say("B", "reject", PATROLS, article="day-2"),
        say("C", "accept", PATROLS, article="undated"),
    ]
    matrix = run(said, as_of=dt.date(2031, 6, 1), disputed=(("day-3", Topic(topic="prisoners")),))
    assert matrix.parties == ("A", "C")
    assert only(matrix).status is Status.AGREED


def test_rows_and_parties_in_reading_order(run: Run, say: Say) -> None:
    said = [
        say("B", "demand", "lower tuition fees"),
        say("A", "demand", PATROLS),
        say("C", "reject", PATROLS),
        say("A", "demand", "clear the mines"),
        say("C", "accept", "clear the mines"),
        say("A", "demand", "reopen the harbour school"),
    ]
    matrix = run(said)
    assert [row.status for row in matrix.rows] == [Status.STICKING, Status.AGREED, Status.OPEN, Status.OPEN]
    assert matrix.parties == ("A", "C", "B")


def test_every_position_once(run: Run, say: Say) -> None:
    said = [say("A", "demand", PATROLS, at=[0, 5]), say("A", "demand", PATROLS, at=[9, 14]), say("B", "demand", "it")]
    assert sorted(one.position.claim for row in run(said).rows for one in row.positions) == ["it", PATROLS, PATROLS]


def test_a_higher_threshold_parts_more(embed: Embedder, say: Say) -> None:
    snapshot = Snapshot(positions=(say("A", "demand", PATROLS), say("B", "demand", "patrols that leave the harbour")))
    assert len(compare(snapshot, embed, thresholds=Thresholds(same_issue=0.0)).rows) == 1
    assert len(compare(snapshot, embed, thresholds=Thresholds(same_issue=1.0)).rows) == 2


def test_five_hundred_positions_take_two_seconds_of_processor_besides_the_models(embed: Embedder, say: Say) -> None:
    words = "strait patrol levy fund ferry coal quota tariff prison island school mine harbour wage border fish".split()
    rng = random.Random(4)
    said = tuple(
        say(
            f"Party {rng.randrange(12)}",
            rng.choice(["demand", "offer", "accept", "reject"]),
            " ".join(rng.sample(words, 4)),
            at=[n, n + 1],
        )
        for n in range(500)
    )

    class Known:
        name = embed.name

        def __init__(self) -> None:
            self.seen: dict[str, Any] = {}

        def __call__(self, texts: Sequence[str]) -> Any:
            key = "\n".join(texts)
            if key not in self.seen:
                self.seen[key] = embed(texts)
            return self.seen[key]

    known, tagged = Known(), functools.cache(noun_phrases)
    snapshot = Snapshot(positions=said)
    compare(snapshot, known, phrases=lambda texts: tagged(tuple(texts)))
    start = time.process_time()
    compare(snapshot, known, phrases=lambda texts: tagged(tuple(texts)))
    assert time.process_time() - start < 2


def test_the_packaged_model_tells_wages_from_patrols(say: Say) -> None:
    said = (
        say("Union", "demand", "higher wages for the dockers"),
        say("Port", "reject", "any increase in dockers' pay"),
        say("Norland", "demand", "warships out of the strait"),
        say("Sudmark", "reject", "a withdrawal of its navy from the strait"),
    )
    matrix = compare(Snapshot(positions=said), packaged())
    assert sorted(sorted(one.position.party for one in row.positions) for row in matrix.rows) == [
        ["Norland", "Sudmark"],
        ["Port", "Union"],
    ]
    assert {row.status for row in matrix.rows} == {Status.STICKING}
    assert {one.side for row in matrix.rows for one in row.positions} == {Side.FOR, Side.AGAINST}


def test_importing_comparison_loads_nothing_heavy() -> None:
    code = (
        "import sys, positions.comparison, positions.changes, positions.embeddings;"
        "print([name for name in ('torch', 'spacy', 'textual', 'numpy', 'scipy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
