"""Reading as evidence with files behind it: along a cell, to the original, and a new position from marked words."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import pytest
from strait import FIRST, settle
from test_app import shown
from textual.pilot import Pilot
from writing import FILE, app_over, negotiation_at, press, type_in

from positions.negotiation import Negotiation
from tui.app import PositionsApp
from tui.screens.editor import EditorScreen
from tui.screens.evidence import EvidenceScreen
from tui.screens.matrix import MatrixScreen
from tui.screens.pick import PickScreen
from tui.widgets.article import ArticleText


@pytest.fixture
def negotiation(tmp_path: Path) -> Negotiation:
    return negotiation_at(tmp_path)


@pytest.fixture
def disk(negotiation: Negotiation) -> PositionsApp:
    return app_over(negotiation)


async def in_the_article(pilot: Pilot[None]) -> EvidenceScreen:
    await settle(pilot)
    await press(pilot, "f", "right", "enter")
    found = pilot.app.screen
    assert isinstance(found, EvidenceScreen)
    return found


def marked(found: EvidenceScreen) -> str:
    return FIRST[slice(*found.marked)] if found.marked else ""


async def test_words_are_marked_from_the_keyboard(disk: PositionsApp) -> None:
    async with disk.run_test(size=(80, 24)) as pilot:
        found = await in_the_article(pilot)
        for keys, words in (
            (["v", "v", "w", "w"], "Norland insisted"),
            (["v", "v", "w", "ctrl+right", "b"], "Norland"),
            (["v", "v", "w", "ctrl+right", "ctrl+left"], "Norland"),
            (["v", "shift+right", "shift+right", "right", "l"], "Norl"),
            (["v", "w", "shift+left", "shift+left", "h", "left"], "land"),
            (["shift+right"], "N"),
            (["ctrl+shift+right", "ctrl+shift+right"], "Norland insisted"),
            (["v", "w", "ctrl+shift+left"], "Norland"),
            (["v", "w", "v", "w", "v"], ""),
        ):
            await pilot.press(*keys)
            assert marked(found) == words, keys
            await pilot.press("escape")


async def test_lines_and_sentences_are_marked(disk: PositionsApp) -> None:
    async with disk.run_test(size=(80, 24)) as pilot:
        found = await in_the_article(pilot)
        await press(pilot, "s")
        assert marked(found).startswith("Norland insisted on")
        assert marked(found).endswith("after the session.")
        await press(pilot, "s")
        assert "Sudmark rejected any withdrawal" in marked(found)
        await press(pilot, "escape")
        assert found.text.marking is None
        await press(pilot, "shift+down")
        assert len(marked(found)) > 20
        await press(pilot, "shift+up")
        assert marked(found) == ""
        await press(pilot, "down", "up", "j", "k", "escape", "escape")
        assert isinstance(disk.screen, MatrixScreen)


async def test_marked_words_become_a_position(disk: PositionsApp, negotiation: Negotiation) -> None:
    async with disk.run_test(size=(80, 24)) as pilot:
        await in_the_article(pilot)
        await press(pilot, "a")
        assert "Mark the words first" in shown(disk)
        await press(pilot, "v", "v", "w", "w", "w", "w", "w", "a")
        assert isinstance(disk.screen, EditorScreen)
        assert "[Norland insisted on the withdrawal]" in shown(disk)
        await type_in(pilot, "withdrawal")
        disk.screen.form.focus_field("party")
        await type_in(pilot, "Nor")
        await press(pilot, "right", "ctrl+s")
        file = negotiation.position_file("a1")
        assert file is not None
        entry = file.positions["Norland"][0]
        start = FIRST.index("Norland insisted")
        assert (entry.claim, entry.quote) == ("withdrawal", "Norland insisted on the withdrawal")
        assert entry.at == (start, start + len("Norland insisted on the withdrawal"))
        await press(pilot, "escape")
        assert isinstance(disk.screen, EvidenceScreen)
        assert len(disk.screen.reading.passages) == 4
    negotiation.undo()
    assert negotiation.position_path("a1").read_text() == FILE


async def test_words_are_marked_with_the_mouse(disk: PositionsApp) -> None:
    async with disk.run_test(size=(80, 24)) as pilot:
        found = await in_the_article(pilot)
        await pilot.mouse_down(ArticleText, offset=(18, 2))
        await pilot.hover(ArticleText, offset=(25, 2))
        await pilot.mouse_up(ArticleText, offset=(25, 2))
        await settle(pilot)
        assert marked(found) == "Norland"
        await pilot.click(ArticleText, offset=(18, 2), times=2)
        await settle(pilot)
        assert marked(found).startswith("Norland and Sudmark met in Port Ost")
        await pilot.click(ArticleText, offset=(40, 2), shift=True)
        await settle(pilot)
        assert 0 < len(marked(found)) < 30


async def test_a_source_without_text_takes_positions_too(negotiation: Negotiation) -> None:
    (negotiation.root / "articles/a1.txt").unlink()
    path = negotiation.position_path("a1")
    path.write_text(FILE.replace("  text: articles/a1.txt\n", ""), encoding="utf-8")
    app = app_over(negotiation)
    async with app.run_test(size=(80, 24)) as pilot:
        await in_the_article(pilot)
        await press(pilot, "v", "shift+right", "s", "y", "a")
        assert isinstance(app.screen, EditorScreen)
        await type_in(pilot, "a seat")
        app.screen.form.focus_field("party")
        await type_in(pilot, "the Union")
        await press(pilot, "ctrl+s")
    assert "  the Union:\n    - demand: a seat\n" in path.read_text()


async def test_the_quotes_of_a_cell_come_one_after_the_other(app: PositionsApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "down", "right", "right", "enter")
        found = app.screen
        assert isinstance(found, EvidenceScreen)
        assert "1 of 2 in its cell" in shown(app)
        claims = []
        for key in ("N", "N", "P"):
            await press(pilot, key)
            passage = found.reading.passage
            assert passage is not None
            assert passage.placed is not None
            claims.append((found.reading.article.id, passage.placed.position.claim.split()[2]))
        assert claims == [("a1", "40"), ("a2", "25"), ("a1", "40")]
        await press(pilot, "n", "n", "n", "n", "N")
        assert "all that the party says" in shown(app)


async def test_the_margin_names_party_and_stance(app: PositionsApp) -> None:
    async with app.run_test(size=(160, 45)) as pilot:
        await settle(pilot)
        await press(pilot, "right", "enter")
        assert "▲ Norland demand" in shown(app)
        assert "✗ Sudmark reject" in shown(app)


async def test_the_quote_or_the_marked_words_are_copied(disk: PositionsApp) -> None:
    async with disk.run_test(size=(80, 24)) as pilot:
        await in_the_article(pilot)
        await press(pilot, "y")
        assert disk.clipboard.startswith("Norland insisted on the withdrawal of all patrols")
        await press(pilot, "v", "v", "w", "y")
        assert disk.clipboard == "Norland"


class Browser:
    def __init__(self, *, works: bool = True) -> None:
        self.background = True
        self.works = works
        self.urls: list[str] = []

    def open(self, url: str) -> bool:
        self.urls.append(url)
        return self.works


async def test_the_original_is_opened_in_the_browser(
    disk: PositionsApp, negotiation: Negotiation, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = Browser()
    monkeypatch.setattr(webbrowser, "get", lambda: browser)
    async with disk.run_test(size=(80, 24)) as pilot:
        await in_the_article(pilot)
        await press(pilot, "o")
        assert browser.urls == ["https://courier.example/ministers"]
        browser.works = False
        await press(pilot, "o")
        assert "No browser" in shown(disk)
        (negotiation.root / "sources").mkdir()
        (negotiation.root / "sources/a1.html").write_text("<p>")
        path = negotiation.position_path("a1")
        path.write_text(FILE.replace("  text:", "  original: sources/a1.html\n  text:"), encoding="utf-8")
        disk.look()
        await settle(pilot)
        await press(pilot, "o")
        assert isinstance(disk.screen, PickScreen)
        await press(pilot, "down", "enter")
        assert browser.urls[-1] == (negotiation.root / "sources/a1.html").as_uri()


@pytest.mark.parametrize(("line", "words"), [("", "is not known"), ("  url: javascript:x\n", "of the web")])
async def test_an_original_that_cannot_be_opened_is_explained(negotiation: Negotiation, line: str, words: str) -> None:
    path = negotiation.position_path("a1")
    path.write_text(FILE.replace("  url: https://courier.example/ministers\n", line), encoding="utf-8")
    app = app_over(negotiation)
    async with app.run_test(size=(100, 24)) as pilot:
        await in_the_article(pilot)
        await press(pilot, "o")
        assert words in shown(app)
