"""Position files as many hands would write them: the same content in many styles, with comments and odd blanks.

For property tests of what edits and merges files that people wrote.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from hypothesis import strategies as st

from positions.model import Entry, Extent, Firmness, PositionFile, Review, Source, Stance, Topic
from positions.yamldump import fields, flow, scalar

WORDS = st.sampled_from(
    "talks,a permanent ceasefire,the quota: 8 percent,# of boats,it's theirs,50%,“peace”,the islands' status,"
    "no,2031-05-04,- x,a {b} [c],صلح,it said, slowly,withdrawal of all patrols, and soon".split(",")
)
PARTIES = st.sampled_from(["Norland", "Sudmark", "the League: East", "Port Ost", "NO"])
SPANS = st.tuples(st.integers(0, 400), st.integers(1, 60)).map(lambda pair: (pair[0], pair[0] + pair[1]))

ENTRIES = st.builds(
    Entry,
    stance=st.sampled_from(Stance),
    claim=WORDS,
    if_=st.none() | WORDS,
    issue=st.none() | WORDS,
    quote=st.none() | WORDS,
    at=st.none() | SPANS,
    firmness=st.sampled_from(Firmness),
    extent=st.sampled_from(Extent),
    withdrawn=st.booleans(),
    review=st.none() | st.sampled_from(Review),
    note=st.none() | WORDS,
)
TOPICS = st.builds(Topic, topic=WORDS, quote=st.none() | WORDS, at=st.none() | SPANS, note=st.none() | WORDS)
FILES = st.builds(
    PositionFile,
    article=st.builds(Source, title=st.none() | WORDS, text=st.none() | st.just("articles/a.txt")),
    positions=st.dictionaries(PARTIES, st.lists(ENTRIES, max_size=4).map(tuple), max_size=3),
    disputed=st.lists(TOPICS, max_size=2).map(tuple),
)

_COMMENTS = st.sampled_from(["", "", "", "  # mine", "  # see: [the] call", "\t# -"])


@st.composite
def written(draw: st.DrawFn, file: PositionFile) -> str:
    """The file in some style; it parses to the same value."""
    newline = draw(st.sampled_from(["\n", "\n", "\r\n", "\r", "\x85"]))
    lines = [line for key, value in fields(file) for line in _pair(draw, key, value, 0)]
    return newline.join(["# a person's file", *lines]) + draw(st.sampled_from([newline, "", newline * 2]))


def _pair(draw: st.DrawFn, key: str, value: object, indent: int) -> Iterator[str]:
    """The lines of a pair, with what people put between them."""
    head = f"{' ' * indent}{scalar(key)}:"
    yield from _between(draw, indent)
    if isinstance(value, dict):
        if not value:
            return
        yield head + draw(_COMMENTS)
        step = draw(st.sampled_from([2, 3]))
        for name, entries in value.items():
            yield from _pair(draw, name, entries, indent + step)
    elif isinstance(value, (Source,)):
        if draw(st.booleans()):
            yield f"{head} {flow(value)}{draw(_COMMENTS)}"
        else:
            yield head + draw(_COMMENTS)
            for name, content in fields(value):
                yield from _pair(draw, name, content, indent + 4)
    elif isinstance(value, tuple) and (not value or isinstance(value[0], (Entry, Topic))):
        if not value or draw(st.integers(0, 4)) == 0:
            yield f"{head} {flow(value)}" + draw(_COMMENTS)
            return
        yield head + draw(_COMMENTS)
        dash = indent + draw(st.sampled_from([0, 2, 4]))
        for item in value:
            yield from _item(draw, item, dash)
    else:
        yield from _scalar(draw, head, value, indent)


def _item(draw: st.DrawFn, item: Entry | Topic, indent: int) -> Iterator[str]:
    yield from _between(draw, indent)
    if draw(st.integers(0, 4)) == 0:
        yield f"{' ' * indent}- {flow(item)}{draw(_COMMENTS)}"
        return
    first, *rest = fields(item)
    lines = list(_scalar(draw, f"{' ' * (indent + 2)}{first[0]}:", first[1], indent + 2))
    yield f"{' ' * indent}- {lines[0].lstrip()}"
    yield from lines[1:]
    for key, value in draw(st.permutations(rest)):
        yield from _pair(draw, key, value, indent + 2)


def _scalar(draw: st.DrawFn, head: str, value: object, indent: int) -> Iterator[str]:
    style = draw(st.sampled_from(["usual", "usual", "double", "single", "folded", "literal"]))
    text = value if isinstance(value, str) else None
    if isinstance(value, tuple) or text is None or style == "usual" or isinstance(value, Enum):
        words = flow(value)
    elif style == "double":
        words = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    elif style == "single":
        words = "'" + text.replace("'", "''") + "'"
    else:
        yield f"{head} {'>-' if style == 'folded' else '|'}{draw(_COMMENTS)}"
        yield f"{' ' * (indent + 3)}{text}"
        return
    yield f"{head} {words}{draw(_COMMENTS)}"


def _between(draw: st.DrawFn, indent: int) -> Iterator[str]:
    what = draw(st.integers(0, 9))
    if what == 0:
        yield ""
    elif what == 1:
        yield f"{' ' * indent}# about the next: see {draw(st.integers(1, 99))}"
    elif what == 2:
        yield "   "
