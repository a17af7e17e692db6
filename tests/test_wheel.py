"""What users install: the wheel, in a clean environment, from another directory, samples included. Needs no network."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built out of a copy of what git tracks, so that neither caches nor stray files can get in."""
    source = tmp_path_factory.mktemp("source")
    tracked = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(None, tracked.stdout.split("\0")):
        if (ROOT / name).is_file():
            target = source / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((ROOT / name).read_bytes())
    out = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(source)]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    [built] = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `positions` of a fresh environment: the wheel is its own, the libraries are borrowed from the running one."""
    home = tmp_path_factory.mktemp("clean") / "venv"
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "-q", "--no-deps", "--no-index", str(wheel)], check=True)
    # Appended after the environment's own packages; a .pth file in a folder that a .pth file names is not read, so the
    # editable install of the running environment stays out.
    library = Path(sysconfig.get_path("purelib", vars={"base": str(home)}))
    (library / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return home / "bin" / "positions"


def run(program: Path, *args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the installed program with nothing on standard input and no terminal anywhere."""
    inherited = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    return subprocess.run(
        [program, *args],
        cwd=cwd,
        env=inherited,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )


def test_wheel_holds_both_packages_and_the_samples_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"positions", "tui"}
    data = {
        str(path.relative_to(ROOT))
        for top in ("positions", "tui")
        for path in (ROOT / top).rglob("*")
        if path.suffix in {".yaml", ".tcss", ".typed", ".html", ".css", ".js"}
    }
    assert data <= set(names)
    samples = {
        f"positions/samples/{path.relative_to(ROOT / 'fixtures')}"
        for path in (ROOT / "fixtures").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert samples
    assert samples <= set(names)
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_installed_program_runs_from_the_wheel_alone(program: Path, tmp_path: Path) -> None:
    done = run(program, "--version", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "0.1.0" in done.stdout
    where = subprocess.run(
        [program.parent / "python", "-c", "import positions, tui; print(positions.__file__, tui.__file__)"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(ROOT) not in where.stdout


def test_installed_demo_prints_the_matrix_without_a_terminal(program: Path, tmp_path: Path) -> None:
    done = run(program, "demo", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "sticking" in done.stdout
