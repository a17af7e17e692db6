"""`llm check`: is the language model there that `extract --engine llm` asks?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from positions.cli.choosing import example
from positions.cli.printing import Page, narrate, print_json
from positions.wording import counted, says

if TYPE_CHECKING:
    from positions.extraction.llm.trial import Trial
    from positions.userconfig import Llm

FINDINGS = 1


@click.group(
    epilog=example("positions llm check", "positions llm check --server http://127.0.0.1:11434/v1 --model qwen3")
)
def llm() -> None:
    """Try the language model that `extract --engine llm` asks.

    Which one that is stands in your own configuration, never in a negotiation: see docs/llm.md.
    """


@llm.command(epilog=example("positions llm check"))
@click.option("--model", help="The language model to ask, by its name on the server.")
@click.option("--server", metavar="URL", help="The OpenAI-compatible server to ask, up to its /v1.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def check(model: str | None, server: str | None, as_json: bool) -> int:
    """Tell whether the server is there, which models it has, and how the model reads one sentence.

    The sentence is sent to the server; nothing else is. Exit status 1 when the model reads nothing in it.
    """
    from positions import userconfig
    from positions.extraction.llm.engine import require

    asked = userconfig.llm(server, model)
    for note in asked.notes:
        narrate(note)
    require()
    from positions.extraction.llm.trial import trial

    narrate(f"asking {asked.model} at {asked.url}…")
    found = trial(asked)
    if as_json:
        print_json(_as_json(asked, found))
    else:
        _print(asked, found)
    return 0 if found.extraction.positions else FINDINGS


def _as_json(asked: Llm, found: Trial) -> dict[str, Any]:
    entries = [(party, entry) for party, each in found.extraction.positions.items() for entry in each]
    return {
        "server": asked.url,
        "model": asked.model,
        "key": asked.key is not None,
        "models": None if found.models is None else list(found.models),
        "fault": found.extraction.fault,
        "positions": [{"party": party, "says": says(entry)} for party, entry in entries],
        "left out": found.extraction.left_out,
        "requests": found.spent.requests,
        "tokens in": found.spent.tokens_in,
        "tokens out": found.spent.tokens_out,
        "seconds": round(found.seconds, 2),
    }


def _print(asked: Llm, found: Trial) -> None:
    from positions.extraction.llm.trial import SENTENCE

    page = Page()
    page.paragraph(asked.url, first="server  ", rest="        ")
    page.paragraph(f"sent to {asked.origin} alone" if asked.key is not None else "none", first="key     ")
    models = "the server does not tell" if found.models is None else ", ".join(found.models) or "none"
    page.paragraph(models, first="models  ", rest="        ")
    if found.models is not None and asked.model not in found.models:
        narrate(f"{asked.model} is not among them")
    page.paragraph(SENTENCE, first="asked   ", rest="        ")
    for party, entries in found.extraction.positions.items():
        for entry in entries:
            page.paragraph(f"{party} {says(entry)}", first="read    ", rest="        ")
    for why, count in found.extraction.left_out.items():
        page.paragraph(f"left out: {count}, {why}", first="        ")
    if found.extraction.fault is not None:
        page.paragraph(found.extraction.fault, first="failed  ", rest="        ")
    elif not found.extraction.positions:
        page.line("read    nothing: this model is not good enough")
    spent = found.spent
    page.line(
        f"cost    {counted(spent.requests, 'request')}, {spent.tokens_in:,} tokens in, {spent.tokens_out:,} out,"
        f" {found.seconds:.1f} s"
    )
