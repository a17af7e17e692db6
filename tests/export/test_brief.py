"""The brief, read back by a Markdown reader; hostile words stay words."""

from __future__ import annotations

import dataclasses
import itertools

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from samples import HOSTILE, make_content

from positions.display import one_line
from positions.export import render
from positions.export.markup import link, plain
from positions.model import Cause, ChangeKind, Closeness, Nearness, OneStep, Step

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def sections(text: str) -> dict[str, str]:
    """The text below each second-level heading."""
    return {part.partition("\n")[0]: part.partition("\n")[2] for part in text.split("\n## ")[1:]}


def words_of(markdown: str) -> list[str]:
    """What a reader sees of each block, without the marks of links and emphasis."""
    return [
        "".join(child.content for child in token.children or ()) for token in READER.parse(markdown) if token.children
    ]


def cells_of(markdown: str) -> list[list[str]]:
    """The cells of the tables of a text, row by row."""
    rows: list[list[str]] = []
    tokens = READER.parse(markdown)
    for token, following in itertools.pairwise(tokens):
        if token.type == "tr_open":
            rows.append([])
        if token.type in ("th_open", "td_open"):
            rows[-1].append("".join(child.content for child in following.children or ()))
    return rows


def test_the_brief_has_its_parts_in_order() -> None:
    text = render(make_content(), "md").decode("utf-8")
    assert text.startswith("# Talks on the strait: where the talks stand\n")
    assert list(sections(text)) == [
        "State of play",
        "Moves since 2031-05-05",
        "Issues",
        "Provisional",
        "Four-column document",
    ]


def test_the_state_of_play_counts_and_lists_the_issues() -> None:
    part = sections(render(make_content(), "md").decode("utf-8"))["State of play"]
    assert "2 issues: 1 sticking, 1 agreed; 1 provisional" in part
    assert cells_of(part) == [
        ["Status", "Issue", "Why"],
        ["■ sticking?", "patrols in the strait", "Norland demands, Sudmark rejects"],
        ["● agreed, accepted", "prisoners", ""],
    ]


def test_how_near_the_parties_stand_and_what_one_step_would_settle() -> None:
    content = make_content()
    now = content.matrix.rows[0].positions[1]
    hostile = "<b>|*x*"
    found = Closeness(
        parties=("Norland", "Sudmark", hostile),
        pairs=(
            Nearness(one="Norland", other=hostile, same=("a",), compatible=("b",), opposed=("c",)),
            Nearness(one="Norland", other="Sudmark", unclear=("a",)),
        ),
        one_step=(
            OneStep(
                issue="patrols in the strait",
                kind="one apart",
                steps=(
                    Step(party="Norland", act="withdraw", placed=now),
                    Step(party=hostile, act="accept", placed=now),
                ),
            ),
            OneStep(issue="prisoners", kind="unanswered", steps=(Step(party=None, act="accept", placed=now),)),
        ),
    )
    part = sections(render(dataclasses.replace(content, closeness=found), "md").decode("utf-8"))[
        "How near the parties stand"
    ]
    assert cells_of(part) == [
        ["Parties", "Share", "Together", "Opposed", "Unclear"],
        ["Norland – <b>|*x*", "67 %", "2", "1", "0"],
        ["Norland – Sudmark", "unclear", "0", "0", "1"],
    ]
    assert words_of(part)[-1].startswith("patrols in the strait: if Norland withdraws what it rejects: the withdrawal")
    assert "; or if <b>|*x* accepts what Sudmark rejects" in words_of(part)[-1]
    assert "prisoners" not in part


def test_moves_say_who_moved_from_what_to_what_and_where_it_was_read() -> None:
    words = words_of(sections(render(make_content(), "md").decode("utf-8"))["Moves since 2031-05-05"])
    assert words == [
        "Sudmark on patrols in the strait: hardened (condition added)",
        "before: rejects: the withdrawal — Terms | for a truce, The *Strait* Courier, 2031-05-04",
        "now: rejects: the withdrawal, unless the fleet is paid for — "
        "Terms | for a truce, The *Strait* Courier, 2031-05-04",
    ]


