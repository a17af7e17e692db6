"""What an editor does with the file: keeps what is typed, saves it, settles with who changed it meanwhile, leaves.

Owned here: that nothing typed is lost on the way. What is typed, and how it is shown, is the editor's.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass, replace

from textual import work
from textual.message import Message

from positions.editing.documents import Document, Moved
from positions.errors import PositionsError

from ..editing import YAML, Editing, draft_of
from .base import BaseScreen
from .conflict import ConflictScreen, Version
from .pick import PickScreen


class SavingScreen(BaseScreen[None]):
    """Holds an edit, and brings it to its file."""

    @dataclass
    class Saved(Message):
        """A save has ended: with the file as it is now, or with what kept it from being written."""

        editing: Editing
        outcome: Document | PositionsError

    def __init__(self, editing: Editing, draft: str | None) -> None:
        """`draft` is the name under which the edit is kept already."""
        super().__init__()
        self.editing = editing
        self._draft = draft
        self._saving = False
        self._leaving = False
        self._insisted: str | None = None
        """The faulty text that the person was warned of."""

    @abstractmethod
    def take(self, editing: Editing) -> None:
        """Shows another state of the edit."""

    @abstractmethod
    def change(self, editing: Editing) -> None:
        """Takes over what was typed."""

    @abstractmethod
    def refuse(self, fault: PositionsError) -> None:
        """Says what keeps the edit from being a text."""

    def keep(self) -> None:
        """Writes down what is not saved, at each key; forgets it once nothing is."""
        drafts = self.positions_app.access.files.drafts
        try:
            if self.editing.is_touched:
                self._draft = drafts.keep(draft_of(self.editing), self._draft)
            elif self._draft is not None:
                drafts.drop(self._draft)
                self._draft = None
        except OSError as error:
            self.positions_app.tell(f"What you type cannot be kept until it is saved: {error}", error=True)

    def action_save(self) -> None:
        """Writes it into the file; a faulty text only when asked twice."""
        if self._saving:
            return
        try:
            editing = self.editing.applied()
        except PositionsError as fault:
            self.refuse(fault)
            return
        if not editing.is_touched and editing.document.data is not None:
            self.positions_app.tell("Nothing has changed.")
            return
        if editing.mode == YAML and self._is_warned_of(editing):
            return
        self._saving = True
        self._save(editing)

    def _is_warned_of(self, editing: Editing) -> bool:
        """Warns, once for each text, of a fault in it."""
        found = self.positions_app.access.files.check(editing.document, editing.text)
        errors = [one for one in found if one.severity == "error"]
        if not errors or self._insisted == editing.text:
            return False
        self._insisted = editing.text
        words = f"line {errors[0].line}: {errors[0].message}"
        self.positions_app.tell(f"{words}. ^S again saves it all the same.", error=True)
        return True

    @work(thread=True, group="save", description="save")
    def _save(self, editing: Editing) -> None:
        title = f"edit {editing.document.path}"
        try:
            outcome: Document | PositionsError = self.positions_app.access.files.save(
                editing.document, editing.text, title
            )
        except PositionsError as fault:
            outcome = fault
        self.post_message(self.Saved(editing, outcome))

    def on_saving_screen_saved(self, saved: Saved) -> None:
        """Shows that it is saved, or both versions, or why it could not be."""
        self._saving = False
        leaving, self._leaving = self._leaving, False
        if isinstance(saved.outcome, Moved):
            self._settle(saved.outcome, saved.editing)
        elif isinstance(saved.outcome, PositionsError):
            self.positions_app.tell(f"Not saved, and kept: {saved.outcome}", error=True)
        else:
            typed_on = self.editing.applied_text != saved.editing.text
            if typed_on:
                self.change(replace(self.editing, document=saved.outcome))
            else:
                self.take(replace(saved.editing, document=saved.outcome))
            self.positions_app.tell("Saved. `positions undo` takes it back.")
            self.positions_app.look(after_edit=True)
            if leaving and not typed_on:
                self._leave(keep=False)

    def _settle(self, moved: Moved, mine: Editing) -> None:
        def chosen(version: Version | None) -> None:
            if version is not None:
                self.take(mine.over(moved.now, version.text))
                self.positions_app.tell(f"This is {version.name}. ^S saves it.")

        self.app.push_screen(ConflictScreen(moved, mine.text), chosen)

    def action_back(self) -> None:
        """Leaves; asks what is to become of what is not saved."""
        if not self.editing.is_touched:
            self.positions_app.notice = None
            self._leave(keep=False)
            return
        choices = [
            ("save", "Save it"),
            ("keep", "Keep it for later: U on the matrix brings it back"),
            ("drop", "Throw it away"),
        ]

        def chosen(what: str | None) -> None:
            if what == "save":
                self.action_save()
                self._leaving = self._saving
            elif what is not None:
                self._leave(keep=what == "keep")

        self.app.push_screen(PickScreen("What becomes of it?", choices, "save", escape="goes back to it"), chosen)

    def _leave(self, *, keep: bool) -> None:
        drafts = self.positions_app.access.files.drafts
        if self._draft is not None and keep:
            drafts.release(self._draft)
        elif self._draft is not None:
            drafts.drop(self._draft)
        self.dismiss(None)
