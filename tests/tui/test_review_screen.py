"""The review queue on the screen: a key a verdict, saved at once, taken back, and what others do meanwhile."""

from __future__ import annotations

import stat
import threading
from pathlib import Path

import pytest
from folders import ROUND_POSITIONS, screens, talks
from strait import settle
from test_app import SMALL, press, shown
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from positions import review
from positions.errors import ConflictError
from positions.model import Entry, Review, Stance
from positions.negotiation import Negotiation
from positions.reviewing import Session
from tui import explaining
from tui.app import PositionsApp
from tui.screens.ask import AskScreen, ConfirmScreen
from tui.screens.cut import CutScreen
from tui.screens.evidence import EvidenceScreen
from tui.screens.matrix import MatrixScreen
from tui.screens.pick import PickScreen
from tui.screens.review import ReviewScreen

__all__ = ["screens", "talks"]


@pytest.fixture(autouse=True)
def explained(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Sentences are explained by a program that answers at once."""
    program = tmp_path / "why"
    answer = (
        '{"explanations": [{"cue": "insist", "kind": "verb", "at": [0, 3], "kept": true, "party": "Norland",'
        ' "entry": {"demand": "a\\u001b[31mn answer"}}, {"cue": "call", "kind": "noun", "at": [0, 3], "kept": false,'
        ' "why": "nobody is named"}]}'
    )
    program.write_text(f"#!/bin/sh\nwhile read -r line; do printf '%s\\n' '{answer}'; done\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(explaining.Explainer.__init__, "__defaults__", ((str(program),),))


async def begin(pilot: Pilot[None]) -> Session:
    await settle(pilot)
    await press(pilot, "r")
    return sitting(pilot)


def sitting(pilot: Pilot[None]) -> Session:
    screen = pilot.app.screen
    assert isinstance(screen, ReviewScreen)
    assert screen.session is not None
    return screen.session


def entries(negotiation: Negotiation, article: str = "round") -> list[tuple[str, Entry]]:
    file = negotiation.position_file(article)
    assert file is not None
    return list(file.entries())


def verdicts(negotiation: Negotiation) -> list[Review | None]:
    return [entry.review for _, entry in entries(negotiation)]


def words(app: PositionsApp) -> str:
    """All that stands on the screen, without the breaks between lines."""
    return " ".join(shown(app).split())


def told(app: PositionsApp) -> str:
    return app.notice.message if app.notice else ""


async def test_the_weightiest_and_least_certain_comes_first_in_its_article(screens: PositionsApp) -> None:
    async with screens.run_test(size=SMALL) as pilot:
        session = await begin(pilot)
        assert session.item is not None
        assert (session.item.party, session.item.confidence) == ("Sudmark", 0.4)
        text = words(screens)
        assert "1 of 5" in text
        assert "It offered a toll" in text
        assert "✗ Sudmark rejects: any patrol of foreign ships" in text
        assert "the issue's status rests on it" in text
        assert "unsure (0.40), by the cue “reject”" in text
        assert "\x1b" not in text


async def test_a_verdict_is_one_key_and_the_next_stands_there(screens: PositionsApp, talks: Negotiation) -> None:
    async with screens.run_test(size=SMALL) as pilot:
        session = await begin(pilot)
        await press(pilot, "c", "x")
        assert verdicts(talks)[:2] == [Review.DISMISSED, Review.CONFIRMED]
        assert (session.at, session.dismissed) == (2, 1)
        assert "3 of 5, 1 dismissed" in words(screens)
        await press(pilot, "u")
        assert verdicts(talks)[:2] == [None, Review.CONFIRMED]
        assert "2 of 5" in words(screens)
        await press(pilot, "u", "u")
        assert "decided nothing yet" in told(screens)
        assert talks.position_path("round").read_text() == ROUND_POSITIONS


@pytest.mark.parametrize(
    ("key", "stance"), [("D", Stance.DEMAND), ("O", Stance.OFFER), ("A", Stance.ACCEPT), ("R", Stance.REJECT)]
)
async def test_a_stance_is_one_key(screens: PositionsApp, talks: Negotiation, key: str, stance: Stance) -> None:
    async with screens.run_test(size=SMALL) as pilot:
        await begin(pilot)
        await press(pilot, key)
        assert (entries(talks)[1][1].stance, verdicts(talks)[1]) == (stance, Review.CONFIRMED)


async def test_a_stance_is_picked_and_a_note_is_no_verdict(screens: PositionsApp, talks: Negotiation) -> None:
    async with screens.run_test(size=SMALL) as pilot:
        session = await begin(pilot)
        await press(pilot, "s")
        assert isinstance(screens.screen, PickScreen)
        await press(pilot, "escape", "s", "up", "enter")
        assert entries(talks)[1][1].stance is Stance.ACCEPT
        await press(pilot, "n")
        screens.screen.query_one(Input).value = "ask [b]Ada"
        await press(pilot, "enter")
        assert entries(talks)[0][1].note == "ask [b]Ada"
        assert session.at == 1
        assert "ask [b]Ada" in words(screens)


async def test_party_and_issue_are_completed_from_the_known_names(screens: PositionsApp, talks: Negotiation) -> None:
    async with screens.run_test(size=SMALL) as pilot:
        await begin(pilot)
        await press(pilot, "p", *"fish", "enter")
        assert "Norland Fishers" in [party for party, entry in entries(talks) if entry.review]
        await press(pilot, "i", *"tolls", "enter")
        assert entries(talks)[0][1].issue == "tolls"
        await press(pilot, "p", *"obs", "down", "up", "escape")
        assert isinstance(screens.screen, ReviewScreen)
        await press(pilot, "i", *"zzz")
        assert isinstance(screens.screen, AskScreen)
        offered = screens.screen.query_one(OptionList)
        assert str(offered.get_option_at_index(0).prompt) == "“zzz”, a new issue"
        await press(pilot, "enter")
        assert "zzz" in [entry.issue for _, entry in [*entries(talks), *entries(talks, "call")]]


async def test_the_claim_is_cut_word_by_word_over_its_quote(screens: PositionsApp, talks: Negotiation) -> None:
    async with screens.run_test(size=SMALL) as pilot:
        await begin(pilot)
        await press(pilot, "c", "t")
        assert isinstance(screens.screen, CutScreen)
        assert "Norland insisted on [the withdrawal of all patrols" in words(screens)
        await press(pilot, "left", "h", "left", "l", "right", "h", "h", "shift+right", "L", "H", "shift+left", "L")
        assert "insisted on the [withdrawal of all patrols" in words(screens)
        await press(pilot, "enter")
        assert entries(talks)[0][1].claim == "withdrawal of all patrols from the strait"
        assert "# ours" in talks.position_path("round").read_text()
        await press(pilot, "t", "enter")
        assert isinstance(screens.screen, ReviewScreen)
        await press(pilot, "t", "t")
        screens.screen.query_one(Input).value = "  a toll\nof  3 percent "
        await press(pilot, "enter")
        assert isinstance(screens.screen, ReviewScreen)
        await press(pilot, "t", "t", "escape", "escape")
        assert isinstance(screens.screen, ReviewScreen)


async def test_what_is_skipped_comes_last_the_next_time(screens: PositionsApp, talks: Negotiation) -> None:
    async with screens.run_test(size=SMALL) as pilot:
        session = await begin(pilot)
        first = session.item
        await press(pilot, "space", "c", "b")
        assert session.item == first
        await press(pilot, "b")
        assert "before this one" in told(screens)
        await press(pilot, "escape")
        assert isinstance(screens.screen, MatrixScreen)
        session = await begin(pilot)
        assert (session.at, len(session.queue)) == (0, 4)
        assert session.queue[-1] == first
        await press(pilot, "space", "space", "space", "space")
        assert "Nothing more to review" in words(screens)
        await press(pilot, "c", "x", "s", "p", "i", "t", "n", "w", "e", "m", "o", "D", "space", "b")
        assert session.item == first


async def test_a_whole_article_is_confirmed_after_asking_once(screens: PositionsApp, talks: Negotiation) -> None:
    async with screens.run_test(size=SMALL) as pilot:
        session = await begin(pilot)
        await press(pilot, "w")
        assert isinstance(screens.screen, ConfirmScreen)
        assert "4 entries that wait" in words(screens)
        await press(pilot, "down", "j", "k", "up", "pagedown", "pageup", "space", "escape")
        assert "reviewed" not in talks.position_path("round").read_text()
        await press(pilot, "w", "enter")
        assert "reviewed:" in talks.position_path("round").read_text()
        assert session.item is not None
        assert session.item.article == "call"
        await press(pilot, "u")
        assert talks.position_path("round").read_text() == ROUND_POSITIONS
        assert session.at == 0


async def test_r_on_an_article_has_that_articles_entries(screens: PositionsApp) -> None:
    async with screens.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert isinstance(screens.screen, EvidenceScreen)
        article = screens.screen.reading.article.id
        await press(pilot, "r")
        assert {one.article for one in sitting(pilot).queue} == {article}
        await press(pilot, "escape")
        assert isinstance(screens.screen, EvidenceScreen)


async def test_the_explanation_comes_beside_the_entry_and_scrolls(screens: PositionsApp) -> None:
    async with screens.run_test(size=SMALL) as pilot:
        await begin(pilot)
        for _ in range(100):
            if "insist (verb)" in words(screens):
                break
            await pilot.pause(0.02)
        assert "✓ insist (verb): Norland demands: a␛[31mn answer" in words(screens)
        assert "✗ call (noun) — left out: nobody is named" in words(screens)
        await press(pilot, "J", "K", "shift+down", "shift+up", "down", "j", "k", "up", "pagedown", "pageup")


async def test_an_entry_that_changed_underneath_is_asked_about(screens: PositionsApp, talks: Negotiation) -> None:
    async with screens.run_test(size=SMALL) as pilot:
        session = await begin(pilot)
        path = talks.position_path("round")
        path.write_text(ROUND_POSITIONS.replace("reject: any patrol of", "reject: all patrols of"))
        await press(pilot, "c")
        assert isinstance(screens.screen, PickScreen)
        await press(pilot, "escape")
        assert session.decided == 0
        assert "all patrols of" in words(screens)
        path.write_text(ROUND_POSITIONS.replace("reject: any patrol of", "reject: all patrols of the"))
        await press(pilot, "c", "down", "enter")
        assert (session.decided, session.at) == (0, 0)
        assert "all patrols of" in words(screens)
        await press(pilot, "c")
        assert verdicts(talks)[1] is Review.CONFIRMED
        path.write_text(path.read_text().replace("all patrols of", "most patrols of"))
        await press(pilot, "u")
        assert "changed after" in told(screens)
        path.write_text("positions: [")
        await press(pilot, "c")
        assert told(screens)
        assert isinstance(screens.screen, ReviewScreen)


async def test_an_entry_that_goes_underneath_is_passed_over(screens: PositionsApp, talks: Negotiation) -> None:
    async with screens.run_test(size=SMALL) as pilot:
        session = await begin(pilot)
        talks.position_path("round").unlink()
        await press(pilot, "f5")
        assert session.item is not None
        assert session.item.article == "call"


async def test_where_person_and_program_differ_one_is_chosen(screens: PositionsApp, talks: Negotiation) -> None:
    machine = talks.root / "machine/positions/round.yaml"
    said = "party: Sudmark, claim: any patrol of foreign ships, at: [100, 147], field: stance, yours: reject"
    machine.write_text(machine.read_text() + f"disagreements: [{{{said}, program: demand}}]\n")
    async with screens.run_test(size=SMALL) as pilot:
        session = await begin(pilot)
        text = words(screens)
        assert "you say" in text
        assert "program says" in text
        await press(pilot, "c")
        assert "no entry" in told(screens)
        await press(pilot, "m")
        assert session.at == 1
        await press(pilot, "o")
        assert "nothing that you" in told(screens)


async def test_a_queue_that_cannot_be_read_is_told(screens: PositionsApp, talks: Negotiation) -> None:
    async with screens.run_test(size=SMALL) as pilot:
        await settle(pilot)
        talks.position_path("call").write_text("positions: [")
        await press(pilot, "r")
        assert isinstance(screens.screen, MatrixScreen)
        assert told(screens)


async def test_nothing_to_review_says_so(screens: PositionsApp, talks: Negotiation) -> None:
    for name in ("round", "call"):
        path = talks.position_path(name)
        path.write_text("reviewed: {by: AL}\n" + path.read_text())
    async with screens.run_test(size=SMALL) as pilot:
        await begin(pilot)
        assert "Nothing to review: every entry" in words(screens)


@pytest.mark.parametrize("keys", ["p", "s", "tt", "w"])
async def test_an_answer_never_falls_on_another_entry(screens: PositionsApp, talks: Negotiation, keys: str) -> None:
    async with screens.run_test(size=SMALL) as pilot:
        session = await begin(pilot)
        assert session.item is not None
        await press(pilot, *keys)
        if keys in ("tt", "n"):
            screens.screen.query_one(Input).value = "ask Ada"
        review.dismiss(Negotiation(talks.root), session.item)
        screens.look(after_edit=True)
        await settle(pilot)
        assert session.at == 1
        before = talks.position_path("round").read_text()
        await press(pilot, "enter")
        assert isinstance(screens.screen, ReviewScreen)
        assert "decided or removed elsewhere" in told(screens)
        assert talks.position_path("round").read_text() == before
        assert (session.at, session.decided) == (1, 0)


async def test_a_note_is_emptied(screens: PositionsApp, talks: Negotiation) -> None:
    async with screens.run_test(size=SMALL) as pilot:
        await begin(pilot)
        await press(pilot, "n", "enter")
        assert isinstance(screens.screen, AskScreen)
        await press(pilot, "h", "m", "enter")
        assert entries(talks)[1][1].note == "hm"
        await press(pilot, "n")
        assert "nothing typed takes it" in words(screens)
        await press(pilot, "backspace", "backspace", "enter")
        assert talks.position_path("round").read_text() == ROUND_POSITIONS


async def test_while_another_process_writes_the_keys_are_answered_and_judge_nothing_twice(
    screens: PositionsApp, talks: Negotiation
) -> None:
    async with screens.run_test(size=SMALL) as pilot:
        session = await begin(pilot)
        with Negotiation(talks.root).lock():
            await pilot.press("c")
            assert "still being written" not in told(screens)
            for key in ("c", "x", "space", "u", "p", "w"):
                screens.notice = None
                await pilot.press(key)
                assert "still being written" in told(screens), key
            while "writing…" not in words(screens):
                await pilot.pause(0.02)
            screens.look(after_edit=True)
            await pilot.pause(0.05)
            assert isinstance(screens.screen, ReviewScreen)
        await settle(pilot)
        assert verdicts(talks) == [None, Review.CONFIRMED, None, None]
        assert session.at == 1
        assert "writing…" not in words(screens)


async def test_who_leaves_meanwhile_hears_of_what_was_not_written(
    screens: PositionsApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end = threading.Event()

    def refuse(negotiation: Negotiation, item: review.Item) -> review.Item:
        may_end.wait(10)
        raise ConflictError("another process holds the negotiation")

    monkeypatch.setattr(review, "confirm", refuse)
    async with screens.run_test(size=SMALL) as pilot:
        await begin(pilot)
        await pilot.press("c", "escape")
        assert isinstance(screens.screen, MatrixScreen)
        may_end.set()
        await settle(pilot)
        assert told(screens) == "Not written: another process holds the negotiation"
