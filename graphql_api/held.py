"""What the graph holds while it is served: where things stand that are given by their IRIs, and what labels are known by."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Store

from graphql_api.graph.text import Node
from kg.errors import QueryError
from kg.identity import label_of, version_of
from kg.known import Known, known_labels
from kg.query import Ask, lexical
from kg.store import catalogue
from kg.terms import term

_IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+", re.IGNORECASE)
"""An IRI with its scheme (RFC 3987), in the characters that SPARQL takes (SPARQL 1.1, section 19.8: IRIREF)."""

_UNITS = f"SELECT DISTINCT ?unit {{ GRAPH ?graph {{ ?s <{term('unit')}> ?unit }} }}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The labels of a store, by their IRIs the graphs of their current versions, the IRIs of all versions, and the units of amounts."""

    current: Mapping[str, str]
    versions: frozenset[str]
    known: Known
    units: frozenset[str]

    def node(self, iri: str) -> Node | None:
        """Where a thing stands: a label or fact in the current version, else in the version that its IRI names.

        None for one of no label or version that there is. QueryError for what is no IRI.
        """
        if not _IRI.fullmatch(iri):
            raise QueryError(f"the id {iri!r} is no IRI", expected="an id as answers have it")
        version = version_of(iri)
        graph = version if version in self.versions else self.current.get(label_of(iri) or iri)
        return Node(graph, iri) if graph else None

    def fact(self, iri: str) -> Node:
        """Where a fact of a current version stands."""
        return Node(self.current[label_of(iri)], iri)


def held(store: Store, ask: Ask) -> Held:
    """What a store holds that nobody writes to."""
    entries = catalogue(store)
    return Held(
        current={entry.label: entry.current for entry in entries},
        versions=frozenset(version for entry in entries for version in entry.versions),
        known=known_labels(ask),
        units=frozenset(unit for (unit,) in lexical(store, _UNITS) if unit is not None),
    )
