"""A quick, deterministic stand-in for the model, and positions in one line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import pytest
from standins import BagOfWords

from positions.comparison import compare
from positions.model import (
    Article,
    Codebook,
    Entry,
    Matrix,
    Position,
    Registry,
    RememberedIssues,
    Snapshot,
    Source,
)


@pytest.fixture
def embed() -> BagOfWords:
    return BagOfWords()


@pytest.fixture
def say() -> Callable[..., Position]:
    """A position: `say("Union", "demand", "an 8 percent pay rise", article="day-1")`."""

    def make(party: str, stance: str, claim: str, *, article: str = "day-1", **more: Any) -> Position:
        return Position.of_entry(Entry.model_validate({stance: claim, **more}), article=article, party=party)

    return make


@pytest.fixture
def articles() -> tuple[Article, ...]:
    """Three days of news: day-1, day-2 and day-3 of June 2031, and one article without a date."""
    dated = [
        Article(id=f"day-{day}", source=Source.model_validate({"published": f"2031-06-0{day}"})) for day in (1, 2, 3)
    ]
    return (*dated, Article(id="undated"))


@pytest.fixture
def run(embed: BagOfWords, articles: tuple[Article, ...]) -> Callable[..., Matrix]:
    """Compare positions, with what else a snapshot may hold."""

    def make(
        positions: Sequence[Position],
        *,
        remembered: RememberedIssues | None = None,
        as_of: dt.date | None = None,
        book: dict[str, Any] | None = None,
        parties: dict[str, Any] | None = None,
        copies: Mapping[str, str] = MappingProxyType({}),
        **more: Any,
    ) -> Matrix:
        snapshot = Snapshot(
            articles=tuple(one if one.id not in copies else copy_of(one, copies[one.id]) for one in articles),
            positions=tuple(positions),
            codebook=Codebook.model_validate({"issues": book or {}}),
            registry=Registry.model_validate({"parties": parties or {}}),
            **more,
        )
        return compare(snapshot, embed, remembered=remembered or RememberedIssues(), as_of=as_of)

    return make


def copy_of(article: Article, other: str) -> Article:
    """The article as a wire copy of another one."""
    return article.model_copy(update={"source": article.source.model_copy(update={"copy_of": other})})
