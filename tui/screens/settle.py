"""Where coders disagree, one word is decided on: first whose folders, then one disagreement after the other."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from positions.display import one_line
from positions.reliability import FIELDS, Field, Session, Unit

from ..commands import bindings
from ..settling import heading, sentence, version_words
from ..widgets.bars import TitleBar
from .deciding import DecidingScreen
from .pick import PickScreen


class CodersScreen(ModalScreen[str | None]):
    """Gives back the folders as they were typed, or None."""

    where = "coders"
    BINDINGS = bindings("coders")

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static("Whose codings? The coders' folders, with blanks between", id="heading", markup=False)
            yield Input(placeholder="../lena ../mark", compact=True)
            yield Static("One folder alone is compared with this one. Esc leaves", id="hint", markup=False)

    @on(Input.Submitted)
    def _submit(self, submitted: Input.Submitted) -> None:
        self.dismiss(submitted.value.strip() or None)

    def action_back(self) -> None:
        """Leaves without reading any."""
        self.dismiss(None)


class SettleScreen(DecidingScreen[Session]):
    """One disagreement: its sentence, and what each coder says, to choose from."""

    where = "settle"
    BINDINGS = bindings("settle")
    AUTO_FOCUS = "#body"

    def __init__(self, folders: str) -> None:
        super().__init__()
        self._folders = folders

    def compose_body(self) -> Iterable[Widget]:
        with VerticalScroll(id="body"):
            yield Static("Reading the folders…", id="sentence", markup=False)
        versions = OptionList(id="versions")
        versions.can_focus = False
        yield versions

    def on_mount(self) -> None:
        self.query_one(TitleBar).show("Coders", "reading…")
        self.open(partial(self.positions_app.access.settle, self._folders))

    @property
    def unit(self) -> Unit | None:
        """What is to be decided now."""
        return self.session.current if self.session is not None else None

    def show_current(self) -> None:
        """The sentence, and the versions below it."""
        session, unit, versions = self.session, self.unit, self.query_one(OptionList)
        if session is None:
            return
        versions.clear_options()
        if unit is None:
            left = len(session.queue) - session.decided
            self.query_one(TitleBar).show("Coders", f"{session.decided} decided", f"{left} left")
            self.query_one("#sentence", Static).update(
                "Nothing more to settle. Esc goes back, u takes back the last decision."
            )
            return
        place = f"{session.at + 1} of {len(session.queue)}"
        self.query_one(TitleBar).show("Coders", heading(unit), place)
        self.query_one("#sentence", Static).update(sentence(*session.sentence))
        coders = session.target.coding.coders
        for coder, version in zip(coders, unit.versions, strict=True):
            versions.add_option(Option(Text(one_line(f"{coder.name}: {version_words(version)}"))))
        versions.highlighted = 0

    def action_move(self, by: int) -> None:
        """To the version above (-1) or below (1)."""
        versions = self.query_one(OptionList)
        if versions.highlighted is not None:
            versions.highlighted = min(max(versions.highlighted + by, 0), versions.option_count - 1)

    def action_take(self) -> None:
        """The version under the cursor is right."""
        chosen = self.query_one(OptionList).highlighted
        if self.session is not None and self.unit is not None and chosen is not None:
            session = self.session
            self.decide(lambda: session.take(chosen))

    def action_drop(self) -> None:
        """Nothing is stated there."""
        if self.session is not None and self.unit is not None:
            self.decide(self.session.drop)

    def action_skip(self) -> None:
        """Leaves it open."""
        if self.session is not None and self.unit is not None:
            self.decide(self.session.skip)

    def action_mix(self) -> None:
        """Chooses field by field."""
        unit = self.unit
        if unit is not None and None not in unit.versions and self.may_decide():
            self._mix({}, [field for field in FIELDS if field in unit.differences])

    def _mix(self, chosen: dict[Field, int], left: list[Field]) -> None:
        session, unit = self.session, self.unit
        if session is None or unit is None:
            return
        if not left:
            self.decide(lambda: session.mix(chosen))
            return
        names = [coder.name for coder in session.target.coding.coders]
        values = zip(names, unit.values(left[0]), strict=True)
        choices = [(str(number), f"{name}: {value or 'nothing'}") for number, (name, value) in enumerate(values)]

        def picked(number: str | None) -> None:
            if number is not None:
                self._mix({**chosen, left[0]: int(number)}, left[1:])

        self.app.push_screen(PickScreen(f"Whose {left[0]}?", choices, "0", escape="decides nothing"), picked)
