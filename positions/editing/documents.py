"""The YAML files that people edit, as texts: opened, judged, and saved where nobody else was faster.

Owned here: that a save replaces exactly the file that was opened. Where somebody changed it meanwhile, both versions
stay, and `Moved` has what is to be put together. A save is a step that `undo` takes back. Who types what, and what is
kept until it is saved, is for the screens.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from positions import revising, yamlfiles
from positions.checking import Finding, check_text
from positions.editing.threeway import Merge, merged
from positions.errors import ConflictError, InputError, PositionsError
from positions.folder import encoded
from positions.journal import Write
from positions.model import Codebook, Model, PositionFile, Registry, Settings
from positions.negotiation import Negotiation

_NAMED: dict[str, type[Model]] = {"parties.yaml": Registry, "issues.yaml": Codebook, "negotiation.yaml": Settings}


@dataclass(frozen=True)
class Document:
    """A file as it was when it was opened or saved last."""

    path: str
    """Relative to the folder, with slashes."""
    model: type[Model]
    data: bytes | None
    """What is on disk; None where there is no file yet."""
    text: str
    """Without a byte order mark, its line ends as they are; of a file that is not there, what it would begin with."""

    @property
    def article(self) -> str | None:
        """The id of the article whose positions it holds; None for another file."""
        return PurePosixPath(self.path).stem if self.model is PositionFile else None


class Moved(ConflictError):
    """Somebody changed the file since it was opened."""

    def __init__(self, document: Document, now: Document) -> None:
        super().__init__("somebody changed this file meanwhile", hint="look at both versions", path=document.path)
        self.document, self.now = document, now

    def merged(self, mine: str) -> Merge:
        """What was typed and what is on disk now, in one text."""
        return merged(self.document.model, self.document.text, mine, self.now.text, Path(self.document.path))


def model_of(path: str) -> type[Model] | None:
    """What the file of this path holds; None when it is not one that people edit."""
    parts = PurePosixPath(path).parts
    if len(parts) == 2 and parts[0] == "positions" and path.endswith(".yaml"):
        return PositionFile
    return _NAMED.get(path)


def opened(negotiation: Negotiation, path: str) -> Document:
    """A file to be edited. Raises InputError where it is none of those, or cannot be read; FileFaults for bad UTF-8."""
    model = model_of(path)
    if model is None:
        raise InputError("this file is not edited here", hint="use an editor of your own", path=path)
    document = Document(path, model, None, "")
    if model is PositionFile:
        negotiation.position_path(document.article or "")  # refuses an id that no article can have
    data = negotiation.data(negotiation.root / path)
    if data is not None:
        return replace(document, data=data, text=yamlfiles.decode(data, negotiation.root / path))
    if document.article is not None:
        bare = PositionFile(article=negotiation.article(document.article).source)
        start = revising.revised_positions(negotiation, document.article, None, bare)
        return replace(document, text=(start.new or b"").decode())
    return document


def findings(negotiation: Negotiation, document: Document, text: str) -> tuple[Finding, ...]:
    """What is wrong or odd in a text that the file may get, by line."""
    return check_text(negotiation, negotiation.root / document.path, text, document.model)


def save(negotiation: Negotiation, document: Document, text: str, title: str | None = None) -> Document:
    """Write a text into the file that was opened, as one step that `undo` takes back; the document as it then is.

    Raises Moved when somebody changed the file meanwhile, in whatever way; InputError for half a character; WriteError.
    """
    data = document.data or b""
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    new = mark + encoded(text, Path(document.path))
    with negotiation.lock():
        now = opened(negotiation, document.path)
        if now.data not in (document.data, new):
            raise Moved(document, now)
        if now.data != new:
            negotiation.commit(title or f"edit {document.path}", [Write(document.path, now.data, new)])
    return replace(document, data=new, text=text)


def has_moved(negotiation: Negotiation, document: Document) -> bool:
    """Does the file say something else than when it was opened? One that cannot be read does."""
    try:
        return negotiation.data(negotiation.root / document.path) != document.data
    except PositionsError:
        return True
