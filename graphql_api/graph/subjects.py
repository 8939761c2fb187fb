"""What labels speak of: the facts of a kind in several labels, in rows by their subjects, by a single SPARQL query."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial

from graphql_api.graph.facts import fact_shapes
from graphql_api.graph.shape import Answered, One, reader
from graphql_api.graph.source import Source
from graphql_api.graph.text import Node, named
from kg.facts import Fact
from kg.folding import folded
from kg.query import Cells
from kg.subjects import ACROSS, TERMS
from kg.terms import PREFIXES, camel_case

_PREF_LABEL = f"<{PREFIXES['skos']}prefLabel>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What facts say in a field of their subject: the words as printed, or a code; and the terms, by IRI, that these name."""

    words: str | None
    terms: tuple[tuple[str, str], ...] = ()

    @property
    def value(self) -> str | None:
        """The names of the terms, else the words."""
        return " / ".join(name for _, name in self.terms) or self.words

    @property
    def key(self) -> str:
        """What facts of one subject share, however it is printed."""
        return " ".join(iri for iri, _ in self.terms) or folded(self.words or "")


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectRow:
    """What is said of a subject: `cells` has the facts of each label, in the order of the labels."""

    name: str
    said: Sequence[Said]
    printed: Sequence[frozenset[str]]
    cells: Sequence[Sequence[Node]]

    @property
    def stated(self) -> int:
        """How many labels say something of it."""
        return sum(bool(cell) for cell in self.cells)


def subject_fields(kind: type[Fact]) -> Sequence[str]:
    """The names, in GraphQL, of the fields that tell the subjects of a kind."""
    return [camel_case(name) for name in ACROSS[kind]]


def subject_rows(source: Source, kind: type[Fact], graphs: Sequence[str]) -> Sequence[SubjectRow]:
    """The subjects of the facts of a kind in some graphs, in alphabetical order."""
    facts = defaultdict[tuple[int, int, str], list[Cells]](list)
    for within, fact, start, *cells in source.rows(_text(kind, graphs)):
        facts[int(str(within)), int(str(start)), str(fact)].append(tuple(cells))
    read = cache(partial(_said, [reader(field.kind) for field in _fields(kind)]))
    rows = defaultdict[str, list[tuple[int, Node, Sequence[Said]]]](list)
    for (at, _, iri), found in sorted(facts.items()):
        name, said = read(tuple(found))
        rows[name].append((at, Node(graphs[at], iri), said))
    made = [_row(name, some, len(graphs)) for name, some in rows.items()]
    return sorted(made, key=lambda row: ([(one.value or "").casefold() for one in row.said], row.name))


def _row(name: str, some: Sequence[tuple[int, Node, Sequence[Said]]], labels: int) -> SubjectRow:
    cells: list[list[Node]] = [[] for _ in range(labels)]
    for at, node, _ in some:
        cells[at].append(node)
    printed = (frozenset(said[at].words or "" for *_, said in some) for at in range(len(some[0][2])))
    return SubjectRow(name=name, said=some[0][2], printed=[words - {""} for words in printed], cells=cells)


def _said(readers: Sequence[Callable[[str], Answered]], rows: Sequence[Cells]) -> tuple[str, Sequence[Said]]:
    """What a fact says in the fields of its subject, with the name of the subject; its rows differ in the terms."""
    found = []
    for at, read in enumerate(readers):
        words = rows[0][at]
        pairs = {row[len(readers) + 2 * at : len(readers) + 2 * at + 2] for row in rows}
        terms = sorted((iri, name) for iri, name in pairs if iri is not None and name is not None)
        found.append(Said(words=None if words is None else str(read(words)), terms=tuple(terms)))
    return " | ".join(one.key for one in found), found


def _text(kind: type[Fact], graphs: Sequence[str]) -> str:
    """The SPARQL for the fields of subjects: a row for each fact, and for each of its terms."""
    shape = fact_shapes()[kind.__name__]
    terms = [shape.fields[camel_case(name)] if name else None for name in map(TERMS.get(kind, {}).get, ACROSS[kind])]
    values = [f"OPTIONAL {{ GRAPH ?graph {{ ?s {one.path} ?c{at} }} }}" for at, one in enumerate(_fields(kind))]
    values += [
        f"OPTIONAL {{ GRAPH ?graph {{ ?s {one.path} ?t{at} . ?t{at} {_PREF_LABEL} ?n{at} }} }}"
        for at, one in enumerate(terms)
        if one is not None
    ]
    names = " ".join([f"?c{at}" for at in range(len(terms))] + [f"?t{at} ?n{at}" for at in range(len(terms))])
    rows = " ".join(f"({at} {named(graph)})" for at, graph in enumerate(graphs))
    things = f"VALUES (?in ?graph) {{ {rows} }} GRAPH ?graph {{ ?s a <{shape.cls}> ; {shape.order} ?start }}"
    return f"SELECT ?in ?s ?start {names} {{ {things} {' '.join(values)} }}"


def _fields(kind: type[Fact]) -> Sequence[One]:
    found = [fact_shapes()[kind.__name__].fields[name] for name in subject_fields(kind)]
    return [field for field in found if isinstance(field, One)]
