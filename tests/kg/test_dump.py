from io import BytesIO

import pytest
from pyoxigraph import Quad, Store, parse

from ingest.write_rdf import graph_of
from kg.dump import FORMATS, dump, find_label
from kg.errors import NotFoundError
from kg.store import put_version, with_ontology
from tests.samples import DOCUMENT, SAMPLES

LABEL = "https://w3id.org/labelgraph/id/label/exampline"


@pytest.fixture(scope="module")
def filled() -> Store:
    store = with_ontology(Store())
    put_version(store, graph_of(DOCUMENT, SAMPLES))
    return store


def _dumped(store: Store, form: str, version: str | None = None) -> bytes:
    output = BytesIO()
    dump(store, output, form, version=version)
    return output.getvalue()


@pytest.mark.parametrize("form", FORMATS)
def test_a_version_comes_back_from_every_format(filled: Store, form: str) -> None:
    version = find_label(filled, LABEL).current
    found = {quad.triple for quad in parse(_dumped(filled, form, version), FORMATS[form])}
    held = {quad.triple for quad in filled if getattr(quad.graph_name, "value", None) == version}
    assert found == held


@pytest.mark.parametrize("form", ["trig", "nquads", "jsonld"])
def test_the_whole_store_comes_back_with_its_graphs(filled: Store, form: str) -> None:
    found: set[Quad] = set(parse(_dumped(filled, form), FORMATS[form]))
    assert found == set(filled)


def test_things_stand_together_in_turtle(filled: Store) -> None:
    text = _dumped(filled, "turtle", find_label(filled, LABEL).current).decode()
    assert "lg:amountHigh 0.8 ;" in text
    assert text.count(f"\n<{LABEL}> ") == 1


def test_a_label_is_found_by_name_in_any_case_and_by_iri(filled: Store) -> None:
    assert find_label(filled, "exampline").label == find_label(filled, LABEL).label == LABEL


def test_the_only_label_needs_no_name(filled: Store) -> None:
    assert find_label(filled, None).label == LABEL
    with pytest.raises(NotFoundError, match="no label is named"):
        find_label(Store(), None)


def test_an_unknown_label_is_refused_with_those_there_are(filled: Store) -> None:
    with pytest.raises(NotFoundError, match=r"no label 'nothing'; expected one of those in the graph: EXAMPLINE"):
        find_label(filled, "nothing")
