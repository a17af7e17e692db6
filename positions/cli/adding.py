"""What `add` does at a terminal: a date asked for, pages counted while they come."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from positions.cli.choosing import Moment
from positions.cli.printing import Page
from positions.display import shorten

if TYPE_CHECKING:
    from positions.reading import Found


def show_fetched(done: int, total: int) -> None:
    """A line on a terminal that counts the pages; it is written over, and stays nowhere."""
    if sys.stderr.isatty() and total > 1:
        text = f"fetched {done} of {total} pages"
        sys.stderr.write(f"\r{text}\r" if done < total else "\r" + " " * len(text) + "\r")
        sys.stderr.flush()


def dated(found: Found) -> Found:
    """The article with its date; where it has none and there is a person at the terminal, they are asked."""
    article = found.article
    if article.source.published is not None or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return found
    title = shorten(Page(sys.stderr).words(article.title), 60)
    asked = f"when was '{title}' published? (a date such as 2024-08-19; Enter if you don't know)"
    try:
        answer = click.prompt(asked, default="", show_default=False, err=True, value_proc=_moment)
    except click.Abort:
        raise KeyboardInterrupt from None  # the person ends the command: nothing is wrong with the source
    if not answer:
        return found
    source = article.source.model_copy(update={"published": answer})
    return replace(found, article=article.model_copy(update={"source": source}))


def _moment(text: str) -> object:
    return Moment().convert(text, None, None) if text.strip() else ""
