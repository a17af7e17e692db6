"""Which articles a folder has: their ids and order, where their files are, and what is known about each.

Owned here: how an article is found, also one that somebody put into the folder by hand. What changes it is
`negotiation`.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import stat
from pathlib import Path, PurePosixPath, PureWindowsPath

from positions import naming, storage, yamlfiles
from positions.errors import InputError, PositionsError, reason_of
from positions.folder import Folder
from positions.model import Article, MachineFile, PositionFile, Source, day_of
from positions.yamlfaults import nearest
from positions.yamlslips import shorten


class Articles:
    """The articles of a folder. Whatever is asked, the answer is what the files say now."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._root = folder.root
        self._listed: frozenset[str] = frozenset()

    def ids(self) -> set[str]:
        """Every article that has a text or a position file. Raises InputError when a folder cannot be read."""
        files = [*self._folder.files("articles", ".txt"), *self._folder.files("positions", ".yaml")]
        return {path.stem for path in files}

    def in_order(self) -> tuple[str, ...]:
        """Those by date and id; undated ones, and those at fault, last."""
        return tuple(sorted(self.ids(), key=self._order))

    def _order(self, article_id: str) -> tuple[dt.date, dt.time, str]:
        try:
            when = self._source(article_id).published
        except PositionsError:
            when = None
        time = when.time() if isinstance(when, dt.datetime) else dt.time.min
        return (dt.date.max if when is None else day_of(when)), time, article_id

    def known(self, article_id: str) -> str:
        """The id as it stands on disk: another case or normal form of it is understood. Raises InputError."""
        if article_id in self._listed and self._is_there(article_id):  # to list for each would make a run quadratic
            return article_id
        ids = self.ids()
        self._listed = frozenset(ids)
        same = {naming.id_key(found): found for found in sorted(ids)} | {found: found for found in ids}
        found = same.get(article_id) or same.get(naming.id_key(article_id))
        if found is not None:
            return found
        best = nearest(article_id, sorted(ids))
        hint = (
            f"did you mean `{best}`?" if best else "articles/ and positions/ have the ids" if ids else "`positions add`"
        )
        raise InputError(f"there is no article `{article_id[:100]}`", hint=hint)

    def _is_there(self, article_id: str) -> bool:
        text = self._root / "articles" / f"{article_id}.txt"
        return text.exists() or self.position_path(article_id).exists()

    def holder_of(self, text: str) -> str | None:
        """The id of an article in articles/ that has exactly this text."""
        size = len(text.encode("utf-8", "surrogatepass"))
        for path in self._folder.files("articles", ".txt"):
            with contextlib.suppress(OSError, PositionsError):
                if path.stat().st_size in (size, size + 3) and self._folder.text(path) == text:
                    return path.stem
        return None

    def read(self, article_id: str) -> Article:
        """An article with its text, which is None where it has none. Raises InputError, FileFaults."""
        source = self._source(article_id)
        path = self._text_path(article_id, source)
        return Article(id=article_id, source=source, text=self._folder.text(path) if path.exists() else None)

    def _source(self, article_id: str) -> Source:
        """What is known about an article; of a text that somebody put into the folder, what its name tells.

        Where the position file was deleted, the program's own copy still knows.
        """
        file = self.position_file(article_id) or self.machine_file(article_id)
        if file is not None:
            return file.article
        return Source(published=naming.date_in(article_id), text=f"articles/{article_id}.txt")

    def text_path(self, article_id: str) -> Path:
        """Where an article's text is, or would be. Raises InputError, FileFaults."""
        naming.check_id(article_id)
        return self._text_path(article_id, self._source(article_id))

    def _text_path(self, article_id: str, source: Source) -> Path:
        """Where `text:` says that the text is, or was, else under the article's name.

        Raises InputError, with the line, if that is outside of articles/, no file, or no path that there could be.
        """
        told = f"articles/{article_id}.txt" if source.text is None else source.text
        named = PurePosixPath(told.replace("\\", "/"))
        if named.is_absolute() or PureWindowsPath(told).drive or ".." in named.parts or "\0" in told:
            raise self._misplaced(article_id, told, "leads out of the negotiation's folder")
        if named.parts[:1] != ("articles",):
            raise self._misplaced(article_id, told, "is not in articles/")
        storage.below(self._root, "articles", self._root / named)
        try:
            is_file = stat.S_ISREG((self._root / named).stat().st_mode)
        except (FileNotFoundError, NotADirectoryError):
            is_file = True  # it was, or will be
        except OSError as error:
            raise self._misplaced(article_id, told, f"cannot be followed: {reason_of(error)}") from None
        if not is_file:
            raise self._misplaced(article_id, told, "is not a file")
        return self._root / named

    def _misplaced(self, article_id: str, text: str, what: str) -> InputError:
        """What is wrong with the path of an article's text, and where it is written, if it is."""
        by_hand, by_program = self.position_path(article_id), self.machine_path(article_id)
        path, model = (by_hand, PositionFile) if by_hand.exists() else (by_program, MachineFile)
        if not path.exists():  # somebody put there by hand what is no text
            return InputError(what, hint="texts are in articles/: take it out", path=self._root / text)
        line, column = yamlfiles.locator(self._folder.text(path), path, model)(("article", "text"))
        message = f"the text's path `{shorten(text, 100)}` {what}"
        return InputError(message, hint="texts are in articles/", path=path, line=line, column=column)

    def position_path(self, article_id: str) -> Path:
        """Where an article's position file is, or would be. Raises InputError when that is no possible id."""
        naming.check_id(article_id)
        return self._root / "positions" / f"{article_id}.yaml"

    def machine_path(self, article_id: str) -> Path:
        """Where the program's own copy of a position file is, or would be. Raises InputError."""
        naming.check_id(article_id)
        return self._root / "machine" / "positions" / f"{article_id}.yaml"

    def position_file(self, article_id: str) -> PositionFile | None:
        """What stands in an article's position file; None when it has none. Raises FileFaults."""
        return self._folder.load(self.position_path(article_id), PositionFile)

    def machine_file(self, article_id: str) -> MachineFile | None:
        """What the program last wrote for an article; None when it never did. Raises FileFaults."""
        return self._folder.load(self.machine_path(article_id), MachineFile)
