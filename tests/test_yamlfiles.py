"""YAML in and out: texts stay texts, every fault is located and says what to do, what we write reads back equal."""

from __future__ import annotations

import codecs
import datetime as dt
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from positions.errors import FileFaults, PositionsError
from positions.model import (
    Codebook,
    Entry,
    Extent,
    Firmness,
    Issue,
    MachineEntry,
    MachineFile,
    Model,
    Party,
    PositionFile,
    Registry,
    RememberedIssue,
    RememberedIssues,
    Review,
    Reviewed,
    Role,
    Settings,
    Source,
    Stance,
    Status,
    StatusOverride,
    Topic,
)
from positions.schemas import schemas
from positions.yamlfiles import cut_values, decode, dump, entry_line, load, locator, parse, wide_encoding

FILE = Path("positions/x.yaml")

EVERY_KEY = """\
# yaml-language-server: $schema=../.positions/schema/positions.json
article:
  title: Ministers meet again
  published: 2024-08-19 14:30
  outlet: The Strait Courier
  url: https://courier.example.org/1
  text: articles/2024-08-19-ministers.txt
  confidential: true
reviewed: {by: AL, on: 2024-08-20}
positions:
  Norland:
    - demand: the withdrawal of all patrols
      if: the ceasefire holds
      unless: the patrols are armed
      until: the end of May
      in exchange for: fishing rights
      issue: patrols in the strait
      quote: Norland insisted on the withdrawal of all patrols
      at: [512, 598]
      speaker: Foreign Minister Ada Lund
      firmness: red line
      stated: 2024-08-01
      confidential: true
  Sudmark:
    - accept: the ceasefire plan
      extent: in principle
    - demand: compensation for lost catches
      of: Norland
      withdrawn: true
    - reject: bargaining over the islands
      according to: Norland
      review: dismissed
      note: contradicted by Sudmark's own communiqué
disputed:
  - topic: the terms of prisoner swaps
    quote: Key sticking points include the terms of prisoner swaps
    at: [901, 957]
    issue: prisoners
settled:
  - topic: the agenda
"""


def faults_of(text: str, model: type[Model] = PositionFile) -> list[PositionsError]:
    with pytest.raises(FileFaults) as caught:
        parse(text, model, FILE)
    return list(caught.value.faults)


def entries(*lines: str) -> str:
    """A position file with the given lines below one party; the first of them is line 3."""
    return "positions:\n  Norland:\n" + "".join(f"    {line}\n" for line in lines)


def test_every_key_is_understood_and_written_back_in_the_same_style() -> None:
    file = parse(EVERY_KEY, PositionFile, FILE)
    assert dump(file, schema="../.positions/schema/positions.json") == EVERY_KEY
    norland = file.positions["Norland"][0]
    assert norland.firmness is Firmness.RED_LINE
    assert norland.at == (512, 598)
    assert norland.stated == dt.date(2024, 8, 1)
    assert file.article.published == dt.datetime(2024, 8, 19, 14, 30)
    assert file.positions["Sudmark"][0].extent is Extent.IN_PRINCIPLE
    assert file.positions["Sudmark"][2].review is Review.DISMISSED
    assert file.reviewed == Reviewed(by="AL", on=dt.date(2024, 8, 20))


@pytest.mark.parametrize(
    "text", ["", "\n\n", "# nothing yet\n", "positions:\n", "positions:\n  Norland:\n", "\ufeffpositions:\n"]
)
def test_minimal_position_files_are_valid(text: str) -> None:
    assert list(parse(text, PositionFile, FILE).entries()) == []


def test_a_stance_alone_is_an_entry() -> None:
    file = parse(entries("- demand: a ceasefire"), PositionFile, FILE)
    assert list(file.entries()) == [("Norland", Entry(stance=Stance.DEMAND, claim="a ceasefire"))]


@pytest.mark.parametrize(
    "word", ["NO", "on", "y", "null", "~", "1e3", "12:30", "0x1F", "1_000", "2024-08-19", ".inf", "007", "5 %"]
)
def test_scalars_are_text_whatever_they_look_like(word: str) -> None:
    file = parse(f"positions:\n  {word}:\n    - demand: {word}\n", PositionFile, FILE)
    assert [(party, entry.claim) for party, entry in file.entries()] == [(word, word)]


