"""Networks against numbers worked out by hand, read back from GraphML by networkx."""

from __future__ import annotations

import datetime as dt
import io
import xml.etree.ElementTree as ET

import networkx as nx
import pytest

from positions.export.graphml import graphml
from positions.model import Matrix, Party, Placed, Position, Registry, Role, Row, Side, Stance, Status
from positions.networks import (
    NORMALISATIONS,
    Duplicates,
    Kind,
    Normalisation,
    Statement,
    between,
    distinct,
    network,
    statements,
    windows,
)


def said(*words: str) -> tuple[Statement, ...]:
    """`N patrols + 05-04` for each: party, issue, side, day of May 2031."""
    found = []
    for word in words:
        party, issue, side, *day = word.split()
        when = dt.date(2031, 5, int(day[0])) if day else None
        found.append(Statement(party, issue, side == "+", f"article {day[0] if day else '0'}", when))
    return tuple(found)


SAID = said(
    "N patrols + 4", "N patrols + 5", "N tolls - 5", "S patrols + 4", "S tolls + 6", "S fish + 9", "O patrols - 9"
)  # fmt: skip


def read_back(graph: nx.Graph[str]) -> nx.Graph[str]:
    return nx.read_graphml(io.BytesIO(graphml(graph)))


def weights(graph: nx.Graph[str]) -> dict[str, float]:
    return {"-".join(sorted(edge)): weight for *edge, weight in graph.edges(data="weight")}


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        # N is twice for the patrols and S once: 2 · 1. Both speak of tolls, one for and one against.
        (Kind.CONGRUENCE, {"N-S": 2}),
        (Kind.CONFLICT, {"N-S": 1, "N-O": 2, "O-S": 1}),
        (Kind.SUBTRACT, {"N-S": 1, "N-O": -2, "O-S": -1}),
        (Kind.TWO_MODE, {"N-patrols": 2, "N-tolls": 1, "S-patrols": 1, "S-tolls": 1, "S-fish": 1, "O-patrols": 1}),
        (
            Kind.TWO_MODE_SUBTRACT,
            {"N-patrols": 2, "N-tolls": -1, "S-patrols": 1, "S-tolls": 1, "S-fish": 1, "O-patrols": -1},
        ),
    ],
)
def test_counts(kind: Kind, expected: dict[str, float]) -> None:
    found = weights(read_back(network(SAID, kind)))
    assert found == {"-".join(sorted(key.split("-"))): weight for key, weight in expected.items()}


@pytest.mark.parametrize(
    ("kind", "normalisation", "expected"),
    [
        # N and S say three things each, O one.
        (Kind.CONGRUENCE, Normalisation.AVERAGE, {"N-S": 2 / 3}),
        (Kind.CONFLICT, Normalisation.AVERAGE, {"N-S": 1 / 3, "N-O": 2 / 2, "O-S": 1 / 2}),
        (Kind.SUBTRACT, Normalisation.AVERAGE, {"N-S": 1 / 3, "N-O": -2 / 2, "O-S": -1 / 2}),
        # N alone is against tolls (1); S alone is for tolls and fish (2); both are for patrols (2 · 1).
        (Kind.CONGRUENCE, Normalisation.JACCARD, {"N-S": 2 / 5}),
        (Kind.SUBTRACT, Normalisation.JACCARD, {"N-S": 1 / 5, "N-O": -2 / 4, "O-S": -1 / 4}),
        (Kind.CONGRUENCE, Normalisation.COSINE, {"N-S": 2 / 9}),
        (Kind.CONFLICT, Normalisation.COSINE, {"N-S": 1 / 9, "N-O": 2 / 3, "O-S": 1 / 3}),
    ],
)
def test_normalisations_between_parties(kind: Kind, normalisation: Normalisation, expected: dict[str, float]) -> None:
    assert weights(read_back(network(SAID, kind, normalisation))) == pytest.approx(expected)


def test_normalisations_of_two_modes() -> None:
    by_party = weights(network(SAID, Kind.TWO_MODE_SUBTRACT, Normalisation.ACTIVITY))
    assert (by_party["N-patrols"], by_party["N-tolls"]) == pytest.approx((2 / 3, -1 / 3))
    by_issue = weights(network(SAID, Kind.TWO_MODE, Normalisation.PROMINENCE))
    assert (by_issue["N-patrols"], by_issue["O-patrols"]) == pytest.approx((2 / 4, 1 / 4))


def test_a_normalisation_of_the_other_mode_is_refused() -> None:
    for kind in Kind:
        for normalisation in set(Normalisation) - set(NORMALISATIONS[kind.value.startswith("two-mode")]):
            with pytest.raises(ValueError, match="normalisation"):
                network(SAID, kind, normalisation)


def test_frequencies_and_roles_are_attributes() -> None:
    registry = Registry(parties={"O": Party(role=Role.MEDIATOR, bloc="East"), "Q": Party()})
    graph = read_back(network(SAID, Kind.TWO_MODE, registry=registry, isolates=["Q", "N"]))
    assert graph.nodes["N"] == {
        "type": "party", "label": "N", "role": "principal", "bloc": "",
        "statements": 3, "pro": 2, "contra": 1, "articles": 2,
    }  # fmt: skip
    assert (graph.nodes["O"]["role"], graph.nodes["O"]["bloc"]) == ("mediator", "East")
    assert graph.nodes["Q"]["statements"] == 0
    assert graph.nodes["patrols"]["statements"] == 4
    assert graph.nodes["patrols"]["type"] == "issue"
    assert graph.edges["N", "tolls"] == {"weight": 1, "pro": 0, "contra": 1}
    assert graph.graph["kind"] == "two-mode"


