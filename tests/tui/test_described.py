"""Work in threads of its own starts without a word about what it works on.

Textual describes a worker by its arguments where nobody else does, and spells out every position of a negotiation for
that, on the thread that answers keys.
"""

from __future__ import annotations

import ast
from pathlib import Path

import tui


def test_every_worker_with_arguments_has_a_description() -> None:
    seen = 0
    for path in Path(tui.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or len(node.args.args) < 2:
                continue
            for made in node.decorator_list:
                if isinstance(made, ast.Call) and isinstance(made.func, ast.Name) and made.func.id == "work":
                    seen += 1
                    assert "description" in {word.arg for word in made.keywords}, f"{path.name}: {node.name}"
    assert seen > 5
