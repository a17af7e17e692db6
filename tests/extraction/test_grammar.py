"""What a sentence says that who wants: the grammar's constructions, one table a kind.

The tables are about reading, so that they take every reading of somebody's, however sure the scorer is of it.
"""

from __future__ import annotations

from functools import cache

import pytest

from positions.extraction.engine import RulesEngine
from positions.model import Article, Extraction, Party, Registry

PARTIES = ("Norland", "Sudmark", "Bresland", "Harbour Union", "Saltgate", "Coast League")


@cache
def engine() -> RulesEngine:
    return RulesEngine(Registry(parties={name: Party() for name in PARTIES}))


def read(text: str) -> Extraction:
    (extraction,) = engine().extract([Article(id="a", text=text)])
    assert extraction.fault is None
    return extraction


def stated(text: str) -> set[tuple[str, str, str]]:
    explained = engine().explain(text)
    return {
        (e.party, e.entry.stance.value, e.entry.claim)
        for e in explained
        if e.entry is not None and e.party in PARTIES and not (e.entry.stance == "offer" and is_frame(e.cue, e.kind))
    }


def is_frame(cue: str, kind: str) -> bool:
    """The weak readings of somebody else's future, which only the scorer can tell from forecasts."""
    return kind == "modal" and cue in ("will", "would", "could")


SIMPLE = [
    ("Norland demands a wider channel.", {("Norland", "demand", "a wider channel")}),
    ("Norland insisted that Sudmark pay for the dredging.", {("Norland", "demand", "Sudmark pay for the dredging")}),
    ("Norland called on Sudmark to open the lock.", {("Norland", "demand", "Sudmark to open the lock")}),
    ("Norland called for Sudmark to open the lock.", {("Norland", "demand", "Sudmark to open the lock")}),
    ("Norland wants the embargo lifted soon.", {("Norland", "demand", "the embargo lifted soon")}),
    ("Norland offered Sudmark a loan of 40 million crowns.", {("Norland", "offer", "a loan of 40 million crowns")}),
    ("Norland agreed to a two-year freeze.", {("Norland", "accept", "a two-year freeze")}),
    ("Norland rejected the levy.", {("Norland", "reject", "the levy")}),
    ("Norland is willing to share the costs.", {("Norland", "offer", "share the costs")}),
    ("Norland is strongly opposed to a border levy.", {("Norland", "reject", "a border levy")}),
]

GOING_ON = [
    (
        "Norland demanded that both armies cease fire within a day, and proposed that the ferry sail under its flag.",
        {
            ("Norland", "demand", "both armies cease fire within a day"),
            ("Norland", "demand", "the ferry sail under its flag"),
        },
    ),
    (
        "Norland demanded that the firm drop the plan by Monday, and rejected the offer of 3 percent.",
        {
            ("Norland", "demand", "the firm drop the plan by Monday"),
            ("Norland", "reject", "the offer of 3 percent"),
        },
    ),
    (
        "Sudmark said it would not leave the port and rejected talks on the strait.",
        {("Sudmark", "reject", "leave the port"), ("Sudmark", "reject", "talks on the strait")},
    ),
]

OWN_FUTURE = [
    ("Norland insists it will not pay the toll.", {("Norland", "reject", "pay the toll")}),
    ("Norland insists that Sudmark will pay the toll.", {("Norland", "demand", "Sudmark will pay the toll")}),
    ("Norland is not going to accept the toll.", {("Norland", "reject", "the toll")}),
    ("Norland would not open its rice market.", {("Norland", "reject", "open its rice market")}),
]

APART = [
    ("What Norland wants is a joint navy.", {("Norland", "demand", "a joint navy")}),
    ("A joint navy is what Norland wants.", {("Norland", "demand", "A joint navy")}),
    ("It was the toll that Norland objected to.", {("Norland", "reject", "the toll")}),
    ("Norland objected to language on phasing out coal.", {("Norland", "reject", "language on phasing out coal")}),
    ("Norland wants the top rate cut to 40 percent.", {("Norland", "demand", "the top rate cut to 40 percent")}),
    ("Norland demands autonomy, an amnesty and a share of the revenues.",
     {("Norland", "demand", "autonomy"), ("Norland", "demand", "an amnesty"),
      ("Norland", "demand", "a share of the revenues")}),
    ("A toll is unacceptable to Norland.", {("Norland", "reject", "A toll")}),
    ("Norland said a toll was out of the question for the moment.", {("Norland", "reject", "a toll")}),
    ("Norland said a toll was unfair to Sudmark.", {("Norland", "reject", "a toll")}),
]  # fmt: skip

