"""Codebooks, projects and tables of other programs: what is taken from them, and what a hostile one gets."""

from __future__ import annotations

import datetime as dt
import io
import struct
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from positions import importing
from positions.errors import InputError
from positions.export.qdpx import Project, qdpx
from positions.importing import codebooks, foreign
from positions.model import Article, Codebook, Firmness, Issue, Matrix, Registry, Source, Stance
from positions.negotiation import Negotiation

CODEBOOK = """<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Some program">
 <Codes>
  <Code guid="11111111-1111-1111-1111-111111111111" name="Security" isCodable="false">
   <Code guid="22222222-2222-2222-2222-222222222222" name="patrols in  the strait" isCodable="true">
    <Description>All that is said of ships &amp; boats</Description>
    <Code guid="33333333-3333-3333-3333-333333333333" name="night patrols" isCodable="true"/>
   </Code>
  </Code>
  <Code guid="44444444-4444-4444-4444-444444444444" name="tolls" isCodable="true"/>
  <Code guid="55555555-5555-5555-5555-555555555555" name="Tolls" isCodable="true"/>
  <Code guid="66666666-6666-6666-6666-666666666666" name="reject" isCodable="true"/>
  <Code guid="77777777-7777-7777-7777-777777777777" name=" " isCodable="true"/>
 </Codes>
</CodeBook>
"""
STATEMENTS = (
    '"statement ID";"time";"document ID";"document title";"author";"source";"section";"type";"text";"person";'
    '"organization";"concept";"agreement"\r\n'
    '1;2031-05-04 00:00:00;7;"Terms for a truce";"";"The Courier";"";"";"Norland insisted on free passage";'
    '"Ada Lund";"Norland";"ships pass freely";1\r\n'
    '2;2031-05-04 00:00:00;7;"Terms for a truce";"";"The Courier";"";"";"nothing of the kind";"";"Sudmark";'
    '"ships pass freely";0\r\n'
    '3;2031-05-09 10:30:00;8;"A call";"";"";"";"";"";"Ada Holm";"";"tolls";1\r\n'
    '4;2031-05-09 10:30:00;8;"A call";"";"";"";"";"";"";"";"tolls";1\r\n'
    '5;2031-05-09 10:30:00;8;"A call";"";"";"";"";"";"";"Norland";"tolls";maybe\r\n'
)
TEXT = "On Sunday Norland insisted on free passage.\n"


@pytest.fixture
def negotiation(tmp_path: Path) -> Negotiation:
    new = Negotiation.create(tmp_path / "strait")
    (new.root / "articles/truce.txt").write_text(TEXT)
    (new.root / "positions/truce.yaml").write_text(
        "# ours\narticle: {title: Terms for a Truce, published: 2031-05-04, text: articles/truce.txt}\n"
        "positions:\n  Norland:\n    - demand: free passage  # said so\n"
    )
    (new.root / "issues.yaml").write_text("ships:\n  also: [ships pass freely]  # merged\n")
    return new


