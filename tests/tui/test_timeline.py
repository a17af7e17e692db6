"""The history of an issue as it is drawn and listed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from positions.changes.movement import movement
from positions.display import width
from positions.model import Entry, Firmness, Matrix, Placed, Position, Row, Side, Snapshot, Stance, Status
from tui.plotting import Point, Series, Span, chart, days, scale, strip
from tui.state import Content
from tui.timeline import Timeline


def said(party: str, day: int | None, claim: str, stance: Stance = Stance.DEMAND, **more: object) -> Placed:
    entry = Entry.model_validate({"stance": stance, "claim": claim, **more})
    when = dt.date(2031, 6, day) if day else None
    position = Position.of_entry(entry, article=f"a{day}", party=party)
    return Placed(position=position, side=Side.OTHER, current=True, when=when)


WAGES = (
    said("Union", 1, "a rise of 9 percent", firmness=Firmness.RED_LINE),
    said("Company", 3, "a rise of 4 percent", Stance.OFFER),
    said("Union", 5, "a rise of 7 percent"),
    said("Mayor", 6, "an end of the strike", firmness=Firmness.WISH),
    said("Company", 11, "a rise of 5 percent", Stance.OFFER),
)


def timeline(*placed: Placed, party: str | None = None) -> Timeline:
    row = Row(issue="the rise", proposition="Wages rise", status=Status.STICKING, positions=placed)
    parties = tuple(dict.fromkeys(one.position.party for one in placed))
    return Timeline(movement(row, {}, 5), Content(Matrix(parties=parties, rows=(row,)), Snapshot()), party)


def drawn(found: Timeline, columns: int = 80, rows: int = 6, most: int = 3) -> list[str]:
    return ["".join(run.text for run in line) for line in found.drawing(columns, rows, most)]


def test_amounts_firmness_and_the_gap_stand_on_one_scale_of_time() -> None:
    assert [line.rstrip() for line in drawn(timeline(*WAGES), columns=64, rows=7)] == [
        "amounts (percent); ┊ the gap: 5 points (B–A) → 3 points (B–A) →…",
        "        10 │",
        "           │A────────────────┐",
        "         8 │        ┊        │",
        "           │        ┊        A───────────────────────── A 7",
        "         6 │        ┊        ┊                        ┊",
        "           │        ┊        ┊                        B B 5",
        "         4 │        B╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┘",
        "           └───────────────────────────────────────────",
        "            2031-06-01  2031-06-05           2031-06-11",
        "firmness    ▁ wish  ▃ call  ▅ demand  █ red line",
        "A Union     ▲████████████████▲▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅ demand",
        "B Company           ▽▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▽ demand",
        "C Mayor                          ▲▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁ wish",
    ]


def test_the_party_that_was_asked_for_is_drawn_first_and_listed_alone() -> None:
    found = timeline(*WAGES, party="Mayor")
    assert found.parties == ("Mayor", "Union", "Company")
    assert [entry.party for entry in found.entries] == ["Mayor"]
    assert found.title == "Mayor on the rise"
    everyone = found.toggled()
    assert len(everyone.entries) == 5
    assert everyone.title == "all parties on the rise"
    assert everyone.toggled() == found
    lines = drawn(found, most=2)
    assert not any(line.startswith("C ") for line in lines)
    assert lines[-1] == "not drawn: 1 more party"


def test_each_statement_has_its_day_stance_change_and_gap() -> None:
    first, second, third, *_ = timeline(*WAGES).entries
    assert (first.day, first.party, first.step) == ("2031-06-01", "Union", "+ new")
    assert first.words == "▲ demands: a rise of 9 percent (a red line)"
    assert second.words == "▽ offers: a rise of 4 percent"
    assert second.notes.startswith("a gap of 5 points between Company and Union; a3")
    assert third.step == "↓ softened (9 percent → 7 percent)"
    assert "toward Company" in third.notes
    assert "in all: Union 9 percent → 7 percent, toward Company" in timeline(*WAGES).sums


@pytest.mark.parametrize(
    ("placed", "words"),
    [
        ([said("A", 1, "free passage")], "No amounts are named that could be drawn."),
        ([said("A", 1, "a toll of 3 percent")], "One amount only: 3 (percent)."),
        ([said("A", 1, "a toll of 3 percent", Stance.REJECT)], "No amounts are named that could be drawn."),
        ([said("A", None, "a toll of 3 percent")], "Nothing here has a date, so nothing is drawn over time."),
        ([], "Nothing here has a date, so nothing is drawn over time."),
    ],
)
def test_too_little_to_draw_is_said(placed: list[Placed], words: str) -> None:
    assert drawn(timeline(*placed))[0] == words


def test_what_has_no_date_is_listed_and_counted_but_not_drawn() -> None:
    found = timeline(said("A", 1, "3 percent"), said("B", 2, "5 percent"), said("C", None, "9 percent"))
    assert [entry.day for entry in found.entries] == ["undated", "2031-06-01", "2031-06-02"]
    lines = drawn(found)
    assert lines[-1] == "not drawn: 1 statement without a date"
    assert not any(line.startswith("C ") for line in lines)


def test_a_withdrawn_amount_ends_its_line() -> None:
    found = timeline(
        said("A", 1, "3 percent"), said("A", 3, "3 percent", withdrawn=True), said("B", 1, "5 percent"),
        said("B", 9, "5 percent"),
    )  # fmt: skip
    lines = drawn(found)
    line = next(line for line in lines if "A──" in line)
    assert len(line.rstrip()) < 40
    assert not any("A 3" in line for line in lines)
    strip_of_a = next(line for line in lines if line.startswith("A A"))
    assert "−" in strip_of_a
    assert strip_of_a.rstrip().endswith("−")


def test_days_are_written_as_days_and_millions_short() -> None:
    dates = drawn(timeline(said("A", 1, "pay by 5 May 2031"), said("B", 2, "pay by 20 May 2031")))
    assert any(line.rstrip().endswith("B 2031-05-20") for line in dates)
    money = drawn(timeline(said("A", 1, "25 million crowns"), said("B", 2, "40 million crowns")))
    assert any(line.rstrip().endswith("B 40 m") for line in money)


def test_a_narrow_window_says_so() -> None:
    assert drawn(timeline(*WAGES), columns=36) == ["The window is too narrow for what is drawn over time."]


NAMES = st.text(min_size=1, max_size=40).filter(lambda name: name.strip())
SAID = st.builds(
    said,
    st.sampled_from(["Union", "Company", "北方聯邦代表団事務局", "حكومة الجنوب", "a\x1b[31m\nb"]),
    st.none() | st.integers(1, 28),
    st.sampled_from(["3 percent", "0 percent", "1,000,000 percent", "0.001 percent", "free passage"]),
    st.sampled_from(list(Stance)),
    withdrawn=st.booleans(),
)


@given(st.lists(SAID, max_size=8), st.integers(10, 170), st.integers(0, 12), st.integers(1, 9))
def test_whatever_was_said_the_lines_fit(placed: list[Placed], columns: int, rows: int, most: int) -> None:
    for line in timeline(*placed).drawing(columns, rows, most):
        text = "".join(run.text for run in line)
        assert "\x1b" not in text
        assert "\n" not in text
        assert width(text.rstrip()) <= max(columns, 60)  # a line in words is cropped by the widget


@given(st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=9), st.integers(3, 20))
@example([0.0, 5e-324], 3)
@example([0.0, 1e-300], 3)
def test_a_scale_has_all_values_between_its_ends_and_few_ticks(values: list[float], rows: int) -> None:
    found = scale(values, rows)
    hair = 1e-6 * found.step
    assert found.low - hair <= min(values) <= max(values) <= found.high + hair
    assert all(0 <= found.row(value, rows) < rows for value in values)
    assert 2 <= len(found.ticks()) <= max(rows // 2, 2) + 1


def test_two_letters_at_one_place_stand_beside_each_other() -> None:
    series = [Series("A", (Point(0, 5),)), Series("B", (Point(0, 5),))]
    ((_, runs, right), *_) = [line for line in chart(series, [], Span(0, 10, 20), 5, str) if line[2]]
    assert "".join(run.text for run in runs).startswith("AB")
    assert right == "AB 5"


def test_a_strip_has_bars_as_high_as_the_degree() -> None:
    points = (Point(0, 3, "▲"), Point(4, 0, "▽"), Point(8, None, "−"))
    line = "".join(run.text for run in strip(Series("A", points), 0, Span(0, 10, 11)))
    assert line == "▲███▽▁▁▁−  "


def test_labels_of_days_do_not_touch() -> None:
    marks = [(float(day), f"2031-06-{day:02}") for day in range(1, 11)]
    assert days(marks, Span(1, 10, 40)) == "2031-06-01  2031-06-05        2031-06-10"
    assert days(marks, Span(1, 10, 8)) == ""
