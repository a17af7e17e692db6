"""Which statement is which, what is compared at all, and what people's decisions write."""

from __future__ import annotations

from pathlib import Path

import pytest

from positions.errors import ConflictError, InputError, UsageError
from positions.model import Review, Stance
from positions.negotiation import Negotiation
from positions.reliability import Session, Target, measure, read

TEXT = (
    "Norland insists on free passage. Sudmark rejects any patrol. "
    "Norland offers a toll of two crowns. Ostreich says nothing."
)
LENA = """# Lena's
article: {text: articles/talks.txt}
positions:
  Norland:
    - demand: free passage   # clear
      at: [0, 31]
      issue: passage
    - offer: a toll of two crowns
      at: [61, 96]
  Sudmark:
    - reject: any patrol
      at: [33, 59]
      note: ask again
    - demand: something of a rumour
      review: dismissed
"""
MARK = """article: {text: articles/talks.txt}
positions:
  Nordmen:
    - demand: passage that is free
      at: [8, 31]
      issue: free ways
    - demand: a toll of two crowns
      quote: Norland offers a toll of two crowns
  Sudmark:
    - reject: all patrols
      at: [33, 59]
  Ostreich:
    - reject: to speak
      at: [98, 119]
"""


def coder(root: Path, positions: str, text: str = TEXT) -> Negotiation:
    negotiation = Negotiation.create(root)
    (root / "articles/talks.txt").write_text(text)
    (root / "positions/talks.yaml").write_text(positions)
    return negotiation


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    lena, mark = tmp_path / "lena", tmp_path / "mark"
    coder(lena, LENA)
    coder(mark, MARK)
    (lena / "parties.yaml").write_text("Norland:\n  aliases: [Norlanders]\n")
    (mark / "parties.yaml").write_text("Norland:\n  aliases: [Nordmen]\n")
    (mark / "issues.yaml").write_text("passage:\n  also: [free ways]\n")
    return lena, mark


def test_statements_are_recognised_by_their_passage_and_names_by_each_registry(folders: tuple[Path, Path]) -> None:
    coding = read(folders)
    assert [coder.name for coder in coding.coders] == ["lena", "mark"]
    assert [[one and one.entry.claim for one in unit.versions] for unit in coding.units] == [
        ["free passage", "passage that is free"],
        ["any patrol", "all patrols"],
        ["a toll of two crowns", "a toll of two crowns"],
        [None, "to speak"],
    ]
    assert [unit.differences for unit in coding.units] == [(), (), ("stance",), ("passage",)]


def test_the_numbers_are_of_what_both_say(folders: tuple[Path, Path]) -> None:
    report = measure(read(folders))
    assert (report.passages.marked, report.passages.shared, report.passages.units) == ((3, 4), 3, 4)
    assert report.coding["party"].percent == 1.0
    assert report.coding["stance"].percent == pytest.approx(2 / 3)
    assert (report.coding["issue"].units, report.coding["issue"].percent) == (1, 1.0)
    assert [(one.name, one.counts) for one in report.parties] == [
        ("Norland", (2, 2)),
        ("Sudmark", (1, 1)),
        ("Ostreich", (0, 1)),
    ]
    offers = next(one for one in report.stances if one.name == "offer")
    assert (offers.counts, offers.agreement.percent) == ((1, 0), 0.0)
    sudmark = report.parties[1]
    assert sudmark.unitising.alpha == 1.0
    # Lena marks 31 + 26 + 35 of 120 characters; Mark 23 + 26 + 35 + 21, the first eight and the last 21 being his or
    # hers alone.
    squares = 31**2 + 23**2 + 2 * 26**2 + 2 * 35**2 + 21**2
    expected = 2 * 197 * 43 * 240 / (240**2 - squares - 43)
    assert report.passages.unitising.alpha == pytest.approx(1 - 2 * 29 / expected)


def test_of_two_statements_in_one_passage_the_words_tell_which_is_which(tmp_path: Path) -> None:
    entries = "positions:\n  Norland:\n    - {}\n    - {}\n"
    one, other = "{demand: free passage, at: [0, 31]}", "{reject: each and every toll, at: [0, 31]}"
    coder(tmp_path / "a", entries.format(one, other))
    coder(tmp_path / "b", entries.format("{accept: every toll, at: [0, 31]}", one))
    units = read([tmp_path / "a", tmp_path / "b"]).units
    assert sorted(unit.differences for unit in units) == [(), ("stance",)]


