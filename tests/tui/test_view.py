"""What a person may choose to see, as plain values."""

from __future__ import annotations

import datetime as dt

import pytest

from positions.changes.silence import age
from positions.model import (
    Article,
    ChangeKind,
    Matrix,
    Placed,
    Position,
    Row,
    Side,
    Snapshot,
    Source,
    Stance,
    Status,
)
from tui.past import until
from tui.places import found
from tui.state import Content
from tui.view import Blocs, Sort, View

PATROLS, PAY, SWAPS = "patrols in the strait", "compensation for lost catches", "the terms of prisoner swaps"
FIGURES, SEAT = "sharing of catch figures", "seat at the table"
MOVED = {(PAY, "Sudmark"): ChangeKind.SOFTENED, (SEAT, "harbour workers"): ChangeKind.NEW}


def issues(view: View) -> list[str]:
    return [row.issue for row in view.rows]


def test_times_in_zones_are_told_apart_and_sorted_as_the_commands_do() -> None:
    west = dt.timezone(dt.timedelta(hours=-5))
    dates: dict[str, dt.datetime | dt.date] = {
        "a": dt.datetime(2031, 5, 4, 23, tzinfo=west),  # 04:00 in UTC
        **{name: dt.datetime(2031, 5, 5, hour, tzinfo=dt.UTC) for hour, name in enumerate("bcd", start=1)},
        "e": dt.date(2031, 5, 6),
    }
    articles = tuple(Article(id=name, source=Source(published=when), text="x") for name, when in dates.items())
    said = {name: Position(article=name, party="Norland", stance=Stance.DEMAND, claim=name) for name in dates}
    whens = {**dates, "e": dt.date(2031, 5, 1)}  # stated before its article
    placed = {name: Placed(position=said[name], side=Side.FOR, current=True, when=whens[name]) for name in dates}
    rows = tuple(
        Row(issue=name, proposition=name, status=Status.OPEN, positions=(one,), reason="")
        for name, one in placed.items()
    )
    content = Content(Matrix(parties=("Norland",), rows=rows), Snapshot(articles=articles))
    assert list(content.articles) == ["b", "c", "d", "a", "e"]
    assert {name: content.newer(one) for name, one in placed.items()} == {"a": 1, "b": 4, "c": 3, "d": 2, "e": 4}
    assert all(content.newer(one) == age(one, dates).articles for one in placed.values())
    assert issues(View(content).toggled().arranged(sort=Sort.NEWEST)) == ["a", "d", "c", "b", "e"]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        (Sort.STATUS, [PATROLS, PAY, SWAPS, FIGURES, SEAT]),
        (Sort.NEWEST, [PAY, SEAT, PATROLS, FIGURES, SWAPS]),
        (Sort.PARTIES, [FIGURES, PATROLS, PAY, SEAT, SWAPS]),
        (Sort.NAME, [PAY, PATROLS, SEAT, FIGURES, SWAPS]),
        (Sort.THEME, [FIGURES, PATROLS, PAY, SWAPS, SEAT]),
    ],
)
def test_issues_are_sorted_and_what_is_alike_stays_in_order(content: Content, sort: Sort, order: list[str]) -> None:
    view = View(content, moved=MOVED).toggled()
    assert issues(view.arranged(sort=sort)) == order
    assert set(issues(view.arranged(sort=sort, reverse=True))) == set(order)


def test_a_heading_sorts_and_once_more_turns_it_round(content: Content) -> None:
    view = View(content).toggled()
    by_name = view.sorted_by(Sort.NAME)
    assert issues(by_name)[0] == PAY
    assert issues(by_name.sorted_by(Sort.NAME)) == issues(by_name)[::-1]
    led = view.led_by("harbour workers")
    assert issues(led)[0] == SEAT
    assert "harbour workers first" in led.place
    assert issues(led.led_by("harbour workers")) == issues(view)


def test_parties_are_hidden_and_moved(content: Content) -> None:
    view = View(content).toggled()
    assert view.without("Sudmark").columns == ("Norland", "Union", "harbour workers")
    assert view.without("Sudmark").concealed == 1
    moved = view.shifted("Norland", 1)
    assert moved.columns == ("Sudmark", "Norland", "Union", "harbour workers")
    assert moved.shifted("Norland", -1).columns == view.columns
    assert view.shifted("Norland", -1) == view  # it is the first already
    assert view.without("Sudmark").shifted("Norland", 1).columns == ("Union", "Norland", "harbour workers")


