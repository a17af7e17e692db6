"""`export graphml`, `export qdpx` and `import` as a person runs them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import networkx as nx
import pytest
from commandline import run

from positions.negotiation import Negotiation


def test_a_network_goes_to_standard_output(negotiation: Path) -> None:
    ran = run("export", "graphml", "--network", "two-mode", cwd=negotiation)
    assert ran.code == 0, ran.err
    graph = nx.read_graphml(io.BytesIO(ran.out.encode()))
    assert {"Norland", "Sudmark"} <= {node for node, kind in graph.nodes(data="type") if kind == "party"}
    assert "in the network" in ran.err


def test_windows_are_files_in_a_folder(negotiation: Path) -> None:
    ran = run("export", "graphml", "--window", "1w", "--out", "networks", cwd=negotiation)
    assert ran.code == 0, ran.err
    names = sorted(path.name for path in (negotiation / "networks").iterdir())
    assert names == ["2031-05-04--2031-05-10.graphml", "2031-05-11--2031-05-17.graphml"]


def test_wrong_wishes_are_told(negotiation: Path) -> None:
    for words in (
        ("--normalise", "activity"),
        ("--window", "soon", "--out", "n"),
        ("--window", "1w"),
        ("--from", "yesterday"),
        ("--network", "friends"),
    ):
        ran = run("export", "graphml", *words, cwd=negotiation)
        assert ran.code == 2, words
        assert "positions: " in ran.err


def test_no_file_of_the_negotiation_is_written_over(negotiation: Path) -> None:
    for name in ("issues.yaml", "ISSUES.yaml", "positions/truce.yaml", "articles/new.txt", "gone/new.graphml"):
        ran = run("export", "graphml", "--out", name, cwd=negotiation)
        assert ran.code == 2, name
    assert not (negotiation / "articles/new.txt").exists()


def test_a_project_goes_out_and_comes_in(negotiation: Path, tmp_path: Path) -> None:
    ran = run("export", "qdpx", "--out", "strait.qdpx", cwd=negotiation)
    assert ran.code == 0, ran.err
    assert "1 selection; 4 positions without a passage left out" in ran.err
    new = tmp_path / "new"
    new.mkdir()
    assert run("init", cwd=new).code == 0
    dry = run("import", negotiation / "strait.qdpx", "--dry-run", cwd=new)
    assert "would write 1 entry, 2 new articles" in dry.err
    assert Negotiation(new).article_ids() == ()
    ran = run("import", negotiation / "strait.qdpx", cwd=new)
    assert ran.code == 0, ran.err
    assert "article truce" in ran.out
    assert run("check", cwd=new).code == 0
    assert run("undo", cwd=new).code == 0
    assert Negotiation(new).article_ids() == ()


def test_what_a_file_is_must_be_clear(negotiation: Path) -> None:
    assert "--format" in run("import", "notes.txt", cwd=negotiation).err
    ran = run("import", "gone.qdc", cwd=negotiation)
    assert (ran.code, "does not exist" in ran.err) == (2, True)


def test_what_is_confidential_goes_nowhere(negotiation: Path) -> None:
    path = negotiation / "positions/truce.yaml"
    path.write_text(path.read_text().replace("at: [0, 65]", "at: [0, 65]\n      confidential: true"))
    ran = run("export", "qdpx", "--out", "strait.qdpx", cwd=negotiation)
    assert ran.code == 0, ran.err
    with zipfile.ZipFile(negotiation / "strait.qdpx") as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert "all patrols" not in everything
    assert "compensation of 4 million" in everything
    asked = run("export", "qdpx", "--confidential", "--out", "all.qdpx", cwd=negotiation)
    assert asked.code == 0, asked.err
    with zipfile.ZipFile(negotiation / "all.qdpx") as archive:
        assert b"all patrols" in archive.read("project.qde")


@pytest.mark.parametrize(
    ("quote", "masked"),
    [("Norland insisted on the withdrawal of all patrols", False), ("Norland wants its boats back", True)],
)
def test_a_confidential_quote_without_a_place_goes_nowhere(quote: str, masked: bool, negotiation: Path) -> None:
    path, text = negotiation / "positions/truce.yaml", negotiation / "articles/truce.txt"
    text.write_text(text.read_text().replace("the withdrawal of all", "the\nwithdrawal of all"))
    lines = path.read_text().replace("      at: [0, 65]\n", "      confidential: true\n")
    path.write_text(
        lines.replace("quote: Norland insisted on the withdrawal of all patrols from the strait", f"quote: {quote}")
    )
    ran = run("export", "jsonl", cwd=negotiation)
    assert (ran.code, "withdrawal of all" in ran.out) == (0, False), ran.err
    assert ("the whole text of truce is masked" in ran.err) is masked
    ran = run("export", "qdpx", "--out", "strait.qdpx", cwd=negotiation)
    assert ("the whole text of truce is masked" in ran.err) is masked
    with zipfile.ZipFile(negotiation / "strait.qdpx") as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert "withdrawal of all" not in everything
    assert ("compensation of 4 million crowns for lost catches.\n" in everything) is not masked


def test_networks_and_projects_are_narrowed_like_the_matrix(negotiation: Path) -> None:
    ran = run(
        "export", "graphml", "--network", "two-mode", "--party", "Norland", "--as-of", "2031-05-04", cwd=negotiation
    )
    nodes = nx.read_graphml(io.BytesIO(ran.out.encode())).nodes(data=True)
    [party] = [about for _, about in nodes if about["type"] == "party"]
    assert (party["label"], party["statements"]) == ("Norland", 2)
    ran = run("export", "qdpx", "--party", "Sudmark", "--out", "sudmark.qdpx", cwd=negotiation)
    assert ran.code == 0, ran.err
    with zipfile.ZipFile(negotiation / "sudmark.qdpx") as archive:
        project = archive.read("project.qde")
    assert b'"Sudmark"' in project
    assert b'"Norland"' not in project
    assert run("export", "graphml", "--issue", "nothing of that", cwd=negotiation).code == 2
