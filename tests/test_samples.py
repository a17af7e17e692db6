"""The samples hold what they promise; their hand-made accounts agree with the texts and among themselves."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator

import pytest
import yaml
from expectations import Expected, ExpectedPosition, front_matter, load, texts, verbatim

from positions import sampling
from positions.errors import UsageError
from positions.model import Basis, ChangeKind, Extent, Firmness, Registry, Role, Side, Stance, Status

NAMES = sampling.names()
EXPECTED = {name: load(name) for name in NAMES}
TEXTS = {name: texts(name) for name in NAMES}


def own(expected: Expected, article: str) -> Iterator[ExpectedPosition]:
    """The positions of an article that parties hold by their own account."""
    return (position for position in expected.positions[article] if position.according_to is None)


def last_word(expected: Expected, article: str, party: str, issue: str) -> ExpectedPosition:
    """What a party says last on an issue in an article."""
    return [item for item in own(expected, article) if (item.party, item.issue) == (party, issue)][-1]


def current(expected: Expected, issue: str) -> dict[str, ExpectedPosition]:
    """The newest statement of each principal on an issue, unless it takes something back."""
    newest = {
        position.party: position
        for article in expected.positions
        for position in own(expected, article)
        if position.issue == issue and expected.parties[position.party].role is Role.PRINCIPAL
    }
    return {party: position for party, position in newest.items() if not position.withdrawn}


def test_there_are_three_negotiations_and_more() -> None:
    assert set(NAMES) >= {"harbour-wages", "strait-ceasefire", "climate-round"}


def test_a_slip_in_a_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean harbour-wages"):
        sampling.articles("harbor-wages")


@pytest.mark.parametrize("name", NAMES)
def test_articles_have_valid_front_matter_over_several_dates(name: str) -> None:
    headers = front_matter(name)
    dates = {header["date"] for header in headers.values()}
    assert len(headers) >= 3
    assert len(dates) >= 3
    for article, header in headers.items():
        assert set(header) == {"title", "date", "outlet", "url"}
        assert dt.date.fromisoformat(header["date"]).isoformat() == article[:10]
        assert re.fullmatch(r"https://([a-z]+\.)?example\.org/\S+", header["url"])


@pytest.mark.parametrize("name", NAMES)
def test_articles_are_as_long_as_short_news(name: str) -> None:
    assert {
        article: len(text.split()) for article, text in TEXTS[name].items() if not 250 <= len(text.split()) <= 450
    } == {}


@pytest.mark.parametrize("name", NAMES)
def test_every_claim_stands_once_and_every_condition_stands_in_its_article(name: str) -> None:
    for article, positions in EXPECTED[name].positions.items():
        text = TEXTS[name][article]
        assert [
            (position.claim, text.count(position.claim)) for position in positions if text.count(position.claim) != 1
        ] == []
        assert [words for position in positions for words in verbatim(position) if words not in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_topics_stand_in_their_articles(name: str) -> None:
    for topics in (EXPECTED[name].disputed, EXPECTED[name].settled):
        assert [
            topic for article, listed in topics.items() for topic in listed if topic not in TEXTS[name][article]
        ] == []


@pytest.mark.parametrize("name", NAMES)
def test_accounts_name_only_what_exists(name: str) -> None:
    expected = EXPECTED[name]
    assert list(expected.positions) == list(TEXTS[name])
    assert {*expected.disputed, *expected.settled} <= set(TEXTS[name])
    stated = [position for positions in expected.positions.values() for position in positions]
    assert {position.issue for position in stated} == set(expected.issues)
    assert {position.party for position in stated} == set(expected.parties)
    asked = {position.of for position in stated} | {position.according_to for position in stated}
    assert asked - {None} <= set(expected.parties)


@pytest.mark.parametrize("name", NAMES)
def test_positions_come_in_the_order_of_the_text(name: str) -> None:
    for article, positions in EXPECTED[name].positions.items():
        starts = [TEXTS[name][article].index(position.claim) for position in positions]
        assert starts == sorted(starts), article


@pytest.mark.parametrize("name", NAMES)
def test_the_registry_knows_the_parties_and_their_roles(name: str) -> None:
    registry = Registry(parties=yaml.load(sampling.registry(name).read_text("utf-8"), yaml.BaseLoader))
    assert {party: registry.role_of(party) for party in registry.parties} == {
        party: entry.role for party, entry in EXPECTED[name].parties.items()
    }
    everything = "\n".join(TEXTS[name].values()).casefold()
    known = [word for entry in registry.parties.values() for word in (*entry.aliases, *entry.speakers)]
    assert [word for word in known if word.casefold() not in everything] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_account_has_one_change_for_every_statement_after_the_first_article(name: str) -> None:
    expected = EXPECTED[name]
    spoken: dict[tuple[str, str], str] = {}
    due: list[tuple[str, str, str | None, str]] = []
    for number, article in enumerate(expected.positions):
        pairs = dict.fromkeys((position.party, position.issue) for position in own(expected, article))
        if number:
            due += [(party, issue, spoken.get((party, issue)), article) for party, issue in pairs]
        spoken |= dict.fromkeys(pairs, article)
    assert Counter((change.party, change.issue, change.before, change.after) for change in expected.changes) == Counter(
        due
    )


@pytest.mark.parametrize("name", NAMES)
def test_changes_agree_with_the_positions(name: str) -> None:
    expected = EXPECTED[name]
    for change in expected.changes:
        after = last_word(expected, change.after, change.party, change.issue)
        assert (change.change is ChangeKind.NEW) == (change.before is None), change
        assert (change.change is ChangeKind.DROPPED) == after.withdrawn, change
        if change.before is None or after.withdrawn:
            continue
        before = last_word(expected, change.before, change.party, change.issue)
        assert (change.change is ChangeKind.REVERSED) == (before.side is not after.side), change
        if change.change is ChangeKind.KEPT:
            assert before.firmness is after.firmness, change
        if change.change is ChangeKind.REWORDED:
            assert before.claim != after.claim, change
        if change.change in (ChangeKind.HARDENED, ChangeKind.SOFTENED):
            assert change.detail, f"{change} says what moved"


@pytest.mark.parametrize("name", NAMES)
def test_statuses_follow_from_the_current_positions(name: str) -> None:
    expected = EXPECTED[name]
    for issue, entry in expected.issues.items():
        sides = Counter(position.side for position in current(expected, issue).values())
        opposed = sides[Side.FOR] > 0 and sides[Side.AGAINST] > 0
        assert (entry.status is Status.STICKING) == opposed, issue
        assert (entry.basis is not None) == (entry.status is Status.AGREED), issue
        if entry.status is Status.AGREED and entry.basis not in (Basis.MOOT, Basis.SETTLED):
            assert max(sides.values()) >= 2, issue
        if entry.basis is Basis.ALIGNED:
            assert all(position.stance is not Stance.ACCEPT for position in current(expected, issue).values()), issue
        if entry.basis is Basis.IN_PRINCIPLE:
            assert Extent.IN_PRINCIPLE in {position.extent for position in current(expected, issue).values()}, issue
        if entry.basis is Basis.MOOT:
            changes = [change for change in expected.changes if change.issue == issue]
            assert changes[-1].change is ChangeKind.DROPPED, issue


def test_every_kind_of_change_occurs_five_times_and_more() -> None:
    counted = Counter(change.change for expected in EXPECTED.values() for change in expected.changes)
    assert {kind: counted[kind] for kind in ChangeKind if counted[kind] < 5} == {}


def test_the_set_covers_what_extraction_must_tell_apart() -> None:
    stated = [
        position for expected in EXPECTED.values() for listed in expected.positions.values() for position in listed
    ]
    assert {position.stance for position in stated} == set(Stance)
    assert {position.extent for position in stated} == set(Extent)
    assert {position.firmness for position in stated} >= {Firmness.WISH, Firmness.DEMAND, Firmness.RED_LINE}
    assert {word for position in stated for word in position.conditions} == {"if", "unless", "until", "in exchange for"}
    assert any(position.according_to for position in stated)
    assert {entry.basis for expected in EXPECTED.values() for entry in expected.issues.values()} == {*Basis, None}
    assert {entry.status for expected in EXPECTED.values() for entry in expected.issues.values()} == set(Status)
