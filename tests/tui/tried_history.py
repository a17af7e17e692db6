"""What each command of the diff, the history and the closeness does on the screen."""

from __future__ import annotations

from tried import SCROLLED, Tried

PATROLS = ("right", "right", "H")
"""The history of a party that spoke of an issue in both articles."""
STEPS = ("C", "tab")

TRIED = [
    Tried("matrix", "since", (), "come since"),
    Tried("matrix", "history", ("right",), "Norland on patrols in the strait"),
    Tried("matrix", "closeness", (), "one step from agreed"),
    Tried("evidence", "history", ("right", "enter"), "Norland on patrols in the strait"),
    Tried("diff", "open", ("d",), "quote 1 of"),
    Tried("diff", "open('old')", ("d",), "The Strait Courier · 2024-04-01  "),
    Tried("diff", "history", ("d",), "Sudmark on patrols in the strait"),
    Tried("diff", "pick('old')", ("d",), "Compare from which article?"),
    Tried("diff", "pick('new')", ("d",), "Compare to which article?"),
    Tried("diff", "swap", ("d",), "2024-04-05 · Second round brings movement · Po…  2024-04-01"),
    Tried("diff", "articles", ("D",), "two articles"),
    Tried("diff", "days", ("d",), "Compare from which day?"),
    Tried("diff", "visit", ("d",), "come since"),
    Tried("diff", "kept", ("d",), "~ reworded  Norland"),
    Tried("diff", "back", ("d",), "3 sticking"),
    Tried("diff", "move(-1)", ("d", "down"), redrawn=True),
    Tried("diff", "move(1)", ("d",), redrawn=True),
    Tried("diff", "page(-1)", ("d", "space"), "⇄ reversed  Sudmark", size=SCROLLED),
    Tried("diff", "page(1)", ("d",), gone="⇄ reversed  Sudmark", size=SCROLLED),
    Tried("diff", "edge(-1)", ("d", "G"), "⇄ reversed  Sudmark", size=SCROLLED),
    Tried("diff", "edge(1)", ("d",), "seat at the table", size=SCROLLED),
    Tried("history", "open", PATROLS, "quote 2 of 7"),
    Tried("history", "edit", PATROLS, "there is no article"),
    Tried("history", "parties", PATROLS, "all parties on patrols"),
    Tried("history", "plot", PATROLS, gone="firmness"),
    Tried("history", "back", PATROLS, "3 sticking"),
    Tried("history", "move(-1)", (*PATROLS, "down"), redrawn=True),
    Tried("history", "move(1)", PATROLS, redrawn=True),
    Tried("history", "page(-1)", (*PATROLS, "p", "f", "G"), redrawn=True, size=SCROLLED),
    Tried("history", "page(1)", (*PATROLS, "p", "f"), redrawn=True, size=SCROLLED),
    Tried("history", "edge(-1)", (*PATROLS, "p", "f", "G"), "2024-04-01  Norland", size=(80, 10)),
    Tried("history", "edge(1)", (*PATROLS, "p", "f"), "Second round brings movement", size=(80, 10)),
    Tried("closeness", "open", ("C",), "3 sticking"),
    Tried("closeness", "other", ("C",), redrawn=True),
    Tried("closeness", "back", ("C",), "3 sticking"),
    Tried("closeness", "move(-1, 0)", ("C", "down"), redrawn=True),
    Tried("closeness", "move(1, 0)", ("C",), "Sudmark and Union"),
    Tried("closeness", "move(0, -1)", ("C",), "Norland and Sudmark: 67 % together"),
    Tried("closeness", "move(0, 1)", ("C", "left"), "Norland and Union: 100 % together"),
    Tried("closeness", "page(-1)", (*STEPS, "G"), redrawn=True, size=SCROLLED),
    Tried("closeness", "page(1)", STEPS, redrawn=True, size=SCROLLED),
    Tried("closeness", "edge(-1)", (*STEPS, "G"), redrawn=True),
    Tried("closeness", "edge(1)", STEPS, redrawn=True),
]
