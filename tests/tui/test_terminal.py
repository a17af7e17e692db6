"""The program in a real terminal, keys in and screen out, from its start to its end; tmux is the terminal."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from positions.negotiation import Negotiation
from positions.reading import read
from positions.workflow import compare_negotiation
from tui.commands import commands_of

ARTICLE = """---
title: Terms for a truce
published: 2031-05-04
---
Norland insisted on the withdrawal of all patrols from the strait. Sudmark rejected the withdrawal of its patrols.

Norland offered compensation of 4 million crowns for lost catches.
"""

POSITIONS = """article:
  title: Terms for a truce
  published: 2031-05-04
  text: articles/truce.txt
positions:
  Norland:
    - demand: the withdrawal of all patrols from the strait  # as said on Monday
      quote: Norland insisted on the withdrawal of all patrols from the strait
      at: [0, 65]
    - offer: compensation of 4 million crowns for lost catches
  Sudmark:
    - reject: the withdrawal of its patrols from the strait
"""

EDITOR = """#!/bin/sh
# Writes down what it was asked to open, and changes an amount.
echo "$@" > {log}
for file; do :; done
sed -i 's/4 million/7 million/' "$file"
"""


class Terminal:
    """A terminal of tmux's own, with one program in it."""

    def __init__(self, command: list[str], cwd: Path, **environment: str) -> None:
        self._socket = f"positions-{os.getpid()}"
        settings = [f"{name}={value}" for name, value in environment.items()]
        size = ("-x", "100", "-y", "30")
        self._tmux("-f", os.devnull, "new-session", "-d", *size, "-c", str(cwd), "env", *settings, *command)
        self._tmux("set-option", "-g", "remain-on-exit", "on")

    def _tmux(self, *words: str) -> str:
        done = subprocess.run(["tmux", "-L", self._socket, *words], capture_output=True, text=True, check=True)
        return done.stdout

    def press(self, *keys: str) -> None:
        """Keys as tmux names them; a text of several letters is typed."""
        self._tmux("send-keys", *keys)

    def screen(self) -> str:
        """What stands on the screen."""
        return self._tmux("capture-pane", "-p")

    def until(self, holds: Callable[[str], bool], seconds: float = 60.0) -> str:
        """The screen as soon as it is as it should be."""
        deadline = time.monotonic() + seconds
        while not holds(text := self.screen()):
            assert time.monotonic() < deadline, f"the screen stayed at:\n{text}"
            time.sleep(0.05)
        return text

    def end(self, seconds: float = 30.0) -> str:
        """The exit code, once the program has ended."""
        deadline = time.monotonic() + seconds
        while not (code := self._tmux("display-message", "-p", "#{pane_dead_status}").strip()):
            assert time.monotonic() < deadline, f"it runs on:\n{self.screen()}"
            self._tmux("run-shell", "true")  # tmux may overlook that a child ended until another one does
            time.sleep(0.05)
        return code

    def close(self) -> None:
        """Ends this terminal, and no other."""
        subprocess.run(["tmux", "-L", self._socket, "kill-server"], capture_output=True, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One article, two parties, compared before."""
    root = tmp_path / "talks"
    source = tmp_path / "truce.md"
    source.write_text(ARTICLE, encoding="utf-8")
    root.mkdir()
    negotiation = Negotiation.create(root, name="Talks on the strait")
    for article in read(source):
        negotiation.add(article)
    (root / "positions" / "truce.yaml").write_text(POSITIONS, encoding="utf-8")
    compare_negotiation(Negotiation.find(root))
    return root


@pytest.fixture
def terminal(folder: Path, tmp_path: Path) -> Iterator[Terminal]:
    """`positions browse` in it, with an editor that changes an amount and ends."""
    if shutil.which("tmux") is None:
        pytest.skip("needs tmux")
    editor = tmp_path / "edit"
    editor.write_text(EDITOR.format(log=tmp_path / "log"), encoding="utf-8")
    editor.chmod(0o755)
    opened = Terminal(
        [sys.executable, "-m", "positions", "browse"],
        folder,
        VISUAL=str(editor),
        PYTHONPATH=os.environ.get("PYTHONPATH", ""),
        XDG_STATE_HOME=str(tmp_path / "state"),
        HF_HUB_OFFLINE="1",
    )
    yield opened
    opened.close()


def key_of_the_editor() -> str:
    """The key that opens $VISUAL or $EDITOR."""
    keys = {command.action: command.keys for command in commands_of("matrix")}
    return keys.get("edit_outside") or keys["edit"]


def test_a_whole_sitting(terminal: Terminal, folder: Path, tmp_path: Path) -> None:
    terminal.until(lambda text: "Talks on the strait" in text and "patrols" in text)
    terminal.press("Escape")  # the lines that explain the first screen
    terminal.until(lambda text: "Arrows move" not in text)
    terminal.press("f")
    terminal.until(lambda text: "catches" in text)
    terminal.press("Right")
    terminal.until(lambda text: "▲ demand " in text)
    terminal.press("Enter")
    terminal.until(lambda text: "Next quote" in text and "Norland insisted on the withdrawal" in text)
    terminal.press("Escape")
    terminal.until(lambda text: "Article" in text and "sticking" in text)
    terminal.press("/")
    terminal.until(lambda text: "words, party" in text)
    terminal.press("catches", "Enter")
    terminal.until(lambda text: "patrols" not in text and "4 million" in text)
    terminal.press(key_of_the_editor())
    terminal.until(lambda text: "7 million" in text)
    assert f"{folder}/positions/truce.yaml" in (tmp_path / "log").read_text()
    terminal.press("Escape")
    terminal.until(lambda text: "patrols" in text and "7 million" in text)
    saved = (folder / "positions" / "truce.yaml").read_text(encoding="utf-8")
    assert saved == POSITIONS.replace("4 million", "7 million")
    terminal.press("q")
    assert terminal.end() == "0"
    assert "Traceback" not in terminal.screen()


def test_a_file_broken_by_somebody_else_is_told_and_mended_under_the_eyes(terminal: Terminal, folder: Path) -> None:
    terminal.until(lambda text: "patrols" in text)
    path = folder / "positions" / "truce.yaml"
    path.write_text(POSITIONS.replace("offer:", "ofer:"), encoding="utf-8")
    text = terminal.until(lambda text: "truce.yaml:10" in text)
    assert "patrols" in text
    path.write_text(POSITIONS, encoding="utf-8")
    terminal.until(lambda text: "truce.yaml" not in text and "patrols" in text)
