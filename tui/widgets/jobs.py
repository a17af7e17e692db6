"""How a job is coming along: a bar, what has come of it, its log; and the ways to add, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.style import Style
from rich.text import Text
from textual import events
from textual.app import App
from textual.message import Message
from textual.widgets import RichLog, Static

from positions.display import one_line, width

from ..jobs.intake import TITLES, WAYS, Way
from ..jobs.run import KEPT, Line, Run, Tone

COLOURS: dict[Tone, str] = {"good": "success", "bad": "error", "note": "accent", "plain": "secondary"}
WIDEST_BAR = 60


def drawn(line: Line, app: App[None]) -> Text:
    """A line with its sign."""
    colour = app.theme_variables.get(COLOURS[line.tone])
    return Text().append(f"{line.sign} ", Style(color=colour, bold=True)).append(line.text)


class Progress(Static):
    """Where a job is, what has come of it, and what went wrong."""

    def show(self, run: Run | None, idle: str) -> None:
        """Shows it; what `idle` says where there was none."""
        if run is None:
            self.update(Text(idle))
            return
        text = Text().append(run.headline, "bold")
        bar = run.bar(min(WIDEST_BAR, max(10, self.size.width - 4)))
        text.append(f"\n{bar}" if bar else "")
        text.append(f"\n{run.summary}" if run.summary else "")
        if run.fault is not None:
            colour = self.app.theme_variables.get("error")
            text.append("\n✗ ", Style(color=colour, bold=True))
            text.append(run.fault + (f" — {run.hint}" if run.hint else ""), Style(color=colour))
        self.update(text)


class JobLog(RichLog, inherit_bindings=False):
    """The lines of a run; it follows them while its end is in view."""

    def __init__(self, *, id: str) -> None:
        super().__init__(
            max_lines=KEPT * 4, wrap=True, markup=False, highlight=False, auto_scroll=False, min_width=0, id=id
        )
        self._run: Run | None = None
        self._number = 0
        self._width = 0

    def show(self, run: Run | None) -> None:
        """Writes what is new."""
        if run is None:
            return
        if self._run is None or self._run.job is not run.job:
            self.clear()
            self._number = 0
        self._run = run
        follow = self.is_vertical_scroll_end
        new = [line for line in run.log if line.number > self._number]
        for line in new:
            self.write(drawn(line, self.app))
        if new:
            self._number = new[-1].number
        if new and follow:
            self.scroll_end(animate=False, immediate=True)

    def on_resize(self, event: events.Resize) -> None:
        """Breaks the lines anew where there is another width; at first, shows the last ones."""
        before, self._width = self._width, event.size.width
        if not before:
            self.call_after_refresh(self.scroll_end, animate=False)
        elif before != self._width:
            self.call_after_refresh(self._write_again)

    def _write_again(self) -> None:
        run, self._run = self._run, None
        self.show(run)


class Came(Static):
    """What became of what was to be added, the last lines."""

    def show(self, lines: Sequence[Line]) -> None:
        """Shows them."""
        self.update(Text("\n").join(drawn(line, self.app) for line in lines))


class Ways(Static):
    """The ways to add, the present one marked; a click chooses."""

    ALLOW_SELECT = False

    @dataclass
    class Chosen(Message):
        """Another way was clicked."""

        way: Way

    def show(self, way: Way) -> None:
        """Marks a way."""
        text = Text()
        for one in WAYS:
            text.append(f"[{TITLES[one]}]" if one == way else f" {TITLES[one]} ", "bold reverse" if one == way else "")
            text.append("  ")
        self.update(text)

    def on_click(self, event: events.Click) -> None:
        """Finds the word that was clicked."""
        x = event.get_content_offset_capture(self).x
        for one in WAYS:
            x -= width(TITLES[one]) + 4
            if x < 0:
                self.post_message(self.Chosen(one))
                return


class Place(Static):
    """The folder that is looked through."""

    def show(self, words: str) -> None:
        """Says it on one line."""
        self.update(Text(one_line(words), no_wrap=True, overflow="ellipsis"))
