from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from msgspec import structs
from pyoxigraph import Store
from rdflib import RDF, Graph, Literal, URIRef

from ingest.pipeline import read_label
from ingest.write_rdf import graph_of
from kg.facts import AdverseReaction, Fact
from kg.fragments import Fragment
from kg.identity import canonical, fact_id
from kg.read_facts import read_facts
from kg.store import put_version
from kg.terms import PREFIXES, term
from kg.validate import accepted, validate
from tests.samples import DOCUMENT, SAMPLES

GRAPH = graph_of(DOCUMENT, SAMPLES)
REACTION = next(fact for fact in SAMPLES if isinstance(fact, AdverseReaction))
LABEL = "https://w3id.org/labelgraph/id/label/exampline"


def _iri(fact: Fact) -> URIRef:
    return URIRef(f"{LABEL}/fact/{fact_id(fact)}")


def _lg(name: str) -> URIRef:
    return URIRef(term(name))


def _oa(name: str) -> URIRef:
    return URIRef(PREFIXES["oa"] + name)


def test_graph_is_named_by_the_version() -> None:
    assert GRAPH.identifier == URIRef(f"{LABEL}/version/9f86d081884c")
    assert GRAPH.value(GRAPH.identifier, _lg("versionOf")) == URIRef(LABEL)


def test_writing_twice_gives_the_same_triples() -> None:
    assert set(graph_of(DOCUMENT, tuple(reversed(SAMPLES)))) == set(GRAPH)


def test_a_fact_is_of_its_kind_and_of_all_above() -> None:
    assert set(GRAPH.objects(_iri(REACTION), RDF.type)) == {
        _lg("AdverseReaction"),
        _lg("ReactionObservation"),
        _lg("Fact"),
    }


def test_values_are_canonical() -> None:
    percent = GRAPH.value(_iri(REACTION), _lg("percent"))
    assert isinstance(percent, Literal)
    assert percent.n3() == '"12"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    assert set(GRAPH.objects(_iri(REACTION), _lg("includedTerms"))) == {Literal("nausea"), Literal("retching")}


def test_what_is_not_stated_is_not_written() -> None:
    fact = replace(REACTION, arm=None, included_terms=(), comparison=None)
    graph = graph_of(DOCUMENT, [fact])
    for name in ("arm", "includedTerms", "comparison"):
        assert (_iri(fact), _lg(name), None) not in graph


def test_evidence_quotes_the_words_by_position_and_text() -> None:
    annotations = {GRAPH.value(one, _lg("position")): one for one in GRAPH.objects(_iri(REACTION), _lg("evidence"))}
    cell = annotations[Literal(2)]
    place = GRAPH.value(cell, _oa("hasTarget"))
    quoted = {
        str(exact) for one in GRAPH.objects(place, _oa("hasSelector")) for exact in GRAPH.objects(one, _oa("exact"))
    }
    starts = [start for one in GRAPH.objects(place, _oa("hasSelector")) for start in GRAPH.objects(one, _oa("start"))]
    assert quoted == {"12%"}
    assert starts == [Literal(DOCUMENT.text.index("12%"))]
    assert GRAPH.value(place, _lg("section")) == Literal("6.1")
    assert GRAPH.value(place, _lg("inSection")) == URIRef(f"{GRAPH.identifier}/section/6.1")
    assert GRAPH.value(cell, _oa("hasBody")) == _iri(REACTION)


def test_evidence_of_a_source_with_pages_tells_where_it_is_printed() -> None:
    start = DOCUMENT.text.index("12%")
    printed = Fragment(3, 36.0, 102.5, 20.1, 12.0)
    cited = [
        replace(evidence, boxes=(printed,)) if evidence.span.start == start else evidence
        for evidence in REACTION.evidence
    ]
    graph = graph_of(DOCUMENT, [replace(REACTION, evidence=tuple(cited), arm_differences=())])
    assert not validate(graph)
    boxes = list(graph.subjects(RDF.type, _oa("FragmentSelector")))
    assert [graph.value(box, RDF.value) for box in boxes] == [Literal("page=3&viewrect=36.0,102.5,20.1,12.0")]
    (place,) = graph.subjects(_oa("hasSelector"), boxes[0])
    assert Literal("12%") in {graph.value(one, _oa("exact")) for one in graph.objects(place, _oa("hasSelector"))}