def test_edges_tell_both_counts() -> None:
    assert read_back(network(SAID, Kind.SUBTRACT)).edges["N", "S"] == {"weight": 1, "congruence": 2, "conflict": 1}


def test_a_party_and_an_issue_of_one_name_are_two_nodes() -> None:
    graph = network(said("N N +"), Kind.TWO_MODE)
    assert list(graph.edges) == [("N", "issue: N")]


def test_a_silent_party_and_an_issue_of_one_name_are_two_nodes() -> None:
    graph = network(said("N Q +"), Kind.TWO_MODE, isolates=["N", "Q"])
    assert dict(graph.nodes(data="type")) == {"N": "party", "Q": "party", "issue: Q": "issue"}
    assert list(graph.edges) == [("N", "issue: Q")]


def test_names_that_xml_cannot_hold_do_not_break_the_file() -> None:
    graph = read_back(network((Statement("N<\x01&\ud800", 'a "b"', True, "x"), *SAID), Kind.TWO_MODE))
    assert "N<\ufffd&\ufffd" in graph
    assert 'a "b"' in graph


def test_repetitions_count_once_if_wanted() -> None:
    again = said("N tolls + 4", "N tolls + 4", "N tolls + 5", "N tolls - 5")
    assert [len(distinct(again, one)) for one in Duplicates] == [4, 3, 2]


def test_days_and_windows() -> None:
    assert len(between(SAID, dt.date(2031, 5, 5), dt.date(2031, 5, 6))) == 3
    assert between(said("N tolls +"), None, None)
    assert not between(said("N tolls +"), None, dt.date(2031, 5, 6))
    days = [(first.day, last.day) for first, last in windows(SAID, "3d")]
    assert days == [(4, 6), (7, 9)]
    assert [(first.day, last.day) for first, last in windows(SAID, "1w", "2d")] == [(4, 10), (6, 12), (8, 14)]
    assert windows((), "1m") == ()


def test_months_end_where_they_end() -> None:
    late = [Statement("N", "tolls", True, "x", day) for day in (dt.date(2031, 1, 31), dt.date(2031, 4, 1))]
    assert [first for first, _ in windows(late, "1m")] == [
        dt.date(2031, 1, 31),
        dt.date(2031, 2, 28),
        dt.date(2031, 3, 31),
    ]
    for length in ("1m", "3m", "1y"):
        first, *others = windows(late, length)
        for start, end in others:
            assert start - first[1] == dt.timedelta(days=1)  # no day is in none
            first = start, end
    assert [(str(start), str(end)) for start, end in windows(late, "2m", "1m")][1] == ("2031-02-28", "2031-04-29")
    last = [Statement("N", "tolls", True, "x", dt.date.max)]
    assert len(windows(last, "1y")) == 1


@pytest.mark.parametrize("length", ["", "d", "0d", "3", "3 d", "-1w", "12345d", "1h", "²d"])
def test_other_lengths_are_refused(length: str) -> None:
    with pytest.raises(ValueError, match="no length of time"):
        windows(SAID, length)


def test_statements_are_positions_on_a_side_that_still_stand() -> None:
    def placed(side: Side, withdrawn: bool = False) -> Placed:
        position = Position(article="a", party="N", stance=Stance.DEMAND, claim="tolls", withdrawn=withdrawn)
        return Placed(position=position, side=side, current=True, when=dt.datetime(2031, 5, 4, 12))

    rows = (placed(Side.FOR), placed(Side.AGAINST), placed(Side.OTHER), placed(Side.FOR, withdrawn=True))
    matrix = Matrix(rows=(Row(issue="tolls", proposition="", status=Status.OPEN, positions=rows),))
    assert [(one.agrees, one.when) for one in statements(matrix)] == [
        (True, dt.date(2031, 5, 4)),
        (False, dt.date(2031, 5, 4)),
    ]


GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
PARSED = {"int": int, "long": int, "float": float, "double": float, "string": str}
"""Types that the GraphML primer has for an `attr.type`, and that every reader knows."""


@pytest.mark.parametrize("kind", Kind)
def test_a_file_keeps_to_what_the_format_and_its_readers_ask_for(kind: Kind) -> None:
    """Every value has a declared key of a known type; Gephi takes nodes' `label` and edges' `weight` for its own."""
    registry = Registry(parties={"O": Party(role=Role.MEDIATOR, bloc="East")})
    root = ET.fromstring(graphml(network(SAID, kind, isolates=["Q"], registry=registry)))
    keys = {key.get("id", ""): key for key in root.iter(f"{GRAPHML}key")}
    assert [child.tag for child in root] == [f"{GRAPHML}key"] * len(keys) + [f"{GRAPHML}graph"]
    names = [(key.get("for"), key.get("attr.name")) for key in keys.values()]
    assert len(set(names)) == len(names) == len(keys)
    assert {("node", "label"), ("edge", "weight")} <= set(names)
    [graph] = root.iter(f"{GRAPHML}graph")
    assert graph.get("edgedefault") == "undirected"
    nodes, edges = list(graph.iter(f"{GRAPHML}node")), list(graph.iter(f"{GRAPHML}edge"))
    ids = [node.get("id") for node in nodes]
    assert len(set(ids)) == len(ids)
    assert {end for edge in edges for end in (edge.get("source"), edge.get("target"))} <= set(ids)
    for element, whose in [*((node, "node") for node in nodes), *((edge, "edge") for edge in edges)]:
        told = [data.get("key") for data in element.iter(f"{GRAPHML}data")]
        assert len(set(told)) == len(told)
        assert set(told) <= {name for name, key in keys.items() if key.get("for") == whose}
        for data in element.iter(f"{GRAPHML}data"):
            PARSED[keys[data.get("key") or ""].get("attr.type", "")](data.text or "")
