"""The git repository around a negotiation: who committed which line, its own settings, git's merge of lines.

Owned here: every call of git. It is asked without pager, prompt, hooks or network, in plain English and not for longer
than half a minute. A repository may have come from elsewhere with its settings, so nothing is asked that would run a
filter or a driver of theirs: what is committed is read, and compared with the files by us.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from positions.errors import InputError, UsageError, reason_of

_TIMEOUT_S = 30.0
_SAFE = (
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "protocol.allow=never"),
    *("-c", "blame.ignoreRevsFile="),
)
_KEPT = frozenset({"GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CEILING_DIRECTORIES"})
"""What a person may have set about git in general; the rest concerns the repository of whoever calls us."""
_LONG = 2_000
"""Lines from which on lines that repeat again and again are compared less closely: every pair of them costs time."""
_NONE_THERE = "not a git repository"


@dataclass(frozen=True)
class Author:
    """Who committed a line, and when."""

    name: str
    when: dt.datetime


class Repository:
    """The repository that a folder lies in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def find(cls, folder: Path) -> Repository:
        """The repository that a folder lies in.

        Raises UsageError when there is none, when there is no git, or when git refuses to look at it.
        """
        done = _git(folder, "rev-parse", "--show-toplevel")
        if done.returncode:
            said = _words(done)
            if _NONE_THERE in said:
                raise UsageError("this is no git repository", hint="make it one: `git init`", path=folder)
            raise UsageError(f"git refuses: {said}", hint="try `git status` there", path=folder)
        return cls(folder)

    def user(self) -> str:
        """Who works here, by git's settings of whatever level; empty where they don't say, in a repository or not.

        Raises UsageError where there is no git, InputError where it does not answer.
        """
        return _git(self.folder, "config", "user.name").stdout.decode("utf-8", "replace").strip()

    def setting(self, key: str) -> str | None:
        """What the repository's own settings have for a key; None where they have nothing."""
        done = _git(self.folder, "config", "--local", "--get", key)
        return done.stdout.decode("utf-8", "surrogateescape").removesuffix("\n") if done.returncode == 0 else None

    def set(self, key: str, value: str) -> None:
        """Write one of the repository's own settings. Raises InputError."""
        self._must("config", "--local", "--replace-all", key, value)

    def forget(self, section: str) -> bool:
        """Remove a section of the repository's own settings; False when it is not there. Raises InputError."""
        pattern = f"^{section.replace('.', '[.]')}[.]"
        if _git(self.folder, "config", "--local", "--get-regexp", pattern).returncode:
            return False
        self._must("config", "--local", "--remove-section", section)
        return True

    def _must(self, *words: str) -> None:
        done = _git(self.folder, *words)
        if done.returncode:
            raise InputError(f"git refuses: {_words(done)}", hint="try `git status` there", path=self.folder)

    def authors(self, path: Path, data: bytes) -> tuple[Author | None, ...]:
        """Who committed each line of a file that has these bytes now; None for a line that is not committed so."""
        lines = [line.removesuffix(b"\r") for line in data.split(b"\n")]
        found: list[Author | None] = [None] * len(lines)
        relative = path.relative_to(self.folder).as_posix()
        # `HEAD`, for its lines pass no filter; `--no-textconv`, or they would be what our diff driver makes of them.
        done = _git(self.folder, "blame", "--porcelain", "--no-textconv", "HEAD", "--", relative)
        if done.returncode:
            return tuple(found)
        committed = _blamed(done.stdout)
        before = [line for line, _ in committed]
        same = SequenceMatcher(None, before, lines, autojunk=max(len(before), len(lines)) > _LONG)
        for block in same.get_matching_blocks():
            for number in range(block.size):
                found[block.b + number] = committed[block.a + number][1]
        return tuple(found)

    def files_at(self, revision: str, suffixes: tuple[str, ...], largest: int) -> dict[str, bytes] | None:
        """The files of this folder, with these endings, as a revision has them, by their path in the folder.

        None when git knows no such revision. Links are left out, and files of more than `largest` bytes. What is
        committed is read as it is: no filter runs. Raises InputError when git fails.
        """
        name = self._commit(revision)
        if name is None:
            return None
        listed = _git(self.folder, "ls-tree", "-r", "-z", "-l", name, "--", ".")
        if listed.returncode:
            raise InputError(f"git refuses: {_words(listed)}", hint="try `git status` there", path=self.folder)
        found = {}
        for line in listed.stdout.split(b"\0"):
            what, _, path = line.partition(b"\t")
            fields = what.split()
            told = path.decode("utf-8", "surrogateescape")
            is_file = len(fields) == 4 and fields[0].startswith(b"100") and fields[3].isdigit()
            if is_file and told.endswith(suffixes) and int(fields[3]) <= largest:
                found[told] = fields[2]
        return self._blobs(found)

    def _commit(self, revision: str) -> str | None:
        if revision.startswith("-") or "\0" in revision:
            return None
        done = _git(self.folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        return done.stdout.decode("ascii", "replace").strip() if done.returncode == 0 else None

    def _blobs(self, names: Mapping[str, bytes]) -> dict[str, bytes]:
        """What stands in each of these objects, by the path that it has."""
        asked = b"".join(name + b"\n" for name in names.values())
        done = _git(self.folder, "cat-file", "--batch", given=asked)
        found, rest = {}, done.stdout
        for path in names:
            head, _, rest = rest.partition(b"\n")
            size = head.split()[-1] if head else b""
            if not size.isdigit():
                raise InputError(f"git has no longer what `{path[:100]}` was", hint="try `git fsck`", path=self.folder)
            found[path], rest = rest[: int(size)], rest[int(size) + 1 :]
        return found


def merged_lines(base: Path, ours: Path, theirs: Path) -> tuple[int, bytes]:
    """git's own merge of three files, line by line, and how many conflicts are marked in it. Raises InputError."""
    labels = ("-L", "ours", "-L", "base", "-L", "theirs")
    done = _git(Path.cwd(), "merge-file", "-p", *labels, "--", *map(os.path.abspath, (ours, base, theirs)))
    if done.returncode not in range(128):
        raise InputError(f"git cannot merge it: {_words(done)}", path=ours)
    return done.returncode, done.stdout


def _blamed(porcelain: bytes) -> list[tuple[bytes, Author]]:
    """The committed lines with their authors, out of `git blame --porcelain`."""
    known: dict[bytes, dict[bytes, bytes]] = {}
    found: list[tuple[bytes, Author]] = []
    commit: dict[bytes, bytes] | None = None
    for line in porcelain.split(b"\n"):
        if line.startswith(b"\t"):
            if commit is not None:
                found.append((line[1:].removesuffix(b"\r"), _author(commit)))
            commit = None
        elif commit is None:
            commit = known.setdefault(line.split(b" ")[0], {})
        else:
            key, _, value = line.partition(b" ")
            commit[key] = value
    return found


def _author(commit: dict[bytes, bytes]) -> Author:
    """Its time is shown where the author was, as git does it; a time that no calendar has is the beginning of time."""
    sign = commit.get(b"author-tz", b"+0000").decode("ascii", "replace")
    try:
        zone = dt.datetime.strptime(sign, "%z").tzinfo
        when = dt.datetime.fromtimestamp(int(commit.get(b"author-time", b"0")), zone)
    except (ValueError, OverflowError, OSError):
        when = dt.datetime.fromtimestamp(0, dt.UTC)
    return Author(commit.get(b"author", b"").decode("utf-8", "replace") or "somebody", when)


def _git(folder: Path, *words: str, given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder. Raises UsageError when there is no git, InputError when it takes too long."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_") or key in _KEPT}
    environment |= {
        "LC_ALL": "C",
        "GIT_PAGER": "cat",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_LAZY_FETCH": "1",
    }
    try:
        return subprocess.run(
            ["git", "-C", str(folder), *_SAFE, *words],
            input=b"" if given is None else given,
            capture_output=True,
            env=environment,
            timeout=_TIMEOUT_S,
            check=False,
        )
    except (FileNotFoundError, NotADirectoryError):
        raise UsageError("there is no `git` here", hint="install it, or do without what it adds") from None
    except subprocess.TimeoutExpired:
        raise InputError(f"git did not answer within {_TIMEOUT_S:.0f} seconds", path=folder) from None
    except OSError as error:
        raise InputError(f"git cannot be started: {reason_of(error)}", path=folder) from None


def _words(done: subprocess.CompletedProcess[bytes]) -> str:
    """What git said about why not, its first line."""
    said = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ").removeprefix("error: ")
    return said.split("\n")[0] or f"exit status {done.returncode}"
