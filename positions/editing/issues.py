"""Edits of what is negotiated: issues added, renamed, merged, split, and positions moved between them.

Each takes a book and gives the edit, or says why it cannot be. An issue that the program made has no entry in
issues.yaml until a person does something with it; its name is remembered, so that an entry with that name, or with
that name under `also`, is that issue.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from positions.editing.book import Book, Edit, distinct
from positions.editing.selecting import Selection, pinned
from positions.errors import UsageError
from positions.model import Codebook, Entry, Issue, StatusOverride, Topic, name_key
from positions.yamlfaults import nearest

Members = Mapping[str, frozenset[str]]
"""The issues that there are, each with the keys of its positions."""


def add(book: Book, name: str, issue: Issue) -> Edit:
    """An issue of a person's own. Raises UsageError when the name is taken."""
    _refuse_taken(book, name)
    for also in issue.also:
        _refuse_taken(book, also, of=name)
    return Edit(f"issues add {name}", _entered(book, {name: issue}))


def rename(book: Book, members: Members, old: str, new: str) -> Edit:
    """Call an issue otherwise, in every file. Raises UsageError for an unknown one, or a name that is taken."""
    old = known(book, members, old)
    if name_key(new) != name_key(old):
        taken = name_key(new) in {name_key(one) for one in members}
        hint = f"to make one of the two: `positions issues merge '{old}' --into '{new}'`"
        _refuse_taken(book, new, of=old, hint=hint, also=taken)
    issue = book.codebook.issues.get(old, Issue())
    renamed = issue.model_copy(update={"also": distinct([*issue.also, old], new)})
    there = book.codebook.issues if old in book.codebook.issues else {**book.codebook.issues, old: issue}
    issues = {(new if name == old else name): (renamed if name == old else one) for name, one in there.items()}
    return Edit(
        f"issues rename {old} {new}", _pins_renamed(replace(book, codebook=Codebook(issues=issues)), {old: new})
    )


def merge(book: Book, members: Members, names: Sequence[str], into: str) -> Edit:
    """Make one issue of several, under the name `into`, which may be a new one; its own words win.

    Raises UsageError for an unknown issue.
    """
    olds = [one for one in dict.fromkeys(known(book, members, name) for name in names) if one != into]
    if not olds:
        raise UsageError("there is nothing to merge", hint="name the issues that become one, and --into its name")
    into = known(book, members, into) if _is_known(book, members, into) else into
    issues = dict(book.codebook.issues)
    one = issues.get(into, Issue())
    for old in olds:
        other = issues.pop(old, Issue())
        one = Issue(
            proposition=one.proposition or other.proposition,
            theme=one.theme or other.theme,
            also=distinct([*one.also, old, *other.also], into),
            parties={**other.parties, **one.parties},
            status=one.status or other.status,
            note=one.note or other.note,
        )
    merged = replace(book, codebook=Codebook(issues=issues | {into: one}))
    effects = tuple(f"all positions on `{old}` come to `{into}`: {len(members.get(old, ()))}" for old in olds)
    edited = _pins_renamed(merged, dict.fromkeys(olds, into))
    return Edit(f"issues merge {', '.join(olds)} into {into}", edited, effects=effects)


def move(book: Book, members: Members, issue: str, to: str, selection: Selection) -> Edit:
    """Pin positions of one issue to another, which may be a new one.

    Raises UsageError for an unknown issue, or when no position is meant.
    """
    issue = known(book, members, issue)
    to = known(book, members, to) if _is_known(book, members, to) else to
    own = _keys_of(book, members, issue)
    chosen = replace(selection, keys=own if selection.keys is None else own & selection.keys)

    def goes(article_id: str, party: str, entry: Entry) -> bool:
        pin = entry.issue is not None and name_key(entry.issue) == name_key(issue)
        meant = selection if pin else chosen
        return meant.takes(article_id, book.resolved(party), entry)

    edited = pinned(book, to, goes)
    if edited.files == book.files:
        raise UsageError(f"no position on `{issue}` is meant by that", hint="see `positions matrix --issue`")
    return Edit(f"issues move {issue} {to}", edited if to in book.codebook.issues else _entered(edited, {to: Issue()}))


def split(book: Book, members: Members, issue: str, new: str, selection: Selection) -> Edit:
    """Make an issue of its own of some positions of another. Raises UsageError as `move`, and when `new` is taken."""
    if _is_known(book, members, new):
        raise UsageError(f"there is an issue `{new}` already", hint=f"`positions issues move '{issue}' --to '{new}'`")
    edit = move(book, members, issue, new, selection)
    return replace(edit, title=f"issues split {known(book, members, issue)} {new}")


def alias(book: Book, members: Members, issue: str, names: Iterable[str]) -> Edit:
    """Other names of an issue: what goes by them belongs to it. Raises UsageError when one is another issue's."""
    issue = known(book, members, issue)
    for name in names:
        _refuse_taken(book, name, of=issue)
    there = book.codebook.issues.get(issue, Issue())
    changed = there.model_copy(update={"also": distinct([*there.also, *names], issue)})
    return Edit(f"issues alias {issue} {', '.join(names)}", _entered(book, {issue: changed}))


