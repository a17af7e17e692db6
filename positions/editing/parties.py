"""Edits of who is who: parties added, renamed, merged, split, and called by other names.

Each takes a book and gives the edit, or says why it cannot be. A name that goes stays as an alias, since articles go on
using it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from positions.editing.aliaslists import Listed
from positions.editing.book import Book, Edit, called_otherwise, distinct
from positions.editing.selecting import Selection, moved
from positions.errors import FileFaults, UsageError
from positions.model import Entry, Issue, Party, Registry, Role, name_key
from positions.yamlfaults import nearest


def add(book: Book, name: str, party: Party) -> Edit:
    """Register a party. Raises UsageError when it, or one of its aliases, is another party's name."""
    _refuse_taken(book, name)
    for alias in party.aliases:
        _refuse_taken(book, alias, of=name)
    return Edit(f"parties add {name}", _grouped(_registered(book, {name: party}), [name]))


def rename(book: Book, old: str, new: str) -> Edit:
    """Call a party otherwise, in every file.

    Raises UsageError for an unknown one, for a name that is taken, and where it would be its own bloc.
    """
    old = known(book, old)
    if name_key(new) != name_key(old):
        _refuse_taken(
            book, new, of=old, hint=f"to make one of the two: `positions parties merge '{old}' --into '{new}'`"
        )
    party = book.registry.parties.get(old, Party())
    aliases = distinct([*party.aliases, old], new)
    parties = {
        (new if name == old else name): (party.model_copy(update={"aliases": aliases}) if name == old else other)
        for name, other in (book.registry.parties | ({} if old in book.registry.parties else {old: party})).items()
    }
    made = _called(replace(book, registry=Registry(parties=parties)), {old: new}, f"parties rename {old} {new}")
    return replace(made, book=_grouped(made.book, [new]))


def merge(book: Book, names: Sequence[str], into: str) -> Edit:
    """Make one party of several, under the name `into`, which may be a new one.

    Its own role, bloc and note win; aliases and speakers come together; a bloc that becomes one with it goes. Raises
    UsageError for an unknown party, and where the new one would belong to one that belongs to it.
    """
    olds = [one for one in dict.fromkeys(_holder(book, name) for name in names) if one != into]
    if not olds:
        raise UsageError("there is nothing to merge", hint="name the parties that become one, and --into its name")
    into = known(book, into) if _is_known(book, into) else into
    itself = {name_key(one) for one in (into, *olds)}

    def group(party: Party) -> str | None:
        bloc = party.bloc and book.resolved(party.bloc)
        return None if bloc and name_key(bloc) in itself else party.bloc

    parties = dict(book.registry.parties)
    one = parties.get(into, Party())
    one = one.model_copy(update={"bloc": group(one)})
    for old in olds:
        other = parties.pop(old, Party())
        one = Party(
            aliases=distinct([*one.aliases, old, *other.aliases], into),
            speakers=tuple(dict.fromkeys([*one.speakers, *other.speakers])),
            role=one.role if one.role is not Role.PRINCIPAL else other.role,
            bloc=one.bloc or group(other),
            note=one.note or other.note,
        )
    merged = replace(book, registry=Registry(parties=parties | {into: one}))
    made = _called(merged, dict.fromkeys(olds, into), f"parties merge {', '.join(olds)} into {into}")
    return replace(made, book=_grouped(made.book, [into]))


def split(book: Book, party: str, new: str, names: Collection[str], selection: Selection) -> Edit:
    """Make a party of its own of some aliases and speakers of another, with the positions that they voice.

    `selection` says which other positions go along; it stays in the other's bloc, unless it is that. Raises UsageError
    where a name is none of the party's, where the new party would be the same, and where one would be its own bloc.
    """
    party = known(book, party)
    if name_key(new) == name_key(party):
        raise UsageError(f"`{new}` is {party} itself", hint="give the new party another name")
    _refuse_taken(book, new, of=party)
    described = book.registry.parties.get(party, Party())
    keys = {name_key(name) for name in names}
    own = {name_key(name): name for name in (*described.aliases, *described.speakers)}
    for name in names:
        if name_key(name) not in own:
            best = nearest(name, own.values())
            hint = f"did you mean `{best}`?" if best else f"it has {', '.join(own.values()) or 'none'}"
            raise UsageError(f"`{name}` is no alias or speaker of {party}", hint=hint)
    aliases = distinct([one for one in described.aliases if name_key(one) in keys], new)
    is_bloc = described.bloc is not None and name_key(described.bloc) in map(name_key, (new, *aliases))
    gone = Party(
        aliases=aliases,
        speakers=tuple(one for one in described.speakers if name_key(one) in keys),
        role=described.role,
        bloc=None if is_bloc else described.bloc,
    )
    left = described.model_copy(
        update={
            "aliases": tuple(one for one in described.aliases if name_key(one) not in keys | {name_key(new)}),
            "speakers": tuple(one for one in described.speakers if name_key(one) not in keys),
        }
    )
    registered = _grouped(_registered(book, {party: left, new: gone}), [party, new])

    def goes(article_id: str, heading: str, entry: Entry) -> bool:
        if book.resolved(heading) != party:
            return False
        voiced = entry.speaker is not None and any(_names(key, entry.speaker) for key in keys)
        return voiced or name_key(heading) in keys or selection.takes(article_id, party, entry)

    return Edit(f"parties split {party} {new}", moved(registered, new, goes))


