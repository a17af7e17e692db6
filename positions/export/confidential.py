"""What is confidential stays in the negotiation: articles, entries, and everything that only they tell."""

from __future__ import annotations

from positions.model import Matrix, Snapshot


def public_snapshot(snapshot: Snapshot) -> Snapshot:
    """The snapshot without confidential articles and entries."""
    articles = tuple(article for article in snapshot.articles if not article.source.confidential)
    ids = {article.id for article in articles}
    return snapshot.model_copy(
        update={
            "articles": articles,
            "positions": tuple(one for one in snapshot.positions if one.article in ids and not one.confidential),
            "disputed": tuple(one for one in snapshot.disputed if one[0] in ids),
            "settled": tuple(one for one in snapshot.settled if one[0] in ids),
        }
    )


def public_matrix(matrix: Matrix, snapshot: Snapshot) -> Matrix:
    """The matrix without the positions of confidential articles and entries, and without rows that have no others."""
    hidden = {article.id for article in snapshot.articles if article.source.confidential}
    rows = tuple(
        row.model_copy(update={"positions": kept})
        for row in matrix.rows
        if (
            kept := tuple(
                placed
                for placed in row.positions
                if placed.position.article not in hidden and not placed.position.confidential
            )
        )
    )
    parties = {placed.position.party for row in rows for placed in row.positions}
    return Matrix(parties=tuple(party for party in matrix.parties if party in parties), rows=rows)
