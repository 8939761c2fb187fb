"""Every class has a valid example, and invalid ones that fail for the reason named in their first line and no other."""

from pathlib import Path

import pytest
from pyshacl import validate as run_shacl
from rdflib import OWL, RDF, SH, Graph, URIRef

from kg.terms import LG, ONTOLOGY, PREFIXES, SHAPES, TERM_FILES
from kg.validate import validate

EXAMPLES = ONTOLOGY / "examples"
CONTEXT = EXAMPLES / "context.ttl"
VALID = sorted((EXAMPLES / "valid").glob("*.ttl"))
INVALID = sorted((EXAMPLES / "invalid").glob("*.ttl"))
ABSTRACT = {"Fact", "ReactionObservation", "Proportion"}
"""Classes without things of their own."""


def _read(file: Path) -> Graph:
    return Graph().parse(CONTEXT).parse(file)


def _name(file: Path) -> str:
    return file.stem


def _classes() -> set[str]:
    graph = Graph()
    for file in TERM_FILES:
        graph.parse(file)
    classes = {str(one) for one in graph.subjects(RDF.type, OWL.Class)}
    return {iri.removeprefix(LG) for iri in classes if iri.startswith(LG)} - ABSTRACT


@pytest.mark.parametrize("file", VALID, ids=_name)
def test_valid_example_is_valid(file: Path) -> None:
    assert validate(_read(file)) == ()


@pytest.mark.parametrize("file", INVALID, ids=_name)
def test_invalid_example_fails_for_its_reason(file: Path) -> None:
    reason = file.read_text(encoding="utf-8").splitlines()[0].removeprefix("# fails: ")
    found = {f"{one.path.split('#')[1]}: {one.message}" if one.path else one.message for one in validate(_read(file))}
    assert found == {reason}


def test_every_class_has_a_valid_and_an_invalid_example() -> None:
    assert _classes() <= {file.stem for file in VALID}
    assert _classes() <= {file.stem.split("-")[0] for file in INVALID}


@pytest.mark.parametrize("file", VALID, ids=_name)
def test_valid_example_is_of_its_class(file: Path) -> None:
    borrowed = {"Place": "SpecificResource", "Fragment": "FragmentSelector"}
    expected = URIRef(f"{PREFIXES['oa']}{borrowed[file.stem]}" if file.stem in borrowed else LG + file.stem)
    assert expected in set(Graph().parse(file).objects(None, RDF.type))


@pytest.mark.parametrize("file", [*VALID, *INVALID][::6], ids=_name)
def test_shapes_mean_the_same_as_they_stand_in_the_file(file: Path) -> None:
    """`kg.validate` rearranges the shapes for speed; the results are those of the file."""
    _, results, _ = run_shacl(_read(file), shacl_graph=Graph().parse(SHAPES))
    assert isinstance(results, Graph)
    found = {
        (str(results.value(one, SH.focusNode)), str(results.value(one, SH.resultMessage)))
        for one in results.subjects(RDF.type, SH.ValidationResult)
    }
    assert found == {(one.focus, one.message) for one in validate(_read(file))}
