"""The matrix on the screen: opening it against an empty application, moving in a large one against a small one."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.large import compared, folder
from benchmarks.terminal import until_shown
from benchmarks.timing import Comparison, compare
from positions.model import Matrix, Registry, Snapshot
from positions.negotiation import Negotiation
from tui.access import Access
from tui.app import PositionsApp
from tui.files import files_of
from tui.widgets.matrix import MatrixTable

ISSUES, PARTIES, STATEMENTS = 1000, 60, 10
"""Of the negotiation that is opened: 10,000 positions."""
SMALL, LARGE = (20, 6), (2000, 60)
"""Issues and parties of those that are moved in."""
MOVES = 40


class Opening(NamedTuple):
    """What opening costs."""

    time: Comparison
    """`positions browse` of a large negotiation, compared before, until its matrix is painted; against an empty app."""
    memory: int
    empty: int
    """What both take then, in KiB."""


def measure_opening(runs: int = 7) -> Opening:
    """Each in a process and a terminal of its own."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "large"
        folder(root, ISSUES, PARTIES, STATEMENTS)
        ours = (Path(sys.executable).with_name("positions"), "browse")
        bare = (sys.executable, Path(__file__).with_name("empty_app.py"))
        memory, empty = until_shown(ours, "sticking", root), until_shown(bare, "here")
        return Opening(
            compare(lambda: until_shown(ours, "sticking", root), lambda: until_shown(bare, "here"), runs), memory, empty
        )


def measure_moving(runs: int = 9) -> Comparison:
    """The time from key to screen of so many moves of the cursor, in the large matrix against the small one."""
    return asyncio.run(_moving(runs))


async def _moving(runs: int) -> Comparison:
    seconds: dict[tuple[int, int], list[float]] = {}
    for size in (SMALL, LARGE) * runs:
        matrix, snapshot = compared(*size, STATEMENTS)
        app = PositionsApp(_access(matrix, snapshot), poll_seconds=3600)
        async with app.run_test(size=(160, 45)) as pilot:
            while app.content is None:
                await pilot.pause(0.01)
            await pilot.press("f", "down", "right")
            table = app.screen.query_one(MatrixTable)
            started = time.perf_counter()
            for step in range(MOVES):
                table.move(*((1, 0), (0, 1), (-1, 0), (0, -1))[step % 4])
                await pilot.pause()
            seconds.setdefault(size, []).append((time.perf_counter() - started) / MOVES)
    middle = {size: sorted(found)[len(found) // 2] for size, found in seconds.items()}
    return Comparison(middle[LARGE], middle[SMALL], runs)


def _access(matrix: Matrix, snapshot: Snapshot) -> Access:
    """The values, as if they had been read."""

    def nothing(*_: object) -> tuple[()]:
        return ()

    def nowhere(*_: object) -> tuple[Path, int]:
        return Path(), 1

    def nobody(*_: object) -> object:
        raise NotImplementedError

    return Access(
        name="A large negotiation",
        root=Path(),
        fingerprint=lambda: "the same",
        glance=lambda: (matrix, Registry()),
        read=lambda: snapshot,
        compare=lambda: matrix,
        compare_as_of=lambda _: matrix,
        diff=nothing,
        moved=nothing,
        history=nobody,  # type: ignore[arg-type]  # nobody asks
        visited=lambda _: None,
        place=nowhere,
        settle=nobody,  # type: ignore[arg-type]  # nobody asks
        files=files_of(Negotiation(Path())),
    )
