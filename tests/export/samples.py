"""A small content for the formats, with words in it that mean harm to each of them."""

from __future__ import annotations

import datetime as dt

from positions.export import Content
from positions.model import (
    Article,
    Basis,
    Change,
    ChangeKind,
    Entry,
    Matrix,
    Placed,
    Position,
    Row,
    Side,
    Source,
    Status,
)

HOSTILE = (
    '=HYPERLINK("http://evil.example/","x")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\t=1+1",
    "＝1+1",
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    '"><a href="javascript:alert(1)">x</a>',
    "[link](http://evil.example/) **bold** _it_ `code` # no | heading",
    "# heading",
    "1. one",
    "- item",
    "{{ 7 * 7 }} {% raw %}",
    "\x1b[2Jgone \u202egnp",
    "#N/A",
    "&lt;b&gt; &amp; a@b.example www.evil.example",
)
"""Claims that a spreadsheet, a browser, a template, a Markdown reader or a terminal might obey."""

TEXT = "Norland insisted on the withdrawal of all patrols. Sudmark rejected it.\u2028Nobody else spoke.\n"


def placed(party: str, entry: dict[str, object], *, side: Side = Side.FOR, current: bool = True) -> Placed:
    """A position in its place."""
    position = Position.of_entry(Entry.model_validate(entry), article="truce", party=party)
    return Placed(position=position, side=side, current=current, when=dt.date(2031, 5, 4))


def make_content(claims: tuple[str, ...] = ()) -> Content:
    """Two issues with three statements, and an issue more for each claim."""
    before = placed("Sudmark", {"reject": "the withdrawal"}, side=Side.AGAINST, current=False)
    now = placed(
        "Sudmark",
        {
            "reject": "the withdrawal",
            "quote": "Sudmark rejected it.",
            "at": (51, 71),
            "unless": "the fleet is paid for",
            "speaker": "Ada Holm",
            "review": "confirmed",
        },
        side=Side.AGAINST,
    )
    demand = placed(
        "Norland",
        {
            "demand": "the withdrawal of all patrols",
            "quote": "Norland insisted on the withdrawal of all patrols",
            "at": (0, 49),
            "firmness": "red line",
        },
    )
    rows = [
        Row(
            issue="patrols in the strait",
            proposition="Patrols leave the strait",
            status=Status.STICKING,
            provisional=True,
            reason="Norland demands, Sudmark rejects",
            deciding=(demand.position.key, now.position.key),
            positions=(demand, now, before),
        ),
        Row(
            issue="prisoners",
            proposition="Prisoners go home",
            status=Status.AGREED,
            basis=Basis.ACCEPTED,
            positions=(placed("Norland", {"offer": "prisoners"}, side=Side.OTHER),),
            cells={"Norland": "all prisoners by June"},
        ),
    ]
    rows += [
        Row(
            issue=claim,
            proposition=claim,
            status=Status.OPEN,
            reason=claim,
            positions=(placed("Norland", {"demand": claim, "quote": claim, "speaker": claim}),),
        )
        for claim in claims
    ]
    source = Source(title="Terms | for a truce", published=dt.date(2031, 5, 4), outlet="The *Strait* Courier")
    return Content(
        name="Talks on the strait",
        matrix=Matrix(parties=("Norland", "Sudmark"), rows=tuple(rows)),
        articles={"truce": Article(id="truce", source=source, text=TEXT)},
        notes={"patrols in the strait": "ask the fleet"},
        day=dt.date(2031, 5, 12),
        since=dt.date(2031, 5, 5),
        changes=(
            Change(
                party="Sudmark",
                issue="patrols in the strait",
                kind=ChangeKind.HARDENED,
                before=before,
                after=now,
                detail="condition added",
            ),
        ),
    )
