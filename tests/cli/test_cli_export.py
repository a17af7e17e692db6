"""`export` as a person runs it: every format, the filters, what is left out, and where it refuses to write."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from commandline import run, run_on_terminal

TEXTS = ("md", "html", "csv", "jsonl", "json")


def statements(data: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data, newline="")))


def test_csv_goes_to_standard_output_and_remarks_elsewhere(compared: Path) -> None:
    done = run("export", "csv", cwd=compared)
    assert done.code == 0
    rows = statements(done.out)
    assert len(rows) == 5
    assert {row["organisation"] for row in rows} == {"Norland", "Sudmark"}
    assert done.err.strip().endswith("5 statements")


def test_a_quotes_place_leads_to_it_in_the_articles_text(compared: Path) -> None:
    [found] = [row for row in statements(run("export", "csv", cwd=compared).out) if row["start"]]
    text = (compared / "articles" / f"{found['document']}.txt").read_text(encoding="utf-8")
    assert text[int(found["start"]) : int(found["end"])] == found["text"]


@pytest.mark.parametrize("form", TEXTS)
def test_a_file_has_the_bytes_that_standard_output_would_get(form: str, compared: Path, tmp_path: Path) -> None:
    out = tmp_path / f"export.{form}"
    assert run("export", form, "--out", out, cwd=compared).code == 0
    assert out.read_text(encoding="utf-8").splitlines() == run("export", form, cwd=compared).out.splitlines()
    assert [path.name for path in tmp_path.iterdir()] == [out.name]  # nothing half-written beside it


def test_a_workbook_is_written_and_refused_on_a_terminal(compared: Path, tmp_path: Path) -> None:
    out = tmp_path / "talks.xlsx"
    assert run("export", "xlsx", "--out", out, cwd=compared).code == 0
    assert openpyxl.load_workbook(out)["statements"].max_row == 6
    assert run_on_terminal("export", "xlsx", cwd=compared).code == 2


@pytest.mark.parametrize(
    "words",
    [
        ["--party", "Norland"],
        ["--issue", "patrols"],
        ["--status", "sticking"],
        ["--as-of", "2031-05-04"],
        ["--as-of", "0001-01-01"],
        ["--party", "sudmark", "--status", "sticking"],
    ],
)
def test_filters_are_those_of_the_matrix(words: list[str], compared: Path) -> None:
    matrix = json.loads(run("matrix", "--json", *words, cwd=compared).out)
    export = json.loads(run("export", "json", *words, cwd=compared).out)
    assert export["parties"] == matrix["parties"]
    for one, other in zip(export["issues"], matrix["issues"], strict=True):
        assert one["issue"] == other["issue"]
        assert other["positions"] == [
            {key: each[key] for key in like} for each, like in zip(one["positions"], other["positions"], strict=True)
        ]
    rows = statements(run("export", "csv", *words, cwd=compared).out)
    assert len(rows) == sum(len(issue["positions"]) for issue in matrix["issues"])


def test_a_name_that_means_nothing_is_answered_with_the_nearest(compared: Path) -> None:
    done = run("export", "md", "--party", "Norlnd", cwd=compared)
    assert done.code == 2
    assert "did you mean 'Norland'?" in done.err


def test_the_brief_tells_what_moved_in_the_period(compared: Path) -> None:
    done = run("export", "md", "--since", "2031-05-04", cwd=compared)
    part = done.out.partition("## Moves since 2031-05-04")[2].partition("\n## ")[0]
    assert "**Norland**" in part
    assert "2031-05-12" in part
    assert "Nothing moved." in run("export", "md", "--since", "2031-05-12", cwd=compared).out
    refused = run("export", "md", "--since", "2031-06-01", cwd=compared)
    assert refused.code == 2
    assert "2031-05-12" in refused.err


@pytest.mark.parametrize("form", ["html", "csv", "xlsx", "jsonl"])
def test_what_tells_no_moves_takes_no_since(form: str, compared: Path) -> None:
    refused = run("export", form, "--since", "2031-05-04", cwd=compared)
    assert refused.code == 2
    assert "No such option" in refused.err


def _mark(root: Path, old: str, new: str, article: str = "second") -> None:
    path = root / "positions" / f"{article}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("form", TEXTS)
def test_a_confidential_entry_is_left_out_unless_asked_for(form: str, negotiation: Path) -> None:
    secret = "compensation of 9 million crowns"
    _mark(negotiation, f"{secret} for lost catches", f"{secret} for lost catches\n      confidential: true")
    assert secret in run("matrix", "--json", cwd=negotiation).out
    done = run("export", form, cwd=negotiation)
    assert done.code == 0
    assert "9 million" not in done.out
    assert "1 confidential statement left out" in done.err
    assert "9 million" in run("export", form, "--confidential", cwd=negotiation).out


@pytest.mark.parametrize("form", TEXTS)
def test_a_confidential_article_is_left_out_unless_asked_for(form: str, negotiation: Path) -> None:
    _mark(negotiation, "  text: articles/second.txt", "  text: articles/second.txt\n  confidential: true")
    done = run("export", form, cwd=negotiation)
    assert done.code == 0
    assert "9 million" not in done.out
    assert "most patrols" not in done.out
    assert "Second round" not in done.out
    assert "Second round" in run("export", form, "--confidential", cwd=negotiation).out or form == "jsonl"


def _cells(path: Path) -> str:
    """All that the sheets of a workbook say."""
    book = openpyxl.load_workbook(path)
    return "\n".join(str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row)


@pytest.mark.parametrize(
    "mark",
    [
        ("compensation of 9 million crowns for lost catches", "\n      confidential: true"),
        ("  text: articles/second.txt", "\n  confidential: true"),
    ],
    ids=["entry", "article"],
)
def test_a_workbook_leaves_what_is_confidential_out_unless_asked_for(
    mark: tuple[str, str], negotiation: Path, tmp_path: Path
) -> None:
    words, marking = mark
    _mark(negotiation, words, words + marking)
    done = run("export", "xlsx", "--out", tmp_path / "public.xlsx", cwd=negotiation)
    assert done.code == 0, done.err
    assert "left out" in done.err
    assert "9 million" not in _cells(tmp_path / "public.xlsx")
    with zipfile.ZipFile(tmp_path / "public.xlsx") as book:  # nor in what no cell shows
        assert not [name for name in book.namelist() if b"9 million" in book.read(name)]
    run("export", "xlsx", "--confidential", "--out", tmp_path / "own.xlsx", cwd=negotiation)
    assert "9 million" in _cells(tmp_path / "own.xlsx")


def test_a_persons_words_for_a_confidential_cell_and_a_name_out_of_one_are_left_out_too(negotiation: Path) -> None:
    (negotiation / "positions" / "call.yaml").write_text(
        "article:\n  title: Call\n  published: 2031-05-13\npositions:\n  Norland:\n"
        "    - offer: seven lighthouses\n      issue: islands\n      confidential: true\n"
        "  Sudmark:\n    - demand: the northern islands\n      issue: islands\n",
        encoding="utf-8",
    )
    (negotiation / "issues.yaml").write_text(
        "islands:\n  parties: {Norland: lighthouses perhaps, Sudmark: the north}\n", encoding="utf-8"
    )
    assert "lighthouses" in run("matrix", cwd=negotiation).out
    for form in TEXTS:
        out = run("export", form, cwd=negotiation).out
        assert "lighthouses" not in out
        assert form in ("csv", "jsonl") or "the north" in out


@pytest.mark.parametrize(
    "name",
    [
        "parties.yaml",
        "negotiation.yaml",
        "positions/second.yaml",
        "articles/new.txt",
        "machine/issues.yaml",
        "sources/page.html",
        ".positions/matrix.json",
        "PARTIES.yaml",
        ".",
        "nowhere/brief.md",
        "/dev/null",
    ],
)
def test_it_refuses_what_is_the_negotiations_own_or_no_file(name: str, negotiation: Path) -> None:
    before = {path: path.read_bytes() for path in negotiation.rglob("*") if path.is_file()}
    done = run("export", "md", "--out", name, cwd=negotiation)
    assert done.code == 2
    assert name.removesuffix("/brief.md") in done.err
    assert {path: path.read_bytes() for path in negotiation.rglob("*") if path.is_file()} == before


def test_a_link_to_an_own_file_is_refused_and_one_elsewhere_is_followed(negotiation: Path, tmp_path: Path) -> None:
    trap, link, real = tmp_path / "trap.md", tmp_path / "link.md", tmp_path / "real.md"
    trap.symlink_to(negotiation / "parties.yaml")
    assert run("export", "md", "--out", trap, cwd=negotiation).code == 2
    real.write_text("old", encoding="utf-8")
    link.symlink_to(real)
    assert run("export", "md", "--out", link, cwd=negotiation).code == 0
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8").startswith("# strait")


def test_beside_the_own_files_and_over_an_older_export_it_writes(negotiation: Path) -> None:
    (negotiation / "brief.md").write_text("old", encoding="utf-8")
    assert run("export", "md", "--out", "brief.md", cwd=negotiation).code == 0
    assert "## Four-column document" in (negotiation / "brief.md").read_text(encoding="utf-8")


def test_an_empty_negotiation_exports_too(tmp_path: Path) -> None:
    assert run("init", cwd=tmp_path).code == 0
    for form in TEXTS:
        assert run("export", form, cwd=tmp_path).code == 0
    assert run("export", "xlsx", "--out", tmp_path / "empty.xlsx", cwd=tmp_path).code == 0
