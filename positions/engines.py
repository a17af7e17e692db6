"""Which engine reads: what a flag says, what a negotiation wishes for, what the user has configured.

A negotiation may come from anybody, so its wish for a language model counts only where the user's own configuration
says that one may be asked; and its wish for a model is told, never followed. It reads no article.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from positions import userconfig
from positions.errors import InputError, UsageError
from positions.extraction import ASKING_ENGINES, ENGINES

if TYPE_CHECKING:
    from positions.extraction import Engine
    from positions.negotiation import Negotiation


def choose(
    negotiation: Negotiation | None,
    engine: str | None = None,
    *,
    server: str | None = None,
    model: str | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> str | Engine | None:
    """The engine to read with: a name of `extraction.ENGINES`, or one that asks a language model.

    `engine`, `server` and `model` are flags, which win over all else; `negotiation` is where answers are kept. `tell`
    gets what the user should know: a wish that is not followed, a key that is not sent, a server that makes us wait.
    Raises UsageError where a language model is to be asked and is not configured or not installed, FileFaults where
    the user's configuration cannot be read.
    """
    name = _name(negotiation, engine, tell)
    if name not in ASKING_ENGINES:
        for flag, value in (("server", server), ("model", model)):
            if value is not None:
                raise UsageError(
                    f"--{flag} is for a language model, and {name or ENGINES[0]} reads", hint="add --engine llm"
                )
        return name
    from positions.extraction.llm.engine import LlmEngine

    llm = userconfig.llm(server, model)
    for note in llm.notes:
        tell(note)
    wish = negotiation.settings.model if negotiation is not None else None
    if wish is not None and wish != llm.model:
        tell(f"negotiation.yaml wishes for the model {wish}; {llm.model} is asked (--model takes another)")
    reader = LlmEngine(llm, _cache(negotiation), tell)
    if name == "llm":
        return reader
    from positions.extraction.llm.both import BothEngine

    return BothEngine(reader)


def _name(negotiation: Negotiation | None, engine: str | None, tell: Callable[[str], None]) -> str | None:
    if engine is not None:
        return engine
    wish = negotiation.settings.engine if negotiation is not None else None
    if wish in ENGINES:
        return wish
    own = userconfig.load().engine
    if wish in ASKING_ENGINES:
        if own in ASKING_ENGINES:
            return wish
        tell(
            f"negotiation.yaml wishes for the engine {wish}, which asks a server; {own or ENGINES[0]} reads"
            f" (--engine {wish} follows it, and so does `engine: {wish}` in {userconfig.path()})"
        )
    return None if own is None else own.value


def _cache(negotiation: Negotiation | None) -> Path | None:
    if negotiation is None:
        return None
    try:
        return negotiation.answer_cache
    except InputError:  # a folder that cannot be written to goes without
        return None
