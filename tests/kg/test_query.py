from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Store

from ingest.write_rdf import graph_of
from kg.codes import MaterialItem, Verdict
from kg.errors import NotFoundError, QueryError
from kg.facts import Dose
from kg.identity import ID
from kg.query import Query, Value, query, read_query, run, run_text, values_from_text
from kg.store import put_version, with_ontology
from tests.samples import DOCUMENT, SAMPLES

VERSION = "https://w3id.org/labelgraph/id/label/exampline/version/9f86d081884c"
MATERIALS = """# id: materials
# question: Which materials may be used
#   for a part of the infusion?
# parameters: version iri, item MaterialItem?, words string?, low decimal?
# example: polyethersulfone
PREFIX lg: <https://w3id.org/labelgraph/ontology#>
SELECT ?version ?item ?material ?verdict ?words ?low WHERE {
  GRAPH ?version { ?fact a lg:Material ; lg:item ?item ; lg:verdict ?verdict ; lg:material ?material }
  FILTER(COALESCE(CONTAINS(?material, ?words), true))
  FILTER(COALESCE(?low < 1, true))
}
"""


@pytest.fixture(scope="module")
def store() -> Store:
    filled = with_ontology(Store())
    put_version(filled, graph_of(DOCUMENT, SAMPLES))
    return filled


@pytest.fixture
def materials(tmp_path: Path) -> Query:
    return _read(tmp_path, MATERIALS)


def _read(folder: Path, text: str) -> Query:
    file = folder / "materials.rq"
    file.write_text(text, encoding="utf-8")
    return read_query(file)


def test_header_is_read(materials: Query) -> None:
    assert materials.question == "Which materials may be used for a part of the infusion?"
    assert [(one.name, one.type, one.required) for one in materials.parameters] == [
        ("version", "iri", True),
        ("item", "MaterialItem", False),
        ("words", "string", False),
        ("low", "decimal", False),
    ]


def test_answers_are_typed(store: Store, materials: Query) -> None:
    (row,) = run(store, materials, {"version": VERSION})
    assert row["item"] is MaterialItem.FILTER
    assert row["verdict"] is Verdict.RECOMMENDED
    assert row["material"] == "polyethersulfone"
    assert row["words"] is None


