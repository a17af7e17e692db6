"""JSON Lines: one article a line with its statements, in the form in which langextract writes annotated documents.

What langextract reads back (`langextract.io`, as of 1.0): `document_id`, `text`, and `extractions` with
`extraction_class`, `extraction_text`, `char_interval`, `alignment_status`, `extraction_index`, `group_index`,
`description` and `attributes`, whose values are strings. Offsets are half-open and count code points.
"""

from __future__ import annotations

from typing import Any

from positions.display import json_text
from positions.export.content import AGREEMENT, Content
from positions.model import Article, Placed, Row
from positions.wording import day


def to_jsonl(content: Content) -> str:
    """A line for each article that a shown statement was read in, the oldest article first.

    A statement whose quote stands in the article as it says has its place and counts as an exact match; every other
    has neither.
    """
    found: dict[str, list[tuple[Row, Placed]]] = {name: [] for name in content.articles}
    for row in content.matrix.rows:
        for placed in row.positions:
            found.setdefault(placed.position.article, []).append((row, placed))
    documents = (
        _document(content, content.articles.get(name, Article(id=name)), placed)
        for name, placed in found.items()
        if placed
    )
    return "".join(json_text(document) + "\n" for document in documents)


def _document(content: Content, article: Article, found: list[tuple[Row, Placed]]) -> dict[str, Any]:
    found = sorted(found, key=lambda pair: (pair[1].position.at or (0, 0), pair[1].position.key))
    return {
        "extractions": [
            _extraction(content, article, row, placed, number) for number, (row, placed) in enumerate(found, start=1)
        ],
        "text": article.text,
        "document_id": article.id,
    }


def _extraction(content: Content, article: Article, row: Row, placed: Placed, number: int) -> dict[str, Any]:
    position = placed.position
    at = position.at
    exact = at is not None and article.text is not None and article.text[at[0] : at[1]] == position.quote
    return {
        "extraction_class": position.stance.value,
        "extraction_text": position.quote or position.claim,
        "char_interval": {"start_pos": at[0], "end_pos": at[1]} if exact and at is not None else None,
        "alignment_status": "match_exact" if exact else None,
        "extraction_index": number,
        "group_index": number - 1,
        "description": None,
        "attributes": _attributes(content, row, placed),
    }


def _attributes(content: Content, row: Row, placed: Placed) -> dict[str, str]:
    """What is known of a statement beside its words; what is not known, or as usual, is left out."""
    position = placed.position
    agreement = AGREEMENT[placed.side]
    possible = {
        "party": position.party,
        "claim": position.claim,
        "issue": row.issue,
        "side": placed.side.value,
        "agreement": None if agreement is None else str(agreement),
        "firmness": position.firmness.value,
        "extent": position.extent.value,
        **position.conditions,
        "of": position.of,
        "speaker": position.speaker,
        "according to": position.according_to,
        "date": None if placed.when is None else day(placed.when),
        "current": "true" if placed.current else "false",
        "withdrawn": "true" if position.withdrawn else None,
        "reviewed": "true" if content.is_reviewed(position) else "false",
    }
    return {name: value for name, value in possible.items() if value is not None}
