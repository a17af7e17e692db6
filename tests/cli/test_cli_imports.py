"""What must be quick loads nothing heavy: proved in a process of its own, by what it has imported at its end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("torch", "spacy", "textual", "sentence_transformers", "transformers", "scipy")

PROBE = """
import sys
try:
    {code}
except SystemExit as end:
    assert not end.code, end.code
loaded = [name for name in {heavy!r} if name in sys.modules]
print(*loaded, file=sys.stderr)
"""


def _loaded(code: str, cwd: Path, heavy: tuple[str, ...] = HEAVY) -> list[str]:
    """Those of the heavy packages that the code has imported."""
    probe = PROBE.format(code=code, heavy=heavy)
    done = subprocess.run([sys.executable, "-c", probe], cwd=cwd, capture_output=True, text=True, check=True)
    return done.stderr.splitlines()[-1].split()


def test_help_loads_little_more_than_what_click_does(tmp_path: Path) -> None:
    """It may cost half as much again as a bare click program's, which `make bench` measures."""
    ended = "\ntry:\n    main(['--help'])\nexcept SystemExit:\n    print(*sys.modules, file=sys.stderr)"
    bare = "import sys, click\nmain = click.group()(lambda: None)"
    ours = "import sys\nfrom positions.cli import main"
    plain, full = (
        set(
            subprocess.run(
                [sys.executable, "-c", code + ended], cwd=tmp_path, capture_output=True, text=True, check=True
            ).stderr.split()
        )
        for code in (bare, ours)
    )
    more = {name for name in full - plain if not name.startswith("_")}
    assert len(more) < 12  # Python's own among them, which differ from version to version
    assert {name for name in more if name.partition(".")[0] not in sys.stdlib_module_names} == {
        "positions",
        "positions.cli",
        "positions.cli.failures",
        "positions.errors",
        "positions.interrupts",
    }


@pytest.mark.parametrize(
    "words",
    [
        ["matrix"],
        ["matrix", "--json"],
        ["compare", "Norland", "Sudmark"],
        ["check"],
        *(["export", form] for form in ("md", "html", "csv", "jsonl", "json")),
    ],
)
def test_a_compared_negotiation_is_shown_without_any_model(words: list[str], compared: Path) -> None:
    assert _loaded(f"from positions.cli import main; main({words!r})", compared) == []


def test_a_diff_of_a_compared_negotiation_loads_no_model_either(compared: Path) -> None:
    loaded = _loaded("from positions.cli import main; main(['diff', 'truce', 'second'])", compared)
    assert set(loaded) <= {"scipy"}  # for the words that statements share, as sparse matrices


@pytest.mark.parametrize(
    "module", ["positions.workflow", "positions.negotiation", "positions.comparison", "positions.changes"]
)
def test_importing_the_library_loads_no_model(module: str, tmp_path: Path) -> None:
    assert _loaded(f"import {module}", tmp_path) == []
