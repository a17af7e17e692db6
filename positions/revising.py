"""What an edit writes: how files change when a person's command, or an engine, has something to say in them.

Owns what becomes of a position file that a person edited when an engine reads the article again, and that the program's
copy of it keeps knowing whether anybody did. Where files are, and that they are written whole or not at all, is for
`negotiation`.
"""

from __future__ import annotations

from pathlib import Path

from positions import merging, storage, yamlfiles
from positions.errors import ConflictError, InputError
from positions.folder import encoded
from positions.journal import Write
from positions.model import Entry, MachineFile, Outcome, PositionFile, RememberedIssues, Topic
from positions.negotiation import PAGE_ATTRIBUTES, PAGES, REMEMBERED, Negotiation, as_written


def revised_positions(negotiation: Negotiation, article_id: str, old: PositionFile | None, new: PositionFile) -> Write:
    """What it takes to make an article's position file say `new`; where it has none, one as the program writes it.

    Raises as `Negotiation.revised` does.
    """
    path = negotiation.position_path(article_id)
    if old is None:
        return negotiation.change(path, None, as_written(new).encode())
    return negotiation.revised(path, old, new)


def revised_text(negotiation: Negotiation, article_id: str, text: str) -> Write:
    """What it takes to give an article another text. Raises InputError when its text is not in articles/ itself."""
    path = negotiation.article_path(article_id)
    if path.parent != negotiation.root / "articles":
        hint = "edit it there, or move it into articles/ first"
        raise InputError("only a text in articles/ itself is replaced", hint=hint, path=path)
    return _replaced(negotiation, path, encoded(text, path))


def revised_page(negotiation: Negotiation, article_id: str, page: bytes, suffix: str) -> Write:
    """What it takes to keep a page, as it was fetched, for an article."""
    negotiation.write_attributes(PAGE_ATTRIBUTES)
    return _replaced(negotiation, negotiation.root / PAGES / f"{article_id}{suffix}", page)


def revised_copy(negotiation: Negotiation, article_id: str, copy: MachineFile, position_file: Write) -> Write:
    """What it takes to make the program's copy say something else beside what becomes of the position file.

    Where that was as the program wrote it, it still is.
    """
    before, after = (data and storage.digest(_lines(data.decode())) for data in (position_file.old, position_file.new))
    if copy.file_hash is not None and copy.file_hash == before:
        copy = copy.model_copy(update={"file_hash": after})
    return _replaced(negotiation, negotiation.machine_path(article_id), yamlfiles.dump(copy).encode())


def revised_memory(negotiation: Negotiation, issues: RememberedIssues) -> Write:
    """What it takes to remember other issues."""
    return _replaced(negotiation, negotiation.root / REMEMBERED, yamlfiles.dump(issues).encode())


def write_extraction(negotiation: Negotiation, article_id: str, machine: MachineFile) -> Outcome:
    """Merge what an engine found into the position file, and keep its copy in machine/.

    What a person wrote into the file stays: see `merging.adopt`; where the program would say otherwise, the copy
    has it as a disagreement. Returns "merged" when a file that a person edited got something new. Raises
    InputError, ConflictError; FileFaults where the position file cannot be read.
    """
    article_id = negotiation.known(article_id)
    with negotiation.lock():
        try:
            return _extracted(negotiation, article_id, machine)
        except ConflictError:  # somebody saved the file this very moment: what they saved is merged as well
            return _extracted(negotiation, article_id, machine)


def _extracted(negotiation: Negotiation, article_id: str, machine: MachineFile) -> Outcome:
    """What `write_extraction` does, with the position file as it is now. Raises ConflictError where it is not to the
    end."""
    path, copy = negotiation.position_path(article_id), negotiation.machine_path(article_id)
    base = negotiation.machine_file(article_id)
    data = negotiation.data(path)  # read once: what is saved from here on is a conflict
    there = None if data is None else _lines(yamlfiles.decode(data, path))
    done: Outcome = "merged"
    if there is None or _is_untouched(there, base, path):
        done = "written"
        text = as_written(_for_people(machine))
        change = negotiation.change(path, data, data if there == text else text.encode())
        kept = machine.model_copy(update={"file_hash": storage.digest(text)})
    else:
        ours = yamlfiles.parse(there, PositionFile, path)
        merged = merging.adopt(base, machine, ours, _remarked(there, path, ours))
        change = negotiation.revised(path, ours, merged.file)
        kept = machine.model_copy(update={"disagreements": merged.disagreements})
    dumped, before = yamlfiles.dump(kept), negotiation.data(copy)
    unchanged = before is not None and _lines(negotiation.text(copy)) == dumped
    copied = negotiation.change(copy, before, before if unchanged else dumped.encode())
    negotiation.commit(f"extract {article_id}", [change, copied], keep=False)
    return "unchanged" if change.new == change.old else done


def _is_untouched(text: str, base: MachineFile | None, path: Path) -> bool:
    """Is a position file as the program wrote it, by `extract` or `add`? git may change its line ends.

    As `add` wrote it only where nothing was extracted yet: else a person took everything out.
    """
    if base is not None and storage.digest(text) == base.file_hash:
        return True
    if base is not None and merging.records(base):
        return False
    file = yamlfiles.parse(text, PositionFile, path)
    return text == as_written(PositionFile(article=file.article))


def _remarked(text: str, path: Path, file: PositionFile) -> merging.Rule:
    """Which of a file's entries have comments of a person's."""
    from positions import yamledit

    found = set[tuple[str, Entry | Topic]]()
    for place, is_section, index in yamledit.remarked(text, path):
        values = getattr(file, place) if is_section else file.positions[place]
        found.add((place, values[index]))
    return lambda record: (record.place, record.value) in found


def _replaced(negotiation: Negotiation, path: Path, new: bytes) -> Write:
    return negotiation.change(path, negotiation.data(path), new)


def _lines(text: str) -> str:
    """A YAML text with line feeds only: git may have changed its line ends, and that is no edit."""
    return text.replace("\r\n", "\n")


def _for_people(machine: MachineFile) -> PositionFile:
    """A machine's file without what only the machine knows."""
    entries = {party: tuple(merging.plain(entry) for entry in found) for party, found in machine.positions.items()}
    return PositionFile(article=machine.article, positions=entries, disputed=machine.disputed, settled=machine.settled)
