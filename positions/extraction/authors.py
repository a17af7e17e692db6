"""Who says *we* where nothing is quoted: the author of a letter or statement, or whoever an interview is with.

The title says it (*An interview with …*, *A statement by …*), or the signature does. Whom those words mean,
`resolution` tells; whoever is merely reported in the third person is never the author.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from positions.extraction.names import names_in
from positions.extraction.story import Story

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

OPENINGS = {"interview": ("with",)} | dict.fromkeys(
    ("letter", "statement", "message", "appeal", "declaration", "address", "speech", "remarks"), ("by", "from", "of")
)
"""What a title calls the text, and what stands before the author then."""
CLOSINGS = ("faithfully", "sincerely", "truly", "respectfully")
"""What stands behind *yours* before a signature."""
QUOTES = frozenset(('"', "“", "”", "«", "»", "``", "''", "‘"))


def author(story: Story) -> tuple[int, Token] | None:
    """The number of the passage and the head of the words that name who wrote, or speaks, the whole text."""
    if not story.passages:
        return None
    titled = _titled(story.passages[0].doc)
    if titled is not None:
        return 0, titled
    for number in range(len(story.passages) - 1, max(-1, len(story.passages) - 3), -1):
        signed = _signed(story.passages[number].doc)
        if signed is not None:
            return number, signed
    return None


def _titled(doc: Doc) -> Token | None:
    for token in doc[:8]:
        before = OPENINGS.get(token.lower_, ())
        for preposition in token.rights:
            if preposition.lower_ in before:
                return next((named for named in preposition.children if named.dep_ == "pobj"), None)
    return None


def _signed(doc: Doc) -> Token | None:
    for token in doc:
        if token.lower_ in CLOSINGS and token.i and token.nbor(-1).lower_ == "yours":
            runs = [run for run in names_in(doc).runs if run.start > token.i]
            return doc[runs[0].end - 1] if runs else None
    return None


def quoted(doc: Doc) -> frozenset[int]:
    """The tokens between quotation marks, also of a quotation that is never closed or opened anew by each paragraph."""
    inside, found = False, set()
    for token in doc:
        if token.text in QUOTES or token.tag_ in ("``", "''"):
            inside = _opens(token, inside=inside)
        elif inside:
            found.add(token.i)
    return frozenset(found)


def _opens(mark: Token, *, inside: bool) -> bool:
    """Does direct speech follow a quotation mark? A straight one tells by the space on one side of it."""
    if mark.text != '"':
        return mark.text in ("“", "«", "``", "‘") or (mark.text not in QUOTES and mark.tag_ == "``")
    before = mark.i == 0 or bool(mark.nbor(-1).whitespace_)
    behind = mark.i + 1 == len(mark.doc) or bool(mark.whitespace_)
    return before if before != behind else not inside
