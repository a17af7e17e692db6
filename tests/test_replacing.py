"""An article's text replaced by a corrected version: quotes follow, a person's words stay, and extraction goes on."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from positions import revising
from positions.anchoring import Reanchored
from positions.checking import check
from positions.errors import InputError
from positions.model import Article, MachineEntry, MachineFile, PositionFile, Source, Stance
from positions.negotiation import Negotiation
from positions.replacing import replace_text

PATROLS = "Norland insisted on the withdrawal of all patrols."
CATCHES = "Sudmark wants compensation for lost catches."
TOLLS = "Sudmark rejected tolls of any kind."
OLD = f"{PATROLS} {CATCHES} {TOLLS}\n"
SOURCE = Source(title="Talks", published=dt.date(2024, 8, 19), text="articles/a.txt")


def entry(text: str, quote: str, stance: Stance, claim: str) -> MachineEntry:
    start = text.index(quote)
    return MachineEntry(stance=stance, claim=claim, quote=quote, at=(start, start + len(quote)), confidence=0.9)


def read(negotiation: Negotiation, text: str, **claims: str) -> str:
    """What becomes of the file when an engine finds in a text as many of the three sentences as it has."""
    told = [
        ("Norland", PATROLS, Stance.DEMAND, "the withdrawal of all patrols"),
        ("Sudmark", CATCHES, Stance.DEMAND, "compensation for lost catches"),
        ("Sudmark", TOLLS, Stance.REJECT, "tolls of any kind"),
    ]
    found: dict[str, tuple[MachineEntry, ...]] = {}
    for party, quote, stance, claim in told:
        if quote in text:
            made = entry(text, quote, stance, claims.get(claim.split()[0], claim))
            found[party] = (*found.get(party, ()), made)
    return revising.write_extraction(negotiation, "a", MachineFile(article=SOURCE, positions=found, engine="rules 1"))


@pytest.fixture
def negotiation(tmp_path: Path) -> Negotiation:
    made = Negotiation.create(tmp_path / "talks")
    made.add(Article(id="a", source=SOURCE, text=OLD))
    read(made, OLD)
    return made


def replaced(negotiation: Negotiation, text: str, **known: Any) -> Reanchored[PositionFile]:
    found = replace_text(negotiation, Article(id="a", source=Source(title="not taken over"), text=text), known)
    assert found is not None
    assert negotiation.article("a").text == text
    return found


def edit(negotiation: Negotiation, old: str, new: str) -> None:
    path = negotiation.position_path("a")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_quotes_move_and_comments_and_style_stay(negotiation: Negotiation) -> None:
    edit(
        negotiation,
        "    - demand: compensation",
        "    # ask AL\n    - demand:   'compensation'  # hers\n      note: compensation",
    )
    before = negotiation.position_path("a").read_text(encoding="utf-8")
    new = f"Corrected on Monday. {OLD}"
    found = replaced(negotiation, new)
    assert (found.moved, found.reworded, found.lost) == (3, (), ())
    after = negotiation.position_path("a").read_text(encoding="utf-8")
    assert [line for line in after.splitlines() if "at:" not in line] == [
        line for line in before.splitlines() if "at:" not in line
    ]
    assert check(negotiation) == ()
    copy = negotiation.machine_file("a")
    assert copy is not None
    assert [one.at for _, one in copy.entries()] == [one.at for _, one in found.file.entries()]


def test_what_was_reworded_or_lost_is_listed(negotiation: Negotiation) -> None:
    new = f"{PATROLS.replace('all patrols', 'all its patrols')} {CATCHES}\n"
    found = replaced(negotiation, new)
    assert [(keys, one.quote) for keys, one in found.reworded] == [(("positions", "Norland", 0), PATROLS)]
    assert [(keys, one.quote) for keys, one in found.lost] == [(("positions", "Sudmark", 1), TOLLS)]
    assert found.file.positions["Norland"][0].quote == "Norland insisted on the withdrawal of all its patrols."
    (left,) = check(negotiation)
    assert (left.severity, left.message) == ("error", "the quote is not in the article")


def test_extraction_then_merges_as_if_the_text_had_always_been_so(negotiation: Negotiation) -> None:
    edit(negotiation, "- demand: compensation for lost catches", "- demand: money for fishers\n      review: confirmed")
    new = f"Corrected. {PATROLS} {CATCHES}\n"
    replaced(negotiation, new)
    read(negotiation, new, the="the retreat of all patrols")
    file = negotiation.position_file("a")
    assert file is not None
    assert [(party, one.claim) for party, one in file.entries()] == [
        ("Norland", "the retreat of all patrols"),  # only the program's, so it may change
        ("Sudmark", "money for fishers"),  # a person's, recognised by its passage; the lost one was the program's alone
    ]
    assert check(negotiation) == ()


def test_a_file_that_nobody_edited_still_is_the_programs_own(negotiation: Negotiation) -> None:
    new = f"Corrected. {OLD}"
    replaced(negotiation, new)
    assert read(negotiation, new, the="the retreat of all patrols") == "written"


def test_an_edited_entry_whose_words_are_gone_stays(negotiation: Negotiation) -> None:
    edit(negotiation, "reject: tolls of any kind", "reject: every toll")
    new = f"{PATROLS} {CATCHES}\n"
    replaced(negotiation, new)
    read(negotiation, new)
    assert "reject: every toll" in negotiation.position_path("a").read_text(encoding="utf-8")
    assert [(found.severity, found.message) for found in check(negotiation)] == [
        ("note", "the program no longer reads this"),
        ("error", "the quote is not in the article"),
    ]


def test_disagreements_follow_their_entries(negotiation: Negotiation) -> None:
    edit(negotiation, "- demand: compensation for lost catches", "- demand: money for fishers")
    read(negotiation, OLD, compensation="compensation")
    (before,) = check(negotiation)
    assert "the program reads `compensation` here" in before.message
    new = f"Corrected. {OLD}"
    replaced(negotiation, new)
    assert [found.message for found in check(negotiation)] == [before.message]
    read(negotiation, new, compensation="compensation")
    assert [found.message for found in check(negotiation)] == [before.message]


def test_what_is_given_beside_the_text_is_written_and_nothing_else(negotiation: Negotiation) -> None:
    replaced(negotiation, f"Corrected. {OLD}", published=dt.date(2024, 8, 20), outlet=None)
    assert negotiation.article("a").source == SOURCE.model_copy(update={"published": dt.date(2024, 8, 20)})
    assert replace_text(negotiation, Article(id="a", text=f"Corrected. {OLD}"), {"title": "Talks"}) is None
    assert replace_text(negotiation, Article(id="a", text=f"Corrected. {OLD}"), {"title": "Terms"}) is not None
    assert negotiation.article("a").title == "Terms"


def test_it_is_one_step_that_undo_takes_back(negotiation: Negotiation) -> None:
    def files() -> dict[Path, bytes]:
        folders = ("articles", "positions", "machine/positions")
        return {path: path.read_bytes() for name in folders for path in (negotiation.root / name).iterdir()}

    before = files()
    replaced(negotiation, f"Corrected. {OLD}")
    assert len([path for path, data in files().items() if data != before[path]]) == 3
    negotiation.undo()
    assert files() == before


def test_a_source_without_a_text_gets_one(negotiation: Negotiation) -> None:
    negotiation.add(Article(id="call", source=Source(title="A call")))
    assert replace_text(negotiation, Article(id="call", text=CATCHES), {}) is not None
    article = negotiation.article("call")
    assert (article.title, article.source.text, article.text) == ("A call", "articles/call.txt", CATCHES)


def test_where_the_position_file_was_deleted_extraction_writes_it_anew(negotiation: Negotiation) -> None:
    negotiation.position_path("a").unlink()
    new = f"Corrected. {OLD}"
    replace_text(negotiation, Article(id="a", text=new), {})
    assert read(negotiation, new) == "written"
    assert check(negotiation) == ()


def test_what_cannot_be_replaced_is_refused_and_nothing_changes(negotiation: Negotiation) -> None:
    with pytest.raises(InputError, match="no article `b`"):
        replace_text(negotiation, Article(id="b", text="x"), {})
    (negotiation.root / "articles" / "deep").mkdir()
    (negotiation.root / "articles/deep/a.txt").write_text(OLD, encoding="utf-8")
    edit(negotiation, "articles/a.txt", "articles/deep/a.txt")
    with pytest.raises(InputError, match=r"only a text in articles/ itself is replaced"):
        replace_text(negotiation, Article(id="a", text="x"), {})
    assert (negotiation.root / "articles/deep/a.txt").read_text(encoding="utf-8") == OLD


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    order=st.permutations([PATROLS, CATCHES, TOLLS]),
    between=st.lists(st.sampled_from(["", "It rained. ", "\r\n\r\n", "🕊️ "]), min_size=3, max_size=3),
)
def test_sentences_that_only_move_are_found_wherever_they_come_to_stand(
    negotiation: Negotiation, order: list[str], between: list[str]
) -> None:
    new = "".join(f"{gap}{sentence} " for gap, sentence in zip(between, order, strict=True))
    found = replace_text(negotiation, Article(id="a", text=new), {})
    assert found is None or not (found.lost or found.reworded)
    assert check(negotiation) == ()
