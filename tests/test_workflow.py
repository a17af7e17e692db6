"""Extraction that goes on where it stopped and past what breaks; comparison that is computed once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from standins import Letters

import positions.comparison
import positions.embeddings
import positions.extraction
from positions.diffing import diff_negotiation
from positions.errors import InputError, ServerError
from positions.model import (
    Article,
    Extraction,
    Learned,
    MachineEntry,
    Matrix,
    Party,
    Registry,
    RememberedIssues,
    Source,
)
from positions.negotiation import Negotiation
from positions.workflow import (
    Progress,
    compare_negotiation,
    embed_negotiation,
    extract_negotiation,
    find_in_negotiation,
)


class Engine:
    """Stands in for the engine: demands what the article's text says, and breaks on a text that says so.

    It learns one person of each article.
    """

    def __init__(self) -> None:
        self.read: list[str] = []
        self.knew: dict[str, set[str]] = {}

    def __call__(
        self, articles: Iterable[Article], registry: Registry, known: Learned, *, engine: str | None = None, **_: object
    ) -> Iterator[Extraction]:
        version = positions.extraction.engine_version(engine)
        for article in articles:
            self.read.append(article.id)
            self.knew[article.id] = set(known.people)
            learned = Learned(people={f"Jo {article.id.title()}": "Norland"})
            known = known.merged(learned)
            if article.text == "crash":
                raise RuntimeError("no such token")
            if article.text == "fault":
                yield Extraction(article=article.id, engine=version, fault="too long a sentence")
                continue
            entry = MachineEntry.model_validate({"demand": article.text, "confidence": 0.9})
            yield Extraction(
                article=article.id,
                engine=positions.extraction.engine_version(engine),
                positions={"Norland": (entry,)},
                learned=learned,
            )


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    engine = Engine()
    monkeypatch.setattr(positions.extraction, "extract", engine)
    return engine


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Letters:
    model = Letters()
    monkeypatch.setattr(positions.embeddings, "packaged", lambda *_: model)
    return model


@pytest.fixture
def negotiation(tmp_path: Path) -> Negotiation:
    negotiation = Negotiation.create(tmp_path / "strait")
    add(negotiation, one="the withdrawal of all patrols", two="compensation for lost catches")
    return negotiation


def add(negotiation: Negotiation, **texts: str | None) -> None:
    """Articles on successive days."""
    day = len(negotiation.article_ids())
    for number, (name, text) in enumerate(texts.items(), start=day + 1):
        negotiation.add(Article(id=name, source=Source(published=dt.date(2031, 5, number)), text=text))


def outcomes(run: Iterable[Progress]) -> dict[str, str]:
    return {progress.article: progress.outcome for progress in run}


def test_progress_counts_up_to_all(negotiation: Negotiation, engine: Engine) -> None:
    run = list(extract_negotiation(negotiation))
    assert [(p.done, p.total, p.article, p.outcome, p.detail) for p in run] == [
        (1, 2, "one", "written", "1 position"),
        (2, 2, "two", "written", "1 position"),
    ]
    file = negotiation.position_file("one")
    assert file is not None
    assert [entry.claim for _, entry in file.entries()] == ["the withdrawal of all patrols"]


def test_what_is_unchanged_is_not_read_again(negotiation: Negotiation, engine: Engine) -> None:
    list(extract_negotiation(negotiation))
    engine.read.clear()
    assert outcomes(extract_negotiation(negotiation)) == {"one": "unchanged", "two": "unchanged"}
    assert engine.read == []
    list(extract_negotiation(negotiation, everything=True))
    assert engine.read == ["one", "two"]


def test_a_new_text_engine_or_registry_makes_it_read_again(
    negotiation: Negotiation, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    list(extract_negotiation(negotiation))
    engine.read.clear()
    negotiation.article_path("one").write_text("the withdrawal of some patrols")
    assert outcomes(extract_negotiation(negotiation)) == {"one": "written", "two": "unchanged"}
    (negotiation.root / "parties.yaml").write_text("Norland:\n  aliases: [Norlanders]\n")
    assert negotiation.registry == Registry(parties={"Norland": Party(aliases=("Norlanders",))})
    assert set(outcomes(extract_negotiation(negotiation))) == {"one", "two"}
    assert engine.read == ["one", "one", "two"]
    monkeypatch.setattr(positions.extraction, "ENGINE_VERSION", "rules 2")
    list(extract_negotiation(negotiation))
    assert engine.read == ["one", "one", "two", "one", "two"]


def test_a_new_date_makes_it_read_again(negotiation: Negotiation, engine: Engine) -> None:
    list(extract_negotiation(negotiation))
    engine.read.clear()
    path = negotiation.position_path("two")
    dated = re.sub(r"published: .*", "published: 2030-01-01", path.read_text(encoding="utf-8"))
    path.write_text(dated, encoding="utf-8")
    list(extract_negotiation(negotiation))
    assert engine.read == ["two"]  # *last year* is another year now
    assert outcomes(extract_negotiation(negotiation)) == {"one": "unchanged", "two": "unchanged"}


def test_what_another_engine_read_is_not_current(negotiation: Negotiation, engine: Engine) -> None:
    list(extract_negotiation(negotiation, engine="rules"))
    assert outcomes(extract_negotiation(negotiation, engine="rules")) == {"one": "unchanged", "two": "unchanged"}
    assert engine.read == ["one", "two"]
    list(extract_negotiation(negotiation, ["two"], engine="network"))
    list(extract_negotiation(negotiation, engine="rules"))
    assert engine.read == ["one", "two", "two", "two"]


def test_an_interrupted_run_goes_on(negotiation: Negotiation, engine: Engine) -> None:
    run = extract_negotiation(negotiation)
    assert next(run).article == "one"
    assert isinstance(run, Iterator)
    del run
    engine.read.clear()
    assert outcomes(extract_negotiation(negotiation)) == {"one": "unchanged", "two": "written"}
    assert engine.read == ["two"]


def test_what_earlier_articles_taught_is_known_in_a_later_run(negotiation: Negotiation, engine: Engine) -> None:
    next(extract_negotiation(negotiation))
    list(extract_negotiation(negotiation))
    assert engine.knew == {"one": set(), "two": {"Jo One"}}
    add(negotiation, three="free passage for trawlers")
    list(extract_negotiation(negotiation))
    assert engine.knew["three"] == {"Jo One", "Jo Two"}
    list(extract_negotiation(negotiation, everything=True))
    assert engine.knew == {"one": set(), "two": {"Jo One"}, "three": {"Jo One", "Jo Two"}}


@pytest.mark.parametrize("text", ["crash", "fault"])
def test_an_article_that_breaks_it_does_not_stop_the_others(
    text: str, negotiation: Negotiation, engine: Engine
) -> None:
    add(negotiation, broken=text, four="free passage for trawlers")
    run = {progress.article: progress for progress in extract_negotiation(negotiation)}
    assert {name: progress.outcome for name, progress in run.items()} == {
        "one": "written",
        "two": "written",
        "broken": "failed",
        "four": "written",
    }
    assert ("no such token" if text == "crash" else "too long") in run["broken"].detail


def test_a_text_that_cannot_be_read_fails_alone(negotiation: Negotiation, engine: Engine) -> None:
    negotiation.article_path("one").write_bytes(b"caf\xe9")
    run = {progress.article: progress for progress in extract_negotiation(negotiation)}
    assert (run["one"].outcome, run["two"].outcome) == ("failed", "written")
    assert run["one"].detail.startswith(str(Path("articles") / "one.txt"))
    assert "UTF-8" in run["one"].detail


@pytest.mark.parametrize("what", ["text", "date"])
def test_an_article_that_changes_while_it_is_read_is_read_again(
    negotiation: Negotiation, engine: Engine, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    def meanwhile(articles: Iterable[Article], *others: Any, **more: Any) -> Iterator[Extraction]:
        for extraction in engine(articles, *others, **more):
            if extraction.article == "one":
                path = negotiation.article_path("one") if what == "text" else negotiation.position_path("one")
                path.write_text(path.read_text().replace("withdrawal", "return").replace("2031-05-01", "2031-04-01"))
            yield extraction

    monkeypatch.setattr(positions.extraction, "extract", meanwhile)
    run = {progress.article: progress for progress in extract_negotiation(negotiation)}
    assert (run["one"].outcome, run["two"].outcome) == ("failed", "written")
    assert "changed while it was read" in run["one"].detail
    assert negotiation.machine_file("one") is None
    monkeypatch.setattr(positions.extraction, "extract", engine)
    assert outcomes(extract_negotiation(negotiation)) == {"one": "written", "two": "unchanged"}


def test_what_a_person_edited_stays_as_they_left_it(negotiation: Negotiation, engine: Engine) -> None:
    list(extract_negotiation(negotiation))
    path = negotiation.position_path("one")
    edited = path.read_text() + "# mine\n"
    path.write_text(edited)
    engine.read.clear()
    assert outcomes(extract_negotiation(negotiation, everything=True)) == {"one": "unchanged", "two": "unchanged"}
    assert engine.read == ["one", "two"]
    assert path.read_text() == edited


def test_a_source_without_text_is_said_to_have_none(negotiation: Negotiation, engine: Engine) -> None:
    add(negotiation, call=None)
    assert outcomes(extract_negotiation(negotiation))["call"] == "no text"
    assert "call" not in engine.read


def test_only_the_named_articles_are_read(negotiation: Negotiation, engine: Engine) -> None:
    assert outcomes(extract_negotiation(negotiation, ["two"])) == {"two": "written"}
    with pytest.raises(InputError, match="twoo"):
        list(extract_negotiation(negotiation, ["twoo"]))


def test_an_empty_negotiation_has_nothing_to_do(tmp_path: Path, engine: Engine, model: Letters) -> None:
    empty = Negotiation.create(tmp_path / "empty")
    assert list(extract_negotiation(empty)) == []
    assert compare_negotiation(empty) == Matrix()
    assert find_in_negotiation(empty, "patrols") == []


def test_a_matrix_is_computed_once(negotiation: Negotiation, engine: Engine, model: Letters) -> None:
    list(extract_negotiation(negotiation))
    first = compare_negotiation(negotiation)
    asked = model.asked
    assert asked > 0

    def never(*_: object, **__: object) -> Matrix:
        raise AssertionError("computed again")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(positions.comparison, "compare", never)
        assert compare_negotiation(negotiation) == first
        assert compare_negotiation(Negotiation.find(negotiation.root)) == first
    assert model.asked == asked


def test_vectors_made_ahead_are_all_that_comparing_takes(
    negotiation: Negotiation, engine: Engine, model: Letters
) -> None:
    list(extract_negotiation(negotiation))
    path = negotiation.position_path("two")
    path.write_text(
        f"{path.read_text()}disputed:\n  - topic: the nets\nsettled:\n  - {{topic: no, review: dismissed}}\n"
    )
    (negotiation.root / "issues.yaml").write_text("tolls:\n  proposition: no tolls\n")
    told = list(embed_negotiation(negotiation))
    assert told[0][0] == 0
    assert told[-1][0] == told[-1][1] > 3
    asked = model.asked
    compare_negotiation(negotiation, as_of=dt.date(2031, 5, 1))
    assert len(compare_negotiation(negotiation).rows) > 1
    assert model.asked == asked
    assert list(embed_negotiation(negotiation)) == []


def test_any_changed_file_makes_it_compute_again(negotiation: Negotiation, engine: Engine, model: Letters) -> None:
    list(extract_negotiation(negotiation))
    before = compare_negotiation(negotiation)
    path = negotiation.position_path("two")
    path.write_text(path.read_text().replace("lost catches", "lost nets"))
    after = compare_negotiation(negotiation)
    assert before != after
    assert any(placed.position.claim.endswith("nets") for row in after.rows for placed in row.positions)


def test_a_file_that_changes_while_issues_are_remembered_is_not_overlooked(
    negotiation: Negotiation, engine: Engine, model: Letters, monkeypatch: pytest.MonkeyPatch
) -> None:
    list(extract_negotiation(negotiation))
    path = negotiation.position_path("one")
    remember = Negotiation.remember

    def meanwhile(self: Negotiation, issues: RememberedIssues) -> None:
        remember(self, issues)
        path.write_text(path.read_text().replace("the withdrawal of all patrols", "a toll on all trawlers"))

    monkeypatch.setattr(Negotiation, "remember", meanwhile)
    compare_negotiation(negotiation)
    monkeypatch.undo()
    monkeypatch.setattr(positions.embeddings, "packaged", lambda *_: model)
    claims = [each.position.claim for row in compare_negotiation(negotiation).rows for each in row.positions]
    assert "a toll on all trawlers" in claims


def test_a_damaged_cache_is_no_cache(negotiation: Negotiation, engine: Engine, model: Letters) -> None:
    list(extract_negotiation(negotiation))
    first = compare_negotiation(negotiation)
    kept = negotiation.read_cache("matrix.json")
    assert kept is not None
    for damage in (kept[: len(kept) // 2], b"[" * 10**5, kept.partition(b"\n")[0] + b"\n" + b"[" * 10**5):
        negotiation.write_cache("matrix.json", damage)
        assert compare_negotiation(negotiation) == first


def test_issues_are_remembered(negotiation: Negotiation, engine: Engine, model: Letters) -> None:
    list(extract_negotiation(negotiation))
    matrix = compare_negotiation(negotiation)
    assert {issue.name for issue in negotiation.remembered().issues} == {row.issue for row in matrix.rows}


def test_a_folder_that_is_being_written_to_is_compared_all_the_same(
    negotiation: Negotiation, engine: Engine, model: Letters
) -> None:
    list(extract_negotiation(negotiation))
    with negotiation.lock():
        matrix = compare_negotiation(Negotiation.find(negotiation.root))
    assert len([placed for row in matrix.rows for placed in row.positions]) == 2
    assert negotiation.read_cache("matrix.json") is None


def test_as_of_a_day_later_articles_do_not_exist(negotiation: Negotiation, engine: Engine, model: Letters) -> None:
    list(extract_negotiation(negotiation))
    early = compare_negotiation(negotiation, as_of=dt.date(2031, 5, 1))
    assert {placed.position.article for row in early.rows for placed in row.positions} == {"one"}
    assert negotiation.read_cache("matrix.json") is None


def test_diff_between_articles_and_dates(negotiation: Negotiation, engine: Engine, model: Letters) -> None:
    list(extract_negotiation(negotiation))
    by_article = diff_negotiation(negotiation, "one", "two")
    assert any(change.after is not None and change.after.position.article == "two" for change in by_article)
    assert diff_negotiation(negotiation, "2031-05-01", "2031-05-02")


def test_find_puts_words_before_meaning(negotiation: Negotiation, engine: Engine, model: Letters) -> None:
    list(extract_negotiation(negotiation))
    hits = find_in_negotiation(negotiation, "Catches COMPENSATION")
    assert (hits[0].position.claim, hits[0].by, hits[0].score) == ("compensation for lost catches", "words", 1.0)
    assert all(hit.by == "meaning" for hit in hits[1:])
    assert len(find_in_negotiation(negotiation, "compensation", limit=1)) == 1
    assert find_in_negotiation(negotiation, " – ") == []


class Asking:
    """Stands in for an engine that asks a server: reads nothing, and refuses what is confidential."""

    version = "asking 1"

    def __init__(self, *, gone_at: str = "") -> None:
        self.read: list[tuple[str, bool]] = []
        self._gone_at = gone_at

    def refuses(self, article: Article) -> str | None:
        return "it is confidential" if article.source.confidential else None

    def report(self) -> str:
        return ""

    def extract(
        self, articles: Iterable[Article], registry: Registry, known: Learned, **_: object
    ) -> Iterator[Extraction]:
        for article in articles:
            if article.id == self._gone_at:
                raise ServerError("no server")
            self.read.append((article.id, article.source.confidential))
            yield Extraction(article=article.id, engine=self.version, left_out={"the quote is not in the article": 2})


def test_an_engine_of_another_kind_is_asked_and_what_it_left_out_is_kept(negotiation: Negotiation) -> None:
    engine = Asking()
    assert outcomes(extract_negotiation(negotiation, engine=engine)) == {"one": "unchanged", "two": "unchanged"}
    machine = negotiation.machine_file("one")
    assert machine is not None
    assert (machine.engine, machine.left_out) == ("asking 1", {"the quote is not in the article": 2})
    assert outcomes(extract_negotiation(negotiation, engine=Asking())) == {"one": "unchanged", "two": "unchanged"}


def test_what_is_confidential_anywhere_in_its_file_is_skipped(negotiation: Negotiation) -> None:
    path = negotiation.position_path("one")
    entry = "positions:\n  Norland:\n    - demand: a secret\n      confidential: true\n"
    path.write_text(path.read_text(encoding="utf-8") + entry, encoding="utf-8")
    engine = Asking()
    assert outcomes(extract_negotiation(negotiation, engine=engine))["one"] == "skipped"
    assert engine.read == [("two", False)]
    assert negotiation.machine_file("one") is None


def test_a_server_that_is_gone_ends_the_run_with_what_was_done(negotiation: Negotiation) -> None:
    run = extract_negotiation(negotiation, engine=Asking(gone_at="two"))
    assert next(run).article == "one"
    with pytest.raises(ServerError):
        next(run)
    assert negotiation.machine_file("one") is not None
