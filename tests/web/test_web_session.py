"""What goes between a browser and the application; how an application that nobody looks at ends."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.guard import Guard
from tui.web.session import for_application, for_browser, packet, packets, size_of


@pytest.mark.parametrize(
    ("asked", "size"),
    [
        (("133", "33"), (133, 33)),
        ((133, 33), (133, 33)),
        ((None, None), (80, 24)),
        (("many", "1e3"), (80, 24)),
        (("-5", "0"), (10, 4)),
        (("999999999", "9" * 5000), (1000, 24)),
        ((1.5, [1]), (80, 24)),
    ],
)
def test_a_screen_has_a_sensible_size_whatever_is_asked_for(
    asked: tuple[object, object], size: tuple[int, int]
) -> None:
    assert size_of(*asked) == size


@pytest.mark.parametrize(
    ("message", "understood"),
    [
        (["stdin", "j"], packet(b"D", b"j")),
        (["stdin", "北"], packet(b"D", "北".encode())),
        (["resize", {"width": 100, "height": 9999}], packet(b"M", b'{"type": "resize", "width": 100, "height": 500}')),
        (["focus"], packet(b"M", b'{"type": "focus"}')),
        (["quit"], None),
        (["ping", "17"], None),
        (["stdin", 3], None),
        ({"stdin": "j"}, None),
        ([], None),
    ],
)
def test_only_what_our_page_says_reaches_the_application(message: object, understood: bytes | None) -> None:
    assert for_application(json.dumps(message)) == understood


@given(st.one_of(st.text(), st.binary(), st.none()))
def test_no_message_is_too_odd(data: object) -> None:
    for_application(data)
    for_browser(data if isinstance(data, bytes) else b"")


def test_deep_nesting_is_only_a_message_not_understood() -> None:
    assert for_application("[" * 100_000) is None


@pytest.mark.parametrize("url", ["https://courier.example/a", "http://courier.example/a"])
def test_an_address_of_the_web_is_opened_beside_the_screen(url: str) -> None:
    asked = json.dumps({"type": "open_url", "url": url, "new_tab": False}).encode()
    assert json.loads(for_browser(asked) or "") == ["open_url", {"url": url, "new_tab": True}]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", " https://x", 3])
def test_no_other_address_is_opened(url: object) -> None:
    assert for_browser(json.dumps({"type": "open_url", "url": url}).encode()) is None


@pytest.mark.parametrize(
    ("wrote", "read"),
    [
        (b"__GANGLION__\nD\0\0\0\2hi" + packet(b"M", b"{}"), [(b"D", b"hi"), (b"M", b"{}")]),
        (b"a warning\n__GANGLION__\nD\0\0\0\0", [(b"D", b"")]),
        (b"__GANGLION__\nD\0\0\0\5hi", []),
        (b"Traceback\nOh no\n", []),
        (b"", []),
    ],
)
async def test_packets_are_read_to_the_end_of_the_application(wrote: bytes, read: list[tuple[bytes, bytes]]) -> None:
    stream = asyncio.StreamReader()
    stream.feed_data(wrote)
    stream.feed_eof()
    assert [each async for each in packets(stream)] == read


ENDING = """
import signal, subprocess, sys
from tui.guard import Guard
guard = Guard(0, grace={grace})
guard.start()
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen(["sleep", "60"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
print(child.pid, flush=True)
{begun}
while True:
    pass
"""


def is_there(pid: int) -> bool:
    """Does the process run? One that has ended and was not waited for does not."""
    with contextlib.suppress(OSError):
        return ") Z" not in Path(f"/proc/{pid}/stat").read_text()
    return False


@pytest.mark.parametrize(("begun", "grace"), [("", 60), ("guard.begun()", 0.2)], ids=["loading", "begun"])
def test_an_application_that_spins_deaf_to_signals_ends_with_all_it_started(begun: str, grace: float) -> None:
    code = ENDING.format(begun=begun, grace=grace)
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdout is not None
        child = int(process.stdout.readline())
        process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        assert process.poll() is None
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(timeout=20) == -signal.SIGKILL
        while is_there(child):
            time.sleep(0.01)


def test_an_application_that_has_begun_is_given_time() -> None:
    ended: list[float] = []
    reading, writing = os.pipe()
    guard = Guard(reading, end=lambda: ended.append(time.monotonic()), grace=0.3)
    guard.begun()
    guard.start()
    os.write(writing, b"what nobody reads is no end")
    time.sleep(0.1)
    assert not ended
    closed = time.monotonic()
    os.close(writing)
    while not ended:
        time.sleep(0.01)
    assert ended[0] - closed >= 0.29
    os.close(reading)
