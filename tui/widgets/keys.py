"""The line of keys at the foot of a screen."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget

from positions.display import width

STAYS = ("escape", "question_mark")
"""The way back, and to the help, where all keys stand."""
GOES_FIRST = ("ctrl+p", "q")
"""They do the same everywhere."""


def fitting(keys: Sequence[tuple[str, str, str]], columns: int) -> list[tuple[str, str, str]]:
    """The keys for which there is room: what does the same everywhere goes first, then a screen's last."""
    own = [key for key in keys if key[0] not in STAYS + GOES_FIRST]
    order = [key for name in STAYS for key in keys if key[0] == name] + own
    order += [key for name in reversed(GOES_FIRST) for key in keys if key[0] == name]
    found = []
    for key in order:
        columns -= _width(key)
        if columns < 0:
            break
        found.append(key)
    return [key for key in keys if key in found]


def _width(key: tuple[str, str, str]) -> int:
    return width(key[1]) + width(key[2]) + 3


class KeyLine(Widget):
    """The keys that do something here, and what they do; a click on one is as good as the key.

    One widget for all of them: Textual's Footer makes one for each, and styles them all anew whenever the focus moves,
    which took a tenth of the time that a screen needs to open.
    """

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._keys: list[tuple[str, str, str]] = []
        """The key, how it is written, what it does."""

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._look)

    def _look(self, screen: Screen[object]) -> None:
        first: dict[str, Binding] = {}
        for active in screen.active_bindings.values():
            if active.binding.show:
                first.setdefault(active.binding.action, active.binding)
        keys = [(one.key, self.app.get_key_display(one), one.description) for one in first.values()]
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def render(self) -> Content:
        key_style = Style.parse("bold $footer-key-foreground")
        return Content.assemble(
            *(
                part
                for key, written, does in fitting(self._keys, self.size.width)
                for part in (
                    (f" {written} ", key_style + Style.from_meta({"key": key})),
                    (f"{does} ", Style.from_meta({"key": key})),
                )
            )
        )

    def on_mouse_down(self, event: events.MouseDown) -> None:
        key = event.style.meta.get("key")
        if key is not None:
            self.app.simulate_key(key)
