"""Several articles in one file, dates at the top of a text, languages, and texts that are nearly the same."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions.errors import UsageError
from positions.model import Article
from positions.reading import read
from positions.reading.bundles import pieces
from positions.reading.copies import Copies
from positions.reading.dates import date_in_text
from positions.reading.languages import foreign_language

FRONT = "---\ntitle: Talks {0}\ndate: 2031-05-0{0}\noutlet: Courier\n---\nNorland spoke on day {0}.\n\n"
HEADER = "Title: Talks {0}\nDate: {0} May 2031\nSource: Courier\n\nNorland spoke on day {0}.\n\n"


def taken(path: Path, text: str) -> list[Article]:
    path.write_bytes(text.encode())
    return read(path)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("head", [FRONT, HEADER])
@pytest.mark.parametrize("name", ["digest.txt", "digest.md"])
def test_articles_with_heads_are_taken_one_by_one(tmp_path: Path, head: str, name: str, end: str) -> None:
    text = (head.format(1) + head.format(2) + head.format(3)).replace("\n", end)
    articles = taken(tmp_path / name, text)
    assert [article.id for article in articles] == ["digest-1", "digest-2", "digest-3"]
    assert [article.title for article in articles] == ["Talks 1", "Talks 2", "Talks 3"]
    assert [article.source.published for article in articles] == [dt.date(2031, 5, day) for day in (1, 2, 3)]
    assert {article.source.outlet for article in articles} == {"Courier"}
    assert [(article.text or "").strip() for article in articles] == [
        f"Norland spoke on day {day}." for day in (1, 2, 3)
    ]


def test_the_keys_of_a_header_block_may_have_a_turkish_i(tmp_path: Path) -> None:
    head = HEADER.replace("Title", "TİTLE").replace("Source", "Publıcation")
    articles = taken(tmp_path / "digest.txt", head.format(1) + head.format(2))
    assert [(article.title, article.source.outlet) for article in articles] == [
        ("Talks 1", "Courier"), ("Talks 2", "Courier"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Talks resume\n\nNorland spoke.\n\n=====\n\nTalks end\n\nSudmark spoke.\n",
        "Talks resume\n\nNorland spoke.\n\f\nTalks end\n\nSudmark spoke.\n",
    ],
    ids=["rule", "form feed"],
)
def test_rules_and_form_feeds_part_articles(tmp_path: Path, text: str) -> None:
    articles = taken(tmp_path / "digest.txt", text)
    assert [article.title for article in articles] == ["Talks resume", "Talks end"]


@pytest.mark.parametrize(
    "text",
    [
        "The minister went on to say that\ntalks will\n\fgo on in the capital.\n",
        "Talks resume\n=====\n\nNorland spoke.\n",
        "One.\n\n---\n\nTwo.\n\n---\n\nThree.\n",
        "Norland spoke.\n\nTitle: minister\nSource: none\n\nSudmark spoke.\n\nTitle: envoy\nSource: none\n\nEnd.\n",
        "Sudmark: we want talks.\nNorland: so do we.\n\nSudmark: good.\nNorland: good.\n",
    ],
    ids=["page break", "heading", "thematic breaks", "no dates", "dialogue"],
)
def test_what_is_no_clear_separator_parts_nothing(tmp_path: Path, text: str) -> None:
    (article,) = taken(tmp_path / "a.txt", text)
    assert article.text == text


@given(st.text(alphabet="ab: -=*\n\f\r", max_size=60))
def test_no_word_is_lost_in_splitting(text: str) -> None:
    assert "".join("".join(pieces(text, Path("x"))).split()).replace("=", "").replace("*", "") == "".join(
        text.split()
    ).replace("=", "").replace("*", "")


def test_several_articles_cannot_share_a_title(tmp_path: Path) -> None:
    (tmp_path / "digest.txt").write_text(FRONT.format(1) + FRONT.format(2))
    with pytest.raises(UsageError, match="2 articles"):
        read(tmp_path / "digest.txt", title="One")


def test_a_header_block_tells_and_stays_in_a_single_text(tmp_path: Path) -> None:
    text = HEADER.format(4)
    (article,) = taken(tmp_path / "a.txt", text)
    assert (article.text, article.title, article.source.published) == (text, "Talks 4", dt.date(2031, 5, 4))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Talks resume\nMonday, 4 May 2031\n\nNorland spoke.", 4),
        ("Talks resume\n\nPublished: May 4th, 2031, 10:30 GMT\n\nNorland spoke.", 4),
        ("Talks resume\n2031-05-04\nNorland spoke.", 4),
        ("PORT OST, 4 May 2031 (Courier) – Norland spoke.", 4),
        ("Port Ost, 4 May 2031 – Norland spoke.", 4),
        ("Port Ost, Sudmark, Monday, 4 May 2031 (Courier) - “We go on.”", 4),
        ("On Monday, 4 May 2031 – Whit Monday – they met.", None),
        ("The Pact of Ost, 4 May 2031 – the oldest there is – still holds.", None),
        ("Port Ost, 4 May 2031 – a day of rest – was quiet.", None),
        ("On 4 May 2031 they met.", None),
        ("Talks resume\n04/05/2031\nNorland spoke.", None),
        ("Talks resume\n4 May 2031\n5 May 2031\nNorland spoke.", None),
        ("Talks resume\n31 June 2031\nNorland spoke.", None),
        ("Talks resume\nMay 2031\nNorland spoke.", None),
        ("", None),
    ],
)
def test_only_a_date_that_stands_at_the_top_is_one(text: str, day: int | None) -> None:
    assert date_in_text(text) == (None if day is None else dt.date(2031, 5, day))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Norland insisted on the withdrawal of all patrols from the strait.", None),
        ("Le gouvernement de Norland exige le retrait immédiat de toutes les patrouilles du détroit.", "fr"),
        ("Die Regierung von Norland verlangt den sofortigen Abzug aller Patrouillen aus der Meerenge.", "de"),
        ("Правительство Норланда требует немедленного вывода всех патрулей из пролива.", "ru"),
        ("Talks.", None),
        ("12 34 56 --- 78", None),
    ],
)
def test_a_language_other_than_english_is_recorded(text: str, language: str | None) -> None:
    assert foreign_language(text) == language


WIRE = " ".join(
    f"Norland wants item {number} of the treaty kept and Sudmark wants it gone by day {number}." for number in range(20)
)


def test_a_wire_copy_is_found_whole_cut_or_with_another_head() -> None:
    copies = Copies([("wire", WIRE), ("other", "The weather in Port Ost was fine. " * 30)])
    for text in (
        f"By our own staff\n\n{WIRE}",
        WIRE[: len(WIRE) // 2],
        WIRE.replace("Norland wants item 7", "It likes item 7"),
    ):
        likest = copies.of(text)
        assert likest is not None
        assert likest[0] == "wire"
        assert likest[1] >= 0.7


def test_texts_of_their_own_and_short_notices_are_no_copies() -> None:
    copies = Copies([("wire", WIRE), ("notice", "Talks in Port Ost will resume on Monday, both sides said.")])
    assert copies.of(f"{WIRE[:150]} " + " ".join(f"word{number}" for number in range(200))) is None
    assert copies.of("Talks in Port Ost will resume on Monday, both sides said.") is None
    assert copies.of("") is None
