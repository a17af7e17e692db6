"""The folder of a negotiation: find it, list it, read and write it. Nobody else touches its files.

Owned here: which file holds what, and that nothing a person wrote is overwritten. A folder that came from elsewhere is
hostile: paths and links stay inside it. Texts are kept code point by code point, without translation of line ends; a
byte order mark is no part of a text, so offsets count from behind it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from positions import naming, storage, yamlfiles
from positions.articles import Articles
from positions.errors import FileFaults, InputError, PositionsError, UsageError, WriteError
from positions.folder import CACHE, Folder
from positions.journal import Journal, Step, Write
from positions.model import (
    FORMAT_VERSION,
    Article,
    Codebook,
    Entry,
    MachineFile,
    Model,
    PositionFile,
    Registry,
    RememberedIssues,
    Settings,
    Snapshot,
    Source,
)
from positions.schemas import schemas
from positions.snapshots import Files, assemble
from positions.yamlfaults import Path as Keys

T = TypeVar("T")
M = TypeVar("M", bound=Model)

_MAIN_FILE = "negotiation.yaml"
_SCHEMA = f"{CACHE}/schema"
REMEMBERED = "machine/issues.yaml"
"""What issues are called and who is in them, from one comparison to the next."""
_ATTRIBUTES = ("articles/** -text", "*.yaml text eol=lf")
"""git must not translate the line ends of texts (offsets count them), nor make our own files look edited."""
PAGES = "sources"
"""Where pages are kept as they were fetched; a folder of its own, so that one line of git's keeps them out or small."""
PAGE_ATTRIBUTES = (f"{PAGES}/** binary",)
_FOLDERS = ("articles", "positions", "machine", PAGES)
OWN_FOLDERS = (*_FOLDERS, CACHE)
OWN_FILES = (_MAIN_FILE, "parties.yaml", "issues.yaml", ".gitattributes")
"""What nobody else may write to: these folders, and these files beside them."""
_WRITTEN_TO = (".", *_FOLDERS, "machine/positions", _SCHEMA, f"{CACHE}/done")
"""Folders in which files are written under the lock alone."""
_FORGOTTEN_S = 3600.0
"""No cache takes so long to write."""
_INPUTS = (_MAIN_FILE, "parties.yaml", "issues.yaml", "articles", "positions", "machine/positions", REMEMBERED)