NOUNS = [
    ("Sudmark was angered by Norland's refusal to open the lock.", {("Norland", "reject", "open the lock")}),
    ("Norland repeated its call for a truce.", {("Norland", "demand", "a truce")}),
    ("The chair read out the proposal from Norland to halve the toll.", {("Norland", "demand", "halve the toll")}),
    ("Saltgate made a new offer of 40 crowns a share.", {("Saltgate", "offer", "40 crowns a share")}),
    ("Norland's opposition to the pipeline has hardened.", {("Norland", "reject", "the pipeline")}),
]

PASSIVES = [
    ("The levy was rejected by Norland.", {("Norland", "reject", "The levy")}),
    ("A wider channel, demanded by Norland, was not discussed.", {("Norland", "demand", "A wider channel")}),
]

NEGATION = [
    ("Norland does not want a wider channel.", {("Norland", "reject", "a wider channel")}),
    ("Norland will not accept the levy.", {("Norland", "reject", "the levy")}),
    ("Norland did not rule out a second vote.", {("Norland", "accept", "a second vote")}),
    ("Norland refused to accept the levy.", {("Norland", "reject", "the levy")}),
    ("Norland said the deal will not include a swap.", {("Norland", "reject", "a swap")}),
    ("Norland urged Sudmark to reject the levy.", {("Norland", "reject", "the levy")}),
    ("Norland accepts no limits on fishing.", {("Norland", "reject", "limits on fishing")}),
    ("Norland said it would tolerate no change of the border.", {("Norland", "reject", "change of the border")}),
    ("Norland offered no less than 5 percent.", {("Norland", "offer", "no less than 5 percent")}),
    ("Norland raised no objection to the levy.", {("Norland", "accept", "the levy")}),
    ("Norland would not be opposed to a delay.", {("Norland", "accept", "a delay")}),
    ("The Harbour Union would never be opposed to a delay.", {("Harbour Union", "accept", "a delay")}),
    ("Norland would be opposed to a delay.", {("Norland", "reject", "a delay")}),
    ("Norland would not be willing to share the costs.", {("Norland", "reject", "share the costs")}),
]

COMMITTED_TO_REFUSING = [
    ("Norland pledged to oppose any cuts.", {("Norland", "reject", "any cuts")}),
    ("Norland promised to fight the ruling.", {("Norland", "reject", "the ruling")}),
    ("Norland threatened to veto the budget.", {("Norland", "reject", "the budget")}),
    ("Norland is prepared to reject the deal.", {("Norland", "reject", "the deal")}),
    ("Norland intends to vote against the amendment.", {("Norland", "reject", "the amendment")}),
    ("Norland repeated its threat to veto the budget.", {("Norland", "reject", "the budget")}),
    ("Norland wants to block the merger.", {("Norland", "reject", "the merger")}),
    ("Norland pledged not to open the lock.", {("Norland", "reject", "open the lock")}),
    ("Norland promised not to oppose the levy.", {("Norland", "accept", "the levy")}),
    ("Norland decided to reject the plan.", {("Norland", "reject", "the plan")}),
    ("Norland pledged to lift the ban.", {("Norland", "offer", "lift the ban")}),
    ("Norland offered to drop the case.", {("Norland", "offer", "drop the case")}),
]

REFUSING_A_REFUSAL = [
    ("Norland declined to rule out sanctions.", set()),
    ("Norland refuses to oppose the treaty.", set()),
    ("Norland's refusal to rule out sanctions was noted.", set()),
    ("Norland does not want to block the merger.", set()),
    ("Norland refused to drop its demand for a seat.", {("Norland", "demand", "a seat")}),
    ("Norland refused to withdraw its objection to the levy.", {("Norland", "reject", "the levy")}),
    ("Norland ruled out dropping its demand for a seat.", {("Norland", "demand", "a seat")}),
    ("Norland refused to leave the bay.", {("Norland", "reject", "leave the bay")}),
    ("Norland refused to accept the levy.", {("Norland", "reject", "the levy")}),
]

