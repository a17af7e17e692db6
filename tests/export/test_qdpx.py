"""A project for other programs: its structure by the standard, its offsets, and what comes back out of it."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions import importing
from positions.export.qdpx import NAMESPACE, Project, qdpx
from positions.export.withholding import MASK, has_confidential, public
from positions.model import (
    Article,
    Codebook,
    Entry,
    Issue,
    Matrix,
    Party,
    Placed,
    Position,
    Registry,
    Role,
    Row,
    Side,
    Snapshot,
    Source,
    Stance,
    Status,
)
from positions.negotiation import Negotiation

TEXT = "Ständig 🚢: Norland demands «free passage»\r\nand more. Sudmark said no & left < at once."
ENTRIES = {
    "Norland": Entry(
        stance=Stance.DEMAND,
        claim="note: free passage",
        at=(11, 41),
        note="whose?\nours",
        speaker="Ada Lund",
        **{"if": "the truce holds"},
    ),
    "Sudmark": Entry(stance=Stance.REJECT, claim="all\x01of it", at=(53, 85), withdrawn=True),
}

NORLAND = Party(
    aliases=("NL", "the: North"), speakers=("Ada Lund",), role=Role.MEDIATOR, bloc="the Coast", note="a state"
)


def project(*more: Position) -> Project:
    article = Article(id="2031-talks", source=Source(title="Talks", outlet="The Courier"), text=TEXT)
    bare = Article(id="call", source=Source())
    positions = [Position.of_entry(entry, article=article.id, party=party) for party, entry in ENTRIES.items()]
    placed = tuple(Placed(position=one, side=Side.FOR, current=True) for one in (*positions, *more))
    rows = (
        Row(issue="ways", proposition="Ships pass", status=Status.OPEN, theme="sea", positions=placed[:1]),
        Row(issue="tolls", proposition="No tolls", status=Status.OPEN, positions=placed[1:]),
    )
    codebook = Codebook(issues={"ways": Issue(note="old")})
    registry = Registry(parties={"Norland": NORLAND})
    return Project(
        "Strait & sea", (article, bare), Matrix(parties=("Norland", "Sudmark"), rows=rows), registry, codebook
    )


def opened(data: bytes) -> tuple[zipfile.ZipFile, ElementTree.Element]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    return archive, ElementTree.fromstring(archive.read("project.qde"))


# What the standard's schema (REFI-QDA 1.5, Project.xsd of March 2019) asks of the elements that we write: their
# attributes, required ones first behind a star, and their children in order, of which + may repeat.
SCHEMA: dict[str, tuple[str, str]] = {
    "Project": ("*name origin creatingUserGUID", "Users CodeBook Sources Notes"),
    "Users": ("", "User+"),
    "User": ("*guid name", ""),
    "CodeBook": ("", "Codes"),
    "Codes": ("", "Code+"),
    "Code": ("*guid *name *isCodable", "Description NoteRef+ Code+"),
    "Sources": ("", "TextSource+"),
    "TextSource": (
        "*guid name plainTextPath creatingUser",
        "Description PlainTextContent PlainTextSelection+ NoteRef+",
    ),
    "PlainTextSelection": ("*guid name *startPosition *endPosition creatingUser", "Description Coding+ NoteRef+"),
    "Coding": ("*guid creatingUser", "CodeRef"),
    "CodeRef": ("*targetGUID", ""),
    "NoteRef": ("*targetGUID", ""),
    "Notes": ("", "Note+"),
    "Note": ("*guid name plainTextPath creatingUser", "Description PlainTextContent PlainTextSelection+ NoteRef+"),
    "Description": ("", ""),
    "PlainTextContent": ("", ""),
}
NEVER_EMPTY = {"Users", "CodeBook", "Codes", "Sources", "Notes", "Coding"}
GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def check(element: ElementTree.Element) -> None:
    """An element and those within it are as the schema wants them."""
    assert element.tag.startswith(f"{{{NAMESPACE}}}")
    name = element.tag.rpartition("}")[2]
    attributes, below = SCHEMA[name]
    known = attributes.replace("*", "").split()
    assert set(element.attrib) <= set(known), name
    assert {one[1:] for one in attributes.split() if one.startswith("*")} <= set(element.attrib), name
    for key, value in element.attrib.items():
        if "guid" in key.lower() or key == "creatingUser":
            assert GUID.fullmatch(value)
    found = " ".join(child.tag.rpartition("}")[2] for child in element) + " "
    pattern = "".join(f"({one.rstrip('+')} ){'*' if one.endswith('+') else '?'}" for one in below.split())
    assert re.fullmatch(pattern, found if len(element) else ""), (name, found)
    assert len(element) or name not in NEVER_EMPTY, name
    for child in element:
        check(child)


def test_it_is_what_the_standard_asks_for() -> None:
    archive, root = opened(qdpx(project()).data)
    check(root)
    ids = [element.get("guid") for element in root.iter() if element.get("guid")]
    assert len(set(ids)) == len(ids)
    assert {element.get("targetGUID") for element in root.iter() if element.get("targetGUID")} <= set(ids)
    assert {element.get("creatingUser") for element in root.iter() if element.get("creatingUser")} <= set(ids)
    (source,) = root.iter(f"{{{NAMESPACE}}}TextSource")
    path = (source.get("plainTextPath") or "").removeprefix("internal://")
    assert archive.namelist() == ["project.qde", f"sources/{path}"]
    assert archive.read(f"sources/{path}") == TEXT.encode()


def test_an_empty_negotiation_is_a_project_too() -> None:
    _, root = opened(qdpx(Project("", (), Matrix(), Registry(), Codebook())).data)
    check(root)


def test_selections_count_code_points_with_the_end_excluded() -> None:
    _, root = opened(qdpx(project()).data)
    found = [
        TEXT[int(one.get("startPosition") or 0) : int(one.get("endPosition") or 0)]
        for one in root.iter(f"{{{NAMESPACE}}}PlainTextSelection")
    ]
    assert found == ["Norland demands «free passage»", "Sudmark said no & left < at once"]


def test_positions_without_a_passage_are_told() -> None:
    loose = Position(article="2031-talks", party="Norland", stance=Stance.OFFER, claim="a toll")
    beyond = Position(article="2031-talks", party="Norland", stance=Stance.OFFER, claim="a toll", at=(80, 200))
    call = Position(article="call", party="Norland", stance=Stance.OFFER, claim="a toll", at=(0, 4))
    written = qdpx(project(loose, beyond, call))
    assert written.unplaced == (loose, beyond, call)
    assert written.selections == 2


def test_a_quote_without_a_place_is_looked_for() -> None:
    entry = {"article": "2031-talks", "party": "Norland", "stance": Stance.OFFER, "claim": "a toll"}
    typed = Position.model_validate({**entry, "quote": "«free passage» and more."})
    moved = Position.model_validate({**entry, "quote": "Sudmark said no", "at": (80, 200)})
    gone = Position.model_validate({**entry, "quote": "the fleet sails home at dawn"})
    written = qdpx(project(typed, moved, gone))
    assert written.unplaced == (gone,)
    _, root = opened(written.data)
    found = [
        (int(one.get("startPosition") or 0), int(one.get("endPosition") or 0))
        for one in root.iter(f"{{{NAMESPACE}}}PlainTextSelection")
    ]
    assert sorted(TEXT[slice(*at)] for at in found if at not in ((11, 41), (53, 85))) == [
        "Sudmark said no",
        "«free passage»\r\nand more.",
    ]


@pytest.mark.parametrize(
    ("quote", "at", "marked"),
    [
        ("Sudmark said no", (11, 26), "Sudmark said no"),
        ("Sudmark  said\nno", (53, 68), "Sudmark said no"),
        ("Norland demands", (11, 26), "Norland demands"),
        ("the fleet sails home at dawn", (11, 26), "Norland demands"),
        (None, (11, 26), "Norland demands"),
    ],
    ids=["stale", "there, broken otherwise", "there", "nowhere", "no quote"],
)
def test_a_stale_place_gives_way_to_the_quote(quote: str | None, at: tuple[int, int], marked: str) -> None:
    entry = {"article": "2031-talks", "party": "Norland", "stance": Stance.OFFER, "claim": "a toll on all"}
    _, root = opened(qdpx(project(Position.model_validate({**entry, "quote": quote, "at": at}))).data)
    found = next(
        (int(one.get("startPosition") or 0), int(one.get("endPosition") or 0))
        for one in root.iter(f"{{{NAMESPACE}}}PlainTextSelection")
        if "a toll on all" in "".join(one.itertext())
    )
    assert TEXT[slice(*found)] == marked


def test_the_same_negotiation_gives_the_same_bytes() -> None:
    assert qdpx(project()).data == qdpx(project()).data


def test_our_own_import_reads_it_back(tmp_path: Path) -> None:
    (tmp_path / "talks.qdpx").write_bytes(qdpx(project()).data)
    found = importing.read_project(tmp_path / "talks.qdpx")
    assert found.skipped == ()
    assert found.registry.parties == {"Norland": NORLAND, "Sudmark": Party()}
    assert found.codebook.issues == {
        "ways": Issue(proposition="Ships pass", theme="sea", note="old"),
        "tolls": Issue(proposition="No tolls"),
    }
    (document,) = found.documents
    assert (document.name, document.text) == ("2031-talks", TEXT)
    assert document.source == Source(title="Talks", outlet="The Courier")
    assert {one.party: one.entry for one in document.statements} == {
        "Norland": ENTRIES["Norland"].model_copy(update={"quote": "Norland demands «free passage»", "issue": "ways"}),
        "Sudmark": ENTRIES["Sudmark"].model_copy(
            update={"quote": "Sudmark said no & left < at once", "issue": "tolls", "claim": "all\ufffdof it"}
        ),
    }


def test_a_negotiation_made_of_it_says_the_same(tmp_path: Path) -> None:
    (tmp_path / "talks.qdpx").write_bytes(qdpx(project()).data)
    negotiation = Negotiation.create(tmp_path / "new")
    taken = importing.take(negotiation, importing.read_project(tmp_path / "talks.qdpx"), "import talks.qdpx")
    assert (taken.articles, taken.entries, taken.parties) == (("2031-talks",), 2, ("Norland", "Sudmark"))
    assert negotiation.article("2031-talks").text == TEXT
    file = negotiation.position_file("2031-talks")
    assert file is not None
    assert [(party, entry.at, entry.issue) for party, entry in file.entries()] == [
        ("Norland", (11, 41), "ways"),
        ("Sudmark", (53, 85), "tolls"),
    ]
    again = importing.take(negotiation, importing.read_project(tmp_path / "talks.qdpx"), "import talks.qdpx")
    assert (again.entries, again.there, again.parties, again.issues) == (0, 2, (), ())
    negotiation.undo()
    assert negotiation.article_ids() == ()
    assert negotiation.codebook == Codebook()


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30), st.data())
def test_any_text_and_passage_come_back(
    tmp_path_factory: pytest.TempPathFactory, text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    at = (start, data.draw(st.integers(start + 1, len(text))))
    position = Position(article="a", party="Norland", stance=Stance.DEMAND, claim="x", at=at)
    placed = Placed(position=position, side=Side.FOR, current=True)
    matrix = Matrix(rows=(Row(issue="i", proposition="", status=Status.OPEN, positions=(placed,)),))
    written = qdpx(Project("p", (Article(id="a", text=text),), matrix, Registry(), Codebook()))
    path = tmp_path_factory.mktemp("any") / "any.qdpx"
    path.write_bytes(written.data)
    (document,) = importing.read_project(path).documents
    assert document.text == text
    marked = text[slice(*at)].strip()
    assert [text[slice(*one.entry.at or ())] for one in document.statements] == ([marked] if marked else [])


def test_what_is_confidential_stays() -> None:
    text = "Norland wants this, and that in secret. Norland wants this, and that in secret."
    articles = (Article(id="leak", source=Source(confidential=True), text="x"), Article(id="a", text=text))
    open_one = Position(article="a", party="Norland", stance=Stance.DEMAND, claim="this", at=(0, 38), quote=text[:38])
    secret = open_one.model_copy(
        update={"confidential": True, "claim": "that", "at": (20, 38), "quote": "and that in secret"}
    )
    leaked = open_one.model_copy(update={"article": "leak", "party": "Ostreich"})
    snapshot = Snapshot(articles=articles, positions=(open_one, secret, leaked))
    assert has_confidential(snapshot)
    shown = public(snapshot)
    assert not has_confidential(shown)
    (article,) = shown.articles
    assert article.text is not None
    assert len(article.text) == len(text)
    assert "secret" not in article.text
    (position,) = shown.positions
    assert position.quote == article.text[:38] == "Norland wants this, " + MASK * 18