class Negotiation:
    """A negotiation on disk. Whatever is asked, the answer is what the files say now."""

    def __init__(self, root: Path, *, tell: Callable[[str], None] = lambda _: None) -> None:
        """`tell` gets a sentence for the person when another process, which is writing, keeps us waiting."""
        self._folder = Folder(root)
        self.root = self._folder.root
        self._articles = Articles(self._folder)
        self._lock = storage.Lock(self.root / CACHE / "lock", tell=tell)
        self._tell = tell
        self._journal = Journal(self._folder, {REMEMBERED: self._memory_before})
        self.last_step: Step | None = None
        """The last step that was committed by way of this object, whatever others did since."""
        self._furnished = False

    @classmethod
    def find(cls, start: Path, *, tell: Callable[[str], None] = lambda _: None) -> Negotiation:
        """The negotiation that `start` is, or lies in; `tell` as above.

        Raises UsageError when there is none, InputError when a newer program wrote it.
        """
        start = start.absolute()
        if not start.exists():
            raise UsageError("there is no such folder", hint="is the name right?", path=start)
        for folder in (start, *start.parents):
            if (folder / _MAIN_FILE).is_file():
                found = cls(folder, tell=tell)
                found._refuse_newer()
                found._recover()
                return found
        raise UsageError("no negotiation here, nor in any folder above", hint="start one: `positions init`", path=start)

    @classmethod
    def create(
        cls, root: Path, *, name: str | None = None, tell: Callable[[str], None] = lambda _: None
    ) -> Negotiation:
        """Start a negotiation in a folder, which may exist and have files in it; none of them is changed.

        Raises UsageError when it is a negotiation already, InputError when it cannot be written.
        """
        new = cls(root, tell=tell)
        if (new.root / _MAIN_FILE).exists():
            raise UsageError("this folder is a negotiation already", hint="add to it: `positions add`", path=new.root)
        own = new.root.name if naming.is_text(new.root.name) else ""
        settings = Settings(name=" ".join((name or "").split()) or " ".join(own.split()) or None)
        with storage.writing(new.root):
            for folder in ("articles", "positions", "machine/positions"):
                (new.root / folder).mkdir(parents=True, exist_ok=True)
        with new.lock():
            new.write_attributes(_ATTRIBUTES)
            for file, empty in (("parties", Registry()), ("issues", Codebook())):
                if not (new.root / f"{file}.yaml").exists():
                    new._folder.write(new.root / f"{file}.yaml", yamlfiles.dump(empty, schema=f"{_SCHEMA}/{file}.json"))
            new._folder.write(new.root / _MAIN_FILE, yamlfiles.dump(settings, schema=f"{_SCHEMA}/negotiation.json"))
        return new

    @classmethod
    def is_begun(cls, root: Path) -> bool:
        """Is a folder, which is no negotiation, empty but for what a `create` that was stopped may have left in it?"""
        folders, files = {"articles", "positions", "machine", CACHE}, {".gitattributes", "parties.yaml", "issues.yaml"}
        if any(path.name not in folders | files and not storage.is_half_written(path) for path in root.iterdir()):
            return False
        inside = (path for name in folders - {CACHE} for path in (root / name).rglob("*"))
        return all(path.is_dir() or storage.is_half_written(path) for path in inside)

    def _recover(self) -> None:
        """Finish what a command that died has begun; where nobody may write, it waits for somebody who may."""
        if self._journal.is_begun:
            with contextlib.suppress(WriteError), self.lock():
                pass

    def write_attributes(self, lines: Sequence[str], *, dropped: Sequence[str] = ()) -> bool:
        """Have these lines in .gitattributes, and the dropped ones not; all others stay. Returns whether it changed."""
        path = self.root / ".gitattributes"
        old = self._folder.text(path) if path.exists() else ""
        kept = [line for line in old.splitlines(keepends=True) if line.strip() not in dropped]
        missing = [line for line in lines if line not in old.splitlines()]
        new = "".join(kept)
        if missing:
            gap = "" if not new or new.endswith("\n") else "\n"
            new += gap + "".join(f"{line}\n" for line in missing)
        if new == old:
            return False
        with self.lock():
            self._folder.write(path, new)
        return True

    # What people decided

    @property
    def settings(self) -> Settings:
        """negotiation.yaml. Raises FileFaults, and InputError when a newer program wrote it."""
        self._refuse_newer()
        return self._folder.load(self.root / _MAIN_FILE, Settings) or Settings()

    @property
    def registry(self) -> Registry:
        """parties.yaml, empty when there is none. Raises FileFaults."""
        return self._folder.load(self.root / "parties.yaml", Registry) or Registry()

    @property
    def codebook(self) -> Codebook:
        """issues.yaml, empty when there is none. Raises FileFaults."""
        return self._folder.load(self.root / "issues.yaml", Codebook) or Codebook()

    def _refuse_newer(self) -> None:
        path = self.root / _MAIN_FILE
        version, line, column = yamlfiles.top_value(self._folder.text(path), "format") or ("", 0, 0)
        if version.isdecimal() and int(version[:9]) > FORMAT_VERSION:
            message = (
                f"a newer program wrote this negotiation: format {version[:9]}, and this one knows {FORMAT_VERSION}"
            )
            hint = "upgrade this program: `git pull`, then `make setup`, in its folder"
            raise InputError(message, hint=hint, path=path, line=line, column=column)

    # Articles: `Articles` finds them

    def article_ids(self) -> tuple[str, ...]:
        """Every article, also those without a text, by date and id; undated ones, and those at fault, last."""
        ids = self._articles.in_order()
        self._folder.keep_parsed()
        return ids

    def known(self, article_id: str) -> str:
        """The id as it stands on disk: another case or normal form of it is understood. Raises InputError."""
        return self._articles.known(article_id)

    def article(self, article_id: str) -> Article:
        """An article with its text, which is None where it has none. Raises InputError (nearest id), FileFaults."""
        return self._articles.read(self.known(article_id))

    def article_path(self, article_id: str) -> Path:
        """Where an article's text is, or would be. Raises InputError, FileFaults."""
        return self._articles.text_path(article_id)

    def position_path(self, article_id: str) -> Path:
        """Where an article's position file is, or would be. Raises InputError when that is no possible id."""
        return self._articles.position_path(article_id)

    def machine_path(self, article_id: str) -> Path:
        """Where the program's own copy of a position file is, or would be. Raises InputError."""
        return self._articles.machine_path(article_id)

    def position_file(self, article_id: str) -> PositionFile | None:
        """What stands in an article's position file; None when it has none. Raises FileFaults."""
        return self._articles.position_file(article_id)

    def machine_file(self, article_id: str) -> MachineFile | None:
        """What the program last wrote for an article; None when it never did. Raises FileFaults."""
        return self._articles.machine_file(article_id)

    def holder_of(self, text: str) -> str | None:
        """The id of an article in articles/ that has exactly this text."""
        return self._articles.holder_of(text)

    def add(self, article: Article, *, original: bytes | None = None, suffix: str = ".html") -> bool:
        """Take an article in: its text, and a position file that says what is known about it. The page that it was
        read from, as it was fetched, is kept in sources/.

        Returns False, and changes nothing, when the text is there already, under whatever name; where it has that name
        and no position file, it gets one, and the page is kept. Raises InputError when the id is impossible, or taken
        by an article with another text.
        """
        naming.check_id(article.id)
        with self.lock():
            taken = {naming.id_key(found): found for found in self._articles.ids()}.get(naming.id_key(article.id))
            holder = None if article.text is None else self.holder_of(article.text)
            if holder is not None and (holder != taken or self.position_path(holder).exists()):
                return False
            if holder is None and taken is not None:
                there = self._articles.read(taken)
                if article.text is None and there.text is None and there.source == article.source:
                    return False
                hint = "give this one another name, or replace that one's text by it: `positions add --replace`"
                raise InputError(f"another article has the name `{taken}` already", hint=hint)
            article_id, source = holder or article.id, article.source
            if original is not None:
                name = f"{PAGES}/{article_id}{suffix}"
                self.write_attributes(PAGE_ATTRIBUTES)
                self._folder.write_bytes(self.root / name, original)
                source = source.model_copy(update={"original": name})
            if article.text is not None and holder is None:  # else put there by hand, or by an `add` that was killed
                self._folder.write(self.root / "articles" / f"{article_id}.txt", article.text)
            self._write_bare(article_id, source, has_text=article.text is not None)
        return True

    def _write_bare(self, article_id: str, source: Source, *, has_text: bool = True) -> None:
        """A position file that says what is known about an article, and nothing of what it says.

        A copy in machine/ is of an article that was here before: beside it, all would count as taken out by a person.
        """
        copy = self.machine_path(article_id)
        storage.remove(storage.inside(self.root, copy))
        path = f"articles/{article_id}.txt" if has_text else None
        bare = as_written(PositionFile(article=source.model_copy(update={"text": path})))
        self._folder.write(self.position_path(article_id), bare)

    # Files

    def data(self, path: Path) -> bytes | None:
        """The bytes of one of the folder's files; None when it is not there. Raises InputError."""
        return storage.read(storage.inside(self.root, path)) if path.exists() else None

    def written(self, path: Path) -> dt.datetime:
        """When one of the folder's files was last written, in local time. Raises InputError."""
        return storage.written(storage.inside(self.root, path))

    def text(self, path: Path) -> str:
        """The text of one of the folder's files. Raises InputError, FileFaults."""
        return self._folder.text(path)

    # Edits: `revising` tells what they write

    def change(self, path: Path, old: bytes | None, new: bytes | None) -> Write:
        """One of the folder's files that goes from these bytes to those; None is no file. Nothing is written."""
        return Write(path.relative_to(self.root).as_posix(), old, new)

    def revised(self, path: Path, old: M, new: M) -> Write:
        """What it takes to make a YAML file, which says `old`, say `new`: spliced in, so that all else stays.

        Nothing is written. Raises ConflictError when the file says something else meanwhile, FileFaults, and
        InputError where it cannot be edited so.
        """
        return self.change(path, *self._folder.revised(path, old, new))

    def commit(self, title: str, writes: Sequence[Write], *, keep: bool = True) -> None:
        """Write all of these files or none, as one step that `undo` takes back; unless it is not to be kept.

        Raises ConflictError where somebody changed one of them since it was read.
        """
        with self.lock():
            step = self._journal.commit(title, writes, keep=keep)
            self.last_step = step if step is not None and keep else self.last_step

    def steps(self) -> tuple[Step, ...]:
        """What `undo` takes back, the last step first."""
        return self._journal.steps()

    def next_undo(self) -> Step:
        """The step that `undo` would take back. Nothing is written. Raises as it does."""
        return self._journal.next_undo()

    def undo(self) -> Step:
        """Take back the last step. Raises UsageError where there is none, ConflictError where a file changed since."""
        with self.lock():
            return self._journal.undo()

    def _memory_before(self, write: Write, now: bytes | None) -> bytes | None:
        """What is remembered now, with the keys from before a step; as it is where nobody can tell."""
        path = self.root / REMEMBERED
        try:
            was, became, present = (
                yamlfiles.parse(yamlfiles.decode(data or b"", path), RememberedIssues, path)
                for data in (write.old, write.new, now)
            )
        except FileFaults:
            return now
        kept = present.without(was, became)
        return now if kept == present else yamlfiles.dump(kept).encode()

    def entry_line(self, article_id: str, party: str, entry: Entry) -> int:
        """The line, from 1, of an entry in its article's position file; the nearest there is when it is gone."""
        path = self.position_path(article_id)
        text = self._folder.text(path)
        try:
            file = yamlfiles.parse(text, PositionFile, path)
        except FileFaults:
            return yamlfiles.entry_line(text, party, 0)
        for heading in sorted(file.positions, key=lambda name: name != party):
            for index, found in enumerate(file.positions[heading]):
                if found.is_same_as(entry):
                    return yamlfiles.entry_line(text, heading, index)
        return yamlfiles.entry_line(text, party, 0)

    def locator(self, path: Path, model: type[Model]) -> Callable[[Keys], tuple[int, int]]:
        """Line and column of what stands in one of the YAML files; see `yamlfiles.locator`. Raises FileFaults."""
        return yamlfiles.locator(self._folder.text(path), path, model)

    def cut_values(self, path: Path, model: type[Model]) -> tuple[InputError, ...]:
        """Texts in one of the YAML files that an unquoted `#` cuts short. Raises InputError, FileFaults."""
        return yamlfiles.cut_values(self._folder.text(path), path, model)

    def snapshot(self) -> Snapshot:
        """Everything that the files say now, as `assemble` puts it. Raises FileFaults with the faults of all files."""
        faults: list[PositionsError] = []
        _collect(lambda: self.settings, faults)
        registry = _collect(lambda: self.registry, faults)
        codebook = _collect(lambda: self.codebook, faults)
        files = [_collect(partial(self._files_of, article_id), faults) for article_id in self.article_ids()]
        self._folder.keep_parsed()
        if faults:
            raise FileFaults(faults)
        return assemble([file for file in files if file], registry or Registry(), codebook or Codebook())

    def _files_of(self, article_id: str) -> Files:
        return Files(self._articles.read(article_id), self.position_file(article_id), self.machine_file(article_id))

    # What the program keeps for itself

    def remembered(self) -> RememberedIssues:
        """machine/issues.yaml, empty when there is none. Raises FileFaults."""
        return self._folder.load(self.root / REMEMBERED, RememberedIssues) or RememberedIssues()

    def remember(self, issues: RememberedIssues) -> None:
        """Write machine/issues.yaml, if that changes it. Raises InputError, ConflictError."""
        if issues == self.remembered():
            return
        with self.lock():
            self._folder.write(self.root / REMEMBERED, yamlfiles.dump(issues))

    @contextlib.contextmanager
    def lock(self, *, patience_s: float = storage.PATIENCE_S) -> Iterator[None]:
        """Hold the negotiation for writing; every writing method does so by itself, and inside of this as well.

        Raises ConflictError, with who it is and how long they have been at it, when another process still holds it
        after so many seconds.
        """
        if not self.root.is_dir():
            raise InputError("the negotiation's folder is gone", path=self.root)
        storage.inside(self.root, self.root / CACHE)
        with self._lock(patience_s=patience_s):
            told = self._journal.recover()
            if told is not None:
                self._tell(told)
            if not self._furnished:
                self._sweep()
                self._write_schemas()
            yield

    def _sweep(self) -> None:
        """Delete the half-written copies of a process that was killed; caches may be written without the lock."""
        for name in _WRITTEN_TO:
            with contextlib.suppress(InputError):
                storage.sweep(storage.inside(self.root, self.root / name))
        storage.sweep(self.root / CACHE, older_than_s=_FORGOTTEN_S)

    def _write_schemas(self) -> None:
        """Have the schemas where editors look for them; what cannot be written there, editors do without."""
        for name, schema in schemas().items():
            data = (json.dumps(schema, indent=1) + "\n").encode()
            if self.read_cache(f"schema/{name}.json") != data:
                self.write_cache(f"schema/{name}.json", data)
        self._furnished = True

    def fingerprint(self, *, remembered: bool = True) -> str:
        """A hash that changes when any file changes that a snapshot or a comparison depends on. Reads no contents.

        Without `remembered`, the file that a comparison itself writes is left out.
        """
        return self._folder.fingerprint(
            _INPUTS if remembered else tuple(name for name in _INPUTS if name != REMEMBERED)
        )

    def read_cache(self, name: str) -> bytes | None:
        """A cache's bytes; None when there are none."""
        return self._folder.read_cache(name)

    def write_cache(self, name: str, data: bytes) -> None:
        """Keep bytes under `.positions/`; where that cannot be written to, nothing happens."""
        self._folder.write_cache(name, data)

    @property
    def answer_cache(self) -> Path:
        """Where a language model's answers are kept; the folder is made. Raises InputError when that cannot be."""
        return self._folder.cache_path("llm.sqlite")

    @property
    def vector_cache(self) -> Path:
        """Where vectors are kept; the folder is made. Raises InputError when that cannot be."""
        return self._folder.cache_path("vectors.sqlite")


def _collect(read: Callable[[], T], faults: list[PositionsError]) -> T | None:
    """What `read` returns; its faults go to the others."""
    try:
        return read()
    except FileFaults as error:
        faults += error.faults
    except PositionsError as error:
        faults.append(error)
    return None


def as_written(file: PositionFile) -> str:
    """A position file as the program writes one."""
    return yamlfiles.dump(file, schema=f"../{_SCHEMA}/positions.json")
