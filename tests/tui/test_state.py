"""What the matrix shows, as plain values."""

from __future__ import annotations

import datetime as dt

from positions.model import Matrix, Placed, Position, Row, Side, Snapshot, Stance, Status
from tui.state import Cell, Content, difference, facts, is_minor, qualities, target
from tui.view import View


def _placed(stance: Stance, claim: str, *, side: Side = Side.FOR, current: bool = True, **more: object) -> Placed:
    fields = {"stance": stance, "claim": claim, "article": "a1", "party": "Norland", **more}
    return Placed(position=Position.model_validate(fields), side=side, current=current, when=dt.date(2024, 4, 1))


def test_sticking_issues_stand_first_and_one_party_issues_fold(content: Content) -> None:
    view = View(content)
    assert [row.status for row in view.rows] == [Status.STICKING] * 3 + [Status.AGREED]
    assert view.parties == ("Norland", "Sudmark")
    assert view.folded == "1 one-party issue and 2 one-statement parties"


def test_unfolded_everything_is_there(content: Content) -> None:
    view = View(content).toggled()
    assert len(view.rows) == 5
    assert view.parties == content.matrix.parties
    assert view.folded == ""


def test_a_party_on_whose_one_statement_a_status_rests_is_not_folded(content: Content) -> None:
    (row,) = (row for row in content.matrix.rows if row.issue == "patrols in the strait")
    lone = row.positions[0].model_copy(
        update={"position": row.positions[0].position.model_copy(update={"party": "Ostreich"})}
    )
    for status, folded in ((Status.STICKING, False), (Status.AGREED, False), (Status.OPEN, True)):
        update = {"positions": (*row.positions, lone), "status": status, "deciding": (lone.position.key,)}
        matrix = Matrix(parties=("Norland", "Sudmark", "Ostreich"), rows=(row.model_copy(update=update),))
        assert ("Ostreich" in Content(matrix, content.snapshot).single_parties) is folded


def test_folding_never_leaves_an_empty_matrix(content: Content) -> None:
    lonely = tuple(row for row in content.matrix.rows if is_minor(row))
    view = View(Content(Matrix(parties=("harbour workers",), rows=lonely), content.snapshot))
    assert view.rows == lonely
    assert view.parties == ("harbour workers",)


def test_a_member_of_a_bloc_shows_what_the_bloc_holds(content: Content) -> None:
    (row,) = (row for row in content.matrix.rows if row.issue == "patrols in the strait")
    member = row.model_copy(update={"inherited": {"Nordwick": "Norland"}})
    cell = Content(Matrix(parties=("Nordwick",), rows=(member,)), content.snapshot).cells[row.issue, "Nordwick"]
    assert (cell.glyph, cell.bloc) == ("▲", "Norland")
    assert cell.lines(60) == ["as Norland: the withdrawal of all patrols from the strait †"]


def test_what_only_repeats_an_article_is_not_counted() -> None:
    said = _placed(Stance.DEMAND, "passage")
    copied = said.model_copy(update={"current": False, "repeats": "a1"})
    assert Cell(positions=(said, copied)).marks == ""
    assert qualities(copied) == ["for", "repeats a1"]


def test_the_filter_looks_through_the_folds(content: Content) -> None:
    view = View(content)
    assert [row.issue for row in view.filtered("CATCH norland days").rows] == ["sharing of catch figures"]
    assert [row.issue for row in view.filtered("may lend").rows] == ["compensation for lost catches"]
    found = view.filtered("harbour")
    assert [row.issue for row in found.rows] == ["seat at the table"]
    assert "harbour workers" in found.parties
    assert view.filtered("no such thing").rows == ()
    assert view.filtered("  ").rows == view.rows


def test_a_persons_words_win_in_a_cell(content: Content) -> None:
    cell = content.cells["compensation for lost catches", "Norland"]
    assert (cell.glyph, cell.kind) == ("✎", "words")
    assert cell.lines(40) == ["pays nothing, may lend"]


def test_a_cell_shows_stance_gist_condition_and_count(content: Content) -> None:
    norland = content.cells["patrols in the strait", "Norland"]
    assert norland.glyph == "▲"
    assert norland.lines(50) == ["withdrawal of all patrols from the strait †"]
    sudmark = content.cells["patrols in the strait", "Sudmark"]
    assert (sudmark.glyph, sudmark.marks) == ("▽", "×2")
    assert [placed.current for placed in sudmark.positions] == [True, False]


