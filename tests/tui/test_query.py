"""The filter line: what it finds, what it leaves out, how it goes on, and what it says about itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strait import strait_talks

from positions.model import ChangeKind
from tui.query import HELP, candidates, completed, find, hint, parse
from tui.state import Content

PATROLS, PAY, SWAPS = "patrols in the strait", "compensation for lost catches", "the terms of prisoner swaps"
FIGURES, SEAT = "sharing of catch figures", "seat at the table"
CONTENT = strait_talks()


def found(text: str, content: Content = CONTENT) -> list[str]:
    return [row.issue for row in find(parse(text), content, {(PATROLS, "Sudmark"): ChangeKind.REVERSED})[0]]


@pytest.mark.parametrize(
    ("text", "issues"),
    [
        ("", [PATROLS, PAY, SWAPS, FIGURES, SEAT]),
        ("catch", [PAY, FIGURES]),
        ('"catch figures"', [FIGURES]),
        ("-catch", [PATROLS, SWAPS, SEAT]),
        ("party:norland", [PATROLS, PAY, FIGURES]),
        ("party:union", [FIGURES]),
        ("party:union,harbour", [FIGURES, SEAT]),
        ("party:norland party:union", [FIGURES]),
        ('party:"harbour workers"', [SEAT]),
        ("party:southern", [PATROLS, PAY, FIGURES, SEAT]),  # the bloc of two of them
        ("-party:sudmark", [SWAPS, SEAT]),
        ("status:sticking", [PATROLS, PAY, SWAPS]),
        ("status:st", [PATROLS, PAY, SWAPS]),
        ("status:agreed,open", [FIGURES, SEAT]),
        ('status:"one side"', [SEAT]),
        ("-status:sticking", [FIGURES, SEAT]),
        ("theme:fish", [FIGURES]),
        ("theme:fish,secur", [PATROLS, FIGURES]),
        ("stance:accept", [FIGURES]),
        ("stance:reject", [PAY]),
        ("since:2024-04-05", [PATROLS, PAY, FIGURES, SEAT]),
        ("until:2024-04-04", [PATROLS, FIGURES]),
        ("since:2024-05", []),
        ("until:2023", []),
        ("since:2024", [PATROLS, PAY, FIGURES, SEAT]),
        ("party:norland since:2024-04-02", [PAY, FIGURES]),  # what Norland said of patrols is older
        ("is:conditional", [PATROLS]),
        ("is:red", [PATROLS]),
        ("is:disputed", [SWAPS]),
        ("is:moved", [PATROLS]),
        ("party:norland is:moved", []),
        ("is:provisional", [PATROLS]),
        ("unreviewed", [PATROLS, PAY, FIGURES, SEAT]),
        ("reviewed", [SWAPS]),  # nothing on it is left to review
        ("-unreviewed", [SWAPS]),
        ('"unreviewed"', []),
        ("quote:insisted", [PATROLS]),
        ("speaker:lund", [PATROLS]),
        ("article:courier", [PATROLS, FIGURES]),
        ("article:a2 party:norland", [PAY, FIGURES]),
        ("party:norland status:agreed since:2024-04 unreviewed insisted", []),
        ("party:norland status:sticking since:2024-04 unreviewed catches", [PAY]),
        ("status:", [PATROLS, PAY, SWAPS, FIGURES, SEAT]),  # half-typed: nothing is left out yet
        ("status:nonsense", [PATROLS, PAY, SWAPS, FIGURES, SEAT]),
        ("since:2024-13", [PATROLS, PAY, SWAPS, FIGURES, SEAT]),
        ("http://x", []),  # no key of ours: words
    ],
)
def test_what_is_found(text: str, issues: list[str]) -> None:
    assert found(text) == issues


def test_words_that_the_matrix_does_not_show_are_found_when_they_are_nowhere_else() -> None:
    rows, further = find(parse("insisted"), CONTENT, {})
    assert ([row.issue for row in rows], further) == ([PATROLS], True)
    assert [row.issue for row in find(parse("40 million"), CONTENT, {})[0]] == [PAY]
    assert find(parse("catch"), CONTENT, {})[1] is False
    assert find(parse("courier status:agreed"), CONTENT, {})[1] is True


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("par", "party:"),
        ("catch st", "catch status:"),
        ("status:s", "status:sticking"),
        ("-status:a", "-status:agreed"),
        ("party:har", 'party:"harbour workers"'),
        ("party:sud,nor", "party:sud,Norland"),
        ("party:workers", 'party:"harbour workers"'),
        ("theme:", "theme:fisheries"),
        ("since:2024", "since:2024-04-05"),
        ("unr", "unreviewed"),
        ("is:mo", "is:moved"),
        ("nothing", "nothing"),
        ("party:nobody", "party:nobody"),
        ("party:Norland ", "party:Norland "),
        ("", ""),
    ],
)
def test_tab_completes_what_is_being_typed(text: str, after: str) -> None:
    assert completed(text, CONTENT) == after


def test_what_is_completed_finds_what_was_meant() -> None:
    for name in CONTENT.matrix.parties:
        assert found(completed(f"party:{name[:5]}", CONTENT)) == found(f'party:"{name}"')


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", HELP),
        ("catch ", HELP),
        ("pa", "party: · Tab completes"),
        ("status:", "status:sticking · status:agreed · status:open"),
        ("status:x", "status: sticking, agreed, open, one side"),
        ("since:soon", "since: a date as 2024, 2024-05 or 2024-05-13"),
        ("pary:Norland", "no key pary: is party: meant?"),
    ],
)
def test_the_hint_says_what_may_come_and_what_is_wrong(text: str, words: str) -> None:
    assert hint(text, CONTENT).startswith(words)


@given(st.text(alphabet='abp:-,"ÅÄ 0129party:is:since:\x1b\u202e', max_size=40))
def test_whatever_is_typed_means_something(text: str) -> None:
    find(parse(text), CONTENT, {})
    hint(text, CONTENT)
    candidates(text, CONTENT)
    completed(text, CONTENT)
