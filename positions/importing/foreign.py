"""Archives and XML of other programs, read so that a hostile one does no harm.

Owned here: the limits. Archive members are read into memory, never unpacked onto the disk, and only as many bytes as
they may have, whatever the archive says of itself; XML with a DTD or entities is refused.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self
from xml.etree.ElementTree import Element, ParseError

import defusedxml
from defusedxml import ElementTree

from positions import storage
from positions.errors import InputError
from positions.model import TOO_LONG

LARGEST_FILE = 200_000_000
"""Bytes of an archive: projects hold pictures, sound and films too."""
LARGEST_XML = 50_000_000
"""Bytes of XML, unpacked."""
_MOST_MEMBERS = 20_000
_MOST_TEXT = 500_000_000
"""Bytes of all texts together, unpacked."""
_MEMBER = b"PK\x01\x02"
"""What each entry of an archive's list of members begins with."""
_BLOCK = 1 << 20
_DEEPEST = 100
"""Elements within each other; codes of codes are a handful."""


class Archive:
    """A zip archive, open for reading."""

    def __init__(self, path: Path) -> None:
        """Raises InputError when it is none, cannot be read, or has too much in it."""
        self.path = path
        self._left = _MOST_TEXT
        try:
            if path.is_file():
                _refuse_large(path)
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            raise InputError("this is no zip archive, or a damaged one", hint="export it again", path=path) from None
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}", path=path) from None
        names = self._zip.namelist()
        if len({name.casefold() for name in names}) < len(names):
            self._zip.close()
            raise InputError("two files of one name are in this archive", hint="export it again", path=path)
        self._names = {name.casefold(): name for name in names}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def read(self, name: str, longest: int) -> bytes | None:
        """A member's bytes, whatever the case of its name; None when there is none.

        Raises InputError for one that is longer, damaged or encrypted.
        """
        member = self._names.get(name.casefold())
        if member is None:
            return None
        try:
            with self._zip.open(member) as file:
                data = file.read(min(longest, self._left) + 1)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError):
            message = f"{name} in this archive is damaged, encrypted, or packed in an unknown way"
            raise InputError(message, hint="export it again", path=self.path) from None
        self._left -= len(data)
        if len(data) > longest or self._left < 0:
            raise InputError(f"{name} in this archive is too large", hint="export less of it", path=self.path)
        return data

    def text(self, name: str) -> str | None:
        """A member that is a text in UTF-8, without its byte order mark; None when there is none. Raises InputError."""
        data = self.read(name, TOO_LONG)
        try:
            return None if data is None else data.decode("utf-8-sig")
        except UnicodeDecodeError:
            message = f"{name} in this archive is not UTF-8"
            raise InputError(message, hint="export it again", path=self.path) from None


def _refuse_large(path: Path) -> None:
    """Raise InputError for a file that is no sensible archive, before its list of members is made: each has a mark."""
    if path.stat().st_size > LARGEST_FILE:
        raise InputError(f"is larger than {LARGEST_FILE / 1e6:g} MB", hint="export less of it", path=path)
    members, tail = 0, b""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            members += (tail + block).count(_MEMBER)
            tail = block[-(len(_MEMBER) - 1) :]
            if members > _MOST_MEMBERS:
                raise InputError("too many files are in this archive", hint="export less of it", path=path)


def xml_file(path: Path) -> Element:
    """The root of an XML file. Raises InputError."""
    return xml_root(storage.read(path, longest=LARGEST_XML), path)


def xml_root(data: bytes, path: Path) -> Element:
    """The root of an XML document. Raises InputError when it is none, or could do harm."""
    try:
        root: Element = ElementTree.fromstring(data, forbid_dtd=True)
    except defusedxml.DefusedXmlException:
        hint = "no project of an analysis program has any; who sent it?"
        raise InputError("this XML has a DTD or entities, which are not followed", hint=hint, path=path) from None
    except ParseError as error:
        line, column = error.position
        message = "this is no well-formed XML"
        raise InputError(message, hint="export it again", path=path, line=line, column=column + 1) from None
    except (ValueError, LookupError):
        raise InputError("this XML is in an unknown encoding", hint="export it again", path=path) from None
    _refuse_deep(root, path)
    return root


def _refuse_deep(root: Element, path: Path) -> None:
    level = [root]
    for _ in range(_DEEPEST):
        level = [child for element in level for child in element]
        if not level:
            return
    raise InputError("this XML is nested too deeply", hint="export it again", path=path)


def tag(element: Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The child elements of that name, in whatever namespace."""
    return (child for child in (element if element is not None else ()) if tag(child) == name)


def child(element: Element | None, name: str) -> Element | None:
    """The first child element of that name."""
    return next(children(element, name), None)


def content(element: Element | None, name: str) -> str | None:
    """The words of the first child element of that name; None where it has none."""
    found = child(element, name)
    words = (found.text or "").strip() if found is not None else ""
    return words or None


def guid(text: str | None) -> str:
    """An identifier in the form in which identifiers are compared."""
    return (text or "").strip().strip("{}").casefold()
