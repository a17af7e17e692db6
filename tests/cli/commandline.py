"""The program as a person runs it: a process of its own, with its exit code and what it wrote on either stream."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from forked import forking

COMMAND = (sys.executable, "-m", "positions")
QUICK = (sys.executable, str(Path(__file__).parent.parent / "standins.py"))
"""The same with stand-ins for its models; extraction is the real one."""

TRUCE = """---
title: Terms for a truce
published: 2031-05-04
---
Norland insisted on the withdrawal of all patrols from the strait. Sudmark rejected the withdrawal of its patrols.

Norland offered compensation of 4 million crowns for lost catches.
"""

SECOND = """---
title: Second round
published: 2031-05-12
---
Norland accepted patrols outside the strait. Sudmark demanded compensation of 9 million crowns for lost catches.
"""

POSITIONS = {
    "truce": """article:
  title: Terms for a truce
  published: 2031-05-04
  text: articles/truce.txt
positions:
  Norland:
    - demand: the withdrawal of all patrols from the strait
      quote: Norland insisted on the withdrawal of all patrols from the strait
      at: [0, 65]
    - offer: compensation of 4 million crowns for lost catches
  Sudmark:
    - reject: the withdrawal of its patrols from the strait
""",
    "second": """article:
  title: Second round
  published: 2031-05-12
  text: articles/second.txt
positions:
  Norland:
    - demand: the withdrawal of most patrols from the strait
      firmness: wish
  Sudmark:
    - demand: compensation of 9 million crowns for lost catches
""",
}


@dataclass(frozen=True)
class Ran:
    """What came of a run."""

    code: int
    out: str
    err: str


def run(*words: str | Path, cwd: Path, stdin: str | bytes = "", **environment: str) -> Ran:
    """Run the program to its end; nothing of it may be a traceback.

    It is forked off a process that has it loaded, except where Python itself must start with another environment.
    """
    data = stdin.encode() if isinstance(stdin, str) else stdin
    said = {**os.environ, "COLUMNS": "80", **environment}
    if any(name.startswith(("PYTHON", "LC_", "LANG")) for name in environment):
        done = subprocess.run(
            [*QUICK, *map(str, words)], cwd=cwd, input=data, capture_output=True, env=said, check=False
        )
        code, out, err = done.returncode, done.stdout, done.stderr
    else:
        code, out, err = forking().run([str(word) for word in words], cwd, data, said)
    ran = Ran(code, out.decode("utf-8", "replace"), err.decode("utf-8", "replace"))
    assert "Traceback" not in ran.err, ran.err
    return ran


def run_on_terminal(*words: str, cwd: Path, columns: int = 80, **environment: str) -> Ran:
    """Run the program with both its output streams on one terminal; `out` holds what the terminal got."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*QUICK, *words],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "COLUMNS": str(columns), "TERM": "xterm", **environment},
    )
    os.close(theirs)
    received = b""
    while select.select([ours], [], [], 60)[0]:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # how Linux says that the other side has closed
            break
        if not piece:
            break
        received += piece
    os.close(ours)
    return Ran(process.wait(), received.decode("utf-8", "replace"), "")


def make_negotiation(root: Path) -> None:
    """Two articles and their positions, typed in by hand."""
    assert run("init", cwd=root).code == 0
    for name, text in (("truce", TRUCE), ("second", SECOND)):
        source = root / f"{name}.md"
        source.write_text(text, encoding="utf-8")
        assert run("add", source.name, cwd=root).code == 0
        source.unlink()
        (root / "positions" / f"{name}.yaml").write_text(POSITIONS[name], encoding="utf-8")
