"""The page of commands says what the program says."""

from __future__ import annotations

from pathlib import Path

from positions.cli import COMMANDS
from positions.cli.reference import reference

PAGE = Path(__file__).resolve().parents[2] / "docs" / "commands.md"


def test_the_page_is_current() -> None:
    """When this fails: python -m positions.cli.reference > docs/commands.md"""
    assert PAGE.read_text(encoding="utf-8") == reference()


def test_every_command_has_its_section_within_eighty_columns() -> None:
    page = reference()
    assert all(f"\n## positions {name}\n" in page for name in COMMANDS)
    blocks = page.split("```text\n")[1:]
    assert all(len(line) <= 80 for block in blocks for line in block.split("```")[0].splitlines())
