"""A finding, and how it gets its place in a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeVar

from positions import yamlfiles
from positions.errors import FileFaults, PositionsError
from positions.model import Model
from positions.negotiation import Negotiation
from positions.yamlfaults import Path as Keys

T = TypeVar("T")
Severity = Literal["error", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a file that a person should look at."""

    severity: Severity
    path: Path | None
    line: int | None
    """From 1; None where the finding concerns the file as a whole."""
    column: int | None
    message: str
    hint: str | None = None


class Document:
    """A YAML file in which things are found; where they stand is worked out when the first is."""

    def __init__(self, negotiation: Negotiation, path: Path, model: type[Model]) -> None:
        self.path = path
        self._negotiation = negotiation
        self._model = model

    @cached_property
    def locate(self) -> Callable[[Keys], tuple[int, int]]:
        """Line and column of what stands under these keys, else of the nearest part that is there."""
        return self._negotiation.locator(self.path, self._model)

    def error(self, keys: Keys, message: str, hint: str | None = None) -> Finding:
        """What is wrong under these keys."""
        return Finding("error", self.path, *self.locate(keys), message, hint)

    def note(self, keys: Keys, message: str, hint: str | None = None) -> Finding:
        """What may have been meant otherwise."""
        return Finding("note", self.path, *self.locate(keys), message, hint)


class TextDocument(Document):
    """A file's text that is not on disk."""

    def __init__(self, negotiation: Negotiation, path: Path, model: type[Model], text: str) -> None:
        super().__init__(negotiation, path, model)
        self._text = text

    @cached_property
    def locate(self) -> Callable[[Keys], tuple[int, int]]:
        """Line and column in the text."""
        return yamlfiles.locator(self._text, self.path, self._model)


def attempt(read: Callable[[], T], findings: list[Finding]) -> T | None:
    """What `read` returns; what it raises becomes findings."""
    try:
        return read()
    except FileFaults as error:
        findings += [of_fault(fault) for fault in error.faults]
    except PositionsError as error:
        findings.append(of_fault(error))
    return None


def of_fault(fault: PositionsError) -> Finding:
    """A fault as a finding."""
    return Finding("error", fault.path, fault.line, fault.column, fault.message, fault.hint)
