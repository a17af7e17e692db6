"""The screens in Chromium, as a person sees them: what is asserted stands on the page."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browsers import Watched, chromium, watched
from playwright.sync_api import Browser, Page
from serving import Serving, served, wait_for_end

from tui.commands import commands_of

NO_CANVAS = "HTMLCanvasElement.prototype.getContext = () => null;"
"""Without a canvas to draw on, the terminal writes the screen as text into the page, where it can be read."""
COPY = """() => {
    const held = new DataTransfer();
    const copying = new ClipboardEvent("copy", { clipboardData: held, bubbles: true });
    document.querySelector(".terminal").dispatchEvent(copying);
    return held.getData("text/plain");
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def mine(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Serving]:
    """A server of a copy of the negotiation, which may be changed; somebody has set an editor."""
    monkeypatch.setenv("VISUAL", "sh")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with served(Path(shutil.copytree(folder, tmp_path / "talks"))) as running:
        yield running


@pytest.fixture
def seen(browser: Browser, mine: Serving) -> Iterator[Watched]:
    """The page, with the matrix on it."""
    with browser.new_context(viewport={"width": 1100, "height": 640}) as context:
        context.add_init_script(NO_CANVAS)
        opened = watched(context)
        opened.page.goto(mine.url)
        until(opened.page, lambda text: "patrols" in text)
        yield opened


def screen(page: Page) -> str:
    """What stands on the screen."""
    return page.locator(".xterm-rows").inner_text().replace("\xa0", " ")


def until(page: Page, holds: Callable[[str], bool], seconds: float = 60.0) -> str:
    """The screen as soon as it is as it should be."""
    page.wait_for_selector("body.-first-byte")
    deadline = time.monotonic() + seconds
    while not holds(text := screen(page)):
        assert time.monotonic() < deadline, f"the screen stayed at:\n{text}"
        page.wait_for_timeout(100)
    return text


def click(page: Page, words: str, *, line: str, times: int = 1) -> None:
    """Click on words in the first line that has both."""
    lines = screen(page).splitlines()
    row = next(number for number, text in enumerate(lines) if words in text and line in text)
    box = page.locator(".xterm-screen").bounding_box()
    assert box is not None
    across = (lines[row].rindex(words) + 0.5) * box["width"] / max(map(len, lines))
    page.mouse.click(box["x"] + across, box["y"] + (row + 0.5) * box["height"] / len(lines), click_count=times)


def test_the_screens_work_in_a_browser_and_nothing_leaves_the_machine(seen: Watched, mine: Serving) -> None:
    page = seen.page
    assert page.title() == "Talks on the <strait> · positions"
    assert page.url == mine.base + "/"
    page.keyboard.press("f")
    until(page, lambda text: "catches" in text)
    page.keyboard.press("Escape")  # the lines that explain the first screen
    until(page, lambda text: "Arrows move" not in text)
    page.keyboard.press("ArrowRight")
    until(page, lambda text: "▲ demand " in text)
    page.keyboard.press("ArrowRight")
    until(page, lambda text: "✗ reject " in text)
    page.keyboard.press("Enter")
    until(page, lambda text: "Next quote" in text and "Sudmark rejected the withdrawal" in text)
    page.keyboard.press("Escape")
    until(page, lambda text: "sticking" in text)
    page.keyboard.press("/")
    until(page, lambda text: "words, party" in text)
    page.keyboard.type("catches")
    until(page, lambda text: "patrols" not in text)
    page.keyboard.press("Escape")
    until(page, lambda text: "patrols" in text)
    assert {url.split("/")[2] for url in (*seen.requests, *seen.sockets)} == {mine.base.removeprefix("http://")}
    assert seen.complaints == []


def test_an_editor_that_needs_a_terminal_is_told_to_be_out_of_place(seen: Watched) -> None:
    keys = {command.action: command.keys for command in commands_of("matrix")}
    seen.page.keyboard.press("ArrowRight")
    until(seen.page, lambda text: "▲ demand " in text)
    seen.page.keyboard.press(keys.get("edit_outside") or keys["edit"])
    until(seen.page, lambda text: "needs a terminal" in text)


if commands_of("editor"):

    def test_an_entry_is_edited_and_saved(seen: Watched, mine: Serving) -> None:
        page, path = seen.page, mine.folder / "positions" / "truce.yaml"
        page.keyboard.press("ArrowRight")
        until(page, lambda text: "▲ demand " in text)
        page.keyboard.press("e")
        until(page, lambda text: "Save" in text)
        click(page, "withdrawal", line="claim")
        page.keyboard.type("full ")
        until(page, lambda text: "the full withdrawal" in text)
        page.keyboard.press("Control+s")
        deadline = time.monotonic() + 60
        while "demand: the full withdrawal" not in path.read_text(encoding="utf-8"):
            assert time.monotonic() < deadline, screen(page)
            time.sleep(0.05)
        assert seen.complaints == []


def test_the_mouse_opens_a_cell(seen: Watched) -> None:
    page = seen.page
    click(page, "withdrawal", times=2, line="▲")
    until(page, lambda text: "Next quote" in text)


def test_the_screen_follows_the_window(seen: Watched) -> None:
    page = seen.page
    page.set_viewport_size({"width": 760, "height": 480})
    until(page, lambda text: re.search(r"^─{60,100}( |$)", text, re.M) is not None)  # the line across the screen


def test_a_session_that_was_left_is_opened_again_without_the_key(seen: Watched, mine: Serving) -> None:
    page = seen.page
    page.keyboard.press("q")
    page.get_by_text("The session has ended.").wait_for()
    wait_for_end(mine)
    page.keyboard.press("Enter")  # the button has the focus
    until(page, lambda text: "patrols" in text)


def test_a_browser_that_is_closed_leaves_no_process(browser: Browser, mine: Serving) -> None:
    context = browser.new_context()
    context.new_page().goto(mine.url)
    context.close()
    wait_for_end(mine)


def test_a_page_of_another_site_cannot_take_part(browser: Browser, mine: Serving) -> None:
    """Even with the person's cookie: it asks from another address."""
    with browser.new_context() as context:
        context.new_page().goto(mine.url)
        stranger = context.new_page()
        stranger.goto("data:text/html,<p>x</p>")
        joined = stranger.evaluate(
            """address => new Promise(resolve => {
                const socket = new WebSocket(address);
                socket.onopen = () => resolve("open");
                socket.onerror = () => resolve("refused");
            })""",
            mine.base.replace("http", "ws") + "/ws",
        )
        assert joined == "refused"


def test_what_is_drawn_can_be_selected_and_copied(browser: Browser, mine: Serving) -> None:
    """On a canvas, as most browsers have it; with Shift, else the application gets the mouse."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(mine.url)
        page.wait_for_selector("body.-first-byte", timeout=60_000)
        box = page.locator(".xterm-screen").bounding_box()
        assert box is not None
        deadline = time.monotonic() + 60
        copied = ""
        while "patrols" not in copied and time.monotonic() < deadline:
            page.keyboard.down("Shift")
            page.mouse.move(box["x"] + 1, box["y"] + 2)
            page.mouse.down()
            page.mouse.move(box["x"] + box["width"] - 1, box["y"] + box["height"] - 3)
            page.mouse.up()
            page.keyboard.up("Shift")
            copied = str(page.evaluate(COPY))
        assert page.locator("canvas").count() > 0
        assert "withdrawal of all patrols" in copied