@pytest.mark.parametrize(
    "word",
    ["NO", "on", "Y", "null", "~", "1e3", "12:30", "0x1F", "2024-08-19", ".inf", "=", "<<", "---", "...", "?", "!x"],
)
def test_what_we_write_is_text_to_other_readers_too(word: str) -> None:
    file = PositionFile(positions={word: (Entry(stance=Stance.OFFER, claim=word),)})
    assert yaml.safe_load(dump(file)) == {"positions": {word: [{"offer": word}]}}


def test_an_empty_value_is_an_absent_one() -> None:
    text = "article:\nreviewed:\n" + entries("- demand: x", "  quote:", "  firmness:", "  withdrawn:") + "disputed:\n"
    assert parse(text, PositionFile, FILE) == PositionFile(
        positions={"Norland": (Entry(stance=Stance.DEMAND, claim="x"),)}
    )


def test_parties_and_issues_may_be_names_alone() -> None:
    assert parse("Norland:\nSudmark:\n  aliases: Port Ost\n", Registry, FILE) == Registry(
        parties={"Norland": Party(), "Sudmark": Party(aliases=("Port Ost",))}
    )
    assert parse("patrols:\n", Codebook, FILE) == Codebook(issues={"patrols": Issue()})


# Faults: (text, line, column, words of the message, words of the hint)
FAULTS = [
    (entries("- demand: wages: 5 %"), 3, 20, "second colon", 'demand: "wages: 5 %"'),
    (entries("- demand: x", "  quote: he said: no"), 4, 21, "second colon", 'quote: "he said: no"'),
    (entries("- demand: #5 on the list"), 3, 7, "`#` turns", "quotation marks"),
    (entries("- demand:"), 3, 7, "`demand` is empty", "write what it is"),
    (entries("- demand: ''"), 3, 15, "`demand` is empty", "write something"),
    ("positions:\n\tNorland:\n", 2, 1, "tab", "spaces"),
    (entries("- demand: x", " if: y"), 4, 6, "wrong indentation", "same indentation"),
    (entries("- demand: x", "   if: y"), 4, 10, "wrong indentation", "indentation"),
    (entries("- demand: 'x", "  if: y"), 3, 15, "never closed", "close it"),
    (entries('- demand: "x', "  if: y", '  quote: "z"'), 3, 15, "closed only in line 5", "end of line 3"),
    (entries("- demand: 'Norland's plan'"), 3, 24, "quotation ends before the line", "twice"),
    (entries("- demand: [the] plan"), 3, 21, "ends before the line", "whole text"),
    (entries("- demand: [the plan", "- offer: x"), 3, 15, "`[` opens", "quotation marks"),
    ("article: {title: x\n", 1, 10, "`{` opens", "close it"),
    (entries("- demand: @home"), 3, 15, "cannot begin with `@`", "quotation marks"),
    (entries('- demand: "a\\qb"'), 3, 17, "meaning of its own", "single quotes"),
    (entries("- demand: x", "  an if", "  quote: y"), 4, 7, "no colon", "key: text"),
    (entries("- demand: x") + "<<<<<<< ours\n=======\n>>>>>>> theirs\n", 4, 1, "two versions", "delete git's marks"),
    (entries("- demand: *stars*"), 3, 15, "cannot begin with `*`", "quotation marks"),
    (entries("- demand: *stars"), 3, 15, "alias", "quote a text"),
    (entries("- &e {demand: x, of: *e}"), 3, 26, "inside the value that it stands for", "write the value out"),
    (entries("- demand: &a x", "  of: &a y"), 4, 11, "`&a` stands twice, first in line 3", "another name"),
    (entries("- &e {demand: x}", "- <<: *e"), 4, 7, "merge key", "write the keys out"),
    (entries("- demand: !!python/object:os.system x"), 3, 15, "tag", "quote a text"),
    (entries("- demnd: x"), 3, 7, "`demnd` is no stance", "`demand`"),
    (entries("- if: x"), 3, 7, "no stance", "demand, offer, accept, reject"),
    (entries("- a ceasefire"), 3, 7, "begins with its stance", "- demand: a ceasefire"),
    (entries("- stance: demand", "  claim: x"), 3, 7, "unknown key `stance`", "`demand: …`"),
    (entries("- demand: x", "  offer: y"), 4, 7, "both demand and offer", "- offer"),
    (entries("- demand: x", "  frmness: call"), 4, 7, "unknown key `frmness`", "`firmness`"),
    (entries("- demand: x", "  according_to: Y"), 4, 7, "unknown key `according_to`", "`according to`"),
    (entries("- demand: x", "  firmness: red lin"), 4, 17, "`red lin` is no firmness", "`red line`"),
    (entries("- accept: x", "  extent: in principal"), 4, 15, "no extent", "`in principle`"),
    (entries("- accept: x", "  review: confirm"), 4, 15, "no review", "`confirmed`"),
    (entries("- demand: x", "  firmness: zzz"), 4, 17, "no firmness", "wish, call, demand, red line"),
    (entries("- demand: x", "  at: 12"), 4, 11, "not a range", "[start, end]"),
    (entries("- demand: x", "  at: [9, 3]"), 4, 11, "not a range", "smaller one first"),
    (entries("- demand: x", "  at: [a, b]"), 4, 12, "not a range", "whole numbers"),
    (entries("- demand: x", "  stated: 19 August"), 4, 15, "`19 August` is no date", "2024-08-19"),
    (entries("- demand: x", "  withdrawn: perhaps"), 4, 18, "neither true nor false", "withdrawn: true"),
    (entries("- demand: x", "  demand: y"), 4, 7, "`demand` stands twice, first in line 3", "keep one"),
    (entries("- demand: {a: b}"), 3, 15, "wants a text", "quotation marks"),
    (entries("demand: x"), 3, 5, "must be a list", "with a dash"),
    (entries("- demand: x") + "  Norland:\n    - offer: y\n", 4, 3, "party `Norland` stands twice", "one heading"),
    (entries("- demand: x") + "  '':\n    - offer: y\n", 4, 3, "a name is empty", "delete"),
    ("artcle: {}\n", 1, 1, "unknown key `artcle`", "`article`"),
    ("disputed:\n  - topc: x\n", 2, 5, "`topic` is missing", "topic: …"),
    ("reviewed: AL\n", 1, 11, "keys and values", "by, on"),
    ("- a\n", 1, 1, "keys and values", "positions"),
    ("article:\n---\npositions:\n", 2, 1, "second document", "delete"),
    ("article:\n  title: a\x1b[31mb\n", 2, 11, "U+001B", "delete"),
]


