"""A negotiation that was compared before, and a server of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import Serving, served

from positions.negotiation import Negotiation
from positions.workflow import compare_negotiation

ARTICLE = """---
title: Terms for a truce
published: 2031-05-04
---
Norland insisted on the withdrawal of all patrols from the strait. Sudmark rejected the withdrawal of its patrols.

Norland offered compensation of 4 million crowns for lost catches.
"""

POSITIONS = """article:
  title: Terms for a truce
  published: 2031-05-04
  text: articles/truce.txt
positions:
  Norland:
    - demand: the withdrawal of all patrols from the strait
      quote: Norland insisted on the withdrawal of all patrols from the strait
      at: [0, 65]
    - offer: compensation of 4 million crowns for lost catches
  Sudmark:
    - reject: the withdrawal of its patrols from the strait
      quote: Sudmark rejected the withdrawal of its patrols
      at: [67, 113]
"""


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One article, two parties; compared, so that no model needs to be loaded."""
    from positions.reading import read

    root = tmp_path_factory.mktemp("talks")
    source = root / "truce.md"
    source.write_text(ARTICLE, encoding="utf-8")
    negotiation = Negotiation.create(root, name="Talks on the <strait>")
    for article in read(source):
        negotiation.add(article)
    source.unlink()
    (root / "positions" / "truce.yaml").write_text(POSITIONS, encoding="utf-8")
    compare_negotiation(Negotiation.find(root))
    return root


@pytest.fixture(scope="module")
def serving(folder: Path) -> Iterator[Serving]:
    """A server of it, for all tests of a module."""
    with served(folder) as running:
        yield running
