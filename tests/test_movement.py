"""The movement on one issue: order, gaps, and who came nearer to whom."""

from __future__ import annotations

from test_changes import matrix, placed

from positions.changes import narration
from positions.changes.movement import history, movement, net, unmoved_since
from positions.comparison.blocs import Blocs
from positions.comparison.gaps import over_time
from positions.model import ChangeKind, Party, Placed, Registry, Role


def said(*words: tuple[str, str, dict[str, object]]) -> list[Placed]:
    return [placed(entry, article=day, party=party) for day, party, entry in words]


WAGES = said(
    ("2031-06-03", "Company", {"offer": "4 percent"}),
    ("2031-06-01", "Union", {"demand": "9 percent"}),
    ("2031-06-05", "Union", {"demand": "7 percent"}),
    ("2031-06-08", "Company", {"offer": "4 percent"}),
)


def test_statements_stand_in_the_order_of_their_days_with_the_gap_after_each() -> None:
    moments = history(matrix(*WAGES).rows[0])
    assert [one.party for one in moments] == ["Union", "Company", "Union", "Company"]
    assert [one.judged.kind.value for one in moments] == ["new", "new", "softened", "kept"]
    assert [one.gap and (one.gap.value, one.gap.unit) for one in moments] == [
        None, (5.0, "percent"), (3.0, "percent"), (3.0, "percent"),
    ]  # fmt: skip
    assert [one.gap.parties for one in moments if one.gap] == [("Company", "Union")] * 3
    assert [one.toward for one in moments] == [(), (), ("Company",), ()]


def test_what_it_comes_to() -> None:
    moments = history(matrix(*WAGES).rows[0])
    (found,) = net(moments)
    assert (found.party, found.first.value, found.last.value, found.toward) == ("Union", 9.0, 7.0, ("Company",))
    assert str(unmoved_since(moments)) == "2031-06-05"
    assert unmoved_since(moments[:3]) is None


def test_the_gap_is_the_matrixs_between_principals_in_their_own_words_and_not_within_a_bloc() -> None:
    more = said(
        ("2031-06-02", "Mediator", {"offer": "20 percent"}),
        ("2031-06-04", "Dockers", {"demand": "30 percent"}),
        ("2031-06-06", "Company", {"offer": "1 percent", "according to": "Union"}),
        ("2031-06-07", "Dockers", {"demand": "8 percent"}),
    )
    registry = Registry(parties={"Mediator": Party(role=Role.MEDIATOR), "Dockers": Party(bloc="the union")})
    row = matrix(*WAGES, *more).rows[0]
    moments = history(row, registry=registry)
    assert [one.gap and (one.gap.value, one.gap.parties) for one in moments] == [
        None, None, (5.0, ("Company", "Union")), (26.0, ("Company", "Dockers")), (26.0, ("Company", "Dockers")),
        (26.0, ("Company", "Dockers")), (4.0, ("Company", "Dockers")), (4.0, ("Company", "Dockers")),
    ]  # fmt: skip
    counting = [one for one in row.positions if one.position.party != "Mediator" and not one.position.according_to]
    gap = over_time(counting, Blocs(registry, ("Company", "Dockers", "Union")).one_voice)
    last = moments[-1].gap
    assert gap is not None
    assert last is not None
    assert (last.value, last.parties) == (gap.value, gap.parties)
    assert [one.toward for one in moments] == [(), (), (), (), ("Company",), (), ("Company",), ()]
    assert {one.party: one.toward for one in net(moments, registry)} == {"Dockers": ("Company",), "Union": ("Company",)}


def test_every_amount_of_an_article_counts_as_in_the_matrix() -> None:
    row = matrix(*WAGES, *said(("2031-06-08", "Company", {"offer": "6 percent"}))).rows[0]
    gap, last = over_time(row.positions, lambda *_: False), history(row)[-1].gap
    assert gap is not None
    assert last is not None
    assert last.value == gap.value


def test_what_is_said_in_other_words_moves_nothing() -> None:
    again = placed({"demand": "7 percent, as ever, for those on board"}, article="2031-06-09", party="Union")
    assert str(unmoved_since(history(matrix(*WAGES, again).rows[0]))) == "2031-06-05"


