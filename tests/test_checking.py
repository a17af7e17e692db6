"""What `check` finds: every fault with its place, quotes that moved, and what a person may have meant otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from positions import checking
from positions.checking import Finding, check
from positions.model import Article, Entry, MachineEntry, MachineFile, PositionFile, Source, Stance
from positions.negotiation import Negotiation
from positions.yamlfiles import dump

TEXT = "🕊️ Talks\r\n\r\nNorland insisted on the withdrawal\r\nof all patrols. Sudmark refused.\n"
QUOTE = "the withdrawal\r\nof all patrols"
START = TEXT.index(QUOTE)
AT = f"[{START}, {START + len(QUOTE)}]"


@pytest.fixture
def negotiation(tmp_path: Path) -> Negotiation:
    made = Negotiation.create(tmp_path / "talks")
    made.add(Article(id="a", source=Source(), text=TEXT))
    return made


def write(negotiation: Negotiation, *lines: str, head: str = "article:\n  text: articles/a.txt\n") -> None:
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


def test_a_range_beyond_the_text(negotiation: Negotiation) -> None:
    write(negotiation, "- demand: x", "  at: [10, 5000]")
    found = only(negotiation)
    assert f"has {len(TEXT)} characters" in found.message
    assert found.severity == "error"


def test_topics_are_checked_too(negotiation: Negotiation) -> None:
    text = "article:\n  text: articles/a.txt\ndisputed:\n  - topic: x\n    quote: nowhere\n"
    negotiation.position_path("a").write_text(text)
    assert (only(negotiation).line, only(negotiation).column) == (5, 12)


def test_an_article_that_is_gone(negotiation: Negotiation) -> None:
    negotiation.article_path("a").unlink()
    found = only(negotiation)
    assert found.severity == "error"
    assert "articles/a.txt is gone" in found.message
    assert (found.line, found.column) == (3, 9)


def test_an_article_without_text_has_nothing_gone(negotiation: Negotiation) -> None:
    negotiation.add(Article(id="call", source=Source(title="A call")))
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


def test_a_value_that_a_comment_cuts_short_is_an_error(negotiation: Negotiation) -> None:
    write(negotiation, "- demand: item #4 on the list", "- offer: x  # a comment")
    found = only(negotiation)
    assert (found.severity, found.line, found.column) == ("error", 5, 19)
    assert 'write `demand: "item #4 on the list"`' in (found.hint or "")


def test_a_position_file_that_was_emptied_is_an_error_with_what_is_lost(negotiation: Negotiation) -> None:
    entry = MachineEntry(stance=Stance.DEMAND, claim="x")
    made = MachineFile(article=Source(text="articles/a.txt"), positions={"Norland": (entry, entry)}, engine="rules 1")
    negotiation.write_extraction("a", made)
    negotiation.position_path("a").write_bytes(b"")
    found = only(negotiation)
    assert (found.severity, found.path) == ("error", negotiation.position_path("a"))
    assert "the program's own copy has 2 positions" in found.message
    assert "`positions extract a` writes it anew" in (found.hint or "")


def test_names_that_are_one_to_some_file_systems(negotiation: Negotiation) -> None:
    (negotiation.root / "positions/A.yaml").write_text("article: {title: x}\n")
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
        article=Source(text="articles/a.txt"),
        positions={"Norland": (Entry(stance=Stance.DEMAND, claim="x", quote=quote, at=at),)},
    )
    negotiation.position_path("a").write_text(dump(file), encoding="utf-8")
    assert check(negotiation) == ()
    negotiation.article_path("a").write_bytes(("." * moved + text).encode())
    for found in check(negotiation):
        assert found.hint is not None
        assert found.hint.startswith("it now stands at [")


@pytest.mark.parametrize(("wish", "told"), [("rules", False), ("network", False), ("rulez", True), ("llm", True)])
def test_an_engine_that_is_not_here_is_told_of(negotiation: Negotiation, wish: str, told: bool) -> None:
    path = negotiation.root / "negotiation.yaml"
    path.write_text(path.read_text() + f"engine: {wish}\n")
    found = [finding for finding in check(negotiation) if finding.path == path]
    assert bool(found) == told
    for finding in found:
        assert (finding.severity, finding.line) == ("note", len(path.read_text().splitlines()))
        assert f"no engine `{wish}`" in finding.message
        assert "rules" in (finding.hint or "")
