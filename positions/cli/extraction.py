"""`extract` and `why`: positions read out of articles, and the reasons for one sentence."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from positions.cli.choosing import EngineName, example, here, placing
from positions.cli.printing import Page, narrate, print_json
from positions.errors import InputError, UsageError
from positions.model import Explanation, Learned, Registry
from positions.naming import is_text
from positions.negotiation import Negotiation
from positions.wording import counted, says
from positions.workers import HERE, Place

if TYPE_CHECKING:
    from positions.extraction import Engine
    from positions.workflow import Progress

FINDINGS = 1

_ENGINE_HELP = "Read with this engine, whatever negotiation.yaml wishes for."
_engine = click.option("--engine", type=EngineName(), help=_ENGINE_HELP)


@click.command(
    epilog=example(
        "positions extract",
        "positions extract 2024-08-19-blinken --all",
        "positions extract --corpus texts.jsonl --out positions.parquet --jobs 2",
    )
)
@click.argument("articles", metavar="[ARTICLE]...", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Read again what is unchanged, too.")
@placing
@click.option(
    "--corpus", type=click.Path(path_type=Path), help="Read the texts of a JSON Lines or Parquet file instead."
)
@click.option("--out", type=click.Path(path_type=Path), help="With --corpus: write the positions here, not to stdout.")
@click.option("--engine", type=EngineName(asking=True), help=_ENGINE_HELP)
@click.option("--model", help="The language model to ask, by its name on the server.")
@click.option("--server", metavar="URL", help="The OpenAI-compatible server to ask, up to its /v1.")
@click.option("--json", "as_json", is_flag=True, help="Print what became of each article as JSON.")
def extract(
    articles: tuple[str, ...],
    everything: bool,
    where: Place,
    corpus: Path | None,
    out: Path | None,
    engine: str | None,
    model: str | None,
    server: str | None,
    as_json: bool,
) -> int:
    """Read positions out of new or changed articles.

    Each article's positions are written as soon as it is read, so an interrupted run goes on where it stopped. What
    you changed in a position file stays as you left it; only what is new comes in. What another engine read counts as
    changed. An article that cannot be read is reported, the others are read all the same, and the exit status is 1.

    The engines llm and both ask a language model, which your own configuration or --model and --server name; a
    confidential article is sent to no server but one on this machine. See docs/llm.md.

    Outside a negotiation, ARTICLE is a file (or - for standard input), and its positions are printed as YAML.

    With --corpus, thousands of texts are read without becoming articles: a row each with `id` and `text` (and `title`,
    `published`, `language` … where there are). Out come positions, a row each.
    """
    from positions.cli.progress import aside
    from positions.engines import choose

    if corpus is not None:
        if articles or everything or as_json:
            raise UsageError("--corpus stands alone", hint="leave out the articles, --all and --json")
        if out is not None and out.resolve() == corpus.resolve():
            raise UsageError("--out is the corpus itself", hint="name another file")
        inside = _inside()
        reader = choose(inside, engine, server=server, model=model, tell=aside)
        return _extract_corpus(corpus, out, where, reader, inside.registry if inside else Registry())
    if out is not None:
        raise UsageError(
            "--out goes with --corpus", hint="positions extract --corpus texts.jsonl --out positions.jsonl"
        )
    negotiation = _negotiation_or_none(articles)
    reader = choose(negotiation, engine, server=server, model=model, tell=aside)
    if negotiation is None:
        return _print_positions(articles, where, reader)
    article_ids = [_article_id(negotiation, word) for word in articles]
    return run_extraction(negotiation, article_ids, everything=everything, where=where, engine=reader, as_json=as_json)


def _inside() -> Negotiation | None:
    try:
        return here()
    except UsageError:
        return None


def _extract_corpus(
    corpus: Path, out: Path | None, where: Place, engine: str | Engine | None, registry: Registry
) -> int:
    """The positions of a corpus; 1 when one of its rows or texts could not be read, else 0."""
    from positions import corpora
    from positions.cli.progress import ProgressLines

    try:
        with _stoppable(out), ProgressLines(quiet=("written",)) as lines:
            found = corpora.extract(corpus, registry, where=where, engine=engine, told=lines.show)
            if out is not None:
                corpora.write(out, found)
            else:
                corpora.write_lines(found, sys.stdout.write)
        narrate(lines.summary())
    finally:
        _report(engine)
    return FINDINGS if lines.outcomes["failed"] else 0


@contextmanager
def _stoppable(out: Path | None) -> Iterator[None]:
    """Whoever ends the run, by Ctrl+C, `kill` or closing the terminal, finds no half-written file, and is told so."""

    def end(number: int, _: object) -> None:
        raise SystemExit(128 + number)

    ends = (getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP"))  # hung up on is no one under nohup
    before = {one: signal.signal(one, end) for one in ends if one and signal.getsignal(one) is signal.SIG_DFL}
    try:
        yield
    except (KeyboardInterrupt, SystemExit) as stop:
        if out is None:
            raise
        narrate(f"stopped: {out.name} is as it was before, and the next run begins with the first text again")
        raise SystemExit(stop.code if isinstance(stop, SystemExit) else 128 + signal.SIGINT) from None
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def run_extraction(
    negotiation: Negotiation,
    article_ids: Sequence[str] = (),
    *,
    everything: bool = False,
    where: Place = HERE,
    engine: str | Engine | None = None,
    as_json: bool = False,
) -> int:
    """Extract with progress on standard error; 1 when an article failed, else 0."""
    from positions.cli.progress import ProgressLines
    from positions.workflow import extract_negotiation

    told: list[dict[str, str | None]] = []
    if not article_ids and not negotiation.article_ids():
        if as_json:
            print_json({"articles": told})
        narrate("no articles yet: positions add ARTICLE… takes them in")
        return 0
    try:
        with ProgressLines(quiet=() if article_ids else ("unchanged",)) as lines:
            run = extract_negotiation(
                negotiation, article_ids, everything=everything, where=where, watch=lines.reading, engine=engine
            )
            for progress in run:
                lines.show(progress)
                told.append(_progress_json(negotiation, progress))
        if as_json:
            print_json({"articles": told})
        narrate(lines.summary())
    finally:
        _report(engine)  # also of a run that was interrupted: its tokens are spent
    return FINDINGS if lines.outcomes["failed"] else 0


def _progress_json(negotiation: Negotiation, progress: Progress) -> dict[str, str | None]:
    """What became of an article; `language` is why it was skipped."""
    skipped = progress.outcome == "skipped"
    language = negotiation.article(progress.article).source.language if skipped else None
    plain = {"article": progress.article, "outcome": progress.outcome, "detail": progress.detail or None}
    return {**plain, "language": language}


def _report(engine: str | Engine | None) -> None:
    """What a language model has cost, and what of it was left out."""
    if engine is not None and not isinstance(engine, str):
        for line in engine.report().splitlines():
            narrate(line)


def _negotiation_or_none(articles: Sequence[str]) -> Negotiation | None:
    """The negotiation here; None outside of one when files were named. Raises UsageError when there is neither."""
    try:
        return here()
    except UsageError:
        if articles and all(word == "-" or Path(word).exists() for word in articles):
            return None
        missing = [word for word in articles if word != "-" and not Path(word).exists()]
        if missing:
            hint = "this folder is no negotiation, where an article would go by its id"
            raise InputError("there is no such file", path=missing[0], hint=hint) from None
        raise


def _article_id(negotiation: Negotiation, word: str) -> str:
    """An article's id; its text's or position file's path does as well."""
    path = Path(word)
    if word not in negotiation.article_ids() and path.exists():
        inside = path.resolve().is_relative_to(negotiation.root.resolve())
        if inside and path.stem in negotiation.article_ids():
            return path.stem
        raise UsageError(f"{word} is not in this negotiation", hint=f"take it in first: positions add {word}")
    return word