def test_without_passages_like_words_are_the_same_statement(tmp_path: Path) -> None:
    coder(tmp_path / "a", "positions:\n  Norland:\n    - demand: the ships must leave the strait\n")
    coder(tmp_path / "b", "positions:\n  Sudmark:\n    - demand: that the ships must leave the strait\n")
    (unit,) = read([tmp_path / "a", tmp_path / "b"]).units
    assert unit.differences == ("party",)


def test_what_cannot_be_compared_is_left_out_or_refused(folders: tuple[Path, Path], tmp_path: Path) -> None:
    lena, mark = folders
    (lena / "articles/more.txt").write_text("More.")
    (lena / "positions/more.yaml").write_text("positions: {}\n")
    assert read(folders).left_out == (("more", "mark does not have it"),)
    with pytest.raises(InputError, match="more cannot be compared"):
        read(folders, articles=["more"])
    with pytest.raises(UsageError, match="same negotiation"):
        read([lena, lena / "positions"])
    with pytest.raises(UsageError, match="two folders"):
        read([lena])
    (lena / "articles/more.txt").unlink()
    (lena / "positions/more.yaml").unlink()
    (mark / "articles/talks.txt").write_text(TEXT + "!")
    with pytest.raises(InputError, match="not the same"):
        read(folders)


def test_folders_of_one_name_are_called_by_their_paths(tmp_path: Path) -> None:
    for name in ("a", "b"):
        coder(tmp_path / name / "talks", LENA)
    assert read([tmp_path / "a/talks", tmp_path / "b/talks"]).coders[1].name == str(tmp_path / "b/talks")


def test_three_coders(folders: tuple[Path, Path], tmp_path: Path) -> None:
    coder(tmp_path / "nora", MARK)
    coding = read([*folders, tmp_path / "nora"])
    assert [unit.differences for unit in coding.units] == [("party", "issue"), (), ("party", "stance"), ("passage",)]
    assert measure(coding).passages.marked == (3, 4, 4)


