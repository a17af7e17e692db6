"""Quotes found again, as a user relies on it: where they stand, and what a corrected text makes of them."""

from __future__ import annotations

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions import sampling
from positions.anchoring import Reanchored, anchor, reanchored
from positions.model import Entry, MachineEntry, MachineFile, PositionFile, Stance, Topic
from positions.textmap import flat
from tests.expectations import texts

ARTICLE = """Norland asked for 8 percent more pay on Monday. "We stay till it is paid," said Ada Lund.

Sudmark, which owns ferries, offered 4 percent. Talks go on. The minister called the offer
an insult. Talks go on. Sudmark ruled out a longer strike fund. Talks go on.
"""
INSULT = "The minister called the offer an insult."
FUND = "Sudmark ruled out a longer strike fund."


def place(quote: str, text: str = ARTICLE, nth: int = 0) -> tuple[int, int]:
    """Where a quote stands for the nth time, lines broken as in the quote."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    return start, start + len(quote)


def entry(quote: str | None, at: tuple[int, int] | None) -> Entry:
    return Entry(stance=Stance.DEMAND, claim="as it was", quote=quote, at=at)


def corrected(found: Entry, new: str, old: str = ARTICLE) -> tuple[Entry, Reanchored[PositionFile]]:
    result = reanchored(PositionFile(positions={"Norland": (found,)}), old, new)
    return result.file.positions["Norland"][0], result


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        ("Talks go on.", "Talks go on."),
        ("  called the\r\n\r\noffer an   insult", "called the offer\nan insult"),
        ("Sudmark ruled out a longer strike found.", FUND),
        ("Norland asked for 6 percent more pay on Monday", "Norland asked for 8 percent more pay on Monday"),
        ("Norland had asked for 8 percent more pay this Monday", "Norland asked for 8 percent more pay on Monday"),
    ],
)
def test_a_quote_is_found_word_for_word_and_else_by_likeness(quote: str, stands: str) -> None:
    found = anchor(quote, ARTICLE)
    assert found is not None
    assert ARTICLE[slice(*found.at)] == stands
    assert found.exact == (flat(quote) == flat(stands))
    assert (found.score == 1) == found.exact


@pytest.mark.parametrize(
    "quote", ["", " \n", "The islets will never be returned to anybody.", "Talks never", "x" * 3000]
)
def test_what_is_nowhere_is_not_found(quote: str) -> None:
    assert anchor(quote, ARTICLE) is None
    assert anchor(quote, ARTICLE, near=60) is None
    assert anchor(quote, "") is None


@pytest.mark.parametrize(("near", "nth"), [(None, 0), (0, 0), (165, 0), (175, 1), (230, 2), (10**9, 2)])
def test_of_several_places_the_nearest_is_meant(near: int | None, nth: int) -> None:
    found = anchor("Talks go on.", ARTICLE, near)
    assert found is not None
    assert found.at == place("Talks go on.", nth=nth)


@pytest.mark.parametrize(
    ("old", "new", "quote", "now"),
    [
        ("8 percent", "6 percent", "Norland asked for 8 percent more pay", "Norland asked for 6 percent more pay"),
        ("Norland asked", "Norlund asked", "Norland asked for 8 percent", "Norlund asked for 8 percent"),
        ("on Monday.", "on Sunday night.", "more pay on Monday.", "more pay on Sunday night."),
        ("called the", "twice called the first", INSULT, "The minister twice called the first offer\nan insult."),
        (", which owns ferries,", "", "Sudmark, which owns ferries, offered 4 percent.", "Sudmark offered 4 percent."),
        (
            '"We stay till it is paid,"',
            "“We stay till it’s paid,”",
            '"We stay till it is paid,"',
            "“We stay till it’s paid,”",
        ),
        ("Sudmark ruled out", "Sudmark did not rule out", FUND, "Sudmark did not rule out a longer strike fund."),
    ],
)
def test_words_that_were_corrected_are_quoted_as_they_now_are_and_listed(
    old: str, new: str, quote: str, now: str
) -> None:
    text = "Corrected version.\n\n" + ARTICLE.replace(old, new, 1)
    at = place(quote if quote in ARTICLE else quote.replace("offer an", "offer\nan"))
    before = entry(quote, at)
    after, result = corrected(before, text)
    assert after.quote == now
    assert after.at == place(now, text)
    assert result.reworded == ((("positions", "Norland", 0), before),)
    assert (result.moved, result.lost) == (0, ())
    assert after.claim == "as it was"


@pytest.mark.parametrize("nth", [0, 1, 2])
@pytest.mark.parametrize(
    ("old", "new", "shift"),
    [
        ("Norland", "On Monday Norland", 0),
        ("The minister", "Talks go on. The minister", 1),
        ("Talks go on. The minister", "The minister", -1),
    ],
)
def test_a_quote_that_stands_several_times_keeps_its_own_place(old: str, new: str, shift: int, nth: int) -> None:
    text = ARTICLE.replace(old, new, 1)
    after, result = corrected(entry("Talks go on.", place("Talks go on.", nth=nth)), text)
    assert after.at == place("Talks go on.", text, nth=shift + nth if nth else 0)
    assert not result.reworded + result.lost


def test_words_that_are_corrected_in_one_place_are_not_taken_from_another() -> None:
    old = "Norland wants 8 percent. The ferries run again. Sudmark wants 8 percent. The talks go on."
    new = old.replace("Norland wants 8", "Norland wants 6")
    after, result = corrected(entry("wants 8 percent", place("wants 8 percent", old)), new, old)
    assert (after.quote, after.at) == ("wants 6 percent", place("wants 6 percent", new))
    assert len(result.reworded) == 1


def test_a_passage_that_was_moved_is_found_word_for_word() -> None:
    text = FUND + " " + ARTICLE.replace(FUND, "")
    after, result = corrected(entry(FUND, place(FUND)), text)
    assert (after.quote, after.at) == (FUND, (0, len(FUND)))
    assert (result.moved, result.reworded, result.lost) == (1, (), ())


def test_what_was_struck_stays_as_it_was_and_is_listed() -> None:
    before = entry(FUND, place(FUND))
    after, result = corrected(before, ARTICLE.replace(FUND, ""))
    assert after == before
    assert result.lost == ((("positions", "Norland", 0), before),)
    assert (result.moved, result.reworded) == (0, ())


@pytest.mark.parametrize(
    ("new", "now"),
    [
        (ARTICLE.replace("Norland", "On Monday Norland", 1), FUND),
        (ARTICLE.replace("longer strike", "bigger strike"), FUND.replace("longer", "bigger")),
        (ARTICLE.replace(FUND, ""), None),
    ],
)
def test_a_range_without_a_quote_goes_with_its_words(new: str, now: str | None) -> None:
    before = entry(None, place(FUND))
    after, result = corrected(before, new)
    assert after == before.model_copy(update={"at": place(now, new)} if now else {})
    assert (result.moved, len(result.reworded), len(result.lost)) == (now == FUND, now not in (None, FUND), now is None)


def test_a_quote_without_a_range_gets_none() -> None:
    text = ARTICLE.replace("8 percent", "6 percent")
    assert corrected(entry(FUND, None), "Corrected. " + ARTICLE)[0] == entry(FUND, None)
    assert corrected(entry("asked for 8 percent", None), text)[0] == entry("asked for 6 percent", None)


def test_what_was_wrong_before_and_is_not_touched_stays_as_a_person_wrote_it() -> None:
    misquoted, at = "Sudmark rules out [...] fund.", place(FUND)
    after, result = corrected(entry(misquoted, at), "Corrected. " + ARTICLE)
    assert after == entry(misquoted, (at[0] + 11, at[1] + 11))
    assert result.moved == 1
    beyond = entry(FUND, (10_000, 10_020))
    assert corrected(beyond, "Corrected. " + ARTICLE)[0].at == (at[0] + 11, at[1] + 11)


def test_every_part_of_the_file_is_taken_along_and_a_machine_file_stays_one() -> None:
    at = place(FUND)
    entries = tuple(MachineEntry(stance=Stance.DEMAND, claim="x", quote=FUND, at=at, rule="ask") for _ in range(2))
    topic = Topic(topic="the strike fund", quote=FUND, at=at)
    bare = MachineEntry(stance=Stance.OFFER, claim="y")
    file = MachineFile(
        positions={"Norland": entries, "Sudmark": (bare,)}, disputed=(topic,), settled=(topic,), engine="rules 1"
    )
    result = reanchored(file, ARTICLE, "No. " + ARTICLE)
    assert isinstance(result.file, MachineFile)
    assert result.moved == 4
    moved = {"at": (at[0] + 4, at[1] + 4)}
    assert result.file == file.model_copy(
        update={
            "positions": {"Norland": tuple(each.model_copy(update=moved) for each in entries), "Sudmark": (bare,)},
            "disputed": (topic.model_copy(update=moved),),
            "settled": (topic.model_copy(update=moved),),
        }
    )
    lost = reanchored(file, ARTICLE, "Another article.").lost
    assert [keys for keys, _ in lost] == [
        ("positions", "Norland", 0),
        ("positions", "Norland", 1),
        ("disputed", 0),
        ("settled", 0),
    ]


WORDS = st.text(alphabet="ab c.é\n", max_size=12)
QUOTES = WORDS.filter(lambda text: bool(text.strip()))


@given(between=st.lists(WORDS, min_size=2, max_size=6), quotes=st.lists(QUOTES, min_size=5), data=st.data())
def test_whatever_is_put_in_outside_the_quotes_they_stand_word_for_word_where_they_are_said_to(
    between: list[str], quotes: list[str], data: st.DataObject
) -> None:
    quotes = quotes[: len(between) - 1]
    where = data.draw(st.integers(0, len(quotes)))
    cut = data.draw(st.integers(0, len(between[where])))
    put_in = data.draw(WORDS)
    changed = [*between]
    changed[where] = between[where][:cut] + put_in + between[where][cut:]
    old = between[0] + "".join(quote + text for quote, text in zip(quotes, between[1:], strict=True))
    new = changed[0] + "".join(quote + text for quote, text in zip(quotes, changed[1:], strict=True))
    entries = []
    start = len(between[0])
    for quote, text in zip(quotes, between[1:], strict=True):
        entries.append(entry(quote, (start, start + len(quote))))
        start += len(quote) + len(text)
    result = reanchored(PositionFile(positions={"Norland": tuple(entries)}), old, new)
    assert not result.reworded + result.lost
    for before, after in zip(entries, result.file.positions["Norland"], strict=True):
        assert after.at is not None
        assert after.quote == before.quote
        assert flat(new[slice(*after.at)]) == flat(before.quote or "")


@given(old=WORDS, new=WORDS, quote=QUOTES, at=st.tuples(st.integers(0, 9), st.integers(1, 9)))
def test_whatever_the_texts_are_an_entry_is_right_or_listed(
    old: str, new: str, quote: str, at: tuple[int, int]
) -> None:
    before = entry(quote, (at[0], at[0] + at[1]))
    after, result = corrected(before, new, old)
    assert reanchored(result.file, new, new).file == result.file
    if result.lost:
        assert after == before
    elif result.reworded:
        assert after.at is not None
        assert after.quote == new[slice(*after.at)].strip()
    else:
        assert after.quote == before.quote


@given(text=st.text(max_size=60), quote=st.text(max_size=30), near=st.integers(0, 80))
def test_a_place_that_is_found_is_one_of_the_text(text: str, quote: str, near: int) -> None:
    found = anchor(quote, text, near)
    if found is not None:
        assert 0 <= found.at[0] < found.at[1] <= len(text)
        assert found.exact == (flat(text[slice(*found.at)]) == flat(quote))
    elif quote.strip():
        assert flat(quote) not in flat(text)


def sentences() -> list[tuple[str, int, int]]:
    """Of the sample articles: the article's text, and where each of its sentences stands."""
    found = []
    for name in sampling.names():
        for text in texts(name).values():
            ends = [0, *(index + 1 for index in range(len(text)) if text[index : index + 2] in (". ", ".\n"))]
            found += [(text, start + (start > 0), end) for start, end in pairwise(ends) if end - start > 40]
    return found


