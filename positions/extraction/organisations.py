"""The organisations an article names: which of its names mean the same one, and which name is shown.

Full names, short forms (*Dome* for *Dome Petroleum*), initials (*LSE* for *London Stock Exchange*), acronyms in
brackets, and the common nouns that an article uses of each.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from positions.extraction.nouns import nouns

SMALL = frozenset("of for the and on & de la - / . 's '".split())
BROAD = frozenset(
    "american national international first general new united royal federal south north east west central european "
    "world great state house british city union western eastern northern southern joint public free".split()
)
"""Words that begin so many names that alone they stand for none."""


class Organisations:
    """Collects names, then answers by any form of them."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()
        self.kinds: dict[str, set[str]] = defaultdict(set)
        self._spelling: dict[str, Counter[str]] = defaultdict(Counter)
        self._words: dict[str, tuple[str, ...]] = {}
        self._acronyms: dict[str, str] = {}
        self._short: dict[str, str] | None = None
        self._bare: set[str] = set()
        self._own: set[str] = set()

    def add(self, name: str, *, weight: int = 1) -> None:
        """One mention of a name, as the text spells it."""
        bare = without_suffix(name)
        if bare == name:
            self._bare.add(_key(name))
        key = _key(bare)
        self.count[key] += weight
        self._spelling[key][bare] += 1
        self._spelling[key + "+"][name] += 1
        self._words[key] = tuple(re.findall(r"[\w.'’-]+", bare.casefold()))
        self._short = None

    def add_acronym(self, acronym: str, name: str, *, own: bool = False) -> None:
        """`acronym` stands for `name`; it is a name of its `own` where it does not shorten it (*Zenkai*)."""
        if own:
            self._own.add(_key(acronym))
        self._acronyms[_key(acronym)] = _key(without_suffix(name))
        self._spelling[_key(acronym)][acronym] += 1
        if _key(without_suffix(name)) not in self._words:
            self.add(name)

    @property
    def acronyms(self) -> dict[str, str]:
        """The acronyms and short forms that occur, and full forms that have one, each with the name that is shown."""
        means = {**(self._short or self._shorts()), **self._acronyms}
        shown = {key: self.shown(key) for key in means.values()}
        return {
            self._commonest(form): shown[key]
            for short, key in means.items()
            for form in (short, key)
            if form in self._spelling
        }

    def key(self, name: str) -> str:
        """The organisation that a name means here; the name's own key when it is no other's."""
        if self._short is None:
            self._short = self._shorts()
        key = _key(without_suffix(name))
        key = self._acronyms.get(key, key)
        return self._short.get(key, key)

    def words(self, key: str) -> tuple[str, ...]:
        """The words of an organisation's name, lower case."""
        return self._words.get(key, ())

    def shown(self, key: str) -> str:
        """The name that is shown: a name of its own or an acronym that the article prefers, else the commonest
        mixed-case spelling, without *Inc* where the article itself leaves it out."""
        for acronym, long in self._acronyms.items():
            if long == key and (acronym in self._own or self.count[acronym] > self.count[key]):
                return self._commonest(acronym)
        shorts = [short for short, long in (self._short or {}).items() if long == key]
        preferred = max(shorts, key=lambda short: (self.count[short], short), default=None)
        if preferred is not None and self.count[preferred] >= max(3, 2 * self.count[key]):
            return self._commonest(preferred)
        suffixed = key not in self._bare and not any(
            short for short, long in (self._short or {}).items() if long == key
        )
        spellings = self._spelling.get(key + "+" if suffixed else key) or Counter({key: 1})
        mixed = {name: n for name, n in spellings.items() if not name.isupper()} or spellings
        return max(mixed, key=lambda name: (mixed[name], name))

    def _commonest(self, key: str) -> str:
        return max(self._spelling[key], key=lambda name: (not name.isupper(), self._spelling[key][name], name))

    def _shorts(self) -> dict[str, str]:
        """Short forms that occur and mean exactly one longer name."""
        longer: dict[str, set[str]] = defaultdict(set)
        for key, words in self._words.items():
            if len(words) < 2:
                continue
            initials = "".join(word[0] for word in words if word not in SMALL)
            longer[initials].add(key)
            for n in range(1, len(words)):
                longer[" ".join(words[:n]).removesuffix("'s")].add(key)
            longer[words[-1]].add(key)
        found = {}
        for key, words in self._words.items():
            names = longer.get(" ".join(words), set()) - {key}
            if len(words) == 1 and (words[0] in BROAD and words[0] not in ("united", "union")):
                continue
            tops = {
                name for name in names if not any(name != other and other.startswith(name + " ") for other in names)
            }
            if len(tops) == 1:
                found[key] = tops.pop()
        return {short: found.get(long, long) for short, long in found.items()}


def without_suffix(name: str) -> str:
    """The name without *Inc*, *Corp*, *and Co*."""
    words = name.split()
    while len(words) > 1 and words[-1].casefold().rstrip(",") in nouns().data.suffixes:
        words.pop()
    while len(words) > 1 and words[-1] in ("and", "&"):
        words.pop()
    return " ".join(words).rstrip(",")


def _key(name: str) -> str:
    return (
        " ".join(re.findall(r"[\w.'’-]+", name.casefold().removeprefix("the ").removesuffix("'s"))) or name.casefold()
    )
