"""Weights files, as the scripts that fit them write them, and what these scripts are asked."""

from __future__ import annotations

import argparse
from pathlib import Path

from positions.comparison.weights import Weights


def asked(description: str | None, out: Path) -> argparse.Namespace:
    """The command line of a script that fits on annotated series: `gold`, `texts`, and `out`, where the weights go."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--out", type=Path, default=out)
    return parser.parse_args()


def write(out: Path, fitted: Weights, of: str) -> None:
    """Write the weights of a module of `positions.comparison` under a comment that says whose they are."""
    rows = [f'  "{name}": {weight:.3f}' for name, weight in fitted.signs.items()]
    source = f"positions/comparison/{of}.py"
    head = f"# Written by fitting/fit_{of}.py; the signs are those of {source}. Not edited by hand."
    out.write_text("\n".join([head, f"bias: {fitted.bias:.3f}", "signs:", *rows, ""]), encoding="utf-8")
    print(f"{len(rows)} weights in {out}")