@pytest.mark.parametrize(("text", "line", "column", "message", "hint"), FAULTS)
def test_a_fault_says_where_what_and_what_to_do(text: str, line: int, column: int, message: str, hint: str) -> None:
    fault = next(fault for fault in faults_of(text) if message in fault.message)
    assert (fault.path, fault.line, fault.column) == (FILE, line, column)
    assert hint in (fault.hint or "")


def test_all_faults_of_a_file_are_told_at_once_in_their_order() -> None:
    text = entries(
        "- demand: wages: 5 %",
        "  frmness: call",
        "- demnd: x",
        "  stated: soon",
        "- offer: 'it's late'",
        "- demand: y",
        "  quote: a: b",
    )
    assert [(fault.line, fault.message.split(" ", 1)[0]) for fault in faults_of(text)] == [
        (3, "a"),
        (4, "unknown"),
        (5, "`demnd`"),
        (6, "`soon`"),
        (7, "the"),
        (9, "a"),
    ]


@pytest.mark.parametrize(
    ("text", "model", "line", "message", "hint"),
    [
        ("Norland:\n  role: mediatr\n", Registry, 2, "`mediatr` is no role", "`mediator`"),
        ("Norland:\n  alias: x\n", Registry, 2, "unknown key `alias`", "`aliases`"),
        ("Norland:\nSudmark:\nNorland:\n", Registry, 3, "`Norland` stands twice, first in line 1", "keep one"),
        ("Norland: yes\n", Registry, 1, "keys and values", "aliases"),
        ("patrols:\n  status: {is: stuck}\n", Codebook, 2, "`stuck`", "sticking"),
        ("patrols:\n  status: sticking\n", Codebook, 2, "keys and values", "is, by, on"),
        ("formt: 1\n", Settings, 1, "unknown key `formt`", "`format`"),
        ("format: one\n", Settings, 1, "`one` is no number", "digits"),
        ("thresholds:\n  same_issue: 7\n", Settings, 2, "less than or equal to 1", "correct"),
    ],
)
def test_faults_of_the_other_files(text: str, model: type[Model], line: int, message: str, hint: str) -> None:
    (fault,) = faults_of(text, model)
    assert fault.line == line
    assert message in fault.message
    assert hint in (fault.hint or "")


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{" * 100_000,
        "- " * 100_000,
        "? " * 50_000,
        "a: &a [x,x,x]\n" + "".join(f"k{n}: &k{n} [{','.join(['*a'] * 9)}]\n" for n in range(2000)),
        "a: b: c\n" * 100_000,
        "- a\n" * 1_000_000,
        "a:\n" + "\tx\n" * 200_000,
        "positions:\n  N:\n" + "    - demand: x\n      frm: y\n" * 20_000,
        "positions:\n  N:\n" + "    - demand: x\n      quote: 'a\n" * 50_000,
        '"' + "x" * 4_000_000,
        "x" * 6_000_000,
        "a: b\n" * 50_000,
    ],
    ids=["[", "{", "-", "?", "bomb", "colons", "items", "tabs", "unknown", "quotes", "open", "huge", "duplicates"],
)
def test_hostile_files_are_refused_within_five_seconds(text: str) -> None:
    begin = time.process_time()
    faults = faults_of(text)
    assert time.process_time() - begin < 5
    assert len(faults) <= 202
    assert all(fault.hint for fault in faults)


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [(b"ab\xffc", 1, 3), (b"a\nb\xc3\xa9\xe9\n", 2, 3), (b"\xef\xbb\xbfa\n\xc3(", 2, 1), (b"\xff\xfea\0", 1, 1)],
)
def test_invalid_utf8_is_located(data: bytes, line: int, column: int) -> None:
    with pytest.raises(FileFaults) as caught:
        decode(data, FILE)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert "UTF-8" in (caught.value.hint or "")


