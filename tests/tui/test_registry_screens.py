"""The parties and the issues on the screen: every edit is shown before it is done, and can be taken back."""

from __future__ import annotations

import pytest
from folders import ISSUES, PARTIES, ROUND_POSITIONS, screens, talks
from strait import settle
from test_app import SMALL, press, shown
from textual.pilot import Pilot
from textual.widgets import Input

from positions import review
from positions.model import Issue, Party, Role, Status
from positions.negotiation import Negotiation
from positions.review import Item
from tui.app import PositionsApp
from tui.screens.ask import ConfirmScreen
from tui.screens.choose import ChooseScreen
from tui.screens.issues import IssuesScreen
from tui.screens.matrix import MatrixScreen
from tui.screens.parties import PartiesScreen
from tui.screens.registry import RegistryScreen

__all__ = ["screens", "talks"]


async def begin(pilot: Pilot[None], key: str, at: str | None = None) -> RegistryScreen:
    """Opens the parties (P) or the issues (I), the cursor on one of them."""
    await settle(pilot)
    await press(pilot, key)
    screen = pilot.app.screen
    assert isinstance(screen, RegistryScreen)
    if at is not None:
        names = [line.name for line in screen.listing.lines]
        await press(pilot, "g", *(["down"] * names.index(at)))
        assert screen.name_here == at
    return screen


async def say(pilot: Pilot[None], words: str) -> None:
    """Types an answer in place of the one that stands there."""
    pilot.app.screen.query_one(Input).value = words
    await press(pilot, "enter")


def words(app: PositionsApp) -> str:
    return " ".join(shown(app).split())


def told(app: PositionsApp) -> str:
    return app.notice.message if app.notice else ""


def files(talks: Negotiation) -> list[str]:
    names = ("parties.yaml", "issues.yaml", "positions/round.yaml", "positions/call.yaml")
    return [(talks.root / name).read_text() for name in names]


async def test_the_list_tells_who_takes_part(screens: PositionsApp) -> None:
    async with screens.run_test(size=SMALL) as pilot:
        screen = await begin(pilot, "P", "Sudmark")
        assert isinstance(screen, PartiesScreen)
        text = words(screens)
        assert "4 parties" in text
        assert "Southern League" in text
        assert "unlisted" in text
        assert "✗ rejects: any patrol of foreign ships (round)" in text
        await press(pilot, "end", "home", "G", "g", "pagedown", "pageup", "j", "k", "up", "J", "K", "shift+down")
        await press(pilot, "shift+up", "escape")
        assert isinstance(screens.screen, MatrixScreen)


async def test_two_are_merged_by_marking_them(screens: PositionsApp, talks: Negotiation) -> None:
    before = files(talks)
    async with screens.run_test(size=SMALL) as pilot:
        screen = await begin(pilot, "P", "Norland")
        await press(pilot, "m")
        assert "Mark another party" in told(screens)
        await press(pilot, "space")
        assert screen.listing.marked == ("Norland",)
        await press(pilot, "slash", *"fish", "enter")
        assert [line.name for line in screen.listing.lines] == ["Norland", "Norland Fishers"]
        await press(pilot, "down", "m", "enter")
        assert isinstance(screens.screen, ConfirmScreen)
        text = words(screens)
        assert "parties merge Norland Fishers into Norland" in text
        assert "Norland: aliases with Norland Fishers" in text
        assert "1 entry: party Norland Fishers → Norland" in text
        await press(pilot, "escape")
        assert files(talks) == before
        await press(pilot, "m", "enter", "enter")
        assert "Norland Fishers:" not in files(talks)[2]
        assert talks.registry.parties["Norland"].aliases == ("NL", "Norlandish", "Norland Fishers")
        assert screen.listing.marked == ()
        assert "3 files changed" in told(screens)
        await press(pilot, "u")
        assert "Take back: parties merge" in words(screens)
        await press(pilot, "escape", "u", "enter")
        assert files(talks) == before


