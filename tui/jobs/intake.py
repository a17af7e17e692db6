"""What a person has typed in order to add it, and what of it goes once it is added.

Nothing that was typed goes before it is in the negotiation; what is refused stays, to be mended. Reads no file, knows
no Textual.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from positions.errors import UsageError
from positions.model import Model
from positions.naming import moment

from .messages import Job
from .run import Run

Way = Literal["text", "files", "pages"]
WAYS: tuple[Way, ...] = ("text", "files", "pages")
TITLES: dict[Way, str] = {"text": "Text", "files": "Files", "pages": "Pages"}
"""How the ways are called on the screen."""


class Intake(Model):
    """What stands in the fields."""

    way: Way = WAYS[0]
    text: str = ""
    files: str = ""
    """A path, or a pattern of paths, a line."""
    pages: str = ""
    """An address a line."""
    title: str = ""
    date: str = ""
    outlet: str = ""
    folder: str = ""
    """The one that was looked through last."""

    @property
    def is_empty(self) -> bool:
        """Is there nothing that would be missed?"""
        return not any((self.text.strip(), self.files.strip(), self.pages.strip(), self.title.strip()))

    @property
    def length(self) -> int:
        """Characters of what would be missed."""
        return sum(map(len, (self.text, self.files, self.pages, self.title)))

    def turned(self, by: int = 1) -> Intake:
        """The same, with the next way to add."""
        return self.model_copy(update={"way": WAYS[(WAYS.index(self.way) + by) % len(WAYS)]})

    def job(self, *, read: bool) -> Job:
        """What is to be done with it. Raises UsageError where that cannot be meant."""
        if self.date.strip():
            moment(self.date)
        given = {
            name: sound(value.strip()) or None
            for name, value in (("title", self.title), ("date", self.date), ("outlet", self.outlet))
        }
        if self.way == "text":
            if not self.text.strip():
                raise UsageError("there is no text", hint="paste or type one")
            return Job(text=sound(self.text), read=read, **given)
        lines = _lines(self.files if self.way == "files" else self.pages)
        if not lines:
            hint = (
                "type a path, or take one from the list" if self.way == "files" else "type one, or several, one a line"
            )
            raise UsageError(f"there is no {'file' if self.way == 'files' else 'address'}", hint=hint)
        bare = [line for line in lines if "://" not in line]
        if self.way == "pages" and bare:
            hint = f"copy it from the browser's address bar: https://{bare[0][:40]} …"
            raise UsageError(f"'{bare[0][:60]}' is no address", hint=hint)
        if len(lines) > 1 and given["title"]:
            raise UsageError("several sources cannot share one title", hint="empty it, or add them one by one")
        return Job(sources=tuple(lines), read=read, **given)

    def after(self, run: Run, before: Run | None = None) -> Intake:
        """What is left once what a run has added is gone; what was typed meanwhile stays.

        What the same run had added `before` is gone already: where it stands there again, somebody typed it again.
        """
        settled = run.settled - before.settled if before is not None and before.job is run.job else run.settled
        left = {"files": _without(self.files, settled), "pages": _without(self.pages, settled)}
        pasted = run.job.text is not None and "" in settled and sound(self.text) == run.job.text
        if pasted:
            left["text"] = ""
        changed = pasted or any(left[name] != getattr(self, name) for name in ("files", "pages"))
        same = changed and run.job.title == (sound(self.title.strip()) or None)
        if same and (pasted or not (left["files"].strip() or left["pages"].strip())):
            left |= {"title": "", "date": ""}  # they were about what is gone; an outlet mostly has more to say
        return self.model_copy(update=left) if changed else self

    def toggled(self, path: str) -> Intake:
        """The same with a path among the files, or not any more."""
        lines = self.files.split("\n")
        if path in _lines(self.files):
            return self.model_copy(update={"files": "\n".join(line for line in lines if line.strip() != path)})
        head = "".join(f"{line}\n" for line in lines if line.strip())
        return self.model_copy(update={"files": f"{head}{path}\n"})


def _lines(text: str) -> list[str]:
    return list(dict.fromkeys(sound(line.strip()) for line in text.split("\n") if line.strip()))


def _without(text: str, settled: Iterable[str]) -> str:
    """The text without the lines that are done."""
    gone = set(settled) - {""}
    return "\n".join(line for line in text.split("\n") if sound(line.strip()) not in gone) if gone else text


def sound(text: str) -> str:
    """The text without halves of characters, which a terminal may send and no file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