def test_load_reads_a_file_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "parties.yaml"
    path.write_bytes(b"\xef\xbb\xbfNorland:\r\n  role: mediator\r\n")
    assert load(path, Registry) == Registry(parties={"Norland": Party(role=Role.MEDIATOR)})


def test_load_says_why_a_file_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(PositionsError, match="cannot be read"):
        load(tmp_path / "gone.yaml", Registry)


def test_entry_line_finds_the_entry_else_what_is_nearest() -> None:
    assert entry_line(EVERY_KEY, "Norland", 0) == 12
    assert entry_line(EVERY_KEY, "Sudmark", 1) == 27
    assert entry_line(EVERY_KEY, "Sudmark", 9) == 24
    assert entry_line(EVERY_KEY, "Nobody", 0) == 1
    assert entry_line(entries("- demand: 'x"), "Norland", 0) == 3


def test_locator_points_at_values_by_their_path() -> None:
    locate = locator(EVERY_KEY, FILE, PositionFile)
    assert locate(("positions", "Norland", 0, "claim")) == (12, 15)
    assert locate(("positions", "Norland", 0, "at")) == (19, 11)
    assert locate(("disputed", 0, "quote")) == (36, 12)
    assert locate(("settled", 0, "quote")) == (40, 5)


def test_cut_values_finds_comments_that_were_meant_as_text() -> None:
    text = entries(
        "- demand: item #4 on the list",
        "  quote: we want #4 # and #5",
        "  speaker: Ada # the minister",
        "- offer: 'item #4 # 5'  # quoted",
        "- reject: the plan  # a comment as they are usually written",
        "  note: see #3",
        "  if: case #7  # holds",
    )
    found = cut_values(text, FILE, PositionFile)
    assert [(fault.line, fault.column) for fault in found] == [(3, 19), (4, 21), (5, 19), (8, 16), (9, 15)]
    assert found[0].message == "`#` ends the text here, and `#4 on the list` is lost as a comment"
    assert 'write `demand: "item #4 on the list"`' in (found[0].hint or "")


