"""The table of commands: complete, without clashes, and true."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from textual.dom import DOMNode

from tui.app import PositionsApp
from tui.commands import COMMANDS, SCREENS, commands_of
from tui.screens.add import AddScreen
from tui.screens.ask import AskScreen, ConfirmScreen
from tui.screens.choose import ChooseScreen
from tui.screens.closeness import ClosenessScreen
from tui.screens.conflict import ConflictScreen
from tui.screens.cut import CutScreen
from tui.screens.diff import DiffScreen
from tui.screens.drafts import DraftsScreen
from tui.screens.editor import EditorScreen
from tui.screens.evidence import EvidenceScreen
from tui.screens.help import HelpScreen
from tui.screens.history import HistoryScreen
from tui.screens.issues import IssuesScreen
from tui.screens.job import JobScreen
from tui.screens.matrix import MatrixScreen
from tui.screens.parties import PartiesScreen
from tui.screens.pick import PickScreen
from tui.screens.review import ReviewScreen
from tui.screens.settle import CodersScreen, SettleScreen
from tui.widgets.filterline import FilterInput
from tui.widgets.paths import Paths
from tui.widgets.picker import Picker

OWNERS: dict[str, type[DOMNode]] = {
    "app": PositionsApp,
    "matrix": MatrixScreen,
    "filter": FilterInput,
    "evidence": EvidenceScreen,
    "diff": DiffScreen,
    "history": HistoryScreen,
    "closeness": ClosenessScreen,
    "editor": EditorScreen,
    "conflict": ConflictScreen,
    "drafts": DraftsScreen,
    "pick": PickScreen,
    "review": ReviewScreen,
    "parties": PartiesScreen,
    "issues": IssuesScreen,
    "choose": ChooseScreen,
    "cut": CutScreen,
    "ask": AskScreen,
    "confirm": ConfirmScreen,
    "coders": CodersScreen,
    "settle": SettleScreen,
    "add": AddScreen,
    "paths": Paths,
    "picker": Picker,
    "job": JobScreen,
    "help": HelpScreen,
}


def test_every_screen_has_its_heading_and_its_owner() -> None:
    assert set(OWNERS) == set(SCREENS) == {command.where for command in COMMANDS}


def test_no_key_means_two_things_on_a_screen() -> None:
    for where in SCREENS:
        here = commands_of(where) + (commands_of("app") if where != "app" else [])
        keys = Counter(key for command in here for key in command.keys.split(","))
        assert max(keys.values()) == 1, keys.most_common(3)


def test_every_command_is_something_its_screen_can_do() -> None:
    for command in COMMANDS:
        name = command.action.partition("(")[0]
        assert hasattr(OWNERS[command.where], f"action_{name}"), command


def test_every_key_is_pressed_by_a_test() -> None:
    first = {command.keys.split(",")[0] for command in COMMANDS}  # pressed by test_every_command
    tests = (path for path in Path(__file__).parent.glob("test_*.py") if path.name != Path(__file__).name)
    pressed = {key for path in tests for key in re.findall(r'"([^" ]+)"', path.read_text())}
    missing = {key for command in COMMANDS for key in command.keys.split(",")} - pressed - first
    assert not missing
