"""Which words are direct speech, and who speaks them."""

from __future__ import annotations

import pytest

from positions.extraction.parsing import stories
from positions.extraction.quotation import Speech, quotations
from positions.extraction.story import Story
from positions.model import Article


def spoken(text: str) -> list[tuple[str, str | None]]:
    """Each quotation with the head word of its speaker."""
    ((_, _, story),) = stories([Article(id="a", text=text)])
    assert isinstance(story, Story)
    found = quotations(story, Speech())
    return [
        (passage.doc[q.start : q.end].text, q.speaker.text if q.speaker is not None else None)
        for number, passage in enumerate(story.passages)
        for q in found[number]
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“We will keep the lock shut for a year,” Holm said.",
            [("We will keep the lock shut for a year,", "Holm")],
        ),
        (
            'Holm told reporters: "The lock stays shut. Nobody will open it."',
            [("The lock stays shut. Nobody will open it.", "Holm")],
        ),
        (
            "Lund said little.\n\nHolm was blunt. “We will keep the lock shut. We mean it,” he said.",
            [("We will keep the lock shut. We mean it,", "he")],
        ),
        (
            "“We will keep the lock shut,” Holm said.\n\n“And we shall never sell the old ferry line.",
            [("We will keep the lock shut,", "Holm"), ("And we shall never sell the old ferry line.", "Holm")],
        ),
    ],
)
def test_the_speaker_is_found(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert spoken(text) == expected


def test_a_borrowed_phrase_is_no_speech() -> None:
    assert spoken("Holm called it a “final offer” on Monday.") == []
