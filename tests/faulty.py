"""Runs commands in forked children that die, or are refused by the system, at the n-th thing they do to a disk.

A process of its own, so that the library is imported once and forking meets no threads: a request a line in, a result a
line out. Stand-ins for the engine and the embedding model make a run cost milliseconds.
"""

from __future__ import annotations

import contextlib
import errno
import importlib
import io
import json
import os
import pkgutil
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from standins import Letters, whole

import positions
import positions.comparison
import positions.embeddings
import positions.extraction
import positions.phrasing
import positions.workflow
from positions import cli
from positions.model import Article, Extraction, MachineEntry

LIMIT_S = 60
READ = "articles-read"


def engine(articles: Iterable[Article], *_: object, **__: object) -> Iterator[Extraction]:
    """Demands each article's first words, and writes down on the standard error which it read."""
    for article in articles:
        print(f"{READ} {article.id}", file=sys.stderr)
        entry = MachineEntry.model_validate({"demand": " ".join((article.text or "").split()[:8]), "confidence": 0.9})
        yield Extraction(
            article=article.id, engine=positions.extraction.ENGINE_VERSION, positions={"Norland": (entry,)}
        )


class Fault:
    """What happens at the n-th step: death `before` or `after` it, or an error instead of it, `once` or `always`."""

    def __init__(self, at: int, how: str) -> None:
        self.steps = 0
        self._at = at
        self._how, _, number = how.partition(":")
        self._errno = getattr(errno, number or "EIO")

    def step(self, act: Callable[[], Any], half: Callable[[], Any] = lambda: None) -> Any:
        """Do something to the disk, or what is to happen instead; `half` does a part of it."""
        self.steps += 1
        hit = self.steps == self._at or (self._how == "always" and 0 < self._at <= self.steps)
        if not hit:
            return act()
        half()
        if self._how == "after":
            with contextlib.suppress(OSError):  # that a file is not there, say, is no reason to live on
                act()
        if self._how in ("before", "after"):
            os.kill(os.getpid(), signal.SIGKILL)
        raise OSError(self._errno, os.strerror(self._errno))

    def install(self) -> None:
        """Put the fault between this process and its disk."""
        for name in ("fsync", "replace", "unlink", "mkdir", "chmod"):
            setattr(os, name, self._wrapped(getattr(os, name)))
        real_open, real_fdopen, real_file = os.open, os.fdopen, io.open

        def opened(path: Any, flags: int, *args: Any, **named: Any) -> int:
            if not flags & os.O_CREAT:
                return real_open(path, flags, *args, **named)
            return int(self.step(lambda: real_open(path, flags, *args, **named)))

        def wrapped(handle: int, mode: str = "r", *args: Any, **named: Any) -> IO[Any]:
            file: IO[Any] = real_fdopen(handle, mode, *args, **named)
            return self._writing(file) if "w" in mode else file

        def opened_file(path: Any, mode: str = "r", *args: Any, **named: Any) -> IO[Any]:
            file: IO[Any] = real_file(path, mode, *args, **named)
            return self._writing(file) if "w" in mode else file

        os.open, os.fdopen, io.open = opened, wrapped, opened_file  # type: ignore[assignment]  # the point: faults come from the system

    def _wrapped(self, real: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *args, **named: self.step(lambda: real(*args, **named))

    def _writing(self, file: IO[Any]) -> IO[Any]:
        real = file.write

        def half(data: Any) -> None:
            real(data[: len(data) // 2])
            file.flush()

        file.write = lambda data: self.step(lambda: real(data), lambda: half(data))  # type: ignore[method-assign]  # of this one file alone
        return file


def run(request: dict[str, Any], fault: Fault) -> int:
    """The command in this process; its exit code."""
    os.chdir(request["cwd"])
    for stream, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(request[name], os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream)
    sys.stdin = Path(os.devnull).open()  # noqa: SIM115
    positions.extraction.extract = engine
    positions.embeddings.packaged = lambda *_: Letters()  # type: ignore[assignment]  # a stand-in, made anew each time
    positions.phrasing.noun_phrases = whole
    fault.install()
    try:
        cli.main(request["args"])
    except SystemExit as left:
        return int(left.code or 0)
    return 0


def preload() -> None:
    """Import here, once, what each child would import for itself; engine and model have stand-ins."""
    for module in pkgutil.walk_packages(positions.__path__, "positions."):
        if not module.name.startswith(("positions.extraction.", "positions.__main__")):
            importlib.import_module(module.name)
    importlib.import_module("scipy.optimize")


def serve() -> None:
    """Answer requests until there are no more."""
    preload()
    for line in sys.stdin:
        request = json.loads(line)
        pid = os.fork()
        if pid == 0:
            signal.alarm(LIMIT_S)  # one that hangs dies of it
            fault = Fault(request["at"], request["how"])
            code = run(request, fault)
            sys.stdout.flush()
            sys.stderr.flush()
            Path(request["out"]).with_suffix(".steps").write_text(str(fault.steps)) if request["at"] == 0 else None
            os._exit(code)
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    serve()
