from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pandas
import pytest

from positions import corpora
from positions.errors import InputError, PositionsError, UsageError
from positions.extraction import extract, parsing
from positions.extraction.llm.engine import LlmEngine
from positions.model import Article, Registry
from positions.userconfig import Llm, LlmSettings
from positions.workers import Place
from positions.workflow import Progress

TEXTS: list[dict[str, Any]] = [
    {"id": "one", "text": "Norland demanded the withdrawal of all patrols.", "published": "2024-08-19", "more": [1]},
    {"id": "two", "text": "Sudmark rejected a truce of 90 days. Norland accepted the toll on the bridge."},
    {"id": "three", "text": "La Norlande exige le retrait de toutes les patrouilles.", "language": "fr"},
    {"id": "four", "text": ""},
]


@pytest.mark.parametrize(
    ("column", "days"),
    [
        (pandas.to_datetime(["2024-08-19", None]), ["2024-08-19", "None"]),
        (pandas.to_datetime(["2024-08-19T10:30:00.000000001", "2024-08-19"], format="ISO8601"),
         ["2024-08-19 10:30:00", "2024-08-19"]),
        (pandas.to_datetime(["2024-08-19T00:00:00Z"] * 2), ["2024-08-19 00:00:00+00:00"] * 2),
        ([dt.date(2024, 8, 19), dt.date(1812, 6, 1)], ["2024-08-19", "1812-06-01"]),
        (["2024-08-19", "2024-08-20 10:30"], ["2024-08-19", "2024-08-20 10:30:00"]),
    ],
    ids=["days", "moments", "zones", "dates", "texts"],
)  # fmt: skip
def test_a_column_of_dates_is_read_whatever_its_type(column: Any, days: list[str], tmp_path: Path) -> None:
    frame = pandas.DataFrame({"id": ["a", "b"], "text": ["Talks.", "Talks."], "published": column})
    frame.to_parquet(tmp_path / "texts.parquet")
    found = list(corpora.read(tmp_path / "texts.parquet"))
    assert [str(one.source.published) if isinstance(one, Article) else one.why for one in found] == days


def _jsonl(path: Path) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in TEXTS), encoding="utf-8")
    return path


def _parquet(path: Path) -> Path:
    pandas.DataFrame([{k: v for k, v in row.items() if k != "more"} for row in TEXTS]).to_parquet(path)
    return path


@pytest.mark.parametrize("make", [_jsonl, _parquet])
def test_both_forms_hold_the_same_articles(make: Any, tmp_path: Path) -> None:
    name = "texts.jsonl" if make is _jsonl else "texts.parquet"
    found = list(corpora.read(make(tmp_path / name)))
    assert [(one.id, one.text) for one in found if isinstance(one, Article)] == [(t["id"], t["text"]) for t in TEXTS]
    assert isinstance(found[0], Article)
    assert str(found[0].source.published) == "2024-08-19"


@pytest.mark.parametrize("name", ["texts.jsonl", "texts.parquet"])
def test_a_confidential_row_goes_to_no_server_elsewhere(name: str, tmp_path: Path) -> None:
    row = {**TEXTS[0], "confidential": True}
    row.pop("more")
    (tmp_path / "texts.jsonl").write_text(json.dumps(row), encoding="utf-8")
    pandas.DataFrame([row]).to_parquet(tmp_path / "texts.parquet")
    told: list[Progress] = []
    reader = LlmEngine(Llm("https://models.example/v1", "any", None, LlmSettings()))
    assert list(corpora.extract(tmp_path / name, Registry(), engine=reader, told=told.append)) == []
    assert [(one.outcome, "confidential" in one.detail) for one in told] == [("failed", True)]


def test_positions_come_out_as_they_do_elsewhere(tmp_path: Path) -> None:
    told: list[Progress] = []
    corpus = _jsonl(tmp_path / "texts.jsonl")
    corpora.write(tmp_path / "out.jsonl", corpora.extract(corpus, Registry(), told=told.append))
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    articles = [Article(id=row["id"], text=row["text"]) for row in TEXTS[:2]]
    expected = [row for one in extract(articles, Registry()) for row in corpora.rows(one)]
    assert rows == expected
    assert {(row["party"], row["stance"]) for row in rows} >= {("Norland", "demand"), ("Sudmark", "reject")}
    assert all(TEXTS[0]["text"][row["start"] : row["end"]] == row["quote"] for row in rows if row["article"] == "one")
    assert [(p.article, p.outcome) for p in told if p.outcome != "written"] == [("three", "skipped")]


def test_parquet_is_read_back_by_pandas(tmp_path: Path) -> None:
    corpus = _jsonl(tmp_path / "texts.jsonl")
    corpora.write(tmp_path / "out.jsonl", corpora.extract(corpus, Registry()))
    corpora.write(tmp_path / "out.parquet", corpora.extract(corpus, Registry()))
    frame = pandas.read_parquet(tmp_path / "out.parquet")
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert list(frame.columns) == list(corpora.COLUMNS)
    assert frame.astype(object).where(frame.notna(), None).to_dict("records") == lines


@pytest.mark.parametrize("where", [Place("processes", 2), Place("dask", 2)])
def test_every_place_reads_the_same(where: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "TOGETHER", 200)  # so that there are many batches
    corpus = tmp_path / "many.jsonl"
    rows = [{"id": f"{row['id']}-{n}", "text": row["text"]} for n in range(10) for row in TEXTS[:2]]
    corpus.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    here = list(corpora.extract(corpus, Registry(), engine="rules"))
    assert sum(len(one.positions) for one in here) == 20
    assert list(corpora.extract(corpus, Registry(), where=where, engine="rules")) == here


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('{"id": "a"}', "text"),
        ("{", "not JSON"),
        ("[1, 2]", "not a JSON object"),
        ('{"id": "", "text": "x"}', "id"),
        ('{"id": "a", "text": "x", "published": "someday"}', "published"),
        ("[" * 100_000, "not JSON"),
    ],
    ids=["no text", "half", "list", "no id", "no date", "deep"],
)
def test_a_bad_row_is_told_and_the_others_are_read(line: str, why: str, tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text(f"\n{line}\n{json.dumps(TEXTS[0])}\n\n", encoding="utf-8")
    [bad, good] = corpora.read(path)
    assert isinstance(bad, corpora.Bad)
    assert bad.row == 2
    assert why in bad.why
    assert isinstance(good, Article)


def test_what_is_no_corpus_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"PAR1 nonsense")
    latin = tmp_path / "latin.jsonl"
    latin.write_bytes('{"id": "é", "text": "é"}'.encode("latin-1"))
    for path in (broken, latin, tmp_path / "none.jsonl", tmp_path / "none.parquet", tmp_path / "texts.csv"):
        with pytest.raises(InputError):
            list(corpora.read(path))
    with pytest.raises(UsageError):
        corpora.write(tmp_path / "out.csv", [])


def test_an_extraction_that_breaks_off_leaves_the_old_file(tmp_path: Path) -> None:
    for name in ("out.jsonl", "out.parquet"):
        (tmp_path / name).write_bytes(b"old")
        with pytest.raises(PositionsError):
            corpora.write(tmp_path / name, corpora.extract(tmp_path / "none.jsonl", Registry()))
        assert (tmp_path / name).read_bytes() == b"old"
        assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []
