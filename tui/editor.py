"""Which editor a person wants, and how it is told to open a file at a line. Runs nothing, and knows no Textual."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from positions.errors import UsageError

PLUS_LINE = frozenset({"vi", "vim", "nvim", "view", "nano", "emacs", "emacsclient", "micro", "kak", "mg", "joe", "ne"})
"""Editors that take `+LINE FILE`."""
COLON_LINE = frozenset({"hx", "helix"})
"""Editors that take `FILE:LINE`."""
GOTO_LINE = frozenset({"code", "codium", "code-insiders", "cursor"})
"""Editors that take `--goto FILE:LINE`, and return at once unless told to `--wait`."""
FALLBACKS = ("nano", "vi")
"""What is tried when neither $VISUAL nor $EDITOR is set."""


def editor_command(
    path: Path, line: int, environment: Mapping[str, str], which: Callable[[str], str | None] = shutil.which
) -> list[str]:
    """The command that opens the file at the line, counted from 1, in $VISUAL, else $EDITOR, else a usual editor.

    Raises UsageError when the variable cannot be read as a command or its program cannot be found.
    """
    name = next((name for name in ("VISUAL", "EDITOR") if environment.get(name, "").strip()), None)
    if name is None:
        found = next((editor for editor in FALLBACKS if which(editor)), None)
        if found is None:
            raise UsageError("no editor is set", hint="set $EDITOR to your editor, for example: export EDITOR=nano")
        return [found, f"+{line}", str(path)]
    try:
        words = shlex.split(environment[name])
    except ValueError as fault:
        raise UsageError(f"${name} cannot be read as a command: {fault}", hint=f"correct ${name}") from None
    if which(words[0]) is None:
        raise UsageError(f"${name} names “{words[0]}”, which is not there", hint=f"install it or correct ${name}")
    return words + _arguments(Path(words[0]).stem, words, path, line)


def _arguments(program: str, words: list[str], path: Path, line: int) -> list[str]:
    if program in PLUS_LINE:
        return [f"+{line}", str(path)]
    if program in COLON_LINE:
        return [f"{path}:{line}"]
    if program in GOTO_LINE:
        wait = [] if {"--wait", "-w"} & set(words) else ["--wait"]
        return [*wait, "--goto", f"{path}:{line}"]
    return [str(path)]
