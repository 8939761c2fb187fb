"""The number of SPARQL queries depends on the fields of a query, never on the number of things; texts hold no values."""

import pytest
from pyoxigraph import Store

from graphql_api.graph.labels import plural
from kg.facts import FACT_KINDS, Fact
from tests.graphql_api.asking import answered


@pytest.mark.parametrize(
    ("query", "queries"),
    [
        ("{ labels { totalCount } }", 1),
        ("{ labels { nodes { id } } }", 1),
        ("{ labels { nodes { id name format } } }", 1),
        ("{ labels { nodes { name document { fileName sha256 } } } }", 2),
        ("{ labels { nodes { adverseReactions { nodes { term percent } } } } }", 2),
        ("{ adverseReactions { nodes { term evidence { quote } alsoIn { quote } } } }", 4),
        ("{ adverseReactions { nodes { term evidence { __typename quote boxes { page } page } } } }", 5),
        ("{ doseRules { nodes { actions incomplete } } }", 3),
        ("{ doseRules { nodes { thresholds { value findings { label } } } } }", 5),
        ("{ appearances { nodes { differsFrom { id evidence { quote } } } } }", 5),
        ("{ materials(first: 3) { totalCount facets(by: [ITEM, VERDICT]) { counts { count } } edges { cursor } } }", 4),
        ('{ applicableDoseRules(label: "besponsa", findings: []) { rule { trigger } overlaps { trigger } } }', 2),
        (
            '{ deadlines(label: "besponsa", reconstitutedAt: "2026-01-05T08:00:00") { steps { facts { id } } } }',
            2,
        ),
    ],
)
def test_queries_are_counted_by_fields(store: Store, query: str, queries: int) -> None:
    assert len(answered(store, query)[1]) == queries


@pytest.mark.parametrize("kind", FACT_KINDS, ids=lambda kind: kind.kind)
def test_lists_take_as_many_queries_for_one_thing_as_for_all(store: Store, kind: type[Fact]) -> None:
    query = "query ($first: Int) { %s(first: $first) { totalCount nodes { id form evidence { quote section } } } }"
    name = plural(kind.__name__)
    one, for_one = answered(store, query % name, {"first": 1})
    every, for_all = answered(store, query % name)
    assert len(one[name]["nodes"]) == 1
    assert len(every[name]["nodes"]) == every[name]["totalCount"]
    assert len(for_one) == len(for_all) == 4


def test_a_filter_of_text_is_a_binding(store: Store) -> None:
    query = "query ($words: String) { materials(filter: {material: {contains: $words}}) { totalCount } }"
    texts = {
        words: answered(store, query, {"words": words})[1][0].text for words in ("nylon", '" } SERVICE <http://a> {')
    }
    plain, odd = texts.values()
    assert odd == plain.replace('"nylon"', r'"\" } SERVICE <http://a> {"')
    assert 'VALUES ?v1 { "nylon" }' in plain
