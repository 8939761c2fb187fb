"""Lists: every page gives what the others do not, filters keep what they say, facets count it."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store

from tests.client import Client
from tests.graphql_api.asking import answered
from tests.graphql_api.test_endpoint import ask, code

_ORDERS = ["PERCENT", "TERM", "ARM", "ARM_N", "GRADE", "CONTEXT", "COUNT", "POSITION", "LABEL", "STUDY"]
_WALK = """query ($order: [AdverseReactionOrder!], $first: Int, $after: String, $last: Int, $before: String) {
  adverseReactions(orderBy: $order, first: $first, after: $after, last: $last, before: $before) {
    totalCount edges { cursor node { id percent term } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""


def _walk(store: Store, size: int, order: Sequence[Mapping[str, str]], *, backward: bool) -> Iterator[list[str]]:
    """The ids of page after page."""
    size_name, cursor_name = ("last", "before") if backward else ("first", "after")
    cursor = None
    while True:
        data, _ = answered(store, _WALK, {"order": order, size_name: size, cursor_name: cursor})
        found = data["adverseReactions"]
        yield [edge["node"]["id"] for edge in found["edges"]]
        info = found["pageInfo"]
        if not info["hasPreviousPage" if backward else "hasNextPage"]:
            return
        cursor = info["startCursor" if backward else "endCursor"]


@settings(deadline=None, max_examples=50)
@given(
    size=st.integers(20, 130),
    order=st.lists(
        st.tuples(st.sampled_from(_ORDERS), st.sampled_from(["ASC", "DESC"])), max_size=3, unique_by=lambda one: one[0]
    ),
    backward=st.booleans(),
)
def test_walking_any_order_gives_each_thing_once(
    store: Store, size: int, order: list[tuple[str, str]], backward: bool
) -> None:
    by = [{"field": field, "direction": direction} for field, direction in order]
    every = answered(store, _WALK, {"order": by})[0]["adverseReactions"]
    ids = [edge["node"]["id"] for edge in every["edges"]]
    assert len(set(ids)) == len(ids) == every["totalCount"] == 114
    pages = list(_walk(store, size, by, backward=backward))
    assert [one for page in (reversed(pages) if backward else pages) for one in page] == ids


def test_numbers_are_ordered_as_numbers(store: Store) -> None:
    order = [{"field": "PERCENT", "direction": "DESC"}]
    edges = answered(store, _WALK, {"order": order})[0]["adverseReactions"]["edges"]
    percents = [Decimal(edge["node"]["percent"]) for edge in edges]
    assert percents == sorted(percents, reverse=True)
    assert percents[0] == 76


def test_a_cursor_of_another_order_is_refused(client: Client) -> None:
    found = ask(client, "{ doses(first: 2) { pageInfo { endCursor } } }")
    cursor = found["data"]["doses"]["pageInfo"]["endCursor"]  # type: ignore[index]
    asked = f'{{ doses(first: 2, orderBy: [{{field: AMOUNT}}], after: "{cursor}") {{ nodes {{ id }} }} }}'
    assert code(ask(client, asked)) == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    ("bound", "count"),
    [
        ('{unit: "10*9/L", lt: "50", gte: "1"}', 2),
        ('{unit: "/uL", lt: "50000", gte: "1000"}', 2),
        ('{unit: "K/uL", eq: "50"}', 2),
        ('{unit: "/mm3", gt: "50000"}', 0),
        ('{unit: "h", eq: "168"}', 2),
    ],
)
def test_bounds_are_found_in_whichever_unit_they_are_told(store: Store, bound: str, count: int) -> None:
    data, _ = answered(
        store, f"{{ doseRules(filter: {{criteria: {{thresholds: {{valueIn: {bound}}}}}}}) {{ totalCount }} }}"
    )
    assert data["doseRules"]["totalCount"] == count


@pytest.mark.parametrize(("bound", "words"), [('{unit: "cups", lt: "1"}', "no unit"), ('{unit: "/mm3"}', "no bound")])
def test_a_bound_without_a_known_unit_or_a_number_is_refused(client: Client, bound: str, words: str) -> None:
    found = ask(client, f"{{ doseRules(filter: {{criteria: {{thresholds: {{valueIn: {bound}}}}}}}) {{ totalCount }} }}")
    assert code(found) == "BAD_USER_INPUT"
    assert words in found["errors"][0]["message"]  # type: ignore[index]


def test_a_list_that_is_too_long_is_an_error(store: Store, client: Client) -> None:
    assert answered(store, "{ adverseReactions { nodes { id } } }", graphql_things=114)
    found = ask(client, "{ labels { nodes { adverseReactions(first: 5001) { nodes { id } } } } }")
    assert code(found) == "TOO_COSTLY"
    assert found["data"] is None


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ("{}", 22),
        ("{item: {eq: FILTER}}", 6),
        ("{item: {in: [FILTER, LINE]}, verdict: {eq: PROHIBITED}}", 2),
        ("{NOT: {item: {eq: FILTER}}}", 16),
        ('{OR: [{material: {eq: "nylon"}}, {material: {contains: "CELLULOSE"}}]}', 2),
        ('{AND: [{material: {startsWith: "poly"}}, {evidence: {section: {eq: "2.4"}}}]}', 11),
        ("{OR: []}", 0),
        ("{material: {isNull: true}}", 1),
        ("{material: {isNull: false}}", 21),
        ('{materialTerm: {label: {eq: "nylon"}}}', 1),
        ('{label: {name: {eq: "BESPONSA"}}}', 22),
        ('{label: {name: {startsWith: "z"}}}', 0),
        ("{id: {isNull: true}}", 0),
        ("{materialTerm: {isNull: true}}", 5),
        ("{isNull: true}", 0),
        ("{isNull: false}", 22),
        ('{NOT: {id: {in: ["https://example.org/none"]}}}', 22),
    ],
)
def test_filters_keep_what_they_say(store: Store, filters: str, count: int) -> None:
    data, _ = answered(store, f"{{ materials(filter: {filters}) {{ totalCount nodes {{ id }} }} }}")
    assert (data["materials"]["totalCount"], len(data["materials"]["nodes"])) == (count, count)


