"""The screens, driven by keys: every command of the table, faults, hostile words, files that change."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from seeing import SMALL, opened, press, shown, table, view
from strait import Desk, settle, strait_talks
from textual.app import SuspendNotSupported
from textual.command import CommandPalette
from textual.widgets import Static

from positions.display import width
from positions.errors import FileFaults, InputError
from positions.model import Matrix, Snapshot
from tui.app import PositionsApp
from tui.commands import COMMANDS
from tui.screens.diff import DiffScreen
from tui.screens.evidence import EvidenceScreen
from tui.screens.help import HelpScreen
from tui.screens.matrix import MatrixScreen
from tui.state import Content
from tui.widgets.article import ArticleText
from tui.widgets.bars import Banner
from tui.widgets.detail import Detail
from tui.widgets.filterline import FilterLine
from tui.widgets.matrix import MatrixTable, columns_for


def without_the_first_row(content: Content) -> Content:
    """As if its positions had been deleted."""
    return Content(
        content.matrix.model_copy(update={"rows": content.matrix.rows[1:]}),
        content.snapshot.model_copy(update={"positions": content.snapshot.positions[1:]}),
    )


@pytest.mark.parametrize(
    ("keys", "cursor"),
    [
        (["down"], (1, 0)),
        (["j", "j", "k"], (1, 0)),
        (["j", "up"], (0, 0)),
        (["right"], (0, 1)),
        (["l", "l", "h"], (0, 1)),
        (["l", "left", "left"], (0, 0)),
        (["end"], (3, 0)),
        (["G", "g"], (0, 0)),
        (["G", "home"], (0, 0)),
        (["pagedown"], (3, 0)),
        (["G", "pageup"], (0, 0)),
        (["up", "up"], (0, 0)),
        (["l"] * 9, (0, 2)),
    ],
)
async def test_the_cursor_moves_and_stays_inside(app: PositionsApp, keys: list[str], cursor: tuple[int, int]) -> None:
    async with opened(app) as pilot:
        await press(pilot, *keys)
        assert table(app).cursor == cursor


async def test_the_details_follow_the_cursor(app: PositionsApp) -> None:
    async with opened(app) as pilot:
        assert "because" in shown(app)
        await press(pilot, "right")
        text = shown(app)
        assert "Foreign Minister Ada Lund" in text
        assert "Norland insisted on the withdrawal" in text
        await press(pilot, "down", "down")
        assert "says nothing on it" in shown(app)


@pytest.mark.parametrize(("down", "up"), [("J", "K"), ("shift+down", "shift+up")])
async def test_the_details_scroll(app: PositionsApp, down: str, up: str) -> None:
    async with opened(app, (80, 24)) as pilot:
        detail = app.screen.query_one(Detail)
        await press(pilot, "l", "l", "l", down)
        assert detail.scroll_offset.y == 1
        await press(pilot, up)
        assert detail.scroll_offset.y == 0


async def test_enter_opens_the_quote_and_escape_returns_to_the_cell(app: PositionsApp) -> None:
    async with opened(app) as pilot:
        await press(pilot, "right", "right", "down", "enter")
        assert isinstance(app.screen, EvidenceScreen)
        passage = app.screen.reading.passage
        assert passage is not None
        assert passage.placed is not None
        assert passage.placed.position.claim.startswith("compensation of 25 million")
        assert "quote" in shown(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, MatrixScreen)
        assert table(app).cursor == (1, 2)


async def test_n_and_p_go_through_the_quotes_and_scroll_to_them(app: PositionsApp) -> None:
    async with opened(app, (80, 18)) as pilot:
        await press(pilot, "right", "enter")
        assert isinstance(app.screen, EvidenceScreen)
        await press(pilot, "p")
        assert app.screen.reading.index == 6
        assert "Key sticking points include" in shown(app)
        await press(pilot, "n")
        assert app.screen.reading.index == 0
        assert "Norland insisted" in shown(app)


@pytest.mark.parametrize("keys", [["down"], ["j"], ["pagedown"], ["space"], ["end"], ["G"]])
async def test_the_article_scrolls(app: PositionsApp, keys: list[str]) -> None:
    async with opened(app, (80, 18)) as pilot:
        await press(pilot, "right", "enter", *keys)
        text = app.screen.query_one(ArticleText)
        assert text.scroll_offset.y > 0
        await press(pilot, {"j": "k", "G": "g", "end": "home", "down": "up"}.get(keys[0], "pageup"))
        assert text.scroll_offset.y == 0


async def test_an_empty_cell_says_so(app: PositionsApp) -> None:
    async with opened(app) as pilot:
        await press(pilot, "right", "G", "k", "enter")
        assert isinstance(app.screen, MatrixScreen)
        assert "no article behind" in shown(app)


async def test_a_double_click_opens_the_evidence(app: PositionsApp) -> None:
    async with opened(app) as pilot:
        await pilot.click(MatrixTable, offset=(40, 1), times=2)
        await settle(pilot)
        assert isinstance(app.screen, EvidenceScreen)


@pytest.mark.parametrize(
    ("opening", "keys"),
    [("d", key) for key in ("down", "j", "pagedown", "space")]
    + [("question_mark", key) for key in ("down", "j", "pagedown", "space")],
)
async def test_long_lists_scroll(app: PositionsApp, opening: str, keys: str) -> None:
    async with opened(app, (60, 12)) as pilot:
        await press(pilot, opening, keys)
        body = app.screen.query_one("#body")
        assert body.scroll_offset.y > 0
        await press(pilot, "k" if keys == "j" else "up" if keys == "down" else "pageup")
        assert body.scroll_offset.y == 0


async def test_the_filter_narrows_as_one_types_and_escape_clears_it(app: PositionsApp) -> None:
    async with opened(app) as pilot:
        await press(pilot, "slash", *"comp")
        assert [row.issue for row in view(app).rows] == ["compensation for lost catches"]
        await press(pilot, "enter")
        assert table(app).has_focus
        assert app.screen.query_one(FilterLine).display
        await press(pilot, "escape")
        assert len(view(app).rows) == 4
        assert not app.screen.query_one(FilterLine).display


async def test_a_filter_that_finds_nothing_says_so_and_can_be_left(app: PositionsApp) -> None:
    async with opened(app) as pilot:
        await press(pilot, "slash", *"[red]q")
        assert "has “[red]q”" in shown(app)
        await press(pilot, "escape")
        assert table(app).display


async def test_f_unfolds_and_folds(app: PositionsApp) -> None:
    async with opened(app) as pilot:
        assert "folded away" in shown(app)
        await press(pilot, "f")
        assert "folded away" not in shown(app)
        assert len(view(app).parties) == 4
        await press(pilot, "f")
        assert "folded away" in shown(app)


async def test_many_parties_scroll_sideways_with_issue_and_header_in_place(app: PositionsApp) -> None:
    async with opened(app, (70, 24)) as pilot:
        await press(pilot, "f", "l", "l", "l", "l")
        text = shown(app)
        assert table(app).scroll_offset.x > 0
        assert "patrols in the" in text
        assert "harbour" in text


async def test_the_help_lists_every_command(app: PositionsApp) -> None:
    async with opened(app, (160, 400)) as pilot:
        await press(pilot, "question_mark")
        assert isinstance(app.screen, HelpScreen)
        text = shown(app)
        for command in COMMANDS:
            assert command.help in text
        await press(pilot, "question_mark")
        assert isinstance(app.screen, MatrixScreen)
        await press(pilot, "question_mark", "escape")
        assert isinstance(app.screen, MatrixScreen)


async def test_q_quits(app: PositionsApp, monkeypatch: pytest.MonkeyPatch) -> None:
    left: list[bool] = []
    monkeypatch.setattr(app, "exit", lambda: left.append(True))
    async with opened(app) as pilot:
        await press(pilot, "q")
        assert left


async def test_the_palette_offers_the_commands_and_runs_them(app: PositionsApp) -> None:
    async with opened(app) as pilot:
        await press(pilot, "ctrl+p")
        assert isinstance(app.screen, CommandPalette)
        await press(pilot, *"moved")
        await press(pilot, "down", "enter")
        await settle(pilot)
        assert isinstance(app.screen, DiffScreen)


async def test_reload_takes_over_what_changed_and_says_it(app: PositionsApp, desk: Desk) -> None:
    async with opened(app) as pilot:
        await press(pilot, "f5")
        assert "Nothing has changed." in shown(app)
        await press(pilot, "j", "l")
        desk.content = without_the_first_row(desk.content)
        app.look()
        await settle(pilot)
        assert "removed: Union" in shown(app)
        assert table(app).cursor == (1, 1)
        assert len(view(app).rows) == 3


async def test_an_unchanged_folder_is_not_read_again(app: PositionsApp) -> None:
    async with opened(app) as pilot:
        before = app.content
        app.look()
        await settle(pilot)
        assert app.content is before


async def test_a_fault_in_a_file_is_a_banner_and_the_last_good_matrix_stays(app: PositionsApp, desk: Desk) -> None:
    fault = InputError("“demmand” is no key", hint="write demand", path=desk.root / "positions" / "a1.yaml", line=12)
    async with opened(app, (100, 24)) as pilot:
        desk.fault = FileFaults([fault, fault])
        app.look()
        await settle(pilot)
        text = shown(app)
        assert "positions/a1.yaml:12" in text
        assert "(and 1 more)" in text
        assert "patrols in the" in text
        desk.fault = None
        app.look()
        await settle(pilot)
        assert not app.screen.query_one(Banner).display


async def test_a_fault_from_the_start_and_our_own_bug_are_explained(desk: Desk) -> None:
    desk.fault = ZeroDivisionError("oh [b]no")
    app = PositionsApp(desk.access(), poll_seconds=3600)
    async with opened(app, (120, 24)):
        text = shown(app)
        assert "ZeroDivisionError: oh [b]no" in text
        assert "report it" in text
        assert "put right" in text


async def test_files_are_looked_at_by_themselves(desk: Desk) -> None:
    app = PositionsApp(desk.access(), poll_seconds=0.05)
    async with opened(app) as pilot:
        desk.fault = InputError("broken")
        while app.fault is None:
            await pilot.pause(0.01)
        await settle(pilot)
        assert "broken" in shown(app)


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, app: PositionsApp) -> Callable[[str], Path]:
    """Sets $VISUAL to a script that writes down its arguments; the terminal can be suspended."""
    log = tmp_path / "log"
    monkeypatch.setattr(app, "suspend", contextlib.nullcontext)

    def install(body: str) -> Path:
        script = tmp_path / "vim"
        script.write_text(f'#!/bin/sh\necho "$@" >> {log}\n{body}\n')
        script.chmod(0o755)
        monkeypatch.setenv("VISUAL", str(script))
        return log

    return install


async def test_the_entry_opens_in_the_persons_own_editor(
    app: PositionsApp, desk: Desk, editor: Callable[[str], Path]
) -> None:
    log = editor("")
    async with opened(app) as pilot:
        await press(pilot, "right", "E")
        assert log.read_text() == f"+7 {desk.root}/positions/a1.yaml\n"
        assert "Nothing has changed." in shown(app)
        await press(pilot, "enter", "n", "E")
        assert isinstance(app.screen, EvidenceScreen)
        assert len(log.read_text().splitlines()) == 2


async def test_a_faulty_file_opens_there_at_its_fault(
    app: PositionsApp, desk: Desk, editor: Callable[[str], Path]
) -> None:
    log = editor("")
    async with opened(app) as pilot:
        desk.fault = InputError("broken", path=desk.root / "parties.yaml", line=3)
        app.look()
        await settle(pilot)
        await press(pilot, "E")
        assert log.read_text() == f"+3 {desk.root}/parties.yaml\n"


async def test_a_fault_made_in_the_editor_is_shown_on_return(
    app: PositionsApp, desk: Desk, editor: Callable[[str], Path]
) -> None:
    editor("exit 3")
    async with opened(app) as pilot:
        desk.fault = InputError("broken", path=desk.root / "positions" / "a1.yaml", line=9)
        await press(pilot, "right", "E")
        text = shown(app)
        assert "positions/a1.yaml:9" in text
        assert "exit code 3" in text


async def test_a_missing_editor_is_a_notice(app: PositionsApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor")
    async with opened(app) as pilot:
        await press(pilot, "right", "E")
        assert "no-such-editor" in shown(app)


async def test_a_terminal_that_cannot_be_handed_over_is_a_notice(
    app: PositionsApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise SuspendNotSupported

    monkeypatch.setenv("VISUAL", "sh")
    monkeypatch.setattr(app, "suspend", refuse)
    async with opened(app) as pilot:
        await press(pilot, "right", "E")
        assert "handed over" in shown(app)


async def test_editing_nothing_is_a_notice(app: PositionsApp, editor: Callable[[str], Path]) -> None:
    log = editor("")
    async with opened(app) as pilot:
        for key in ("E", "e"):
            await press(pilot, "g", "h", "right", "G", "k", key)
            assert "no entry behind" in shown(app)
        assert not log.exists()


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (160, 45)])
async def test_an_empty_negotiation_says_what_to_do(tmp_path: Path, size: tuple[int, int]) -> None:
    app = PositionsApp(Desk(Content(Matrix(), Snapshot()), tmp_path).access(), poll_seconds=3600)
    async with opened(app, size) as pilot:
        assert "A adds some" in shown(app)
        await press(pilot, "j", "l", "enter", "d", "f", "slash", "escape", "pagedown", "G")
        assert isinstance(app.screen, MatrixScreen)


async def test_an_article_that_goes_closes_its_screens(app: PositionsApp, desk: Desk) -> None:
    async with opened(app) as pilot:
        for keys in (["right", "enter"], ["d"]):
            await press(pilot, *keys)
            full, desk.content = desk.content, Content(desk.content.matrix, Snapshot())
            app.look()
            await settle(pilot)
            desk.content = full
            app.look()
            await settle(pilot)
            assert isinstance(app.screen, MatrixScreen)


async def test_a_source_without_text_says_so(app: PositionsApp, desk: Desk) -> None:
    bare = tuple(article.model_copy(update={"text": None}) for article in desk.content.snapshot.articles)
    desk.content = Content(desk.content.matrix, desk.content.snapshot.model_copy(update={"articles": bare}))
    async with opened(app) as pilot:
        await press(pilot, "right", "enter")
        assert "has no text" in shown(app)
        await press(pilot, "n", "G", "space")


HOSTILE = "\x1b[2J\x1b]0;owned\a[bold red]x[/] \u202eevil\u2066 [@click=app.quit]y[/]"


async def test_hostile_words_are_shown_and_never_obeyed(tmp_path: Path) -> None:
    plain = strait_talks()

    def poisoned(text: str) -> str:
        return text.replace("Norland", f"Norland{HOSTILE}".replace("\x1b", "\\u001b").replace("\a", "\\u0007"))

    content = Content(
        Matrix.model_validate_json(poisoned(_json(plain.matrix))),
        plain.snapshot.model_copy(
            update={
                "articles": tuple(
                    a.model_copy(
                        update={
                            "text": HOSTILE + (a.text or ""),
                            "source": a.source.model_copy(update={"title": HOSTILE}),
                        }
                    )
                    for a in plain.snapshot.articles
                )
            }
        ),
    )
    desk = Desk(content, tmp_path)
    app = PositionsApp(desk.access(), poll_seconds=3600)
    async with opened(app, (120, 30)) as pilot:
        for keys in (["right"], ["enter"], ["g"], ["escape"], ["d"], ["o"], ["escape", "escape"]):
            await press(pilot, *keys)
            text = shown(app)
            assert "\x1b" not in text
            assert "\u202e" not in text
        desk.fault = InputError(HOSTILE, hint=HOSTILE, path=Path(HOSTILE), line=1)
        await press(pilot, "f5")
        assert "[bold red]x[/]" in shown(app)
        assert "\x1b" not in shown(app)


def _json(matrix: Matrix) -> str:
    """The matrix as JSON that reads back."""

    def plain(value: object) -> object:
        return value.isoformat() if hasattr(value, "isoformat") else str(value)

    return json.dumps(matrix.model_dump(), default=plain)


async def test_wide_and_right_to_left_names_keep_the_columns(tmp_path: Path) -> None:
    plain = strait_talks()
    rows = tuple(
        row.model_copy(
            update={
                "positions": tuple(
                    placed.model_copy(
                        update={
                            "position": placed.position.model_copy(
                                update={
                                    "party": {"Norland": "北方共和国連邦政府", "Sudmark": "جمهورية الجنوب"}.get(
                                        placed.position.party, placed.position.party
                                    )
                                }
                            )
                        }
                    )
                    for placed in row.positions
                )
            }
        )
        for row in plain.matrix.rows
    )
    matrix = Matrix(parties=("北方共和国連邦政府", "جمهورية الجنوب"), rows=rows)
    app = PositionsApp(Desk(Content(matrix, plain.snapshot), tmp_path).access(), poll_seconds=3600)
    async with opened(app):
        lines = [line for line in shown(app).splitlines() if "│" in line]
        places = {tuple(width(line[:i]) for i, c in enumerate(line) if c == "│") for line in lines}
        assert len(places) == 1


@pytest.mark.parametrize("total", [30, 60, 80, 120, 160, 300])
@pytest.mark.parametrize("parties", [0, 1, 2, 3, 7, 60])
def test_the_columns_fill_the_screen_and_cut_no_party(total: int, parties: int) -> None:
    columns = columns_for(total, parties)
    assert columns.issue >= 8
    assert columns.party >= 8
    if total >= 60:
        assert columns.frozen + columns.party <= total
        shown_parties = (total - columns.frozen) // columns.party
        assert parties <= shown_parties or (total - columns.frozen) % columns.party == 0


async def test_resizing_keeps_the_cursor_in_view(app: PositionsApp) -> None:
    async with opened(app, (160, 45)) as pilot:
        await press(pilot, "f", "G", "l", "l", "l", "l")
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert "harbour" in shown(app)
        await pilot.resize_terminal(20, 6)
        await settle(pilot)
        assert app.screen.query_one("#title", Static).display


async def test_a_fault_at_the_start_goes_when_the_file_is_put_right(desk: Desk) -> None:
    desk.fault = FileFaults([InputError("is no YAML", path=desk.root / "positions" / "a1.yaml", line=3)])
    app = PositionsApp(desk.access(), poll_seconds=0.05)
    async with opened(app) as pilot:
        assert "positions/a1.yaml:3: is no YAML" in shown(app)
        desk.fault = None
        while app.content is None:
            await pilot.pause(0.01)
        await settle(pilot)
        assert not app.screen.query_one(Banner).display
        assert "patrols in the" in shown(app)


@pytest.mark.parametrize("before", [0, 1], ids=["the first comparison", "a later one"])
async def test_a_fault_is_shown_while_a_comparison_runs_and_the_comparison_is_said(
    app: PositionsApp, desk: Desk, before: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.looking.PATIENCE_SECONDS", 0.01)
    if before == 0:
        desk.may_compare.clear()
    async with app.run_test(size=SMALL) as pilot:
        if before == 1:
            await settle(pilot)
            desk.may_compare.clear()
            desk.content = without_the_first_row(desk.content)
            app.look()
        while not app.activity:
            await pilot.pause(0.01)
        await pilot.pause()
        assert "comparing…" in shown(app).splitlines()[0]
        desk.fault = InputError("is no YAML", path=desk.root / "positions" / "a1.yaml", line=3)
        app.look()
        while app.fault is None:
            await pilot.pause(0.01)
        await pilot.pause()
        assert "positions/a1.yaml:3: is no YAML" in shown(app)
        await pilot.press("question_mark", "question_mark", "j", "l")  # the keys work all the while
        desk.may_compare.set()
        await settle(pilot)
        assert "is no YAML" in shown(app)
        desk.fault = None
        app.look()
        await settle(pilot)
        await settle(pilot)
        text = shown(app)
        assert "is no YAML" not in text
        assert "comparing…" not in text
        assert "patrols in the" in text


async def test_leaving_does_not_wait_for_a_comparison(app: PositionsApp, desk: Desk) -> None:
    desk.may_compare.clear()
    async with app.run_test(size=SMALL) as pilot:
        while not app.is_comparing:
            await pilot.pause(0.01)
        await pilot.press("q")
    assert app.is_comparing  # it would be waited for, were it a worker of the application's
    desk.may_compare.set()


async def test_a_change_during_a_comparison_is_compared_next(app: PositionsApp, desk: Desk) -> None:
    desk.may_compare.clear()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        desk.content = without_the_first_row(desk.content)
        desk.may_compare.set()
        while app.content != desk.content:
            await pilot.pause(0.01)
        await settle(pilot)
        assert len(view(app).rows) == 3


async def test_a_comparison_that_fails_is_a_banner_and_r_tries_again(app: PositionsApp, desk: Desk) -> None:
    async with opened(app) as pilot:
        desk.content = without_the_first_row(desk.content)
        desk.compare_fault = ZeroDivisionError("oh no")
        app.look()
        await settle(pilot)
        assert "ZeroDivisionError: oh no" in shown(app)
        desk.compare_fault = None
        await press(pilot, "f5")
        assert app.fault is None
        assert len(view(app).rows) == 3


@pytest.mark.parametrize("keys", [["d"], ["question_mark"], ["right", "enter"]])
async def test_every_screen_shows_a_fault(app: PositionsApp, desk: Desk, keys: list[str]) -> None:
    async with opened(app) as pilot:
        await press(pilot, *keys)
        desk.fault = InputError("broken", path=desk.root / "parties.yaml", line=3)
        app.look()
        await settle(pilot)
        assert "parties.yaml:3: broken" in shown(app)


@pytest.mark.parametrize("size", [(30, 8), (80, 24)])
async def test_a_notice_covers_nothing_and_gives_the_keys_their_place_back(
    app: PositionsApp, size: tuple[int, int]
) -> None:
    async with opened(app, size) as pilot:
        before = shown(app).splitlines()
        await press(pilot, "f5")
        after = shown(app).splitlines()
        assert after[:-1] == before[:-1]
        assert after[-1].strip() == "Nothing has changed."
        app.notice = None
        await settle(pilot)
        assert shown(app).splitlines() == before
