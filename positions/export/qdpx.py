"""A negotiation as a REFI-QDA project (QDPX), for QualCoder, MAXQDA, NVivo and ATLAS.ti.

Owned here: what becomes of articles and positions in the terms of that standard (REFI-QDA 1.5, project.qde in the
namespace urn:QDA-XML:project:1.0). An article is a plain-text source as it stands; a position is a selection, coded
with its party, its stance and its issue; a person's notes are notes. Positions of selections count Unicode code points
from 0, the end excluded, which is what `at` is. The same negotiation gives the same bytes.
"""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree import ElementTree

from positions.anchoring import anchor
from positions.export.archives import member
from positions.export.xmltext import xml_text
from positions.model import Article, Codebook, Matrix, Party, Placed, Position, Registry, Role, Stance
from positions.textmap import flat

NAMESPACE = "urn:QDA-XML:project:1.0"
ORIGIN = "positions"
PARTIES, STANCES, ISSUES = "parties", "stances", "issues"
"""The codes that group the others; no selection is coded with them."""

_OURS = uuid.UUID("6d1cf5a5-6d0a-5e0b-9c8e-1f3f7a0f7c11")
"""Where our identifiers come from: the same thing has the same one in every export."""
_LONGEST_NAME = 60


class Project(NamedTuple):
    """What a project is made of."""

    name: str
    articles: Sequence[Article]
    matrix: Matrix
    registry: Registry
    codebook: Codebook


@dataclass(frozen=True, slots=True)
class Written:
    """A project file, and what it has no place for."""

    data: bytes
    selections: int
    unplaced: tuple[Position, ...]
    """Positions without a passage, or in articles without a text."""


def qdpx(project: Project) -> Written:
    """The project as a QDPX archive: project.qde, and each article's text under sources/."""
    builder = _Builder(project)
    root = builder.project()
    ElementTree.indent(root, " ")
    qde = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member("project.qde"), qde)
        for article in builder.sources:
            assert article.text is not None
            archive.writestr(member(f"sources/{_source_guid(article)}.txt"), _encoded(article.text))
    return Written(out.getvalue(), builder.selections, tuple(builder.unplaced))


def _encoded(text: str) -> bytes:
    """A text in UTF-8. One that begins with U+FEFF gets a byte order mark, which readers take off in its place."""
    return text.encode("utf-8-sig" if text.startswith("\ufeff") else "utf-8")


def described(position: Position) -> str:
    """What a selection says of its position: the claim, then a line for all else, named as in the YAML files."""
    plain = position.model_dump(mode="json", by_alias=True)
    known = {*(stance.value for stance in Stance), "quote", "at", "issue", "note", "article", "party", "confidence"}
    lines = [" ".join(position.claim.split())]
    for key, value in plain.items():
        if key not in known and value not in (None, ""):
            lines.append(f"{key}: {'true' if value is True else ' '.join(str(value).split())}")
    return "\n".join(lines)


def _described_party(party: Party) -> str:
    """What the code of a party says of it: a line each for its part, its bloc, and every other name."""
    lines = [
        *(() if party.role is Role.PRINCIPAL else [("role", party.role.value)]),
        *([("bloc", party.bloc)] if party.bloc else ()),
        *(("alias", name) for name in party.aliases),
        *(("speaker", name) for name in party.speakers),
    ]
    return "\n".join(f"{key}: {' '.join(words.split())}" for key, words in lines)


def _guid(*parts: object) -> str:
    return str(uuid.uuid5(_OURS, "\x1f".join(str(part) for part in parts)))


def _source_guid(article: Article) -> str:
    return _guid("source", article.id)


def _name(text: str) -> str:
    """A name in one line; XML reads a line break in an attribute as a blank."""
    return xml_text(" ".join(text.split()))


