"""How a typed path goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.jobs.paths import completed


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    inbox = tmp_path / "inbox"
    for name in ("may/a.txt", "may/b.txt", "March.txt", ".old/x.txt", "list.csv", "Call [1].txt"):
        (inbox / name).parent.mkdir(parents=True, exist_ok=True)
        (inbox / name).write_text("words")
    (tmp_path / "in.md").write_text("words")
    (tmp_path / "inbox" / "line\nend.txt").write_text("words")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "line", "told"),
    [
        ("inb", "inbox/", ""),
        ("  inb", "  inbox/", ""),
        ("in", "in", "in.md · inbox/"),
        ("inbox/may", "inbox/may/", ""),
        ("inbox/MAR", "inbox/March.txt", ""),
        ("inbox/m", "inbox/may/", ""),
        ("inbox/", "inbox/", "Call [1].txt · March.txt · may/"),
        ("inbox/may/", "inbox/may/", "a.txt · b.txt"),
        ("inbox/may/a.txt", "inbox/may/a.txt", ""),
        ("inbox/l", "inbox/l", "No folder and no article there begins with “l”."),
        ("inbox/.", "inbox/.old/", ""),
        ("~", "~/", ""),
        ("~/inb", "~/inbox/", ""),
        ("nowhere/x", "nowhere/x", "That folder cannot be read: No such file or directory"),
        ("in\0box/x", "in\0box/x", "That folder cannot be read: embedded null byte"),
        ("inbox/*", "inbox/*", "A path is completed; an address or a pattern is not."),
        ("inbox/Call [1].txt", "inbox/Call [1].txt", ""),
        ("https://a.example/x", "https://a.example/x", "A path is completed; an address or a pattern is not."),
    ],
)
def test_a_path_goes_on_as_far_as_it_is_certain(typed: str, line: str, told: str, here: Path) -> None:
    going = completed(typed)
    assert (going.line, going.told) == (line, told)


def test_of_many_names_some_are_told(here: Path) -> None:
    for number in range(20):
        (here / f"inbox/may/round-{number:02}.txt").touch()
    assert completed("inbox/may/round-0").told.endswith("round-07.txt and 2 more")