def test_what_is_withdrawn_no_longer_makes_a_gap() -> None:
    gone = placed({"demand": "7 percent", "withdrawn": True}, article="2031-06-09", party="Union")
    moments = history(matrix(*WAGES, gone).rows[0])
    assert (moments[-1].judged.kind, moments[-1].gap) == (ChangeKind.DROPPED, None)


def test_what_is_named_where_another_amount_is_withdrawn_counts_as_in_the_matrix() -> None:
    gone = placed({"demand": "7 percent", "withdrawn": True}, article="2031-06-09", party="Union")
    instead = placed({"demand": "6 percent"}, article="2031-06-09", party="Union")
    for said in ((gone, instead), (instead, gone)):
        row = matrix(*WAGES, *said).rows[0]
        gap, last = over_time(row.positions, lambda *_: False), history(row)[-1].gap
        assert gap is not None
        assert last is not None
        assert last.value == gap.value == 2.0


def test_a_withdrawal_that_only_an_opponent_reports_ends_no_gap() -> None:
    told = {"demand": "7 percent", "withdrawn": True, "according to": "Company"}
    last = history(matrix(*WAGES, placed(told, article="2031-06-09", party="Union")).rows[0])[-1]
    assert (last.judged.kind, last.judged.detail) == (ChangeKind.KEPT, "withdrawn, as only Company reports")
    assert last.gap is not None
    assert last.gap.value == 3.0


def test_what_repeats_another_article_is_no_statement_of_its_own() -> None:
    copy = placed({"demand": "9 percent"}, article="2031-06-02", party="Union").model_copy(
        update={"repeats": "2031-06-01"}
    )
    assert [one.article for one in history(matrix(*WAGES, copy).rows[0])] == [
        "2031-06-01", "2031-06-03", "2031-06-05", "2031-06-08",
    ]  # fmt: skip


def test_to_go_away_from_the_other_is_told_too() -> None:
    more = placed({"demand": "12 percent"}, article="2031-06-10", party="Union")
    last = history(matrix(*WAGES, more).rows[0])[-1]
    assert (last.judged.kind, last.toward, last.away) == (ChangeKind.HARDENED, (), ("Company",))


def test_a_report_of_something_older_counts_from_its_day() -> None:
    late = placed({"demand": "9 percent", "stated": "2031-05-01"}, article="2031-06-20", party="Union")
    late = late.model_copy(update={"when": late.position.stated})
    first, second = history(matrix(placed({"demand": "8 percent"}, article="2031-06-01", party="Union"), late).rows[0])
    assert (first.article, second.article, second.judged.kind) == ("2031-06-20", "2031-06-01", ChangeKind.SOFTENED)


def test_a_partys_part_of_a_movement_keeps_the_gaps_between_all() -> None:
    whole = movement(matrix(*WAGES).rows[0], {one.position.article: one.when for one in WAGES}, 2)
    own = whole.of("Union")
    assert [one.party for one in own.moments] == ["Union", "Union"]
    assert own.moments[-1].gap == whole.moments[2].gap
    assert [one.party for one in own.net] == ["Union"]
    assert {one.silent.party for one in own.silences} == {"Union"}
    assert whole.of("Nobody").moments == ()


def test_a_movement_in_words() -> None:
    whole = movement(matrix(*WAGES).rows[0], {one.position.article: one.when for one in WAGES}, 1)
    _, second, third, fourth = whole.moments
    assert narration.step(third) == "softened (9 percent → 7 percent)"
    assert narration.notes(second, None) == ("a gap of 5 points between Company and Union",)
    assert narration.notes(third, second.gap) == ("a gap of 3 points between Company and Union", "toward Company")
    assert narration.notes(fourth, third.gap) == ()
    assert narration.sums(whole)[:3] == [
        "in all: Union 9 percent → 7 percent, toward Company",
        "the gap: 5 points → 3 points",
        "nothing has moved since 2031-06-05",
    ]
    assert "Union last spoke of it 1 article ago (stale)" in narration.sums(whole)