def test_in_the_sample_articles_a_struck_sentence_is_lost_and_one_with_another_number_is_listed() -> None:
    for text, start, end in sentences():
        quote = text[start:end].strip()
        before = entry(quote, place(quote, text))
        _, result = corrected(before, text[:start] + text[end:], text)
        assert result.lost, quote
        number = next((char for char in quote if char.isdigit()), None)
        if number is not None:
            now = quote.replace(number, str((int(number) + 3) % 10))
            after, result = corrected(before, f"Corrected. {text[:start]} {now}{text[end:]}", text)
            assert (after.quote, len(result.reworded)) == (now, 1)


@pytest.mark.parametrize("alphabet", ["ab", "a. ", "norland asks for more pay ".split()])
def test_large_texts_take_seconds_at_most(alphabet: list[str]) -> None:
    """A tenth of what is allowed to be; nothing here may take time that grows with the square of the text."""
    draw = random.Random(1)
    old, new = (" ".join(draw.choices(alphabet, k=200_000 // len(alphabet[0]) // 2)) for _ in range(2))
    starts = range(0, len(old) - 300, len(old) // 100)
    entries = [entry(old[start : start + 300].strip() or "x", (start, start + 300)) for start in starts]
    began = time.process_time()
    reanchored(PositionFile(positions={"Norland": tuple(entries)}), old, new)
    assert time.process_time() - began < 5
