"""Why a sentence was read as it was, asked of a child process: the parse loads for seconds and keeps no key waiting.

Owned here: the child, which is the program's own `why`, one at a time, started when the first sentence is asked for and
ended with the screen; its death is an answer, and the next question starts another. Knows no Textual.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import tempfile
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Thread
from typing import IO

from pydantic import ValidationError

from positions.display import one_line
from positions.model import Explanation

COMMAND = (sys.executable, "-P", "-m", "positions", "why", "--json", "-")
"""`-P`: it runs in the negotiation's folder, whose `positions/` may have come from anybody."""
_KEPT = 200
"""Answers that are remembered."""
_END_S = 2.0
"""How long a child that is told to end may take."""


@dataclass(frozen=True)
class Why:
    """The answer: what was made of each cue of the sentence, or what went wrong."""

    sentence: str
    explanations: tuple[Explanation, ...] = ()
    fault: str | None = None


class Explainer:
    """Answers one sentence after the other; of those asked for while it is busy, the last."""

    def __init__(self, root: Path, answered: Callable[[Why], None], command: Sequence[str] = COMMAND) -> None:
        """`answered` is called in a thread of ours. `root` is the negotiation's folder: it says who is who."""
        self._root, self._answered, self._command = root, answered, command
        self._known: OrderedDict[str, Why] = OrderedDict()
        self._wanted: str | None = None
        self._closed = False
        self._child: subprocess.Popen[str] | None = None
        self._said: IO[bytes]
        """What the child writes on standard error."""
        self._changed = Condition()
        self._thread: Thread | None = None

    def ask(self, sentence: str) -> Why | None:
        """The answer where it is known; else None, and it is on its way."""
        with self._changed:
            if sentence in self._known:
                return self._known[sentence]
            self._wanted = sentence
            if self._thread is None:
                self._thread = Thread(target=self._run, daemon=True)
                self._thread.start()
            self._changed.notify()
        return None

    def forget(self) -> None:
        """What is remembered may not be so any more: who is who has changed."""
        with self._changed:
            self._known.clear()

    def close(self) -> None:
        """Ends the child; whatever it is at is not answered any more."""
        with self._changed:
            self._closed = True
            child = self._child
            self._changed.notify()
        if child is not None:
            child.kill()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closed or self._wanted is not None)
                sentence, self._wanted = self._wanted, None
                if self._closed:
                    break
            why = self._answer(sentence or "")
            with self._changed:
                if self._closed:
                    break
                if why.fault is None:
                    self._known[why.sentence] = why
                    if len(self._known) > _KEPT:
                        self._known.popitem(last=False)
            self._answered(why)
        self._end()

    def _answer(self, sentence: str) -> Why:
        try:
            child = self._started()
            assert child.stdin is not None
            assert child.stdout is not None
            child.stdin.write(sentence + "\n")
            child.stdin.flush()
            line = child.stdout.readline()
            if not line:
                return Why(sentence, fault=self._end())
            found = json.loads(line)["explanations"]
            return Why(sentence, tuple(Explanation.model_validate(one) for one in found))
        except OSError as error:
            self._end()
            return Why(sentence, fault=f"it cannot be explained: {error.strerror or error}")
        except (ValueError, KeyError, TypeError, ValidationError):
            self._end(at_once=True)
            return Why(sentence, fault="it cannot be explained: the answer was no answer")

    def _started(self) -> subprocess.Popen[str]:
        if self._child is not None and self._child.poll() is not None:
            self._end()  # it died in silence, between two questions: that is no answer to this one
        if self._child is None:
            pipe = subprocess.PIPE
            self._said = tempfile.TemporaryFile()  # noqa: SIM115  # a pipe that nobody reads fills up; `_end` closes it
            child = subprocess.Popen(
                self._command,
                cwd=self._root,
                stdin=pipe,
                stdout=pipe,
                stderr=self._said,
                encoding="utf-8",
                errors="replace",
                start_new_session=True,  # Ctrl+C on the terminal is not for it
            )
            with self._changed:
                self._child = child
                if self._closed:
                    child.kill()
        assert self._child is not None
        return self._child

    def _end(self, *, at_once: bool = False) -> str:
        """Ends the child, and says what it died of."""
        child, self._child = self._child, None
        if child is None:
            return ""
        with contextlib.suppress(OSError):
            if child.stdin is not None:
                child.stdin.close()
        try:
            child.wait(0 if at_once else _END_S)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        if child.stdout is not None:
            child.stdout.close()
        with self._said as said:
            said.seek(0)
            words = said.read().decode("utf-8", "replace")
        last = words.strip().splitlines()[-1:] or [f"it ended with exit code {child.returncode}"]
        return f"it cannot be explained: {one_line(last[0])[:200]}"
