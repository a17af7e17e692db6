"""Adding and reading from inside, at the keys; the process that does it is one that stands in for ours."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from folders import screens, talks
from seeing import opened, press, shown
from strait import settle
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input
from working import PATIENCE_S, app_with, command, telling

from positions.negotiation import Negotiation
from tui.access import access_to
from tui.app import PositionsApp
from tui.jobs.messages import Added, Began, Done, Note, Reading, Refused, Settled, Through
from tui.memory import Memory
from tui.screens.add import AddScreen
from tui.screens.job import JobScreen
from tui.widgets.jobs import JobLog
from tui.widgets.paths import Paths
from tui.widgets.picker import Picker
from tui.widgets.plaintext import PlainText

__all__ = ["screens", "talks"]

ARTICLE = "Norland insisted on a toll.\x1b[31m\n\nSudmark\u200f rejected it.\n"
ADDING = telling(
    Began(stage="adding"),
    Added(source="the text", article="round-2", new=True, remarks=("it has no date: write it",)),
    Settled(line=""),
)
READING = telling(
    Began(stage="reading"),
    Through(done=1, total=3, article="call", outcome="no text"),
    Reading(article="round", share=0.5),
)
FINISHED = telling(
    Through(done=2, total=3, article="round", outcome="written", detail="3 positions"),
    Through(done=3, total=3, article="torn", outcome="failed", detail="the engine broke on it"),
    Began(stage="comparing"),
    Done(),
)


async def until(pilot: Pilot[None], what: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not what():
        assert time.monotonic() < end, shown(app_of(pilot))
        await pilot.pause(0.005)
    await settle(pilot)


def app_of(pilot: Pilot[None]) -> PositionsApp:
    app = pilot.app
    assert isinstance(app, PositionsApp)
    return app


async def ended(pilot: Pilot[None]) -> None:
    app = app_of(pilot)
    await until(pilot, lambda: app.job is not None and not app.job.is_active)


async def paste(pilot: Pilot[None], text: str) -> None:
    focused = pilot.app.focused
    assert focused is not None
    focused.post_message(events.Paste(text))
    await settle(pilot)


def squeezed(app: PositionsApp) -> str:
    """What stands on the screen, wherever its lines are broken."""
    return " ".join(shown(app).split())


def received(folder: Path) -> dict[str, object]:
    """The job that the process was given."""
    found = json.loads((folder / "job.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


TAKES = "open(os.path.join(os.path.dirname(__file__), 'job.json'), 'w').write(json.dumps(job))\n"


async def test_a_text_is_pasted_and_added_word_for_word(talks: Negotiation, tmp_path: Path) -> None:
    app = app_with(talks, command(tmp_path, TAKES + ADDING + telling(Done())))
    async with opened(app) as pilot:
        await press(pilot, "A")
        await paste(pilot, ARTICLE.replace("\n", "\r\n"))
        assert "\x1b" not in app.export_screenshot()
        assert "a toll.␛[31m" in shown(app)
        await pilot.press("shift+tab", *"Courier")
        await press(pilot, "ctrl+s")
        await ended(pilot)
        job = received(tmp_path)
        assert (job["text"], job["outlet"], job["title"], job["read"]) == (ARTICLE, "Courier", None, False)
        assert "added round-2; it has no date: write it" in squeezed(app)
        assert app.screen.query_one("#text", PlainText).text == ""
        assert app.screen.query_one("#field-outlet", Input).value == "Courier"


async def test_what_is_pasted_into_the_middle_stays_what_it_is(screens: PositionsApp) -> None:
    async with opened(screens) as pilot:
        await press(pilot, "A")
        await paste(pilot, "one \x07three")
        await press(pilot, *["left"] * 5)
        await paste(pilot, "two\x1b ")
        await press(pilot, "X")
        assert screens.jobs.intake.text == "one \x07two\x1b Xthree"


async def test_add_and_read_goes_on_to_read(talks: Negotiation, tmp_path: Path) -> None:
    app = app_with(talks, command(tmp_path, TAKES + ADDING + READING + FINISHED))
    async with opened(app) as pilot:
        await press(pilot, "A")
        await paste(pilot, "Norland insists.")
        await press(pilot, "ctrl+r")
        await ended(pilot)
        assert received(tmp_path)["read"] is True
        await press(pilot, "ctrl+l")
        assert "1 added · 1 no text, 1 written, 1 failed" in shown(app)


async def test_what_is_refused_stays_and_says_what_to_do(talks: Negotiation, tmp_path: Path) -> None:
    private = Refused(source="http://10.0.0.1/a", fault="its address is not a public one", hint="if you trust it …")
    came = telling(Began(stage="adding"), private, Added(source="https://b.example", article="b", new=True))
    script = TAKES + came + telling(Settled(line="https://b.example"), Done())
    app = app_with(talks, command(tmp_path, script))
    async with opened(app) as pilot:
        await press(pilot, "A", "ctrl+t", "ctrl+t")
        await paste(pilot, "http://10.0.0.1/a\nhttps://b.example\n")
        await press(pilot, "ctrl+s")
        await ended(pilot)
        assert received(tmp_path)["sources"] == ["http://10.0.0.1/a", "https://b.example"]
        assert "✗ refused http://10.0.0.1/a: its address is not a public one — if you trust it …" in squeezed(app)
        assert screens_text(app, "pages") == "http://10.0.0.1/a\n"


def screens_text(app: PositionsApp, name: str) -> str:
    return app.screen.query_one(f"#{name}", PlainText).value


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (("ctrl+s",), "there is no text — paste or type one"),
        (("x", "shift+tab", "shift+tab", *"soon", "ctrl+r"), "'soon' is no date — write it as 2024-08-19"),
        (("ctrl+t", "ctrl+t", *"courier", "ctrl+s"), "is no address — copy it from the browser's address bar"),
    ],
)
async def test_what_cannot_be_meant_is_told_and_nothing_is_begun(
    screens: PositionsApp, keys: tuple[str, ...], said: str
) -> None:
    async with opened(screens) as pilot:
        await press(pilot, "A")
        await pilot.press(*keys)
        await settle(pilot)
        assert said in squeezed(screens)
        assert screens.job is None


async def test_files_are_picked_from_folders(
    talks: Negotiation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = tmp_path / "inbox"
    (inbox / "older").mkdir(parents=True)
    for name in ("a.txt", "b\x1b[2J.pdf", "note.xyz", "older/c.md"):
        (inbox / name).write_text("x", encoding="utf-8")
    monkeypatch.chdir(inbox)
    app = app_with(talks, command(tmp_path, TAKES + telling(Began(stage="adding"), Done())))
    async with opened(app) as pilot:
        await press(pilot, "A", "ctrl+t")
        assert "b␛[2J.pdf" in shown(app)
        assert "note.xyz" not in shown(app)
        await press(pilot, "down", "down", "space", "space")
        assert app.screen.query_one(Picker).listing is not None
        assert screens_text(app, "files") == f"{inbox}/a.txt\n{inbox}/b\x1b[2J.pdf\n"
        await press(pilot, "home", "down", "enter", "down", "enter")
        assert f"{inbox}/older/c.md\n" in screens_text(app, "files")
        await press(pilot, "backspace")
        assert app.screen.query_one(Picker).line is not None
        assert app.screen.query_one(Picker).line.name == str(inbox / "older")  # type: ignore[union-attr]
        await press(pilot, "end", "space", "ctrl+s")
        await ended(pilot)
        assert received(tmp_path)["sources"] == [f"{inbox}/a.txt", f"{inbox}/older/c.md"]


async def test_the_list_of_files_moves(screens: PositionsApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(40):
        (tmp_path / f"{number:02}.txt").write_text("x")
    monkeypatch.chdir(tmp_path)
    async with opened(screens) as pilot:
        await press(pilot, "A", "ctrl+t")
        picker = screens.screen.query_one(Picker)
        places = []
        for key in ("down", "up", "pagedown", "pageup", "end", "home"):
            await press(pilot, key)
            places.append(picker.cursor)
        assert places == [1, 0, picker.page, 0, 41, 0]


async def test_tab_completes_a_typed_path_and_leads_on_behind_it(
    screens: PositionsApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for name in ("round-1.txt", "round-2.md", "notes.log", "Call [1].txt"):
        (inbox / name).write_text("Norland insisted.")
    monkeypatch.chdir(tmp_path)
    async with opened(screens) as pilot:
        await press(pilot, "A", "f2", "shift+tab", *"inb", "tab")
        paths = screens.screen.query_one("#files", Paths)
        assert paths.value == "inbox/"
        await press(pilot, "r", "tab")
        assert paths.value == "inbox/round-"
        await press(pilot, "tab")
        assert "round-1.txt · round-2.md" in shown(screens)
        await press(pilot, "2", "tab")
        assert paths.value == "inbox/round-2.md"
        assert screens.focused is paths
        await press(pilot, "enter", *"inbox/c", "tab")
        assert paths.value == "inbox/round-2.md\ninbox/Call [1].txt"
        await press(pilot, "enter", "tab")
        assert isinstance(screens.focused, Picker)


async def test_the_ways_can_be_clicked(screens: PositionsApp) -> None:
    async with opened(screens) as pilot:
        await press(pilot, "A")
        await pilot.click("#ways", offset=(18, 0))
        await settle(pilot)
        assert screens.jobs.intake.way == "pages"


async def test_what_is_typed_is_there_again(talks: Negotiation, tmp_path: Path) -> None:
    memory = Memory(tmp_path / "state", talks.root)

    def app() -> PositionsApp:
        return PositionsApp(access_to(talks), poll_seconds=3600, memory=memory)

    async with opened(app()) as pilot:
        await press(pilot, "A")
        await pilot.press(*"draft", "shift+tab", *"Post")
        await press(pilot, "escape", "A")
        assert "draft" in shown(app_of(pilot))
    async with opened(app()) as pilot:
        await press(pilot, "A")
        assert screens_text(app_of(pilot), "text") == "draft"
        assert "Post" in shown(app_of(pilot))


async def test_what_is_typed_is_written_down_however_soon_one_leaves(talks: Negotiation, tmp_path: Path) -> None:
    memory = Memory(tmp_path / "state", talks.root)
    app = PositionsApp(access_to(talks), poll_seconds=3600, memory=memory)
    async with opened(app) as pilot:
        await press(pilot, "A")
        await paste(pilot, "pasted")
        assert memory.intake.text == "pasted"
        await pilot.press("!")
        app.leave()
    assert memory.intake.text == "pasted!"


async def test_a_line_that_was_added_can_be_typed_again(talks: Negotiation, tmp_path: Path) -> None:
    address = "https://courier.example/a"
    app = app_with(talks, command(tmp_path, telling(Began(stage="adding"), Settled(line=address), Done())))
    async with opened(app) as pilot:
        await press(pilot, "A", "ctrl+t", "ctrl+t")
        await paste(pilot, address)
        await press(pilot, "ctrl+s")
        await ended(pilot)
        assert screens_text(app, "pages") == ""
        await paste(pilot, address)
        await press(pilot, "escape", "A")
        assert screens_text(app, "pages") == address
        app.on_working_app_worked()
        assert (screens_text(app, "pages"), app.jobs.intake.pages) == (address, address)


async def test_progress_is_seen_wherever_one_is(talks: Negotiation, tmp_path: Path) -> None:
    app = app_with(talks, command(tmp_path, READING + "wait_for('go')\n" + FINISHED))
    async with opened(app, (110, 24)) as pilot:
        await press(pilot, "R")
        await until(pilot, lambda: app.job is not None and app.job.share == 0.5)
        assert "Reading 1 of 3 · round 50%" in shown(app)
        assert "█" in shown(app)
        await press(pilot, "escape", "down")
        assert "reading 1 of 3" in shown(app)
        await press(pilot, "question_mark")
        assert app.activity == "reading 1 of 3"
        await press(pilot, "escape")
        (tmp_path / "go").touch()
        await ended(pilot)
        assert "All is done. 1 no text, 1 written, 1 failed" in shown(app)
        assert app.activity == ""
        await press(pilot, "L")
        assert "✗ torn: failed, the engine broke on it" in shown(app)


async def test_while_a_job_runs_the_screens_compare_nothing(talks: Negotiation, tmp_path: Path) -> None:
    app = app_with(talks, command(tmp_path, READING + "wait_for('go')\n" + FINISHED))
    async with opened(app) as pilot:
        await press(pilot, "R", "escape")
        (talks.root / "positions/call.yaml").write_text("positions:\n  Norland:\n    - demand: a new pier\n")
        await press(pilot, "f5")
        assert "compared when the job under way ends" in shown(app)
        assert app.content is not None
        assert not any("pier" in row.issue for row in app.content.matrix.rows)
        (tmp_path / "go").touch()
        await ended(pilot)
        await until(pilot, lambda: any("pier" in row.issue for row in app.content.matrix.rows))


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("os.kill(os.getpid(), signal.SIGKILL)", "its process was killed (SIGKILL)"),
        ("print('Segfault soon', file=sys.stderr); sys.exit(3)", "its process ended with exit code 3"),
        (
            "print('\\x1b[2Jgarbage', flush=True); wait_for('never')",
            "its process said what is no message: '␛[2Jgarbage'",
        ),
    ],
)
async def test_a_death_is_told_until_somebody_has_seen_it(
    talks: Negotiation, tmp_path: Path, script: str, said: str
) -> None:
    app = app_with(talks, command(tmp_path, READING + "wait_for('go')\n" + script))
    async with opened(app, (120, 24)) as pilot:
        await press(pilot, "R", "escape")
        (tmp_path / "go").touch()
        await ended(pilot)
        assert f"✗ Reading failed. {said}" in shown(app)
        app.notice = None
        await settle(pilot)
        assert "✗ reading failed (L)" in shown(app)
        await press(pilot, "L")
        assert f"✗ {said}" in squeezed(app)
        assert "R goes on from there" in squeezed(app)
        await press(pilot, "escape")
        assert "failed (L)" not in shown(app)


async def test_x_stops_and_what_was_done_is_kept(talks: Negotiation, tmp_path: Path) -> None:
    app = app_with(talks, command(tmp_path, READING + "until_interrupted()"))
    async with opened(app) as pilot:
        await press(pilot, "R")
        await until(pilot, lambda: app.job is not None and app.job.article == "round")
        await asyncio.sleep(0.05)
        await pilot.press("x")
        await ended(pilot)
        assert "Stopped. What was done is kept; R goes on from there." in shown(app)
        await press(pilot, "x")
        assert "Nothing is under way." in shown(app)


async def test_reading_begins_again_and_everything_only_after_asking(talks: Negotiation, tmp_path: Path) -> None:
    app = app_with(talks, command(tmp_path, TAKES + READING + FINISHED))
    async with opened(app) as pilot:
        await press(pilot, "L")
        assert "Nothing has been read since the program started." in shown(app)
        await press(pilot, "r")
        await ended(pilot)
        assert received(tmp_path)["everything"] is False
        await press(pilot, "a", "escape")
        assert received(tmp_path)["everything"] is False
        first = app.job
        await press(pilot, "a")
        await pilot.press("enter")
        await until(pilot, lambda: app.job is not first and app.job is not None and not app.job.is_active)
        assert received(tmp_path)["everything"] is True


async def test_a_second_job_waits_for_a_person_to_decide(talks: Negotiation, tmp_path: Path) -> None:
    app = app_with(talks, command(tmp_path, READING + "until_interrupted()"))
    async with opened(app) as pilot:
        await press(pilot, "R", "r")
        assert "One job is under way" in shown(app)
        await press(pilot, "escape", "A")
        await pilot.press(*"draft", "ctrl+s")
        await settle(pilot)
        assert "one job is under way — let it end, or stop it" in squeezed(app)
        assert screens_text(app, "text") == "draft"
        app.jobs.close()


async def test_leaving_asks_first_and_takes_the_process_along(talks: Negotiation, tmp_path: Path) -> None:
    app = app_with(talks, command(tmp_path, READING + "until_interrupted()"))
    async with opened(app) as pilot:
        await press(pilot, "R", "q")
        assert "A job is under way" in shown(app)
        await press(pilot, "escape")
        assert app.jobs.is_active
        await press(pilot, "q")
        await pilot.press("enter")
        await pilot.pause()
        assert app.jobs.run is not None
        end = time.monotonic() + PATIENCE_S
        while app.jobs.is_active:
            assert time.monotonic() < end
            await asyncio.sleep(0.01)
        assert app.jobs.run.ending == "stopped"


async def test_the_log_scrolls_and_follows_only_from_its_end(talks: Negotiation, tmp_path: Path) -> None:
    lines = telling(*(Note(text=f"line {number}") for number in range(60)))
    more = telling(*(Note(text=f"more {number}") for number in range(60)))
    app = app_with(talks, command(tmp_path, lines + "wait_for('go')\n" + more + telling(Done())))
    async with opened(app) as pilot:
        await press(pilot, "R")
        await until(pilot, lambda: app.job is not None and len(app.job.log) == 60)
        log = app.screen.query_one(JobLog)
        last = log.scroll_offset.y
        offsets = []
        for key in ("up", "down", "pageup", "pagedown", "home", "end", "home"):
            await press(pilot, key)
            offsets.append(log.scroll_offset.y)
        page = log.size.height - 1
        assert offsets == [last - 1, last, last - page, last, 0, last, 0]
        (tmp_path / "go").touch()
        await ended(pilot)
        assert log.scroll_offset.y == 0
        assert "line 0" in shown(app)
        await pilot.resize_terminal(60, 20)
        await settle(pilot)
        assert [line.text.strip() for line in log.lines][:2] == ["? line 0", "? line 1"]
        assert len(log.lines) == 120


async def test_the_screens_say_how_to_begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    negotiation = Negotiation.create(tmp_path / "new")
    app = app_with(negotiation, command(tmp_path, ""))
    async with opened(app) as pilot:
        await until(pilot, lambda: app.content is not None)
        assert "A adds some: a text, files or pages" in shown(app)
        await press(pilot, "A")
        assert isinstance(app.screen, AddScreen)
        await press(pilot, "ctrl+l")
        assert isinstance(app.screen, JobScreen)