def _print_positions(sources: Sequence[str], where: Place, engine: str | Engine | None) -> int:
    """The positions of files that belong to no negotiation, as YAML documents."""
    from positions.extraction import extract
    from positions.model import PositionFile, is_english
    from positions.reading import read
    from positions.yamlfiles import dump

    found = [article for source in sources for article in read(source)]
    articles = [article for article in found if is_english(article.source)]
    for article in found:
        if not is_english(article.source):
            narrate(f"{article.id}: skipped: its language is {article.source.language}, and only English is read")
    failed = False
    for number, extraction in enumerate(extract(articles, Registry(), where=where, engine=engine)):
        if extraction.fault is not None:
            failed = True
            narrate(f"{extraction.article}: {extraction.fault}")
            continue
        file = PositionFile(
            article=articles[number].source,
            positions=extraction.positions,
            disputed=extraction.disputed,
            settled=extraction.settled,
        )
        sys.stdout.write(("---\n" if number else "") + dump(file))
    _report(engine)
    return FINDINGS if failed else 0


@click.command(
    epilog=example("positions why 'Norland insisted on the withdrawal of all patrols.'", "positions why - < sentences")
)
@click.argument("sentence")
@click.option("--json", "as_json", is_flag=True, help="Print the explanations as JSON.")
@_engine
def why(sentence: str, as_json: bool, engine: str | None) -> None:
    """Explain what is read out of a sentence, and why.

    Every cue in the sentence is listed with what it was read as, or why nothing was made of it. Inside a
    negotiation, its parties.yaml says who is who, and its negotiation.yaml which engine reads. With - each line of
    standard input is a sentence, answered as soon as it is read: with --json, by one line.
    """
    if sentence == "-":
        for data in sys.stdin.buffer:
            line = data.decode("utf-8", "surrogateescape").strip()
            if line:
                _answer(line, engine, as_json=as_json, indent=None)
                sys.stdout.flush()
        return
    if not sentence.strip():
        raise UsageError("there is no sentence", hint="positions why 'Norland insisted on talks.'")
    _answer(sentence, engine, as_json=as_json)


