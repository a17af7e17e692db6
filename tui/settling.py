"""A disagreement between coders in words: what it is about, where it stands, and what each of them says."""

from __future__ import annotations

from rich.text import Text

from positions.display import CONDITION_MARK, STANCE_GLYPHS, visible
from positions.reliability import Coded, Unit


def heading(unit: Unit) -> str:
    """What differs, and where."""
    return f"{', '.join(unit.differences)} · {unit.article}"


def sentence(before: str, quote: str, behind: str) -> Text:
    """The sentence with the passage marked, by brackets as well as by its style."""
    text = Text()
    for words, style in ((before, ""), (f"[{quote}]", "bold"), (behind, "")):
        text.append(visible(" ".join(words.split())) if style else visible(_blanks(words)), style=style)
    return text


def _blanks(words: str) -> str:
    """The words on one line, with the blanks at their ends."""
    start, end = (" " if edge.isspace() else "" for edge in (words[:1], words[-1:]))
    return f"{start}{' '.join(words.split())}{end}" if words.strip() else " " * bool(words)


def version_words(version: Coded | None) -> str:
    """What a coder says, in a line."""
    if version is None:
        return "nothing"
    entry = version.entry
    said = f"{version.party} {STANCE_GLYPHS[version.stance]} {version.stance.value}: {entry.claim}"
    condition = f" {CONDITION_MARK}" if entry.conditions else ""
    return said + condition + (f" · {version.issue}" if version.issue else "")
