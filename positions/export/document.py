"""JSON: the whole of what is shown as one document, for programs.

It is the shape of `matrix --json` with more in it: quotes, conditions and speakers, the articles, and what moved.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from positions.display import json_text
from positions.export.content import Content, web_address
from positions.model import FORMAT_VERSION, Article, Placed, Position, Row
from positions.wording import change_json, issue_json


def to_json(content: Content) -> str:
    """The document, indented. It carries the version of its format; other programs rely on it: only add."""
    document = {
        "format": FORMAT_VERSION,
        "negotiation": content.name,
        "as_of": _iso(content.day),
        "narrowed": list(content.narrowed),
        "parties": list(content.matrix.parties),
        "issues": [_issue(content, row) for row in content.matrix.rows],
        "since": _iso(content.since),
        "changes": [change_json(change) for change in content.changes],
        "articles": [_article(article) for article in content.articles.values()],
    }
    return json_text(document, indent=2) + "\n"


def _issue(content: Content, row: Row) -> dict[str, Any]:
    told = issue_json(row)
    positions = [
        {**plain, **_more(content, placed)} for plain, placed in zip(told["positions"], row.positions, strict=True)
    ]
    return {**told, "cells": dict(row.cells), "note": content.notes.get(row.issue), "positions": positions}


def _more(content: Content, placed: Placed) -> dict[str, Any]:
    """What `matrix --json` leaves out of a position."""
    position: Position = placed.position
    return {
        "key": position.key,
        "quote": position.quote,
        "conditions": position.conditions,
        "extent": position.extent.value,
        "of": position.of,
        "speaker": position.speaker,
        "according_to": position.according_to,
        "withdrawn": position.withdrawn,
        "reviewed": content.is_reviewed(position),
    }


def _article(article: Article) -> dict[str, Any]:
    source = article.source
    return {
        "article": article.id,
        "title": article.title,
        "published": source.published and source.published.isoformat(),
        "outlet": source.outlet,
        "url": web_address(source.url),
    }


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
