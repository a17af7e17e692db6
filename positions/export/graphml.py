"""Networks as GraphML, for Gephi, visone, igraph and networkx.

Owned here: the file. What the networks are is for `networks` to say.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from positions.export.xmltext import xml_text

if TYPE_CHECKING:
    import networkx as nx


def graphml(graph: nx.Graph[str]) -> bytes:
    """A network as a GraphML document in UTF-8, the same bytes for the same network."""
    import networkx as nx

    clean: nx.Graph[str] = nx.Graph(**_texts(graph.graph))
    names = {node: xml_text(node) for node in graph}
    clean.add_nodes_from((names[node], _texts(about)) for node, about in graph.nodes(data=True))
    clean.add_edges_from((names[one], names[other], _texts(about)) for one, other, about in graph.edges(data=True))
    out = io.BytesIO()
    nx.write_graphml_xml(clean, out)
    return out.getvalue()


def _texts(attributes: dict[str, Any]) -> dict[str, Any]:
    return {key: xml_text(value) if isinstance(value, str) else value for key, value in attributes.items()}