async def test_merged_parties_may_get_another_name(screens: PositionsApp, talks: Negotiation) -> None:
    async with screens.run_test(size=SMALL) as pilot:
        screen = await begin(pilot, "P", "Sudmark")
        await press(pilot, "space", "G", "space", "m", "G", "end", "enter")
        await say(pilot, "the South")
        await press(pilot, "enter")
        assert "the South" in talks.registry.parties
        assert screen.name_here == "the South"


async def test_a_party_is_renamed_aliased_and_described(screens: PositionsApp, talks: Negotiation) -> None:
    async with screens.run_test(size=SMALL) as pilot:
        await begin(pilot, "P", "Sudmark")
        await press(pilot, "n")
        await say(pilot, "South")
        await press(pilot, "enter", "a")
        await say(pilot, "the South Coast")
        await press(pilot, "enter", "A", "enter", "enter", "b")
        await say(pilot, "norl")
        assert "bloc Southern League → Norland" in words(screens)
        await press(pilot, "enter", "b", "enter")
        assert "so already" in told(screens)
        await press(pilot, "o", "down", "enter", "enter")
        assert talks.registry.parties["South"] == Party(
            aliases=("the South Coast",), bloc="Norland", role=Role.MEDIATOR
        )
        await press(pilot, "b")
        await say(pilot, "")
        await press(pilot, "enter", "o", "enter")
        assert talks.registry.parties["South"].bloc is None
        assert "so already" in told(screens)
        assert "# who is who" in files(talks)[0]
        await press(pilot, "A", "enter", "enter", "A")
        assert "no other name" in told(screens)


async def test_a_party_is_split_by_names_and_statements(screens: PositionsApp, talks: Negotiation) -> None:
    async with screens.run_test(size=SMALL) as pilot:
        await begin(pilot, "P", "Norland")
        await press(pilot, "s")
        assert isinstance(screens.screen, ChooseScreen)
        text = words(screens)
        assert "NL, and what goes by it" in text
        assert "Ada Lund, and what that speaker says" in text
        assert "✓ accepts: the toll (call)" in text
        await press(pilot, "j", "k", "pagedown", "pageup", "up", "space", "space", "up", "up", "space", "down", "enter")
        assert screens.screen.query_one(Input).value == "Norlandish"
        await say(pilot, "the other Norland")
        assert "Norland: aliases without Norlandish" in words(screens)
        await press(pilot, "enter")
        assert talks.registry.parties["the other Norland"].aliases == ("Norlandish",)
        await press(pilot, "s", "escape")
        assert isinstance(screens.screen, PartiesScreen)


async def test_issues_are_merged_renamed_and_described(screens: PositionsApp, talks: Negotiation) -> None:
    async with screens.run_test(size=SMALL) as pilot:
        screen = await begin(pilot, "I", "patrols")
        assert isinstance(screen, IssuesScreen)
        assert "Patrols leave the strait" in words(screens)
        await press(pilot, "space")
        await begin_at(pilot, screen, "tolls")
        await press(pilot, "m", "enter")
        assert "1 entry: pinned to patrols instead of tolls" in words(screens)
        await press(pilot, "enter", "n")
        await say(pilot, "the strait")
        await press(pilot, "enter", "t")
        await say(pilot, "the sea")
        await press(pilot, "enter", "p")
        await say(pilot, "Nobody patrols")
        await press(pilot, "enter", "a")
        await say(pilot, "ships")
        await press(pilot, "enter", "o", "up", "up", "enter", "enter", "A", "enter", "enter")
        issue = talks.codebook.issues["the strait"]
        assert issue == Issue(
            proposition="Nobody patrols", theme="the sea", also=("patrols", "ships"), status=issue.status
        )
        assert issue.status is not None
        assert issue.status.is_ is Status.STICKING
        assert screen.name_here == "the strait"
        for _ in range(7):
            await press(pilot, "u", "enter")
        assert files(talks)[1] == ISSUES
        assert files(talks)[2] == ROUND_POSITIONS
        await press(pilot, "u")
        assert "there is no edit" in told(screens)


