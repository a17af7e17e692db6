"""The one way to the server: what may be sent to whom, with which patience, and how much of an answer is taken.

Owned here: the key, which is put on a request when it leaves and is known to nothing above; that requests go to the
configured origin alone and follow no redirect; back-off, in which all requests wait together; limits of time and size.
No proxies, cookies or credentials of the system are used.
"""

from __future__ import annotations

import asyncio
import email.utils
import random
import socket
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import httpx2

from positions.errors import InputError, ServerError
from positions.extraction.llm.faults import shown
from positions.userconfig import Llm, Origin, origin_of

if TYPE_CHECKING:
    from ssl import SSLContext

LARGEST = 4_000_000
"""Bytes of an answer."""
TRIES = 6
"""Of one request, where the server is busy or breaks the connection."""
FIRST_WAIT_S, LONGEST_WAIT_S = 0.5, 60.0
"""Without a word of the server's, waits double from the first to the longest. One that asks for more is given up."""
CONNECT_S = 10.0
_BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_SENT = ("accept", "content-type", "content-length", "user-agent", "host")
"""Headers that leave this machine; what libraries add about it and themselves does not."""


class NotFound(ServerError):
    """The server has no such model or no such path."""


class Transport(httpx2.AsyncBaseTransport):
    """Sends requests to one origin."""

    def __init__(self, llm: Llm, tell: Callable[[str], None] = lambda _: None) -> None:
        """`tell` gets a sentence when the server makes us wait."""
        self._llm = llm
        self._tell = tell
        self._inner = httpx2.AsyncHTTPTransport(verify=_certificates(), retries=0, trust_env=False)
        self._not_before = 0.0

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The whole answer. Raises ServerError where no other request would fare better."""
        if origin_of(str(request.url).partition("?")[0]) != self._llm.origin:
            raise ServerError(f"a request to another host than {self._llm.origin} was refused")
        self._refuse_false_loopback()
        body = await request.aread()
        for tried in range(1, TRIES + 1):
            await self._turn()
            try:
                answer = await asyncio.wait_for(self._sent(request, body), self._llm.settings.timeout)
            except TimeoutError:
                raise InputError(
                    f"no answer within {self._llm.settings.timeout:g} s", hint="more `timeout:`, or less `chunk:`"
                ) from None
            except (httpx2.TransportError, OSError) as error:
                if tried == TRIES or isinstance(error, httpx2.ConnectTimeout) or (tried > 2 and _is_gone(error)):
                    raise _unreachable(self._llm.origin, error) from None
                self._wait(tried, None)
                continue
            self._refuse(answer)
            if answer.status_code not in _BUSY or tried == TRIES:
                return answer
            self._wait(tried, answer)
        raise AssertionError("the last try returns or raises")

    async def aclose(self) -> None:
        """Close the connections."""
        await self._inner.aclose()

    async def _sent(self, request: httpx2.Request, body: bytes) -> httpx2.Response:
        headers = {name: value for name, value in request.headers.items() if name in _SENT}
        headers["accept-encoding"] = "identity"
        if self._llm.key is not None:
            headers["authorization"] = f"Bearer {self._llm.key.get_secret_value()}"
        timeouts = httpx2.Timeout(None, connect=CONNECT_S).as_dict()  # the whole answer has its own
        outgoing = httpx2.Request(
            request.method, request.url, headers=headers, content=body, extensions={"timeout": timeouts}
        )
        answer = await self._inner.handle_async_request(outgoing)
        try:
            if answer.headers.get("content-encoding", "identity").casefold() != "identity":
                raise InputError("the server packs its answer, which was not asked for")
            data = bytearray()
            async for chunk in answer.aiter_raw():
                data += chunk
                if len(data) > LARGEST:
                    raise InputError(f"the server's answer is larger than {LARGEST / 1e6:g} MB")
        finally:
            await answer.aclose()
        kind = answer.headers.get("content-type", "application/json")
        kept = {"content-type": kind} | {
            name: answer.headers[name] for name in ("retry-after", "location") if name in answer.headers
        }
        return httpx2.Response(answer.status_code, headers=kept, content=bytes(data), request=request)

    def _refuse(self, answer: httpx2.Response) -> None:
        """Raise ServerError for an answer after which no other request would fare better."""
        status, origin = answer.status_code, self._llm.origin
        if 300 <= status < 400:
            where = shown(answer.headers.get("location", "nowhere"), self._llm)
            raise ServerError(
                f"{origin} sends on to {where}, which is not followed",
                hint="where that is right, write it as the server's URL",
            )
        if status in (401, 403):
            had = "refuses the key" if self._llm.key is not None else "wants a key"
            raise ServerError(f"{origin} {had} ({status})", hint="POSITIONS_LLM_KEY, or `key:` in your file")
        if status == 402:
            raise ServerError(f"{origin} wants to be paid ({status})", hint="look at your account there")
        if status == 404:
            hint = "`positions llm check` lists its models; the URL mostly ends in /v1"
            raise NotFound(f"{origin} has no model `{self._llm.model}`, or no such path", hint=hint)

    async def _turn(self) -> None:
        """Wait as long as the server wants to be left alone."""
        while (rest := self._not_before - time.monotonic()) > 0:
            await asyncio.sleep(rest)

    def _wait(self, tried: int, answer: httpx2.Response | None) -> None:
        """Leave the server alone for as long as it says, else for longer each time."""
        asked = None if answer is None else retry_after(answer.headers.get("retry-after"))
        if asked is not None and asked > LONGEST_WAIT_S:
            raise ServerError(
                f"{self._llm.origin} wants to be left alone for {asked:.0f} s", hint="what was done is kept: try again"
            )
        doubled = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** (tried - 1))
        seconds = doubled * random.uniform(0.75, 1.0) if asked is None else asked
        now = time.monotonic()
        told = self._not_before > now
        self._not_before = max(self._not_before, now + seconds)
        if seconds > 1 and not told:
            self._tell(f"{self._llm.origin} is busy: {seconds:.0f} s")

    def _refuse_false_loopback(self) -> None:
        """`localhost` is this machine only as long as the system says so."""
        if self._llm.origin.host == "localhost" and not is_local(self._llm.origin):
            raise ServerError("localhost is not this machine here", hint="write 127.0.0.1 in the server's URL")


def is_local(origin: Origin) -> bool:
    """Is the server on loopback, whatever the name resolves to?"""
    if not origin.is_loopback:
        return False
    if origin.host != "localhost":
        return True
    try:
        found = socket.getaddrinfo(origin.host, origin.port, type=socket.SOCK_STREAM)
    except OSError:
        return False
    return bool(found) and all(Origin("http", str(where[0]), 0).is_loopback for *_, where in found)


def retry_after(value: str | None) -> float | None:
    """Seconds that a `Retry-After` header asks for, given as a number or a date; None where it says nothing."""
    if value is None:
        return None
    text = value.strip()
    if text.replace(".", "", 1).isdecimal() and text.isascii():
        return float(text[:12])
    try:
        when = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, when.timestamp() - time.time())


def client(llm: Llm, tell: Callable[[str], None] = lambda _: None) -> Any:
    """The OpenAI library's client by way of our transport; it holds no key."""
    from openai import AsyncOpenAI

    http = httpx2.AsyncClient(transport=Transport(llm, tell), trust_env=False, follow_redirects=False)
    return AsyncOpenAI(
        base_url=llm.url, api_key="none", organization="", project="", http_client=http, max_retries=0, timeout=None
    )


def _certificates() -> SSLContext:
    import ssl

    import certifi

    return ssl.create_default_context(cafile=certifi.where())


def _is_gone(error: Exception) -> bool:
    return isinstance(error, (httpx2.ConnectError, OSError))


def _unreachable(origin: Origin, error: Exception) -> ServerError:
    why = str(error)[:200] or type(error).__name__
    return ServerError(f"no server at {origin}: {why}", hint="is it running, and is the address right?")
