"""CSV and XLSX, read back with what their users read them with."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import HOSTILE, make_content, placed

from positions import importing
from positions.export import render
from positions.export.content import Content
from positions.export.tables import harmless, to_csv
from positions.model import Entry, Matrix, Row, Status

DNA = ["document", "date", "person", "organisation", "concept", "agreement", "start", "end", "text"]


def rows_of(content: Content) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render(content, "csv").decode("utf-8"), newline="")))


def test_csv_has_a_row_a_statement_with_the_columns_of_the_network_analyzer() -> None:
    rows = rows_of(make_content())
    assert list(rows[0])[:9] == DNA
    assert len(rows) == 4
    found = next(row for row in rows if row["person"] == "Ada Holm")
    assert [found[name] for name in DNA] == [
        "truce",
        "2031-05-04",
        "Ada Holm",
        "Sudmark",
        "patrols in the strait",
        "0",
        "51",
        "71",
        "Sudmark rejected it.",
    ]
    assert (found["stance"], found["conditions"]) == ("reject", "unless the fleet is paid for")
    assert (found["current"], found["withdrawn"], found["reviewed"]) == ("1", "0", "1")
    assert {row["agreement"] for row in rows} == {"1", "0", ""}


def test_csv_opens_in_pandas_with_numbers_and_dates() -> None:
    frame = pandas.read_csv(io.BytesIO(render(make_content(), "csv")), parse_dates=["date"])
    assert frame["date"].tolist() == [pandas.Timestamp(2031, 5, 4)] * 4
    quoted = frame.dropna(subset=["start"])
    assert [(row.start, row.end) for row in quoted.itertuples()] == [(0, 49), (51, 71)]
    assert frame["agreement"].sum() == 1


def test_workbook_has_the_statements_and_the_matrix() -> None:
    book = openpyxl.load_workbook(io.BytesIO(render(make_content(), "xlsx")))
    assert book.sheetnames == ["statements", "matrix"]
    header, *rows = book["statements"].iter_rows(values_only=True)
    assert list(header)[:9] == DNA
    assert len(rows) == 4
    assert rows[0][1] == dt.datetime(2031, 5, 4)
    assert {type(row[header.index("current")]) for row in rows} == {bool}
    assert book["statements"].freeze_panes is not None
    assert book["statements"].auto_filter.ref == book["statements"].dimensions
    header, *rows = book["matrix"].iter_rows(values_only=True)
    assert header[:6] == ("issue", "status", "basis", "provisional", "Norland", "Sudmark")
    assert rows[0][:4] == ("patrols in the strait", "sticking", None, True)
    assert rows[0][4] == "demands: the withdrawal of all patrols (a red line)"
    assert rows[1][4] == "all prisoners by June"


def test_a_day_that_spreadsheets_count_differently_is_a_text_in_the_workbook() -> None:
    content = make_content()
    days = [dt.date(1900, 2, 28), dt.date(1900, 3, 1)]
    said = [placed("Norland", {"demand": "the strait"}).model_copy(update={"when": day}) for day in days]
    rows = (Row(issue="the strait", proposition="", status=Status.OPEN, positions=tuple(said)),)
    book = openpyxl.load_workbook(io.BytesIO(render(replace(content, matrix=Matrix(rows=rows)), "xlsx")))
    assert [cell.value for cell in book["statements"]["B"][1:]] == ["1900-02-28", dt.datetime(1900, 3, 1)]


def test_a_workbook_holds_what_xml_cannot() -> None:
    claim = "a truce\ufffe by\uffff June \ufdd0"
    book = openpyxl.load_workbook(io.BytesIO(render(make_content((claim,)), "xlsx")))
    cells = {cell.value for row in book["statements"].iter_rows() for cell in row}
    assert "a truce\ufffd by\ufffd June \ufdd0" in cells


def test_workbook_opens_in_pandas() -> None:
    sheets = pandas.read_excel(io.BytesIO(render(make_content(), "xlsx")), sheet_name=None)
    assert sheets["statements"]["concept"].value_counts().to_dict() == {"patrols in the strait": 3, "prisoners": 1}
    assert sheets["matrix"]["status"].tolist() == ["sticking", "agreed"]


def test_a_workbook_holds_no_time_at_which_it_was_made() -> None:
    data = render(make_content(), "xlsx")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert str(dt.datetime.now(dt.UTC).year) not in archive.read("docProps/core.xml").decode()
    properties = openpyxl.load_workbook(io.BytesIO(data)).properties
    assert properties.created == properties.modified == dt.datetime(1980, 1, 1)
    assert data == render(make_content(), "xlsx")


def test_no_cell_of_either_is_a_formula() -> None:
    content = make_content(HOSTILE)
    for row in rows_of(content):
        assert not [value for value in row.values() if value.strip()[:1] in tuple("=+-@＝＋－＠") and value]
    book = openpyxl.load_workbook(io.BytesIO(render(content, "xlsx")))
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type not in ("f", "e"), cell.value
            assert not (isinstance(cell.value, str) and cell.value.strip()[0] in "=+-@＝＋－＠"), cell.value


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        (" \t=1+1", "'  =1+1"),
        ("-5 percent", "'-5 percent"),
        ("5 - 3 = 2", "5 - 3 = 2"),
        ("\rover", "␍over"),
        ("\x1b[2J", "␛[2J"),
    ],
)
def test_harmless(text: str, cell: str) -> None:
    assert harmless(text) == cell


@given(st.lists(st.text(min_size=1).filter(str.strip), max_size=3, unique=True))
def test_any_text_comes_through_both_tables(claims: list[str]) -> None:
    content = make_content(tuple(claims))
    held = [placed.position.claim for row in content.matrix.rows[2:] for placed in row.positions]
    shown = sorted(map(harmless, held))
    rows = rows_of(content)
    assert sorted(row["claim"] for row in rows if row["status"] == "open") == shown
    render(content, "xlsx")


def test_a_cell_too_long_for_a_workbook_is_cut_with_a_sign() -> None:
    book = openpyxl.load_workbook(io.BytesIO(render(make_content(("long " * 10_000,)), "xlsx")))
    longest = max(len(str(cell.value)) for row in book["statements"].iter_rows() for cell in row)
    assert longest == 32_767


def test_our_own_import_reads_the_table_back(tmp_path: Path) -> None:
    said: list[dict[str, object]] = [
        {
            "offer": "-5 percent",
            "if": "the fleet leaves; all of it",
            "in exchange for": "free passage",
            "of": "Sudmark",
            "according to": "Sudmark",
            "withdrawn": True,
            "firmness": "red line",
            "extent": "in part",
            "speaker": "@Ada",
        },
        {"demand": "'tis so", "quote": "=1+1 is what it says", "at": (0, 9)},
        {"reject": "a toll"},
    ]
    rows = tuple(
        Row(issue="tolls", proposition="x", status=Status.OPEN, positions=(placed("Norland", one),)) for one in said
    )
    path = tmp_path / "ours.csv"
    path.write_bytes(to_csv(Content(name="n", matrix=Matrix(rows=rows))).encode())
    (document,) = importing.read_statements(path).documents
    wanted = [Entry.model_validate(one | {"issue": "tolls"}) for one in said]
    assert sorted((one.entry for one in document.statements), key=str) == sorted(wanted, key=str)
