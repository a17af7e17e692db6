"""The editor: a form for one position, the file's text, and what is wrong with either while one types.

What is typed is kept at each key (`drafts`), so that neither a killed terminal nor a file that changes underneath
takes it away. What an edit does is `editing`'s; what a file says, the library's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from rich.text import Text
from textual import on, work
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static, TextArea
from textual.worker import get_current_worker

from positions.checking import Finding
from positions.display import one_line
from positions.errors import PositionsError
from positions.review import sentence_of

from ..commands import bindings
from ..completing import Completion, Names, complete
from ..editing import FORM, YAML, Editing, in_form_at, line_of, lines_of
from ..forms import Form, FormFault, History
from ..naming import candidates
from ..settling import sentence
from ..shown import restored, shown
from ..state import Content
from ..widgets.bars import TitleBar
from ..widgets.findings import FindingList, remarks, words
from ..widgets.form import FormView
from ..widgets.yamltext import YamlText
from .base import HEIGHTS
from .pick import PickScreen
from .saving import SavingScreen

PAUSE_SECONDS = 0.15
"""After so long without a key, what stands there is looked at."""


class EditorScreen(SavingScreen):
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

    def __init__(self, editing: Editing, *, line: int = 1, draft: str | None = None) -> None:
        super().__init__(editing, draft)
        self.findings: tuple[Finding, ...] = ()
        self._history = History(editing.form)
        self._line = line
        self._loaded = editing.text
        """What the text area was last given."""
        self._names = Names()
        self._pause: Timer | None = None
        self.is_judging = False
        """Is what was typed yet to be looked at?"""

    def compose_body(self) -> Iterable[Widget]:
        yield Static("", id="moved", markup=False)
        yield FormView(lambda name: self._names.for_key(name), id="form")
        yield YamlText(shown(self.editing.text), completion=self._completion, id="yaml")
        yield FindingList(id="findings")

    def on_mount(self) -> None:
        self.query_one("#moved").display = False
        self.watch(self.app, "content", self._renew)
        self._show()
        self._place_cursor(self._line)
        if self.editing.mode == FORM:
            self.form.focus_field("claim" if self._is_new else "stance")
        self._look()
        if self._draft is not None:
            self.keep()

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
        self.take(self.editing.over(document, document.text))
        self.positions_app.tell("The file was changed by somebody else: this is what it says now.")

    # What is shown

    def take(self, editing: Editing) -> None:
        """Shows another state of the edit."""
        self.editing = editing
        self._history = History(editing.form)
        self.query_one("#moved").display = False
        self._show()
        self.keep()
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
        self.change(replace(self.editing, form=form))

    @on(TextArea.Changed)
    def _type(self) -> None:
        text = restored(self._loaded, self.area.text)
        if text != self.editing.text:
            self.change(replace(self.editing, text=text))

    def change(self, editing: Editing) -> None:
        self.editing = editing
        self.is_judging = True
        self._title()
        self.keep()
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE_SECONDS, self._look)

    # What is wrong with it

    def _look(self) -> None:
        """Has it looked at, as it would be saved."""
        self.is_judging = True
        self._judge(self.editing)

    @work(thread=True, exclusive=True, group="judge", description="judge")
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
        self.findings = judged.findings
        self.area.remark(remarks(judged.findings))
        self.query_one(FindingList).show(judged.findings, judged.here, tall=self.has_class("-tall"))
        fault = judged.fault if self.editing.is_touched else None
        if isinstance(fault, FormFault):
            self.form.show_fault(fault.name, fault.words)
        else:
            self.form.show_fault(None)
            if fault is not None:
                self.positions_app.tell(str(fault), error=True)

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
                self.take(replace(editing, form=None, place=None))
                self._place_cursor(line)
            elif self.editing.document.article is None:
                self.positions_app.tell("Only positions have a form.")
            else:
                self.take(in_form_at(self.editing, self.area.cursor_location[0] + 1))
        except PositionsError as fault:
            self.refuse(fault)

    def refuse(self, fault: PositionsError) -> None:
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
            self.change(replace(self.editing, form=form))

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
        self._offer(candidates(self.editing.form.values[field.name], self._names.for_key(field.name)), self.form.put)

    def _complete_text(self) -> None:
        found = self._completion()
        row, column = self.area.cursor_location

        def put(candidate: str) -> None:
            if found is not None:
                self.area.replace(found.written(candidate), (row, found.start), (row, column))
                self.area.focus()

        self._offer(found.candidates if found is not None else (), put)

    def _offer(self, candidates: Sequence[str], put: Callable[[str], None]) -> None:
        if not candidates:
            self.positions_app.tell("Nothing is known that could stand here.")
            return

        def picked(candidate: str | None) -> None:
            if candidate is not None:
                put(candidate)

        choices = [(candidate, candidate) for candidate in candidates]
        self.app.push_screen(
            PickScreen("What can stand here", choices, candidates[0], escape="puts nothing there"), picked
        )

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
        self.positions_app.tell(words(found))