def test_a_bloc_stands_together_and_in_one_column(content: Content) -> None:
    view = View(content).toggled()
    beside = view.arranged(blocs=Blocs.BESIDE)
    assert beside.columns == ("Norland", "Sudmark", "harbour workers", "Union")
    together = view.arranged(blocs=Blocs.TOGETHER)
    assert together.columns == ("Norland", "Southern League", "Union")
    assert together.members("Southern League") == ("Sudmark", "harbour workers")
    assert (together.party_of("Southern League"), together.party_of("Union")) == (None, "Union")
    seat = next(row for row in together.rows if row.issue == SEAT)
    assert together.cell(seat, "Southern League").lines(60) == ["harbour workers: a seat at the table"]


def test_a_bloc_that_is_divided_shows_it(content: Content) -> None:
    registry = content.snapshot.registry
    one = registry.parties["Sudmark"]
    parties = registry.model_copy(update={"parties": {"Sudmark": one, "Norland": one}})
    divided = Content(content.matrix, content.snapshot.model_copy(update={"registry": parties}))
    view = View(divided).arranged(blocs=Blocs.TOGETHER)
    row = next(row for row in view.rows if row.issue == PAY).model_copy(update={"cells": {}})
    assert view.cell(row, "Southern League").glyph in ("⇄", "✎")


def test_two_parties_alone_with_how_they_stand_to_each_other(content: Content) -> None:
    view = View(content).arranged(pair=("Norland", "Sudmark"))
    assert view.columns == ("Norland", "Sudmark")
    assert set(issues(view)) == {PATROLS, PAY, FIGURES}
    pay = next(row for row in view.rows if row.issue == PAY)
    assert view.standing(pay).tone in {status.value for status in Status}
    alone = View(content).arranged(pair=("Norland", "Union"))
    assert issues(alone)[0] == FIGURES  # the one on which both hold something
    assert alone.without("Union").arrangement.pair is None


def test_what_moved_stands_in_the_cell(content: Content) -> None:
    view = View(content, moved=MOVED)
    pay = next(row for row in view.rows if row.issue == PAY)
    assert view.cell(pay, "Sudmark").marks == "×2↓"
    assert view.cell(pay, "Norland").moved is None


def test_silence_is_counted_as_the_commands_count_it(content: Content) -> None:
    published = {article.id: article.source.published for article in content.snapshot.articles}
    for row in content.matrix.rows:
        for placed in row.positions:
            assert content.newer(placed) == age(placed, published).articles
    impatient = Content(content.matrix, content.snapshot, stale_after=1)
    patrols = next(row for row in impatient.rows if row.issue == PATROLS)
    assert View(impatient).cell(patrols, "Norland").marks == "†⋯1"
    assert View(content).cell(patrols, "Norland").marks == "†"


def test_a_past_day_knows_nothing_that_came_later(content: Content) -> None:
    then = until(content.snapshot, dt.date(2024, 4, 1))
    assert {article.id for article in then.articles} == {"a1"}
    assert {one.article for one in then.positions} == {"a1"}
    assert until(content.snapshot, dt.date(2024, 3, 1)).disputed == ()


def test_places_are_found_by_their_words_and_shown_wherever_they_hide(content: Content) -> None:
    view = View(content)
    assert [(place.kind, place.id) for place in found("harb", view)] == [("party", "harbour workers")]
    assert found("strait", view)[0][:3:2] == ("issue", PATROLS)
    assert [place.id for place in found("second round", view)] == ["a2"]
    assert found("  ", view) == []
    hidden = view.filtered("patrols").without("Sudmark")
    assert SEAT in issues(hidden.revealing(issue=SEAT))
    assert "Sudmark" in hidden.revealing(party="Sudmark").columns
    assert "harbour workers" in view.revealing(party="harbour workers").columns


def test_a_filter_is_told_with_how_much_it_leaves(content: Content) -> None:
    assert View(content).filtered("catch").place == "2 of 5 issues"
    assert "earlier words" in View(content).filtered("insisted").place
    assert View(content).arranged(sort=Sort.NAME, reverse=True).place == "by name, reversed"
