"""What is being edited: a file's text, and where it has positions, the form of one of them over it.

The form is a view of an entry in the text: it is applied to the text as a splice, before the text is shown or saved, so
that comments and everything else stay. All values are frozen. Knows no Textual.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from positions import yamledit, yamlfiles
from positions.editing.documents import Document, model_of
from positions.editing.entries import Place, added, changed, entry_at, place_of
from positions.errors import ConflictError, FileFaults, InputError, PositionsError
from positions.merging import Record, pairs, records
from positions.model import Entry, Model, PositionFile

from .drafts import Draft
from .forms import Form

FORM, YAML = "form", "yaml"


@dataclass(frozen=True)
class Editing:
    """An editor's content."""

    document: Document
    """The file as it was opened or saved last."""
    text: str
    """What it is to say; what stands in the form is not in it yet."""
    form: Form | None = None
    place: Place | None = None
    """Which entry of the text the form is about; None where that is a new one."""
    mode: str = YAML

    @property
    def is_touched(self) -> bool:
        """Is there anything that is not saved?"""
        return self.text != self.document.text or (self.form is not None and self.form.is_touched)

    @property
    def what(self) -> str:
        """What is edited, in words."""
        if self.mode == YAML or self.form is None:
            return self.document.path
        return "a new position" if self.form.entry is None else self.form.party

    def applied(self) -> Editing:
        """The same with what the form says in the text.

        Raises FormFault where a field cannot stay as it is; FileFaults, and InputError, where the text cannot follow.
        """
        if self.form is None or not self.form.is_touched:
            return self
        party, entry = self.form.made()
        file = _parsed(self)
        new = added(file, party, entry) if self.place is None else changed(file, self.place, party, entry)
        text = yamledit.rewrite(self.text, new, Path(self.document.path))
        return replace(self, text=text, form=Form.of(party, entry), place=place_of(new, party, entry))

    @property
    def applied_text(self) -> str:
        """The text with what the form says in it; as it is where that cannot be."""
        try:
            return self.applied().text
        except PositionsError:
            return self.text

    def over(self, document: Document, text: str) -> Editing:
        """The same once the file is another: with this text, and the form, if there is one, over the same entry in it.

        Where the text cannot be read, or has no such entry any more, the text is what is shown. A new entry
        stands in no text yet, so its form stays.
        """
        made = replace(self, document=document, text=text, form=None, place=None, mode=YAML)
        if self.form is None or self.mode == YAML:
            return made
        party, entry = self.form.party, self.form.entry
        if entry is None:
            return replace(made, form=self.form, mode=FORM)
        return in_form(made, party, entry) or made


def in_yaml(document: Document) -> Editing:
    """A file, to be edited as a text."""
    return Editing(document, document.text)


def in_form(editing: Editing, party: str, entry: Entry) -> Editing | None:
    """An entry of the text, to be edited in a form; None where it is not there, or the text cannot be read."""
    try:
        file = _parsed(editing)
    except (FileFaults, InputError):
        return None
    bare = Entry.model_construct(**{name: getattr(entry, name) for name in Entry.model_fields})
    place = place_of(file, party, bare) or _heir(file, party, bare)
    if place is None:
        return None
    return replace(editing, form=Form.of(place[0], entry_at(file, place)), place=place, mode=FORM)


def in_form_at(editing: Editing, line: int) -> Editing:
    """The entry that stands at a line of the text, counted from 1, to be edited in a form.

    Raises FileFaults where the text cannot be read, ConflictError where it has no entry.
    """
    file = _parsed(editing)
    locate = yamlfiles.locator(editing.text, Path(editing.document.path), PositionFile)
    places = [(party, n) for party, entries in file.positions.items() for n in range(len(entries))]
    if not places:
        raise ConflictError("there is no entry to show in a form", hint="Ctrl+T comes back to the text")
    lines = [locate(("positions", *place))[0] for place in places]
    before = [place for place, at in sorted(zip(places, lines, strict=True), key=lambda one: one[1]) if at <= line]
    place = before[-1] if before else min(zip(lines, places, strict=True))[1]
    return replace(editing, form=Form.of(place[0], entry_at(file, place)), place=place, mode=FORM)


def line_of(editing: Editing) -> int:
    """The line, counted from 1, of the entry that the form is about; 1 where there is none."""
    if editing.place is None:
        return 1
    return yamlfiles.entry_line(editing.text, *editing.place)


def lines_of(editing: Editing) -> range:
    """The lines, counted from 1, of the entry that the form is about; none where that cannot be told."""
    if editing.place is None:
        return range(0)
    try:
        locate = yamlfiles.locator(editing.text, Path(editing.document.path), PositionFile)
        entries = (
            (("positions", party, n)) for party, found in _parsed(editing).positions.items() for n in range(len(found))
        )
        starts = sorted(locate(keys)[0] for keys in entries)
    except (FileFaults, InputError):
        return range(0)
    first = line_of(editing)
    behind = next((start for start in starts if start > first), editing.text.count("\n") + 2)
    return range(first, behind)


def new_entry(editing: Editing, quote: str | None, at: tuple[int, int] | None) -> Editing:
    """A new entry, to be written in a form."""
    return replace(editing, form=Form.new(quote, at), place=None, mode=FORM)


def _parsed(editing: Editing) -> PositionFile:
    return yamlfiles.parse(editing.text, PositionFile, Path(editing.document.path))


def _heir(file: PositionFile, party: str, entry: Entry) -> Place | None:
    """Where an entry went that somebody changed."""
    now = records(file)
    found = pairs([Record(party, entry)], now).get(0)
    heir = now[found].value if found is not None else None
    return place_of(file, now[found].place, heir) if found is not None and isinstance(heir, Entry) else None


# What is kept


def draft_of(editing: Editing) -> Draft:
    """What is written down of an edit that is not saved."""
    data, form = editing.document.data, editing.form
    return Draft(
        path=editing.document.path,
        base=None if data is None else data.decode("utf-8", "surrogateescape"),
        begun=editing.document.text,
        text=editing.text,
        form=None if form is None else form.values,
        place=editing.place,
        at=form.at if form is not None else None,
        quote=form.quote if form is not None else None,
        mode=editing.mode,
    )


def taken_up(draft: Draft) -> Editing:
    """An edit that was kept, as it was left. Raises InputError for a file that is not edited here."""
    model: type[Model] | None = model_of(draft.path)
    if model is None:
        raise InputError("this file is not edited here", path=draft.path)
    data = None if draft.base is None else draft.base.encode("utf-8", "surrogateescape")
    editing = Editing(Document(draft.path, model, data, draft.begun), draft.text)
    if draft.form is None or model is not PositionFile:
        return editing
    form = Form.new(draft.quote, draft.at)
    if draft.place is not None:
        try:
            form = Form.of(draft.place[0], entry_at(_parsed(editing), draft.place))
        except (FileFaults, InputError, ConflictError):
            return editing
    known = {name: value for name, value in draft.form.items() if name in form.values}
    form = replace(form, values={**form.values, **known})
    return replace(editing, form=form, place=draft.place, mode=FORM if draft.mode == FORM else YAML)
