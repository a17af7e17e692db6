"""How an extraction is followed on standard error: a line an article, and a bar below them on a terminal."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Collection
from types import TracebackType
from typing import Self

from positions.cli.bar import Bar
from positions.cli.printing import Page, narrate
from positions.model import Article, Outcome
from positions.wording import counted
from positions.workflow import Progress

_PAGES = 10_000
"""Characters of an article from which on its progress is told."""
_COLOURS: dict[Outcome, str] = {"written": "green", "merged": "green", "failed": "red"}


def aside(text: str) -> None:
    """A remark on standard error while a bar may stand there: the bar gives way, and is drawn anew at the next step."""
    Bar().erase()
    narrate(text)


class ProgressLines:
    """Tells what became of each article and, at the end, of all; the bar is drawn on a terminal only."""

    def __init__(self, *, quiet: Collection[str] = ()) -> None:
        """Articles that end as `quiet` says are only counted."""
        self._page = Page(sys.stderr)
        self._bar = Bar()
        self._quiet = quiet
        self._done, self._total = 0, 0
        self.outcomes: Counter[Outcome] = Counter()

    def __enter__(self) -> Self:
        self._draw("starting")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.erase()

    def show(self, progress: Progress) -> None:
        """One article is through."""
        self.outcomes[progress.outcome] += 1
        if progress.outcome not in self._quiet:
            self._bar.erase()
            outcome = self._page.style(f"{progress.outcome:<10}", fg=_COLOURS.get(progress.outcome))
            text = progress.article + (f": {progress.detail}" if progress.detail else "")
            self._page.paragraph(text, first=f"{outcome}  ", rest=" " * 12)
        self._done, self._total = progress.done, progress.total
        self._draw(progress.article)

    def reading(self, article: Article, place: int) -> None:
        """An article is being read, and its first `place` characters are."""
        share = f" {100 * place // max(1, len(article.text or ''))} %" if place > _PAGES else ""
        self._draw(f"{article.id}{share}")

    def summary(self) -> str:
        """`5 articles: 3 written, 2 unchanged`."""
        parts = [f"{count} {outcome}" for outcome, count in self.outcomes.items()]
        return counted(self.outcomes.total(), "article") + (": " + ", ".join(parts) if parts else "")

    def _draw(self, label: str) -> None:
        self._bar.draw(self._done, self._total, label)