def describe(
    book: Book, members: Members, issue: str, *, proposition: str | None = None, theme: str | None = None
) -> Edit:
    """Say what being for an issue means, or what it belongs to; no words take away what was said, None leaves it.

    Raises UsageError for an unknown issue.
    """
    issue = known(book, members, issue)
    said = {"proposition": proposition, "theme": theme}
    update = {name: " ".join(words.split()) or None for name, words in said.items() if words is not None}
    changed = book.codebook.issues.get(issue, Issue()).model_copy(update=update)
    return Edit(f"issues set {issue}", _entered(book, {issue: changed}))


def decide(book: Book, members: Members, issue: str, status: StatusOverride | None) -> Edit:
    """A person's word on where an issue stands; None takes it back. Raises UsageError for an unknown issue."""
    issue = known(book, members, issue)
    changed = book.codebook.issues.get(issue, Issue()).model_copy(update={"status": status})
    return Edit(f"issues status {issue} {status.is_ if status else 'none'}", _entered(book, {issue: changed}))


def unalias(book: Book, members: Members, issue: str, names: Iterable[str]) -> Edit:
    """Take names away from an issue. Raises UsageError when one is none of them."""
    issue = known(book, members, issue)
    there = book.codebook.issues.get(issue, Issue())
    also = {name_key(name): name for name in there.also}
    for name in names:
        if name_key(name) not in also:
            raise UsageError(
                f"`{name}` is no other name of `{issue}`", hint=f"it has {', '.join(there.also) or 'none'}"
            )
    gone = {name_key(name) for name in names}
    left = tuple(name for key, name in also.items() if key not in gone)
    edited = _entered(book, {issue: there.model_copy(update={"also": left})})
    return Edit(f"issues unalias {issue} {', '.join(names)}", edited)


# What they share


def known(book: Book, members: Members, name: str) -> str:
    """The issue of that name, in issues.yaml or in the matrix. Raises UsageError with the nearest name, and for another
    name that several issues share."""
    names = _names(book, members)
    meant = names.get(name_key(name), {})
    if len(meant) > 1:
        raise UsageError(f"`{name}` may be {' or '.join(f'`{one}`' for one in meant)}", hint="use the issue's own name")
    if meant:
        return next(iter(meant))
    best = nearest(name, (one for found in names.values() for one in found))
    raise UsageError(
        f"no issue is called `{name}`", hint=f"did you mean `{best}`?" if best else "`positions issues` lists them"
    )


def _names(book: Book, members: Members) -> dict[str, dict[str, None]]:
    """For each compared form of a name, the issues it may mean; an issue's own name in issues.yaml beats all others,
    and another name of one there beats what the matrix calls an issue."""
    others: dict[str, dict[str, None]] = {}
    for one, issue in book.codebook.issues.items():
        for also in issue.also:
            others.setdefault(name_key(also), {})[one] = None
    exact = {name_key(one): {one: None} for one in book.codebook.issues}
    return {name_key(one): {one: None} for one in members} | others | exact


def _is_known(book: Book, members: Members, name: str) -> bool:
    return name_key(name) in _names(book, members)


def _keys_of(book: Book, members: Members, issue: str) -> frozenset[str]:
    """The positions of an issue, whichever of its names the matrix has."""
    names = {name_key(one) for one in (issue, *book.codebook.issues.get(issue, Issue()).also)}
    return frozenset(key for name, keys in members.items() if name_key(name) in names for key in keys)


def _refuse_taken(
    book: Book, name: str, *, of: str = "", hint: str = "choose another, or merge the two", also: bool = False
) -> None:
    """Raise UsageError when a name is that of another issue than `of`."""
    owners = {name_key(one): one for one in book.codebook.issues}
    owners |= {name_key(other): one for one, issue in book.codebook.issues.items() for other in issue.also}
    owner = owners.get(name_key(name))
    if (owner is not None and owner != of) or also:
        what = "an issue" if owner in (None, name) else f"a name of `{owner}`"
        raise UsageError(f"`{name}` is already {what}", hint=hint)


def _entered(book: Book, issues: Mapping[str, Issue]) -> Book:
    return replace(book, codebook=Codebook(issues={**book.codebook.issues, **issues}))


def _pins_renamed(book: Book, names: Mapping[str, str]) -> Book:
    """A book in which pins to the old names say the new ones."""
    meant = {name_key(old): new for old, new in names.items()}

    def renamed(value: Entry | Topic) -> Entry | Topic:
        pin = meant.get(name_key(value.issue)) if value.issue is not None else None
        return value if pin is None else value.model_copy(update={"issue": pin})

    def each(values: Collection[Entry | Topic]) -> tuple[Entry | Topic, ...]:
        return tuple(renamed(value) for value in values)

    files = {
        article_id: file.model_copy(
            update={
                "positions": {party: each(entries) for party, entries in file.positions.items()},
                "disputed": each(file.disputed),
                "settled": each(file.settled),
            }
        )
        for article_id, file in book.files.items()
    }
    return replace(book, files=files)
