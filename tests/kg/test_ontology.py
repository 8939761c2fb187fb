"""The ontology as one document: each format says the same, and the entries say what ontology and shapes say."""

from collections.abc import Iterable
from io import BytesIO
from itertools import chain

import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, parse
from rdflib import RDF, Graph, URIRef

from kg.ontology import FORMATS, Match, Use, class_entries, code_list_entries, property_entries, write_ontology
from kg.terms import LG, TERM_FILES


@pytest.mark.parametrize("form", FORMATS)
def test_a_format_says_what_the_files_say(form: str) -> None:
    files = (parse(path=file, format=RdfFormat.TURTLE) for file in TERM_FILES)
    output = BytesIO()
    write_ontology(output, form)
    assert _canonical(parse(output.getvalue(), format=FORMATS[form])) == _canonical(chain.from_iterable(files))


def _canonical(quads: Iterable[Quad]) -> Dataset:
    """The statements with names for blank nodes that depend on them alone."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def test_formats_have_media_types() -> None:
    assert {one.file_extension: one.media_type for one in FORMATS.values()} == {
        "ttl": "text/turtle",
        "rdf": "application/rdf+xml",
        "jsonld": "application/ld+json",
    }


def test_a_class_has_the_properties_of_those_above_it() -> None:
    entry = next(entry for entry in class_entries() if entry.name == "AdverseReaction")
    assert entry.above == ["ReactionObservation"]
    assert Use(property="percent", of="ReactionObservation", is_required=True, is_single=True) in entry.uses
    assert Use(property="statedBy", of="Fact", is_required=True, is_single=True) in entry.uses
    assert Use(property="includedTerms", of="ReactionObservation", is_required=False, is_single=False) in entry.uses
    assert entry.matches == [
        Match(how="closeMatch", iri="http://purl.obolibrary.org/obo/NCIT_C41331", name="obo:NCIT_C41331"),
        Match(how="closeMatch", iri="http://purl.obolibrary.org/obo/OAE_0000001", name="obo:OAE_0000001"),
    ]


def test_a_property_has_its_values_and_users() -> None:
    entry = next(entry for entry in property_entries() if entry.name == "ciLow")
    assert (entry.values, entry.used_by) == ("xsd:decimal", ["Efficacy"])


def test_every_own_term_has_an_entry() -> None:
    files = Graph()
    for file in TERM_FILES:
        files.parse(file)
    own = {
        term.removeprefix(LG) for term in files.subjects(RDF.type) if isinstance(term, URIRef) and term.startswith(LG)
    }
    assert {entry.name for entry in class_entries()} | {entry.name for entry in property_entries()} == own


def test_a_code_list_has_its_codes_in_order() -> None:
    entry = next(entry for entry in code_list_entries() if entry.name == "Comparison")
    assert [code.notation for code in entry.codes] == ["<", "<=", ">", ">="]
