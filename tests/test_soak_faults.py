"""Commands that are killed, or refused by the disk, at any step: nothing is lost, and the next run finishes the work.

A few steps, drawn with a fixed seed, are tried each time; `make soak` kills each command before and after each step,
and refuses it each step in each way, up to 150 steps of a command.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from faulty import READ

from positions.checking import check
from positions.negotiation import Negotiation

REFUSALS = ("once:ENOSPC", "once:EIO", "once:EACCES", "always:ENOSPC")
MOST = 150
"""Steps at which the soak tests disturb a command in one way; `demo` has hundreds that are much the same."""
KILLS = ("before", "after")
COMMANDS = {
    "init": ("init", "talks"),
    "add": ("add", "second.txt", "third.md", "--outlet", "The Courier"),
    "add --replace": ("add", "corrected/first.txt", "--replace", "--outlet", "The Courier"),
    "check --fix": ("check", "--fix"),
    "extract": ("extract",),
    "extract --all": ("extract", "--all"),
    "demo": ("demo", "sample"),
    "matrix": ("matrix",),
    "parties add": ("parties", "add", "Estria", "--alias", "ES"),
    "parties rename": ("parties", "rename", "Norland", "Nordland"),
    "parties merge": ("parties", "merge", "Norland", "--into", "the League"),
    "parties split": ("parties", "split", "Norland", "Fishers", "--article", "hand"),
    "parties move": ("parties", "move", "Norland", "--to", "Sudmark", "--article", "first"),
    "parties alias": ("parties", "alias", "Norland", "Port Nor"),
    "parties unalias": ("parties", "unalias", "Norland", "Port Nor"),
    "parties import": ("parties", "import", "aliases.txt"),
    "issues add": ("issues", "add", "tariffs", "--theme", "sea"),
    "issues rename": ("issues", "rename", "tolls", "tariffs"),
    "issues merge": ("issues", "merge", "tolls", "boats", "--into", "the sea"),
    "issues split": ("issues", "split", "tolls", "typing", "--matching", "typed"),
    "issues move": ("issues", "move", "boats", "--to", "tolls"),
    "issues alias": ("issues", "alias", "tolls", "fees"),
    "issues unalias": ("issues", "unalias", "tolls", "fees"),
    "export csv": ("export", "csv", "--out", "out.csv"),
    "export graphml": ("export", "graphml", "--out", "out.graphml"),
    "export qdpx": ("export", "qdpx", "--out", "out.qdpx"),
    "review": ("review", "--article", "first", "--confirm-all", "--by", "AL"),
    "reliability": ("reliability", "lena", "mark", "--into", "agreed"),
    "import": ("import", "statements.csv"),
    "git-merge": ("git-merge", "base.yaml", "positions/hand.yaml", "theirs.yaml"),
    "git-install": ("git-install",),
    "undo": ("undo",),
}
COMPARING = tuple(name for name in COMMANDS if name.startswith("issues "))
"""Commands that look at the matrix; what it remembers follows an edit when it is next made."""
BEFORE = {"undo": COMMANDS["parties rename"], "parties unalias": COMMANDS["parties alias"]}
BEFORE |= dict.fromkeys(COMPARING, COMMANDS["matrix"]) | {"issues unalias": COMMANDS["issues alias"]}
"""What is run first, for a command to have something to do."""
REPEATABLE = (
    "add",
    "check",
    "demo",
    "export",
    "extract",
    "git-install",
    "git-merge",
    "import",
    "matrix",
    "reliability",
    "review",
)
"""Commands that end well when there is nothing left to do; the others say so."""
EDITED = "article:\n  text: articles/hand.txt\npositions:\n  Norland:\n    - demand: what I typed   # mine\n"
EDITED += "      quote: the hand thing\n      issue: tolls\n    - reject: more boats\n      issue: boats\n"
STATEMENTS = "document title;time;organization;concept;agreement;text\n"
STATEMENTS += "hand;2031-05-04;Sudmark;boats;1;And fish\nA call;2031-05-09;Norland;tariffs;0;\n"
ALIASES = "Norland: Port Nor, Norlandish [League]\nSudmark: Port Ost\n"


@dataclass
class Server:
    """The process that runs commands; see `faulty`."""

    process: subprocess.Popen[str]
    scratch: Path
    err: str = ""

    def run(self, root: Path, words: tuple[str, ...], at: int = 0, how: str = "once") -> int:
        """The exit code of a command at `root`, below 0 when a signal ended it; `at` 0 lets it run undisturbed."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        out, err = self.scratch / "out", self.scratch / "err"
        request = {"cwd": str(root), "args": words, "out": str(out), "err": str(err), "at": at, "how": how}
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        code = int(self.process.stdout.readline())
        self.err = err.read_text(encoding="utf-8", errors="replace")
        return code

    def steps(self) -> int:
        """How many steps the last undisturbed run took."""
        return int((self.scratch / "out.steps").read_text())

    def read(self) -> list[str]:
        """The articles that the last run read."""
        return re.findall(rf"^{READ} (\S+)$", self.err, re.MULTILINE)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    script = Path(__file__).with_name("faulty.py")
    with subprocess.Popen(
        [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Server(process, tmp_path_factory.mktemp("server"))
        assert process.stdin is not None
        process.stdin.close()


@dataclass(frozen=True)
class Scene:
    """A command, what it starts from, and what it comes to when nothing disturbs it."""

    words: tuple[str, ...]
    start: Path
    old: dict[str, bytes]
    new: dict[str, bytes]
    settled: dict[str, bytes]
    """What is there after `settle`."""
    steps: int


@pytest.fixture(scope="module")
def scenes(server: Server, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Scene]:
    found, furnished = {}, {}
    for extracted in (False, True):
        furnished[extracted] = tmp_path_factory.mktemp("furnished")
        furnish(server, furnished[extracted], extracted=extracted)
    for name, words in COMMANDS.items():
        start = tmp_path_factory.mktemp("scene") / "start"
        if name in ("init", "demo"):
            start.mkdir()
        else:
            shutil.copytree(furnished[name not in ("add", "extract")], start)
        if name == "reliability":
            furnish_coders(server, start)
        if name in BEFORE:
            assert server.run(start, BEFORE[name]) == 0, server.err
        whole = start.with_name("whole")
        shutil.copytree(start, whole)
        assert server.run(whole, words) == 0, server.err
        steps, new = server.steps(), files(whole)
        settle(server, words, whole)
        found[name] = Scene(words, start, files(start), new, files(whole), steps)
    return found


def settle(server: Server, words: tuple[str, ...], root: Path) -> None:
    """Run what else it takes until the folder is as it stays."""
    if " ".join(words[:2]) in COMPARING:
        assert server.run(root, COMMANDS["matrix"]) == 0, server.err
    if words[0] in ("git-merge", "export"):  # they know of their files alone: the next that writes here sweeps it
        assert server.run(root, COMMANDS["parties alias"]) == 0, server.err


def furnish(server: Server, root: Path, *, extracted: bool) -> None:
    """A negotiation of three articles, one of them coded by hand, a correction of one, and two more texts to add."""
    assert server.run(root, ("init",)) == 0
    for name in ("first", "hand", "other"):
        (root / f"{name}.txt").write_text(f"Norland demands the {name} thing. And fish.")
        assert server.run(root, ("add", f"{name}.txt", "--date", "2031-05-04")) == 0, server.err
        (root / f"{name}.txt").unlink()
    (root / "positions/hand.yaml").write_text(EDITED)
    (root / "base.yaml").write_text(EDITED)
    (root / "theirs.yaml").write_text(EDITED + "  Sudmark:\n    - offer: fish\n")
    (root / "aliases.txt").write_text(ALIASES)
    (root / "statements.csv").write_text(STATEMENTS)
    subprocess.run(["git", "init", "--quiet", "--template=", root], check=True)
    (root / "corrected").mkdir()
    (root / "corrected/first.txt").write_text("Corrected: Norland demands the first thing. And fish.")
    (root / "second.txt").write_text("Sudmark rejects the first thing.")
    (root / "third.md").write_text("---\ntitle: Third\npublished: 2031-05-06\n---\nSudmark offers fish.\n")
    if extracted:
        assert server.run(root, ("extract",)) == 0, server.err


def furnish_coders(server: Server, root: Path) -> None:
    """Two coders' folders, who agree on one statement and not on another."""
    for coder, stance in (("lena", "demand"), ("mark", "offer")):
        (root / coder).mkdir()
        assert server.run(root / coder, ("init",)) == 0, server.err
        (root / coder / "articles/talks.txt").write_text("Norland wants boats, and fish.")
        entries = f"{{demand: boats, at: [8, 19]}}\n    - {{{stance}: fish, at: [21, 29]}}"
        (root / coder / "positions/talks.yaml").write_text(f"positions:\n  Norland:\n    - {entries}\n")


def files(root: Path) -> dict[str, bytes]:
    """Every file but caches, by path."""
    found = {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in sorted(found.items()) if ".positions/" not in name}


def half_written(root: Path) -> list[str]:
    """Copies that a writer left behind where the next run should have swept."""
    return [str(path) for path in root.rglob(".positions-*.tmp") if path.parent.name != ".positions"]


def complete(scene: Scene, root: Path) -> set[str]:
    """The articles whose two files are as an undisturbed run leaves them."""
    now = files(root)
    names = {Path(name).stem for name in scene.new if name.startswith("machine/positions/")}
    return {
        name
        for name in names
        if all(
            now.get(file) == scene.new[file] for file in (f"machine/positions/{name}.yaml", f"positions/{name}.yaml")
        )
    }


def inspect(scene: Scene, root: Path, told: str) -> None:
    """Every file is the old one or the new one, and the folder is sound."""
    for name, data in files(root).items():
        if not Path(name).name.startswith(".positions-"):
            new = scene.new.get(name)
            added = new is not None and data.endswith(b".txt\n") and new.startswith(data)  # by `demo`, and not yet read
            assert added or data in (scene.old.get(name), new), f"{told}: {name} is neither old nor new"
    assert not set(scene.old) - set(files(root)), f"{told}: a file is gone"
    for folder in (root, *(path for path in root.iterdir() if path.is_dir())):
        if (folder / "negotiation.yaml").exists():
            faults = [found for found in check(Negotiation.find(folder)) if found.severity == "error"]
            assert not faults, f"{told}: {faults}"


def disturb(server: Server, scene: Scene, root: Path, at: int, how: str) -> int:
    """Run the command with a fault, look at what is left, run it again and compare with the undisturbed run."""
    told = f"{' '.join(scene.words)}, {how} at step {at} of {scene.steps}"
    if root.exists():
        shutil.rmtree(root)
    shutil.copytree(scene.start, root)
    code = server.run(root, scene.words, at, how)
    errors = [line for line in server.err.splitlines() if line.startswith("positions: ")]
    if how in KILLS:
        assert code == -9, f"{told}: {code} {server.err}"
    else:
        assert code in (0, 2), f"{told}: {code} {server.err}"
        assert bool(errors) == (code == 2), f"{told}: {server.err}"
        assert len(errors) == 1 or how.startswith("always") or code == 0, f"{told}: {errors}"
        assert how.startswith("always") or not half_written(root), told
    inspect(scene, root, told)
    done = complete(scene, root)
    again = server.run(root, scene.words)
    assert again == 0 or (again == 2 and scene.words[0] not in REPEATABLE), f"{told}, then again: {server.err}"
    settle(server, scene.words, root)
    assert files(root) == scene.settled, f"{told}, then again"
    assert not half_written(root), told
    if scene.words == ("extract",):
        assert not done & set(server.read()), f"{told}: read again"
    return code


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("kind", ["killed", "refused"])
def test_a_command_that_is_disturbed_loses_nothing(
    name: str, kind: str, server: Server, scenes: dict[str, Scene], tmp_path: Path
) -> None:
    scene, dice = scenes[name], random.Random(f"{name} {kind}")
    for _ in range(2):
        how = dice.choice(KILLS if kind == "killed" else REFUSALS)
        disturb(server, scene, tmp_path / "run", dice.randint(1, scene.steps), how)


@pytest.mark.soak
@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("how", [*KILLS, *REFUSALS])
def test_a_command_that_is_disturbed_at_any_step_loses_nothing(
    name: str, how: str, server: Server, scenes: dict[str, Scene], tmp_path: Path, cases: Counter[str]
) -> None:
    scene = scenes[name]
    dice = random.Random(f"{name} {how}")
    for at in sorted(dice.sample(range(1, scene.steps + 1), min(MOST, scene.steps))):
        disturb(server, scene, tmp_path / "run", at, how)
        cases["killed" if how in KILLS else "refused by the disk"] += 1
