"""What a page shows: nothing that a terminal obeys, nothing that an encoding lacks, everything in its column."""

from __future__ import annotations

import io
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions.cli.failures import near_path
from positions.cli.printing import Page, print_json
from positions.display import width

HOSTILE = "\x1b]0;owned\x07[red]bold[/red] \u202egnol"


class Stream(io.StringIO):
    """A stream that says which encoding it writes, and whether it is a terminal."""

    def __init__(self, encoding: str = "utf-8", terminal: bool = False) -> None:
        super().__init__()
        self._encoding = encoding
        self._terminal = terminal

    @property
    def encoding(self) -> str:  # type: ignore[override]  # StringIO says None
        return self._encoding

    def isatty(self) -> bool:
        return self._terminal


@given(st.text())
def test_any_text_is_shown_without_anything_a_terminal_obeys(text: str) -> None:
    stream = Stream()
    Page(stream).paragraph(text, first="  ")
    shown = stream.getvalue()
    harmless = "\n\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"
    assert all(unicodedata.category(char) not in ("Cc", "Cf") for char in shown if char not in harmless)


@given(st.text(), st.sampled_from(["ascii", "latin-1", "cp1252", "iso-8859-8"]))
def test_any_text_can_be_written_in_any_encoding(text: str, encoding: str) -> None:
    stream = Stream(encoding)
    page = Page(stream)
    page.line(page.words(text))
    page.line("■ sticking │ …")
    stream.getvalue().encode(encoding)


def test_markup_is_text(capsys: pytest.CaptureFixture[str]) -> None:
    page = Page()
    page.line(page.words(HOSTILE))
    out = capsys.readouterr().out
    assert "[red]bold[/red]" in out
    assert "\x1b" not in out
    assert "\u202e" not in out


@given(st.lists(st.text("ab 語한ש\u0301", min_size=1), min_size=1))
def test_a_paragraph_stays_within_the_page(words: list[str]) -> None:
    stream = Stream()
    page = Page(stream)
    page.columns = 40
    page.paragraph(" ".join(words), first="    why: ", rest="         ")
    assert all(width(line) <= 40 for line in stream.getvalue().splitlines())


def test_colour_only_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert Page(Stream()).style("x", fg="red") == "x"
    assert Page(Stream(terminal=True)).style("x", fg="red") != "x"
    monkeypatch.setenv("NO_COLOR", "1")
    assert Page(Stream(terminal=True)).style("x", fg="red") == "x"


@given(st.text())
def test_json_says_exactly_what_it_was_given(text: str) -> None:
    stream = Stream()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", stream)
        print_json({"text": text})
    assert json.loads(stream.getvalue()) == {"text": text}
    assert not any(0x7F <= ord(char) <= 0x9F or 0x202A <= ord(char) <= 0x202E for char in stream.getvalue())


def test_a_path_is_told_from_where_the_person_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "talks" / "articles").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "talks" / "articles")
    assert near_path(tmp_path / "talks" / "parties.yaml") == "../parties.yaml"
    assert near_path(tmp_path / "talks" / "articles" / "a.txt") == "a.txt"
    assert near_path(Path("/etc/hosts")) == "/etc/hosts"
