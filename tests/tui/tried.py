"""The table of what each command does on the screen, one line a command; `test_every_command` presses through it.

A screen that has many commands may keep its lines in a module of its own, called `tried_SCREEN.py`, as a list `TRIED`.
"""

from __future__ import annotations

from typing import NamedTuple


class Tried(NamedTuple):
    """A command, and what is to be seen after it that was not there before."""

    where: str
    action: str
    to: tuple[str, ...]
    """The keys that lead to where it is tried, from the matrix."""
    seen: str = ""
    """Words that come."""
    gone: str = ""
    """Words that go."""
    redrawn: bool = False
    """What stands there only moves, or looks different: a cursor, a list that scrolls."""
    size: tuple[int, int] = (100, 24)


SCROLLED = (80, 12)
"""A terminal in which everything has to be scrolled."""

TRIED = [
    Tried("matrix", "open", ("right",), "quote 1 of"),
    Tried("matrix", "edit", ("right",), "there is no article"),
    Tried("matrix", "diff", (), "1 reversed"),
    Tried("matrix", "filter", (), "Tab completes"),
    Tried("matrix", "clear", ("slash", *"catch", "enter"), gone="of 5 issues"),
    Tried("matrix", "fold", (), "seat at the table"),
    Tried("matrix", "sort", (), "by newest movement"),
    Tried("matrix", "reverse", (), "reversed"),
    Tried("matrix", "hide", ("right",), "1 party hidden"),
    Tried("matrix", "unhide", ("right", "x"), gone="hidden"),
    Tried("matrix", "shift(-1)", ("right", "right"), "│ Sudmark                       │ Norland"),
    Tried("matrix", "shift(1)", ("right",), "│ Sudmark                       │ Norland"),
    Tried("matrix", "blocs", (), "Southern League"),
    Tried("matrix", "pair", ("right",), "Compare Norland with whom?"),
    Tried("matrix", "as_of", (), "2024-04-05 · 1 article"),
    Tried("matrix", "step_day(-1)", (), "as of 2024-04-01"),
    Tried("matrix", "step_day(1)", ("left_square_bracket",), gone="as of"),
    Tried("matrix", "coders", (), "Whose codings?"),
    Tried("matrix", "move(-1, 0)", ("down",), "“for” means   Patrols leave the strait"),
    Tried("matrix", "move(1, 0)", (), "“for” means   Norland pays for lost catches"),
    Tried("matrix", "move(0, -1)", ("right",), "“for” means"),
    Tried("matrix", "move(0, 1)", (), "Foreign Minister Ada Lund"),
    Tried("matrix", "page(-1)", ("pagedown",), "patrols in the strait", size=SCROLLED),
    Tried("matrix", "page(1)", (), "“for” means   Norland pays for lost catches", size=SCROLLED),
    Tried("matrix", "edge(-1)", ("G",), "“for” means   Patrols leave the strait"),
    Tried("matrix", "edge(1)", (), "“for” means   Both sides share their catch figures"),
    Tried("matrix", "scroll_detail(-1)", ("l", "l", "J"), redrawn=True, size=(80, 24)),
    Tried("matrix", "scroll_detail(1)", ("l", "l"), redrawn=True, size=(80, 24)),
    Tried("filter", "complete", ("slash", *"party:sud"), gone="party:Sudmark · Tab"),
    Tried("evidence", "step(1)", ("right", "enter"), "quote 2 of 7"),
    Tried("evidence", "step(-1)", ("right", "enter"), "quote 7 of 7"),
    Tried("evidence", "edit", ("right", "enter"), "there is no article"),
    Tried("evidence", "back", ("right", "enter"), "3 sticking"),
    Tried("evidence", "scroll(-1)", ("right", "enter", "down"), "Ministers meet over the strait", size=SCROLLED),
    Tried("evidence", "scroll(1)", ("right", "enter"), gone="Ministers meet over the strait", size=SCROLLED),
    Tried("evidence", "page(-1)", ("right", "enter", "space"), "Ministers meet over the strait", size=SCROLLED),
    Tried("evidence", "page(1)", ("right", "enter"), gone="Ministers meet over the strait", size=SCROLLED),
    Tried("evidence", "edge(-1)", ("right", "enter", "G"), "Ministers meet over the strait", size=SCROLLED),
    Tried("evidence", "edge(1)", ("right", "enter"), "officials said", size=SCROLLED),
    Tried("pick", "back", ("right", "2"), gone="Compare Norland with"),
    Tried("coders", "back", ("c",), gone="Whose codings?"),
    Tried("settle", "take", ("c", *"mark", "enter"), "2 of 2"),
    Tried("settle", "mix", ("c", *"mark", "enter"), "Whose party?"),
    Tried("settle", "drop", ("c", *"mark", "enter"), "2 of 2"),
    Tried("settle", "skip", ("c", *"mark", "enter"), "2 of 2"),
    Tried("settle", "undo", ("c", *"mark", "enter", "enter"), "1 of 2"),
    Tried("settle", "back", ("c", *"mark", "enter"), "3 sticking"),
    Tried("settle", "move(-1)", ("c", *"mark", "enter", "down"), redrawn=True),
    Tried("settle", "move(1)", ("c", *"mark", "enter"), redrawn=True),
    Tried("help", "back", ("question_mark",), "3 sticking"),
    Tried("help", "scroll(-1)", ("question_mark", "down"), redrawn=True, size=SCROLLED),
    Tried("help", "scroll(1)", ("question_mark",), redrawn=True, size=SCROLLED),
    Tried("help", "page(-1)", ("question_mark", "space"), "the article, at the quote", size=SCROLLED),
    Tried("help", "page(1)", ("question_mark",), gone="the article, at the quote", size=SCROLLED),
    Tried("app", "reload", (), "Nothing has changed."),
    Tried("app", "theme", (), "Theme: light"),
    Tried("app", "help", (), "keys and signs"),
    Tried("app", "command_palette", (), "Search for commands"),
]
