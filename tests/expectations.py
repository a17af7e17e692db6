"""What a reader found in the sample negotiations: `expected.yaml` of each, as values.

Shared by the tests that check these accounts themselves and those that measure the program against them.
"""

from __future__ import annotations

import yaml
from pydantic import Field

from positions import sampling
from positions.model import CONDITIONS, Basis, ChangeKind, Entry, Model, Party, Side, Status


class ExpectedPosition(Entry):
    """One statement: an entry of a position file, with its party, its side and how sure its reader was."""

    party: str
    issue: str
    side: Side
    unsure: bool = False


class ExpectedIssue(Model):
    """An issue, and where it stands after the last article."""

    proposition: str
    status: Status
    basis: Basis | None = None


class ExpectedChange(Model):
    """What became of a party's position on an issue between two articles; `new` has no earlier one."""

    party: str
    issue: str
    before: str | None = Field(default=None, alias="from")
    after: str = Field(alias="to")
    change: ChangeKind
    detail: str = ""


class Expected(Model):
    """A whole `expected.yaml`; articles go by their ids."""

    parties: dict[str, Party]
    positions: dict[str, tuple[ExpectedPosition, ...]]
    issues: dict[str, ExpectedIssue]
    disputed: dict[str, tuple[str, ...]]
    settled: dict[str, tuple[str, ...]]
    changes: tuple[ExpectedChange, ...]


def load(name: str) -> Expected:
    """The account of one sample. Every scalar is read as text, as in all files of a negotiation."""
    return Expected.model_validate(yaml.load(sampling.expected(name).read_text("utf-8"), yaml.BaseLoader))


def texts(name: str) -> dict[str, str]:
    """The words of each article of a sample, without its front matter, by id."""
    return {item.name.removesuffix(".md"): _split(item.read_text("utf-8"))[1] for item in sampling.articles(name)}


def front_matter(name: str) -> dict[str, dict[str, str]]:
    """The front matter of each article of a sample, by id."""
    found = {item.name.removesuffix(".md"): _split(item.read_text("utf-8"))[0] for item in sampling.articles(name)}
    return {article: yaml.load(header, yaml.BaseLoader) for article, header in found.items()}


def verbatim(position: ExpectedPosition) -> list[str]:
    """The words of a position that must stand in its article: its claim and its conditions."""
    return [position.claim, *(value for field in CONDITIONS.values() if (value := getattr(position, field)))]


def _split(markdown: str) -> tuple[str, str]:
    opening, header, body = markdown.split("---\n", 2)
    assert not opening, "front matter stands first"
    return header, body.strip()
