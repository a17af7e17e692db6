"""`import positions`: what a notebook does with it, what it shows, and that the import itself costs nothing."""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
import sys
import typing
from pathlib import Path
from typing import Any

import pandas
import pytest
from rich.console import Console

import positions
from positions import library
from positions.errors import FileFaults, UsageError
from positions.model import Change, ChangeKind, Matrix, Placed, Position, Side, Stance

FIRST = """article:
  title: Terms for a truce
  published: 2031-05-04
positions:
  Norland:
    - demand: the withdrawal of <all> patrols from the strait
      issue: patrols
  Sudmark:
    - reject: the withdrawal of its patrols from the strait
      issue: patrols
"""
SECOND = """article:
  title: Second round
  published: 2031-05-12
positions:
  Norland:
    - demand: the withdrawal of <all> patrols from the strait
      issue: patrols
      firmness: wish
    - offer: compensation
      issue: money
      confidential: true
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sources without texts, typed in by hand."""
    root = tmp_path_factory.mktemp("strait")
    positions.Negotiation.create(root)
    for name, text in (("first", FIRST), ("second", SECOND)):
        (root / "positions" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return root


def test_closeness_is_a_value_and_is_narrowed_like_the_matrix(folder: Path) -> None:
    talks = positions.open(folder)
    found = positions.closeness(talks)
    assert [(pair.one, pair.other, pair.opposed) for pair in found.pairs] == [("Norland", "Sudmark", ("patrols",))]
    assert {one.issue: one.kind for one in found.one_step} == {"patrols": "one apart", "money": "unanswered"}
    assert positions.closeness(talks, issue="money").pairs == ()
    with pytest.raises(UsageError, match="no party is called"):
        positions.closeness(talks, party="Nobody")


@pytest.fixture(scope="module")
def table(folder: Path) -> positions.MatrixView:
    return positions.matrix(positions.open(folder))


def test_open_finds_the_negotiation_from_a_folder_below(folder: Path) -> None:
    assert positions.open(folder / "positions").root == folder
    assert positions.open(str(folder)).root == folder
    with pytest.raises(positions.PositionsError, match="no such folder"):
        positions.open(folder / "nowhere")


def test_add_takes_an_article_once_with_what_is_said_of_it(tmp_path: Path) -> None:
    talks = positions.Negotiation.create(tmp_path / "talks")
    source = tmp_path / "ministers.txt"
    source.write_text("Norland insisted on talks.\n", encoding="utf-8")
    [article] = positions.add(talks, source, published="2031-05-04", outlet="The Courier")
    assert (article.id, article.source.published) == ("ministers", dt.date(2031, 5, 4))
    assert positions.add(talks, str(source)) == ()
    assert talks.article("ministers").source.outlet == "The Courier"
    with pytest.raises(UsageError, match="no date"):
        positions.add(talks, source, published="in May")


def test_add_takes_what_it_can_of_a_folder_and_links_copies(tmp_path: Path) -> None:
    talks = positions.Negotiation.create(tmp_path / "talks")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    wire = " ".join(f"Norland asked for {number} patrol boats on day {number}." for number in range(30))
    (inbox / "2031-05-04-wire.txt").write_text(wire, encoding="utf-8")
    (inbox / "2031-05-05-paper.txt").write_text(f"{wire} The minister left.", encoding="utf-8")
    (inbox / "2031-05-06-broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(positions.PositionsError, match="no sound PDF"):
        positions.add(talks, inbox)
    assert talks.article("2031-05-05-paper").source.copy_of == "2031-05-04-wire"
    assert talks.article_ids() == ("2031-05-04-wire", "2031-05-05-paper")


def test_extract_reads_and_writes(tmp_path: Path) -> None:
    talks = positions.Negotiation.create(tmp_path / "talks")
    source = tmp_path / "ministers.txt"
    source.write_text("Norland insisted on the release of all prisoners.\n", encoding="utf-8")
    positions.add(talks, source)
    [progress] = positions.extract(talks, engine="rules")
    assert (progress.article, progress.outcome) == ("ministers", "written")
    file = talks.position_file("ministers")
    assert file is not None
    assert list(file.positions) == ["Norland"]


def test_matrix_is_a_matrix_narrowed_as_asked(folder: Path, table: positions.MatrixView) -> None:
    assert isinstance(table, Matrix)
    assert {row.issue for row in table.rows} == {"patrols", "money"}
    talks = positions.open(folder)
    assert [row.issue for row in positions.matrix(talks, status="sticking").rows] == ["patrols"]
    assert positions.matrix(talks, party="Sudmark").parties == ("Sudmark",)
    assert [row.issue for row in positions.matrix(talks, issue=["money"], as_of="2031-05-12").rows] == ["money"]
    with pytest.raises(UsageError, match="no status"):
        positions.matrix(talks, status="stuck")
    with pytest.raises(UsageError, match="Sudmrk"):
        positions.matrix(talks, party="Sudmrk")


def test_diff_tells_what_moved(folder: Path) -> None:
    talks = positions.open(folder)
    found = positions.diff(talks, "first", "second")
    assert {(change.party, change.issue, change.kind) for change in found} == {
        ("Norland", "patrols", ChangeKind.SOFTENED),
        ("Norland", "money", ChangeKind.NEW),
    }
    assert positions.diff(talks, dt.date(2031, 5, 4), "2031-05-12") == found
    assert positions.diff(talks, "first", "first") == ()
    assert len(positions.diff(talks, "first", "first", kept=True)) == 2


def test_a_fault_in_a_file_is_told_with_its_line(tmp_path: Path) -> None:
    talks = positions.Negotiation.create(tmp_path)
    (tmp_path / "positions" / "bad.yaml").write_text("positions:\n  Norland:\n    - demnd: x\n", encoding="utf-8")
    with pytest.raises(FileFaults) as caught:
        positions.matrix(talks)
    assert caught.value.faults[0].line == 3


def test_to_frame_has_a_row_a_statement_with_real_types(table: positions.MatrixView) -> None:
    frame = positions.to_frame(table)
    assert len(frame) == 4
    assert frame.equals(table.to_frame())
    assert frame["date"].dt.year.tolist() == [2031] * 4
    assert str(frame["agreement"].dtype) == "Int64"
    assert frame["start"].isna().all()
    assert set(frame[frame["concept"] == "patrols"]["organisation"]) == {"Norland", "Sudmark"}


def test_to_frame_of_changes_and_of_nothing(folder: Path) -> None:
    talks = positions.open(folder)
    frame = positions.diff(talks, "first", "second").to_frame()
    assert list(frame.columns) == ["party", "issue", "change", "before", "after", "detail"]
    assert set(frame["change"]) == {"softened", "new"}
    empty = positions.to_frame(positions.diff(talks, "first", "first"))
    assert isinstance(empty, pandas.DataFrame)
    assert empty.empty


def test_to_frame_says_what_to_install(table: positions.MatrixView, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UsageError, match=r"needs pandas.*\[notebook\]"):
        positions.to_frame(table)


def test_a_notebook_shows_a_table_with_every_word_escaped(table: positions.MatrixView, folder: Path) -> None:
    html = table._repr_html_()
    assert "<th>Norland</th><th>Sudmark</th>" in html
    assert "&lt;all&gt;" in html
    assert "<all>" not in html
    assert "softened" in positions.diff(positions.open(folder), "first", "second")._repr_html_()


def _placed(claim: str) -> Placed:
    position = Position(article="first", party="Norland", stance=Stance.DEMAND, claim=claim)
    return Placed(position=position, side=Side.FOR, current=True)


def test_a_terminal_shows_a_table_and_obeys_no_word_of_it(table: positions.MatrixView) -> None:
    console = Console(width=120, record=True, file=io.StringIO())
    console.print(table)
    text = console.export_text()
    assert "patrols" in text
    assert "sticking" in text
    hostile = Change(
        party="[red]N[/]",
        issue="\x1b[2J",
        kind=ChangeKind.NEW,
        after=_placed("[link=http://evil.example]x[/]"),
    )
    console.print(library.Changes([hostile]))
    text = console.export_text()
    assert "[red]N[/]" in text
    assert "\x1b" not in text
    assert "␛[2J" in text


def test_every_public_name_is_there_typed_and_documented() -> None:
    assert set(positions.__all__) <= set(dir(positions))
    for name in positions.__all__:
        value = getattr(positions, name)
        assert value.__doc__, name
    for name in ("open", "add", "extract", "matrix", "diff", "to_frame"):
        assert "return" in typing.get_type_hints(getattr(positions, name), localns={"pandas": pandas})
    with pytest.raises(AttributeError, match="no attribute 'close'"):
        positions.close  # noqa: B018


HEAVY = ("torch", "spacy", "sentence_transformers", "transformers", "scipy", "numpy", "pandas", "openpyxl", "textual")


@pytest.mark.parametrize(
    ("code", "allowed"),
    [
        ("import positions", set()),
        ("import positions; positions.open; positions.matrix; positions.to_frame", set()),
        ("import positions; positions.matrix(positions.open({folder!r})).to_frame()", {"numpy", "pandas"}),
    ],
)
def test_nothing_heavy_is_imported_before_it_is_needed(
    code: str, allowed: set[str], folder: Path, table: positions.MatrixView
) -> None:
    probe = code.format(folder=str(folder)) + f"; import sys; print(*[n for n in {HEAVY!r} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) <= allowed


def test_importing_it_alone_imports_no_module_of_its_own() -> None:
    probe = "import sys, positions; print(*[n for n in sys.modules if n.startswith('positions.') or n == 'pydantic'])"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_what_the_page_shows_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (Path(__file__).parents[1] / "docs" / "library.md").read_text(encoding="utf-8")
    shown = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert len(shown) == 3
    positions.Negotiation.create(tmp_path / "strait")
    monkeypatch.chdir(tmp_path)
    Path("ministers.txt").write_text("Norland demands a lower toll. Sudmark rejects a lower toll.", encoding="utf-8")
    known: dict[str, Any] = {}
    for code in shown:
        exec(code, known)  # the words of our own page
    assert {row.organisation for row in known["table"].statements()} == {"Norland", "Sudmark"}
    assert list(known["frame"]["organisation"]) == ["Norland", "Sudmark"]
