"""Which of several copies is the original: the same one, in whatever order they come."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from positions.copylinks import CopyLinks
from positions.model import Article, Source
from positions.negotiation import Negotiation

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


def test_each_run_of_add_goes_on_from_the_files(negotiation: Negotiation) -> None:
    added(negotiation, ("undated",), COPIES)
    added(negotiation, ("later",), COPIES)
    assert added(negotiation, ("first",), COPIES) == {"first": None, "later": "first", "undated": "first"}


def test_a_link_that_a_person_deleted_stays_away(negotiation: Negotiation) -> None:
    added(negotiation, ("first", "later"), COPIES)
    path = negotiation.position_path("later")
    path.write_text(path.read_text(encoding="utf-8").replace("  copy of: first\n", ""), encoding="utf-8")
    assert added(negotiation, ("undated",), COPIES)["later"] is None


def test_links_are_a_step_that_undo_takes_back(negotiation: Negotiation) -> None:
    added(negotiation, ("later", "first"), COPIES)
    assert negotiation.article("later").source.copy_of == "first"
    negotiation.undo()
    assert negotiation.article("later").source.copy_of is None
