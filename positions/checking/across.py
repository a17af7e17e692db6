"""What only shows across files: articles with the same text, and statuses that newer articles may have overtaken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from positions import naming
from positions.checking.findings import Document, Finding
from positions.model import Codebook, RememberedIssues, Snapshot, When, day_of, name_key
from positions.negotiation import Negotiation
from positions.storage import digest
from positions.textmap import flat


def clashing_ids(negotiation: Negotiation, ids: Sequence[str]) -> Iterator[Finding]:
    """Articles that another computer's file system would take for one."""
    seen: dict[str, str] = {}
    for article_id in sorted(ids):
        other = seen.setdefault(naming.id_key(article_id), article_id)
        if other != article_id:
            path = negotiation.root / "positions" / f"{article_id}.yaml"
            message = f"`{article_id}` and `{other}` are one name to some file systems"
            yield Finding("error", path, None, None, message, "rename one of them")


def unread(negotiation: Negotiation) -> Iterator[Finding]:
    """Files that look like the negotiation's own and have an ending that is not read."""
    folder = negotiation.root / "positions"
    found = [path for path in (negotiation.root / "parties.yml", negotiation.root / "issues.yml") if path.exists()]
    found += folder.iterdir() if folder.is_dir() else ()
    for path in found:
        if path.suffix != ".yaml" and path.suffix.lower() in (".yaml", ".yml") and not path.name.startswith("."):
            name = f"{path.stem}.yaml"
            hint = f"name it {name}" if not path.with_name(name).exists() else f"delete it: there is {name} as well"
            yield Finding("note", path, None, None, f"this file is not read: its name ends in {path.suffix}", hint)


def same_texts(negotiation: Negotiation, snapshot: Snapshot) -> Iterator[Finding]:
    """Articles with the text of an earlier one that nothing links to it, whose positions so may count twice."""
    seen: dict[str, str] = {}
    for article in snapshot.articles:
        if not (article.text or "").strip():
            continue
        other = seen.setdefault(digest(flat(article.text or "")), article.id)
        if other != article.id and article.source.copy_of is None:
            message = f"this is also the text of `{other}`, so what it says may count twice"
            hint = f"delete one of the two, or write `copy of: {other}` under `article:` in its position file"
            yield Finding("note", negotiation.article_path(article.id), None, None, message, hint)


def outdated_statuses(
    codebook: Codebook, remembered: RememberedIssues, snapshot: Snapshot, document: Document
) -> Iterator[Finding]:
    """A person's statuses that are older than what an article says of the issue."""
    dated = {
        name: day_of(issue.status.on) for name, issue in codebook.issues.items() if issue.status and issue.status.on
    }
    if not dated:
        return
    newest: dict[str, tuple[dt.date, str]] = {}
    for name, article_id, when in _evidence(codebook, remembered, snapshot):
        if when is not None:
            newest[name] = max(newest.get(name, (dt.date.min, "")), (day_of(when), article_id))
    for name, day in dated.items():
        newer, article_id = newest.get(name, (day, ""))
        if newer > day:
            message = f"this status is of {day}, and `{article_id}` has something on the issue of {newer}"
            hint = "look whether it still is so, and write the day on which you did"
            yield document.note(("issues", name, "status", "on"), message, hint)


def _evidence(
    codebook: Codebook, remembered: RememberedIssues, snapshot: Snapshot
) -> Iterator[tuple[str, str, When | None]]:
    """For everything that a pin, a name or memory puts to an issue: the issue, the article and the day."""
    names = {name_key(also): name for name, issue in codebook.issues.items() for also in issue.also}
    names |= {name_key(name): name for name in codebook.issues}
    memory = {member: issue.name for issue in remembered.issues for member in issue.members}
    published = {article.id: article.source.published for article in snapshot.articles}
    for position in snapshot.positions:
        called = names.get(name_key(position.issue or memory.get(position.key, "")))
        if called is not None:
            yield called, position.article, position.stated or published.get(position.article)
    for article_id, topic in (*snapshot.disputed, *snapshot.settled):
        called = names.get(name_key(topic.issue or topic.topic))
        if called is not None:
            yield called, article_id, published.get(article_id)
