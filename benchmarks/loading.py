"""Loading position files: against PyYAML's C loader on the same texts, and a second start against the first."""

from __future__ import annotations

import datetime as dt
import random
import tempfile
from pathlib import Path

import yaml

from benchmarks.timing import Comparison, compare
from positions import yamlfiles
from positions.folder import CACHE, Folder
from positions.model import Entry, Firmness, PositionFile, Source, Stance, Topic

FILES = 2000
ENTRIES = 20
WORDS = (
    "the withdrawal of all patrols from strait a ceasefire that holds fishing rights and compensation for lost catches "
    "islands bargaining over monitors inspection agreement talks in spring"
).split()


def measure(runs: int = 3) -> Comparison:
    """`yamlfiles.parse` of all files against `yaml.load` of the same texts; both keep what they read until the end."""
    texts = [_text(number) for number in range(FILES)]
    return compare(
        lambda: [yamlfiles.parse(text, PositionFile, Path("positions/file.yaml")) for text in texts],
        lambda: [yaml.load(text, Loader=yaml.CSafeLoader) for text in texts],
        runs,
    )


def measure_second_start(runs: int = 3) -> Comparison:
    """Reading a folder of as many files that did not change since it was last read, against reading it anew."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / CACHE).mkdir()
        (root / "positions").mkdir()
        for number in range(FILES):
            (root / "positions" / f"{number}.yaml").write_text(_text(number), encoding="utf-8")
        _read(root).keep_parsed()
        kept, aside = root / CACHE / "parsed", root / CACHE / "aside"

        def anew() -> None:
            kept.rename(aside)
            _read(root)
            aside.rename(kept)

        return compare(lambda: _read(root), anew, runs)


def _read(root: Path) -> Folder:
    folder = Folder(root)
    for path in folder.files("positions", ".yaml"):
        folder.load(path, PositionFile)
    return folder


def _text(number: int) -> str:
    """A position file as the program writes it, with a few of the keys that people add."""
    dice = random.Random(number)
    entries: dict[str, tuple[Entry, ...]] = {}
    for index in range(ENTRIES):
        party = dice.choice(("Norland", "Sudmark", "Estria", "Southern League"))
        entry = Entry(
            stance=dice.choice(list(Stance)),
            claim=_said(dice, 8),
            quote=f"The minister said: {_said(dice, 18)}",
            at=(index * 300, index * 300 + 120),
            if_=_said(dice, 5) if dice.random() < 0.2 else None,
            speaker="Foreign Minister Ada Lund" if dice.random() < 0.4 else None,
            firmness=dice.choice(list(Firmness)),
        )
        entries[party] = (*entries.get(party, ()), entry)
    source = Source(
        title=_said(dice, 6),
        published=dt.date(2031, 1, 1) + dt.timedelta(days=number),
        outlet="The Strait Courier",
        text=f"articles/day-{number}.txt",
    )
    topic = Topic(topic=_said(dice, 4), quote=_said(dice, 12), at=(5, 90))
    return yamlfiles.dump(PositionFile(article=source, positions=entries, disputed=(topic,)), schema="positions.json")


def _said(dice: random.Random, words: int) -> str:
    return " ".join(dice.choice(WORDS) for _ in range(words))
