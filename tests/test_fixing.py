"""What `check --fix` corrects, what it leaves alone, and that all else in a file stays as it was typed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from positions.checking import check
from positions.checking.fixing import fix
from positions.model import Article, Entry, PositionFile, Source, Stance
from positions.negotiation import Negotiation
from positions.yamlfiles import dump

TEXT = "Norland wants talks. Sudmark wants the\nislands. Norland said: talks now, or no talks.\n"
HEAD = "article: {text: articles/a.txt,\n  published: 2024-08-19}  # typed in\npositions:\n"


@pytest.fixture
def negotiation(tmp_path: Path) -> Negotiation:
    made = Negotiation.create(tmp_path / "talks")
    made.add(Article(id="a", source=Source(published=dt.date(2024, 8, 19)), text=TEXT))
    (made.root / "parties.yaml").write_text("Norland:\n  aliases: [the north]\nSudmark:\n")
    (made.root / "issues.yaml").write_text("the islands:\n  also: [shoals]\n")
    return made


FIXED = {
    "a quote that moved": (
        "  Norland:\n    - demand: talks  # now\n      quote: Norland wants talks\n      at: [3, 9]\n",
        "  Norland:\n    - demand: talks  # now\n      quote: Norland wants talks\n      at: [0, 19]\n",
        ["7:11 `at` is now [0, 19]"],
    ),
    "a quote without a range": (
        "  Sudmark:\n    - demand: islands\n      quote: 'wants the islands'   # hers\n      note: x\n",
        "  Sudmark:\n    - demand: islands\n      quote: 'wants the islands'   # hers\n      at: [29, 46]\n"
        "      note: x\n",
        ["6:14 `at` is now [29, 46]"],
    ),
    "a range without a quote": (
        "  Sudmark:\n    - demand: islands\n      at: [29, 46]\n",
        "  Sudmark:\n    - demand: islands\n      quote: wants the islands\n      at: [29, 46]\n",
        ["6:11 the quote is now `wants the islands`"],
    ),
    "the same entry twice": (
        "  Norland:\n    - demand: talks\n    # a remark\n    - {demand: talks}\n    - offer: talks\n",
        "  Norland:\n    - demand: talks\n    # a remark\n    - offer: talks\n",
        ["7:7 taken out: it stood twice"],
    ),
    "twice once the range is added": (
        "  Norland:\n    - demand: talks\n      quote: Norland wants talks\n      at: [0, 19]\n"
        "    - demand: talks\n      quote: Norland wants talks\n",
        "  Norland:\n    - demand: talks\n      quote: Norland wants talks\n      at: [0, 19]\n",
        ["9:14 `at` is now [0, 19]", "8:7 taken out: it stood twice"],
    ),
    "a party in other capitals": (
        "  NORLAND:  # who\n    - demand: talks\n",
        "  Norland:  # who\n    - demand: talks\n",
        ["4:3 `NORLAND` is now `Norland`"],
    ),
    "a party under two headings": (
        "  Norland:\n    - demand: talks\n  norland:\n    - offer: boats  # hers\n    - demand: talks\n",
        "  Norland:\n    - demand: talks\n    - offer: boats  # hers\n",
        ["6:3 `norland` is now `Norland`", "8:7 taken out: it stood twice"],
    ),
    "an issue in other capitals": (
        "  Norland:\n    - demand: talks\n      issue: The  Islands\n",
        "  Norland:\n    - demand: talks\n      issue: the islands\n",
        ["6:14 `The  Islands` is now `the islands`"],
    ),
    "a topic's quote": (
        "  Norland: []\nsettled:\n  - topic: talks\n    quote: no talks\n    at: [1, 4]\n",
        "  Norland: []\nsettled:\n  - topic: talks\n    quote: no talks\n    at: [76, 84]\n",
        ["8:9 `at` is now [76, 84]"],
    ),
}


@pytest.mark.parametrize(("before", "after", "told"), FIXED.values(), ids=FIXED)
def test_what_has_one_right_answer_is_corrected(
    negotiation: Negotiation, before: str, after: str, told: list[str]
) -> None:
    path = negotiation.position_path("a")
    path.write_text(HEAD + before, encoding="utf-8")
    would = fix(negotiation, dry_run=True)
    assert path.read_text(encoding="utf-8") == HEAD + before
    fixed = fix(negotiation)
    assert path.read_text(encoding="utf-8") == HEAD + after
    assert fixed == would
    assert [f"{one.line}:{one.column} {one.message}" for one in fixed.fixes] == told
    assert [found for found in check(negotiation) if found.severity == "error"] == []
    assert fix(negotiation).fixes == []
    negotiation.undo()
    assert path.read_text(encoding="utf-8") == HEAD + before


LEFT_ALONE = {
    "words that stand twice": "  Norland:\n    - demand: talks\n      quote: talks\n      at: [3, 9]\n",
    "words that stand nowhere": "  Norland:\n    - demand: talks\n      quote: peace\n      at: [3, 9]\n",
    "a range beyond the text": "  Norland:\n    - demand: talks\n      at: [3, 9000]\n",
    "a blank range": "  Norland:\n    - demand: talks\n      at: [7, 8]\n",
    "a place among several, on purpose": "  Norland:\n    - demand: talks\n      quote: talks\n      at: [62, 67]\n",
    "entries that differ in one field": "  Norland:\n    - demand: talks\n    - demand: talks\n      note: x\n",
    "an alias, which tells what the article says": "  the north:\n    - demand: talks\n",
    "an unknown party": "  Norlund:\n    - demand: talks\n      issue: shoals\n",
    "a file that cannot be read": "  Norland:\n    - demnd: talks\n      at: [3, 9]\n",
}


@pytest.mark.parametrize("text", LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_what_has_several_answers_or_none_is_left_alone(negotiation: Negotiation, text: str) -> None:
    path = negotiation.position_path("a")
    path.write_text(HEAD + text, encoding="utf-8")
    fixed = fix(negotiation)
    assert (fixed.fixes, fixed.writes, fixed.refused) == ([], [], [])
    assert path.read_text(encoding="utf-8") == HEAD + text


def test_of_names_that_differ_in_capitals_alone_each_keeps_its_entries(negotiation: Negotiation) -> None:
    (negotiation.root / "parties.yaml").write_text("Norland:\nNORLAND:\nSudmark:\n")
    (negotiation.root / "issues.yaml").write_text("islands:\nIslands:\n")
    path = negotiation.position_path("a")
    entries = "".join(
        f"  {party}:\n    - demand: talks\n      issue: {issue}\n"
        for party, issue in (("Norland", "islands"), ("NORLAND", "Islands"), ("norland", "ISLANDS"))
    )
    path.write_text(f"{HEAD}{entries}  SUDMARK:\n    - demand: talks\n", encoding="utf-8")
    assert [one.message for one in fix(negotiation).fixes] == ["`SUDMARK` is now `Sudmark`"]
    assert path.read_text(encoding="utf-8") == f"{HEAD}{entries}  Sudmark:\n    - demand: talks\n"


def test_all_files_are_one_step_and_a_broken_one_stops_no_other(negotiation: Negotiation) -> None:
    for name in ("b", "c"):
        negotiation.add(Article(id=name, source=Source(published=dt.date(2024, 8, 20)), text=f"{name}: {TEXT}"))
        head = HEAD.replace("a.txt", f"{name}.txt")
        text = f"{head}  Norland:\n    - demand: talks\n      quote: Norland wants talks\n      at: [3, 9]\n"
        negotiation.position_path(name).write_text(text, encoding="utf-8")
    negotiation.position_path("a").write_text("positions: [\n")
    assert [one.path.stem for one in fix(negotiation).fixes] == ["b", "c"]
    assert [found.path for found in check(negotiation) if found.severity == "error"] == [negotiation.position_path("a")]
    assert negotiation.steps()[0].title == "check --fix"
    assert len(negotiation.steps()[0].writes) == 2


PIECES = ["Norland wants talks", "talks", "the islands", "no talks.", "peace", None]
ENTRIES = st.lists(
    st.builds(
        Entry,
        stance=st.sampled_from(Stance),
        claim=st.sampled_from(["talks", "islands"]),
        quote=st.sampled_from(PIECES),
        at=st.one_of(st.none(), st.tuples(st.integers(0, 20), st.integers(21, len(TEXT) + 9))),
        note=st.sampled_from([None, "mine"]),
    ),
    max_size=5,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(headings=st.dictionaries(st.sampled_from(["Norland", "norland", "the north", "SUDMARK"]), ENTRIES, max_size=3))
def test_what_is_corrected_is_no_fault_any_more_and_nothing_else_is_lost(
    negotiation: Negotiation, headings: dict[str, list[Entry]]
) -> None:
    def errors() -> int:
        return sum(found.severity == "error" for found in check(negotiation))

    def said() -> set[tuple[Stance, str, str | None]]:
        file = negotiation.position_file("a")
        assert file is not None
        return {(entry.stance, entry.claim, entry.note) for _, entry in file.entries()}

    source = Source(text="articles/a.txt", published=dt.date(2024, 8, 19))
    positions = {party: tuple(entries) for party, entries in headings.items()}
    negotiation.position_path("a").write_text(dump(PositionFile(article=source, positions=positions)), encoding="utf-8")
    wrong, words = errors(), said()
    fixed = fix(negotiation)
    assert fixed.refused == []
    assert errors() <= wrong
    assert said() == words
    assert fix(negotiation).fixes == []
