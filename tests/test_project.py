"""The house itself: what is packaged, what is locked, who may import whom, and that starting costs little."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
UNLOCKED = {"torch"}
"""What `make setup` installs beside the lock."""


def locked() -> dict[str, str]:
    """Versions in the lock by canonical name."""
    return {canonicalize_name(name): version for name, version in re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", LOCK, re.M)}


def requirements() -> list[Requirement]:
    """Every requirement that pyproject.toml states."""
    project = PROJECT["project"]
    return [Requirement(text) for text in (*project["dependencies"], *project["optional-dependencies"]["dev"])]


def run_python(code: str, *args: str) -> str:
    """Run code in a fresh interpreter that sees the project; its output."""
    done = subprocess.run([sys.executable, "-c", code, *args], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_package_is_listed_for_the_wheel() -> None:
    on_disk = {
        str(init.parent.relative_to(ROOT)).replace("/", ".")
        for top in ("positions", "tui")
        for init in (ROOT / top).rglob("__init__.py")
    }
    listed = PROJECT["tool"]["setuptools"]
    assert on_disk == set(listed["packages"]) - set(listed["package-dir"])
    assert {folder for folder in listed["package-dir"].values() if not (ROOT / folder).is_dir()} == set()


def test_no_module_lies_in_a_folder_that_is_no_package() -> None:
    stray = [
        str(module.relative_to(ROOT))
        for top in ("positions", "tui")
        for module in (ROOT / top).rglob("*.py")
        if not (module.parent / "__init__.py").is_file()
    ]
    assert stray == []


def test_import_contracts_hold() -> None:
    lint = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([lint, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("module", ["positions", "positions.cli", "positions.model"])
def test_importing_loads_nothing_heavy(module: str) -> None:
    heavy = ("numpy", "scipy", "spacy", "sentence_transformers", "textual", "torch", "transformers", "tui")
    heavy += ("httpx2", "openai", "pydantic_ai")
    found = run_python(f"import sys, {module}\nprint(*sorted(set(sys.argv[1:]) & set(sys.modules)))", *heavy)
    assert found.split() == []


def test_importing_the_screens_loads_no_model_library() -> None:
    heavy = ("scipy", "spacy", "sentence_transformers", "torch", "transformers")
    found = run_python("import sys, tui.app\nprint(*sorted(set(sys.argv[1:]) & set(sys.modules)))", *heavy)
    assert found.split() == []


def test_lock_has_every_requirement_within_its_range() -> None:
    pins = locked()
    missing = {req.name for req in requirements() if canonicalize_name(req.name) not in pins}
    assert missing == UNLOCKED
    outside = [
        str(req)
        for req in requirements()
        if req.name not in UNLOCKED and pins[canonicalize_name(req.name)] not in req.specifier
    ]
    assert outside == []


def test_lock_pins_each_package_by_hash() -> None:
    blocks = re.split(r"^(?=[A-Za-z0-9])", LOCK, flags=re.M)[1:]
    assert len(blocks) == len(locked()) > 50
    assert [block.split("\n", 1)[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_lock_is_good_for_any_machine() -> None:
    assert re.findall(r"^-.*|\S*://\S*|file:\S*|^/\S*", LOCK, re.M) == []  # no options, addresses or paths
    graphics = [name for name in locked() if name.startswith(("nvidia", "cuda", "triton", "pytorch-triton"))]
    assert graphics == []


def test_makefile_takes_a_torch_that_pyproject_allows() -> None:
    pinned = re.search(r"^TORCH \?= torch==(\S+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert pinned is not None
    [torch] = [req for req in requirements() if req.name == "torch"]
    assert pinned[1] in torch.specifier


def test_make_lists_its_commands() -> None:
    done = subprocess.run(["make", "-s"], cwd=ROOT, capture_output=True, text=True, check=True)
    for command in ("setup", "demo", "test", "check", "bench", "soak", "lock", "clean"):
        assert re.search(rf"^  {command} +\w", done.stdout, re.M), done.stdout
