"""What the details tell of blocs, and of a proposal and its parts."""

from __future__ import annotations

from pathlib import Path

from strait import Desk, settle, strait_talks

from positions.model import Matrix
from tui.app import PositionsApp
from tui.screens.matrix import MatrixScreen
from tui.state import Content

ISSUE = "patrols in the strait"


def talks() -> Content:
    """The talks on the strait with a member that inherits, and with the patrols as a part of a plan."""
    content = strait_talks()
    rows = [
        row.model_copy(update={"inherited": {"Nordwick": "Norland"}, "part_of": ("[b]the plan[/b]",)})
        if row.issue == ISSUE
        else row
        for row in content.matrix.rows
    ]
    return Content(Matrix(parties=("Nordwick", *content.matrix.parties), rows=tuple(rows)), content.snapshot)


async def test_the_details_say_for_whom_a_bloc_speaks_and_what_an_issue_is_part_of(tmp_path: Path) -> None:
    app = PositionsApp(Desk(talks(), tmp_path).access(), poll_seconds=3600)
    async with app.run_test(size=(110, 40)) as pilot:
        await settle(pilot)
        await pilot.press("f")
        assert isinstance(app.screen, MatrixScreen)
        assert app.screen.view is not None
        row = next(number for number, row in enumerate(app.screen.view.rows) if row.issue == ISSUE)
        await pilot.press(*["down"] * row)
        await settle(pilot)
        assert "[b]the plan[/b]" in text_of(app)
        await pilot.press("right")
        await settle(pilot)
        assert "says nothing itself; for it speaks Norland" in text_of(app)
        assert "as Norland:" in text_of(app)


def text_of(app: PositionsApp) -> str:
    """What stands on the screen, blanks as blanks."""
    return app.export_screenshot().replace("&#160;", " ")