def alias(book: Book, party: str, names: Iterable[str]) -> Edit:
    """Other names for a party. Raises UsageError when one is another party's, or its bloc's."""
    party = known(book, party)
    for name in names:
        _refuse_taken(book, name, of=party)
    described = book.registry.parties.get(party, Party())
    aliases = distinct([*described.aliases, *names], party)
    edited = _registered(book, {party: described.model_copy(update={"aliases": aliases})})
    return Edit(f"parties alias {party} {', '.join(names)}", _grouped(edited, [party]))


def describe(book: Book, party: str, *, role: Role | None = None, bloc: str | None = None) -> Edit:
    """Say what part a party plays, or what bloc it belongs to; no words take it out of its bloc, None leaves it there.

    Raises UsageError for an unknown party, and for one that would be its own bloc.
    """
    party = known(book, party)
    described = book.registry.parties.get(party, Party())
    update: dict[str, object] = {} if role is None else {"role": role}
    if bloc is not None:
        name = " ".join(bloc.split())
        update["bloc"] = (known(book, name) if name and _is_known(book, name) else name) or None
    edited = _registered(book, {party: described.model_copy(update=update)})
    return Edit(f"parties set {party}", edited if bloc is None else _grouped(edited, [party]))


def unalias(book: Book, party: str, names: Iterable[str]) -> Edit:
    """Take names away from a party. Raises UsageError when one is none of its aliases."""
    party = known(book, party)
    described = book.registry.parties.get(party, Party())
    aliases = {name_key(name): name for name in described.aliases}
    for name in names:
        if name_key(name) not in aliases:
            hint = f"it has {', '.join(described.aliases) or 'none'}"
            raise UsageError(f"`{name}` is no alias of {party}", hint=hint)
    gone = {name_key(name) for name in names}
    left = tuple(name for key, name in aliases.items() if key not in gone)
    edited = _registered(book, {party: described.model_copy(update={"aliases": left})})
    return Edit(f"parties unalias {party} {', '.join(names)}", edited)


def move(book: Book, party: str, to: str, selection: Selection) -> Edit:
    """Give positions of one party to another. Raises UsageError for an unknown party, or when no position is meant."""
    party = _holder(book, party)
    to = known(book, to) if _is_known(book, to) else to

    def goes(article_id: str, heading: str, entry: Entry) -> bool:
        return book.resolved(heading) == party and selection.takes(article_id, party, entry)

    edited = moved(book, to, goes)
    if edited.files == book.files:
        raise UsageError(f"no position of {party} is meant by that", hint="see `positions matrix --party`")
    return Edit(f"parties move {party} {to}", edited)


def enter(book: Book, listed: Mapping[str, Listed], source: Path) -> Edit:
    """Register a list of parties, or add the aliases and bloc that it gives to those that are there.

    Raises FileFaults, with every line whose party may be several, takes another's name, or would be its own bloc.
    """
    changed: dict[str, Party] = {}
    meant: dict[str, str] = {}
    faults: list[UsageError] = []
    for written, (line, party) in listed.items():
        with _told_at(source, line, faults):
            name = meant[written] = known(book, written) if _is_known(book, written) else written
            there = changed.get(name) or book.registry.parties.get(name, Party())
            aliases = distinct([*there.aliases, *party.aliases], name)
            changed[name] = there.model_copy(update={"aliases": aliases, "bloc": there.bloc or party.bloc})
    entered = _registered(book, changed)
    for written, name in meant.items():
        line, party = listed[written]
        own = {name_key(alias) for alias in book.registry.parties.get(name, Party()).aliases}
        with _told_at(source, line, faults):
            for alias in party.aliases:
                if name_key(alias) not in own:
                    _refuse_taken(entered, alias, of=name)
            _grouped(entered, [name])
    if faults:
        raise FileFaults(sorted(faults, key=lambda fault: fault.line or 0))
    return Edit(f"parties import {source.name}", entered)


