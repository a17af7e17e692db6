"""The server: its routes, its start and its end. Who is let in is the gate's, a browser's process the session's."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from positions.display import one_line
from positions.errors import UsageError, extra, reason_of

from ..access import access_to
from .gate import Gate, loopback, policy
from .session import Session, size_of

if TYPE_CHECKING:
    from aiohttp import web
    from aiohttp.typedefs import Handler
    from jinja2 import Template

    from positions.negotiation import Negotiation

_MESSAGE_BYTES = 1 << 20
"""The longest message of a browser: a paste, mostly."""
_HEARTBEAT_SECONDS = 15.0
"""How often a browser is asked whether it is there: one that vanished without a word is noticed after twice that."""
_SHUTDOWN_SECONDS = 10.0
"""How long the server's end waits for answers under way; the sessions have ended before."""
_PARTS = {"page.css": "text/css", "page.js": "text/javascript"}
"""What the page is made of besides textual-serve's terminal."""


def serve(
    negotiation: Negotiation, host: str, port: int, announce: Callable[[str], None], tell: Callable[[str], None]
) -> None:
    """Serves the negotiation until interrupted or told to end; then no process is left.

    `announce` gets the address to open as soon as it can be opened, `tell` what a person should know besides. Port 0 is
    any that is free. Raises UsageError for an address that others could reach, and for a port that cannot be had.
    """
    address = loopback(host)
    if find_spec("aiohttp") is None or find_spec("textual_serve") is None:
        raise UsageError("serve needs aiohttp and textual-serve", hint=extra("serve"))
    asyncio.run(_Server(negotiation, tell).run(address, port, announce))


class _Server:
    """The sessions of one negotiation."""

    def __init__(self, negotiation: Negotiation, tell: Callable[[str], None]) -> None:
        self._root = negotiation.root
        self._name = access_to(negotiation).name
        self._tell = tell
        self._gate = Gate("", 0)
        self._sockets: set[web.WebSocketResponse] = set()

    async def run(self, host: str, port: int, announce: Callable[[str], None]) -> None:
        """Until a signal comes; every session is ended then."""
        from aiohttp import web

        end = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, end.set)
        runner = web.AppRunner(
            self._application(), logger=_log(self._tell), access_log=None, shutdown_timeout=_SHUTDOWN_SECONDS
        )
        await runner.setup()
        try:
            try:
                await web.TCPSite(runner, host, port).start()
            except OSError as error:
                raise UsageError(
                    f"port {port} of {host} cannot be had: {reason_of(error)}",
                    hint="name another one, or take any that is free: positions serve --port 0",
                ) from None
            self._gate = Gate(host, runner.addresses[0][1])
            announce(self._gate.url)
            await end.wait()
        finally:
            await runner.cleanup()

    def _application(self) -> web.Application:
        from aiohttp import web

        @web.middleware
        async def at_our_address(request: web.Request, handler: Handler) -> web.StreamResponse:
            if not self._gate.knows_host(request.host):
                raise web.HTTPForbidden(text="No such host here.")
            return await handler(request)

        application = web.Application(middlewares=[at_our_address])
        application.on_response_prepare.append(self._restrict)
        application.on_shutdown.append(self._close)
        application.add_routes(
            [
                web.get("/", self._page),
                web.get("/ws", self._socket),
                web.get("/static/{name:page[.](?:css|js)}", self._part),
                web.static("/static", _terminal()),
            ]
        )
        return application

    async def _restrict(self, request: web.Request, response: web.StreamResponse) -> None:
        """What every answer says about itself."""
        response.headers.update(
            {
                "Content-Security-Policy": policy(request.host),
                "Cross-Origin-Opener-Policy": "same-origin",
                "Cross-Origin-Resource-Policy": "same-origin",
                "Referrer-Policy": "no-referrer",
                "X-Content-Type-Options": "nosniff",
            }
        )

    async def _page(self, request: web.Request) -> web.Response:
        from aiohttp import web

        cookie = request.cookies.get(self._gate.cookie)
        if not self._gate.knows_key(request.query.get("key"), cookie):
            raise web.HTTPForbidden(text="Open the address that positions serve has printed.")
        name = one_line(self._name)
        text = _template().render(name=name, socket=f"ws://{request.host}/ws")
        response = web.Response(text=text, content_type="text/html", headers={"Cache-Control": "no-store"})
        response.set_cookie(self._gate.cookie, self._gate.key, httponly=True, samesite="Strict", path="/")
        return response

    async def _part(self, request: web.Request) -> web.Response:
        from aiohttp import web

        name = request.match_info["name"]
        text = files("tui.web").joinpath(name).read_text(encoding="utf-8")
        return web.Response(text=text, content_type=_PARTS[name])

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        from aiohttp import web

        gate = self._gate
        if not gate.knows_page(request.headers.get("Origin"), request.host):
            raise web.HTTPForbidden(text="Not a page of this server.")
        if not gate.knows_key(request.cookies.get(gate.cookie)):
            raise web.HTTPForbidden(text="Open the address that positions serve has printed.")
        socket = web.WebSocketResponse(heartbeat=_HEARTBEAT_SECONDS, max_msg_size=_MESSAGE_BYTES)
        await socket.prepare(request)
        self._sockets.add(socket)
        try:
            size = size_of(request.query.get("width"), request.query.get("height"))
            await Session(self._root, socket, self._tell).run(size)
        finally:
            self._sockets.discard(socket)
        return socket

    async def _close(self, _application: web.Application) -> None:
        """Ends every session: each one's loop sees its socket close."""
        await asyncio.gather(*(socket.close() for socket in set(self._sockets)))


class _Told(logging.Handler):
    """Tells a fault of ours in a line; a request that is no HTTP has had its answer, and concerns nobody here."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        super().__init__(logging.ERROR)
        self._tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        from aiohttp.http_exceptions import HttpProcessingError

        error = record.exc_info[1] if record.exc_info else None
        if not isinstance(error, HttpProcessingError):
            what = record.getMessage() if error is None else f"{type(error).__name__}: {error}"
            self._tell(one_line(f"a fault of the program, not yours ({what})"))


def _log(tell: Callable[[str], None]) -> logging.Logger:
    """Where aiohttp writes what went wrong: never as a traceback to the terminal."""
    log = logging.Logger("positions.serve")
    log.addHandler(_Told(tell))
    return log


@cache
def _terminal() -> Path:
    """The folder with textual-serve's terminal: script, style, fonts."""
    with contextlib.suppress(TypeError):
        return Path(str(files("textual_serve"))) / "static"
    raise UsageError("textual-serve is not whole", hint="install it again: pip install --force-reinstall textual-serve")


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(loader=PackageLoader("tui.web", ""), autoescape=True, undefined=StrictUndefined).get_template(
        "page.html"
    )
