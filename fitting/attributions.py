"""PolNeAR's attributions (who said, thought or wanted what) as marks to learn from.

Reads the brat files of one split: `text/NAME.txt` and `attributions/NAME_ANNOTATOR.ann` (Newell et al., LREC 2018). Of
several annotators the first counts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from fitting.network_data import Mark
from positions.model import Span

RUN = 12
"""Words in a row that two texts must not share."""


def attributed(folder: Path, besides: Iterable[str]) -> tuple[dict[str, str], dict[str, list[Mark]]]:
    """Texts and their attributions, without texts that share a run of words with those `besides`."""
    known = {run for text in besides for run in _runs(text)}
    texts: dict[str, str] = {}
    marks: dict[str, list[Mark]] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        name = path.stem.rsplit("_", 1)[0]
        if name in texts:
            continue
        text = (folder / "text" / f"{name}.txt").read_bytes().decode("utf-8")
        if known.isdisjoint(_runs(text)):
            texts[name] = text
            marks[name] = list(_marks(path.read_bytes().decode("utf-8"), text))
    return texts, marks


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return (tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1))


def _marks(annotation: str, text: str) -> Iterator[Mark]:
    spans: dict[str, list[Span]] = {}
    events: list[list[str]] = []
    for line in annotation.split("\n"):
        columns = line.split("\t")
        if len(columns) < 2:
            continue
        if columns[0].startswith("T"):
            places = [place.split() for place in columns[1].split(" ", 1)[1].split(";")]
            spans[columns[0]] = [(int(start), int(end)) for start, end in places]
        elif columns[0].startswith("E"):
            events.append(columns[1].split()[1:])
    for event in events:
        roles: dict[str, list[Span]] = defaultdict(list)
        for role in event:
            kind, name = role.split(":")
            roles[kind.rstrip("0123456789")] += spans.get(name, [])
        content, source = _joined(roles["Content"], text), _joined(roles["Source"], text)
        if content:
            start, end = max(content, key=lambda span: span[1] - span[0])
            yield Mark(text[start:end], (start, end), 1, True, holder_at=source[0] if source else None)


def _joined(spans: Iterable[Span], text: str) -> list[Span]:
    """Sorted, those with nothing but blanks between them made one: brat cuts a span at every line break."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
