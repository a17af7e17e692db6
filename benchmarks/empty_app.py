"""The least that a Textual application can be: what opening the matrix is measured against."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Empty(App[None]):
    """One word on the screen."""

    def compose(self) -> ComposeResult:
        yield Static("here")


if __name__ == "__main__":
    Empty().run()
