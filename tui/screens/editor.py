"""The editor: a form for one position, the file's text, and what is wrong with either while one types.

What is typed is kept at each key (`drafts`), so that neither a killed terminal nor a file that changes underneath
takes it away. What an edit does is `editing`'s; what a file says, the library's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rich.style import Style
from rich.text import Text
from textual import on, work
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static, TextArea
from textual.worker import get_current_worker

from positions.checking import Finding
from positions.display import one_line
from positions.editing.documents import Document, Moved
from positions.errors import PositionsError
from positions.review import sentence_of

from ..commands import bindings
from ..completing import Completion, Names, complete, matching
from ..editing import FORM, YAML, Editing, draft_of, in_form_at, line_of, lines_of
from ..forms import Form, FormFault, History
from ..settling import sentence
from ..shown import restored, shown
from ..state import Content, plural
from ..widgets.bars import TitleBar
from ..widgets.form import FormView
from ..widgets.yamltext import Remark, YamlText
from .base import HEIGHTS, BaseScreen
from .conflict import ConflictScreen, Version
from .pick import PickScreen

PAUSE_SECONDS = 0.15
"""After so long without a key, what stands there is looked at."""
SHOWN = (2, 6)
"""Findings listed below, on a short and on a tall screen."""


class EditorScreen(BaseScreen[None]):
    """Edits one file."""

    where = "editor"
    BINDINGS = bindings("editor")
    VERTICAL_BREAKPOINTS = HEIGHTS
    AUTO_FOCUS = ""

    @dataclass
    class Judged(Message):
        """What stands there has been looked at."""

        findings: tuple[Finding, ...]
        here: range | None = None
        """The lines of the entry in the form; None where the whole text is shown."""
        fault: PositionsError | None = None
        """What keeps the form from being applied to the text."""

    @dataclass
    class Saved(Message):
        """A save has ended: with the file as it is now, or with what kept it from being written."""

        editing: Editing
        outcome: Document | PositionsError

    def __init__(self, editing: Editing, *, line: int = 1, draft: str | None = None) -> None:
        super().__init__()
        self.editing = editing
        self.findings: tuple[Finding, ...] = ()
        self._here: range | None = None
        self._history = History(editing.form)
        self._line = line
        self._draft = draft
        self._loaded = editing.text
        """What the text area was last given."""
        self._names = Names()
        self._pause: Timer | None = None
        self._saving = False
        self._leaving = False
        self.is_judging = False
        """Is what was typed yet to be looked at?"""
        self._insisted: str | None = None
        """The faulty text that the person was warned of."""

    def compose_body(self) -> Iterable[Widget]:
        yield Static("", id="moved", markup=False)
        yield FormView(lambda name: self._names.for_key(name), id="form")
        yield YamlText(shown(self.editing.text), completion=self._completion, id="yaml")
        yield Static("", id="findings", markup=False)

    def on_mount(self) -> None:
        self.query_one("#moved").display = False
        self.watch(self.app, "content", self._renew)
        self._show()
        self._place_cursor(self._line)
        if self.editing.mode == FORM:
            self.form.focus_field("claim" if self._is_new else "stance")
        self._look()
        if self._draft is not None:
            self._keep()

    @property
    def form(self) -> FormView:
        """The form."""
        return self.query_one(FormView)

    @property
    def area(self) -> YamlText:
        """The text."""
        return self.query_one(YamlText)

    @property
    def _is_new(self) -> bool:
        return self.editing.form is not None and self.editing.form.entry is None

    def _renew(self, content: Content | None) -> None:
        """The files were read again: new names, and perhaps another version of this file."""
        if content is not None:
            self._names = Names.of(content.matrix, content.snapshot, self.editing.document.article)
        if self._saving or not self.positions_app.access.files.has_moved(self.editing.document):
            self.query_one("#moved").display = False
        elif self.editing.is_touched:
            self.query_one("#moved").display = True
            self.query_one("#moved", Static).update("This file was changed by somebody else. ^S shows both versions.")
        else:
            self._reopen()

    def _reopen(self) -> None:
        try:
            document = self.positions_app.access.files.open(self.editing.document.path)
        except PositionsError as fault:
            self.positions_app.tell(str(fault), error=True)
            return
        self._take(self.editing.over(document, document.text))
        self.positions_app.tell("The file was changed by somebody else: this is what it says now.")

    # What is shown

    def _take(self, editing: Editing) -> None:
        """Shows another state of the edit."""
        self.editing = editing
        self._history = History(editing.form)
        self._show()
        self._keep()
        self._look()

    def _show(self) -> None:
        self._title()
        editing = self.editing
        in_form = editing.mode == FORM and editing.form is not None
        self.form.display, self.area.display = in_form, not in_form
        if in_form and editing.form is not None:
            self.form.show(editing.form, self._passage(editing.form))
            self.form.show_fault(None)
        if self._loaded != editing.text:
            self._loaded = editing.text
            with self.prevent(TextArea.Changed):
                self.area.put(shown(editing.text))
        if in_form and not isinstance(self.focused, TextArea) and self.focused is not None:
            return
        if in_form:
            self.form.focus_field("claim")
        else:
            self.area.focus()

    def _title(self) -> None:
        touched = "not saved" if self.editing.is_touched else "saved"
        self.query_one(TitleBar).show("Edit", self.editing.what, touched)

    def _passage(self, form: Form) -> Text:
        """The sentence that a position rests on, the quote between brackets."""
        content, article = self.positions_app.content, self.editing.document.article
        found = content.articles.get(article) if content is not None and article is not None else None
        if found is not None and found.text and form.at is not None and form.at[1] <= len(found.text):
            return sentence(*sentence_of(found.text, form.at))
        return Text(one_line(f"“{form.quote}”") if form.quote else "No words of the article stand behind it.")

    def _place_cursor(self, line: int) -> None:
        self.area.move_cursor((max(0, line - 1), 0), center=True)

    # What is typed

    @on(FormView.Edited)
    def _fill_in(self, edited: FormView.Edited) -> None:
        form = self.editing.form
        if form is None or form.values[edited.name] == edited.value:
            return
        form = form.put(edited.name, edited.value)
        self._history = self._history.put(form, edited.name, apart=edited.value.endswith(" "))
        self._change(replace(self.editing, form=form))

    @on(TextArea.Changed)
    def _type(self) -> None:
        text = restored(self._loaded, self.area.text)
        if text != self.editing.text:
            self._change(replace(self.editing, text=text))

    def _change(self, editing: Editing) -> None:
        self.editing = editing
        self.is_judging = True
        self._keep()
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE_SECONDS, self._look)

    def _keep(self) -> None:
        """Writes down what is not saved, at each key; forgets it once nothing is."""
        self._title()
        drafts = self.positions_app.access.files.drafts
        try:
            if self.editing.is_touched:
                self._draft = drafts.keep(draft_of(self.editing), self._draft)
            elif self._draft is not None:
                drafts.drop(self._draft)
                self._draft = None
        except OSError as error:
            self.positions_app.tell(f"What you type cannot be kept until it is saved: {error}", error=True)

    # What is wrong with it

    def _look(self) -> None:
        """Has it looked at, as it would be saved."""
        self.is_judging = True
        self._judge(self.editing)

    @work(thread=True, exclusive=True, group="judge")
    def _judge(self, editing: Editing) -> None:
        fault: PositionsError | None = None
        try:
            applied = editing.applied()
        except PositionsError as error:
            applied, fault = editing, error
        try:
            findings = self.positions_app.access.files.check(applied.document, applied.text)
        except PositionsError as error:
            findings, fault = (), fault or error
        here = lines_of(applied) if editing.mode == FORM else None
        if not get_current_worker().is_cancelled:
            self.post_message(self.Judged(findings, here, fault))

    def on_editor_screen_judged(self, judged: Judged) -> None:
        """Shows what was found, at its lines and below."""
        self.is_judging = False
        self.findings, self._here = judged.findings, judged.here
        remarks: dict[int, Remark] = {}
        for found in reversed(judged.findings):
            words = f"{found.message} — {found.hint}" if found.hint else found.message
            remarks[(found.line or 1) - 1] = Remark(words, found.severity == "error")
        self.area.remark(remarks)
        self.query_one("#findings", Static).update(self._listed())
        fault = judged.fault if self.editing.is_touched else None
        if isinstance(fault, FormFault):
            self.form.show_fault(fault.name, fault.words)
        else:
            self.form.show_fault(None)
            if fault is not None:
                self.positions_app.tell(str(fault), error=True)

    def _listed(self) -> Text:
        lines = self._here
        here = [found for found in self.findings if lines is None or (found.line or 0) in lines]
        most = SHOWN[self.has_class("-tall")]
        colours = self.app.theme_variables
        text = Text(no_wrap=True, overflow="ellipsis")
        for number, found in enumerate(here[:most]):
            sign, colour = ("✗", colours.get("error")) if found.severity == "error" else ("?", colours.get("accent"))
            text.append("\n" if number else "")
            text.append(f"{sign} ", Style(color=colour, bold=True))
            line = f"line {found.line}: " if self.editing.mode == YAML and found.line else ""
            text.append(one_line(f"{line}{found.message}{f' — {found.hint}' if found.hint else ''}"))
        left = len(self.findings) - min(len(here), most)
        if left:
            text.append(f"{chr(10) if here else ''}{plural(left, 'more remark')} in the file; ^G goes to the next")
        return text if text.plain else Text("✓ nothing to remark" if not self._is_new else "")

    # Commands

    def action_field(self, by: int) -> None:
        """To the field above (-1) or below (1)."""
        if self.editing.mode == FORM:
            self.form.step(by)

    def action_switch(self) -> None:
        """From the form to the text, what it says being in it, or to the form of the entry at the cursor."""
        try:
            if self.editing.mode == FORM:
                editing = replace(self.editing.applied(), mode=YAML)
                line = line_of(editing)
                self._take(replace(editing, form=None, place=None))
                self._place_cursor(line)
            elif self.editing.document.article is None:
                self.positions_app.tell("Only positions have a form.")
            else:
                self._take(in_form_at(self.editing, self.area.cursor_location[0] + 1))
        except PositionsError as fault:
            self._refuse(fault)

    def _refuse(self, fault: PositionsError) -> None:
        if isinstance(fault, FormFault):
            self.form.show_fault(fault.name, fault.words)
            self.form.focus_field(fault.name)
        self.positions_app.tell(str(fault), error=True)

    def action_undo(self) -> None:
        """Takes back what was typed last."""
        self._step(self._history.undone())

    def action_redo(self) -> None:
        """Types again what was taken back."""
        self._step(self._history.redone())

    def _step(self, history: History[Form | None]) -> None:
        if self.editing.mode == YAML:
            return  # the text area has its own, and its keys
        self._history = history
        form = history.now
        if form is not None and form != self.editing.form:
            self.form.show(form, self._passage(form))
            self._change(replace(self.editing, form=form))

    def _completion(self) -> Completion | None:
        row, column = self.area.cursor_location
        lines = self.area.text.split("\n")
        return complete(self.editing.document.model, lines, row, column, self._names) if row < len(lines) else None

    def action_complete(self) -> None:
        """Lists what can be written at the cursor; what is picked is written."""
        if self.editing.mode == YAML:
            self._complete_text()
            return
        field = self.form.field
        if field is None or field.choices or self.editing.form is None:
            return
        self._offer(matching(self.editing.form.values[field.name], self._names.for_key(field.name)), self.form.put)

    def _complete_text(self) -> None:
        found = self._completion()
        row, column = self.area.cursor_location

        def put(candidate: str) -> None:
            if found is not None:
                self.area.replace(found.written(candidate), (row, found.start), (row, column))
                self.area.focus()

        self._offer(found.candidates if found is not None else (), put)

    def _offer(self, candidates: Sequence[str], put: object) -> None:
        if not candidates:
            self.positions_app.tell("Nothing is known that could stand here.")
            return

        def picked(candidate: str | None) -> None:
            if candidate is not None and callable(put):
                put(candidate)

        choices = [(candidate, candidate) for candidate in candidates]
        self.app.push_screen(PickScreen("What can stand here", choices, candidates[0]), picked)

    def action_fault(self) -> None:
        """To the next line with a fault or a remark, in the text."""
        if not self.findings:
            self.positions_app.tell("There is nothing to remark.")
            return
        if self.editing.mode == FORM:
            self.action_switch()
            if self.editing.mode == FORM:
                return
        at = self.area.cursor_location[0] + 1
        found = next((one for one in self.findings if (one.line or 1) > at), self.findings[0])
        self.area.move_cursor(((found.line or 1) - 1, max(0, (found.column or 1) - 1)), center=True)
        self.positions_app.tell(f"{found.message}{f' — {found.hint}' if found.hint else ''}")

    # Saving and leaving

    def action_save(self) -> None:
        """Writes it into the file; a faulty text only when asked twice."""
        if self._saving:
            return
        try:
            editing = self.editing.applied()
        except PositionsError as fault:
            self._refuse(fault)
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

    @work(thread=True, group="save")
    def _save(self, editing: Editing) -> None:
        title = f"edit {editing.document.path}"
        try:
            outcome: Document | PositionsError = self.positions_app.access.files.save(
                editing.document, editing.text, title
            )
        except PositionsError as fault:
            outcome = fault
        self.post_message(self.Saved(editing, outcome))

    def on_editor_screen_saved(self, saved: Saved) -> None:
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
                self._change(replace(self.editing, document=saved.outcome))
            else:
                self._take(replace(saved.editing, document=saved.outcome))
            self.query_one("#moved").display = False
            self.positions_app.tell("Saved. `positions undo` takes it back.")
            self.positions_app.look(after_edit=True)
            if leaving and not typed_on:
                self._leave(keep=False)

    def _settle(self, moved: Moved, mine: Editing) -> None:
        def chosen(version: Version | None) -> None:
            if version is not None:
                self._take(mine.over(moved.now, version.text))
                self.positions_app.tell(f"This is {version.name}. ^S saves it.")

        self.app.push_screen(ConflictScreen(moved, mine.text), chosen)

    def action_back(self) -> None:
        """Leaves; asks what is to become of what is not saved."""
        if not self.editing.is_touched:
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

        self.app.push_screen(PickScreen("What becomes of it?", choices, "save"), chosen)

    def _leave(self, *, keep: bool) -> None:
        drafts = self.positions_app.access.files.drafts
        if self._draft is not None and keep:
            drafts.release(self._draft)
        elif self._draft is not None:
            drafts.drop(self._draft)
        self.dismiss(None)