@pytest.mark.parametrize(
    ("values", "answers"),
    [
        ({"item": MaterialItem.FILTER}, 1),
        ({"item": "filter"}, 1),
        ({"item": MaterialItem.LINE}, 0),
        ({"words": "ether"}, 1),
        ({"words": 'x" || true || "'}, 0),
        ({"low": Decimal("0.50")}, 1),
        ({"low": Decimal("1.5")}, 0),
        ({"item": None}, 1),
    ],
)
def test_values_are_bound(store: Store, materials: Query, values: Mapping[str, Value], answers: int) -> None:
    assert len(run(store, materials, {"version": VERSION, **values})) == answers


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, "needs a value for 'version'"),
        ({"version": VERSION, "colour": "red"}, "has no parameter 'colour'"),
        ({"version": "no iri"}, "'version' cannot be 'no iri'"),
        ({"version": VERSION, "item": "funnel"}, "'item' cannot be 'funnel'; expected one of container, line"),
    ],
)
def test_wrong_values_are_named(store: Store, materials: Query, values: Mapping[str, Value], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        run(store, materials, values)


def test_a_parameter_may_take_several_values(store: Store, tmp_path: Path) -> None:
    several = _read(tmp_path, MATERIALS.replace("version iri, item MaterialItem?", "version iri*, item MaterialItem*"))
    both = [MaterialItem.FILTER, MaterialItem.LINE]
    assert len(run(store, several, {})) == 1
    assert len(run(store, several, {"item": both})) == 1
    assert len(run(store, several, {"version": [VERSION, "http://other.org"], "item": both})) == 1
    assert run(store, several, {"version": ["http://other.org", "http://another.org"], "item": both}) == ()
    assert run(store, several, {"item": []}) == ()
    assert values_from_text(several, {"item": "filter line"}) == {"item": tuple(both)}
    with pytest.raises(QueryError, match="'version' cannot be 'no iri'"):
        run(store, several, {"version": ["http://other.org", "no iri"]})


def test_a_parameter_takes_one_value_unless_it_says_so(store: Store, materials: Query) -> None:
    with pytest.raises(QueryError, match="'version' is given 2 values; expected one value"):
        run(store, materials, {"version": [VERSION, VERSION]})


DOSES = """# id: materials
# question: Which doses are stated?
# parameters: label label*, fact fact*
# example: 0.5 mg/m2
PREFIX lg: <https://w3id.org/labelgraph/ontology#>
SELECT ?label ?fact ?amount
WHERE {
  ?fact a lg:Dose ; lg:statedBy ?label ; lg:amount ?amount .
}
"""


@pytest.fixture(scope="module")
def two_labels() -> Store:
    """A store of two labels, the first of them in two versions of which the newer states another dose."""
    filled = with_ontology(Store())
    for set_id, version, amount in (("a", "1", "0.5"), ("a", "2", "0.8"), ("b", "1", "3")):
        stated = [replace(fact, amount=Decimal(amount)) for fact in SAMPLES if isinstance(fact, Dose)]
        put_version(filled, graph_of(replace(DOCUMENT, set_id=set_id, version=version), stated))
    return filled


@pytest.mark.parametrize(
    ("labels", "amounts"),
    [(None, ["0.8", "3"]), (["a"], ["0.8"]), (["b"], ["3"]), (["a", "b"], ["0.8", "3"]), ([], [])],
)
def test_a_question_sees_current_versions_of_the_labels_it_is_given(
    two_labels: Store, tmp_path: Path, labels: list[str] | None, amounts: list[str]
) -> None:
    iris = None if labels is None else [f"{ID}label/{name}" for name in labels]
    found = run(two_labels, _read(tmp_path, DOSES), {"label": iris})
    assert sorted(str(row["amount"]) for row in found) == amounts


def test_a_question_about_facts_sees_the_labels_that_state_them(two_labels: Store, tmp_path: Path) -> None:
    doses = _read(tmp_path, DOSES)
    facts = [row["fact"] for row in run(two_labels, doses, {})]
    assert len(run(two_labels, doses, {"fact": facts})) == 2
    assert [row["fact"] for row in run(two_labels, doses, {"fact": facts[1]})] == facts[1:]


def test_a_label_that_the_graph_does_not_hold_is_named(two_labels: Store, tmp_path: Path) -> None:
    doses = _read(tmp_path, DOSES)
    with pytest.raises(NotFoundError, match="the graph holds no label 'Nothing'"):
        run(two_labels, doses, values_from_text(doses, {"label": "Nothing"}))


def test_values_are_read_from_text(materials: Query) -> None:
    assert values_from_text(materials, {"item": "filter", "low": "0.5"}) == {
        "item": MaterialItem.FILTER,
        "low": Decimal("0.5"),
    }
    with pytest.raises(QueryError, match="'low' cannot be 'half'; expected a value of type decimal"):
        values_from_text(materials, {"low": "half"})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# question:", "# asks:"),
        ("# id: materials", "# id: material"),
        ("version iri", "version uri"),
        ("# example: poly", "# poly"),
        ("COALESCE(?low < 1, true)", "!bound( ?low) || ?low < 1"),
    ],
)
def test_a_header_that_is_not_complete_is_refused(tmp_path: Path, before: str, after: str) -> None:
    with pytest.raises(QueryError, match=r"materials\.rq"):
        _read(tmp_path, MATERIALS.replace(before, after))


