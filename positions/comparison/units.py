"""Units: which words name one, and what one of it is in the unit that amounts are compared in.

Owns units.yaml. The conversions are pint's, which costs three quarters of a second: it is loaded at the first unit
that is converted, so that percentages, dollars and counts never load it, nor do weeks, years and cents, which are
`plain`. No currency is converted into another, and months
are no number of days: where there is no conversion, there is no comparison.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Annotated, NamedTuple

from pydantic import BeforeValidator, StringConstraints

from positions.comparison.words import Words, stem
from positions.folding import folded
from positions.model import Model
from positions.packaged import read

if TYPE_CHECKING:
    import pint

Phrase = Annotated[str, StringConstraints(to_lower=True, strip_whitespace=True, min_length=1)]


def _to_phrases(value: object) -> object:
    return tuple(value.split(",")) if isinstance(value, str) else value


Phrases = Annotated[tuple[Phrase, ...], BeforeValidator(_to_phrases)]


class Units(Model):
    """units.yaml."""

    money: dict[str, dict[str, Words]]
    countries: dict[str, Words]
    percent: dict[str, dict[str, Phrases]]
    durations: dict[str, dict[str, Phrases]]
    measures: dict[str, dict[str, Phrases]]
    definitions: tuple[str, ...]
    plain: dict[str, float]
    nouns: dict[str, str]
    multiples: dict[int, Words]


class Unit(NamedTuple):
    """What a word for a unit stands for."""

    kind: str
    """money, percent, duration or measure."""
    name: str
    """The unit that amounts are compared in: *USD*, *percent*, *days*, *tonne*."""
    own: str
    """The unit of the word, as pint knows it."""
    base: str
    """The unit that amounts are compared in, as pint knows it."""

    @property
    def factor(self) -> float:
        """What one of the word's unit is in the one that amounts are compared in."""
        return 1.0 if self.own == self.base else _factor(self.own, self.base)

    @property
    def noun(self) -> str:
        """The word for one of the unit: *square mile*, *basis point*."""
        return _noun(self.own)


@functools.cache
def units() -> Units:
    """The packaged units, validated."""
    return read("positions.comparison", "units.yaml", Units)


def base_noun(name: str) -> str:
    """The word for the unit of a group, which is given by its name."""
    return _noun({"days": "day", "months": "calendar_month"}.get(name, name))


def _noun(own: str) -> str:
    known = units().nouns.get(own)
    if known is not None:
        return known
    unit, _, power = own.partition(" ** ")
    before = {"2": "square ", "3": "cubic "}.get(power, "")
    return before + unit.removeprefix("calendar_").replace("_", " ")


def find(words: str) -> Unit | None:
    """The unit that one or two words name, if any."""
    known = _known()
    words = folded(words)
    return known.get(words) or (known.get(stem(words)) if " " not in words else None)


@functools.cache
def _known() -> dict[str, Unit]:
    found = units()
    out: dict[str, Unit] = {}
    kinds = (
        ("money", found.money),
        ("percent", found.percent),
        ("duration", found.durations),
        ("measure", found.measures),
    )
    for kind, groups in kinds:
        for name, members in groups.items():
            base = next(iter(members))
            out |= {word: Unit(kind, name, own, base) for own, words in members.items() for word in words}
    return out


@functools.cache
def _registry() -> pint.UnitRegistry[float]:
    import pint

    registry: pint.UnitRegistry[float] = pint.UnitRegistry()
    for definition in units().definitions:
        registry.define(definition)
    for currency in units().money:
        registry.define(f"{currency} = [money_in_{currency}]")
    return registry


@functools.cache
def _factor(own: str, base: str) -> float:
    plain = units().plain.get(own.removeprefix(base))
    if plain is not None:
        return plain
    registry = _registry()
    return float(registry.Quantity(own).to(base).magnitude)