def test_cells_that_are_not_plain() -> None:
    assert (Cell().glyph, Cell().kind, Cell().lines(10)) == ("·", "silent", [])
    both = Cell(None, (_placed(Stance.DEMAND, "it"), _placed(Stance.REJECT, "it", side=Side.AGAINST)))
    assert (both.glyph, both.kind) == ("⇄", "both")
    assert Cell(None, (_placed(Stance.DEMAND, "it", current=False, withdrawn=True),)).lines(20) == ["withdrawn"]
    partly = _placed(Stance.ACCEPT, "the plan", extent="in principle")
    assert (Cell(None, (partly,)).glyph, Cell(None, (partly,)).lines(30)) == ("◐", ["plan"])
    hearsay = _placed(Stance.REJECT, "any talks", **{"according to": "Sudmark"})
    assert Cell(None, (hearsay,)).lines(30) == ["reported: any talks"]


def test_counts_of_all_issues(content: Content) -> None:
    assert content.counts == {Status.STICKING: 3, Status.AGREED: 1, Status.OPEN: 1}


def test_the_cursor_finds_its_place_again(content: Content) -> None:
    view = View(content)
    assert view.locate("compensation for lost catches", "Sudmark") == (1, 2)
    assert view.filtered("compensation").locate("compensation for lost catches", "Sudmark") == (0, 2)
    assert view.locate("gone", "Sudmark", otherwise=(9, 2)) == (3, 2)
    assert view.locate("gone", None, otherwise=(1, 2)) == (1, 0)
    assert view.filtered("nothing at all").locate("x", "y") == (0, 0)


def test_where_enter_leads(content: Content) -> None:
    patrols, swaps = content.rows[0], content.rows[2]
    cell = target(content, patrols, "Norland")
    assert cell is not None
    assert (cell.article, cell.placed) == ("a1", content.cells["patrols in the strait", "Norland"].positions[0])
    newest = target(content, patrols, None)
    assert newest is not None
    assert newest.article == "a2"
    topic = target(content, swaps, None)
    assert topic is not None
    assert topic.topic is not None
    assert topic.topic.topic == "the terms of prisoner swaps"
    assert target(content, swaps, "Norland") is None


def test_the_details_of_a_position(content: Content) -> None:
    placed = content.cells["patrols in the strait", "Norland"].positions[0]
    assert facts(placed, content)[:3] == [
        ("if", "the ceasefire holds"),
        ("said by", "Foreign Minister Ada Lund"),
        ("in", "Ministers meet · The Strait Courier · 2024-04-01"),
    ]
    assert qualities(placed) == ["for", "red line"]


def test_advice_for_whoever_starts() -> None:
    empty = Content(Matrix(), Snapshot())
    assert "A adds some" in (empty.advice or "")


def test_advice_for_articles_without_positions(content: Content) -> None:
    unread = Content(Matrix(), Snapshot(articles=content.snapshot.articles))
    assert "R reads what is new" in (unread.advice or "")
    assert content.advice is None


def test_what_an_edit_did(content: Content) -> None:
    old = content.snapshot
    first, *rest = old.positions
    assert difference(old, old) == []
    reworded = first.model_copy(update={"claim": "something else"})
    assert difference(old, old.model_copy(update={"positions": (reworded, *rest)})) == [
        f"changed: Union: demand {first.claim} → demand something else"
    ]
    noted = first.model_copy(update={"note": "x"})
    assert difference(old, old.model_copy(update={"positions": (noted, *rest)})) == [
        f"changed: Union: note of {first.claim}"
    ]
    assert difference(old, old.model_copy(update={"positions": tuple(rest)}))[0].startswith("removed: Union")
    assert difference(old.model_copy(update={"positions": tuple(rest)}), old)[0].startswith("added: Union")
    assert difference(old, old.model_copy(update={"disputed": ()})) == ["disputed or settled topics changed"]


def test_two_thousand_issues_and_sixty_parties_are_no_burden() -> None:
    parties = tuple(f"party {number}" for number in range(60))
    rows = tuple(
        Row(
            issue=f"issue {number}",
            proposition="x",
            status=Status.STICKING,
            positions=tuple(_placed(Stance.DEMAND, f"claim {number}", party=party) for party in parties[:5]),
        )
        for number in range(2000)
    )
    view = View(Content(Matrix(parties=parties, rows=rows), Snapshot()))
    assert len(view.filtered("claim 1999").rows) == 1
    assert view.cell(rows[-1], "party 4").positions