def test_a_folder_of_its_own_starts_with_what_all_agree_on_and_is_gone_on_with(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    coding = read(folders)
    target = Target.open(tmp_path / "agreed", coding)
    file = target.negotiation.position_file("talks")
    assert file is not None
    assert [(party, entry.claim, entry.review, entry.issue) for party, entry in file.entries()] == [
        ("Norland", "free passage", Review.CONFIRMED, "passage"),
        ("Sudmark", "any patrol", Review.CONFIRMED, None),
    ]
    assert set(target.negotiation.registry.parties) == {"Norland"}
    assert target.negotiation.article("talks").text == TEXT
    toll, ostreich = target.pending()
    target.take(toll, 1)
    target.drop(ostreich)
    assert target.pending() == ()
    again = Target.open(tmp_path / "agreed", coding)
    assert again.pending() == ()
    assert again.negotiation.undo().title == "settle “to speak”"
    assert again.pending() == (ostreich,)
    again.negotiation.undo()
    assert again.pending() == (toll, ostreich)
    said = [(party, entry.stance) for party, entry in (again.negotiation.position_file("talks") or file).entries()]
    assert said == [("Norland", Stance.DEMAND), ("Sudmark", Stance.REJECT)]


def test_articles_that_the_coders_code_later_are_taken_in_too(folders: tuple[Path, Path], tmp_path: Path) -> None:
    Target.open(tmp_path / "agreed", read(folders))
    for folder in folders:
        (folder / "articles/more.txt").write_text("Norland wants more.")
        (folder / "positions/more.yaml").write_text("positions:\n  Norland:\n    - {demand: more, at: [0, 18]}\n")
    target = Target.open(tmp_path / "agreed", read(folders))
    assert target.negotiation.article("more").text == "Norland wants more."
    file = target.negotiation.position_file("more")
    assert file is not None
    assert [entry.review for _, entry in file.entries()] == [Review.CONFIRMED]
    assert [step.title for step in target.negotiation.steps()] == ["start from what lena and mark agree on"] * 2
    target.negotiation.undo()
    assert target.negotiation.article_ids() == ("talks",)


def test_a_decision_in_a_coders_own_folder_keeps_the_rest_of_the_file(folders: tuple[Path, Path]) -> None:
    lena, _ = folders
    coding = read(folders)
    target = Target.open(lena, coding)
    toll, ostreich = target.pending()
    target.take(toll, 1)
    target.take(ostreich, 0)
    text = (lena / "positions/talks.yaml").read_text()
    assert text.startswith("# Lena's\n")
    assert "free passage   # clear" in text
    assert "note: ask again" in text
    assert "- offer" not in text
    after = read(folders)
    assert after.disagreements[0].differences == ("passage",)
    assert Target.open(lena, after).pending() == ()
    target.negotiation.undo()
    target.negotiation.undo()
    assert (lena / "positions/talks.yaml").read_text() == LENA


def test_fields_can_be_taken_from_different_coders(tmp_path: Path) -> None:
    coder(tmp_path / "a", "positions:\n  Norland:\n    - {demand: free passage, at: [0, 31], issue: ways}\n")
    coder(tmp_path / "b", "positions:\n  Sudmark:\n    - {reject: free passage, at: [0, 31], issue: tolls}\n")
    coding = read([tmp_path / "a", tmp_path / "b"])
    (unit,) = coding.disagreements
    assert unit.differences == ("party", "stance", "issue")
    target = Target.open(tmp_path / "a", coding)
    target.mix(unit, {"party": 1, "stance": 0, "issue": 1})
    file = target.negotiation.position_file("talks")
    assert file is not None
    ((party, entry),) = file.entries()
    assert (party, entry.stance, entry.issue, entry.review) == ("Sudmark", Stance.DEMAND, "tolls", Review.CONFIRMED)


def test_an_entry_that_changed_meanwhile_is_not_overwritten(folders: tuple[Path, Path]) -> None:
    lena, _ = folders
    target = Target.open(lena, read(folders))
    (lena / "positions/talks.yaml").write_text(LENA.replace("a toll of two crowns", "a toll of three crowns"))
    with pytest.raises(ConflictError, match="changed meanwhile"):
        target.take(target.pending()[0], 1)


def test_settling_into_a_folder_of_something_else_is_refused(folders: tuple[Path, Path], tmp_path: Path) -> None:
    coding = read(folders)
    (tmp_path / "full").mkdir()
    (tmp_path / "full/notes.txt").write_text("mine")
    with pytest.raises(UsageError, match="not empty"):
        Target.open(tmp_path / "full", coding)
    stranger = Negotiation.create(tmp_path / "stranger")
    assert Target.open(tmp_path / "stranger", coding).pending()
    stranger.undo()
    (tmp_path / "stranger/articles/else.txt").write_text("Something else.")
    with pytest.raises(UsageError, match="other articles"):
        Target.open(tmp_path / "stranger", coding)
    coder(tmp_path / "other", LENA, text=TEXT[:-1] + "!")
    with pytest.raises(InputError, match="another than the coders'"):
        Target.open(tmp_path / "other", coding)


def test_a_session_takes_back_its_own_decisions_one_by_one(folders: tuple[Path, Path], tmp_path: Path) -> None:
    session = Session(Target.open(tmp_path / "agreed", read(folders)))
    before = (tmp_path / "agreed/positions/talks.yaml").read_text()
    assert session.sentence == ("", "Norland offers a toll of two crowns", ".")
    session.take(0)
    session.undo()
    session.take(1)
    session.drop()
    assert (session.current, session.decided) == (None, 2)
    session.undo()
    session.undo()
    assert (session.at, session.decided) == (0, 0)
    assert (tmp_path / "agreed/positions/talks.yaml").read_text() == before
    with pytest.raises(UsageError, match="nothing yet"):
        session.undo()
    session.skip()
    session.drop()
    Negotiation(tmp_path / "agreed").undo()
    with pytest.raises(UsageError, match="another command"):
        session.undo()


def test_a_decision_that_changes_nothing_is_taken_back_without_another(folders: tuple[Path, Path]) -> None:
    lena, _ = folders
    (lena / "positions/talks.yaml").write_text(LENA.replace("at: [61, 96]", "at: [61, 96]\n      review: confirmed"))
    session = Session(Target.open(lena, read(folders)))
    session.take(0)
    session.undo()
    assert session.at == 0
    assert session.target.negotiation.steps() == ()
