"""`find`: every position that says something, by words and by meaning."""

from __future__ import annotations

import click

from positions.cli.choosing import example, here
from positions.cli.printing import Page, narrate, print_json
from positions.cli.waiting import announce_comparing
from positions.errors import UsageError
from positions.wording import counted, position_json, says


@click.command(epilog=example("positions find 'release of prisoners'"))
@click.argument("text")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many positions.")
@click.option("--json", "as_json", is_flag=True, help="Print the positions as JSON.")
def find(text: str, limit: int, as_json: bool) -> None:
    """Find every position that says something.

    First come positions with all words of TEXT in their claim or quote, then those that are alike in meaning, with
    their likeness from 0 to 1.
    """
    from positions.workflow import find_in_negotiation

    if not text.strip():
        raise UsageError("there is nothing to look for", hint="positions find 'some words'")
    negotiation = here()
    announce_comparing(negotiation)
    narrate("looking…")  # the model is loaded for the words that are looked for
    hits = find_in_negotiation(negotiation, text, limit)
    if as_json:
        listed = [position_json(h.position) | {"issue": h.issue, "score": round(h.score, 3), "by": h.by} for h in hits]
        print_json({"positions": listed})
        return
    page = Page()
    for hit in hits:
        page.paragraph(f"{hit.position.party} {says(hit.position)}", rest="  ")
        how = "by words" if hit.by == "words" else f"alike {hit.score:.2f}"
        page.paragraph(f"{how} · {hit.position.article} · {hit.issue}", first="    ")
    narrate(counted(len(hits), "position") if hits else "no position says that")
