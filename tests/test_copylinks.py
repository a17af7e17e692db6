"""Which of several copies is the original: the same one, in whatever order they come."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from positions import revising
from positions.adding import take
from positions.copylinks import CopyLinks
from positions.model import Article, MachineFile, Source
from positions.negotiation import Negotiation
from positions.reading import Found

STORY = " ".join(
    f"Norland wants item {number} kept, and Sudmark wants it gone by day {number}." for number in range(20)
)


class Told(NamedTuple):
    """A story as a newspaper had it."""

    outlet: str
    published: dt.date | None
    text: str


COPIES = {
    "first": Told("Strait Press", dt.date(2031, 5, 4), STORY),
    "later": Told("The Courier", dt.date(2031, 5, 5), f"By our staff. {STORY}"),
    "undated": Told("The Herald", None, f"{STORY} With agencies."),
}
CREDITED = {
    "first": Told("Strait Press", dt.date(2031, 5, 4), f"(The Agency) {STORY}"),
    "later": Told("The Agency", dt.date(2031, 5, 5), STORY),
    "undated": Told("The Herald", None, f"{STORY} With agencies."),
}
CREDITED_BY_A_COPY = {
    "first": Told("The Herald", dt.date(2031, 5, 4), STORY),
    "later": Told("Strait Press", dt.date(2031, 5, 5), f"By our staff. {STORY}"),
    "last": Told("The Courier", dt.date(2031, 5, 6), f"(Strait Press) {STORY}"),
}
CUT = {
    "beginning": Told("The Herald", dt.date(2031, 5, 4), STORY[: len(STORY) // 2]),
    "end": Told("Strait Press", dt.date(2031, 5, 5), STORY[len(STORY) // 2 :]),
    "whole": Told("The Courier", dt.date(2031, 5, 6), STORY),
}


@pytest.fixture
def negotiation(tmp_path: Path) -> Negotiation:
    return Negotiation.create(tmp_path)


def added(negotiation: Negotiation, names: Iterable[str], copies: Mapping[str, Told]) -> dict[str, str | None]:
    """What each article says it is a copy of, once these were added in this order."""
    links = CopyLinks(negotiation)
    for name in names:
        told = copies[name]
        source = Source(outlet=told.outlet, published=told.published)
        article = links.linked(Article(id=name, source=source, text=told.text))
        assert negotiation.add(article)
        links.added(article)
    return {found: negotiation.article(found).source.copy_of for found in negotiation.article_ids()}


@pytest.mark.parametrize("names", itertools.permutations(COPIES))
def test_the_earliest_is_the_original(names: tuple[str, ...], negotiation: Negotiation) -> None:
    assert added(negotiation, names, COPIES) == {"first": None, "later": "first", "undated": "first"}


@pytest.mark.parametrize("names", itertools.permutations(CREDITED))
def test_whom_the_others_credit_is_the_original(names: tuple[str, ...], negotiation: Negotiation) -> None:
    assert added(negotiation, names, CREDITED) == {"first": "later", "later": None, "undated": "later"}


@pytest.mark.parametrize("names", itertools.permutations(CREDITED_BY_A_COPY))
def test_whom_one_of_several_copies_credits_is_the_original(names: tuple[str, ...], negotiation: Negotiation) -> None:
    assert added(negotiation, names, CREDITED_BY_A_COPY) == {"first": "later", "later": None, "last": "later"}


@pytest.mark.parametrize("names", itertools.permutations(CUT))
def test_parts_of_a_story_are_copies_by_way_of_the_whole(names: tuple[str, ...], negotiation: Negotiation) -> None:
    assert added(negotiation, names, CUT) == {"beginning": None, "end": "beginning", "whole": "beginning"}


def test_each_run_of_add_goes_on_from_the_files(negotiation: Negotiation) -> None:
    added(negotiation, ("undated",), COPIES)
    added(negotiation, ("later",), COPIES)
    assert added(negotiation, ("first",), COPIES) == {"first": None, "later": "first", "undated": "first"}


NEXT = [
    (COPIES["undated"], {"first": None, "later": None, "next": "first"}),
    (Told("The Post", dt.date(2031, 5, 6), f"(The Courier) {STORY}"), {"first": None, "later": None, "next": "later"}),
    (Told("The Post", dt.date(2031, 5, 3), STORY + " And more."), {"first": "next", "later": None, "next": None}),
]


@pytest.mark.parametrize(("told", "links"), NEXT, ids=["another copy", "one that credits it", "a new original"])
def test_a_link_that_a_person_deleted_stays_away(
    told: Told, links: dict[str, str | None], negotiation: Negotiation
) -> None:
    added(negotiation, ("first", "later"), COPIES)
    path = negotiation.position_path("later")
    path.write_text(path.read_text(encoding="utf-8").replace("  copy of: first\n", ""), encoding="utf-8")
    assert added(negotiation, ("next",), {"next": told}) == links


def by_hand(negotiation: Negotiation, name: str) -> str:
    """A text that somebody put into the folder."""
    told = COPIES[name]
    (negotiation.root / f"articles/{name}.txt").write_text(told.text)
    return told.text


def test_a_copy_that_was_put_there_by_hand_says_what_it_is_told_to_be(negotiation: Negotiation) -> None:
    by_hand(negotiation, "undated")
    original = Article(id="first", source=Source(published=dt.date(2031, 5, 4)), text=STORY)
    taken = take(negotiation, Found(original), CopyLinks(negotiation))
    assert taken.remarks == ("the original of undated, by its date or by what they credit",)
    file = negotiation.position_file("undated")
    assert file is not None
    assert (file.article.copy_of, file.article.text) == ("first", "articles/undated.txt")
    negotiation.undo()
    assert negotiation.position_file("undated") is None


def test_a_text_put_there_by_hand_is_linked_when_it_is_added(negotiation: Negotiation) -> None:
    added(negotiation, ("first",), COPIES)
    text = by_hand(negotiation, "undated")
    taken = take(negotiation, Found(Article(id="Undated", text=text)), CopyLinks(negotiation))
    assert (taken.article, taken.added) == ("undated", True)
    assert "nearly the same text as first" in taken.remarks
    assert negotiation.article("undated").source.copy_of == "first"
    assert negotiation.article_ids() == ("first", "undated")


def test_of_a_copy_whose_file_a_person_deleted_nothing_is_said(negotiation: Negotiation) -> None:
    added(negotiation, ("undated",), COPIES)
    revising.write_extraction(negotiation, "undated", MachineFile(engine="rules 1"))
    negotiation.position_path("undated").unlink()
    original = Article(id="first", source=Source(published=dt.date(2031, 5, 4)), text=STORY)
    taken = take(negotiation, Found(original), CopyLinks(negotiation))
    assert (taken.added, taken.remarks) == (True, ())
    assert not negotiation.position_path("undated").exists()


def test_links_are_a_step_that_undo_takes_back(negotiation: Negotiation) -> None:
    added(negotiation, ("later", "first"), COPIES)
    assert negotiation.article("later").source.copy_of == "first"
    negotiation.undo()
    assert negotiation.article("later").source.copy_of is None
