"""Run every benchmark and print what it found: `python -m benchmarks`, or `make bench`."""

from __future__ import annotations

from benchmarks import extraction, loading, quality, screens, startup


def main() -> None:
    """Print a few lines; ratios are what to compare between machines, times are for scale."""
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
    print("How well it reads the samples: precision, recall, F1")
    for level, score in quality.measure().items():
        print(
            f"  {level:<6} {score.precision:.2f}  {score.recall:.2f}  {score.f1:.2f}  "
            f"({score.both} of {score.asked}, {score.given - score.both} too many)"
        )


if __name__ == "__main__":
    main()