PREFERENCE = [
    ("Norland would rather leave visas to a later pact.", {("Norland", "demand", "leave visas to a later pact")}),
    ("“We would rather keep the toll,” Norland said.", {("Norland", "demand", "keep the toll")}),
    ("Norland wants talks rather than a vote.", {("Norland", "demand", "talks rather than a vote")}),
]

DISBELIEF = [
    ("Norland does not believe that the toll must fall.", {("Norland", "reject", "the toll must fall")}),
    ("Norland said it did not think Sudmark should pay.", {("Norland", "reject", "Sudmark should pay")}),
    ("Norland doubts that a levy is needed.", {("Norland", "reject", "a levy is needed")}),
    ("Norland does not consider a vote necessary.", {("Norland", "reject", "a vote")}),
    ("Norland remains unconvinced that a vote is necessary.", {("Norland", "reject", "a vote")}),
    ("Norland sees no need for a vote.", {("Norland", "reject", "a vote")}),
    ("Norland does not see a need for a vote.", {("Norland", "reject", "a vote")}),
    ("Norland does not believe the levy is unfair.", {("Norland", "accept", "the levy")}),
    ("“We don't think we should pay,” Norland said.", {("Norland", "reject", "we should pay")}),
    ("Norland does not think Sudmark wants a vote.", set()),
    ("Norland does not doubt that a vote is necessary.", {("Norland", "demand", "a vote")}),
    ("Norland considers a vote necessary.", {("Norland", "demand", "a vote")}),
    ("Norland believes that Sudmark should not pay.", {("Norland", "reject", "Sudmark should not pay")}),
]

COORDINATION = [
    (
        "Norland and Sudmark rejected the levy.",
        {("Norland", "reject", "the levy"), ("Sudmark", "reject", "the levy")},
    ),
    (
        "Norland demanded a 10 percent cut in tariffs.",
        {("Norland", "demand", "a 10 percent cut in tariffs")},
    ),
    (
        "The Harbour Union wants a five percent raise and a 35-hour week.",
        {("Harbour Union", "demand", "a five percent raise"), ("Harbour Union", "demand", "a 35-hour week")},
    ),
    (
        "Norland called for: a wider channel; a lower toll; and free pilotage for small boats.",
        {
            ("Norland", "demand", "a wider channel"),
            ("Norland", "demand", "a lower toll"),
            ("Norland", "demand", "free pilotage for small boats"),
        },
    ),
]

CONFERENCE = [
    (
        "NORLAND, supported by SUDMARK and opposed by BRESLAND, proposed a levy for ferries.",
        {
            ("Norland", "demand", "a levy for ferries"),
            ("Sudmark", "accept", "a levy for ferries"),
            ("Bresland", "reject", "a levy for ferries"),
        },
    ),
    (
        "NORLAND proposed a levy for ferries. SUDMARK opposed this.",
        {("Norland", "demand", "a levy for ferries"), ("Sudmark", "reject", "a levy for ferries")},
    ),
    (
        "BRESLAND, with SUDMARK, called for a later deadline.",
        {("Bresland", "demand", "a later deadline"), ("Sudmark", "demand", "a later deadline")},
    ),
    (
        "BRESLAND wants more time. With SUDMARK and NORLAND, BRESLAND opposed the levy.",
        {
            ("Bresland", "demand", "more time"),
            ("Bresland", "reject", "the levy"),
            ("Sudmark", "reject", "the levy"),
            ("Norland", "reject", "the levy"),
        },
    ),
    (
        "NORLAND proposed a levy and, with SUDMARK, a fund for ferries.",
        {
            ("Norland", "demand", "a levy"),
            ("Norland", "demand", "a fund for ferries"),
            ("Sudmark", "demand", "a fund for ferries"),
        },
    ),
    (
        "NORLAND supported a levy and, opposed by SUDMARK, called for a fund.",
        {("Norland", "demand", "a levy"), ("Norland", "demand", "a fund"), ("Sudmark", "reject", "a fund")},
    ),
    ("NORLAND stressed the need for a standing committee.", {("Norland", "demand", "a standing committee")}),
    ("NORLAND said little. SUDMARK identified the need for a review.", {("Sudmark", "demand", "a review")}),
    ("Norland noted the progress and the need for a review.", {("Norland", "demand", "a review")}),
    (
        "Opposed by NORLAND and SUDMARK, BRESLAND proposed a levy.",
        {("Bresland", "demand", "a levy"), ("Norland", "reject", "a levy"), ("Sudmark", "reject", "a levy")},
    ),
    ("Norland, for the Coast League, called for a review.", {("Coast League", "demand", "a review")}),
    (
        "NORLAND supported, inter alia, a common report and a later deadline.",
        {("Norland", "demand", "a common report"), ("Norland", "demand", "a later deadline")},
    ),
    (
        "Norland suggested two meetings; called for a review of the levy; and urged a vote.",
        {
            ("Norland", "demand", "two meetings"),
            ("Norland", "demand", "a review of the levy"),
            ("Norland", "demand", "a vote"),
        },
    ),
    (
        "Norland, Sudmark and Bresland supported extending the talks.",
        {(party, "demand", "extending the talks") for party in ("Norland", "Sudmark", "Bresland")},
    ),
]

