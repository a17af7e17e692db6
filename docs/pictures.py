"""Takes the pictures of the README and of docs/ anew: `make pictures`. A test says when one is no longer what is shown.

They are taken of the demo, thus of what a reader sees who follows the README. One picture more is a line in SCENES.
"""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from positions.negotiation import Negotiation
from tui.access import access_to
from tui.app import PositionsApp
from tui.theme import THEMES

PICTURES = Path(__file__).with_name("pictures")
FONT = re.compile(r"\s*@font-face \{.*?\}", re.S)
"""Where to fetch a font from: a picture must not make its reader's browser ask another machine."""


class Scene(NamedTuple):
    """What a picture shows: the keys pressed since the start, and how many columns and lines there are."""

    keys: tuple[str, ...]
    size: tuple[int, int] = (110, 32)
    theme: str = "dark"
    colours: bool = True
    """With False, as under `NO_COLOR`."""


SCENES = {
    "matrix": Scene(("right", "down")),
    "article": Scene(("right", "enter")),
    "add": Scene(("A", *"Norland insists on a toll."), (110, 24)),
    "diff": Scene(("d",)),
    "history": Scene(("down", "down", "H")),
    "closeness": Scene(("C",)),
    "high-contrast": Scene(("right", "down"), (110, 24), theme="high contrast"),
    "no-colour": Scene(("right", "down"), (110, 24), colours=False),
    "help": Scene(("question_mark",), (110, 48)),
}


@contextmanager
def colours(wanted: bool) -> Iterator[None]:
    """An application looks at `NO_COLOR` when it is made."""
    before = os.environ.pop("NO_COLOR", None)
    if not wanted:
        os.environ["NO_COLOR"] = "1"
    try:
        yield
    finally:
        os.environ.pop("NO_COLOR", None)
        if before is not None:
            os.environ["NO_COLOR"] = before


async def picture(negotiation: Path, scene: Scene) -> str:
    """The screen after the scene's keys, as SVG."""
    with colours(scene.colours):
        app = PositionsApp(access_to(Negotiation.find(negotiation)), poll_seconds=3600)
    app.theme = THEMES[scene.theme].name
    async with app.run_test(size=scene.size) as pilot:
        while app.content is None:
            await pilot.pause(0.05)
        for key in scene.keys:
            await pilot.press(key)
            await app.workers.wait_for_complete()
            await pilot.pause()
        return FONT.sub("", app.export_screenshot(title="positions browse"))


async def pictures(negotiation: Path) -> dict[str, str]:
    """Every picture, by its name."""
    return {name: await picture(negotiation, scene) for name, scene in SCENES.items()}


def make_demo(folder: Path) -> Path:
    """The demo's negotiation in that folder, extracted and compared."""
    command = [sys.executable, "-m", "positions", "demo", str(folder)]
    subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=True)
    return folder


def main() -> None:
    """Write them all."""
    with tempfile.TemporaryDirectory() as folder:
        for name, svg in asyncio.run(pictures(make_demo(Path(folder) / "positions-demo"))).items():
            (PICTURES / f"{name}.svg").write_text(svg, encoding="utf-8")
            print(f"docs/pictures/{name}.svg")


if __name__ == "__main__":
    main()
