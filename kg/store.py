"""The graph store: Oxigraph in a directory. Each version of a label is a named graph; the catalogue names the current one.

A version's graph is replaced in one transaction together with its entry in the catalogue, and only where it changed:
taking the same label in twice writes nothing. The graph of a new version is loaded before it enters the catalogue; what
the catalogue does not list is not there for anybody. Oxigraph keeps numbers in canonical form (1.50 becomes 1.5); the printed
form stands in the quote of the fact's evidence.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from itertools import chain
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse, serialize
from rdflib import Graph, URIRef

from kg.concepts import Statement, list_statements
from kg.errors import NotFoundError, StoreError
from kg.identity import CATALOGUE, slug
from kg.terms import LG, PREFIXES, TERM_FILES, term

ONTOLOGY_GRAPH = LG.removesuffix("#")
"""The named graph that holds the ontology and the code lists, so that queries can ask for labels and definitions."""

_CATALOGUE = NamedNode(CATALOGUE)
_WRITTEN = frozenset({".sst", ".log"})
_RANKING = frozenset({term("splVersion"), term("effective")})


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry:
    """A label in the store: its IRI, the product's name where one was read, its current version and all versions."""

    label: str
    name: str | None
    current: str
    versions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class HeldVersion:
    """A version in the store: its IRI and its label's, whether it is the current one, and the digest of its statements.

    The digest is empty for a version that was taken in before digests were kept.
    """

    iri: str
    label: str
    is_current: bool
    digest: str


def open_store(path: Path) -> Store:
    """A store to write to, created if the directory is missing or empty. Only one process can hold it."""
    if path.exists() and not path.is_dir():
        raise StoreError("is not a directory", where=str(path), expected="the directory of a graph store")
    if path.exists() and any(path.iterdir()) and not _is_store(path):
        raise StoreError("holds other files", where=str(path), expected="a graph store or an empty directory")
    try:
        path.mkdir(parents=True, exist_ok=True)
        return with_ontology(Store(str(path)))
    except (OSError, RuntimeError) as error:
        raise _explained(path, error) from error


def open_read_only(path: Path) -> Store:
    """A store to read from. Several processes can, but none may write to it meanwhile."""
    if not _is_store(path):
        what = "holds no graph store" if path.exists() else "does not exist"
        remedy = "build one with `labelgraph ingest`"
        raise StoreError(what, where=str(path), expected="the directory of a graph store", remedy=remedy)
    try:
        return Store.read_only(str(path))
    except (OSError, RuntimeError) as error:
        raise _explained(path, error) from error


