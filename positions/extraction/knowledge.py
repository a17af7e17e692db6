"""The knowledge of this package, kept as data beside it: read, validated strictly, and compiled once.

Owns the YAML files under `data/` and the form they must have; a file that does not fit is our bug and stops the
program at its first use with the place. It applies none of what it holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TypeVar

from positions import yamlfiles
from positions.model import Model

M = TypeVar("M", bound=Model)


class Knowledge(Model):
    """A data file, or a part of one."""


def read(name: str, model: type[M]) -> M:
    """The data file of that name, validated. Raises FileFaults with every fault in it."""
    file = resources.files("positions.extraction.data") / f"{name}.yaml"
    return yamlfiles.parse(file.read_text(encoding="utf-8"), model, Path(f"{name}.yaml"))


def has_weights() -> bool:
    """Are the network's weights there? A slim package may leave them out."""
    return (resources.files("positions.extraction.data") / "network.npz").is_file()


class ReadingData(Knowledge):
    """reading.yaml."""

    boilerplate: tuple[str, ...]
    ends_article: tuple[str, ...]
    dateline: str
    authored: str
    marker: str
    rate: str
    asides: tuple[str, ...]
    prefixes: tuple[str, ...]
    abbreviations: dict[str, str]
    capitals: dict[str, str]


class ReadingRules:
    """reading.yaml, compiled."""

    def __init__(self, data: ReadingData) -> None:
        self.boilerplate = _any_of(data.boilerplate)
        self.ends_article = _any_of(data.ends_article)
        self.dateline = re.compile(data.dateline)
        self.authored = re.compile(data.authored, re.IGNORECASE)
        self.marker = re.compile(data.marker)
        self._abbreviations = data.abbreviations
        self._capitals = data.capitals
        prefixes = "|".join(rf"(?<=\b{prefix})" for prefix in data.prefixes)
        common = "|".join(
            (
                r"(?P<ticker> ?<[A-Z][A-Z.\-]*>)",
                rf"(?P<rate>{data.rate})",
                rf"(?P<aside>(?i:{'|'.join(data.asides)}))",
                rf"(?P<hyphen>(?:{prefixes})-(?=[a-z]))",
                rf"\b(?P<short>{'|'.join(map(re.escape, data.abbreviations))})\b",
                r"(?P<gap>\s{2,})",
            )
        )
        self.rewrites = re.compile(rf"{common}|(?P<capitals>\b[A-Z][A-Z’'\-]*[A-Z]\b)")
        self.title_rewrites = re.compile(rf"{common}|(?P<titled>(?<![\w.])[^\W\d_][\w’'\-]*)")

    def rewritten(self, match: re.Match[str], cases: Mapping[str, str]) -> str:
        """What the parser reads in place of a match of `rewrites` or `title_rewrites`.

        Long capitals are taken as names; a word of a headline is written as the article's running text writes it
        (`cases`).
        """
        word = match.group()
        match match.lastgroup:
            case "ticker" | "aside" | "hyphen":
                return ""
            case "rate":
                return "".join(f"-{self._abbreviations.get(part, part)}" for part in word.split())
            case "gap":
                return " "
            case "short":
                return self._abbreviations[word]
            case "titled":
                small = self._abbreviations.get(word.lower(), word.lower())
                return cases.get(word.lower(), small)
            case _:
                return word.title() if len(word) >= 4 and word.isascii() else self._capitals.get(word, word)


def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE | re.DOTALL)


@cache
def reading_rules() -> ReadingRules:
    """The rules by which a text is laid out and rewritten for the parser."""
    return ReadingRules(read("reading", ReadingData))
