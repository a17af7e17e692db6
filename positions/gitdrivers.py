"""git taught to show and merge positions: the lines in .gitattributes, and the drivers that they name.

The lines are the negotiation's and travel with it; the drivers, which are programs to be run, stand in the settings of
one's own repository alone. So a negotiation that came from elsewhere runs nothing.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from positions.gitrepo import Repository
from positions.joining import KINDS
from positions.negotiation import Negotiation

_LINES = (
    "/positions/*.yaml diff=positions merge=positions",
    "/machine/positions/*.yaml diff=positions merge=positions-machine",
    "/parties.yaml merge=positions-parties",
    "/issues.yaml merge=positions-issues",
)


def install(negotiation: Negotiation, program: Sequence[str]) -> tuple[str, ...]:
    """Set up both drivers for whoever works in this repository. `program` is how to call this one.

    Returns what was changed, a sentence each. Raises UsageError where there is no repository or no git, InputError.
    """
    repository = Repository.find(negotiation.root)
    done = ["added to .gitattributes"] if negotiation.write_attributes(_LINES) else []
    for key, value in _settings(program).items():
        if repository.setting(key) != value:
            repository.set(key, value)
            done.append(f"set {key}")
    return tuple(done)


def uninstall(negotiation: Negotiation) -> tuple[str, ...]:
    """Take both drivers away again. Returns what was changed; raises as `install` does."""
    repository = Repository.find(negotiation.root)
    done = ["removed from .gitattributes"] if negotiation.write_attributes((), dropped=_LINES) else []
    for section in dict.fromkeys(key.rpartition(".")[0] for key in _settings(())):
        if repository.forget(section):
            done.append(f"removed {section}")
    return tuple(done)


def _settings(program: Sequence[str]) -> dict[str, str]:
    """The settings by their keys. git hands both commands to a shell, and reads `%` in the merge driver's itself."""
    command = shlex.join(program)
    settings = {"diff.positions.textconv": f"{command} git-show"}
    for kind in KINDS:
        driver = "merge.positions" if kind == "positions" else f"merge.positions-{kind}"
        settings[f"{driver}.name"] = f"positions: merge of {kind} entry by entry"
        settings[f"{driver}.driver"] = f"{command.replace('%', '%%')} git-merge --as {kind} %O %A %B %P"
    return settings
