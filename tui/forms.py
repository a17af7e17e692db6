"""The form of one position: which fields it has, what stands in them, and the entry that they make.

A field that nobody touched keeps its value as the file has it, however it is written there. Knows no Textual.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from positions.display import one_line
from positions.errors import UsageError
from positions.model import Entry, Extent, Firmness, Stance

T = TypeVar("T")


@dataclass(frozen=True)
class Field:
    """A line of the form."""

    name: str
    """As the file calls it; `party`, `stance` and `claim` besides."""
    label: str
    choices: tuple[str, ...] = ()
    """All that it can be; empty for words."""
    hint: str = ""


FIELDS: tuple[Field, ...] = (
    Field("party", "party", hint="who holds it"),
    Field("stance", "stance", tuple(stance.value for stance in Stance)),
    Field("claim", "claim", hint="what is demanded, offered, accepted or rejected"),
    Field("issue", "issue", hint="empty: the comparison finds it"),
    Field("firmness", "firmness", tuple(firmness.value for firmness in Firmness)),
    Field("extent", "extent", tuple(extent.value for extent in Extent)),
    Field("if", "if", hint="a condition"),
    Field("unless", "unless"),
    Field("until", "until"),
    Field("in exchange for", "in exchange for"),
    Field("of", "asked of", hint="whom it is asked of"),
    Field("speaker", "speaker"),
    Field("note", "note", hint="a remark of yours"),
)
_ATTRIBUTES = {info.alias or name: name for name, info in Entry.model_fields.items()}
_NAMES = frozenset(field.name for field in FIELDS)


class FormFault(UsageError):
    """A field that cannot stay as it is."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(f"{name}: {message}")
        self.name = name
        self.words = message


@dataclass(frozen=True)
class Form:
    """What stands in each field, by its name."""

    values: Mapping[str, str]
    entry: Entry | None = None
    """As the file has it; None for a new one."""
    party: str = ""
    """The heading that it stands under in the file."""
    quote: str | None = None
    at: tuple[int, int] | None = None

    @classmethod
    def of(cls, party: str, entry: Entry) -> Form:
        """The form of an entry."""
        return cls(_values(party, entry), entry, party, entry.quote, entry.at)

    @classmethod
    def new(cls, quote: str | None = None, at: tuple[int, int] | None = None) -> Form:
        """An empty one, for a passage."""
        blank = {field.name: "" for field in FIELDS}
        usual = {"stance": Stance.DEMAND.value, "firmness": Firmness.DEMAND.value, "extent": Extent.FULL.value}
        return cls(blank | usual, None, "", quote, at)

    def put(self, name: str, value: str) -> Form:
        """The same with another value in a field."""
        return replace(self, values={**self.values, name: value})

    @property
    def is_touched(self) -> bool:
        """Does it say something else than the file? A new one does as soon as there are words in it."""
        if self.entry is not None:
            return dict(self.values) != _values(self.party, self.entry)
        return any(self.values[name].strip() for name in _NAMES if not _choices(name))

    def made(self) -> tuple[str, Entry]:
        """The party and the entry that the fields make. Raises FormFault, for the first field that cannot stay so."""
        party, claim = (" ".join(self.values[name].split()) for name in ("party", "claim"))
        if not party:
            raise FormFault("party", "write who holds this position")
        if not claim:
            raise FormFault("claim", f"write what is {self.values['stance']}ed" if self.entry is None else "is empty")
        before = {} if self.entry is None else _values(self.party, self.entry)
        update: dict[str, Any] = {}
        for name in _NAMES - {"party"}:
            value = self.values[name]
            if value != before.get(name):
                update[name] = " ".join(value.split()) or None
        kept = {} if self.entry is None else {key: getattr(self.entry, name) for key, name in _ATTRIBUTES.items()}
        passage = {"quote": self.quote, "at": self.at} if self.entry is None else {}
        heading = self.party if self.values["party"] == before.get("party") else party
        try:
            return heading, Entry.model_validate({**kept, **passage, **update})
        except ValidationError as error:
            name = str(error.errors()[0]["loc"][0]) if error.errors()[0]["loc"] else "claim"
            raise FormFault(name, "cannot be that") from None


def _choices(name: str) -> tuple[str, ...]:
    return next(field.choices for field in FIELDS if field.name == name)


def _values(party: str, entry: Entry) -> dict[str, str]:
    found = {"party": one_line(party)}
    for name in _NAMES - {"party"}:
        value = getattr(entry, _ATTRIBUTES[name])
        found[name] = "" if value is None else value.value if _choices(name) else one_line(value)
    return found


@dataclass(frozen=True)
class History(Generic[T]):
    """What was, what is, and what was taken back. What is typed on in one field is taken back as one, word by word."""

    now: T
    past: tuple[T, ...] = ()
    future: tuple[T, ...] = ()
    where: str = field(default="", compare=False)

    def put(self, value: T, where: str, *, apart: bool) -> History[T]:
        """Another value; one step with the last where both were typed at one place, unless it stands `apart`."""
        if value == self.now:
            return self
        past = self.past if where == self.where and not apart and self.past else (*self.past, self.now)
        return History(value, past, (), where)

    def undone(self) -> History[T]:
        """A step back; the same where there is none."""
        return History(self.past[-1], self.past[:-1], (self.now, *self.future)) if self.past else self

    def redone(self) -> History[T]:
        """A step forth again; the same where there is none."""
        return History(self.future[0], (*self.past, self.now), self.future[1:]) if self.future else self
