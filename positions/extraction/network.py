"""The fitted network: the packaged MiniLM with our weights on it, and two heads.

One pass over a passage; from that, for each candidate claim, how likely it is no position or one of each stance, and
for each mention of somebody, how likely that one holds it. Owns the heads and how weights are kept; what a claim or a
mention is, windows.py says. It and encoder.py alone in extraction import torch, and are imported only when there is
something to judge, since that takes seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import IO, Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional

from positions.extraction.encoder import WIDTH, Encoder, packaged
from positions.extraction.sources import Sources
from positions.extraction.windows import (
    PAIR_FEATURES,
    SPAN_FEATURES,
    UNREAD,
    Vocabulary,
    Window,
    pair_features,
    span_features,
)

CONTEXT = (10, 16)
"""Word pieces of what stands before: of the headline's beginning and of the last sentence's end."""
LONGEST = 390
"""Word pieces that are read at once; a longer passage is read in parts."""
BATCH = 3000
"""Word pieces in one pass."""

SILENT = 0.5
"""From which probability of being no position the holder of a claim is not asked for."""

ENCODER = "enc."
"""What the names of the encoder's weights begin with."""

Numbers = NDArray[np.float32]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Encoded:
    """A window, or a part of a long one, in numbers. `pieces` begins with the context; spans and mentions are places in
    it."""

    pieces: list[int]
    kept: list[int]
    """The numbers of the options that lie within it."""
    spans: Places
    """(options, 3): first, last and head piece."""
    told: Numbers
    """(options, SPAN_FEATURES)."""
    kinds: Places
    """(options, 3): cue, dependency label and part of speech."""
    mentions: list[int]
    """The numbers of the mentions within it."""
    places: Places
    """(mentions): their pieces."""


class Judgement(NamedTuple):
    """What the network says of an option."""

    chances: Numbers
    """Of no position and of each of STANCES; they add up to 1."""
    holders: Numbers | None
    """For each mention of the window, and last for somebody outside it; None where it was not asked."""


class Pass(NamedTuple):
    """What the encoder makes of several windows, laid end to end."""

    states: Any
    """(windows x pieces, WIDTH)."""
    shifts: list[int]
    """Where each window begins in it."""


def heads() -> Any:
    """The parts on top of the encoder, not yet fitted."""
    return nn.ModuleDict(
        {
            "cue": nn.Embedding(UNREAD + 1, 32),
            "dep": nn.Embedding(61, 12),
            "pos": nn.Embedding(31, 8),
            "p1": nn.Linear(4 * WIDTH + SPAN_FEATURES + 52, 256),
            "out": nn.Linear(256, 5),
            "hs": nn.Linear(256, 128),
            "hm": nn.Linear(WIDTH, 128),
            "hp": nn.Linear(2 * 128 + PAIR_FEATURES, 64),
            "ho": nn.Linear(64, 1),
            "nobody": nn.Linear(1, 1, bias=False),
        }
    )


