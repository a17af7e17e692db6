"""Refusals that are left over join the issue they come nearest to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pytest

from benchmarks import bulk
from positions.comparison.likeness import Likeness
from positions.comparison.nearest import join_refusals, linked, nearness
from positions.comparison.neighbours import Links
from positions.comparison.statements import Statement

if TYPE_CHECKING:
    from positions.comparison.signs import Grid, Numbers

BID, JOBS, FERRY, REFUSAL, DEMAND = [0, 1, 2, 3], [4, 5, 6], [7, 8], 9, 10
GROUPS = [BID, JOBS, FERRY, [REFUSAL], [DEMAND]]


class Given(Likeness):
    """Statements as alike as a table says."""

    def __init__(self, table: Grid) -> None:
        super().__init__([Statement(str(number)) for number in range(len(table))], bulk.HashedWords())
        self.table = table

    def __call__(self, one: Numbers | Sequence[int], other: Numbers | Sequence[int]) -> Grid:
        return self.table[np.ix_(list(one), list(other))]


@pytest.fixture
def alike() -> Given:
    """The refusal and the demand are alike to three of four claims of the bid, less to those of jobs, and most to the
    two of the ferry."""
    table = np.eye(11, dtype=np.float32)
    for lone in (REFUSAL, DEMAND):
        table[lone, :9] = table[:9, lone] = [0.4, 0.3, 0.0, 0.2, 0.25, 0.25, 0.25, 0.5, 0.5]
    return Given(table)


def test_a_lone_refusal_joins_the_issue_whose_three_most_alike_claims_are_nearest(alike: Given) -> None:
    assert join_refusals(GROUPS, {REFUSAL}, alike, None, 0.29) == [[0, 1, 2, 3, REFUSAL], JOBS, FERRY, [DEMAND]]


def test_it_stays_alone_where_none_is_near_enough(alike: Given) -> None:
    assert join_refusals(GROUPS, {REFUSAL}, alike, None, 0.31) == GROUPS


def test_fewer_than_three_take_nothing_in(alike: Given) -> None:
    alike.table[REFUSAL, DEMAND] = alike.table[DEMAND, REFUSAL] = 0.9
    assert join_refusals(GROUPS, {*BID, REFUSAL}, alike, None, 0.29) == [[0, 1, 2, 3, REFUSAL], JOBS, FERRY, [DEMAND]]
    assert join_refusals([FERRY, [REFUSAL], [DEMAND]], {REFUSAL}, alike, None, 0.3) == [FERRY, [REFUSAL], [DEMAND]]


def test_nobody_has_to_be_there(alike: Given) -> None:
    assert join_refusals([], set(), alike, None, 0.3) == []
    assert join_refusals([[REFUSAL]], {REFUSAL}, alike, None, 0.3) == [[REFUSAL]]


def test_where_only_what_is_linked_is_weighed_a_link_has_to_lead_there(alike: Given) -> None:
    to_jobs = Links(np.array([4]), np.array([REFUSAL]))
    assert join_refusals(GROUPS, {REFUSAL}, alike, to_jobs, 0.2) == [BID, [4, 5, 6, REFUSAL], FERRY, [DEMAND]]
    assert join_refusals(GROUPS, {REFUSAL}, alike, Links(np.array([4]), np.array([5])), 0.2) == GROUPS


def test_links_are_followed_from_either_end() -> None:
    found = linked(Links(np.array([0, 5]), np.array([6, 7])), {0, 7}, [[5], [6], [7]])
    assert found == {0: {1}, 7: {0}}


def test_each_statement_is_held_against_what_is_asked_for_it(alike: Given) -> None:
    many = [REFUSAL, DEMAND] * 40
    asked = {REFUSAL: {0, 1}, DEMAND: {1}}
    found = list(nearness(many, asked, [BID, JOBS], alike, sampled=True))
    assert [number for number, _ in found] == many
    assert found[0][1] == pytest.approx({0: 0.3, 1: 0.25})
    assert found[79][1] == pytest.approx({1: 0.25})
