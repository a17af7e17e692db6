"""Importing: what other programs wrote, made part of a negotiation.

`foreign` reads files safely; `qdpx`, `codebooks` and `dna` say what is in them; `taking` writes it, as one step that
`undo` takes back. Every file is hostile until it is read.
"""

from __future__ import annotations

from positions.importing.codebooks import read_codebook
from positions.importing.dna import read_statements
from positions.importing.qdpx import read_project
from positions.importing.taking import Taken, take
from positions.importing.values import Coded, Document, Imported, Skipped

__all__ = [
    "Coded",
    "Document",
    "Imported",
    "Skipped",
    "Taken",
    "read_codebook",
    "read_project",
    "read_statements",
    "take",
]