async def begin_at(pilot: Pilot[None], screen: RegistryScreen, at: str) -> None:
    names = [line.name for line in screen.listing.lines]
    await press(pilot, "home", *(["j"] * names.index(at)))


async def test_an_issue_is_split_position_by_position(screens: PositionsApp, talks: Negotiation) -> None:
    async with screens.run_test(size=SMALL) as pilot:
        screen = await begin(pilot, "I", "patrols")
        await press(pilot, "s", "down", "enter")
        await say(pilot, "foreign ships")
        await press(pilot, "enter")
        assert files(talks)[2].count("issue: foreign ships") == 1
        await begin_at(pilot, screen, "foreign ships")
        await press(pilot, "s")
        assert "two positions or more" in told(screens)


async def test_files_that_change_underneath_stop_an_edit_that_was_shown(
    screens: PositionsApp, talks: Negotiation
) -> None:
    async with screens.run_test(size=SMALL) as pilot:
        await begin(pilot, "P", "Sudmark")
        await press(pilot, "n")
        await say(pilot, "South")
        (talks.root / "positions/later.yaml").write_text("positions: {Sudmark: [{demand: more}]}\n")
        await press(pilot, "enter")
        assert "since this was shown" in told(screens)
        assert talks.steps() == ()
        (talks.root / "parties.yaml").write_text("Norland: [")
        await press(pilot, "n")
        await say(pilot, "South")
        assert isinstance(screens.screen, PartiesScreen)
        assert screens.notice is not None
        assert screens.notice.error


async def test_what_goes_underneath_loses_its_mark_and_its_line(screens: PositionsApp, talks: Negotiation) -> None:
    async with screens.run_test(size=SMALL) as pilot:
        screen = await begin(pilot, "P", "Observers")
        await press(pilot, "space", "f5")
        (talks.root / "parties.yaml").write_text(PARTIES.partition("Observers")[0])
        await press(pilot, "f5")
        assert screen.listing.marked == ()
        assert len(screen.listing.lines) == 3
        await press(pilot, "slash", *"zzz", "enter")
        assert screen.name_here is None
        await press(pilot, "space", "m", "n", "s", "a", "A", "b", "o", "down", "enter", "escape", "escape")
        assert isinstance(screens.screen, MatrixScreen)


@pytest.mark.parametrize("name", ["Sudmark", "  ", "NL"])
async def test_a_name_that_is_taken_is_refused(screens: PositionsApp, talks: Negotiation, name: str) -> None:
    async with screens.run_test(size=SMALL) as pilot:
        await begin(pilot, "P", "Observers")
        await press(pilot, "n")
        await say(pilot, name)
        assert not isinstance(screens.screen, ConfirmScreen)
        assert files(talks)[0] == PARTIES


async def test_undo_leaves_other_edits_alone(screens: PositionsApp, talks: Negotiation) -> None:
    file = talks.position_file("call")
    assert file is not None
    party, entry = next(file.entries())
    review.confirm(talks, Item("call", party, entry))
    async with screens.run_test(size=SMALL) as pilot:
        await begin(pilot, "P")
        await press(pilot, "u")
        assert "the last edit was: confirm" in told(screens)


async def test_hostile_names_are_shown_harmless_and_the_mouse_marks(screens: PositionsApp, talks: Negotiation) -> None:
    (talks.root / "parties.yaml").write_text(PARTIES + '"\\e[31mRed [b]": {aliases: ["\\u202ex"]}\n')
    async with screens.run_test(size=SMALL) as pilot:
        screen = await begin(pilot, "P")
        assert "␛[31mRed [b]" in words(screens)
        assert "\x1b" not in shown(screens)
        await pilot.click("#body", offset=(5, 2), times=2)
        await settle(pilot)
        assert len(screen.listing.marked) == 1
        await press(pilot, "escape")
        assert screen.listing.marked == ()
