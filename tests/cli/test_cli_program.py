"""The program as a whole: its help, its errors, its manners on closed pipes and foreign terminals."""

from __future__ import annotations

import os
import signal
import subprocess
from importlib.metadata import version
from pathlib import Path

import pytest
from commandline import COMMAND, run, run_on_terminal

from positions.cli import COMMANDS, LazyGroup, program
from positions.interrupts import SAID


def test_help_lists_every_command(tmp_path: Path) -> None:
    ran = run("--help", cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert all(f"  {name} " in ran.out for name in COMMANDS)
    assert max(map(len, ran.out.splitlines())) <= 80


def test_without_a_command_it_prints_its_help_as_wrong_usage(tmp_path: Path) -> None:
    ran = run(cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == run("--help", cwd=tmp_path).out


@pytest.mark.parametrize("name", COMMANDS)
def test_each_help_ends_with_an_example_and_opens_with_its_summary(name: str) -> None:
    command = program.get_command(program.make_context("positions", ["--help"], resilient_parsing=True), name)
    assert command is not None
    assert command.help is not None
    assert command.epilog is not None
    assert command.help.split("\n\n")[0].replace("\n", " ") == COMMANDS[name][1]
    lines = command.epilog.strip("\b\n").splitlines()
    assert lines[0] == "Example:"
    assert lines[1].startswith(f"  positions {name}")


def test_help_is_printed_at_the_end_of_the_line(tmp_path: Path) -> None:
    ran = run("matrix", "--help", cwd=tmp_path)
    assert ran.code == 0
    assert ran.out.rstrip().splitlines()[-1].strip().startswith("positions matrix")


def test_version(tmp_path: Path) -> None:
    assert run("--version", cwd=tmp_path).out == f"positions {version('positions')}\n"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["matrx"], "Did you mean 'matrix'?"),
        (["xyzzy"], "There are init, demo"),
        (["matrix", "--frm"], "No such option"),
        (["diff", "one"], "Missing argument"),
        (["matrix", "--as-of", "yesterday"], "is no date"),
    ],
)
def test_wrong_usage_is_two_with_the_nearest_word(words: list[str], expected: str, tmp_path: Path) -> None:
    ran = run(*words, cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert expected in ran.err


@pytest.mark.parametrize("words", [["matrix"], ["extract"], ["compare", "A", "B"], ["diff", "a", "b"], ["find", "x"]])
def test_outside_a_negotiation_it_says_how_to_start_one(words: list[str], tmp_path: Path) -> None:
    ran = run(*words, cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "positions init" in ran.err


def test_a_fault_of_ours_is_one_line_and_how_to_report_it(tmp_path: Path) -> None:
    broken = (
        "import positions.cli as cli, positions.cli.choosing as choosing\n"
        "def fail(): raise RuntimeError('boom')\n"
        "choosing.here = fail\n"
        "cli.main(['matrix'])\n"
    )
    plain = subprocess.run([COMMAND[0], "-c", broken], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert plain.returncode == 70
    assert "RuntimeError: boom" in plain.stderr
    assert "POSITIONS_TRACEBACK=1" in plain.stderr
    assert "Traceback" not in plain.stderr
    environment = {**os.environ, "POSITIONS_TRACEBACK": "1"}
    traced = subprocess.run(
        [COMMAND[0], "-c", broken], cwd=tmp_path, capture_output=True, text=True, check=False, env=environment
    )
    assert traced.returncode == 70
    assert "Traceback" in traced.stderr


def test_a_closed_pipe_is_quiet(compared: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [*COMMAND, "matrix", "--json"]
    done = subprocess.run(command, cwd=compared, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_closed_standard_output_is_no_fault(compared: Path) -> None:
    command = " ".join(COMMAND) + " matrix >&-"
    done = subprocess.run(command, shell=True, cwd=compared, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr


def interrupted(*command: str, cwd: Path) -> tuple[int, str, str]:
    """The exit code, output and remarks of a program that gets Ctrl+C once it has said that it is ready."""
    environment = {**os.environ, "PYTHONPATH": f"{cwd}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"}
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, cwd=cwd, stdout=pipe, stderr=pipe, text=True, env=environment)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    return process.returncode, out, err


def test_interrupting_ends_with_130_and_one_line(tmp_path: Path) -> None:
    waiting = (
        "import positions.cli as cli, positions.cli.choosing as choosing, time\n"
        "def wait():\n    print('ready', flush=True)\n    time.sleep(60)\n"
        "choosing.here = wait\n"
        "cli.main(['matrix'])\n"
    )
    code, _, err = interrupted(COMMAND[0], "-c", waiting, cwd=tmp_path)
    assert code == 130
    assert "interrupted" in err
    assert "Traceback" not in err


def test_interrupting_the_start_ends_with_130_and_one_line(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text("import time\nprint('ready', flush=True)\ntime.sleep(60)\n")
    assert interrupted(*COMMAND, "matrix", cwd=tmp_path) == (130, "", f"\n{SAID}\n")


def test_an_interrupt_waits_for_a_short_import(tmp_path: Path) -> None:
    (tmp_path / "short.py").write_text("import time\nprint('ready', flush=True)\ntime.sleep(0.1)\nprint('through')\n")
    code = "import positions.interrupts as it\nit.take_interrupts()\n"
    code += "try:\n    import short\n    it.time.sleep(60)\nexcept KeyboardInterrupt:\n    print('stopped')\n"
    assert interrupted(COMMAND[0], "-c", code, cwd=tmp_path) == (0, "through\nstopped\n", "")


def test_an_interrupt_after_the_work_is_done_changes_nothing(tmp_path: Path) -> None:
    leaving = (
        "import atexit, sys, time, positions.__main__ as program\n"
        "def leave():\n    print('ready', file=sys.__stdout__, flush=True)\n    time.sleep(0.2)\n"
        "atexit.register(leave)\n"
        "sys.stdout, sys.argv = sys.stderr, ['positions', '--help']\n"
        "program.main()\n"
    )
    code, _, err = interrupted(COMMAND[0], "-c", leaving, cwd=tmp_path)
    assert code == 0
    assert "Traceback" not in err


def test_a_terminal_without_utf8_gets_ascii_and_no_error(compared: Path) -> None:
    for words in (["matrix"], ["matrix", "--json"], ["compare", "Norland", "Sudmark"], ["diff", "truce", "second"]):
        ran = run(*words, cwd=compared, LANG="C", LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
        assert ran.code == 0
        assert ran.out.isascii()
        assert ran.err.isascii()


def test_colour_is_for_terminals_that_want_it(compared: Path) -> None:
    assert "\x1b[" in run_on_terminal("matrix", cwd=compared).out
    assert "\x1b[" not in run_on_terminal("matrix", cwd=compared, NO_COLOR="1").out
    assert "\x1b[" not in run_on_terminal("matrix", cwd=compared, TERM="dumb").out
    assert "\x1b[" not in run("matrix", cwd=compared).out


def test_the_group_names_only_commands_that_exist() -> None:
    assert isinstance(program, LazyGroup)
    context = program.make_context("positions", ["--help"], resilient_parsing=True)
    assert all(program.get_command(context, name) is not None for name in program.list_commands(context))
    assert program.get_command(context, "nothing") is None