class Network:
    """An encoder and the heads."""

    def __init__(self, vocabulary: Vocabulary, encoder: Callable[[Sequence[Sequence[int]]], Any], parts: Any) -> None:
        self._tokenizer = Tokenizer.from_file(str(packaged() / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._opening = int(self._tokenizer.token_to_id("[CLS]") or 0)
        self._between = int(self._tokenizer.token_to_id("[SEP]") or 0)
        self._vocabulary = vocabulary
        self._encoder = encoder
        self.parts = parts

    @classmethod
    def fitted(cls, vocabulary: Vocabulary, weights: Mapping[str, Numbers]) -> Network:
        """The network with fitted weights: differences for the encoder, whole ones for the heads."""
        tensors = {name: torch.from_numpy(value) for name, value in weights.items()}
        parts = heads()
        parts.load_state_dict({name: value for name, value in tensors.items() if not name.startswith(ENCODER)})
        parts.eval()
        added = {name.removeprefix(ENCODER): v for name, v in tensors.items() if name.startswith(ENCODER)}
        return cls(vocabulary, Encoder(added), parts)

    def encode(self, window: Window, *, with_context: bool = False) -> list[Encoded]:
        """The window in numbers, a long one in parts; `with_context` what stands before it, too.

        Fitting reads it along. Judging leaves it out: a third of the encoder's time for 0.01 of F1.
        """
        context = self._tokenizer.encode(window.context if with_context else "", add_special_tokens=False).ids[:140]
        if len(context) > sum(CONTEXT):
            context = context[: CONTEXT[0]] + context[len(context) - CONTEXT[1] :]
        doc = window.read.passage.doc
        text = self._tokenizer.encode(doc.text, add_special_tokens=False)
        starts = np.array([start for start, _ in text.offsets] or [0])
        first, last = (
            np.clip(np.searchsorted(starts, characters, "right") - 1, 0, len(starts) - 1)
            for characters in ([token.idx for token in doc], [token.idx + len(token) - 1 for token in doc])
        )
        told = span_features(window, self._vocabulary)
        shift = 2 + len(context)
        found = []
        for begin, end in parts([int(first[sent.start]) for sent in doc.sents], len(text.ids)):
            claims = [(k, option.claim) for k, option in enumerate(window.options)]
            claims = [(k, c) for k, c in claims if begin <= first[c.start] and last[c.end - 1] < end]
            spans = [(first[c.start], last[c.end - 1], first[c.head.i]) for _, c in claims]
            kept = [k for k, _ in claims]
            mentions = [k for k, mention in enumerate(window.mentions) if begin <= first[mention.i] < end]
            places = [first[window.mentions[k].i] for k in mentions]
            found.append(
                Encoded(
                    pieces=[self._opening, *context, self._between, *text.ids[begin:end], self._between],
                    kept=kept,
                    spans=np.array(spans, dtype=np.int64).reshape(-1, 3) + (shift - begin),
                    told=told.rows[kept],
                    kinds=told.kinds[kept],
                    mentions=mentions,
                    places=np.array(places, dtype=np.int64) + (shift - begin),
                )
            )
        return found

    def read(self, batch: Sequence[Encoded]) -> Pass:
        """One pass of the encoder."""
        lengths = [len(encoded.pieces) for encoded in batch]
        return Pass(self._encoder([encoded.pieces for encoded in batch]), [0, *accumulate(lengths[:-1])])

    def claims(self, done: Pass, batch: Sequence[Encoded]) -> Any:
        """(options of the whole batch, 256): each claim as the heads see it."""
        shifted = [one.spans + shift for one, shift in zip(batch, done.shifts, strict=True)]
        spans = torch.from_numpy(np.concatenate(shifted))
        kinds = torch.from_numpy(np.concatenate([one.kinds for one in batch]))
        told = torch.from_numpy(np.concatenate([one.told for one in batch]))
        sums = torch.cat([torch.zeros(1, WIDTH), done.states.cumsum(0)])
        length = (spans[:, 1] - spans[:, 0] + 1).unsqueeze(1)
        mean = (sums[spans[:, 1] + 1] - sums[spans[:, 0]]) / length
        ends = [done.states[spans[:, 0]], done.states[spans[:, 1]], done.states[spans[:, 2]]]
        known = [self.parts[name](kinds[:, column]) for column, name in enumerate(("cue", "dep", "pos"))]
        joined = torch.cat([*ends, mean, told, *known], 1)
        return functional.gelu(self.parts["p1"](functional.dropout(joined, 0.2, self.parts.training)))

    def stances(self, claims: Any) -> Any:
        """(options, 5) logits: no position, then STANCES."""
        return self.parts["out"](claims)

    def holders(self, claims: Any, mentions: Any, owners: Any, pairs: Any) -> Any:
        """(pairs) logits of mentions as holders of claims, and last the one of nobody in the window.

        For pair k, `mentions[k]` is the mention's state, `owners[k]` the row of its claim in `claims`, and `pairs[k]`
        how they stand to each other.
        """
        seen = self.parts["hm"](mentions)
        asked = self.parts["hs"](claims)[owners]
        joined = functional.gelu(self.parts["hp"](torch.cat([asked * seen, functional.gelu(seen), pairs], 1)))
        return torch.cat([self.parts["ho"](joined).squeeze(1), self.parts["nobody"](torch.ones(1, 1)).squeeze(1)])

    def judge(self, windows: Sequence[Window], sources: Sources) -> list[list[Judgement | None]]:
        """For each window, a judgement for each of its options, None for one that no part of it holds whole; the same
        whatever else is judged beside it."""
        found: list[list[Judgement | None]] = [[None] * len(window.options) for window in windows]
        encoded = [(number, one) for number, w in enumerate(windows) if w.options for one in self.encode(w)]
        with torch.inference_mode(), _one_thread():
            for batch in batches([one for _, one in encoded]):
                group = [encoded[n][1] for n in batch]
                done = self.read(group)
                claims = self.claims(done, group)
                chances = functional.softmax(self.stances(claims), 1).numpy()
                row = 0
                for n, shift in zip(batch, done.shifts, strict=True):
                    number, one = encoded[n]
                    rows = slice(row, row + len(one.kept))
                    row += len(one.kept)
                    states = done.states[torch.from_numpy(one.places + shift)]
                    holders = self._holders(windows[number], one, claims[rows], chances[rows], states, sources)
                    for option, chance, held in zip(one.kept, chances[rows], holders, strict=True):
                        found[number][option] = Judgement(chance, held)
        return found

    def _holders(
        self, window: Window, encoded: Encoded, claims: Any, chances: Numbers, states: Any, sources: Sources
    ) -> list[Numbers | None]:
        """For each option kept the chances of its holders, where it could be a position at all."""
        found: list[Numbers | None] = [None] * len(encoded.kept)
        asked = [row for row, chance in enumerate(chances) if chance[0] < SILENT] if encoded.mentions else []
        if not asked:
            return found
        told = [pair_features(window, window.options[encoded.kept[row]], sources) for row in asked]
        pairs = torch.tensor(np.array(told, dtype=np.float32)[:, encoded.mentions].reshape(-1, PAIR_FEATURES))
        owners = torch.tensor(asked).repeat_interleave(len(encoded.mentions))
        logits = self.holders(claims, states.repeat(len(asked), 1), owners, pairs)
        table = torch.cat([logits[:-1].reshape(len(asked), -1), logits[-1:].expand(len(asked), 1)], 1)
        for row, held in zip(asked, functional.softmax(table, 1).numpy(), strict=True):
            chances_of_all = np.zeros(len(window.mentions) + 1, dtype=np.float32)
            chances_of_all[[*encoded.mentions, -1]] = held
            found[row] = chances_of_all
        return found


@contextmanager
def _one_thread() -> Iterator[None]:
    """Reckon on one core: an article is too short to share out, and threads that wait for work take it from others."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def parts(starts: Sequence[int], total: int) -> list[tuple[int, int]]:
    """Ranges `[begin, end)` of at most LONGEST of `total` word pieces, cut where sentences start, if those allow it."""
    found = []
    begin = end = 0
    for place in [*starts[1:], total]:
        if place - begin > LONGEST and end > begin:
            found.append((begin, end))
            begin = end
        while place - begin > LONGEST:
            found.append((begin, begin + LONGEST))
            begin += LONGEST
        end = place
    return [*found, (begin, total)]


def batches(encoded: Sequence[Encoded]) -> Iterator[list[int]]:
    """The numbers of windows that are read together, at most BATCH pieces at once."""
    batch: list[int] = []
    size = 0
    for number, one in enumerate(encoded):
        if batch and size + len(one.pieces) > BATCH:
            yield batch
            batch, size = [], 0
        batch.append(number)
        size += len(one.pieces)
    if batch:
        yield batch


def save(weights: Mapping[str, Numbers], path: Path) -> None:
    """Write weights small: matrices as bytes with a scale for each row, the rest as they are."""
    arrays: dict[str, Any] = {}
    for name, value in weights.items():
        if value.ndim < 2:
            arrays[name] = value.astype(np.float32)
            continue
        scale = np.maximum(np.abs(value).max(axis=1, keepdims=True), 1e-12) / 127
        arrays[name] = np.round(value / scale).astype(np.int8)
        arrays[f"{name}|scale"] = scale.astype(np.float32)
    np.savez_compressed(path, **arrays)


def load(file: IO[bytes]) -> dict[str, Numbers]:
    """The weights that `save` wrote."""
    with np.load(file, allow_pickle=False) as arrays:
        found = {}
        for name in arrays.files:
            if name.endswith("|scale"):
                continue
            value = arrays[name].astype(np.float32)
            found[name] = value * arrays[f"{name}|scale"] if f"{name}|scale" in arrays.files else value
    return found
