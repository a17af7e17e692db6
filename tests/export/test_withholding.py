"""What is confidential leaves no trace: neither entry nor article, nor their words in a text that stays."""

from __future__ import annotations

import pytest

from positions.export.withholding import MASK, confidential, has_confidential, masked_whole, public, public_memory
from positions.model import (
    Article,
    Entry,
    Position,
    RememberedIssue,
    RememberedIssues,
    Snapshot,
    Source,
    Topic,
)

TEXT = "Norland demands talks.\nIn private, Norland would accept 5 crowns. Sudmark agrees."
SECRET = "In private, Norland would accept 5 crowns."


def position(article: str, **entry: object) -> Position:
    return Position.of_entry(Entry.model_validate(entry), article=article, party="Norland")


def snapshot(*positions: Position, closed: bool = False) -> Snapshot:
    return Snapshot(
        articles=(
            Article(id="talks", text=TEXT),
            Article(id="call", source=Source(confidential=closed), text="Norland said 7."),
        ),
        positions=positions,
        disputed=(("call", Topic(topic="the seventh")), ("talks", Topic(topic="talks", quote="accept 5 crowns"))),
        reviewed=frozenset({"call", "talks"}),
    )


OPEN = position("talks", demand="talks", quote="Norland demands talks.", at=(0, 22))
CLOSED = position("talks", accept="5 crowns", quote=SECRET, at=(23, 65), confidential=True)


def test_an_article_goes_with_all_that_was_read_in_it() -> None:
    shown = public(snapshot(OPEN, position("call", demand="7"), closed=True))
    assert [article.id for article in shown.articles] == ["talks"]
    assert shown.positions == (OPEN,)
    assert [article for article, _ in shown.disputed] == ["talks"]
    assert shown.reviewed == {"talks"}


def test_an_entry_goes_and_its_passage_is_masked_at_the_same_length() -> None:
    shown = public(snapshot(OPEN, CLOSED))
    text = shown.articles[0].text
    assert text is not None
    assert len(text) == len(TEXT)
    assert text == TEXT.replace(SECRET, MASK * len(SECRET))
    assert shown.positions == (OPEN,)


def test_the_words_of_one_that_was_dismissed_are_kept_back_too() -> None:
    dismissed = snapshot(OPEN).model_copy(update={"hidden": (CLOSED,)})
    assert has_confidential(dismissed)
    assert public(dismissed).articles == public(snapshot(OPEN, CLOSED)).articles
    assert public(dismissed).hidden == ()
    assert confidential(dismissed) == ()


def test_a_quote_that_shares_words_with_it_is_masked_likewise() -> None:
    quote = "accept 5 crowns. Sudmark agrees."
    start = TEXT.index(quote)
    other = position("talks", demand="an answer", quote=quote, at=(start, start + len(quote)))
    [shown] = public(snapshot(CLOSED, other)).positions
    assert shown.quote == MASK * len("accept 5 crowns.") + " Sudmark agrees."


def test_a_part_of_it_that_is_quoted_without_a_place_is_masked_too() -> None:
    [_, (_, topic)] = public(snapshot(CLOSED)).disputed
    assert topic.quote == MASK * len("accept 5 crowns")


def test_one_without_a_place_is_found_by_its_quote_or_its_claim() -> None:
    quoted = position("talks", accept="it", quote=SECRET, confidential=True)
    assert SECRET not in (public(snapshot(quoted)).articles[0].text or "")
    typed = position("talks", accept="would accept 5 crowns", confidential=True)
    assert "5 crowns" not in (public(snapshot(typed)).articles[0].text or "")


WRAPPED = "Norland said that it would\nwithdraw all patrols by June, a source told us.\nSudmark demands talks."


def wrapped(*positions: Position) -> Snapshot:
    return Snapshot(articles=(Article(id="talks", text=WRAPPED),), positions=positions)


@pytest.mark.parametrize(
    "said",
    [
        {"offer": "that", "quote": "it would withdraw all patrols by June"},
        {"offer": "that", "quote": "it would withdraw all patrols by June", "at": (0, 9)},
        {"offer": "that", "quote": "it would withdraw al patrols by june"},
        {"offer": "it would withdraw all patrols by June"},
    ],
    ids=["a line break inside", "a wrong place", "misspelt", "a claim alone"],
)
def test_how_it_is_written_lets_nothing_out(said: dict[str, object]) -> None:
    shown = public(wrapped(position("talks", **said, confidential=True)))
    text = shown.articles[0].text or ""
    assert len(text) == len(WRAPPED)
    assert not {"it", "would", "withdraw", "patrols", "June"} & set(text.replace(",", " ").split())
    assert text.endswith("Sudmark demands talks.")
    assert masked_whole(wrapped(position("talks", **said, confidential=True))) == ()


@pytest.mark.parametrize("said", [{"quote": "the fleet goes home"}, {"at": (9, 9_000)}, {"quote": "x", "at": (0, 3)}])
def test_where_it_cannot_be_found_the_whole_text_is_masked(said: dict[str, object]) -> None:
    other = position("talks", demand="talks", quote="Sudmark demands talks.")
    state = wrapped(position("talks", offer="that", confidential=True, **said), other)
    shown = public(state)
    assert set(shown.articles[0].text or "") == {MASK, "\n"}
    assert set(shown.positions[0].quote or "") == {MASK}
    assert masked_whole(state) == ("talks",)


def test_a_quote_over_a_line_break_that_shares_words_with_it_is_masked_likewise() -> None:
    closed = position("talks", offer="that", quote="it would withdraw all patrols by June", confidential=True)
    other = position("talks", demand="x", quote="Norland said that it would withdraw all patrols")
    [shown] = public(wrapped(closed, other)).positions
    assert (shown.quote or "").startswith("Norland said that █")
    assert set((shown.quote or "").removeprefix("Norland said that ")) == {MASK, "\n"}


def test_what_is_not_confidential_stays_as_it_is() -> None:
    plain = snapshot(OPEN)
    assert not has_confidential(plain)
    assert public(plain) == plain
    assert has_confidential(snapshot(CLOSED))
    assert has_confidential(snapshot(OPEN, closed=True))
    assert confidential(snapshot(OPEN, CLOSED)) == (CLOSED,)


def test_names_are_remembered_only_where_public_words_account_for_them() -> None:
    remembered = RememberedIssues(
        issues=(
            RememberedIssue(name="talks", proposition="5 crowns"),
            RememberedIssue(name="5 crowns", proposition="5 crowns"),
        )
    )
    kept = public_memory(remembered, public(snapshot(OPEN, CLOSED)))
    assert kept.issues == (RememberedIssue(name="talks"),)