@contextmanager
def _told_at(path: Path, line: int, faults: list[UsageError]) -> Iterator[None]:
    """What is refused inside becomes a fault of that line."""
    try:
        yield
    except UsageError as error:
        faults.append(UsageError(error.message, hint=error.hint, path=path, line=line, column=1))


# What they share


def known(book: Book, name: str) -> str:
    """The party of that name: registered, or holding a position. Raises UsageError with the nearest name, and for an
    alias that several parties share."""
    _refuse_shared(book, name)
    return _meant(book, name)


def _holder(book: Book, name: str) -> str:
    """The same, but that positions may stand under an alias that several share: they can be given to whom they mean."""
    if name_key(name) not in map(name_key, _headings(book)):
        _refuse_shared(book, name)
    return _meant(book, name)


def _refuse_shared(book: Book, name: str) -> None:
    meant = book.registry.names_of().get(name_key(name), ())
    if len(meant) > 1:
        raise UsageError(f"`{name}` may be {' or '.join(meant)}", hint="use the party's own name")


def _meant(book: Book, name: str) -> str:
    if not _is_known(book, name):
        names = dict.fromkeys([*book.registry.parties, *_headings(book)])
        best = nearest(name, names)
        hint = f"did you mean `{best}`?" if best else "`positions parties` lists them"
        raise UsageError(f"no party is called `{name}`", hint=hint)
    resolved = book.resolved(name)
    return (
        next((one for one in _headings(book) if name_key(one) == name_key(name)), resolved)
        if resolved == name
        else resolved
    )


def _is_known(book: Book, name: str) -> bool:
    return name_key(name) in book.registry.names_of() or any(name_key(one) == name_key(name) for one in _headings(book))


def _names(key: str, speaker: str) -> bool:
    """Does a speaker's description have this name, word for word? Bob Holm is no Bo."""
    return re.search(rf"(?<!\w){re.escape(key)}(?!\w)", name_key(speaker)) is not None


def _headings(book: Book) -> dict[str, None]:
    return dict.fromkeys(party for file in book.files.values() for party in file.positions)


def _refuse_taken(book: Book, name: str, *, of: str = "", hint: str = "choose another, or merge the two") -> None:
    """Raise UsageError when a name is that of another party than `of`."""
    owners = [one for one in book.registry.names_of().get(name_key(name), ()) if one != of]
    if not owners and of and any(name_key(one) == name_key(name) != name_key(of) for one in _headings(book)):
        owners = [name]
    if owners:
        raise UsageError(
            f"`{name}` is already {'a party' if owners[0] == name else f'a name of {owners[0]}'}", hint=hint
        )


def _registered(book: Book, parties: Mapping[str, Party]) -> Book:
    return replace(book, registry=Registry(parties={**book.registry.parties, **parties}))


def _grouped(book: Book, parties: Iterable[str]) -> Book:
    """The book, where none of these parties belongs to itself. Raises UsageError for one that does."""
    registered, names = book.registry.parties, book.registry.names_of()
    for party in parties:
        seen: list[str] = []
        while (bloc := registered[seen[-1] if seen else party].bloc) is not None:
            group = names.get(name_key(bloc), ())
            if len(group) != 1 or group[0] in seen:
                break
            seen += group
        if party in seen:
            within = f", since {seen[-2]} belongs to it" if len(seen) > 1 else ""
            raise UsageError(f"{party} cannot be its own bloc{within}", hint="name another group")
    return book


def _called(book: Book, names: Mapping[str, str], title: str) -> Edit:
    """The edit in which parties are called otherwise wherever they are named."""
    meant = {name_key(old): new for old, new in names.items()}
    parties = {
        name: party.model_copy(update={"bloc": party.bloc and meant.get(name_key(party.bloc), party.bloc)})
        for name, party in book.registry.parties.items()
    }
    issues = {
        name: issue.model_copy(update={"parties": _cells(issue, meant)}) for name, issue in book.codebook.issues.items()
    }
    files = {article_id: called_otherwise(file, names) for article_id, file in book.files.items()}
    codebook = book.codebook.model_copy(update={"issues": issues})
    return Edit(title, Book(Registry(parties=parties), codebook, files), names)


def _cells(issue: Issue, meant: Mapping[str, str]) -> dict[str, str]:
    """A person's words for cells under the new names; where two parties become one, the words that it had win."""
    own = {party: words for party, words in issue.parties.items() if name_key(party) not in meant}
    moved = {meant[name_key(party)]: words for party, words in issue.parties.items() if name_key(party) in meant}
    return own | {party: words for party, words in moved.items() if party not in own}
