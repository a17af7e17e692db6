"""An article's text replaced by its corrected version: what is quoted from it follows, in one step.

Owned here: which files change, the position file with a person's words and the program's own copy alike, so that the
next extraction merges as if the text had always been so. Where a quote stands now is for `anchoring` to find; what it
cannot find stays as it is, and `check` tells of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from positions import disagreeing, merging, revising
from positions.model import Article, Disagreement, PositionFile

if TYPE_CHECKING:
    from positions.anchoring import Reanchored
    from positions.negotiation import Negotiation


def replace_text(
    negotiation: Negotiation,
    article: Article,
    known: Mapping[str, Any],
    *,
    original: bytes | None = None,
    suffix: str = ".html",
) -> Reanchored[PositionFile] | None:
    """Replace the text of the article of this id; None where it is this text already, and nothing else is new.

    The page that the text was read from, as it was fetched (`original`), takes the place of the one in sources/.

    Of what is known beside the text, only what `known` gives, by the name of its field, takes the place of what the
    position file says. `undo` takes the step back. Raises InputError when there is no such article, or when its text
    lies elsewhere than in articles/; FileFaults when its files cannot be read; ConflictError when somebody changed
    one of them meanwhile.
    """
    from positions.anchoring import reanchored

    text = article.text or ""
    with negotiation.lock():
        article_id = negotiation.known(article.id)
        there = negotiation.article(article_id)
        old = negotiation.position_file(article_id)
        before = old or PositionFile(article=there.source)
        found = reanchored(before, there.text or "", text)
        given = {name: value for name, value in known.items() if value is not None}
        if there.source.text is None:
            given["text"] = f"articles/{article_id}.txt"
        pages = [] if original is None else [revising.revised_page(negotiation, article_id, original, suffix)]
        if pages:
            given["original"] = pages[0].path
        file = found.file.model_copy(update={"article": there.source.model_copy(update=given)})
        if text == there.text and file == before:
            return None
        position_file = revising.revised_positions(negotiation, article_id, old, file)
        writes = [revising.revised_text(negotiation, article_id, text), position_file, *pages]
        copy = negotiation.machine_file(article_id)
        if copy is not None and old is None:  # whoever deleted the file wants it anew, not empty
            machine_path = negotiation.machine_path(article_id)
            writes.append(negotiation.change(machine_path, negotiation.data(machine_path), None))
        elif copy is not None:
            again = reanchored(copy, there.text or "", text).file
            pairs = [(before, file), (copy, again)]
            again = again.model_copy(update={"disagreements": _restated(copy.disagreements, pairs)})
            writes.append(revising.revised_copy(negotiation, article_id, again, position_file))
        negotiation.commit(f"add --replace {article_id}", writes)
    return found


def _restated(
    told: Iterable[Disagreement], pairs: Iterable[tuple[PositionFile, PositionFile]]
) -> tuple[Disagreement, ...]:
    """Disagreements about the new text: with the ranges of the entries that they are about, and the quotes."""
    records = [both for old, new in pairs for both in zip(merging.records(old), merging.records(new), strict=True)]
    quotes: dict[str | None, str | None] = {}
    for one, other in records:
        quotes.setdefault(merging.said(one, "quote"), merging.said(other, "quote"))

    def requoted(one: Disagreement) -> Disagreement:
        if one.field != "quote":
            return one
        update = {"yours": quotes.get(one.yours, one.yours), "program": quotes.get(one.program, one.program)}
        return one.model_copy(update=update)

    return tuple(map(requoted, disagreeing.restated(told, records)))