CUT = [
    (PositionFile, "article: {title: a\n  }\n", []),
    (PositionFile, "article:\n  title: Talks #2\n  outlet: The #1\n  published: 2031-05-04 # a day\n", [2, 3]),
    (PositionFile, entries("- demand: x", "  issue: item #4", "  of: Group #77", "  according to: bloc #2"), [4, 5, 6]),
    (
        PositionFile,
        entries("- demand: x # mine", "  firmness: wish # weak", "  withdrawn: true # so", "  at: [1, 2] #"),
        [3],
    ),
    (PositionFile, "reviewed:\n  by: AL # me\n  on: 2031-05-04 # today\n", [2]),
    (PositionFile, "settled:\n  - topic: x  # a comment\n    issue: item #4\n", [3]),
    (Codebook, "quotas:\n  proposition: Item #4 is dropped\n  also:\n    - agenda #4\n    - b\n", [2, 4]),
    (Codebook, "quotas:\n  parties:\n    Norland: half #1\n  status:\n    is: open # yet\n    by: AL #1\n", [3, 6]),
    (Registry, "Norland:\n  note: see #12\n  aliases: NL #2\n  role: observer # since May\n", [2, 3]),
    (Registry, "Norland:  # the north\n  speakers: [Ada, # the minister\n    Bo]\n", []),
    (Settings, "name: Talks #3\nstale_after: 4 # articles\nthresholds:\n  compatible: 0.1 # low\n", [1]),
]


@pytest.mark.parametrize(("model", "text", "lines"), CUT)
def test_cut_values_are_told_wherever_words_stand(model: type[Model], text: str, lines: list[int]) -> None:
    parse(text, model, FILE)
    assert [fault.line for fault in cut_values(text, FILE, model)] == lines


def test_an_item_of_a_list_that_is_cut_is_written_without_a_key() -> None:
    (fault,) = cut_values("Norland:\n  aliases:\n    - agenda #4\n", FILE, Registry)
    assert (fault.hint or "").startswith('write `"agenda #4"`;')


@pytest.mark.parametrize("model", [PositionFile, Settings, Registry])
def test_a_file_of_a_newer_program_is_refused_whatever_else_it_holds(model: type[Model]) -> None:
    with pytest.raises(FileFaults) as caught:
        parse("unheard: of\nformat: 9\n", model, FILE)
    (fault,) = caught.value.faults
    assert (fault.line, fault.column) == (2, 9)
    assert "newer program wrote this file: format 9" in fault.message
    assert "upgrade" in (fault.hint or "")


def test_the_present_format_stands_in_its_own_file() -> None:
    with pytest.raises(FileFaults) as caught:
        parse("format: 1\n", PositionFile, FILE)
    assert "it stands in negotiation.yaml" in (caught.value.hint or "")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("Ministers meet".encode("utf-16"), "UTF-16"),
        (codecs.BOM_UTF16_BE + "Ministers meet".encode("utf-16-be"), "UTF-16"),
        ("Ministers meet".encode("utf-32"), "UTF-32"),
        (codecs.BOM_UTF16_LE + b"abc", None),
        (codecs.BOM_UTF16_LE + bytes(range(256)) * 8, None),
        (b"Ministers meet", None),
    ],
)
def test_an_encoding_is_named_only_where_the_text_can_be_read_in_it(data: bytes, name: str | None) -> None:
    assert wide_encoding(data) == name


def test_schemas_know_every_key_and_allow_what_we_read() -> None:
    found = schemas()
    assert set(found) == {"positions", "parties", "issues", "negotiation"}
    entry = found["positions"]["$defs"]["Entry"]
    assert {"demand", "offer", "accept", "reject", "in exchange for", "according to"} <= set(entry["properties"])
    assert "stance" not in entry["properties"]
    assert "title" in found["positions"]["$defs"]["Source"]["properties"]
    assert {"type": "null"} in found["parties"]["additionalProperties"]["anyOf"]


# Round trips

awkward = st.sampled_from(
    [
        "NO",
        "on",
        "1e3",
        "12:30",
        "#",
        "# x",
        "a #b",
        ": ",
        "a: b",
        "x:",
        "- a",
        "'",
        '"',
        'it\'s "so"',
        "\\",
        "a\\n",
        "🕊️ peace",
        "שלום",
        "مرحبا: سلام",
        "a\nb",
        "a\r\nb",
        "tab\tinside",
        "\u2028",
        "\u202eevil",
        "a\ufeffb",
        "\x1b[31m",
        "\x85",
        "[x]",
        "{y}",
        "a, b",
        "*",
        "&",
        "!",
        "%",
        "@",
        "`",
        "|",
        ">",
        "?",
        "-",
        "---",
        "...",
        "null",
        "~",
        "=",
        "<<",
        "0x1",
        "1_0",
        ".5",
        "+1",
        "2024-08-19 10:00",
        "\U0001f468\u200d\U0001f469",
    ]
)
words = (awkward | st.text(max_size=40)).filter(str.strip)
days = st.dates() | st.datetimes()
spans = st.tuples(st.integers(0, 10**6), st.integers(1, 10**6)).map(lambda pair: (pair[0], pair[0] + pair[1]))