def written(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_codes_become_issues_with_their_groups_as_themes(tmp_path: Path, negotiation: Negotiation) -> None:
    found = importing.read_codebook(written(tmp_path / "book.qdc", CODEBOOK))
    assert found.codebook.issues == {
        "patrols in the strait": Issue(theme="Security", note="All that is said of ships & boats"),
        "night patrols": Issue(theme="patrols in the strait"),
        "tolls": Issue(),
    }
    assert [(one.place, one.why) for one in found.skipped] == [
        ("Tolls", "another code has this name"),
        ("a code", "it has no name"),
    ]
    taken = importing.take(negotiation, found, "import book.qdc")
    assert taken.issues == ("patrols in the strait", "night patrols", "tolls")
    assert (negotiation.root / "issues.yaml").read_text().startswith("ships:\n  also: [ships pass freely]  # merged\n")
    assert importing.take(negotiation, found, "import book.qdc").issues == ()
    negotiation.undo()
    assert (negotiation.root / "issues.yaml").read_text() == "ships:\n  also: [ships pass freely]  # merged\n"


def test_statements_become_positions(tmp_path: Path, negotiation: Negotiation) -> None:
    found = importing.read_statements(written(tmp_path / "dna.csv", STATEMENTS))
    assert [(one.place, one.why) for one in found.skipped] == [
        ("line 5", "it has no organisation or person"),
        ("line 6", "its agreement is neither 1 nor 0"),
    ]
    taken = importing.take(negotiation, found, "import dna.csv", dry_run=True)
    assert (taken.entries, taken.articles, taken.issues) == (3, ("2031-05-09-a-call",), ("tolls",))
    assert negotiation.article_ids() == ("truce",)
    importing.take(negotiation, found, "import dna.csv")
    text = (negotiation.root / "positions/truce.yaml").read_text()
    assert text.startswith("# ours\n")
    assert "# said so" in text
    truce, call = (negotiation.position_file(one) for one in ("truce", "2031-05-09-a-call"))
    assert truce is not None
    assert call is not None
    _, theirs = truce.positions["Norland"]
    assert (theirs.stance, theirs.claim, theirs.issue) == (Stance.DEMAND, "ships pass freely", "ships pass freely")
    assert (theirs.at, theirs.speaker, theirs.firmness) == ((10, 42), "Ada Lund", Firmness.DEMAND)
    (sudmark,) = truce.positions["Sudmark"]
    assert (sudmark.stance, sudmark.at, sudmark.quote) == (Stance.REJECT, None, "nothing of the kind")
    assert call.article.published == dt.datetime(2031, 5, 9, 10, 30)
    assert (call.article.title, call.article.text) == ("A call", None)
    assert list(call.positions) == ["Ada Holm"]
    assert negotiation.undo().title == "import dna.csv"
    assert negotiation.article_ids() == ("truce",)


def test_a_quote_with_other_marks_is_found_and_the_articles_own_words_are_kept(
    tmp_path: Path, negotiation: Negotiation
) -> None:
    (negotiation.root / "articles/truce.txt").write_text('On Sunday Norland "insisted; always" on free passage.\n')
    table = STATEMENTS.replace("Norland insisted on free passage", "Norland 'insisted, always' on free passage")
    importing.take(negotiation, importing.read_statements(written(tmp_path / "dna.csv", table)), "import dna.csv")
    file = negotiation.position_file("truce")
    assert file is not None
    entry = file.positions["Norland"][1]
    assert (entry.at, entry.quote) == ((10, 52), 'Norland "insisted; always" on free passage')


def test_the_heads_of_the_programs_newer_version_are_known(tmp_path: Path) -> None:
    table = (
        '"statement_id";"time";"document_id";"document_title";"document_author";"document_source";"document_section";'
        '"document_type";"person";"organization";"concept";"agreement";"text"\n'
        '"7";"2031-05-04 10:30:00";"3";"Ministers; again";"A. Lee";"The Courier";"";"";"";"Norland";"ships";"1";"out"\n'
    )
    (document,) = importing.read_statements(written(tmp_path / "dna3.csv", table)).documents
    source = document.source
    assert (source.title, source.outlet, source.author) == ("Ministers; again", "The Courier", "A. Lee")
    assert source.published == dt.datetime(2031, 5, 4, 10, 30)


def test_our_own_table_says_more(tmp_path: Path) -> None:
    table = (
        "document,date,person,organisation,concept,agreement,start,end,text,stance,claim\n"
        'truce,2031-05-04,,Norland,ships,yes,10,42,"Norland insisted, on",offer,"a toll, in gold"\n'
    )
    (document,) = importing.read_statements(written(tmp_path / "ours.csv", table)).documents
    (coded,) = document.statements
    assert (coded.entry.stance, coded.entry.claim, coded.entry.at) == (Stance.OFFER, "a toll, in gold", (10, 42))


def test_a_document_of_another_day_is_another_article(tmp_path: Path, negotiation: Negotiation) -> None:
    later = STATEMENTS.replace("2031-05-04", "2032-05-04")
    taken = importing.take(negotiation, importing.read_statements(written(tmp_path / "dna.csv", later)), "import")
    assert taken.articles == ("2032-05-04-terms-for-a-truce", "2031-05-09-a-call")


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (b"", "no column `concept`"),
        (b"time;concept;agreement;person\n", "no column `document title`"),
        (b"document;concept;agreement\n", "no column `organization`"),
        (b"document;concept;person\n", "no column `agreement`"),
        (b"\xff\xfe", "not UTF-8"),
        (b"document;concept;person;agreement\n" + b"x" * 200_000, "no table"),
    ],
)
def test_other_tables_are_refused(tmp_path: Path, table: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        importing.read_statements(written(tmp_path / "t.csv", table))


@pytest.mark.parametrize(
    ("xml", "message"),
    [
        ("<CodeBook", "no well-formed XML"),
        ("<html/>", "no REFI-QDA codebook"),
        ('<!DOCTYPE CodeBook [<!ENTITY a "b">]><CodeBook/>', "DTD or entities"),
        ('<!DOCTYPE x SYSTEM "file:///etc/passwd"><CodeBook/>', "DTD or entities"),
        ("<CodeBook><Codes>" + "<Code>" * 500 + "</Code>" * 500 + "</Codes></CodeBook>", "nested too deeply"),
        ('<?xml version="1.0" encoding="nonsense"?><CodeBook/>', "well-formed|encoding"),
    ],
)
def test_hostile_xml_is_refused(tmp_path: Path, xml: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        importing.read_codebook(written(tmp_path / "x.qdc", xml))


def packed(path: Path, members: dict[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


SOURCE = """<Project xmlns="urn:QDA-XML:project:1.0" name="p" origin="Some program">
<CodeBook><Codes>
<Code guid="A0000000-0000-0000-0000-000000000001" name="Norland" isCodable="true"/>
<Code guid="a0000000-0000-0000-0000-000000000002" name="Demand" isCodable="true"/>
<Code guid="a0000000-0000-0000-0000-000000000003" name="ships" isCodable="true"/>
</Codes></CodeBook>
<Sources>
<TextSource guid="b0000000-0000-0000-0000-000000000001" name="Talks, first round.txt" plainTextPath="{path}">
<PlainTextSelection guid="c0000000-0000-0000-0000-000000000001" startPosition="{start}" endPosition="{end}">
<Coding guid="d0000000-0000-0000-0000-000000000001">
<CodeRef targetGUID="{{a0000000-0000-0000-0000-000000000001}}"/></Coding>
<Coding guid="d0000000-0000-0000-0000-000000000002">
<CodeRef targetGUID="a0000000-0000-0000-0000-000000000002"/></Coding>
<Coding guid="d0000000-0000-0000-0000-000000000003">
<CodeRef targetGUID="a0000000-0000-0000-0000-000000000003"/></Coding>
</PlainTextSelection>
</TextSource>
<PictureSource guid="b0000000-0000-0000-0000-000000000002" name="map.png"/>
</Sources></Project>"""


def foreign_project(tmp_path: Path, *, path: str = "internal://x.txt", start: object = 10, end: object = 42) -> Path:
    qde = SOURCE.format(path=path, start=start, end=end)
    return packed(tmp_path / "p.qdpx", {"project.qde": qde, "Sources/x.txt": b"\xef\xbb\xbf" + TEXT.encode()})


def test_another_programs_project_is_read_by_the_names_of_its_codes(tmp_path: Path, negotiation: Negotiation) -> None:
    found = importing.read_project(foreign_project(tmp_path), known=["norland"])
    assert [(one.place, one.why) for one in found.skipped] == [("map.png", "it is no plain text")]
    ((document,),) = (found.documents,)
    (coded,) = document.statements
    assert (coded.party, coded.entry.stance, coded.entry.issue) == ("Norland", Stance.DEMAND, "ships")
    assert coded.entry.claim == coded.entry.quote == "Norland insisted on free passage"
    taken = importing.take(negotiation, found, "import p.qdpx")
    assert (taken.articles, taken.entries) == ((), 1)  # the text is there already, under another name
    assert "free passage  # said so" in (negotiation.root / "positions/truce.yaml").read_text()


def test_sources_of_one_name_are_articles_of_their_own(tmp_path: Path, negotiation: Negotiation) -> None:
    qde = SOURCE.format(path="internal://x.txt", start=10, end=42).replace("Talks, first round.txt", "talks")
    source = qde[qde.index("<TextSource") : qde.index("<PictureSource")]
    second = source.replace("b0000000", "b1111111").replace("internal://x", "internal://y").replace('"10"', '"0"')
    other = "Norland insisted on a toll in the strait, and later again.\n"
    packed(tmp_path / "p.qdpx", {
        "project.qde": qde.replace("<PictureSource", f"{second}<PictureSource"),
        "sources/x.txt": f"At last {TEXT}", "sources/y.txt": other,
    })  # fmt: skip
    found = importing.read_project(tmp_path / "p.qdpx", known=["Norland"])
    taken = importing.take(negotiation, found, "import p.qdpx")
    assert (taken.articles, taken.entries) == (("talks", "talks-2"), 2)
    assert negotiation.article("talks").text == f"At last {TEXT}"
    assert negotiation.article("talks-2").text == other
    file = negotiation.position_file("talks-2")
    assert file is not None
    assert [entry.quote for _, entry in file.entries()] == [other[:42].strip()]
    again = importing.take(negotiation, found, "import p.qdpx")
    assert (again.articles, again.entries, again.there) == ((), 0, 2)


def test_articles_of_one_title_come_back_from_our_own_project(tmp_path: Path) -> None:
    texts = {"first": "Norland demands a truce.", "second": "Norland demands a toll."}
    about = Source(title="Live", published=dt.date(2031, 5, 4))
    articles = [Article(id=name, source=about, text=text) for name, text in texts.items()]
    data = qdpx(Project("p", articles, Matrix(), Registry(), Codebook())).data
    found = importing.read_project(written(tmp_path / "p.qdpx", data))
    new = Negotiation.create(tmp_path / "new")
    assert importing.take(new, found, "import").articles == ("first", "second")
    assert {name: new.article(name).text for name in texts} == texts


def test_long_titles_in_any_script_make_ids(tmp_path: Path, negotiation: Negotiation) -> None:
    title = "वार्ता के नियम और शर्तें " * 8
    table = STATEMENTS.replace("A call", title.strip())
    taken = importing.take(negotiation, importing.read_statements(written(tmp_path / "d.csv", table)), "import")
    assert len(taken.articles) == 1
    assert negotiation.article(taken.articles[0]).title == title.strip()


def test_without_a_known_party_nothing_is_a_position(tmp_path: Path) -> None:
    found = importing.read_project(foreign_project(tmp_path))
    assert [one.why for one in found.skipped] == [
        "it is not coded with a party and a stance",
        "it is no plain text",
    ]


def test_blanks_at_the_ends_of_a_selection_are_none_of_its_words(tmp_path: Path) -> None:
    found = importing.read_project(foreign_project(tmp_path, start=9, end=44), known=["Norland"])
    (coded,) = found.documents[0].statements
    assert (coded.entry.at, coded.entry.quote) == ((10, 43), "Norland insisted on free passage.")
    blank = importing.read_project(foreign_project(tmp_path, start=9, end=10), known=["Norland"])
    assert (blank.documents[0].statements, blank.skipped[0].why) == ((), "there are no words in it")


@pytest.mark.parametrize(("start", "end"), [(40, 400), (5, 5), (9, 3), (-3, 5), ("x", 5), ("1" * 30, "2" * 30)])
def test_selections_outside_of_the_text_are_left_out(tmp_path: Path, start: object, end: object) -> None:
    found = importing.read_project(foreign_project(tmp_path, start=start, end=end), known=["Norland"])
    assert found.documents[0].statements == ()
    assert found.skipped[0].why == "it lies outside of the text"


@pytest.mark.parametrize(
    "path", ["internal://../../etc/passwd", "relative:///etc/passwd", "/etc/passwd", "", "internal://y.txt"]
)
def test_texts_come_from_the_archive_alone(tmp_path: Path, path: str) -> None:
    found = importing.read_project(foreign_project(tmp_path, path=path))
    assert found.documents == ()
    assert found.skipped[0].why == "its plain text is not in the archive"


def test_a_text_that_differs_from_the_articles_is_refused_and_nothing_written(
    tmp_path: Path, negotiation: Negotiation
) -> None:
    qde = SOURCE.format(path="internal://x.txt", start=0, end=4).replace("Talks, first round.txt", "truce")
    packed(tmp_path / "p.qdpx", {"project.qde": qde, "sources/x.txt": "Another text."})
    found = importing.read_project(tmp_path / "p.qdpx")
    with pytest.raises(InputError, match="not the text"):
        importing.take(negotiation, found, "import p.qdpx")
    assert negotiation.steps() == ()


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    for data in (b"", b"PK\x03\x04 and no more", b"plain text"):
        with pytest.raises(InputError, match="zip archive"):
            importing.read_project(written(tmp_path / "p.qdpx", data))
    with pytest.raises(InputError, match=r"no project\.qde"):
        importing.read_project(packed(tmp_path / "p.qdpx", {"readme": "x"}))
    with pytest.raises(InputError, match="no REFI-QDA project"):
        importing.read_project(packed(tmp_path / "p.qdpx", {"project.qde": "<CodeBook/>"}))
    with pytest.raises(InputError, match="cannot be read"):
        importing.read_project(tmp_path / "gone.qdpx")
    with pytest.raises(InputError, match="DTD or entities"):
        importing.read_project(packed(tmp_path / "p.qdpx", {"project.qde": "<!DOCTYPE Project><Project/>"}))


def test_bombs_are_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign, "LARGEST_XML", 1_000_000)
    bomb = packed(tmp_path / "bomb.qdpx", {"project.qde": b" " * 5_000_000})
    assert bomb.stat().st_size < 10_000
    with pytest.raises(InputError, match="too large"):
        importing.read_project(bomb)
    long = SOURCE.format(path="internal://x.txt", start=0, end=4)
    with pytest.raises(InputError, match="too large"):
        importing.read_project(packed(tmp_path / "long.qdpx", {"project.qde": long, "sources/x.txt": b"x" * 3_000_000}))


def test_an_archive_of_too_many_members_is_not_even_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign, "_BLOCK", 7)
    monkeypatch.setattr(foreign, "_MOST_MEMBERS", 10)
    packed(tmp_path / "p.qdpx", {f"{number}.txt": "" for number in range(11)})
    with pytest.raises(InputError, match="too many"):
        importing.read_project(tmp_path / "p.qdpx")
    monkeypatch.setattr(foreign, "LARGEST_FILE", 10)
    with pytest.raises(InputError, match="larger than"):
        importing.read_project(tmp_path / "p.qdpx")


def test_an_archive_that_lies_about_sizes_or_names_is_refused(tmp_path: Path) -> None:
    honest = packed(tmp_path / "p.qdpx", {"project.qde": "<Project/>" + " " * 5000}).read_bytes()
    size = struct.pack("<L", 5010)
    assert honest.count(size) == 2
    with pytest.raises(InputError):
        importing.read_project(written(tmp_path / "lie.qdpx", honest.replace(size, struct.pack("<L", 50))))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("project.qde", "<Project/>")
        archive.writestr("PROJECT.QDE", "<Project/>")
    with pytest.raises(InputError, match="two files of one name"):
        importing.read_project(written(tmp_path / "twice.qdpx", out.getvalue()))


def test_a_codebook_takes_time_in_proportion_to_its_codes() -> None:
    codes = tuple(codebooks.Code(f"guid-{number}", f"code {number}", (), None, ()) for number in range(4000))
    began = time.process_time()
    book, skipped = codebooks.issues_of((*codes, replace(codes[0], name="CODE 0")), ours=True)
    assert time.process_time() - began < 2
    assert (len(book.issues), [one.place for one in skipped]) == (4000, ["CODE 0"])
