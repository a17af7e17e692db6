"""A negotiation in a git repository of its own, with people who commit to it; nobody's own settings play a part."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_COMMITTER_NAME": "A Committer",
    "GIT_COMMITTER_EMAIL": "committer@example.org",
    "PYTHONPATH": str(ROOT),  # so that git calls the program that is tested
}


def git(folder: Path, *words: str, by: str = "Ada Lund", code: int = 0) -> str:
    """What git prints, on either stream; it must end with that exit code."""
    person = {"GIT_AUTHOR_NAME": by, "GIT_AUTHOR_EMAIL": "someone@example.org"}
    done = subprocess.run(
        ["git", "--no-pager", *words],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, **ENVIRONMENT, **person},
        check=False,
    )
    said = done.stdout.decode("utf-8", "replace")
    assert done.returncode == code, said
    assert "Traceback" not in said, said
    return said


def commit(folder: Path, *, by: str = "Ada Lund") -> None:
    git(folder, "add", "-A", by=by)
    git(folder, "commit", "-q", "-m", "work", by=by)


def change(path: Path, old: str, new: str) -> None:
    """Edit a file as a person does in an editor; the words must stand there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
