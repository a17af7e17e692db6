"""The documents name what there is: every key of the files, every command; and no link leads nowhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from positions import model
from positions.cli import COMMANDS
from positions.extraction.cues import Cue, lexicon

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
IN_FILES = (
    model.MachineFile,
    model.MachineEntry,
    model.Topic,
    model.Source,
    model.Reviewed,
    model.Party,
    model.Issue,
    model.StatusOverride,
    model.Settings,
    model.Thresholds,
    model.RememberedIssue,
    model.Learned,
)
"""The models whose keys people see in YAML files."""


def keys_of(kind: type[model.Model]) -> set[str]:
    """The keys as they are written in a file; an entry's stance is the key of its claim."""
    keys = {field.alias or name for name, field in kind.model_fields.items()}
    return keys - {"stance", "claim"} | set(model.Entry.STANCE_KEYS) if issubclass(kind, model.Entry) else keys


def anchors(document: Path) -> set[str]:
    """The anchors that a document's headings have where it is rendered."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("kind", IN_FILES, ids=lambda kind: kind.__name__)
def test_every_key_is_explained(kind: type[model.Model]) -> None:
    page = (ROOT / "docs" / "files.md").read_text(encoding="utf-8")
    assert sorted(key for key in keys_of(kind) if f"`{key}`" not in page) == []


def test_every_key_of_a_cue_is_explained_and_the_one_shown_is_in_use() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert sorted(key for key in set(Cue.model_fields) - {"kind"} if f"`{key}`" not in page) == []
    shown = re.findall(r"- \{cue: ([\w ]+),.*\}", page)
    assert len(shown) == 1
    assert set(shown) <= {cue.cue for cue in lexicon().cues}


def test_every_command_is_in_the_readme_and_no_other() -> None:
    text = "\n".join(document.read_text(encoding="utf-8") for document in DOCUMENTS)
    used = set(re.findall(r"(?:^    |`)positions ([a-z][a-z-]*)", text, re.M))
    assert used - set(COMMANDS) == set()
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert sorted(command for command in COMMANDS if not re.search(rf"\b{command}\b", readme)) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    for target, anchor in re.findall(r"\]\(([^)#\s]*)#?([^)\s]*)\)", document.read_text(encoding="utf-8")):
        if "://" in target:
            continue
        path = document.parent / target if target else document
        assert path.exists(), target
        assert not anchor or anchor in anchors(path), f"{target}#{anchor}"
