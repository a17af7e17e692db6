"""What the review, the lists and their questions show, as plain values."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from folders import ROUND, compared, make
from hypothesis import given, settings
from hypothesis import strategies as st

from positions.model import Article, Entry, Explanation, Stance
from positions.review import Item
from tui.cutting import cut_of
from tui.explaining import COMMAND, Explainer, Why
from tui.naming import candidates
from tui.registry import (
    ISSUE_COLUMNS,
    PARTY_COLUMNS,
    Line,
    Listing,
    issue_facts,
    issue_lines,
    party_facts,
    party_lines,
    widths,
)
from tui.reviewing import explained, sentence, surroundings
from tui.state import Content

QUOTE = "Norland insisted on “the withdrawal\nof all patrols”, at once."


@pytest.mark.parametrize(
    ("claim", "quote", "shown", "in_quote"),
    [
        ("the withdrawal of all patrols", QUOTE, "the withdrawal of all patrols", True),
        ("The  Withdrawal", QUOTE, "the withdrawal", True),
        ("all patrols at", QUOTE, "all patrols”, at", True),
        ("patrols leave", QUOTE, "patrols leave", False),
        ("patrols leave", None, "patrols leave", False),
        ("— —", "— — —", "— —", True),
    ],
)
def test_a_claim_is_found_in_its_quote(claim: str, quote: str | None, shown: str, in_quote: bool) -> None:
    cut = cut_of(claim, quote)
    assert (cut.claim, cut.in_quote) == (shown, in_quote)


def test_edges_move_by_words_and_stop() -> None:
    cut = cut_of("the withdrawal of all patrols", QUOTE)
    assert cut.moved("start", 1).moved("end", -2).claim == "withdrawal of"
    assert cut.moved("end", -99).claim == "the"
    assert cut.moved("start", 99).claim == "patrols"
    assert cut.moved("start", -99).moved("end", 99).claim == " ".join(QUOTE.split()).rstrip(".")


@settings(max_examples=50)
@given(st.text(min_size=1, max_size=40).filter(str.strip), st.text(max_size=60), st.integers(-5, 5), st.integers(-5, 5))
def test_a_cut_always_has_words(claim: str, quote: str, start: int, end: int) -> None:
    cut = cut_of(claim, quote).moved("start", start).moved("end", end)
    assert cut.claim
    assert 0 <= cut.at[0] < cut.at[1] <= len(cut.text)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["Norland Fishers", "Norland", "Ostreich", "Côte d’Azur"]),
        ("NORLAND", ["Norland", "Norland Fishers"]),
        ("fish", ["Norland Fishers"]),
        ("fishers nor", ["Norland Fishers"]),
        ("cote d'a", ["Côte d’Azur"]),
        ("rei", ["Ostreich"]),
        ("Ostriech", ["Ostreich"]),
        ("zzz", []),
    ],
)
def test_names_are_completed_likeliest_first(typed: str, found: list[str]) -> None:
    assert list(candidates(typed, ["Norland Fishers", "Norland", "Ostreich", "Côte d’Azur"])) == found


def item(claim: str = "quiet seas", at: tuple[int, int] | None = None, quote: str | None = None) -> Item:
    return Item("round", "Norland", Entry(stance=Stance.DEMAND, claim=claim, at=at, quote=quote))


def test_a_quote_stands_in_whole_paragraphs_with_its_claim_marked() -> None:
    start = ROUND.index("Norland's")
    shown = surroundings(Article(id="round", text=ROUND), item(at=(start, start + 33)))
    assert shown.quote == (start, start + 33)
    assert shown.claim is not None
    assert shown.text[slice(*shown.claim)] == "quiet seas"
    assert "\x1b" not in shown.text
    assert (
        sentence(Article(id="round", text=ROUND), item(at=(start, start + 33))) == "Norland's fishers want quiet seas."
    )


def test_a_long_text_is_cut_around_the_quote() -> None:
    text = "x " * 50_000 + "quiet seas." + " y" * 50_000
    shown = surroundings(Article(id="round", text=text), item(at=(100_000, 100_011)))
    assert len(shown.text) < 20_000
    assert shown.quote is not None
    assert shown.text[slice(*shown.quote)] == "quiet seas."


@pytest.mark.parametrize("article", [None, Article(id="round"), Article(id="round", text="short")])
def test_without_its_text_the_quote_stands_alone(article: Article | None) -> None:
    shown = surroundings(article, item(quote="they want quiet seas", at=(900, 920)))
    assert (shown.text, shown.quote) == ("they want quiet seas", (0, 20))
    assert sentence(article, item(quote="they want\nquiet seas")) == "they want quiet seas"
    assert surroundings(article, item()).quote is None
    assert sentence(article, item()) is None


def test_the_cue_of_the_entry_comes_first_and_nothing_twice() -> None:
    found = [
        Explanation(cue="call", kind="noun", at=(0, 1), kept=False, why="no\x1bbody"),
        Explanation(cue="call", kind="noun", at=(2, 3), kept=False, why="no\x1bbody"),
        Explanation.model_validate(
            {"cue": "want", "kind": "verb", "at": [0, 4], "kept": True, "entry": {"demand": "quiet seas"}}
        ),
    ]
    assert explained(found, item()) == [
        "✓ want (verb): nobody demands: quiet seas",
        "✗ call (noun) — left out: no␛body",
    ]
    assert explained([], item()) == ["no cue in this sentence"]


@given(st.integers(0, 300), st.sampled_from([PARTY_COLUMNS, ISSUE_COLUMNS]))
def test_columns_never_take_more_than_there_is(total: int, columns: tuple[object, ...]) -> None:
    found = widths(columns, total)  # type: ignore[arg-type]
    assert sum(found) <= max(total, found[0])
    assert found[0] > 0
    assert 0 not in found[: len([one for one in found if one])]


def test_marks_stay_in_view_and_go_with_their_line() -> None:
    lines = tuple(Line(name, (name,)) for name in ("a b", "b", "c"))
    listing = Listing(PARTY_COLUMNS, lines, needle="B").toggled("c")
    assert [line.name for line in listing.lines] == ["a b", "b", "c"]
    assert listing.with_cursor("b") == ("c", "b")
    assert listing.toggled("c").marked == ()
    assert listing.renewed(lines[:2]).marked == ()


def test_all_that_is_known_is_listed(tmp_path: Path) -> None:
    negotiation = make(tmp_path)
    with (tmp_path / "issues.yaml").open("a") as file:
        file.write("maps: {also: charts, note: later}\n")
    content = Content(compared(negotiation), negotiation.snapshot())
    assert [line.cells[:3] for line in party_lines(content)] == [
        ("Norland", "2", "principal"),
        ("Sudmark", "2", "principal"),
        ("Norland Fishers", "1", "unlisted"),
        ("Observers", "0", "observer"),
    ]
    assert issue_lines(content)[-1].cells[1:] == ("no positions", "0", "", "", "charts")
    assert dict(issue_facts(content, "maps"))["note"] == "later"
    assert dict(party_facts(content, "Sudmark"))["bloc"] == "Southern League"
    assert dict(party_facts(content, "nobody"))["role"] == "principal, not in parties.yaml yet"


ANSWER = json.dumps({"explanations": [{"cue": "want", "kind": "verb", "at": [0, 4], "kept": False, "why": "so"}]})
PROGRAMS = {
    "answers": f"for line in sys.stdin: print({ANSWER!r}, flush=True)",
    "dies": "sys.stderr.write('Traceback\\nMemoryError: no \\x1b[31m room'); sys.exit(3)",
    "says nothing and dies": "sys.exit(3)",
    "talks nonsense": "print('nonsense', flush=True); time.sleep(60)",
    "says something else": "print('[]', flush=True); time.sleep(60)",
}


def answer(tmp_path: Path, program: str, sentences: list[str]) -> list[Why]:
    answers: list[Why] = []
    explainer = Explainer(tmp_path, answers.append, [sys.executable, "-c", f"import sys, time\n{program}"])
    try:
        for number, sentence in enumerate(sentences, 1):
            assert explainer.ask(sentence) is None
            deadline = time.monotonic() + 20
            while len(answers) < number and time.monotonic() < deadline:
                time.sleep(0.005)
            child = explainer._child
            if child is not None and "exit" in program:
                child.wait(20)
        kept = explainer.ask(sentences[0])
        assert (kept is not None) == (answers[0].fault is None)
        explainer.forget()
        return answers
    finally:
        explainer.close()


def test_sentences_are_explained_by_one_child(tmp_path: Path) -> None:
    first, second = answer(tmp_path, PROGRAMS["answers"], ["One.", "Two."])
    assert (first.sentence, second.sentence) == ("One.", "Two.")
    assert [one.cue for one in first.explanations] == ["want"]


@pytest.mark.parametrize(
    ("program", "told"),
    [
        ("dies", "MemoryError: no ␛[31m room"),
        ("says nothing and dies", "exit code 3"),
        ("talks nonsense", "was no answer"),
        ("says something else", "was no answer"),
    ],
)
def test_the_death_of_the_child_is_an_answer_and_the_next_question_another_child(
    tmp_path: Path, program: str, told: str
) -> None:
    for why in answer(tmp_path, PROGRAMS[program], ["One.", "Two."]):
        assert why.fault is not None
        assert told in why.fault


def test_a_child_that_died_between_two_questions_is_replaced(tmp_path: Path) -> None:
    first, second = answer(
        tmp_path, f"sys.stdin.readline(); print({ANSWER!r}, flush=True); sys.exit(1)", ["One.", "Two."]
    )
    assert first.fault is None
    assert second.fault is None


def test_a_program_that_cannot_be_started_is_told(tmp_path: Path) -> None:
    answers: list[Why] = []
    explainer = Explainer(tmp_path / "gone", answers.append)
    explainer.ask("One.")
    deadline = time.monotonic() + 10
    while not answers and time.monotonic() < deadline:
        time.sleep(0.005)
    explainer.close()
    assert answers[0].fault is not None
    assert "cannot be explained" in answers[0].fault


def test_closing_leaves_no_child_behind(tmp_path: Path) -> None:
    explainer = Explainer(tmp_path, lambda _: None, [sys.executable, "-c", "import time; time.sleep(60)"])
    explainer.ask("One.")
    deadline = time.monotonic() + 10
    while explainer._child is None and time.monotonic() < deadline:
        time.sleep(0.005)
    child = explainer._child
    assert child is not None
    explainer.close()
    assert child.wait(10) != 0


def test_a_program_in_the_negotiations_folder_is_not_taken_for_ours(tmp_path: Path) -> None:
    (tmp_path / "positions").mkdir()
    (tmp_path / "positions/__init__.py").write_text("raise SystemExit(99)", encoding="utf-8")
    assert subprocess.run(COMMAND, cwd=tmp_path, input=b"", check=False).returncode == 0
