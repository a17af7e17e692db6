"""Fits the network (`positions/extraction/network.py`) on annotated texts.

    .venv/bin/python -m fitting.fit_network prepare WORK TEXTS.jsonl.gz POSITIONS.jsonl.gz [--attributions FOLDER]
    .venv/bin/python -m fitting.fit_network before WORK
    .venv/bin/python -m fitting.fit_network fit WORK all|0|1|2|3|4
    .venv/bin/python -m fitting.fit_network ship WORK

`prepare` turns texts into windows of numbers, once; corpus.py says what form TEXTS and POSITIONS have. FOLDER is
PolNeAR's `data/train`. `before` teaches the encoder and the pointer who is quoted with what, on those attributions;
texts that share a long run of words with TEXTS are left out. `fit` goes on from there with the positions of all folds,
or of all but one (the folds of corpus.py), and writes WORK/network-NAME.pt. Several may run beside each other. `ship`
writes the weights and the vocabulary of `all` into the package; the thresholds in network.yaml stay as they are.
README.md has the data statement and the figures.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional
from transformers import AutoModel

from fitting.attributions import attributed
from fitting.corpus import corpus
from fitting.network_data import Asked, Sample, marks_of, samples, vocabulary, worth_reading
from positions.extraction.encoder import bfloat16_pays, packaged
from positions.extraction.network import ENCODER, Network, Numbers, Pass, batches, heads, save
from positions.extraction.windows import Vocabulary

SEED = 1
EPOCHS = 6
ENCODER_RATE, HEADS_RATE = 6e-5, 8e-4
WARMING = 0.08
"""Of all steps, over which the rates rise; then they fall to almost nothing."""
CLASSES = (1.0, 1.0, 1.4, 2.0, 1.3)
"""What an option of no position and of each stance counts: what is rare counts more."""
POINTING = 0.3
"""What the pointer's loss counts beside the stances'."""
SILENT = 0.5
"""The share of plainly silent windows that training reads."""
LESSON = 6500
"""Windows with attributions that are read, once."""


class Padded:
    """MiniLM as transformers has it, for training: with dropout, and many texts of like length in one pass."""

    def __init__(self) -> None:
        self.model = AutoModel.from_pretrained(str(packaged()), attn_implementation="sdpa", local_files_only=True)
        self.model.embeddings.requires_grad_(False)
        for name, module in self.model.named_modules():
            if isinstance(module, nn.Dropout) and "attention.self" in name:
                module.p = 0.0  # half the time of an epoch, and no loss seen

    def __call__(self, texts: Sequence[Sequence[int]]) -> Any:
        """The vectors of all texts' word pieces, as the program's own encoder gives them."""
        pieces = nn.utils.rnn.pad_sequence([torch.tensor(text) for text in texts], batch_first=True)
        mask = nn.utils.rnn.pad_sequence([torch.ones(len(text)) for text in texts], batch_first=True).long()
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bfloat16_pays()):
            states = self.model(input_ids=pieces, attention_mask=mask).last_hidden_state
        return states.float()[mask.bool()]


def trainable(numbers: Vocabulary) -> Network:
    """A network whose parts, the encoder (`enc`) among them, can be fitted."""
    encoder = Padded()
    parts = heads()
    parts["enc"] = encoder.model
    return Network(numbers, encoder, parts)


def _no_encoder(_: Sequence[Sequence[int]]) -> Any:
    raise AssertionError("nothing is read while samples are made")


def prepare(work: Path, texts: Path, positions: Path, attributions: Path | None) -> None:
    """Write WORK/samples.pkl, WORK/vocabulary.pkl and, where there are attributions, WORK/before.pkl."""
    work.mkdir(parents=True, exist_ok=True)
    words, gold = corpus(texts, positions)
    numbers = vocabulary(words)
    network = Network(numbers, _no_encoder, heads())
    found = list(samples(words, {name: marks_of(text, gold[name]) for name, text in words.items()}, network))
    _keep(numbers, work / "vocabulary.pkl")
    _keep(found, work / "samples.pkl")
    asked = [asked for sample in found for asked in sample.asked]
    print(f"{len(found)} windows, {sum(len(s.right) for s in found)} options, {len(asked)} right, ", end="")
    print(f"{sum(bool(one.wanted) for one in asked)} with their holder")
    if attributions is not None:
        others, marks = attributed(attributions, words.values())
        before = worth_reading(samples(others, marks, network), 0.0)
        _keep(before, work / "before.pkl")
        print(
            f"{len(others)} texts with attributions, {len(before)} windows, {sum(len(s.asked) for s in before)} right"
        )


def before(work: Path) -> None:
    """Write WORK/before.pt: the network that has seen attributions."""
    found: list[Sample] = pickle.loads((work / "before.pkl").read_bytes())
    found = random.Random(SEED).sample(found, min(LESSON, len(found)))
    network = trainable(pickle.loads((work / "vocabulary.pkl").read_bytes()))
    stances = network.parts["out"]
    network.parts["out"] = nn.Linear(256, 2)  # said or not said by somebody: a head for this lesson alone
    train(network, found, epochs=1, classes=(1.0, 1.0))
    network.parts["out"] = stances
    _keep_parts(network, work / "before.pt")


def fit(work: Path, name: str, epochs: int) -> None:
    """Write WORK/network-NAME.pt."""
    found: list[Sample] = pickle.loads((work / "samples.pkl").read_bytes())
    network = trainable(pickle.loads((work / "vocabulary.pkl").read_bytes()))
    if (taught := work / "before.pt").exists():
        network.parts.load_state_dict(torch.load(taught))
    kept = [sample for sample in found if name == "all" or sample.fold != int(name)]
    train(network, worth_reading(kept, SILENT), epochs=epochs, classes=CLASSES)
    _keep_parts(network, work / f"network-{name}.pt")


def _keep(value: object, path: Path) -> None:
    """Write a value that a run which is stopped leaves whole or not at all."""
    unfinished = path.with_suffix(".part")
    unfinished.write_bytes(pickle.dumps(value))
    unfinished.replace(path)


def _keep_parts(network: Network, path: Path) -> None:
    unfinished = path.with_suffix(".part")
    torch.save(network.parts.state_dict(), unfinished)
    unfinished.replace(path)


def fitted(work: Path, name: str) -> tuple[Vocabulary, dict[str, Numbers]]:
    """What `fit` has made, in the form in which the program keeps it: differences for the encoder, whole weights for
    the heads."""
    base = load_file(packaged() / "model.safetensors")
    weights = {}
    for full, value in torch.load(work / f"network-{name}.pt").items():
        part = full.removeprefix(ENCODER)
        if part == full:
            weights[full] = value.numpy()
        elif part in base and not part.startswith(("embeddings", "pooler")):  # these stayed as they were
            weights[full] = (value - base[part]).numpy()
    return pickle.loads((work / "vocabulary.pkl").read_bytes()), weights


def ship(work: Path, data: Path) -> None:
    """Write DATA/network.npz, and the vocabulary into DATA/network.yaml."""
    numbers, weights = fitted(work, "all")
    save(weights, data / "network.npz")
    thresholds = (data / "network.yaml").read_text(encoding="utf-8").split("cues:\n")[0]
    rows = []
    for kind, known in (("cues", numbers.cue), ("deps", numbers.dep), ("tags", numbers.pos)):
        rows += [f"{kind}:", *(f"  - {json.dumps(name)}" for name in sorted(known, key=lambda name: known[name]))]
    (data / "network.yaml").write_text(thresholds + "\n".join(rows) + "\n", encoding="utf-8")


def train(network: Network, found: Sequence[Sample], *, epochs: int, classes: Sequence[float]) -> None:
    """Fit the network's parts, all but the embeddings, to the samples."""
    torch.manual_seed(SEED)
    order = random.Random(SEED)
    counts = torch.tensor(classes)
    found = sorted(found, key=lambda sample: len(sample.encoded.pieces))
    groups = [[found[n] for n in numbers] for numbers in batches([sample.encoded for sample in found])]
    optimizer, schedule = _optimizer(network, epochs * len(groups))
    for epoch in range(epochs):
        network.parts.train()
        order.shuffle(groups)
        began, total = time.monotonic(), [0.0, 0.0]
        for group in groups:
            claimed, pointed = losses(network, group, counts)
            loss = claimed / (8 * len(group)) + POINTING * pointed
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parts.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total = [total[0] + float(claimed.detach()), total[1] + float(pointed.detach())]
        print(f"epoch {epoch + 1}: claims {total[0]:.0f}, holders {total[1] / len(groups):.3f}, ", end="")
        print(f"{time.monotonic() - began:.0f} s", flush=True)
    network.parts.eval()


