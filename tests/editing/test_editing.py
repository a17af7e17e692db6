"""Commands that edit several files: what each makes of a negotiation, and that undoing leaves no trace."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from positions import settling, yamlfiles
from positions.editing import Book, Edit, aliaslists, edit, issues, parties, plan, shown
from positions.editing.selecting import Selection
from positions.errors import ConflictError, FileFaults, InputError, PositionsError, UsageError
from positions.journal import Write
from positions.model import (
    Codebook,
    Issue,
    MachineFile,
    Party,
    Position,
    PositionFile,
    Registry,
    RememberedIssue,
    RememberedIssues,
    Role,
    Status,
    StatusOverride,
)
from positions.negotiation import Negotiation

ALL = Selection()
PATROLS = {"demand": "the withdrawal of patrols", "speaker": "Ada Lund", "of": "Sudmark"}
FISH = {"offer": "fish", "issue": "catches"}


def file(**positions: list[dict[str, Any]]) -> PositionFile:
    return PositionFile.model_validate({"positions": positions})


def book(
    files: Mapping[str, PositionFile] | None = None,
    known: Mapping[str, Party] | None = None,
    named: Mapping[str, Issue] | None = None,
) -> Book:
    found = {"one": file(Norland=[PATROLS, FISH], Sudmark=[{"reject": "talks", "according to": "Norland"}])}
    return Book(Registry(parties=dict(known or {})), Codebook(issues=dict(named or {})), dict(files or found))


def headings(edit: Edit) -> dict[str, int]:
    return {party: len(entries) for party, entries in edit.book.files["one"].positions.items()}


# Parties


def test_a_party_is_renamed_wherever_it_is_named() -> None:
    known = {"Norland": Party(aliases=("NL",)), "Sudmark": Party(bloc="Norland")}
    named = {"catches": Issue(parties={"Norland": "half"})}
    new = parties.rename(book(known=known, named=named), "norland", "Nordland").book
    assert new.registry.parties == {
        "Nordland": Party(aliases=("NL", "Norland")),
        "Sudmark": Party(bloc="Nordland"),
    }
    assert new.codebook.issues["catches"].parties == {"Nordland": "half"}
    assert list(new.files["one"].positions) == ["Nordland", "Sudmark"]
    assert new.files["one"].positions["Sudmark"][0].according_to == "Nordland"


def test_a_party_that_nobody_registered_is_registered_by_renaming() -> None:
    assert parties.rename(book(), "Sudmark", "South").book.registry.parties == {"South": Party(aliases=("Sudmark",))}


def test_role_and_bloc_are_said_and_taken_away() -> None:
    known = {"Norland": Party(bloc="Sudmark", note="n"), "League": Party(aliases=("the pact",))}
    new = parties.describe(book(known=known), "norland", role=Role.MEDIATOR, bloc="Pact").book
    assert new.registry.parties["Norland"] == Party(role=Role.MEDIATOR, bloc="League", note="n")
    new = parties.describe(new, "Norland", bloc=" ").book
    assert new.registry.parties["Norland"] == Party(role=Role.MEDIATOR, note="n")
    assert parties.describe(book(), "Sudmark", bloc="a new\nbloc").book.registry.parties["Sudmark"].bloc == "a new bloc"
    with pytest.raises(UsageError, match="own bloc"):
        parties.describe(book(known=known), "League", bloc="the Pact")
    with pytest.raises(UsageError, match="no party"):
        parties.describe(book(), "Ostreich", role=Role.OBSERVER)


def test_what_an_issue_is_about_and_where_it_stands_is_said_and_taken_back() -> None:
    named = {"catches": Issue(theme="fish", proposition="half each", also=("hauls",))}
    there = book(named=named)
    new = issues.describe(there, {}, "hauls", theme="", proposition="Norland  gets half").book.codebook.issues[
        "catches"
    ]
    assert new == Issue(proposition="Norland gets half", also=("hauls",))
    word = StatusOverride(is_=Status.AGREED, by="AL")
    decided = issues.decide(there, {"boats": frozenset()}, "boats", word)
    assert decided.book.codebook.issues["boats"].status == word
    assert issues.decide(decided.book, {}, "boats", None).book.codebook.issues["boats"] == Issue()
    with pytest.raises(UsageError, match="no issue"):
        issues.describe(there, {}, "tolls", theme="x")


def test_positions_are_chosen_one_by_one_when_an_issue_is_split() -> None:
    files = {"one": file(Norland=[PATROLS, FISH, {"demand": "ships"}])}
    there = book(files, named={"catches": Issue()})
    keys = [Position.of_entry(entry, article="one", party=party).key for party, entry in files["one"].entries()]
    members = {"patrols": frozenset({keys[0], keys[2]}), "catches": frozenset({keys[1]})}
    made = issues.split(there, members, "patrols", "ships", Selection(keys=frozenset({keys[2], keys[1]})))
    assert [entry.issue for _, entry in made.book.files["one"].entries()] == [None, "catches", "ships"]
    made = issues.split(there, members, "catches", "fish", Selection(keys=frozenset({keys[1]})))
    assert [entry.issue for _, entry in made.book.files["one"].entries()] == [None, "fish", None]
    with pytest.raises(UsageError, match="no position"):
        issues.split(there, members, "catches", "fish", Selection(keys=frozenset({keys[0]})))


def test_parties_become_one() -> None:
    known = {"Norland": Party(aliases=("NL",), speakers=("Ada Lund",)), "Sudmark": Party(speakers=("Bo",), note="n")}
    made = parties.merge(book(known=known), ["Sudmark"], "Norland")
    assert made.book.registry.parties == {
        "Norland": Party(aliases=("NL", "Sudmark"), speakers=("Ada Lund", "Bo"), note="n")
    }
    assert headings(made) == {"Norland": 3}
    both = parties.merge(book(known=known), ["Sudmark", "Norland"], "the League")
    assert headings(both) == {"the League": 3}
    assert both.book.registry.parties["the League"].aliases == ("Sudmark", "Norland", "NL")


def test_a_part_of_a_party_becomes_one_of_its_own() -> None:
    known = {"Norland": Party(aliases=("NL", "Fishers"), speakers=("Ada Lund",), bloc="League")}
    made = parties.split(book(known=known), "Norland", "Fishers", ["Ada Lund"], Selection(none=True))
    assert made.book.registry.parties["Norland"] == Party(aliases=("NL",), bloc="League")
    assert made.book.registry.parties["Fishers"] == Party(speakers=("Ada Lund",), bloc="League")
    assert headings(made) == {"Norland": 1, "Sudmark": 1, "Fishers": 1}


@pytest.mark.parametrize(
    ("name", "speaker", "goes"),
    [
        ("NL", "the inland minister", False),
        ("Bo", "Bob Holm", False),
        ("Bo", "Bo Holm", True),
        ("Bo", "spokesman bo", True),
        ("the Fishers", "the Fishers' head", True),
    ],
)
def test_who_speaks_for_a_part_is_told_by_whole_words(name: str, speaker: str, goes: bool) -> None:
    known = {"Norland": Party(aliases=("NL", "the Fishers"), speakers=("Bo",))}
    files = {"one": file(Norland=[{"demand": "patrols", "speaker": speaker}, {"demand": "fish"}])}
    made = parties.split(book(files, known), "Norland", "East", [name], Selection(none=True))
    assert headings(made).get("East", 0) == goes


def test_positions_move_to_another_party() -> None:
    made = parties.move(book(), "Norland", "Sudmark", Selection(words="fish"))
    assert headings(made) == {"Norland": 1, "Sudmark": 2}
    assert headings(parties.move(book(), "Norland", "Fishers", ALL)) == {"Sudmark": 1, "Fishers": 2}


def test_other_names_come_and_go() -> None:
    named = parties.alias(book(), "Norland", ["NL", "nl", "Norland"]).book
    assert named.registry.parties["Norland"].aliases == ("NL",)
    assert parties.unalias(named, "Norland", ["nl"]).book.registry.parties == {"Norland": Party()}


def test_a_list_of_parties_is_entered() -> None:
    text = "# who is who\nNorland: NL, Nordic [League]\n\nEast : \n"
    listed = aliaslists.parse(text, Path("list.txt"))
    assert listed == {"Norland": (2, Party(aliases=("NL", "Nordic"), bloc="League")), "East": (4, Party())}
    known = {"Norland": Party(aliases=("Nordic",), role=Role.MEDIATOR)}
    entered = parties.enter(book(known=known), listed, Path("list.txt")).book.registry.parties
    assert entered["Norland"] == Party(aliases=("Nordic", "NL"), bloc="League", role=Role.MEDIATOR)
    with pytest.raises(FileFaults) as faults:
        aliaslists.parse(": x\nA  B: b\nthe a b: c\nA b [L]\nL: M [m]\nN [n]\n", Path("list.txt"))
    assert [fault.line for fault in faults.value.faults] == [1, 3, 4, 5, 6]


def test_lines_of_a_list_end_where_editors_end_them() -> None:
    text = "Norland: a\fb, c\u2028d\r\nEast: e\x85f\nNorland: x\n"
    with pytest.raises(FileFaults) as faults:
        aliaslists.parse(text, Path("list.txt"))
    assert [(fault.line, fault.message) for fault in faults.value.faults] == [
        (3, "`Norland` stands twice, first in line 1")
    ]
    assert list(aliaslists.parse(text.replace("Norland: x", ""), Path("list.txt"))) == ["Norland", "East"]


ENTERED = [
    ("Sudmark: x\nEast: nl\n", [(2, "`nl` is already a name of Norland")]),
    ("East: Sudmark, y\n", [(1, "`Sudmark` is already a party")]),
    ("West: East\nEast: z\n", [(1, "`East` is already a party")]),
    ("West: shore\nEast: the shore\n", [(1, "already a name of East"), (2, "already a name of West")]),
    ("Norland: the pact\nSudmark: x\n", []),
    ("the pact: x\n", [(1, "`the pact` may be Norland or Sudmark")]),
    ("NL [Norland]\n", [(1, "Norland cannot be its own bloc")]),
    ("NL [Sudmark]\nEast: nl\nSudmark [Norland]\n", [(1, "since Sudmark"), (2, "`nl`"), (3, "since Norland")]),
]


@pytest.mark.parametrize(("text", "told"), ENTERED, ids=[text for text, _ in ENTERED])
def test_names_of_others_in_a_list_are_refused_with_their_lines(text: str, told: list[tuple[int, str]]) -> None:
    faults = faults_of_list(text)
    assert [(str(fault.path), fault.line) for fault in faults] == [("list.txt", line) for line, _ in told]
    assert [words for fault, (_, words) in zip(faults, told, strict=True) if words not in str(fault)] == []


def faults_of_list(text: str) -> tuple[PositionsError, ...]:
    known = {"Norland": Party(aliases=("NL", "the pact")), "Sudmark": Party(aliases=("pact",))}
    path = Path("list.txt")
    try:
        parties.enter(book(known=known), aliaslists.parse(text, path), path)
    except FileFaults as error:
        return error.faults
    return ()


def test_whoever_becomes_one_with_its_bloc_has_none() -> None:
    known = {
        "Norland": Party(aliases=("NL",), bloc="League"),
        "Sudmark": Party(bloc="the Nordic"),
        "Estria": Party(bloc="nl"),
        "League": Party(aliases=("Nordic",)),
    }
    there = book(known=known)
    assert parties.merge(there, ["Norland"], "League").book.registry.parties["League"].bloc is None
    assert parties.merge(there, ["League"], "Norland").book.registry.parties["Norland"].bloc is None
    assert parties.merge(there, ["Estria"], "Norland").book.registry.parties["Norland"].bloc == "League"
    assert parties.merge(there, ["Norland"], "Estria").book.registry.parties["Estria"].bloc == "League"
    merged = parties.merge(there, ["Norland", "League"], "the Pact").book.registry.parties
    assert (merged["the Pact"].bloc, merged["Sudmark"].bloc) == (None, "the Nordic")
    new = parties.split(book(known={"Norland": Party(bloc="Pact")}), "Norland", "the Pact", [], Selection(none=True))
    assert new.book.registry.parties == {"Norland": Party(bloc="Pact"), "the Pact": Party()}


KNOWN = {
    "Norland": Party(aliases=("NL",)),
    "Sudmark": Party(),
    "Estria": Party(bloc="Union"),
    "Ostria": Party(aliases=("the ministry",)),
    "Westria": Party(aliases=("ministry",), bloc="Middle"),
    "Middle": Party(bloc="Ostria"),
}
REFUSED: list[tuple[Callable[[Book], Edit], str]] = [
    (lambda book: parties.add(book, "norland", Party()), "already a name of Norland"),
    (lambda book: parties.add(book, "East", Party(aliases=("NL",))), "already a name of Norland"),
    (lambda book: parties.rename(book, "Norlnd", "X"), "did you mean `Norland`"),
    (lambda book: parties.rename(book, "Norland", "Sudmark"), "parties merge 'Norland' --into 'Sudmark'"),
    (lambda book: parties.merge(book, ["Norland"], "Norland"), "nothing to merge"),
    (lambda book: parties.alias(book, "Sudmark", ["nl"]), "already a name of Norland"),
    (lambda book: parties.unalias(book, "Sudmark", ["x"]), "is no alias of Sudmark"),
    (lambda book: parties.split(book, "Norland", "East", ["Ada"], ALL), "no alias or speaker of Norland"),
    (lambda book: parties.split(book, "Norland", "norland", ["NL"], ALL), "`norland` is Norland itself"),
    (lambda book: parties.add(book, "East", Party(bloc="the east")), "East cannot be its own bloc"),
    (lambda book: parties.describe(book, "Norland", bloc="NL"), "Norland cannot be its own bloc"),
    (lambda book: parties.rename(book, "Estria", "Union"), "Union cannot be its own bloc"),
    (lambda book: parties.alias(book, "Estria", ["the union"]), "Estria cannot be its own bloc"),
    (lambda book: parties.merge(book, ["Ostria"], "Westria"), "Westria cannot be its own bloc, since Middle belongs"),
    (lambda book: parties.describe(book, "the ministry", role=Role.OBSERVER), "may be Ostria or Westria"),
    (lambda book: parties.rename(book, "Ministry", "X"), "may be Ostria or Westria"),
    (lambda book: parties.merge(book, ["Norland"], "the ministry"), "may be Ostria or Westria"),
    (lambda book: parties.merge(book, ["the ministry"], "Norland"), "may be Ostria or Westria"),
    (lambda book: parties.move(book, "Norland", "ministry", ALL), "may be Ostria or Westria"),
    (lambda book: parties.describe(book, "Norland", bloc="ministry"), "use the party's own name"),
    (lambda book: parties.move(book, "Norland", "East", Selection(words="zebra")), "no position of Norland"),
]


@pytest.mark.parametrize(("make", "said"), REFUSED, ids=[said for _, said in REFUSED])
def test_what_cannot_be_is_refused_with_what_to_do(make: Callable[[Book], Edit], said: str) -> None:
    with pytest.raises(UsageError) as error:
        make(book(known=KNOWN))
    assert said in str(error.value)


def test_what_stands_under_an_alias_that_two_share_can_be_given_to_one() -> None:
    there = book({"one": file(Ministry=[PATROLS], Sudmark=[FISH])}, KNOWN)
    assert headings(parties.merge(there, ["the ministry"], "Ostria")) == {"Ostria": 1, "Sudmark": 1}
    assert headings(parties.move(there, "the ministry", "Westria", ALL)) == {"Sudmark": 1, "Westria": 1}
    with pytest.raises(UsageError, match="may be Ostria or Westria"):
        parties.describe(there, "the ministry", role=Role.OBSERVER)


# Issues


def key(party: str, entry: dict[str, Any], article: str = "one") -> str:
    (found,) = file(**{party: [entry]}).positions[party]
    return Position.of_entry(found, article=article, party=party).key


MEMBERS = {"patrols": frozenset({key("Norland", PATROLS)}), "catches": frozenset({key("Norland", FISH)})}


def pins(edit: Edit) -> list[str | None]:
    return [entry.issue for _, entry in edit.book.files["one"].entries()]


def test_an_issue_is_renamed_with_its_pins() -> None:
    made = issues.rename(book(), MEMBERS, "catches", "fish")
    assert made.book.codebook.issues == {"fish": Issue(also=("catches",))}
    assert pins(made) == [None, "fish", None]


def test_issues_become_one() -> None:
    named = {"catches": Issue(proposition="half", parties={"Norland": "all"}), "boats": Issue(theme="sea")}
    made = issues.merge(book(named=named), MEMBERS, ["catches", "patrols"], "boats")
    assert made.book.codebook.issues == {
        "boats": Issue(proposition="half", theme="sea", also=("catches", "patrols"), parties={"Norland": "all"})
    }
    assert pins(made) == [None, "boats", None]


def test_positions_are_pinned_to_another_issue() -> None:
    made = issues.move(book(), MEMBERS, "patrols", "boats", ALL)
    assert pins(made) == ["boats", "catches", None]
    assert made.book.codebook.issues == {"boats": Issue()}
    assert pins(issues.move(book(), MEMBERS, "catches", "patrols", ALL)) == [None, "patrols", None]
    assert pins(issues.split(book(), MEMBERS, "patrols", "boats", Selection(words="withdrawal")))[0] == "boats"


def test_issues_are_called_by_other_names_too() -> None:
    named = issues.alias(book(), MEMBERS, "patrols", ["boats"]).book
    assert named.codebook.issues == {"patrols": Issue(also=("boats",))}
    assert issues.unalias(named, MEMBERS, "boats", ["Boats"]).book.codebook.issues == {"patrols": Issue()}
    assert issues.add(book(), "tolls", Issue(theme="sea")).book.codebook.issues == {"tolls": Issue(theme="sea")}


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda book: issues.rename(book, MEMBERS, "catchs", "x"), "did you mean `catches`"),
        (lambda book: issues.rename(book, MEMBERS, "catches", "Patrols"), "issues merge 'catches' --into 'Patrols'"),
        (lambda book: issues.split(book, MEMBERS, "catches", "patrols", ALL), "issues move 'catches' --to 'patrols'"),
        (lambda book: issues.split(book, MEMBERS, "catches", "x", Selection(none=True)), "no position on `catches`"),
        (lambda book: issues.merge(book, MEMBERS, ["catches"], "catches"), "nothing to merge"),
        (lambda book: issues.unalias(book, MEMBERS, "catches", ["x"]), "no other name"),
        (lambda book: issues.describe(book, MEMBERS, "the Sea", theme="x"), "may be `tolls` or `fees`"),
        (lambda book: issues.merge(book, MEMBERS, ["patrols"], "sea"), "may be `tolls` or `fees`"),
        (lambda book: issues.move(book, MEMBERS, "patrols", "sea", ALL), "use the issue's own name"),
        (lambda book: issues.split(book, MEMBERS, "patrols", "sea", ALL), "there is an issue `sea` already"),
    ],
)
def test_what_cannot_be_done_to_an_issue_is_refused(make: Callable[[Book], Edit], said: str) -> None:
    with pytest.raises(UsageError) as error:
        make(book(named={"tolls": Issue(also=("sea",)), "fees": Issue(also=("Sea",))}))
    assert said in str(error.value)


# In the folder

TEXT = """\
article: {}
positions:
  Norland:   # the north
    - demand: the withdrawal of patrols   # mine
  NL:
    - offer: fish
