"""Run every benchmark and print its ratio: `python -m benchmarks`, or `make bench`."""

from __future__ import annotations

from benchmarks import extraction, startup


def main() -> None:
    """Print one line a benchmark; the ratios are what to compare between machines, the times are for scale."""
    print("medians; the ratio is ours / bare", flush=True)
    start = startup.measure()
    print(
        f"positions --help / bare click     {start.ratio:5.2f}   "
        f"({start.ours * 1000:.0f} ms / {start.bare * 1000:.0f} ms, {start.runs} runs)",
        flush=True,
    )
    words, cost = extraction.measure()
    print(
        f"extraction / bare nlp.pipe        {cost.ratio:5.2f}   "
        f"({words / cost.ours:,.0f} words/s / {words / cost.bare:,.0f} words/s, {words:,} words, {cost.runs} runs)"
    )


if __name__ == "__main__":
    main()
