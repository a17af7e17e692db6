"""What holds for a whole negotiation: parties, issues, settings, and what the program remembers of its issues."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from pydantic import BeforeValidator, Field

from positions.model.base import FORMAT_VERSION, Model, Text, When, name_key
from positions.model.terms import Role, Status


def _to_names(value: object) -> object:
    """One name may be written without a list."""
    if value in (None, ""):
        return ()
    return (value,) if isinstance(value, str) else value


Names = Annotated[tuple[Text, ...], BeforeValidator(_to_names, json_schema_input_type=str | tuple[Text, ...])]


class Party(Model):
    """An entry of parties.yaml; its key is the name."""

    aliases: Names = ()
    speakers: Names = ()
    role: Role = Role.PRINCIPAL
    bloc: Text | None = None
    note: Text | None = None


class StatusOverride(Model):
    """A person's word on where an issue stands."""

    is_: Status = Field(alias="is")
    by: Text | None = None
    on: When | None = None


class Issue(Model):
    """An entry of issues.yaml; its key is the name."""

    proposition: Text | None = None
    theme: Text | None = None
    also: Names = ()
    parties: dict[Text, Text] = Field(default={}, description="a person's words for the cell of a party")
    status: StatusOverride | None = None
    note: Text | None = None


class Registry(Model):
    """parties.yaml: who is who, as people decided it."""

    parties: dict[Text, Party] = {}

    def names_of(self) -> dict[str, tuple[str, ...]]:
        """For each compared form of a name or alias, the parties it may mean; an exact name beats every alias."""
        found: dict[str, list[str]] = {}
        for name, party in self.parties.items():
            for alias in party.aliases:
                found.setdefault(name_key(alias), [])
                if name not in found[name_key(alias)]:
                    found[name_key(alias)].append(name)
        exact = {name_key(name): (name,) for name in self.parties}
        return {key: tuple(names) for key, names in found.items()} | exact

    def resolver(self) -> Callable[[str], str]:
        """What tells the registered party that a heading means; the heading itself when that is nobody, or several."""
        names = self.names_of()

        def resolved(heading: str) -> str:
            if heading in self.parties:
                return heading
            meant = names.get(name_key(heading), ())
            return meant[0] if len(meant) == 1 else heading

        return resolved

    def role_of(self, party: str) -> Role:
        """The role of a party; whoever is not registered is a principal."""
        return self.parties[party].role if party in self.parties else Role.PRINCIPAL


class Codebook(Model):
    """issues.yaml: the issues as people named them."""

    issues: dict[Text, Issue] = {}


class Thresholds(Model):
    """Where comparison draws its lines; cosine similarities, 0 to 1."""

    same_issue: float = Field(default=0.38, ge=0, le=1)
    compatible: float = Field(default=0.1, ge=0, le=1)


class Settings(Model):
    """negotiation.yaml."""

    format: int = Field(default=FORMAT_VERSION, ge=1)
    name: Text | None = None
    thresholds: Thresholds = Thresholds()
    engine: Text | None = None
    model: Text | None = None
    stale_after: int = Field(default=3, ge=1, description="articles without a word after which a position is stale")


class RememberedIssue(Model):
    """An issue as the program last named it, with the keys of its members."""

    name: Text
    proposition: Text | None = None
    members: tuple[Text, ...] = ()


class RememberedIssues(Model):
    """machine/issues.yaml: what keeps names and members stable from one comparison to the next."""

    issues: tuple[RememberedIssue, ...] = ()

    def without(self, before: RememberedIssues, after: RememberedIssues) -> RememberedIssues:
        """These with the keys from before an edit that gave members other keys: `after` has the same issues in the same
        order. Each goes to the issue that has most of those it was among."""
        members = [set(issue.members) for issue in self.issues]
        for was, became in zip(before.issues, after.issues, strict=False):
            old, new = set(was.members), set(became.members)
            holder = max(members, key=lambda one: len(one & new), default=set())
            if old != new and holder & new:
                holder -= new - old
                holder |= old - new
        issues = (
            issue if found == set(issue.members) else issue.model_copy(update={"members": tuple(sorted(found))})
            for issue, found in zip(self.issues, members, strict=True)
        )
        return self.model_copy(update={"issues": tuple(issues)})