"""


@pytest.fixture
def negotiation(tmp_path: Path) -> Negotiation:
    made = Negotiation.create(tmp_path / "strait")
    made.position_path("one").write_text(TEXT)
    (made.root / "parties.yaml").write_text("# who\nNorland: {aliases: [NL]}\n")
    copy = MachineFile.model_validate({"engine": "rules", "positions": {"Norland": [PATROLS]}})
    made.machine_path("one").write_text(yamlfiles.dump(copy))
    return made


def contents(negotiation: Negotiation) -> dict[str, bytes]:
    paths = (path for path in negotiation.root.rglob("*") if path.is_file() and ".positions" not in path.parts)
    return {path.relative_to(negotiation.root).as_posix(): path.read_bytes() for path in paths}


def test_all_files_concerned_are_edited_in_one_step(negotiation: Negotiation) -> None:
    before = contents(negotiation)
    wanted = {key("Norland", {"demand": "the withdrawal of patrols"})}
    negotiation.remember(RememberedIssues(issues=(RememberedIssue(name="patrols", members=tuple(wanted)),)))
    written = edit(negotiation, lambda book: parties.rename(book, "Norland", "Nordland")).writes
    assert [write.path for write in written] == [
        "parties.yaml",
        "positions/one.yaml",
        "machine/positions/one.yaml",
        "machine/issues.yaml",
    ]
    text = negotiation.position_path("one").read_text()
    assert "  Nordland:   # the north\n    - demand: the withdrawal of patrols   # mine\n" in text
    copy = negotiation.machine_file("one")
    assert copy is not None
    assert list(copy.positions) == ["Nordland"]
    (placed, *_) = negotiation.snapshot().positions
    assert negotiation.remembered().issues[0].members == (placed.key,)
    assert negotiation.undo().title == "parties rename Norland Nordland"
    after = contents(negotiation)
    after.pop("machine/issues.yaml")
    assert after == before


def test_a_dry_run_shows_and_writes_nothing(negotiation: Negotiation) -> None:
    before = contents(negotiation)
    written = plan(negotiation, lambda book: parties.alias(book, "Norland", ["Nordic"])).writes
    assert [line for line in shown(written) if line[0] in "+-"][2:] == [
        "-Norland: {aliases: [NL]}",
        "+Norland: {aliases: [NL, Nordic]}",
    ]
    assert contents(negotiation) == before
    assert negotiation.steps() == ()


def test_a_diff_has_the_lines_that_editors_have() -> None:
    write = Write("parties.yaml", "a: 1\u2028x\r\nb: 2\n".encode(), "a: 1\u2028x\r\nb: y\x85z\n".encode())
    assert list(shown([write]))[2:] == ["@@ -1,2 +1,2 @@", " a: 1\u2028x", "-b: 2", "+b: y\x85z"]


def test_what_cannot_be_said_is_refused_where_there_is_no_file_yet(negotiation: Negotiation) -> None:
    path = negotiation.root / "parties.yaml"
    path.unlink()
    for _ in range(2):
        with pytest.raises(InputError, match="cannot stand in a YAML file"):
            edit(negotiation, lambda book: parties.describe(book, "Norland", bloc="\udcff"))
        path.write_text("# mine\n")
    assert path.read_text() == "# mine\n"


def test_nothing_is_edited_beside_a_file_that_cannot_be_read(negotiation: Negotiation) -> None:
    (negotiation.root / "positions/two.yaml").write_text("positions: [\n")
    before = contents(negotiation)
    with pytest.raises(FileFaults, match=r"two\.yaml"):
        edit(negotiation, lambda book: parties.rename(book, "Norland", "Nordland"))
    assert contents(negotiation) == before


def test_what_was_written_since_is_not_taken_back(negotiation: Negotiation) -> None:
    edit(negotiation, lambda book: parties.rename(book, "Norland", "Nordland"))
    path = negotiation.root / "parties.yaml"
    path.write_text(path.read_text() + "# more\n")
    before = contents(negotiation)
    with pytest.raises(ConflictError, match=r"parties\.yaml was changed after: parties rename"):
        negotiation.undo()
    assert contents(negotiation) == before


@pytest.mark.parametrize("how", ["rename", "merge"])
def test_disagreements_follow_a_party_that_is_called_otherwise(negotiation: Negotiation, how: str) -> None:
    told = [
        {"party": "Norland", "claim": "the withdrawal of patrols", "field": "firmness", "program": "wish"},
        {"party": "Norland", "claim": "the withdrawal of patrols", "field": "of", "program": "Norland"},
        {"party": "Norland", "claim": "ports", "field": "entry", "program": "ports"},
        {"party": "disputed", "claim": "Norland", "field": "entry", "program": "Norland"},
    ]
    copy = MachineFile.model_validate({"engine": "rules", "disagreements": told})
    negotiation.machine_path("one").write_text(yamlfiles.dump(copy))
    assert len(settling.contested(negotiation)) == 4
    make = {
        "rename": lambda book: parties.rename(book, "Norland", "Nordland"),
        "merge": lambda book: parties.merge(book, ["Norland"], "Nordland"),
    }[how]
    edit(negotiation, make)
    found = [one.disagreement for one in settling.contested(negotiation)]
    assert [(one.party, one.field, one.program) for one in found] == [
        ("Nordland", "firmness", "wish"),
        ("Nordland", "of", "Nordland"),
        ("Nordland", "entry", "ports"),
        ("disputed", "entry", "Norland"),
    ]


def test_what_a_comparison_remembers_meanwhile_is_nobodys_edit(negotiation: Negotiation) -> None:
    """Two issues are remembered, a party is renamed, and the next comparison names one of them anew."""

    def remember(party: str, *names: str) -> None:
        keys = [key(party, entry) for entry in ({"demand": "the withdrawal of patrols"}, {"offer": "fish"})]
        told = [RememberedIssue(name=name, members=(each,)) for name, each in zip(names, keys, strict=True)]
        negotiation.remember(RememberedIssues(issues=tuple(told)))

    remember("Norland", "patrols", "fish")
    before = contents(negotiation)
    edit(negotiation, lambda book: parties.rename(book, "Norland", "Nordland"))
    remember("Nordland", "patrols", "catches")
    negotiation.undo()
    after = contents(negotiation)
    remember("Norland", "patrols", "catches")
    assert contents(negotiation) == after
    assert before.pop("machine/issues.yaml") != after.pop("machine/issues.yaml")
    assert after == before


NAMES = st.sampled_from(["Norland", "NL", "Sudmark", "East", "the League"])
EDITS: st.SearchStrategy[Callable[[Book], Edit]] = st.one_of(
    st.tuples(NAMES, NAMES).map(lambda names: lambda book: parties.rename(book, *names)),
    st.tuples(NAMES, NAMES).map(lambda names: lambda book: parties.merge(book, names[:1], names[1])),
    st.tuples(NAMES, NAMES).map(lambda names: lambda book: parties.alias(book, names[0], names[1:])),
    st.tuples(NAMES, NAMES).map(lambda names: lambda book: parties.move(book, *names, ALL)),
    NAMES.map(lambda name: lambda book: issues.move(book, {"patrols": frozenset()}, "patrols", name, ALL)),
    NAMES.map(lambda name: lambda book: issues.add(book, name, Issue(theme=name))),
)


@settings(max_examples=40)
@given(made=st.lists(EDITS, max_size=6))
def test_undoing_everything_leaves_no_trace(
    made: list[Callable[[Book], Edit]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = Negotiation.create(tmp_path_factory.mktemp("strait"))
    folder.position_path("one").write_text(TEXT)
    folder.position_path("two").write_text("# two\npositions: {Sudmark: [{reject: talks, of: Norland}], East: []}\n")
    before, claims = contents(folder), sum(len(each.positions) for each in [folder.snapshot()])
    steps = 0
    for make in made:
        try:
            steps += bool(edit(folder, make).writes)
        except UsageError:
            continue
        assert len(folder.snapshot().positions) == claims
    for _ in range(steps):
        folder.undo()
    assert contents(folder) == before


def test_a_session_knows_its_own_last_step(negotiation: Negotiation) -> None:
    other = Negotiation.find(negotiation.root)
    edit(negotiation, lambda book: parties.alias(book, "Norland", ["Nordic"]))
    edit(other, lambda book: parties.alias(book, "Norland", ["North"]))
    own = negotiation.last_step
    assert own is not None
    assert own.title == "parties alias Norland Nordic"
    assert negotiation.steps()[0].title == "parties alias Norland North"
