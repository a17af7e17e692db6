"""The program, each run in a forked child: exit code, streams and folder are as those of a process of its own.

What takes seconds to import or to load is there already. The models of embedding and of noun phrases have stand-ins
(see `standins`); extraction is the real one. What a start itself costs or imports is tested on real processes.
"""

from __future__ import annotations

import atexit
import functools
import importlib
import json
import os
import pkgutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_READS = frozenset({"extract", "why", "demo", "review"})
"""Commands for which the parser and the network are loaded, once."""


class Forking:
    """A process that runs the program as often as it is asked, one run after the other."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        atexit.register(self._process.kill)

    def run(
        self, words: list[str], cwd: Path, stdin: bytes, environment: Mapping[str, str]
    ) -> tuple[int, bytes, bytes]:
        """The exit code, and what was written on either stream."""
        with tempfile.TemporaryDirectory() as folder:
            given, out, err = (Path(folder) / name for name in ("in", "out", "err"))
            given.write_bytes(stdin)
            asked = {"words": words, "cwd": str(cwd), "environment": dict(environment)}
            asked |= {"in": str(given), "out": str(out), "err": str(err)}
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            print(json.dumps(asked), file=self._process.stdin, flush=True)
            code = int(self._process.stdout.readline())
            return code, out.read_bytes(), err.read_bytes()


@functools.cache
def forking() -> Forking:
    """The one of this process."""
    return Forking()


def _import_all() -> None:
    import positions

    for module in pkgutil.walk_packages(positions.__path__, "positions."):
        if not module.name.endswith("__main__") and ".llm" not in module.name:
            importlib.import_module(module.name)
    importlib.import_module("scipy.optimize")


@functools.cache
def _load() -> None:
    from positions.extraction import network, parsing

    parsing.parser()
    network.heads()


def _become(asked: Mapping[str, Any]) -> int:
    """Run the program here; its exit code."""
    from positions.cli import main

    for stream, (name, flags) in enumerate({"in": os.O_RDONLY, "out": _WRITE, "err": _WRITE}.items()):
        os.dup2(os.open(asked[name], flags), stream)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    os.environ.clear()
    os.environ.update(asked["environment"])
    sys.argv = ["positions", *asked["words"]]
    try:
        os.chdir(asked["cwd"])
        main()
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else int(left.code is not None)
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


_WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


def _serve() -> None:
    import standins

    standins.install()
    _import_all()
    for line in sys.stdin:
        asked = json.loads(line)
        if _READS & set(asked["words"]):
            _load()
        child = os.fork()
        if child == 0:
            code = _become(asked)
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    _serve()