@pytest.mark.parametrize(
    ("text", "accept", "media_type", "starts"),
    [
        ("SELECT (1 AS ?x) {}", (), "application/sparql-results+json", b'{"head"'),
        ("SELECT (1 AS ?x) {}", ("text/html", "text/csv"), "text/csv; charset=utf-8", b"x\r\n1"),
        ("ASK {}", ("application/sparql-results+xml",), "application/sparql-results+xml", b"<?xml"),
        ("CONSTRUCT { lg:a lg:b 1 } {}", (), "text/turtle", b"<https://w3id.org"),
        ("CONSTRUCT { lg:a lg:b 1 } {}", ("application/n-triples",), "application/n-triples", b"<https://w3id.org"),
    ],
)
def test_answer_is_written_as_asked(
    store: Store, text: str, accept: tuple[str, ...], media_type: str, starts: bytes
) -> None:
    answer = run_text(store, text, accept=accept)
    assert answer.media_type == media_type
    assert answer.body.startswith(starts)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { service\tsilent <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { BIND(<http://127.0.0.1:9/> AS ?s) SERVICE?s { ?s ?p ?o } }",
        "SELECT * {{} SERVICE#\n<http://127.0.0.1:9/> { ?s ?p ?o } }",
        'SELECT * { FILTER("#" != "") SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }',
        "SELECT * { ?s ?p 1SERVICE <http://127.0.0.1:9/> {} }",
        "PREFIX : <http://127.0.0.1:9/> SELECT * { ?s ?p :.SERVICE:x {} }",
        "SELECT * { FILTER(1<2)SERVICE#>\n<http://127.0.0.1:9/> {} }",
        "INSERT DATA { <http://a> <http://b> 1 }",
        "DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://127.0.0.1:9/>",
        "CLEAR ALL",
        "",
        "what is this?",
    ],
)
def test_what_changes_or_leaves_the_store_is_refused(store: Store, text: str) -> None:
    before = len(store)
    with pytest.raises(QueryError):
        run_text(store, text)
    assert len(store) == before


def test_variables_and_names_may_be_called_service(store: Store) -> None:
    assert run_text(store, "SELECT ?service { ?service lg:service <http://a.org/service#> }").body


def test_query_sees_the_graphs_it_is_given_unless_it_names_its_own(store: Store) -> None:
    count = "SELECT (COUNT(*) AS ?n) {} {{ ?fact a lg:Dose }}"
    assert b'"1"' in run_text(store, count.format(""), graphs=[VERSION]).body
    assert b'"0"' in run_text(store, count.format(""), graphs=["http://other"]).body
    assert b'"1"' in run_text(store, count.format("")).body
    assert b'"1"' in run_text(store, count.format(f"FROM <{VERSION}>"), graphs=["http://other"]).body


def test_an_answer_that_is_too_long_is_stopped(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.answer.ANSWER_BYTES", 1000)
    with pytest.raises(QueryError, match="more than 1000 bytes; ask for less"):
        run_text(store, "SELECT * { GRAPH ?g { ?s ?p ?o } }")
    assert run_text(store, "SELECT * { GRAPH ?g { ?s ?p ?o } } LIMIT 1").body


def test_older_versions_are_not_seen_and_labels_are_answered_in_their_order(two_labels: Store, tmp_path: Path) -> None:
    doses = _read(tmp_path, DOSES)
    rows = run(two_labels, doses, {})
    assert [str(row["label"]) for row in rows] == [f"{ID}label/a", f"{ID}label/b"]
    facts = [row["fact"] for row in rows]
    assert [row["fact"] for row in run(two_labels, doses, {"fact": facts[::-1]})] == facts


def test_a_question_that_names_its_graphs_sees_current_versions_of_the_labels_it_is_given(two_labels: Store) -> None:
    assert [row["label"] for row in run(two_labels, query("label"), {})] == [f"{ID}label/a", f"{ID}label/b"]
    assert [row["label"] for row in run(two_labels, query("label"), {"label": [f"{ID}label/b"]})] == [f"{ID}label/b"]