@dataclass
class _Builder:
    """Puts one project together."""

    about: Project
    selections: int = 0
    unplaced: list[Position] = field(default_factory=list)
    sources: list[Article] = field(default_factory=list)
    _notes: dict[str, str] = field(default_factory=dict)
    """Each note's words, by identifier."""

    def project(self) -> ElementTree.Element:
        """The project element, in the order that the schema wants."""
        user = _guid("user")
        root = ElementTree.Element("Project", xmlns=NAMESPACE, name=_name(self.about.name) or ORIGIN, origin=ORIGIN)
        root.set("creatingUserGUID", user)
        users = ElementTree.SubElement(root, "Users")
        ElementTree.SubElement(users, "User", guid=user, name=ORIGIN)
        codes = ElementTree.SubElement(ElementTree.SubElement(root, "CodeBook"), "Codes")
        self._codes(codes)
        sources = list(self._sources(user))
        if sources:
            ElementTree.SubElement(root, "Sources").extend(sources)
        if self._notes:
            notes = ElementTree.SubElement(root, "Notes")
            for guid, words in self._notes.items():
                note = ElementTree.SubElement(notes, "Note", guid=guid, name=_short(words), creatingUser=user)
                ElementTree.SubElement(note, "PlainTextContent").text = xml_text(words)
        return root

    # Codes

    def _codes(self, codes: ElementTree.Element) -> None:
        stances = self._group(codes, STANCES)
        for stance in Stance:
            self._code(stances, ("stance", stance.value), stance.value)
        held = [placed.position.party for row in self.about.matrix.rows for placed in row.positions]
        if held:
            parties = self._group(codes, PARTIES)
            for party in sorted(set(held)):
                known = self.about.registry.parties.get(party, Party())
                self._code(parties, ("party", party), party, describe=_described_party(known), note=known.note)
        if self.about.matrix.rows:
            self._issues(self._group(codes, ISSUES))

    def _issues(self, issues: ElementTree.Element) -> None:
        themes: dict[str | None, ElementTree.Element] = {None: issues}
        for row in self.about.matrix.rows:
            if row.theme not in themes:
                themes[row.theme] = self._group(issues, row.theme or "", "theme")
            known = self.about.codebook.issues.get(row.issue)
            note = known.note if known else None
            self._code(themes[row.theme], ("issue", row.issue), row.issue, describe=row.proposition, note=note)

    def _group(self, under: ElementTree.Element, name: str, kind: str = "group") -> ElementTree.Element:
        return ElementTree.SubElement(under, "Code", guid=_guid(kind, name), name=_name(name), isCodable="false")

    def _code(
        self,
        under: ElementTree.Element,
        key: tuple[str, str],
        name: str,
        *,
        describe: str | None = None,
        note: str | None = None,
    ) -> None:
        code = ElementTree.SubElement(under, "Code", guid=_guid(*key), name=_name(name), isCodable="true")
        if describe:
            ElementTree.SubElement(code, "Description").text = xml_text(describe)
        self._note(code, note, *key)

    # Sources

    def _sources(self, user: str) -> Iterator[ElementTree.Element]:
        held = _by_article(self.about.matrix)
        for article in self.about.articles:
            ours = held.get(article.id, [])
            if article.text is None:
                self.unplaced += [placed.position for placed, _ in ours]
                continue
            self.sources.append(article)
            guid = _source_guid(article)
            path = f"internal://{guid}.txt"
            source = ElementTree.Element("TextSource", guid=guid, name=_name(article.id), plainTextPath=path)
            source.set("creatingUser", user)
            about = _about(article)
            if about:
                ElementTree.SubElement(source, "Description").text = xml_text(about)
            for number, (placed, issue) in enumerate(ours):
                self._selection(source, article.text, placed.position, issue, number, user)
            yield source

    def _selection(
        self, source: ElementTree.Element, text: str, position: Position, issue: str, number: int, user: str
    ) -> None:
        at = _passage(position, text)
        if at is None:
            self.unplaced.append(position)
            return
        self.selections += 1
        key = ("selection", position.article, position.key, at, number)
        selection = ElementTree.SubElement(
            source,
            "PlainTextSelection",
            guid=_guid(*key),
            name=_short(text[slice(*at)]),
            startPosition=str(at[0]),
            endPosition=str(at[1]),
            creatingUser=user,
        )
        ElementTree.SubElement(selection, "Description").text = xml_text(described(position))
        for kind, name in (("party", position.party), ("stance", position.stance.value), ("issue", issue)):
            coding = ElementTree.SubElement(selection, "Coding", guid=_guid(*key, kind), creatingUser=user)
            ElementTree.SubElement(coding, "CodeRef", targetGUID=_guid(kind, name))
        self._note(selection, position.note, *key)

    def _note(self, element: ElementTree.Element, words: str | None, *key: object) -> None:
        if words:
            guid = _guid("note", *key)
            self._notes[guid] = words
            ElementTree.SubElement(element, "NoteRef", targetGUID=guid)


def _passage(position: Position, text: str) -> tuple[int, int] | None:
    """Where a position stands: where `at` says, if its quote is there, else where that is found, and at last where
    `at` says."""
    at, quote = position.at, position.quote
    at = at if at is not None and at[1] <= len(text) else None
    if quote is None or (at is not None and flat(text[slice(*at)]) == flat(quote)):
        return at
    found = anchor(quote, text, near=at[0] if at is not None else None) if text else None
    return found.at if found is not None else at


def _by_article(matrix: Matrix) -> Mapping[str, list[tuple[Placed, str]]]:
    """The positions of each article with their issues, in the order of their passages."""
    found: dict[str, list[tuple[Placed, str]]] = {}
    for row in matrix.rows:
        for placed in row.positions:
            found.setdefault(placed.position.article, []).append((placed, row.issue))
    for held in found.values():
        held.sort(key=lambda one: (one[0].position.at or (-1, -1), one[0].position.key))
    return found


def _about(article: Article) -> str:
    """What is known about an article, a line each, named as in the YAML files."""
    known = article.source.model_dump(mode="json", include={"title", "published", "outlet", "url"}, exclude_none=True)
    return "\n".join(f"{key}: {' '.join(str(value).split())}" for key, value in known.items())


def _short(words: str) -> str:
    name = _name(words)
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rstrip() + "…"
