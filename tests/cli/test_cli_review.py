"""`review`: the queue without a terminal, and one key after the other on one."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from commandline import QUICK, run

from positions.model import Disagreement, MachineFile
from positions.negotiation import Negotiation
from positions.yamlfiles import dump


def press(root: Path, *answers: tuple[str, str], meanwhile: Callable[[], None] | None = None) -> tuple[int, str]:
    """Run the review on a terminal; each answer is typed once what it waits for is shown.

    Somebody else's work is done `meanwhile`, before the first key.
    """
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*QUICK, "review"],
        cwd=root,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "COLUMNS": "80", "TERM": "xterm"},
    )
    os.close(theirs)
    shown, seen, left = "", 0, list(answers)
    while select.select([ours], [], [], 15)[0]:
        try:
            shown += os.read(ours, 65536).decode("utf-8", "replace")
        except OSError:
            break
        while left and left[0][0] in shown[seen:]:
            wanted, keys = left.pop(0)
            seen = shown.index(wanted, seen) + len(wanted)
            if meanwhile is not None:
                meanwhile()
                meanwhile = None
            _type(ours, keys)
    os.close(ours)
    if left:
        process.terminate()
    assert "Traceback" not in shown
    assert not left, shown
    return process.wait(), shown


def _type(terminal: int, keys: str) -> None:
    """Press keys; a single one only when the program waits for one, since it forgets what was typed before."""
    deadline = time.monotonic() + 10
    while len(keys) == 1 and keys.isprintable() and termios.tcgetattr(terminal)[3] & termios.ICANON:
        assert time.monotonic() < deadline
        time.sleep(0.005)
    os.write(terminal, keys.encode())


def test_without_a_terminal_the_queue_is_printed(compared: Path) -> None:
    ran = run("review", cwd=compared)
    assert ran.code == 0
    assert "Norland demands: the withdrawal of most patrols" in " ".join(ran.out.split())
    assert "5 entries to review" in ran.err


def test_the_queue_as_json_can_be_narrowed(compared: Path) -> None:
    ran = run("review", "--json", "--party", "Sudmark", "--article", "truce", "--limit", "3", cwd=compared)
    (entry,) = json.loads(ran.out)["entries"]
    assert (entry["stance"], entry["article"], entry["party"]) == ("reject", "truce", "Sudmark")


def test_a_whole_article_is_confirmed(negotiation: Path) -> None:
    assert run("review", "--confirm-all", cwd=negotiation).code == 2
    assert run("review", "--article", "truce", "--confirm-all", "--by", "AL", cwd=negotiation).code == 0
    assert "by: AL" in (negotiation / "positions/truce.yaml").read_text()
    entries = json.loads(run("review", "--json", cwd=negotiation).out)["entries"]
    assert {entry["article"] for entry in entries} == {"second"}


@pytest.mark.parametrize("words", [["--party", "Norland"], ["--issue", "patrols"], ["--limit", "1"], ["--list"]])
def test_a_part_of_an_article_is_not_confirmed_as_the_whole(words: list[str], negotiation: Path) -> None:
    before = (negotiation / "positions/truce.yaml").read_bytes()
    ran = run("review", "--article", "truce", "--confirm-all", *words, cwd=negotiation)
    assert (ran.code, "marks the whole article" in ran.err) == (2, True)
    assert (negotiation / "positions/truce.yaml").read_bytes() == before


def test_disagreements_count_toward_the_limit_and_are_the_articles_however_it_is_written(negotiation: Path) -> None:
    said = Disagreement(party="Norland", claim="fish", field="entry", yours=None, program="fish")
    copy = dump(MachineFile(engine="rules 1", disagreements=(said,)))
    (negotiation / "machine/positions/truce.yaml").write_text(copy)
    found = json.loads(run("review", "--json", "--article", "TRUCE", cwd=negotiation).out)
    assert [len(found["disagreements"]), len(found["entries"])] == [1, 3]
    found = json.loads(run("review", "--json", "--limit", "1", cwd=negotiation).out)
    assert [len(found["disagreements"]), len(found["entries"])] == [1, 0]
    assert "1 entry to review" in run("review", "--limit", "1", "--list", cwd=negotiation).err


def test_confirm_correct_take_back_and_leave_on_a_terminal(negotiation: Path) -> None:
    code, shown = press(
        negotiation,
        ("q quit", "c"),
        ("2 of 5", ""),
        ("q quit", "t"),
        ("claim:", "quiet seas\n"),
        ("3 of 5", ""),
        ("q quit", "x"),
        ("4 of 5", ""),
        ("q quit", "u"),
        ("3 of 5", ""),
        ("q quit", "?"),
        ("leave; everything", ""),
        ("q quit", "q"),
    )
    assert code == 0
    assert "2 edits saved" in shown
    files = [(negotiation / f"positions/{name}.yaml").read_text() for name in ("truce", "second")]
    whole = "".join(files)
    assert whole.count("review: confirmed") == 2
    assert "dismissed" not in whole
    assert "quiet seas" in whole
    assert [step.title.split()[0] for step in Negotiation.find(negotiation).steps()] == ["correct", "confirm"]


def reworded(root: Path) -> Callable[[], None]:
    """Somebody who corrects, in an editor, the claim that the queue starts with."""
    first = json.loads(run("review", "--json", "--limit", "1", cwd=root).out)["entries"][0]
    path = root / f"positions/{first['article']}.yaml"

    def edit() -> None:
        words = path.read_text()
        assert first["claim"] in words
        path.write_text(words.replace(first["claim"], first["claim"] + " by May"))

    return edit


def test_both_versions_of_an_entry_changed_meanwhile_are_shown_and_chosen_between(negotiation: Path) -> None:
    code, shown = press(
        negotiation,
        ("q quit", "t"),
        ("claim:", "quiet seas\n"),
        ("by May", ""),
        ("claim: quiet seas", ""),
        ("take yours for claim", "y\n"),
        ("take yours for review", "y\n"),
        ("2 of 5", ""),
        ("q quit", "q"),
        meanwhile=reworded(negotiation),
    )
    assert (code, "1 edit saved" in shown) == (0, True)
    words = "".join(path.read_text() for path in (negotiation / "positions").iterdir())
    assert ("quiet seas" in words, "by May" in words, words.count("review: confirmed")) == (True, False, 1)


def test_keeping_what_somebody_else_wrote_is_no_edit_to_take_back(negotiation: Path) -> None:
    code, shown = press(
        negotiation,
        ("q quit", "c"),
        ("take yours for review", "n\n"),
        ("1 of 5", ""),
        ("by May", ""),
        ("q quit", "u"),
        ("this session has decided nothing yet", ""),
        ("q quit", "q"),
        meanwhile=reworded(negotiation),
    )
    assert (code, "0 edits saved" in shown) == (0, True)


def test_a_misspelt_issue_is_no_new_one_unless_it_is_meant(negotiation: Path) -> None:
    code, shown = press(
        negotiation,
        ("q quit", "i"),
        ("issue:", "lost catchs\n"),
        ("did you mean 'lost catches'", ""),
        ("as a new issue", "n\n"),
        ("1 of 5", ""),
        ("q quit", "i"),
        ("issue:", "LOST catches\n"),
        ("2 of 5", ""),
        ("q quit", "q"),
    )
    assert (code, "1 edit saved" in shown) == (0, True)
    words = "".join(path.read_text() for path in (negotiation / "positions").iterdir())
    assert words.count("issue: lost catches\n") == 1
    assert "lost catchs" not in words


def test_the_end_of_input_at_a_prompt_keeps_what_was_done(negotiation: Path) -> None:
    code, shown = press(negotiation, ("q quit", "x"), ("2 of 5", ""), ("q quit", "n"), ("note:", "\x04"))
    assert code == 0
    assert "1 edit saved" in shown


def test_the_sample_negotiation_is_reviewed_from_reading_to_verdict(tmp_path: Path) -> None:
    assert run("demo", "sample", cwd=tmp_path).code == 0
    root = tmp_path / "sample"
    before = {path.name: path.read_text() for path in (root / "positions").iterdir()}
    press(
        root,
        ("q quit", "c"),
        ("2 of ", ""),
        ("q quit", "x"),
        ("3 of ", ""),
        ("q quit", "s"),
        ("reject):", "demand\n"),
        ("4 of ", ""),
        ("q quit", "q"),
    )
    after = "".join(path.read_text() for path in (root / "positions").iterdir())
    assert (after.count("review: confirmed"), after.count("review: dismissed")) == (2, 1)
    for _ in range(3):
        assert run("undo", cwd=root).code == 0
    assert {path.name: path.read_text() for path in (root / "positions").iterdir()} == before
