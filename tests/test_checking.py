"""What `check` finds: every fault with its place, quotes that moved, and what a person may have meant otherwise."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from positions import checking, revising
from positions.checking import Finding, check
from positions.model import (
    Article,
    Codebook,
    Entry,
    MachineEntry,
    MachineFile,
    Model,
    Position,
    PositionFile,
    Registry,
    Settings,
    Source,
    Stance,
)
from positions.negotiation import Negotiation
from positions.yamlfiles import dump

TEXT = "🕊️ Talks\r\n\r\nNorland insisted on the withdrawal\r\nof all patrols. Sudmark refused.\n"
QUOTE = "the withdrawal\r\nof all patrols"
START = TEXT.index(QUOTE)
END = START + len(QUOTE)
AT = f"[{START}, {END}]"
DAY = dt.date(2024, 8, 19)
HEAD = "article: {text: articles/a.txt,\n  published: 2024-08-19}\n"


@pytest.fixture
def negotiation(tmp_path: Path) -> Negotiation:
    made = Negotiation.create(tmp_path / "talks")
    made.add(Article(id="a", source=Source(published=DAY), text=TEXT))
    return made


def write(negotiation: Negotiation, *lines: str, head: str = HEAD) -> None:
    """A position file with these lines below Norland; the first of them is line 5."""
    body = "".join(f"    {line}\n" for line in lines)
    negotiation.position_path("a").write_text(f"{head}positions:\n  Norland:\n{body}", encoding="utf-8")


def only(negotiation: Negotiation) -> Finding:
    (finding,) = check(negotiation)
    return finding


def test_nothing_to_find(negotiation: Negotiation) -> None:
    assert check(negotiation) == ()
    write(negotiation, "- demand: x", '  quote: "the withdrawal\\r\\nof all patrols"', f"  at: {AT}")
    assert check(negotiation) == ()


def test_how_lines_are_broken_is_no_fault(negotiation: Negotiation) -> None:
    write(negotiation, "- demand: x", "  quote: the withdrawal of", "    all patrols", f"  at: {AT}")
    assert check(negotiation) == ()


def test_a_quote_that_moved_is_found_again(negotiation: Negotiation) -> None:
    write(negotiation, "- demand: x", "  quote: the withdrawal of all patrols", "  at: [3, 9]")
    found = only(negotiation)
    assert (found.severity, found.path, found.line, found.column) == ("error", negotiation.position_path("a"), 7, 11)
    assert AT in (found.hint or "")


def test_a_quote_that_is_nowhere(negotiation: Negotiation) -> None:
    write(negotiation, "- demand: x", "  quote: the return of all patrols", f"  at: {AT}")
    assert "not in the article" in only(negotiation).message
    write(negotiation, "- demand: x", "  quote: the return of all patrols")
    found = only(negotiation)
    assert (found.line, found.column) == (6, 14)


@pytest.mark.parametrize(
    ("named", "said"),
    [
        (f"articles/{'x' * 300}.txt", "cannot be followed: File name too long"),
        (".", "is not in articles/"),
        (".git/config", "is not in articles/"),
        ("positions/a.yaml", "is not in articles/"),
        ("articles", "is not a file"),
        ("/etc/passwd", "leads out"),
    ],
    ids=["long", "the folder", "of git", "of ours", "a folder", "outside"],
)
def test_a_text_that_cannot_be_has_its_line_and_the_other_files_are_checked(
    negotiation: Negotiation, named: str, said: str
) -> None:
    write(negotiation, "- demand: x", head=f"article:\n  published: 2024-08-19\n  text: {named}\n")
    negotiation.position_path("b").write_text(
        "article: {published: 2024-08-19}\npositions: {Norland: [{demandd: x}]}\n"
    )
    first, other = check(negotiation)
    assert (first.path, first.line, first.column) == (negotiation.position_path("a"), 3, 9)
    assert said in first.message
    assert "demandd" in other.message


def test_a_file_whose_name_is_not_utf_8_is_named_and_the_others_are_checked(negotiation: Negotiation) -> None:
    path = negotiation.root / "articles" / os.fsdecode(b"caf\xe9.txt")
    path.write_text("Norland demands talks.\n")
    found = only(negotiation)
    assert (found.path, found.message) == (path, r"the article's id 'caf\udce9' is not UTF-8")
    write(negotiation, "- demandd: x")
    assert len(check(negotiation)) == 2


def test_a_confidential_quote_that_is_nowhere_is_told_what_exports_make_of_it(negotiation: Negotiation) -> None:
    write(negotiation, "- demand: x", "  quote: the return of the whole fleet", "  confidential: true")
    error, note = check(negotiation)
    assert (error.severity, note.severity, note.line) == ("error", "note", 7)
    assert "exports mask the whole text" in note.message
    write(negotiation, "- demand: x", "  quote: the withdrawal of all patrols", "  confidential: true")
    assert check(negotiation) == ()


def test_a_range_beyond_the_text(negotiation: Negotiation) -> None:
    write(negotiation, "- demand: x", "  at: [10, 5000]")
    found = only(negotiation)
    assert f"has {len(TEXT)} characters" in found.message
    assert found.severity == "error"


def test_topics_are_checked_too(negotiation: Negotiation) -> None:
    text = f"{HEAD}disputed:\n  - topic: x\n    quote: nowhere\n"
    negotiation.position_path("a").write_text(text)
    assert (only(negotiation).line, only(negotiation).column) == (5, 12)


def test_an_article_that_is_gone(negotiation: Negotiation) -> None:
    negotiation.article_path("a").unlink()
    found = only(negotiation)
    assert found.severity == "error"
    assert "articles/a.txt is gone" in found.message
    assert (found.line, found.column) == (4, 9)


def test_an_article_without_text_has_nothing_gone(negotiation: Negotiation) -> None:
    negotiation.add(Article(id="call", source=Source(title="A call", published=DAY)))
    assert check(negotiation) == ()


def test_every_file_is_read_and_all_faults_told(negotiation: Negotiation) -> None:
    root = negotiation.root
    write(negotiation, "- demnd: x", "- demand: a: b")
    (root / "parties.yaml").write_text("Norland:\n  rle: x\n")
    (root / "issues.yaml").write_text("x: y\n")
    (root / "negotiation.yaml").write_text("format: 1\nnme: x\n")
    (root / "machine/positions/a.yaml").write_text("engine: [\n")
    (root / "machine/issues.yaml").write_text("- x\n")
    (root / "articles/b.txt").write_bytes(b"caf\xe9")
    found = check(negotiation)
    assert all(finding.severity == "error" and finding.line and finding.hint for finding in found)
    assert [(finding.path.relative_to(root).as_posix(), finding.line) for finding in found if finding.path] == [
        ("articles/b.txt", 1),
        ("issues.yaml", 1),
        ("machine/issues.yaml", 1),
        ("machine/positions/a.yaml", 1),
        ("negotiation.yaml", 2),
        ("parties.yaml", 2),
        ("positions/a.yaml", 5),
        ("positions/a.yaml", 6),
    ]


def test_an_unknown_party_is_a_note_with_the_nearest_name(negotiation: Negotiation) -> None:
    write(negotiation, "- demand: x")
    assert check(negotiation) == ()
    (negotiation.root / "parties.yaml").write_text("Norlund:\nSudmark:\n  aliases: [Port Ost]\n")
    found = only(negotiation)
    assert (found.severity, found.line, found.column) == ("note", 4, 3)
    assert "`Norland`" in found.message
    assert "`Norlund`" in (found.hint or "")
    (negotiation.root / "parties.yaml").write_text("Sudmark:\n  aliases: [the norland]\n")
    assert check(negotiation) == ()


def test_an_unknown_pin_is_a_note_with_the_nearest_issue(negotiation: Negotiation) -> None:
    (negotiation.root / "issues.yaml").write_text("patrols in the strait:\n  also: [naval presence]\n")
    write(negotiation, "- demand: x", "  issue: patrol in the strait", "- offer: y", "  issue: Naval presence")
    found = only(negotiation)
    assert (found.severity, found.line, found.column) == ("note", 6, 14)
    assert "`patrols in the strait`" in (found.hint or "")


def test_a_shared_alias_is_a_note_at_each_party(negotiation: Negotiation) -> None:
    (negotiation.root / "parties.yaml").write_text(
        "Norland:\n  aliases: [the islands]\nSudmark:\n  aliases: [x, Islands]\n"
    )
    assert [(found.severity, found.line, found.column) for found in check(negotiation)] == [
        ("note", 2, 13),
        ("note", 4, 16),
    ]


PARTIES = [
    ("Norland:\n  aliases: [Sudmark]\nSudmark:\n", [("note", 2, "is the name of another party")]),
    ("Norland:\nthe norland:\n", [("error", 2, "are one name")]),
    ("Norland:\n  bloc: Nordland\nSudmark:\n", [("note", 2, "there is no party `Nordland`")]),
    ("Norland:\n  bloc: League\nSouthern League:\n  aliases: [the League]\n", []),
    ("Norland:\n  aliases: [North]\n  bloc: the north\n", [("error", 3, "`Norland` is its own bloc")]),
    (
        "A:\n  bloc: B\nB:\n  bloc: C\nC:\n  bloc: the b\n",
        [("error", 4, "`B` belongs to `C`, and that to `B`"), ("error", 6, "`C` belongs to `B`, and that to `C`")],
    ),
]


@pytest.mark.parametrize(("text", "told"), PARTIES)
def test_parties_that_contradict_one_another(
    negotiation: Negotiation, text: str, told: list[tuple[str, int, str]]
) -> None:
    (negotiation.root / "parties.yaml").write_text(text)
    assert_told(check(negotiation), told)


ISSUES = [
    ("a:\n  also: [x]\nb:\n  also: [y, X]\n", [("note", 2, "`x` is also `b`"), ("note", 4, "`X` is also `a`")]),
    ("a:\n  also: [b]\nb:\n", [("note", 2, "`b` is also `b`")]),
    ("patrols:\nThe Patrols:\n", [("error", 2, "are one name")]),
    ("a:\n  parties: {Norland: x, Port Ost: y, norland: z}\n", [("note", 2, "`Port Ost`"), ("note", 2, "`norland`")]),
    ("a:\n  status: {is: open, on: 2024-09-02}\n", [("note", 2, "has not come yet")]),
    ("a:\n  status: {is: open, on: 2024-09-01}\n", []),
]


@pytest.mark.parametrize(("text", "told"), ISSUES)
def test_issues_that_contradict_one_another(
    negotiation: Negotiation, text: str, told: list[tuple[str, int, str]]
) -> None:
    write(negotiation, "- demand: x")
    (negotiation.root / "issues.yaml").write_text(text)
    assert_told(check(negotiation, today=dt.date(2024, 9, 1)), told)


def assert_told(found: Sequence[Finding], told: list[tuple[str, int, str]]) -> None:
    """Each has its severity, its line and, among others, these words."""
    assert [(one.severity, one.line) for one in found] == [(severity, line) for severity, line, _ in told]
    assert [words for one, (_, _, words) in zip(found, told, strict=True) if words not in one.message] == []


STATUSES = [
    (["- demand: x", "  issue: Naval presence"], True),  # a pin, by a name that was merged
    (["- demand: remembered"], True),
    (["- demand: x"], False),
    (["- demand: x", "  issue: patrols", "  stated: 2024-08-01"], False),
    (["- demand: x", "  issue: patrols", "  review: dismissed"], False),
    (["disputed: patrols"], True),
]


@pytest.mark.parametrize(("lines", "told"), STATUSES)
def test_a_status_that_is_older_than_what_an_article_says(
    negotiation: Negotiation, lines: list[str], told: bool
) -> None:
    if lines[0].startswith("disputed"):
        negotiation.position_path("a").write_text(f"{HEAD}disputed: [topic: patrols]\n")
    else:
        write(negotiation, *lines)
    key = Position(stance=Stance.DEMAND, claim="remembered", article="a", party="Norland").key
    (negotiation.root / "machine/issues.yaml").write_text(f"issues: [{{name: patrols, members: [{key}]}}]\n")
    for day, newer in (("2024-08-18", True), ("2024-08-19", False)):
        (negotiation.root / "issues.yaml").write_text(
            f"patrols:\n  also: [naval presence]\n  status:\n    is: sticking\n    on: {day}\n"
        )
        expected = [("note", 5, f"`a` has something on the issue of {DAY}")] if told and newer else []
        assert_told(check(negotiation), expected)


DATES = [
    ("article: {published: 2024-09-02}\n", [("note", 1, "2024-09-02 has not come yet")]),
    ("article: {published: 2024-09-01 23:59}\n", []),
    ("article: {title: x}\n", [("note", 1, "the article has no date")]),
    ("positions: {Norland: [demand: x]}\n", [("note", 1, "the article has no date")]),
    (f"{HEAD}reviewed: {{by: AL, on: 2025-08-20}}\n", [("note", 3, "has not come yet")]),
    (
        f"{HEAD}positions:\n  Norland:\n    - demand: x\n      stated: 2024-08-20\n",
        [("note", 6, "later than the article")],
    ),
    (f"{HEAD}positions:\n  Norland:\n    - demand: x\n      stated: 2024-08-19 14:00\n", []),
    (f"{HEAD}positions:\n  Norland:\n    - demand: x\n      stated: 2024-02-30\n", [("error", 6, "is no date")]),
]


@pytest.mark.parametrize(("text", "told"), DATES)
def test_days_that_cannot_be_meant(negotiation: Negotiation, text: str, told: list[tuple[str, int, str]]) -> None:
    negotiation.position_path("a").write_text(text)
    assert_told(check(negotiation, today=dt.date(2024, 9, 1)), told)


DOUBLES = [
    (["- demand: x", "  at: [3, 9]", "- demand: x", "  at: [3, 9]"], 7),
    (["- demand: x", "  at: [3, 9]", "- demand: x", "  at: [3, 9]", "  note: mine"], 7),
    (["- demand: x", "- demand: x", "  at: [3, 9]"], None),
    (["- demand: x", "- offer: x"], None),
    (["- demand: x", "- demand: x", "  review: dismissed"], None),
    (["- demand: x", "the norland:", "- demand: x"], 7),
]


@pytest.mark.parametrize(("lines", "line"), DOUBLES)
def test_an_entry_that_stands_twice(negotiation: Negotiation, lines: list[str], line: int | None) -> None:
    (negotiation.root / "parties.yaml").write_text("Norland:\n")
    write(negotiation, *lines)
    path = negotiation.position_path("a")
    path.write_text(path.read_text().replace("    the norland:", "  the norland:"))
    assert_told(check(negotiation), [("note", line, "stands twice, first in line 5")] if line else [])
    hints = {found.hint for found in check(negotiation)}
    assert ("`positions check --fix` takes it out" in hints) == (lines == DOUBLES[0][0])


def test_two_articles_with_the_same_text(negotiation: Negotiation) -> None:
    copy = negotiation.root / "articles/b.txt"
    copy.write_text(" ".join(TEXT.split()), encoding="utf-8")
    found = only(negotiation)
    assert (found.severity, found.path, found.line) == ("note", copy, None)
    assert "also the text of `a`" in found.message
    (negotiation.root / "positions" / "b.yaml").write_text("article:\n  text: articles/b.txt\n  copy of: a\n")
    assert not any("also the text" in found.message for found in check(negotiation)), "linked, they count once"


DISAGREEMENTS = [
    ("field: claim\n    yours: talks\n    program: tolls", 6, "the program reads `tolls` here, and you have `talks`"),
    ("field: firmness\n    yours: wish", 8, "the program reads `firmness: demand` here, and you have `wish`"),
    ("field: if\n    program: the truce holds", 6, "the program reads `if: the truce holds` here, and you have none"),
    ("field: until\n    yours: May", 9, "the program reads no `until` here, and you have `May`"),
    ("field: party\n    yours: Norland\n    program: Sudmark", 6, "the program reads `party: Sudmark` here"),
    ("field: entry\n    yours: talks", 6, "the program no longer reads this"),
    ("field: entry\n    program: tolls", 4, "the program also reads: tolls"),
    ("field: entry\n    program: x", None, "which was taken over meanwhile"),
    ("field: firmness\n    yours: call", None, "which is settled: the entry says wish by now"),
    ("field: nonsense\n    yours: call", None, "which no program wrote"),
]


@pytest.mark.parametrize(("said", "line", "words"), DISAGREEMENTS)
def test_where_the_program_says_otherwise(negotiation: Negotiation, said: str, line: int | None, words: str) -> None:
    write(negotiation, "- demand: x", "- demand: talks", "  at: [3, 9]", "  firmness: wish", "  until: May")
    text = f"engine: rules 1\ndisagreements:\n  - party: Norland\n    claim: talks\n    at: [3, 9]\n    {said}\n"
    negotiation.machine_path("a").write_text(text)
    assert_told(check(negotiation), [("note", line, words)] if line else [])


def test_what_a_new_reading_disagrees_in_is_told_until_it_is_taken_over(negotiation: Negotiation) -> None:
    def read(claim: str) -> None:
        entry = MachineEntry(stance=Stance.DEMAND, claim=claim, quote="the withdrawal of all patrols", at=(START, END))
        source = Source(text="articles/a.txt", published=DAY)
        revising.write_extraction(
            negotiation, "a", MachineFile(article=source, positions={"Norland": (entry,)}, engine="rules 1")
        )

    read("the withdrawal")
    path = negotiation.position_path("a")
    path.write_text(path.read_text().replace("- demand: the withdrawal", "- demand: the retreat"))
    read("all of the withdrawal")
    found = only(negotiation)
    assert found.message == "the program reads `all of the withdrawal` here, and you have `the retreat`"
    assert found.line == path.read_text().splitlines().index("    - demand: the retreat") + 1
    path.write_text(path.read_text().replace("the retreat", "all of the withdrawal"))
    assert check(negotiation) == ()


def test_a_value_that_a_comment_cuts_short_is_an_error(negotiation: Negotiation) -> None:
    write(negotiation, "- demand: item #4 on the list", "- offer: x  # a comment")
    found = only(negotiation)
    assert (found.severity, found.line, found.column) == ("error", 5, 19)
    assert 'write `demand: "item #4 on the list"`' in (found.hint or "")


DECISIONS = [
    ("parties", Registry, "Norland:\n  note: see #12\n  aliases:\n    - agenda #4\n", [2, 4]),
    ("issues", Codebook, "quotas:\n  proposition: Item #4 is dropped\n  theme: fish  # a comment\n", [2]),
    ("negotiation", Settings, "format: 1\nname: Talks #3\n", [2]),
]


@pytest.mark.parametrize(("name", "model", "text", "lines"), DECISIONS)
def test_what_is_cut_short_in_the_other_files_is_told_too(
    negotiation: Negotiation, name: str, model: type[Model], text: str, lines: list[int]
) -> None:
    path = negotiation.root / f"{name}.yaml"
    path.write_text(text)
    for found in (check(negotiation), checking.check_text(negotiation, path, text, model)):
        assert [(one.severity, one.path, one.line) for one in found] == [("error", path, line) for line in lines]


def test_a_position_file_that_was_emptied_is_an_error_with_what_is_lost(negotiation: Negotiation) -> None:
    entry = MachineEntry(stance=Stance.DEMAND, claim="x")
    made = MachineFile(article=Source(text="articles/a.txt"), positions={"Norland": (entry, entry)}, engine="rules 1")
    revising.write_extraction(negotiation, "a", made)
    negotiation.position_path("a").write_bytes(b"")
    found = only(negotiation)
    assert (found.severity, found.path) == ("error", negotiation.position_path("a"))
    assert "the program's own copy has 2 positions" in found.message
    assert "`positions extract a` writes it anew" in (found.hint or "")


@pytest.mark.parametrize("name", ["positions/b.yml", "positions/B.YAML", "parties.yml"])
def test_a_file_with_an_ending_that_is_not_read_is_told_of(negotiation: Negotiation, name: str) -> None:
    path = negotiation.root / name
    path.write_text("positions:\n  Norland:\n    - demand: x\n")
    (negotiation.root / "positions/.b.yml").write_text("")
    found = only(negotiation)
    assert (found.severity, found.path) == ("note", path)
    assert f"ends in {path.suffix}" in found.message
    assert found.hint is not None
    assert f"{path.stem}.yaml" in found.hint


def test_names_that_are_one_to_some_file_systems(negotiation: Negotiation) -> None:
    (negotiation.root / "positions/A.yaml").write_text("article: {published: 2024-08-19}\n")
    assert "one name to some file systems" in only(negotiation).message


def test_a_newer_format_is_a_finding(negotiation: Negotiation) -> None:
    (negotiation.root / "negotiation.yaml").write_text("format: 2\n")
    assert "newer program" in only(negotiation).message


def test_schemas_can_be_had_here() -> None:
    assert set(checking.schemas()) == {"positions", "parties", "issues", "negotiation"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(
    text=st.text(alphabet="aé🕊️ש \n\r\t#:'\"", min_size=1, max_size=40),
    start=st.integers(0, 39),
    length=st.integers(1, 20),
    moved=st.integers(0, 5),
)
def test_a_verbatim_quote_is_never_a_fault_and_a_moved_one_is_found_again(
    negotiation: Negotiation, text: str, start: int, length: int, moved: int
) -> None:
    quote = text[start : start + length]
    if quote != quote.strip() or not quote:
        return
    negotiation.article_path("a").write_bytes(text.encode())
    at = (start, start + len(quote))
    file = PositionFile(
        article=Source(text="articles/a.txt", published=DAY),
        positions={"Norland": (Entry(stance=Stance.DEMAND, claim="x", quote=quote, at=at),)},
    )
    negotiation.position_path("a").write_text(dump(file), encoding="utf-8")
    assert check(negotiation) == ()
    negotiation.article_path("a").write_bytes(("." * moved + text).encode())
    for found in check(negotiation):
        assert found.hint is not None
        assert found.hint.startswith("it now stands at [")


@pytest.mark.parametrize(
    ("wish", "told"),
    [("rules", False), ("network", False), ("llm", False), ("both", False), ("rulez", True)],
)
def test_an_engine_that_is_not_here_is_told_of(negotiation: Negotiation, wish: str, told: bool) -> None:
    path = negotiation.root / "negotiation.yaml"
    path.write_text(path.read_text() + f"engine: {wish}\n")
    found = [finding for finding in check(negotiation) if finding.path == path]
    assert bool(found) == told
    for finding in found:
        assert (finding.severity, finding.line) == ("note", len(path.read_text().splitlines()))
        assert f"no engine `{wish}`" in finding.message
        assert "rules" in (finding.hint or "")


def test_a_negotiation_that_is_played_in_the_future_has_its_own_today(tmp_path: Path) -> None:
    negotiation = Negotiation.create(tmp_path)
    for name, day in (("one", "2131-05-04"), ("two", "2131-05-12")):
        negotiation.position_path(name).write_text(f"article: {{published: {day}}}\nreviewed: {{by: AL, on: {day}}}\n")
    assert check(negotiation) == ()
    late = "article: {published: 2131-05-12}\nreviewed: {by: AL, on: 2131-06-01}\n"
    negotiation.position_path("two").write_text(late)
    assert ["has not come yet" in found.message for found in check(negotiation)] == [True]
