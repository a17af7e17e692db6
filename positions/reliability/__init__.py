"""Reliability: how far two or more coders of the same articles agree, where they do not, and what is settled on.

`coding.read` takes the folders and finds which statement is which; `report.measure` makes the numbers;
`settling.Target` takes what people decide about each disagreement, and `session.Session` goes through them. Nothing
here prints.
"""

from __future__ import annotations

from positions.reliability.agreement import Agreement
from positions.reliability.coding import Coded, Coder, Coding, Field, Unit, read
from positions.reliability.report import FIELDS, Category, Passages, Report, measure
from positions.reliability.session import Session
from positions.reliability.settling import Target
from positions.reliability.unitising import Unitising

__all__ = [
    "FIELDS",
    "Agreement",
    "Category",
    "Coded",
    "Coder",
    "Coding",
    "Field",
    "Passages",
    "Report",
    "Session",
    "Target",
    "Unit",
    "Unitising",
    "measure",
    "read",
]
