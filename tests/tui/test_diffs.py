"""What a diff sets against what, and in which order its changes stand."""

from __future__ import annotations

import pytest
from strait import strait_changes

from positions.model import Article, Cause, Change, ChangeKind, Matrix, Snapshot
from tui.diffs import Kind, Sides, articles_by_label, day_typed, days_for, halves, nothing, shown, source, target, until
from tui.state import Content

DAYS = ("2024-04-05", "2024-04-01", "2023-11-30")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("2024-04-05", "2024-04-05"),
        (" 2024-4-5 ", "2024-04-05"),
        ("2024-02-30", None),
        ("0000-01-01", None),
        ("5 April", None),
        ("", None),
    ],
)
def test_a_day_is_typed_in_full(typed: str, found: str | None) -> None:
    assert day_typed(typed) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", DAYS),
        ("2024", ("2024-04-05", "2024-04-01")),
        ("04-01", ("2024-04-01",)),
        ("2024-04-03", ("2024-04-03",)),  # no article is of that day: it counts all the same
        ("2024-4-1", ("2024-04-01",)),
        ("tuesday", ()),
    ],
)
def test_days_are_completed_and_one_typed_in_full_comes_first(typed: str, found: tuple[str, ...]) -> None:
    assert days_for(typed, DAYS) == found


def test_the_sides_have_labels_and_articles(content: Content) -> None:
    two = Sides(Kind.ARTICLES, "a1", "a2")
    assert two.articles(content) == (("a1",), ("a2",))
    assert two.swapped().labels(content)[0].startswith("2024-04-05 · Second round")
    assert two.is_there(content)
    assert not two.having("new", "gone").is_there(content)
    days = Sides(Kind.DAYS, "2024-04-02", "2024-04-05")
    assert days.articles(content) == (("a1",), ("a1", "a2"))
    assert days.labels(content) == ("up to 2024-04-02 · 1 article", "up to 2024-04-05 · 2 articles")
    assert Sides(Kind.VISIT).is_there(content)


def test_a_day_is_everything_up_to_it_and_nothing_without_a_date(content: Content) -> None:
    articles = (*content.snapshot.articles, Article(id="undated"))
    more = Content(content.matrix, Snapshot(articles=articles))
    assert until(more, "2024-03-31") == ()
    assert until(more, "9999-12-31") == ("a1", "a2")


def test_articles_that_read_alike_are_told_apart() -> None:
    articles = tuple(Article(id=id_) for id_ in ("one", "two"))
    content = Content(Matrix(), Snapshot(articles=articles))
    assert set(articles_by_label(content).values()) == {"one", "two"}
    alike = tuple(one.model_copy(update={"source": articles[0].source}) for one in articles)
    assert len(articles_by_label(Content(Matrix(), Snapshot(articles=alike)))) == 2


def test_issues_stand_by_their_gravest_change_and_what_was_kept_is_folded(content: Content) -> None:
    changes = strait_changes(content)
    found = shown(changes, kept=False)
    assert [issue for issue, _ in found.groups] == [
        "patrols in the strait", "compensation for lost catches", "seat at the table",
    ]  # fmt: skip
    assert found.folded == "1 position kept or only reworded: f shows more"
    everything = shown(changes, kept=True)
    assert everything.listed[-2] == "sharing of catch figures"
    assert everything.change(len(everything.listed) - 1) == changes[0]
    assert not everything.folded
    assert "1 position kept" in nothing(Sides(Kind.DAYS), shown(changes[:1], kept=False))


def test_a_line_is_found_again_by_its_issue_and_party(content: Content) -> None:
    changes = strait_changes(content)
    found = shown(changes, kept=False)
    assert found.change(0) is None  # the issue's name
    assert found.change(None) is found.change(99) is None
    assert [found.line(change) for change in changes] == [None, 3, 1, 5]
    assert shown(changes, kept=True).line(changes[0]) == 7
    assert found.line(None) is None


def test_sources_that_contradict_each_other_are_not_folded(content: Content) -> None:
    conflict = Change(party="p", issue="i", kind=ChangeKind.KEPT, cause=Cause.SOURCES)
    assert shown([conflict], kept=False).listed == ("i", conflict)


def test_both_sides_in_words_with_their_firmness_and_their_evidence(content: Content) -> None:
    _, softened, reversed_, new = strait_changes(content)
    left, right = halves(softened)
    assert [piece.text for piece in left if piece.changed] == ["40"]
    assert [piece.text for piece in right if piece.changed] == ["25"]
    assert halves(new)[0] == []
    assert target(softened, "old") != target(softened, "new")
    assert target(new, "old") is None
    assert target(new, "new") is not None
    assert source(content, reversed_.after) == "2024-04-05 · Second round brings movement"
    assert source(content, None) == ""
    assert new.after is not None
    firmer = new.after.model_copy(
        update={"position": new.after.position.model_copy(update={"firmness": "red line"})},
    )
    moved = Change(party="p", issue="i", kind=ChangeKind.HARDENED, before=new.after, after=firmer)
    assert [piece.text for piece in halves(moved)[1] if piece.changed] == ["(a red line)"]


def test_where_no_word_is_shared_none_is_marked(content: Content) -> None:
    new = strait_changes(content)[-1]
    assert new.after is not None
    other = new.after.model_copy(
        update={"position": new.after.position.model_copy(update={"claim": "peace", "stance": "offer"})},
    )
    change = Change(party="p", issue="i", kind=ChangeKind.REVERSED, before=new.after, after=other)
    assert not any(piece.changed for half in halves(change) for piece in half)
