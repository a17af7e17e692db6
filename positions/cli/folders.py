"""The folder that a person names for a new negotiation: made, or refused with what to do instead."""

from __future__ import annotations

from pathlib import Path

from positions.errors import InputError, UsageError, reason_of


def make_folder(folder: Path) -> None:
    """Make the folder, and those above it, where they do not exist.

    Raises UsageError where a file stands in the way, InputError where nothing can be made.
    """
    for path in (folder, *folder.parents):
        if path.exists() and not path.is_dir():
            raise UsageError("this is a file, and a negotiation is a folder", hint="name a new folder", path=path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        hint = "name a folder where you can write, or go there first"
        raise InputError(f"this folder cannot be made: {reason_of(error)}", hint=hint, path=folder.absolute()) from None