def _answer(sentence: str, engine: str | None, *, as_json: bool, indent: int | None = 2) -> None:
    from positions import extraction

    if not is_text(sentence):
        raise UsageError("the sentence is not UTF-8", hint="type it again")
    registry, known, wish = _known()
    explanations = extraction.why(sentence, registry, known, engine=engine or wish)
    if as_json:
        shown = [explanation.model_dump(mode="json") for explanation in explanations]
        print_json({"explanations": shown}, indent=indent)
    else:
        print_explanations(explanations)


def print_explanations(explanations: Sequence[Explanation]) -> None:
    """Every cue of a sentence, with what it was read as or why nothing was made of it."""
    page = Page()
    for explanation in explanations:
        mark = page.style("✓", fg="green") if explanation.kept else page.style("✗", fg="red")
        page.paragraph(f"{explanation.cue} ({explanation.kind})", first=f"{mark} ", rest="  ")
        if explanation.entry is not None:
            page.paragraph(f"{explanation.party or 'nobody'} {says(explanation.entry)}", first="    ")
        if explanation.why is not None:
            page.paragraph(f"left out: {explanation.why}", first="    ")
    narrate(counted(len(explanations), "cue") if explanations else "no cue in this sentence")


def _known() -> tuple[Registry, Learned, str | None]:
    """Who is who here, and the engine wished for; outside of a negotiation, nobody is anybody."""
    from positions.workflow import learned

    try:
        negotiation = here()
    except UsageError:
        return Registry(), Learned(), None
    return negotiation.registry, learned(negotiation), negotiation.settings.engine
