"""Is a language model there, and does it do? Which models its server has, and how it reads one sentence."""

from __future__ import annotations

import asyncio
import time
from typing import NamedTuple

from positions.errors import PositionsError, ServerError
from positions.extraction.llm.asking import Spent
from positions.extraction.llm.engine import LlmEngine
from positions.extraction.llm.faults import explained
from positions.model import Article, Extraction, Learned, Registry
from positions.userconfig import Llm

SENTENCE = "Norland insisted on the withdrawal of all patrols from the strait."
MOST_MODELS = 200
"""Of a server's list, that are shown."""


class Trial(NamedTuple):
    """What came of a trial."""

    models: tuple[str, ...] | None
    """None where the server does not tell."""
    extraction: Extraction
    """Of the sentence."""
    spent: Spent
    seconds: float
    """For the sentence."""


def trial(llm: Llm) -> Trial:
    """Ask the server for its models, and the model for one sentence, past all caches.

    Raises ServerError where it is not there or refuses us, UsageError where the extra's packages are missing.
    """
    engine = LlmEngine(llm)
    models = asyncio.run(models_of(llm))
    began = time.monotonic()
    [extraction] = engine.extract([Article(id="trial", text=SENTENCE)], Registry(), Learned())
    return Trial(models, extraction, engine.spent, time.monotonic() - began)


async def models_of(llm: Llm) -> tuple[str, ...] | None:
    """The server's models by name; None where it does not tell. Raises ServerError as above."""
    from openai import OpenAIError

    from positions.extraction.llm.server import NotFound, client

    http = client(llm)
    try:
        page = await http.models.list()
        return tuple(sorted(str(model.id)[:120] for model in page.data[:MOST_MODELS]))
    except (OpenAIError, PositionsError) as error:
        fault = explained(error, [], llm)
        if isinstance(fault, ServerError) and not isinstance(fault, NotFound):
            raise fault from None
        return None  # not every server lists its models
    except (AttributeError, TypeError, ValueError):  # an answer of another form
        return None
    finally:
        await http.close()
