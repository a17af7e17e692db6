"""Comparing without loading a model beside the keys: a process does that, and its death is told."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from folders import make
from numpy.typing import NDArray
from working import command, telling

from positions import embeddings, modelcaches, phrasing, workflow
from positions.errors import FileFaults, PositionsError
from positions.model import Matrix
from positions.modelcaches import ModelsNeeded
from positions.negotiation import Negotiation
from tui.jobs.comparing import compare
from tui.jobs.messages import Began, Done

DONE = telling(Began(stage="comparing"), Done())
HERE = Matrix(parties=("compared here",))
KEPT = Matrix(parties=("compared before",))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Callable[[Sequence[Matrix | None]], list[bool]]:
    """Answers to comparing without models, one after the other, None for one that needs them; gives what was asked."""

    def prepare(answers: Sequence[Matrix | None]) -> list[bool]:
        left, loading_asked = list(answers), []

        def answer(_: Negotiation, *, loading: bool = True) -> Matrix:
            loading_asked.append(loading)
            found = HERE if loading else left.pop(0)
            if found is None:
                raise ModelsNeeded("its words are new")
            return found

        monkeypatch.setattr(workflow, "compare_negotiation", answer)
        return loading_asked

    return prepare


def test_where_all_is_known_no_process_is_started(
    asked: Callable[[Sequence[Matrix | None]], list[bool]], tmp_path: Path
) -> None:
    assert asked([KEPT]) == []
    assert compare(make(tmp_path / "strait"), (str(tmp_path / "none"),)) == KEPT


def test_a_process_loads_the_models(asked: Callable[[Sequence[Matrix | None]], list[bool]], tmp_path: Path) -> None:
    questions = asked([None, KEPT])
    assert compare(make(tmp_path / "strait"), command(tmp_path, DONE)) == KEPT
    assert questions == [False, False]


def test_a_folder_that_keeps_nothing_is_compared_here(
    asked: Callable[[Sequence[Matrix | None]], list[bool]], tmp_path: Path
) -> None:
    questions = asked([None, None])
    assert compare(make(tmp_path / "strait"), command(tmp_path, DONE)) == HERE
    assert questions == [False, False, True]


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (
            "print('out of \\x1bmemory', file=sys.stderr); os.kill(os.getpid(), signal.SIGKILL)",
            "its last words: out of ␛m",
        ),
        ("sys.exit(3)", "exit code 3"),
        ("print('garbage')", "no message"),
    ],
)
def test_its_death_is_told(
    asked: Callable[[Sequence[Matrix | None]], list[bool]], tmp_path: Path, script: str, said: str
) -> None:
    asked([None])
    with pytest.raises(PositionsError, match="comparing failed") as error:
        compare(make(tmp_path / "strait"), command(tmp_path, script))
    assert said in str(error.value)
    assert error.value.hint == "F5 tries again"


class Model:
    """Vectors out of the letters of a text."""

    name = embeddings.PACKAGED_NAME

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.array([np.bincount(np.frombuffer(text.encode(), np.uint8), minlength=256) for text in texts])
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def test_only_new_words_need_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    negotiation = make(tmp_path / "strait")
    path = negotiation.position_path("call")
    with monkeypatch.context() as patched:
        patched.setattr(embeddings, "packaged", lambda *_: Model())
        patched.setattr(phrasing, "noun_phrases", lambda texts: [[] for _ in texts])
        first = workflow.compare_negotiation(negotiation)
        path.write_text(path.read_text().replace("accept", "reject"))
        with_models = modelcaches.embedder(negotiation).name
    assert first.rows
    assert modelcaches.embedder(negotiation, loading=False).name == with_models
    again = workflow.compare_negotiation(negotiation, loading=False)
    assert {row.issue for row in again.rows} == {row.issue for row in first.rows}
    path.write_text(path.read_text().replace("the toll", "a pier for the ferry"))
    with pytest.raises(ModelsNeeded):
        workflow.compare_negotiation(negotiation, loading=False)
    path.write_text("positions: 3\n")
    with pytest.raises(FileFaults):
        workflow.compare_negotiation(negotiation, loading=False)


def test_that_models_are_needed_is_seen_without_loading_them(tmp_path: Path) -> None:
    make(tmp_path / "strait")
    code = (
        "import sys; from pathlib import Path; from positions import workflow, modelcaches;"
        "from positions.negotiation import Negotiation\n"
        "try: workflow.compare_negotiation(Negotiation(Path('strait')), loading=False)\n"
        "except modelcaches.ModelsNeeded: print(*{'torch', 'spacy'} & sys.modules.keys())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert done.stdout == "\n"