def _optimizer(network: Network, steps: int) -> tuple[Any, Any]:
    encoder: list[Any] = []
    heads: list[Any] = []
    for name, value in network.parts.named_parameters():
        if value.requires_grad:
            (encoder if name.startswith("enc.") else heads).append(value)
    rates = [{"params": encoder, "lr": ENCODER_RATE}, {"params": heads, "lr": HEADS_RATE}]
    optimizer = torch.optim.AdamW(rates, weight_decay=0.01)

    def rate(step: int) -> float:
        return min(1, step / (WARMING * steps)) * max(0.02, 1 - step / steps)

    return optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, rate)


def losses(network: Network, group: Sequence[Sample], classes: Any) -> tuple[Any, Any]:
    """The loss over the stances of all options, summed, and over the holders of the right ones, on average."""
    encoded = [sample.encoded for sample in group]
    done = network.read(encoded)
    claims = network.claims(done, encoded)
    right = torch.from_numpy(np.concatenate([sample.right for sample in group]))
    counts = (
        torch.from_numpy(np.concatenate([sample.counts for sample in group]))
        * classes[right.clamp(max=len(classes) - 1)]
    )
    claimed = (functional.cross_entropy(network.stances(claims), right, reduction="none") * counts).sum()
    asked: list[tuple[Asked, int, Any]] = []
    row = 0
    for sample, shift in zip(group, done.shifts, strict=True):
        places = torch.from_numpy(sample.encoded.places) + shift
        asked += [(one, row + one.row, places) for one in sample.asked]
        row += len(sample.right)
    return claimed, _pointed(network, done, claims, asked)


