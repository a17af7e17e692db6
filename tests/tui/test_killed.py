"""The real program in a real terminal that goes away: what was typed is offered at the next start."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from writing import FILE, negotiation_at

FAULTY = FILE.replace("positions:", "positons:")
"""Opens without a comparison, and so without a model."""


class Terminal:
    """A terminal with the program in it."""

    def __init__(self, folder: Path, state: Path) -> None:
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            environment = {**os.environ, "XDG_STATE_HOME": str(state), "TERM": "xterm-256color"}
            os.execve(sys.executable, [sys.executable, "-m", "positions", "browse"], environment)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.seen = b""

    def wait_for(self, words: str, seconds: float = 60) -> None:
        """Reads until the words have been drawn."""
        end = time.monotonic() + seconds
        while words.encode() not in self.seen:
            assert time.monotonic() < end, self.seen[-2000:]
            if select.select([self.fd], [], [], 0.1)[0]:
                with contextlib.suppress(OSError):
                    self.seen += os.read(self.fd, 65536)

    def type(self, keys: str) -> None:
        self.seen = b""
        os.write(self.fd, keys.encode())

    def end(self, how: signal.Signals | None) -> None:
        """Kills the program, or takes its terminal away."""
        if how is not None:
            os.kill(self.pid, how)
        os.close(self.fd)
        os.waitpid(self.pid, 0)


@contextlib.contextmanager
def started(folder: Path, state: Path) -> Iterator[Terminal]:
    terminal = Terminal(folder, state)
    try:
        yield terminal
    finally:
        with contextlib.suppress(OSError, ChildProcessError):
            terminal.end(signal.SIGKILL)


def test_a_program_whose_terminal_goes_without_a_signal_ends(tmp_path: Path) -> None:
    negotiation = negotiation_at(tmp_path)
    negotiation.position_path("a1").write_text(FAULTY, encoding="utf-8")
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    command = [sys.executable, "-m", "positions", "browse"]
    environment = {**os.environ, "XDG_STATE_HOME": str(tmp_path / "state"), "TERM": "xterm-256color"}
    program = subprocess.Popen(  # in a session without a terminal, so that nothing sends it SIGHUP
        command, cwd=negotiation.root, stdin=its, stdout=its, stderr=its, env=environment, start_new_session=True
    )
    os.close(its)
    try:
        drawn, end = b"", time.monotonic() + 60
        while b"unknown key" not in drawn:
            assert time.monotonic() < end, drawn[-2000:]
            if select.select([ours], [], [], 0.1)[0]:
                drawn += os.read(ours, 65536)
        os.close(ours)
        assert program.wait(30) == -signal.SIGKILL
    finally:
        program.kill()


@pytest.mark.parametrize("how", [None, signal.SIGKILL], ids=["closed", "killed"])
def test_what_was_typed_is_offered_after_the_terminal_went(how: signal.Signals | None, tmp_path: Path) -> None:
    negotiation = negotiation_at(tmp_path)
    path = negotiation.position_path("a1")
    path.write_text(FAULTY, encoding="utf-8")
    with started(negotiation.root, tmp_path / "state") as terminal:
        terminal.wait_for("unknown key")
        terminal.type("e")
        terminal.wait_for("Form/text")
        terminal.type("typed and not saved")
        terminal.wait_for("saved")
        end = time.monotonic() + 30
        while not any("and not saved" in draft.read_text() for draft in (tmp_path / "state").rglob("*.json")):
            assert time.monotonic() < end
            time.sleep(0.02)
        terminal.end(how)
    assert path.read_text() == FAULTY
    with started(negotiation.root, tmp_path / "state") as terminal:
        terminal.wait_for("Edits that were not saved")
        terminal.type("\r")
        terminal.wait_for("typed and not savedpositons")


def test_what_was_typed_to_be_added_is_there_after_the_terminal_went(tmp_path: Path) -> None:
    negotiation = negotiation_at(tmp_path)
    negotiation.position_path("a1").write_text(FAULTY, encoding="utf-8")
    with started(negotiation.root, tmp_path / "state") as terminal:
        terminal.wait_for("unknown key")
        terminal.type("A")
        terminal.wait_for("or type the article")
        terminal.type("zq")
        terminal.wait_for("zq")
        time.sleep(0.2)  # what is drawn is known to the application a moment later
        terminal.end(None)
    assert "zq" in next((tmp_path / "state").rglob("typed/*.json")).read_text()
