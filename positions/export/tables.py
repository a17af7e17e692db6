"""CSV and XLSX: one row a statement; in the workbook, the matrix as a second sheet.

Owns how a cell is made harmless: no text can start a formula, and no control character gets through. Numbers, dates
and truth values stay what they are.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from positions.display import visible
from positions.export.archives import WHEN, member
from positions.export.content import Content, Statement, statements
from positions.export.xmltext import xml_text
from positions.wording import holds

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What makes a spreadsheet take a text for a formula, also full-width and behind blanks (OWASP: CSV Injection)."""
_LONGEST_CELL = 32_767
"""Characters; Excel calls a workbook with more in one cell damaged."""
_OLDEST = dt.date(1900, 3, 1)
"""Before that, spreadsheets differ in which day a number means."""
_WIDTHS = {"text": 60, "claim": 50, "concept": 30, "proposition": 40, "title": 30}

Cell = str | int | float | bool | dt.date | None


def to_csv(content: Content) -> str:
    """The statements as RFC 4180 has it, every text quoted; dates as 2024-08-19, truth values as 1 and 0."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(Statement._fields)
    for row in statements(content):
        writer.writerow([_plain(value) for value in row])
    return out.getvalue()


def to_xlsx(content: Content) -> bytes:
    """A workbook with the sheets `statements` and `matrix`, both with a fixed, filterable header.

    It holds no time at which it was made: the same content gives the same bytes.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    _sheet(book, "statements", [Statement._fields, *statements(content)])
    _sheet(book, "matrix", list(_matrix(content)))
    out = io.BytesIO()
    book.save(out)
    return _timeless(out, book)


def _timeless(saved: io.BytesIO, book: Workbook) -> bytes:
    """The workbook as it was saved, but for the clock's times, of which the library leaves no choice."""
    from openpyxl.xml.constants import ARC_CORE
    from openpyxl.xml.functions import tostring

    book.properties.created = book.properties.modified = WHEN
    out = io.BytesIO()
    with zipfile.ZipFile(saved) as made, zipfile.ZipFile(out, "w") as archive:
        for name in made.namelist():
            data = tostring(book.properties.to_tree()) if name == ARC_CORE else made.read(name)
            archive.writestr(member(name), data)
    return out.getvalue()


def _matrix(content: Content) -> Iterator[tuple[Cell, ...]]:
    """Issues down, parties across."""
    parties = content.matrix.parties
    yield ("issue", "status", "basis", "provisional", *parties, "reason", "proposition", "theme")
    for row in content.matrix.rows:
        cells = ("\n".join(holds(row, party)) or None for party in parties)
        basis = row.basis and row.basis.value
        yield (row.issue, row.status.value, basis, row.provisional, *cells, row.reason, row.proposition, row.theme)


def harmless(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula: an apostrophe stands before one that would be."""
    shown = visible(text)
    return f"'{shown}" if shown.lstrip().startswith(_FORMULA) else shown


def unharmed(text: str) -> str:
    """A cell's text as it was before `harmless`, but for control characters."""
    return text[1:] if text.startswith("'") and text[1:].lstrip().startswith(_FORMULA) else text


def _plain(value: Cell) -> Cell:
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, bool):
        return int(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def _sheet(book: Workbook, name: str, rows: Sequence[Sequence[Cell]]) -> None:
    """A sheet of these rows, the first of which is its header."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(name)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(rows[0]))}{len(rows)}"
    for number, title in enumerate(rows[0], start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(str(title), 16)
    for number, row in enumerate(rows):
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet)
            _fill(cell, value)
            cell.font = Font(bold=number == 0)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            cells.append(cell)
        sheet.append(cells)


def _fill(cell: WriteOnlyCell, value: Cell) -> None:
    """Give a cell its value; a text is one for good, whatever it looks like."""
    if isinstance(value, dt.date) and value < _OLDEST:
        value = value.isoformat()
    if isinstance(value, str):
        text = xml_text(harmless(value))
        cell.value = text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"
        cell.data_type = "s"
        return
    cell.value = value
    if isinstance(value, dt.date):
        cell.number_format = "yyyy-mm-dd"