def maybe(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | strategy


entry_fields = {
    "stance": st.sampled_from(Stance),
    "claim": words,
    "if_": maybe(words),
    "in_exchange_for": maybe(words),
    "issue": maybe(words),
    "quote": maybe(words),
    "at": maybe(spans),
    "firmness": st.sampled_from(Firmness),
    "extent": st.sampled_from(Extent),
    "stated": maybe(days),
    "withdrawn": st.booleans(),
    "according_to": maybe(words),
    "review": maybe(st.sampled_from(Review)),
    "note": maybe(words),
}
sources = st.builds(Source, title=maybe(words), published=maybe(days), outlet=maybe(words), confidential=st.booleans())
topics = st.lists(st.builds(Topic, topic=words, quote=maybe(words), at=maybe(spans)), max_size=2).map(tuple)


def filed(entry: type[Entry], **more: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, tuple[Entry, ...]]]:
    built = st.builds(entry, **entry_fields, **more)
    return st.dictionaries(words.map(str.strip), st.lists(built, max_size=2).map(tuple), max_size=3)


position_files = st.builds(
    PositionFile,
    article=sources,
    reviewed=maybe(st.builds(Reviewed, by=words, on=maybe(days))),
    positions=filed(Entry),
    disputed=topics,
    settled=topics,
)
machine_files = st.builds(
    MachineFile,
    article=sources,
    positions=filed(MachineEntry, confidence=maybe(st.floats(0, 1)), rule=maybe(words)),
    engine=words,
    text_hash=maybe(words),
)
registries = st.builds(
    Registry,
    parties=st.dictionaries(
        words.map(str.strip),
        st.builds(Party, aliases=st.lists(words, max_size=8).map(tuple), role=st.sampled_from(Role), bloc=maybe(words)),
        max_size=3,
    ),
)
codebooks = st.builds(
    Codebook,
    issues=st.dictionaries(
        words.map(str.strip),
        st.builds(
            Issue,
            proposition=maybe(words),
            also=st.lists(words, max_size=3).map(tuple),
            parties=st.dictionaries(words.map(str.strip), words, max_size=2),
            status=maybe(st.builds(StatusOverride, is_=st.sampled_from(Status), by=maybe(words))),
        ),
        max_size=3,
    ),
)
remembered = st.builds(
    RememberedIssues,
    issues=st.lists(
        st.builds(RememberedIssue, name=words, members=st.lists(words, max_size=3).map(tuple)), max_size=3
    ).map(tuple),
)


@given(position_files | machine_files | registries | codebooks | remembered)
def test_what_is_written_reads_back_equal(value: Model) -> None:
    text = dump(value, schema="x.json")
    assert parse(text, type(value), FILE) == value
    assert "\x1b" not in text
    assert "\u202e" not in text


@given(registries)
def test_other_readers_find_the_same_names(registry: Registry) -> None:
    assert list(yaml.safe_load(dump(registry)) or {}) == list(registry.parties)


@given(
    st.text(max_size=200)
    | st.lists(
        st.sampled_from(["positions:", " ", "- ", "demand", ": ", "\n", "'", '"', "#", "[", "{", "&a", "*a", "\t"]),
        max_size=30,
    ).map("".join)
)
def test_any_text_is_a_model_or_located_faults(text: str) -> None:
    faults: tuple[PositionsError, ...] = ()
    try:
        parse(text, PositionFile, FILE)
    except FileFaults as error:
        faults = error.faults
    assert all(fault.line is not None and fault.hint for fault in faults)


def test_a_very_long_name_is_still_a_name() -> None:
    registry = Registry(parties={"N" * 3000: Party(bloc="x"), "é:" * 600: Party()})
    assert parse(dump(registry), Registry, FILE) == registry
