"""Processes that stand in for the one that adds and reads: each takes the job, then does what its script says."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from positions.negotiation import Negotiation
from tui.access import access_to
from tui.app import PositionsApp
from tui.jobs.messages import Message

HEAD = """import json, os, signal, sys, time
job = json.loads(sys.stdin.readline())
def tell(**message):
    print(json.dumps(message), flush=True)
def wait_for(name):
    while not os.path.exists(os.path.join(os.path.dirname(__file__), name)):
        time.sleep(0.005)
def until_interrupted():
    try:
        time.sleep(30)
    except KeyboardInterrupt:
        sys.exit(130)
"""
PATIENCE_S = 20.0


def command(folder: Path, script: str) -> tuple[str, ...]:
    """A process that does what `script` says once it has `job`; it can `tell`, and `wait_for` a file in the folder."""
    path = folder / "stand-in.py"
    path.write_text(HEAD + script, encoding="utf-8")
    return (sys.executable, "-I", "-S", str(path))


def telling(*messages: Message) -> str:
    """A script that tells these."""
    lines = [json.dumps(message.model_dump(mode="json")) for message in messages]
    return "".join(f"print({line!r}, flush=True)\n" for line in lines)


def app_with(negotiation: Negotiation, job_command: tuple[str, ...]) -> PositionsApp:
    """The application over a negotiation, with another process for its jobs."""
    return PositionsApp(replace(access_to(negotiation), job_command=job_command), poll_seconds=3600)


def until(what: Callable[[], bool]) -> None:
    """Wait for something to be so."""
    end = time.monotonic() + PATIENCE_S
    while not what():
        assert time.monotonic() < end
        time.sleep(0.005)
