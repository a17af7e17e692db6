"""Chunks → typed answers, several at a time, from a thread of their own.

Owned here: the conversation with the model by way of pydantic-ai (instructions, examples, asking again with what was
wrong), how many requests are under way, and what they cost. What becomes of the answers is not known here.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from positions.errors import PositionsError
from positions.extraction.llm import prompt
from positions.extraction.llm.answers import Answers
from positions.extraction.llm.faults import explained
from positions.extraction.llm.schema import Reply
from positions.userconfig import Llm, OutputMode

if TYPE_CHECKING:
    from pydantic_ai import Agent

AGAIN = 2
"""Times that a model may correct an answer which does not have the asked form."""


@dataclass
class Spent:
    """What the requests of a run came to."""

    requests: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    kept: int = 0
    """Answers that had been given before."""


@dataclass
class Asking:
    """Asks one model; to be closed."""

    llm: Llm
    cache: Path | None = None
    tell: Callable[[str], None] = lambda _: None
    spent: Spent = field(default_factory=Spent)

    def __post_init__(self) -> None:
        settings = self.llm.settings
        name = (self.llm.model, prompt.version(), settings.output.value, settings.temperature)
        self._answers = Answers(self.cache, repr(name))
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._agent: Agent[None, Reply] | None = None
        self._client: Any = None
        self._places: asyncio.Semaphore | None = None
        self._failed: PositionsError | None = None

    def ask(self, chunk: str) -> Future[Reply]:
        """What the model answers to a chunk, once it has; raises PositionsError in its place."""
        known = self._answers.get(chunk)
        if known is not None:
            self.spent.kept += 1
            done: Future[Reply] = Future()
            done.set_result(known)
            return done
        return asyncio.run_coroutine_threadsafe(self._in_turn(chunk), self._running())

    def close(self) -> None:
        """Give up what is still under way."""
        loop, thread = self._loop, self._thread
        if loop is None or thread is None:
            return
        self._loop = self._thread = None
        asyncio.run_coroutine_threadsafe(self._stop(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()

    def _running(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            self._places = asyncio.Semaphore(self.llm.settings.requests)
            self._agent, self._client = _agent(self.llm, self.tell)
            self._thread = threading.Thread(target=self._loop.run_forever, name="llm", daemon=True)
            self._thread.start()
        return self._loop

    async def _stop(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await self._client.close()

    async def _in_turn(self, chunk: str) -> Reply:
        assert self._places is not None
        async with self._places:
            if self._failed is not None:  # the server is of no use: what waits is not tried
                raise self._failed
            try:
                reply = await self._asked(chunk)
            except PositionsError as error:
                if not _is_of_one_text(error):
                    self._failed = error
                raise
        self._answers.put(chunk, reply)
        return reply

    async def _asked(self, chunk: str) -> Reply:
        from pydantic_ai import capture_run_messages
        from pydantic_ai.usage import RunUsage

        assert self._agent is not None
        usage = RunUsage()
        with capture_run_messages() as messages:
            try:
                done = await self._agent.run(prompt.asked(chunk), message_history=_examples(), usage=usage)
            except Exception as error:
                raise explained(error, messages, self.llm) from None
            finally:
                self.spent.requests += usage.requests
                self.spent.tokens_in += usage.input_tokens
                self.spent.tokens_out += usage.output_tokens
        return done.output


def _agent(llm: Llm, tell: Callable[[str], None]) -> tuple[Agent[None, Reply], Any]:
    """The model with its instructions and the asked form, and the client that it asks by."""
    os.environ.setdefault("PYDANTIC_AI_NO_BANNER", "1")  # it advertises on terminals
    from pydantic_ai import Agent, NativeOutput, PromptedOutput
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.profiles.openai import OpenAIModelProfile
    from pydantic_ai.providers.openai_compatible import OpenAICompatibleProvider
    from pydantic_ai.settings import ModelSettings

    from positions.extraction.llm.server import client

    http = client(llm, tell)
    profile = OpenAIModelProfile(
        supports_json_schema_output=True,
        supports_inline_system_prompts=False,  # many chat templates want one system message, at the beginning
        openai_chat_supports_multiple_system_messages=False,
        openai_chat_supports_max_completion_tokens=llm.origin.host.endswith(".openai.com"),
    )
    model = OpenAIChatModel(
        llm.model, provider=OpenAICompatibleProvider("positions", openai_client=http), profile=profile
    )
    settings = ModelSettings(max_tokens=llm.settings.tokens, extra_headers={"User-Agent": "positions"})
    if llm.settings.temperature is not None:
        settings["temperature"] = llm.settings.temperature
    form = NativeOutput(Reply, name="positions") if llm.settings.output is OutputMode.SCHEMA else PromptedOutput(Reply)
    agent = Agent(
        model,
        output_type=form,
        instructions=prompt.prompt().instructions,
        retries={"output": AGAIN, "tools": 0},
        model_settings=settings,
    )
    return agent, http


def _examples() -> list[Any]:
    """The packaged examples as a conversation that went before."""
    from pydantic_ai.messages import ModelRequest, ModelResponse, TextPart, UserPromptPart

    said: list[Any] = []
    for example in prompt.prompt().examples:
        said.append(ModelRequest(parts=[UserPromptPart(content=prompt.asked(example.text))]))
        said.append(ModelResponse(parts=[TextPart(content=prompt.answer(example.answer))]))
    return said


def _is_of_one_text(error: PositionsError) -> bool:
    from positions.errors import ServerError

    return not isinstance(error, ServerError)
