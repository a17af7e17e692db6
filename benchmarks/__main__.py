"""Run every benchmark and print what it found: `python -m benchmarks`, or `make bench`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import diffing, extraction, grouping, keys, loading, quality, screens, stability, startup
from positions.embeddings import cached, packaged


def costs() -> None:
    """Ratios are what to compare between machines, times are for scale."""
    print("What it costs: medians, and ours / bare", flush=True)
    start = startup.measure()
    print(
        f"  positions --help / bare click  {start.ratio:5.2f}  "
        f"({start.ours * 1000:.0f} ms / {start.bare * 1000:.0f} ms, {start.runs} runs)",
        flush=True,
    )
    words, cost = extraction.measure()
    print(
        f"  extraction / bare nlp.pipe     {cost.ratio:5.2f}  "
        f"({words / cost.ours:,.0f} words/s / {words / cost.bare:,.0f} words/s, {words:,} words, {cost.runs} runs)",
        flush=True,
    )
    load = loading.measure()
    print(
        f"  position files / bare C loader {load.ratio:5.2f}  "
        f"({loading.FILES / load.ours:,.0f} files/s / {loading.FILES / load.bare:,.0f} files/s, "
        f"{loading.FILES:,} files of {loading.ENTRIES} entries, {load.runs} runs)",
        flush=True,
    )
    again = loading.measure_second_start()
    print(
        f"  second start / first           {again.ratio:5.2f}  "
        f"({loading.FILES / again.ours:,.0f} files/s / {loading.FILES / again.bare:,.0f} files/s, "
        f"the same files, unchanged, {again.runs} runs)",
        flush=True,
    )
    told = diffing.measure()
    print(
        f"  diff / bare C loader           {told.ratio:5.2f}  "
        f"({told.ours * 1000:.0f} ms / {told.bare * 1000:.0f} ms, two articles of "
        f"{diffing.PARTIES * diffing.ISSUES:,} positions, {told.runs} runs)",
        flush=True,
    )
    opening = screens.measure_opening()
    print(
        f"  browse / empty Textual app     {opening.time.ratio:5.2f}  "
        f"({opening.time.ours * 1000:.0f} ms / {opening.time.bare * 1000:.0f} ms to the first picture, "
        f"{opening.memory / 1024:.0f} MiB / {opening.empty / 1024:.0f} MiB, "
        f"10,000 positions, {opening.time.runs} runs)",
        flush=True,
    )
    moving = screens.measure_moving()
    print(
        f"  a move in 2,000 × 60 / 20 × 6  {moving.ratio:5.2f}  "
        f"({moving.ours * 1000:.1f} ms / {moving.bare * 1000:.1f} ms, {moving.runs} runs)",
        flush=True,
    )


def reading() -> None:
    """How well the samples are read."""
    print("How well it reads the samples: precision, recall, F1")
    for level, score in quality.measure().items():
        print(
            f"  {level:<6} {score.precision:.2f}  {score.recall:.2f}  {score.f1:.2f}  "
            f"({score.both} of {score.asked}, {score.given - score.both} too many)"
        )


def issues(gold: Path | None) -> None:
    """Grouping against others."""
    print(f"How well it finds issues in {gold or 'the samples'}: B-cubed precision, recall, F1", flush=True)
    for name, score in grouping.quality(gold).items():
        print(f"  {name:<15}  {score.precision:.2f}  {score.recall:.2f}  {score.f1:.3f}  {score.setting}", flush=True)
    spent = grouping.seconds()
    print(f"What grouping and naming {grouping.TIMED:,} positions costs, vectors given: ours / theirs", flush=True)
    for name, theirs in (("agglomerative", spent.agglomerative), ("BERTopic", spent.bertopic)):
        cost = (
            grouping.INSTALL if theirs is None else f"{spent.ours / theirs:.2f}  ({spent.ours:.1f} s / {theirs:.1f} s)"
        )
        print(f"  {name:<15}  {cost}", flush=True)


def steadiness() -> None:
    """What one more article does."""
    with tempfile.TemporaryDirectory() as folder:
        added = stability.measure(stability.of_samples(), cached(packaged(), Path(folder) / "vectors.sqlite"))
    print("What each article of the samples does when it comes after all others: issues renamed, positions moved")
    moved = max(one.moved / one.positions for one in added)
    print(
        f"  {sum(len(one.renamed) for one in added)} renamed, at most {100 * moved:.1f} % moved ({len(added)} articles)"
    )


def answers() -> None:
    """How soon keys are answered."""
    found = keys.measure()
    print("From a key to what it draws, in ms: median, 95th percentile, longest")
    for name, seconds in (("nothing else to do", found.idle), (f"while {found.read} articles are read", found.busy)):
        each = [1000 * keys.percentile(seconds, share) for share in (0.5, 0.95, 1.0)]
        print(f"  {name:<28} {each[0]:5.0f} {each[1]:5.0f} {each[2]:5.0f}  ({len(seconds)} keys)")


def main() -> None:
    """Print a few lines."""
    parts: dict[str, Callable[[], None]] = {
        "costs": costs,
        "reading": reading,
        "issues": lambda: issues(asked.gold),
        "steadiness": steadiness,
        "keys": answers,
    }
    given = argparse.ArgumentParser(prog="make bench", description=__doc__)
    given.add_argument("part", nargs="*", metavar="PART", help=f"only these: {', '.join(parts)}")
    given.add_argument("--gold", type=Path, help="series with people's issues: a folder with gold/ and texts/")
    asked = given.parse_args()
    unknown = set(asked.part) - set(parts)
    if unknown or (asked.gold and not (asked.gold / "gold").is_dir()):
        sys.exit(f"no such part: {', '.join(sorted(unknown))}" if unknown else f"{asked.gold} has no folder gold/")
    for name in asked.part or parts:
        parts[name]()


if __name__ == "__main__":
    main()