PARSED_AMISS = [
    ("Norland said the talks are slow, urging a second round.", {("Norland", "demand", "a second round")}),
    (
        "Norland said the science has moved on and called for a common approach.",
        {("Norland", "demand", "a common approach")},
    ),
    (
        "Saltgate launched a 40 dlr a share tender offer for the yard.",
        {("Saltgate", "offer", "a 40 dlr a share tender offer for the yard")},
    ),
    (
        "Norland's opposition to the re-settlement of the crews has grown.",
        {("Norland", "reject", "the re-settlement of the crews")},
    ),
]

SPEECH = [
    ("Norland said the fleet must leave by June.", {("Norland", "demand", "the fleet must leave by June")}),
    ("The fleet must leave by June, Norland said.", {("Norland", "demand", "The fleet must leave by June")}),
    (
        "“We reject the levy. The lock must stay shut,” Norland said.",
        {("Norland", "reject", "the levy"), ("Norland", "demand", "The lock must stay shut")},
    ),
]

NOBODYS = [
    "If the levy is accepted by Norland, talks will go on.",
    "Analysts say Norland should accept the levy.",
    "Norland tried to agree on a date.",
    "Norland declined to comment on the report.",
    "Did Norland accept the levy?",
    "The ministers met on Monday in a hotel by the lake.",
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *SIMPLE,
        *GOING_ON,
        *OWN_FUTURE,
        *APART,
        *NOUNS,
        *PASSIVES,
        *NEGATION,
        *COMMITTED_TO_REFUSING,
        *REFUSING_A_REFUSAL,
        *DISBELIEF,
        *PREFERENCE,
        *COORDINATION,
        *CONFERENCE,
        *PARSED_AMISS,
        *SPEECH,
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_sentence_is_read(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert stated(text) == expected


def test_a_name_behind_its_description_is_the_subject() -> None:
    told = engine().explain("Former Secretary of State and Democratic frontrunner Hillary Bell is calling for talks.")
    assert {e.party for e in told if e.entry is not None} == {"Hillary Bell"}


def test_what_a_party_says_it_will_do_is_an_offer() -> None:
    explained = engine().explain("Norland said it will free the sailors.")
    offers = [(e.party, e.entry.stance, e.entry.claim) for e in explained if e.entry is not None and e.cue == "will"]
    assert offers == [("Norland", "offer", "free the sailors")]


@pytest.mark.parametrize("text", NOBODYS)
def test_nothing_is_kept_of_it(text: str) -> None:
    assert read(text).positions == {}


@pytest.mark.parametrize(
    ("text", "key", "condition"),
    [
        ("Norland will accept the levy if the toll falls.", "if", "the toll falls"),
        ("Norland rejects the levy unless the toll falls.", "unless", "the toll falls"),
        ("Norland agreed to the swap, but now only if Sudmark disarms.", "if", "Sudmark disarms"),
        ("Norland offers a swap, though only after the talks have begun.", "if", "the talks have begun"),
        ("Norland accepted the truce provided that the toll falls.", "if", "the toll falls"),
        ("Norland accepted the truce as long as the crossing stays open.", "if", "the crossing stays open"),
        ("Norland is willing to leave the bay in exchange for a pilot station.", "in exchange for", "a pilot station"),
    ],
)
def test_a_condition_is_given_apart(text: str, key: str, condition: str) -> None:
    read_out = [e.entry for e in engine().explain(text) if e.entry is not None]
    assert [entry.conditions for entry in read_out] == [{key: condition}]
    assert all(condition not in entry.claim for entry in read_out)


def test_what_is_left_out_is_told_in_the_words_of_the_text() -> None:
    text = "Nobody there wanted holders to reject the 40 dlr a share tender offer."
    assert [claim.claim for claim in read(text).dropped if claim.at is not None] == [
        text[slice(*claim.at)] for claim in read(text).dropped if claim.at is not None
    ]
    assert any("40 dlr a share" in claim.claim for claim in read(text).dropped)


def test_an_opponents_report_names_the_opponent() -> None:
    explained = engine().explain("Norland said Sudmark had rejected the levy.")
    (entry,) = [e.entry for e in explained if e.party == "Sudmark" and e.entry is not None]
    assert entry.according_to == "Norland"


@pytest.mark.parametrize(
    ("text", "stance", "claim"),
    [
        ("Sudmark accused Norland of wanting to keep the islands.", "demand", "keep the islands"),
        ("Sudmark accused Norland of refusing to open the lock.", "reject", "open the lock"),
        ("Sudmark blamed Norland for insisting on the toll.", "demand", "the toll"),
        ("Sudmark condemned Norland for demanding the bridge.", "demand", "the bridge"),
        ("Sudmark praised Norland for accepting the levy.", "accept", "the levy"),
        ("Norland was criticised by Sudmark for opposing the bridge.", "reject", "the bridge"),
    ],
)
def test_what_somebody_is_blamed_for_is_not_the_accusers(text: str, stance: str, claim: str) -> None:
    (told,) = [e for e in engine().explain(text) if e.entry is not None]
    assert told.entry is not None
    assert (told.party, told.entry.stance, told.entry.claim) == ("Norland", stance, claim)
    assert told.entry.according_to == "Sudmark"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Sudmark accused Norland of blocking the treaty and demanded a vote.",
            {("Norland", "reject", "the treaty"), ("Sudmark", "demand", "a vote")},
        ),
        ("Norland criticised the levy for hurting trade.", {("Norland", "reject", "the levy for hurting trade")}),
        ("Norland rejected the plan for cutting the toll.", {("Norland", "reject", "the plan for cutting the toll")}),
        ("Norland was accused of refusing to open the lock.", {("Norland", "reject", "open the lock")}),
    ],
)
def test_a_gerund_without_blame_stays_where_it_was(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert stated(text) == expected


def test_every_quote_is_the_text_at_its_offsets() -> None:
    text = (
        "LEVY ROW\n\nPORT OST, May 3 -  Norland <NRL>  rejected the levy of 8 pct.\r\n\r\nSudmark “wants  it” — kept."
    )
    extraction = read(text)
    entries = [entry for entries in extraction.positions.values() for entry in entries]
    assert entries
    for entry in entries:
        assert entry.at is not None
        assert text[slice(*entry.at)] == entry.quote
    assert "8 pct" in {entry.claim for entry in entries}.pop()


def test_one_broken_article_leaves_the_others_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    from positions.extraction import engine as module

    whole = RulesEngine._extract

    def breaking(self: RulesEngine, story: module.Story) -> Extraction:
        if story.article.id == "broken":
            raise ValueError("a strange text")
        return whole(self, story)

    monkeypatch.setattr(RulesEngine, "_extract", breaking)
    articles = [Article(id=name, text="Norland rejected the levy.") for name in ("first", "broken", "last")]
    faults = {extraction.article: extraction.fault for extraction in engine().extract(articles)}
    assert faults == {"first": None, "broken": "ValueError: a strange text", "last": None}


def test_why_tells_what_fired_and_what_was_left_out() -> None:
    explained = engine().explain("Analysts say Norland should accept the levy, but Sudmark demanded a wider channel.")
    kept = {(e.party, e.cue) for e in explained if e.kept}
    left = {e.cue: e.why for e in explained if not e.kept}
    assert kept == {("Sudmark", "demand")}
    assert "bystander" in (left["should"] or "")
    assert all(left.values())
