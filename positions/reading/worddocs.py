"""Word documents (.docx) as texts: paragraphs in their order, those of tables too, insertions in and deletions out.

A document is a ZIP archive of XML: what would unpack to too much is refused before it is unpacked, and so is XML that
declares a document type, since only that can define entities.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from positions.errors import InputError
from positions.model import Source
from positions.reading.unpacking import LARGEST_INFLATED

_MEMBERS = 5_000
_BROKEN = "open it in your office program and save it again, or save it as a .txt file"


def read_document(data: bytes, path: Path) -> tuple[str, Source]:
    """The text of a document, its paragraphs one blank line apart, and the title that it gives itself.

    When a file was made or saved is not when it was published, so that is not taken for a date. Raises InputError for
    what is no such document, or a bomb.
    """
    try:
        _refuse_bombs(data, path)
        from docx import Document

        document = Document(io.BytesIO(data))
        paragraphs = [text.strip() for text in _paragraphs(document.element.body)]
        title = (document.core_properties.title or "").strip() or None
    except InputError:
        raise
    except zipfile.BadZipFile:
        raise InputError("is a broken ZIP archive or Word document", hint=_BROKEN, path=path) from None
    except Exception as error:  # zipfile, lxml and python-docx each have their own faults for a broken document
        raise InputError(f"is no sound Word document: {type(error).__name__}", hint=_BROKEN, path=path) from None
    text = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
    if not text:
        raise InputError("has no text in it", hint="is it the right file?", path=path)
    return text + "\n", Source(title=title)


def _refuse_bombs(data: bytes, path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        size = sum(member.file_size for member in members)  # zipfile reads no more of each than it declares
        if size > LARGEST_INFLATED or len(members) > _MEMBERS:
            message = f"unpacks to {size / 1e6:.0f} MB in {len(members)} files"
            raise InputError(message, hint="save its text as a .txt file", path=path)
        if "word/document.xml" not in archive.namelist():
            raise InputError("is a ZIP archive, but no Word document", hint="unpack it and add its files", path=path)
        for member in members:
            if member.filename.endswith((".xml", ".rels")):
                xml = archive.read(member).replace(b"\0", b"").lower()
                if b"<!doctype" in xml or b"<!entity" in xml:
                    message = "defines entities, as no Word document needs to"
                    raise InputError(message, hint=_BROKEN, path=path)


def _paragraphs(body: Any) -> Iterator[str]:
    """The words of each paragraph; those of a text box count where it stands, once."""
    from docx.oxml.ns import qn

    signs = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
    words, paragraph, fallback = (
        qn("w:t"),
        qn("w:p"),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    )
    left_out = {fallback, qn("w:del"), qn("w:moveFrom"), qn("w:pPr")}
    for found in body.iter(paragraph):
        pieces = []
        for element in found.iter(words, *signs):
            above = list(element.iterancestors())
            holder = next(parent for parent in above if parent.tag == paragraph)
            if holder is found and left_out.isdisjoint(parent.tag for parent in above):
                pieces.append(element.text or "" if element.tag == words else signs[element.tag])
        yield "".join(pieces)