def test_facts_that_quote_the_same_words_share_them() -> None:
    places = set(GRAPH.subjects(RDF.type, _oa("SpecificResource")))
    annotations = set(GRAPH.subjects(RDF.type, _oa("Annotation")))
    assert len(places) == 8
    assert len(annotations) > 30


def test_sections_hold_their_own_text() -> None:
    six, six_one = (URIRef(f"{GRAPH.identifier}/section/{number}") for number in ("6", "6.1"))
    assert GRAPH.value(six, _lg("text")) == Literal("6 ADVERSE REACTIONS\n")
    assert GRAPH.value(six_one, _lg("partOf")) == six
    assert GRAPH.value(six, _lg("partOf")) == GRAPH.identifier


def test_section_texts_together_are_the_whole_document() -> None:
    order = sorted(GRAPH.subjects(RDF.type, _lg("Section")), key=lambda one: int(str(GRAPH.value(one, _lg("start")))))
    assert "".join(str(GRAPH.value(section, _lg("text"))) for section in order) == DOCUMENT.text


def test_what_was_not_understood_is_there_with_its_reason() -> None:
    (gap,) = GRAPH.subjects(RDF.type, _lg("NotUnderstood"))
    assert GRAPH.value(gap, _lg("reason")) == Literal("columns could not be told")


def test_facts_that_differ_are_linked() -> None:
    one, other = SAMPLES[0], replace(REACTION, differs_from=(fact_id(SAMPLES[0]),))
    assert (_iri(other), _lg("differsFrom"), _iri(one)) in graph_of(DOCUMENT, [one, other])


def test_sections_of_one_number_have_names_of_their_own() -> None:
    first = DOCUMENT.sections[2]
    twice: Graph = graph_of(
        replace(DOCUMENT, sections=(first, structs.replace(first, span=DOCUMENT.sections[3].span))), []
    )
    assert len(set(twice.subjects(RDF.type, _lg("Section")))) == 2


def test_sections_that_start_at_one_place_have_names_of_their_own() -> None:
    first = DOCUMENT.sections[0]
    inner = structs.replace(first, number=None, sections=())
    nested = structs.replace(inner, title=None, blocks=(), sections=(inner, structs.replace(inner, title=None)))
    graph = graph_of(replace(DOCUMENT, sections=(nested, nested)), ())
    assert len(set(graph.subjects(RDF.type, _lg("Section")))) == 6
    assert list(validate(graph)) == []


def test_two_facts_of_one_content_are_refused() -> None:
    with pytest.raises(ValueError, match="same content"):
        graph_of(DOCUMENT, [REACTION, replace(REACTION, read_by="another")])


@dataclass(frozen=True, slots=True, kw_only=True)
class Odd:
    colour: str


def test_a_value_of_a_type_without_writer_is_refused() -> None:
    odd = replace(REACTION, values=(Odd(colour="red"),))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="Odd"):
        graph_of(DOCUMENT, [odd])


@pytest.mark.shared
def test_a_real_label_gives_a_valid_graph_that_holds_its_facts(shared: Path) -> None:
    label = read_label(shared / "labels" / "besponsa.txt")
    graph = graph_of(label.document, label.facts)
    accepted(validate(graph), where=str(graph.identifier))
    store = Store()
    put_version(store, graph)
    found = {fact_id(fact): fact for fact in read_facts(store, str(graph.identifier)).values()}
    assert found == {fact_id(fact): canonical(fact) for fact in label.facts}


def test_two_reasons_at_one_place_are_two_things() -> None:
    (gap,) = DOCUMENT.not_understood
    other = replace(gap, reason="a table whose grid could not be told")
    graph = graph_of(replace(DOCUMENT, not_understood=(gap, other)), [])
    assert len(set(graph.subjects(RDF.type, _lg("NotUnderstood")))) == 2
    accepted(validate(graph), where=str(graph.identifier))
