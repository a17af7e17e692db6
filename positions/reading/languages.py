"""Which language a text is in, as far as it can be told: offline, by py3langid's packaged model."""

from __future__ import annotations

from functools import cache
from typing import Any

_SURE = 0.95
"""Probability from which on a language is recorded: a wrong one would keep an English text from being read."""
_LETTERS = 40
"""With fewer, any language may look like any other."""
_SAMPLE = 20_000
"""Characters that are looked at."""


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def foreign_language(text: str) -> str | None:
    """The ISO 639-1 code of the language of a text; None for English, and where it cannot be told."""
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < _LETTERS:
        return None
    language, probability = _identifier().classify(sample)
    return str(language) if language != "en" and probability >= _SURE else None
