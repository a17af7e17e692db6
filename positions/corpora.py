"""A corpus file → articles, and their positions → a file: thousands of texts without a negotiation around them.

Owns the two forms, JSON Lines and Parquet: a text a row in, a position a row out. Texts come and positions go one by
one, so that memory stays flat. What is read out of a text, `extraction` says; nothing is grouped or judged.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, count, islice
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from positions.display import json_text
from positions.errors import InputError, UsageError, extra
from positions.model import Article, Extraction, Outcome, Registry, Source, is_english
from positions.storage import replacing, sweep
from positions.workers import HERE, Place
from positions.workflow import Progress

if TYPE_CHECKING:
    from positions.extraction import Engine

_TOGETHER = 500
"""Rows of a Parquet file that are in memory together."""
_ABANDONED_S = 86_400
"""A half-written file that nobody has written to for so long is nobody's."""
_LONGEST = 5_000_000
"""Characters of one text; as `add` takes them."""
_READ = ("id", "text", "title", "published", "outlet", "author", "url", "language", "confidential")


class _Row(BaseModel):
    """What is looked at of a row; a corpus may hold more."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: str = Field(min_length=1, max_length=500)
    text: str = Field(max_length=_LONGEST)
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    confidential: bool = False

    @field_validator("published", mode="before")
    @classmethod
    def _written_out(cls, value: object) -> object:
        """A Parquet column may hold days or moments; midnight in no time zone is how a data frame has a day."""
        if isinstance(value, dt.datetime):
            is_day = value.tzinfo is None and value.time() == dt.time()
            return value.date().isoformat() if is_day else value.isoformat(timespec="seconds")
        return value.isoformat() if isinstance(value, dt.date) else value


class Bad(NamedTuple):
    """A row that is no article."""

    row: int
    """From 1."""
    why: str


def read(path: Path) -> Iterator[Article | Bad]:
    """The articles of a corpus, in its order; blank lines are none.

    Raises InputError where the file is of neither form or cannot be read.
    """
    rows = {".jsonl": _lines, ".parquet": _parquet_rows}.get(path.suffix.casefold())
    if rows is None:
        raise InputError("a corpus is JSON Lines or Parquet", path=path, hint="name it ….jsonl or ….parquet")
    for number, row in enumerate(rows(path), start=1):
        if row is not None:
            yield row if isinstance(row, Bad) else _article(number, row)


def _lines(path: Path) -> Iterator[Mapping[str, Any] | Bad | None]:
    try:
        with path.open(encoding="utf-8-sig", errors="strict") as file:
            for number, line in enumerate(file, start=1):
                if not line.strip():
                    yield None
                    continue
                try:
                    row = json.loads(line)
                except (ValueError, RecursionError) as error:
                    yield Bad(number, f"not JSON: {error}")
                    continue
                yield row if isinstance(row, dict) else Bad(number, "not a JSON object")
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8: {error.reason}", path=path, hint="write the corpus as UTF-8") from error
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", path=path) from error


def _parquet_rows(path: Path) -> Iterator[Mapping[str, Any] | Bad]:
    parquet = _parquet()
    try:
        with parquet.ParquetFile(path) as file:
            there = [name for name in _READ if name in file.schema_arrow.names]
            for batch in file.iter_batches(batch_size=_TOGETHER, columns=there):
                for row in batch.to_pylist():
                    yield {name: value for name, value in row.items() if value is not None}
    except (OSError, ValueError, ArithmeticError) as error:
        raise InputError(f"cannot be read as Parquet: {error}", path=path) from error


def _article(number: int, row: Mapping[str, Any]) -> Article | Bad:
    try:
        given = _Row.model_validate(row)
        source = Source.model_validate(given.model_dump(exclude={"id", "text"}, exclude_none=True))
    except ValidationError as error:
        first = error.errors()[0]
        return Bad(number, f"{'.'.join(map(str, first['loc'])) or 'row'}: {first['msg']}")
    return Article(id=given.id, source=source, text=given.text)


def extract(
    path: Path,
    registry: Registry,
    *,
    where: Place = HERE,
    engine: str | Engine | None = None,
    told: Callable[[Progress], object] = lambda _: None,
) -> Iterator[Extraction]:
    """What is read out of each text, in order; `told` hears of every row what became of it, the bad ones too.

    Raises InputError as `read` does.
    """
    from positions import extraction

    numbers = count(1)

    def hear(name: str, outcome: Outcome, detail: str) -> None:
        told(Progress(next(numbers), 0, name, outcome, detail))

    def articles() -> Iterator[Article]:
        for one in read(path):
            if isinstance(one, Bad):
                hear(f"row {one.row}", "failed", one.why)
            elif not is_english(one.source):
                hear(one.id, "skipped", f"its language is {one.source.language}, and only English is read")
            else:
                yield one

    for found in extraction.extract(articles(), registry, where=where, engine=engine):
        if found.fault is not None:
            hear(found.article, "failed", found.fault)
            continue
        hear(found.article, "written", "")
        yield found


COLUMNS = (
    "article",
    "party",
    "stance",
    "claim",
    "quote",
    "start",
    "end",
    "speaker",
    "of",
    "according_to",
    "firmness",
    "extent",
    "withdrawn",
    "conditions",
    "confidence",
    "engine",
)
"""Of what goes out; `start` and `end` are a half-open range of code points, `conditions` is a JSON object."""


def rows(extraction: Extraction) -> Iterator[dict[str, Any]]:
    """The positions that were read out of an article, a row each; every row has all of `COLUMNS`."""
    for party, entries in extraction.positions.items():
        for entry in entries:
            start, end = entry.at or (None, None)
            conditions = json.dumps(entry.conditions, ensure_ascii=False) if entry.conditions else None
            own = (extraction.article, party, entry.stance.value, entry.claim, entry.quote, start, end, entry.speaker)
            more = (entry.of, entry.according_to, entry.firmness.value, entry.extent.value, entry.withdrawn)
            values = (*own, *more, conditions, entry.confidence, extraction.engine)
            yield dict(zip(COLUMNS, values, strict=True))


def write(path: Path, extractions: Iterable[Extraction]) -> None:
    """All positions into a file of the form that its name says, which appears when it is whole.

    Raises UsageError for another form, WriteError where it cannot be written; whatever stops the extraction leaves
    what was there before. Deletes what a run that was killed outright has left beside it a day ago or earlier.
    """
    sweep(path.parent, older_than_s=_ABANDONED_S)
    if path.suffix.casefold() == ".parquet":
        _write_parquet(path, extractions)
        return
    if path.suffix.casefold() != ".jsonl":
        raise UsageError(f"{path.name}: positions go out as JSON Lines or Parquet", hint="name it ….jsonl or ….parquet")
    with replacing(path) as file:
        write_lines(extractions, lambda line: file.write(line.encode("utf-8", "surrogatepass")))


def write_lines(extractions: Iterable[Extraction], put: Callable[[str], object]) -> None:
    """All positions as JSON Lines."""
    for extraction in extractions:
        for row in rows(extraction):
            put(json_text(row) + "\n")


def _write_parquet(path: Path, extractions: Iterable[Extraction]) -> None:
    parquet = _parquet()
    import pyarrow

    kinds = {"start": pyarrow.int64(), "end": pyarrow.int64(), "withdrawn": pyarrow.bool_()}
    kinds["confidence"] = pyarrow.float64()
    schema = pyarrow.schema([(name, kinds.get(name, pyarrow.string())) for name in COLUMNS])
    found = chain.from_iterable(map(rows, extractions))
    with replacing(path) as file, parquet.ParquetWriter(file, schema) as writer:
        while batch := list(islice(found, _TOGETHER)):
            writer.write_batch(pyarrow.RecordBatch.from_pylist(batch, schema=schema))


def _parquet() -> ModuleType:
    try:
        import pyarrow.parquet
    except ImportError as error:
        raise InputError("Parquet needs pyarrow", hint=extra("corpora")) from error
    return cast(ModuleType, pyarrow.parquet)
