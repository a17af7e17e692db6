"""What all tests share: no network for models, one thread a process, and no silent skips where it counts."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Generator

import pytest
from hypothesis import settings

# Before anything imports a library that reads them. Subprocesses inherit them.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["POSITIONS_CONFIG"] = os.devnull  # whatever whoever runs the tests has configured

STRICT = bool(os.environ.get("POSITIONS_CI"))
"""Set by .ci/run: a test that skips, for want of a tool say, fails."""

# A busy machine is no fault of the code's, so no example has a deadline; where it counts, the examples are the same
# each time.
settings.register_profile("house", deadline=None, derandomize=STRICT)
settings.load_profile("house")


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skip into a failure that still says why it would have skipped; an expected failure stays one."""
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"skipped where POSITIONS_CI is set: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if STRICT:
        _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if STRICT:
        _refuse_skip(report)
    return report


CASES = pytest.StashKey[Counter[str]]()


@pytest.fixture(scope="session")
def cases(pytestconfig: pytest.Config) -> Counter[str]:
    """How many cases of each kind the soak tests have run; told at the end."""
    return pytestconfig.stash.setdefault(CASES, Counter())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for kind, count in sorted(config.stash.get(CASES, Counter()).items()):
        terminalreporter.write_line(f"{count:>8,} {kind}")
