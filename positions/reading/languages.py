"""Which language a text is in, as far as it can be told: offline, by py3langid's packaged model."""

from __future__ import annotations

from functools import cache
from typing import Any

_ENGLISH = ("en", "pcm", "sco")
"""What the model calls English; short English texts count as its neighbours now and then."""
_POSSIBLE = 0.02
"""Probability of English up to which another language is recorded: a wrong one would keep a text from being read."""
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
    ranked = dict(_identifier().rank(sample))
    best = max(ranked, key=lambda language: float(ranked[language]))
    return None if sum(float(ranked.get(name, 0.0)) for name in _ENGLISH) > _POSSIBLE else str(best)