def _pointed(network: Network, done: Pass, claims: Any, asked: Sequence[tuple[Asked, int, Any]]) -> Any:
    if not asked:
        return torch.zeros(())
    owners = torch.cat([torch.full((len(places),), row) for _, row, places in asked])
    pairs = torch.from_numpy(np.concatenate([one.pairs for one, _, _ in asked]))
    mentions = done.states[torch.cat([places for _, _, places in asked])]
    logits = network.holders(claims, mentions, owners, pairs)
    loss, start = torch.zeros(()), 0
    for one, _, places in asked:
        chances = functional.log_softmax(torch.cat([logits[start : start + len(places)], logits[-1:]]), 0)
        loss = loss - torch.logsumexp(chances[list(one.wanted) or [-1]], 0)
        start += len(places)
    return loss / len(asked)


def main() -> None:
    """Do one step."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    steps = asked.add_subparsers(dest="step", required=True)
    for step in ("prepare", "before", "fit", "ship"):
        steps.add_parser(step).add_argument("work", type=Path)
    steps.choices["prepare"].add_argument("texts", type=Path)
    steps.choices["prepare"].add_argument("positions", type=Path)
    steps.choices["prepare"].add_argument("--attributions", type=Path)
    steps.choices["fit"].add_argument("name", choices=["all", "0", "1", "2", "3", "4"])
    steps.choices["fit"].add_argument("--epochs", type=int, default=EPOCHS)
    chosen = asked.parse_args()
    if chosen.step == "prepare":
        prepare(chosen.work, chosen.texts, chosen.positions, chosen.attributions)
    elif chosen.step == "before":
        before(chosen.work)
    elif chosen.step == "ship":
        ship(chosen.work, Path("positions/extraction/data"))
    else:
        fit(chosen.work, chosen.name, chosen.epochs)


if __name__ == "__main__":
    main()
