"""The pictures of the README and of docs/ show what the program shows; `make pictures` takes them anew."""

from __future__ import annotations

import asyncio
import html
import importlib.util
import re
from collections import defaultdict
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
PICTURES = sorted((ROOT / "docs" / "pictures").glob("*.svg"))
RUN = re.compile(r'<text[^>]* x="([\d.]+)"[^>]*-line-(\d+)\)">([^<]*)</text>')


def words_of(svg: str) -> list[str]:
    """What stands in a picture, line by line; neither colours nor how they are written down."""
    lines: dict[int, list[tuple[float, str]]] = defaultdict(list)
    for x, number, words in RUN.findall(svg):
        lines[int(number)].append((float(x), html.unescape(words).replace("\xa0", " ")))
    return [" ".join("".join(words for _, words in sorted(lines[number])).split()) for number in sorted(lines)]


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("pictures", ROOT / "docs" / "pictures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_picture_is_what_the_screen_shows_now(maker: ModuleType, tmp_path: Path) -> None:
    """When this fails: make pictures, and look at them."""
    now = asyncio.run(maker.pictures(maker.make_demo(tmp_path / "positions-demo")))
    assert {path.stem for path in PICTURES} == set(now)
    for path in PICTURES:
        assert words_of(path.read_text(encoding="utf-8")) == words_of(now[path.stem]), path.name


def test_every_picture_is_used_and_asks_for_nothing() -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in (ROOT / "README.md", *ROOT.glob("docs/*.md")))
    for path in PICTURES:
        assert f"pictures/{path.name})" in pages
        text = path.read_text(encoding="utf-8")
        assert "@font-face" not in text
        assert set(re.findall(r"https?://[^\s\"')]+", text)) <= {
            "http://www.w3.org/2000/svg",
            "https://www.textualize.io",
        }
