"""What went wrong between us and a model, in words for a person.

A server's words are shown short and on one line, and never with the key, whatever the server echoes.
"""

from __future__ import annotations

import re
from typing import Any

from positions.errors import InputError, PositionsError
from positions.userconfig import Llm

_LINK = re.compile(r"For further information visit \S+")
"""What pydantic adds to a validation error."""
_SHOWN = 200
"""Characters of what a server or model said that a person gets to read."""


def explained(error: Exception, messages: list[Any], llm: Llm) -> PositionsError:
    """What went wrong, in words for a person; never the key, whatever the server echoes."""
    from pydantic_ai import exceptions

    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, PositionsError):
            return cause
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, exceptions.OutputTokenLimitExceeded):
        return InputError("the model's answer was cut off", hint="more `tokens:` or less `chunk:` in your file")
    if isinstance(error, exceptions.ContentFilterError) or _refused(messages):
        return InputError("the model refuses to answer")
    if isinstance(error, exceptions.ModelHTTPError):
        body = error.body if isinstance(error.body, dict) else {}
        what = body.get("message") or error.body or "no reason given"
        return InputError(f"the server answered {error.status_code}: {shown(str(what), llm)}")
    if isinstance(error, exceptions.UnexpectedModelBehavior):
        why = shown(str(error.__cause__ or error), llm)
        corrected = "retries" in str(error)
        what = "the model does not answer in the asked form" if corrected else "the answer is no completion"
        return InputError(f"{what}: {why}")
    return InputError(f"the model could not be asked: {shown(f'{type(error).__name__}: {error}', llm)}")


def _refused(messages: list[Any]) -> bool:
    """Did the server mark the last answer as a refusal?"""
    details = [getattr(message, "provider_details", None) or {} for message in messages[-2:]]
    return any(detail.get("refusal") for detail in details)


def shown(text: str, llm: Llm) -> str:
    """A server's words on one line, short and without the key."""
    if llm.key is not None:
        text = text.replace(llm.key.get_secret_value(), "…")
    text = " ".join(_LINK.sub("", text).split())
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
