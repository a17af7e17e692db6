"""`positions --help` against a bare click program's, each as a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.timing import Comparison, compare


def measure(runs: int = 21) -> Comparison:
    """Wall time from start to exit."""
    program = Path(sys.executable).parent / "positions"
    bare = Path(__file__).with_name("bare_click.py")
    return compare(lambda: _run(program, "--help"), lambda: _run(sys.executable, bare, "--help"), runs)


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