def test_bounds_are_those_of_decimals(store: Store) -> None:
    query = "query ($filter: AdverseReactionFilter) { adverseReactions(filter: $filter) { nodes { percent } } }"

    def kept(**bounds: object) -> list[Decimal]:
        nodes: list[Mapping[str, Any]] = answered(store, query, {"filter": {"percent": bounds}})[0]["adverseReactions"][
            "nodes"
        ]
        return [Decimal(node["percent"]) for node in nodes]

    every = kept()
    assert sorted(kept(gte="50")) == sorted(one for one in every if one >= 50)
    assert sorted(kept(gt="49.0", lt="51")) == sorted(one for one in every if 49 < one < 51)
    assert sorted(kept(eq="51.0")) == sorted(one for one in every if one == 51)


def test_facets_count_what_the_filter_keeps(store: Store) -> None:
    data, _ = answered(
        store,
        """{ materials(filter: {item: {eq: FILTER}}, first: 1) {
          totalCount facets(by: [VERDICT, MATERIAL_TERM]) { field counts { value count } } nodes { id } } }""",
    )
    verdicts, terms = data["materials"]["facets"]
    assert verdicts["field"] == "VERDICT"
    assert sum(one["count"] for one in verdicts["counts"]) == data["materials"]["totalCount"] == 6
    assert {"value": "PROHIBITED", "count": 2} in verdicts["counts"]
    assert {"value": "nylon", "count": 1} in terms["counts"]


def test_reactions_are_told_by_how_much_more_frequent_they_are_on_the_product(store: Store) -> None:
    query = """{ adverseReactions(
        filter: {grade: {eq: ">=3"}, leastDifference: {gte: "5"}}, orderBy: [{field: LEAST_DIFFERENCE, direction: DESC}]
      ) { totalCount nodes { term percent leastDifference
        armDifferences { comparator comparatorPercent points comparedWith { ... on AdverseReaction { id arm percent } } } } } }"""
    found = answered(store, query)[0]["adverseReactions"]
    most = found["nodes"][0]
    (one,) = most["armDifferences"]
    assert found["totalCount"] == 2
    assert (most["term"], most["percent"], most["leastDifference"]) == (
        "Gamma-glutamyltransferase increased",
        "10",
        "6",
    )
    assert (one["comparator"], one["comparatorPercent"], one["points"]) == ("FLAG, MXN/Ara-C, or HIDAC", "4", "6")
    assert one["comparedWith"]["percent"] == one["comparatorPercent"]
    least = answered(
        store, '{ adverseReactions(filter: {armDifferences: {points: {lte: "-28"}}}) { nodes { term grade } } }'
    )
    assert least[0]["adverseReactions"]["nodes"] == [{"term": "Infection", "grade": "all"}]


def test_alternatives_and_denials_reach_into_what_things_have(store: Store) -> None:
    words = '{evidence: {quote: {contains: "nylon"}}}'
    section, both = (
        '{evidence: {section: {eq: "2.1"}}}',
        '{evidence: {section: {eq: "2.4"}, quote: {contains: "nylon"}}}',
    )
    counts = " ".join(
        f"{name}: materials(filter: {asked}) {{ totalCount }}"
        for name, asked in {
            "all": "{}",
            "nylon": words,
            "either": f"{{OR: [{words}, {section}]}}",
            "not": f"{{NOT: {words}}}",
            "both": f"{{OR: [{both}]}}",
        }.items()
    )
    found = {name: one["totalCount"] for name, one in answered(store, f"{{ {counts} }}")[0].items()}
    assert found["nylon"] == found["either"] == found["both"] == 2
    assert found["all"] == found["not"] + 2 == 22
