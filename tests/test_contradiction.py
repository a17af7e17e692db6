"""A language-inference model of the user's own: how it is asked, what is kept of its answers, and what it changes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from standins import BagOfWords, whole

from positions import contradiction, diffing, embeddings, exporting, kept, userconfig, workflow
from positions.comparison import compare
from positions.contradiction import Pair
from positions.errors import InputError
from positions.model import Entry, Matrix, Position, Side, Snapshot
from positions.negotiation import Negotiation

LABELS = {0: "contradiction", 1: "entailment", 2: "neutral"}
WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"a rise of pay in spring autumn the".split()]


def _made(folder: Path, labels: dict[int, str]) -> str:
    """A very small model of the right kind, whose weights mean nothing."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

    torch.manual_seed(0)
    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        id2label=labels,
        label2id={label: place for place, label in labels.items()},
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    return str(folder)


def _never(pairs: Sequence[Pair]) -> list[float]:
    raise AssertionError(f"asked again of {pairs}")


def test_a_real_model_is_asked_both_ways_round_and_once(tmp_path: Path) -> None:
    cache = tmp_path / "vectors.sqlite"
    source = _made(tmp_path / "nli", LABELS)
    ask = contradiction.cached(contradiction.named(source), source, cache)
    pairs: list[Pair] = [("a rise of pay", "the rise in spring"), ("the rise in spring", "a rise of pay"), ("a", "a")]
    found = ask(pairs)
    assert found[0] == found[1] != 0
    assert cache.exists()
    assert contradiction.cached(_never, source, cache)(pairs) == found
    with pytest.raises(AssertionError, match="asked again"):
        contradiction.cached(_never, source, cache)([("spring", "autumn")])


def test_a_model_of_another_kind_or_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"its labels are good, bad") as told:
        contradiction.named(_made(tmp_path / "moods", {0: "good", 1: "bad"}))([("a", "the")])
    assert "nothing is fetched" in (told.value.hint or "")
    with pytest.raises(InputError, match="cannot be loaded"):
        contradiction.named(str(tmp_path / "nowhere"))([("a", "the")])
    with pytest.raises(InputError, match=r"embedding model .* cannot be loaded"):
        embeddings.named(str(tmp_path / "nowhere"))(["a"])


def _sides(said: float | None) -> set[Side]:
    """The sides of two claims that no construction tells apart, with a model that says so of every two."""

    def contradicts(pairs: Sequence[Pair]) -> list[float]:
        assert said is not None
        return [said] * len(pairs)

    positions = tuple(
        Position.of_entry(Entry.model_validate({"demand": claim, "issue": "pay"}), article="day-1", party=party)
        for party, claim in (("Union", "a pay rise in spring"), ("Board", "a pay rise in autumn"))
    )
    snapshot = Snapshot(positions=positions)
    matrix = compare(snapshot, BagOfWords(), phrases=whole, contradicts=None if said is None else contradicts)
    (row,) = matrix.rows
    return {one.side for one in row.positions}


def test_its_word_counts_where_constructions_say_nothing() -> None:
    assert _sides(None) == {Side.FOR}
    assert _sides(4.0) == {Side.FOR, Side.AGAINST}
    assert _sides(-4.0) == {Side.FOR}


def test_models_are_named_in_the_users_own_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(json.dumps({"embedding": "mine/small", "contradiction": str(tmp_path)}), encoding="utf-8")
    monkeypatch.setenv("POSITIONS_CONFIG", str(file))
    found = userconfig.load()
    assert (found.embedding, found.contradiction) == ("mine/small", str(tmp_path))


def test_another_model_makes_the_kept_matrix_another_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    negotiation = Negotiation.create(tmp_path / "talks")
    snapshot, files = negotiation.snapshot(), negotiation.fingerprint()
    kept.keep(negotiation, files, Matrix(), snapshot)
    assert kept.present(negotiation, files) is not None
    file = tmp_path / "config.yaml"
    file.write_text("contradiction: mine/judge\n", encoding="utf-8")
    monkeypatch.setenv("POSITIONS_CONFIG", str(file))
    assert kept.present(negotiation, files) is None


def test_exports_and_comparisons_that_are_made_anew_take_the_model_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    negotiation = Negotiation.create(tmp_path / "talks")
    (negotiation.root / "positions/day-1.yaml").write_text(
        "positions:\n  Union:\n  - {demand: a pay rise in spring, issue: pay}\n"
        "  - {demand: a car, issue: cars, confidential: true}\n"
        "  Board:\n  - {demand: a pay rise in autumn, issue: pay}\n",
        encoding="utf-8",
    )
    asked: set[str] = set()

    def contradicts(pairs: Sequence[Pair]) -> list[float]:
        asked.update(claim for pair in pairs for claim in pair)
        return [4.0] * len(pairs)

    for module in (diffing, exporting, workflow):
        monkeypatch.setattr(module, "embedder", lambda *_, **__: BagOfWords())
        monkeypatch.setattr(module, "phraser", lambda *_, **__: whole)
        monkeypatch.setattr(module, "contradicts", lambda *_, **__: contradicts)
    for told in (True, False):
        rows = exporting.content_of(negotiation, with_confidential=told).matrix.rows
        (pay,) = (row for row in rows if row.issue == "pay")
        assert {one.side for one in pay.positions} == {Side.FOR, Side.AGAINST}
        assert len(rows) == 1 + told
    (tmp_path / "before.yaml").write_text("positions:\n  Board:\n  - {demand: a pay rise in May, issue: pay}\n")
    diffing.diff_negotiation(negotiation, str(tmp_path / "before.yaml"), "day-1")
    assert "a pay rise in May" in asked
