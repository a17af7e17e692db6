"""A YAML tree as the plain data that a model takes, with the place of everything in it.

Owned here: that an empty value is an absent one, that keys are unique, and what an entry of a position file looks like.
Values are for the models to judge; their complaints are located here and worded by `yamlfaults`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from positions import yamlfaults
from positions.errors import InputError
from positions.model import Codebook, Entry, MachineEntry, MachineFile, Model, PositionFile, Registry
from positions.yamlfaults import Path as Keys
from positions.yamlslips import shorten
from positions.yamltree import MAX_FAULTS, Mapping, Node, Scalar, Tree

OUTERMOST: dict[type[Model], str] = {Registry: "parties", Codebook: "issues"}
"""Files that are one mapping of names, with the model's field that holds it."""
_NAMED: frozenset[Keys] = frozenset({("parties",), ("issues",), ("positions",)})
"""Where keys are names that people chose, so that the second of two equal ones can still be checked."""
_STAND_IN = "?"
"""A claim for an entry that has none, so that the rest of the entry is checked all the same."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands: the key a person sees, its offset, and the value."""

    label: str
    start: int
    value: Node


class Reader:
    """Makes plain data of a tree. `spots` has the place of every key and item by its path in the model's terms."""

    def __init__(self, tree: Tree, model: type[Model]) -> None:
        self.tree = tree
        self.faults: list[InputError] = []
        self.spots: dict[Keys, Spot] = {}
        self._model = model
        self._entry_model = MachineEntry if issubclass(model, MachineFile) else Entry
        self.data: dict[str, Any] = self._outermost()

    def _outermost(self) -> dict[str, Any]:
        field = OUTERMOST.get(self._model)
        path: Keys = () if field is None else (field,)
        root = self.tree.root
        if root is not None and not isinstance(root, Mapping):
            keys = ", ".join(yamlfaults.keys_at(self._model, ()))
            hint = "write a line `Name:` for each" if field else f"possible keys: {keys}"
            self._refuse(root.start, "the file must consist of keys and values", hint)
            root = None
        inner = {} if root is None else self._mapping(root, path)
        return inner if field is None else {field: inner}

    def _refuse(self, offset: int, message: str, hint: str) -> None:
        if len(self.faults) <= MAX_FAULTS:
            self.faults.append(self.tree.fault(offset, message, hint))

    def _plain(self, node: Node, path: Keys) -> Any:
        if isinstance(node, Scalar):
            return None if node.empty else node.text
        if isinstance(node, Mapping):
            return self._mapping(node, path)
        entries = len(path) == 2 and path[0] == "positions" and issubclass(self._model, PositionFile)
        items = []
        for index, item in enumerate(node.items):
            here = (*path, index)
            self.spots[here] = Spot(str(path[-1]), item.start, item)
            items.append(self._entry(item, here) if entries else self._plain(item, here))
        return items

    def _mapping(self, node: Mapping, path: Keys) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key, value in node.pairs:
            name = key.text.strip()
            first = self.spots.get((*path, name))
            if first is not None:
                self._duplicate(key, name, first, path)
                if path not in _NAMED:
                    continue
                name += f"\0{key.start}"
            here = (*path, name)
            self.spots[here] = Spot(key.text, key.start, value)
            if not (isinstance(value, Scalar) and value.empty):
                data[name] = self._plain(value, here)
            elif path in _NAMED:
                data[name] = [] if path == ("positions",) else {}
        return data

    def _duplicate(self, key: Scalar, name: str, first: Spot, path: Keys) -> None:
        if len(self.faults) > MAX_FAULTS:
            return
        line, _ = self.tree.place(first.start)
        shown = shorten(name)
        if path == ("positions",):
            message = f"the party `{shown}` stands twice, first in line {line}"
            self._refuse(key.start, message, "put its entries under one heading")
        else:
            self._refuse(key.start, f"`{shown}` stands twice, first in line {line}", "keep one of the two")

    def _entry(self, node: Node, path: Keys) -> Any:
        """The data of an entry; faults of its stance are told here, in better words than the model could find."""
        if not isinstance(node, Mapping):
            said = isinstance(node, Scalar) and not node.empty and node.text not in Entry.STANCE_KEYS
            words = shorten(node.text, 40) if isinstance(node, Scalar) and said else "…"
            hint = f"write `- demand: {words}`, or offer, accept, reject"
            self._refuse(node.start, "an entry begins with its stance", hint)
            return {Entry.STANCE_KEYS[0]: _STAND_IN}
        data = self._mapping(node, path)
        for key in ("stance", "claim"):
            if data.pop(key, None) is not None:
                hint = "the stance is the key of its claim: `demand: …`"
                self._refuse(self.spots[(*path, key)].start, f"unknown key `{key}`", hint)
                data.setdefault(self._stances(path)[0] if self._stances(path) else Entry.STANCE_KEYS[0], _STAND_IN)
        stances = self._stances(path)
        if not stances:
            self._without_stance(node, data)
            return data
        for other in stances[1:]:
            data.pop(other, None)
            message, hint = f"one entry cannot both {stances[0]} and {other}", f"begin a new entry: `- {other}: …`"
            self._refuse(self.spots[(*path, other)].start, message, hint)
        claim = self.spots[(*path, stances[0])]
        self.spots[(*path, "claim")] = claim
        if stances[0] not in data:
            self._empty_claim(claim)
            data[stances[0]] = _STAND_IN
        return data

    def _stances(self, path: Keys) -> list[str]:
        """The stances that an entry has, in the order of the file."""
        found = [stance for stance in Entry.STANCE_KEYS if (*path, stance) in self.spots]
        return sorted(found, key=lambda stance: self.spots[(*path, stance)].start)

    def _without_stance(self, node: Mapping, data: dict[str, Any]) -> None:
        """Say what the stance may have been meant to be, and let a stand-in take its place."""
        if Entry.STANCE_KEYS[0] in data:
            return
        known = yamlfaults.keys_at(self._entry_model, ())
        data[Entry.STANCE_KEYS[0]] = _STAND_IN
        for key, _ in node.pairs:
            name = key.text.strip()
            best = None if name in known else yamlfaults.nearest(name, known)
            if best in Entry.STANCE_KEYS:
                self._refuse(key.start, f"`{shorten(name)}` is no stance", f"did you mean `{best}`?")
                data.pop(name, None)
                return
        hint = "it needs one of demand, offer, accept, reject, with its claim"
        self._refuse(node.start, "the entry has no stance", hint)

    def _empty_claim(self, claim: Spot) -> None:
        if "#" in self.tree.rest_of_line(claim.start):
            hint = "put quotation marks around a text that begins with `#`"
            self._refuse(claim.start, f"`#` turns what follows `{claim.label}:` into a comment", hint)
        else:
            self._refuse(claim.start, f"`{claim.label}` is empty", f"write what it is: `{claim.label}: …`")

    def explained(self, error: ValidationError) -> list[InputError]:
        """A model's complaints, located and in words."""
        found = []
        for detail in error.errors(include_url=False)[: MAX_FAULTS + 1]:
            path: Keys = tuple(detail["loc"])
            while path and path not in self.spots:
                path = path[:-1]
            spot = self.spots.get(path, Spot("file", 0, Scalar(0, 0, "", True)))
            full: Keys = tuple(detail["loc"]) if detail["type"] == "missing" else path
            message, hint = yamlfaults.explain(detail, self._model, full, spot.label)
            at_key = detail["type"] in ("extra_forbidden", "missing") or detail["loc"][-1:] == ("[key]",)
            at_key = at_key or spot.value.start == spot.value.end
            found.append(self.tree.fault(spot.start if at_key else spot.value.start, message, hint))
        return found