def test_moves_come_by_issue_what_matters_most_first_and_nothing_that_was_only_reworded() -> None:
    content = make_content()
    (hardened,) = content.changes
    changes = [
        hardened.model_copy(update={"kind": kind, "issue": issue, "cause": cause, "detail": ""})
        for kind, issue, cause in (
            (ChangeKind.NEW, "toll", None),
            (ChangeKind.REWORDED, "toll", None),
            (ChangeKind.REVERSED, "harbour", Cause.SIDE),
            (ChangeKind.KEPT, "toll", Cause.SOURCES),
            (ChangeKind.DROPPED, "toll", Cause.WORDS),
        )
    ]
    brief = render(dataclasses.replace(content, changes=tuple(changes)), "md").decode("utf-8")
    told = [line for line in words_of(sections(brief)["Moves since 2031-05-05"]) if line.startswith("Sudmark on")]
    assert told == [
        "Sudmark on harbour: reversed",
        "Sudmark on toll: dropped",
        "Sudmark on toll: new",
        "Sudmark on toll: sources disagree",
    ]
    reworded = dataclasses.replace(content, changes=(changes[1],))
    assert "Nothing moved." in sections(render(reworded, "md").decode("utf-8"))["Moves since 2031-05-05"]


def test_issues_show_quotes_and_sources_and_what_nobody_reviewed() -> None:
    words = words_of(sections(render(make_content(), "md").decode("utf-8"))["Issues"])
    assert "“Sudmark rejected it.”" in words
    assert "Norland demands: the withdrawal of all patrols (a red line) (not reviewed)" in words
    assert "Sudmark rejects: the withdrawal, unless the fleet is paid for, by Ada Holm" in words
    assert "Norland, in our words: all prisoners by June" in words


def test_the_provisional_statuses_name_the_statements_to_review() -> None:
    part = sections(render(make_content(), "md").decode("utf-8"))["Provisional"]
    assert "the withdrawal of all patrols" in part
    assert "rejects" not in part  # that one is confirmed


def test_the_four_column_document_has_each_partys_text_beside_status_and_note() -> None:
    part = sections(render(make_content(), "md").decode("utf-8"))["Four-column document"]
    header, first, second = cells_of(part)
    assert header == ["Issue", "Norland", "Sudmark", "Status", "Note"]
    assert first[1] == "demands: the withdrawal of all patrols (a red line)"
    assert first[2] == "rejects: the withdrawal, unless the fleet is paid for"
    assert first[3] == "■ sticking?"
    assert first[4] == "Apart: Norland demands, Sudmark rejects<br>ask the fleet"
    assert second[1:] == ["all prisoners by June", "—", "● agreed, accepted", "Common ground"]


def test_hostile_words_make_no_markup() -> None:
    for token in READER.parse(render(make_content(HOSTILE), "md").decode("utf-8")):
        assert token.type not in ("html_block", "fence", "code_block")
        for child in token.children or ():
            assert child.type in ("text", "text_special", "strong_open", "strong_close", "em_open", "em_close") or (
                child.type == "html_inline" and child.content == "<br>"
            ), (child.type, child.content)


@given(st.text())
def test_any_text_reads_as_it_is_written_wherever_it_stands(text: str) -> None:
    shown = one_line(text)
    assert "".join(words_of(f"# {plain(text)}")) == shown
    assert "".join(words_of(f"- {plain(text)}")) == shown
    assert "".join(words_of(f"**so:** {plain(text)}")).removeprefix("so:").strip() == shown
    assert cells_of(f"| a |\n| --- |\n| {plain(text)} |\n")[1:] == [[shown]]


def test_only_addresses_of_the_web_become_links() -> None:
    assert (
        link("A *title*", "https://news.example/a b>(c)") == "[A \\*title\\*](<https://news.example/a%20b%3E%28c%29>)"
    )
    for address in ("javascript:alert(1)", "file:///etc/passwd", "https://", "http://[", None):
        assert link("x", address) == "x"
