"""A server on loopback that speaks OpenAI's protocol and says what a test tells it to, well-behaved or not."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Asked:
    """A request as it arrived."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]
    number: int
    """From 1."""
    at: float

    @property
    def chunk(self) -> str:
        """The article's text in the last message that has one, without the marks around it."""
        lines = [str(one["content"]) for one in self.body["messages"] if str(one["content"]).startswith("Text ")][-1]
        return "\n".join(lines.split("\n")[1:-1])


@dataclass
class Says:
    """An answer: of a model, or whatever else a server may send."""

    content: str = "{}"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    finish: str = "stop"
    raw: bytes | None = None
    """In place of a completion."""
    length: int | None = None
    """What is declared, where that is not so."""
    wait: float = 0.0
    """Seconds before it."""
    drip: float = 0.0
    """Seconds after each byte."""
    refusal: str | None = None


class Server:
    """What was asked, and what is said to it."""

    def __init__(self, say: Callable[[Asked], Says]) -> None:
        self.say = say
        self.asked: list[Asked] = []
        self.models: Sequence[str] | None = ("tiny",)
        self.busy = 0
        self.most_busy = 0
        self._lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None:
                pass

            def do_GET(self) -> None:
                outer.note(Asked(self.path, lowered(self.headers.items()), {}, len(outer.asked) + 1, time.monotonic()))
                if outer.models is None:
                    outer.send(self, Says(status=404, raw=b"{}"))
                    return
                data = [{"id": name, "object": "model", "created": 1, "owned_by": "us"} for name in outer.models]
                outer.send(self, Says(raw=json.dumps({"object": "list", "data": data}).encode()))

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                with outer._lock:
                    outer.busy += 1
                    outer.most_busy = max(outer.most_busy, outer.busy)
                    asked = Asked(
                        self.path, lowered(self.headers.items()), body, len(outer.asked) + 1, time.monotonic()
                    )
                    outer.asked.append(asked)
                try:
                    says = outer.say(asked)
                    time.sleep(says.wait)
                finally:
                    with outer._lock:
                        outer.busy -= 1
                outer.send(self, says)

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.port = self._http.server_port
        self.url = f"http://127.0.0.1:{self.port}/v1"
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def note(self, asked: Asked) -> None:
        with self._lock:
            self.asked.append(asked)

    def send(self, handler: BaseHTTPRequestHandler, says: Says) -> None:
        body = says.raw if says.raw is not None else completion(says)
        try:
            handler.send_response(says.status)
            headers = {"content-type": "application/json", "content-length": str(says.length or len(body))}
            for name, value in (headers | says.headers).items():
                handler.send_header(name, value)
            handler.end_headers()
            if says.drip:
                for byte in body:
                    handler.wfile.write(bytes([byte]))
                    handler.wfile.flush()
                    time.sleep(says.drip)
            else:
                handler.wfile.write(body)
        except OSError:  # the client has had enough
            pass
        if says.length is not None:
            handler.close_connection = True

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()


def lowered(headers: Any) -> dict[str, str]:
    return {name.lower(): value for name, value in headers}


def completion(says: Says) -> bytes:
    """An answer as servers send it."""
    message = {"role": "assistant", "content": says.content, "refusal": says.refusal}
    choice = {"index": 0, "finish_reason": says.finish, "message": message}
    usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
    body = {"id": "1", "object": "chat.completion", "created": 1, "model": "tiny", "choices": [choice], "usage": usage}
    return json.dumps(body).encode()


def statement(**fields: object) -> dict[str, object]:
    """A true statement about TEXT, or one that is changed by `fields`."""
    return {
        "quote": "Norland insisted on the withdrawal of all patrols from the strait.",
        "holder": "Norland",
        "stance": "demand",
        "claim": "the withdrawal of all patrols from the strait",
        **fields,
    }


def reply(*statements: dict[str, object], topics: Sequence[dict[str, object]] = ()) -> str:
    """A model's answer."""
    return json.dumps({"statements": statements, "topics": topics})


@contextmanager
def serving(say: Callable[[Asked], Says] | Says | str) -> Iterator[Server]:
    """A server that says this, always or as a function of what is asked."""
    if isinstance(say, str):
        say = Says(say)
    if isinstance(say, Says):
        always = say
        server = Server(lambda _: always)
    else:
        server = Server(say)
    try:
        yield server
    finally:
        server.close()


def in_turn(*says: Says | str) -> Callable[[Asked], Says]:
    """One after the other; the last for ever."""
    each = [one if isinstance(one, Says) else Says(one) for one in says]
    return lambda asked: each[min(asked.number, len(each)) - 1]
