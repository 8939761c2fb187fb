"""The graph as a file: a version of a label, or everything that the store holds."""

from collections.abc import Mapping
from typing import BinaryIO

from pyoxigraph import NamedNode, RdfFormat, Store, serialize

from kg.errors import NotFoundError
from kg.store import CatalogueEntry, catalogue
from kg.terms import PREFIXES

FORMATS: Mapping[str, RdfFormat] = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
}
"""Formats by name. Turtle and N-Triples have no named graphs: they hold the statements of all graphs together."""


def dump(store: Store, output: BinaryIO, form: str, *, version: str | None = None) -> None:
    """Write the graph of a version, given by its IRI, or all graphs, in one of `FORMATS`, in alphabetical order."""
    chosen = FORMATS[form]
    quads = store.quads_for_pattern(None, None, None, NamedNode(version) if version else None)
    if chosen.supports_datasets:
        serialize(sorted(quads, key=str), output, chosen, prefixes=dict(PREFIXES))
    else:
        serialize(sorted({quad.triple for quad in quads}, key=str), output, chosen, prefixes=dict(PREFIXES))


def find_label(store: Store, name: str | None) -> CatalogueEntry:
    """The label of a name or set id, in any case, or of an IRI; for None the only one that there is.

    Raises `NotFoundError`, which names those that there are.
    """
    found = catalogue(store) if name is None else labels_called(store, name)
    if len(found) == 1:
        return found[0]
    if name and found:
        what = f"the graph holds {len(found)} labels {name!r}"
        raise NotFoundError(what, expected=f"the IRI of one of them: {', '.join(map(_with_versions, found))}")
    held = ", ".join(entry.name or entry.label for entry in catalogue(store)) or "none, for it is empty"
    what = f"the graph holds no label {name!r}" if name else "no label is named"
    raise NotFoundError(what, expected=f"one of those in the graph: {held}")


def labels_called(store: Store, name: str) -> tuple[CatalogueEntry, ...]:
    """The labels of a name or set id, in any case, or of an IRI."""
    return tuple(entry for entry in catalogue(store) if _is_named(entry, name))


def _with_versions(entry: CatalogueEntry) -> str:
    """A label's IRI and the numbers of its versions."""
    return f"{entry.label} (version {', '.join(iri.rpartition('/')[2] for iri in entry.versions)})"


def _is_named(entry: CatalogueEntry, name: str) -> bool:
    iris = (entry.label, entry.current, *entry.versions)
    names = (entry.name or "", entry.label.rpartition("/")[2])
    return name in iris or name.casefold() in map(str.casefold, names)