def generation(path: Path) -> str:
    """A name of what a store on disk holds: another one after any change. 32 hexadecimal digits.

    It is made of the names, sizes and times of the files that Oxigraph writes. What it wrote last may stand in logs alone.
    """
    files = sorted(file for file in path.iterdir() if file.suffix in _WRITTEN or file.name.startswith("MANIFEST"))
    states = [(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    return sha256(repr(states).encode()).hexdigest()[:32]


def with_ontology(store: Store) -> Store:
    """The store, holding the ontology and the lists of terms as they are now."""
    terms = (triple for file in TERM_FILES for triple in _named(file))
    replace_graph(store, ONTOLOGY_GRAPH, chain(terms, map(_triple, list_statements())))
    return store


def triples(graph: Graph) -> Iterator[Triple]:
    """The triples of an rdflib graph as the store's own."""
    return _parsed(statements_of(graph))


def statements_of(graph: Graph) -> bytes:
    """The triples of an rdflib graph as N-Triples, which another process can put into its store."""
    return graph.serialize(format="nt", encoding="utf-8")


def _parsed(statements: bytes | Path) -> Iterator[Triple]:
    if isinstance(statements, Path):
        return (quad.triple for quad in parse(path=statements, format=RdfFormat.N_TRIPLES))
    return (quad.triple for quad in parse(statements, RdfFormat.N_TRIPLES))


def read_graph(store: Store, name: str) -> Graph:
    """A named graph of the store as an rdflib graph, for checks and exchange."""
    statements = (quad.triple for quad in store.quads_for_pattern(None, None, None, NamedNode(name)))
    return Graph(identifier=URIRef(name)).parse(serialize(statements, format=RdfFormat.N_TRIPLES), format="nt")


def replace_graph(store: Store, graph: str, new: Iterable[Triple]) -> bool:
    """Make a named graph hold exactly these triples, in one transaction; False if it already did."""
    name = NamedNode(graph)
    return _replace(store, set(store.quads_for_pattern(None, None, None, name)), _quads(new, name))


def put_version(store: Store, graph: Graph) -> bool:
    """Take in the graph of a version, as `ingest.write_rdf` makes it, and enter it in the catalogue; False if unchanged.

    It becomes the label's current version, unless the current one has a higher SPL version number, or the same or none
    and a later effective date.
    """
    return put_statements(store, str(graph.identifier), statements_of(graph))


def put_statements(store: Store, name: str, statements: bytes | Path) -> bool:
    """Take in a version as `put_version` does, from the name of its graph and its statements, or a file of them."""
    version = NamedNode(name)
    wanted = _quads(_parsed(statements), version)
    held = set(store.quads_for_pattern(None, None, None, version))
    label = NamedNode(_value(next(_about(wanted, "versionOf")).object))
    listed = {quad for thing in (label, version) for quad in store.quads_for_pattern(thing, None, None, _CATALOGUE)}
    if held == wanted and any(quad.object == version for quad in _about(listed, "hasVersion")):
        return False
    if not held:
        store.bulk_extend(wanted)
        held = wanted
    return _replace(store, held | listed, wanted | set(_entry(store, label, version, wanted, listed)))


def catalogue(store: Store) -> tuple[CatalogueEntry, ...]:
    """All labels of the store, by IRI."""
    entries = (_read_entry(store, quad) for quad in _catalogued(store, "currentVersion"))
    return tuple(sorted(entries, key=lambda entry: entry.label))


def held_versions(store: Store) -> tuple[HeldVersion, ...]:
    """All versions of the store, by IRI: told from the catalogue alone, so that thousands take little time."""
    said = {
        name: {(_value(quad.subject), _value(quad.object)) for quad in _catalogued(store, name)}
        for name in ("hasVersion", "currentVersion", "contentDigest")
    }
    digests = dict(said["contentDigest"])
    return tuple(
        sorted(
            HeldVersion(
                iri=version,
                label=label,
                is_current=(label, version) in said["currentVersion"],
                digest=digests.get(version, ""),
            )
            for label, version in said["hasVersion"]
        )
    )


def current_graphs(store: Store) -> tuple[str, ...] | None:
    """The graphs that questions see: the current version of every label, the catalogue and the ontology.

    None if the store holds no other. A list of graphs costs a query one look into each of them at every step, so a store
    with thousands of labels should hold no older versions.
    """
    graphs = (CATALOGUE, ONTOLOGY_GRAPH, *(entry.current for entry in catalogue(store)))
    held = {graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode)}
    return graphs if held - set(graphs) else None


def graphs_of(store: Store, labels: Iterable[str]) -> tuple[str, ...]:
    """The current versions of some labels, and the ontology. NotFoundError if the store does not hold one of them."""
    return (ONTOLOGY_GRAPH, *(_current(store, label) for label in labels))


def labels_named(store: Store, name: str) -> tuple[str, ...]:
    """The labels of a name, in any case, or whose IRI ends in it. NotFoundError if there is none."""
    wanted = slug(name)
    found = (entry for entry in catalogue(store) if wanted in (slug(entry.name or ""), entry.label.rpartition("/")[2]))
    labels = tuple(entry.label for entry in found if wanted)
    if not labels:
        raise NotFoundError(
            f"the graph holds no label {name!r}", remedy="the question `label` lists those that it holds"
        )
    return labels


def _current(store: Store, label: str) -> str:
    current = NamedNode(term("currentVersion"))
    for quad in store.quads_for_pattern(NamedNode(label), current, None, _CATALOGUE):
        return _value(quad.object)
    raise NotFoundError(f"the graph holds no label {label}", remedy="the question `label` lists those that it holds")


def _read_entry(store: Store, current: Quad) -> CatalogueEntry:
    said = set(store.quads_for_pattern(current.subject, None, None, _CATALOGUE))
    return CatalogueEntry(
        label=_value(current.subject),
        name=next((_value(quad.object) for quad in _about(said, "name")), None),
        current=_value(current.object),
        versions=tuple(sorted(_value(quad.object) for quad in _about(said, "hasVersion"))),
    )


def _entry(store: Store, label: NamedNode, version: NamedNode, wanted: set[Quad], listed: set[Quad]) -> Iterator[Quad]:
    """What the catalogue says of a label after a version of it came in."""
    yield Quad(label, NamedNode(PREFIXES["rdf"] + "type"), NamedNode(term("Label")), _CATALOGUE)
    yield from _about(listed, "hasVersion")
    yield Quad(label, NamedNode(term("hasVersion")), version, _CATALOGUE)
    current = NamedNode(next((_value(quad.object) for quad in _about(listed, "currentVersion")), version.value))
    stays = _rank(_ranking(store, current)) > _rank(wanted)
    held = list(_about(listed, "name"))
    names = [
        Quad(label, quad.predicate, quad.object, _CATALOGUE) for quad in _about(wanted, "name") if quad.subject == label
    ]
    yield from held if held and (stays or not names) else names
    yield Quad(label, NamedNode(term("currentVersion")), current if stays else version, _CATALOGUE)
    yield Quad(version, NamedNode(term("contentDigest")), Literal(_digest(wanted)), _CATALOGUE)


def _digest(quads: set[Quad]) -> str:
    """A digest of statements, whatever their order: 32 hexadecimal digits."""
    lines = sorted(_ntriples([quad.triple for quad in quads]).splitlines())
    return sha256("\n".join(lines).encode()).hexdigest()[:32]


def _catalogued(store: Store, name: str) -> Iterator[Quad]:
    return store.quads_for_pattern(None, NamedNode(term(name)), None, _CATALOGUE)


def _ranking(store: Store, version: NamedNode) -> Iterator[Quad]:
    for predicate in _RANKING:
        yield from store.quads_for_pattern(None, NamedNode(predicate), None, version)


def _rank(quads: Iterable[Quad]) -> tuple[int, str]:
    """What versions are ordered by: the SPL version number, 0 where there is none, then the effective date."""
    stated = {quad.predicate.value: _value(quad.object) for quad in quads if quad.predicate.value in _RANKING}
    number = stated.get(term("splVersion"), "")
    return int(number) if number.isdecimal() else 0, stated.get(term("effective"), "")


def _about(quads: Iterable[Quad], name: str) -> Iterator[Quad]:
    predicate = term(name)
    return (quad for quad in quads if quad.predicate.value == predicate)


def _value(node: object) -> str:
    if isinstance(node, NamedNode | Literal):
        return node.value
    raise TypeError(f"{node!r} has no value; expected an IRI or a literal")


def _triple(statement: Statement) -> Triple:
    value = NamedNode(statement.value) if statement.is_link else Literal(statement.value)
    return Triple(NamedNode(statement.subject), NamedNode(statement.predicate), value)


def _named(file: Path) -> Iterator[Triple]:
    """What a Turtle file says of named things; axioms about unnamed classes stay in the file."""
    for quad in parse(path=file, format=RdfFormat.TURTLE):
        if not isinstance(quad.subject, BlankNode) and not isinstance(quad.object, BlankNode):
            yield quad.triple


def _quads(new: Iterable[Triple], name: NamedNode) -> set[Quad]:
    """Triples within a named graph. ValueError for blank nodes: with them, equal graphs would not compare equal."""
    quads = {Quad(triple.subject, triple.predicate, triple.object, name) for triple in new}
    unnamed = next((quad for quad in quads if isinstance(quad.subject, BlankNode)), None)
    if unnamed is not None:
        raise ValueError(f"{unnamed} has a blank node; expected an IRI for every thing")
    return quads


def _replace(store: Store, held: set[Quad], wanted: set[Quad]) -> bool:
    """Write the difference in one transaction."""
    removed, added = held - wanted, wanted - held
    changes = [
        f"{verb} DATA {{ {_grouped(quads)} }}" for verb, quads in (("DELETE", removed), ("INSERT", added)) if quads
    ]
    if changes:
        store.update(" ;\n".join(changes))
    return bool(changes)


def _grouped(quads: set[Quad]) -> str:
    """Quads as SPARQL writes them: triples within their graphs."""
    by_graph = dict[str, list[Triple]]()
    for quad in quads:
        by_graph.setdefault(str(quad.graph_name), []).append(quad.triple)
    written = {graph: _ntriples(held) for graph, held in by_graph.items()}
    return "\n".join(f"GRAPH {graph} {{ {triples} }}" for graph, triples in written.items())


def _ntriples(held: list[Triple]) -> str:
    written = BytesIO()
    serialize(held, written, RdfFormat.N_TRIPLES)
    return written.getvalue().decode()


def _is_store(path: Path) -> bool:
    return (path / "CURRENT").is_file()


def _explained(path: Path, error: OSError | RuntimeError) -> StoreError:
    if "lock" in str(error).lower():
        return StoreError("is in use by another process", where=str(path), remedy="stop it, or wait until it is done")
    return StoreError(f"cannot be opened: {error}", where=str(path), expected="a graph store that this user may read")
