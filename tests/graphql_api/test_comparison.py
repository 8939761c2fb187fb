"""Labels side by side: rows by subject, a cell for each label, empty ones too; filtered, ordered, in pages, in few queries."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Store

from ingest.concepts.normalised import normalised
from ingest.pipeline import read_label, store_label
from ingest.write_rdf import graph_of
from kg.codes import MaterialItem, Verdict
from kg.facts import AdverseReaction, Dose, Fact, Material
from kg.store import open_read_only, open_store, put_version
from tests.graphql_api.asking import answer, answered
from tests.samples import DOCUMENT, SAMPLES

_REACTION = next(fact for fact in SAMPLES if isinstance(fact, AdverseReaction))
_MATERIAL = next(fact for fact in SAMPLES if isinstance(fact, Material))
_INTRAVENOUS, _ORAL = "intravenous", "oral"
_DOSE = next(fact for fact in SAMPLES if isinstance(fact, Dose))


def _reaction(term: str, percent: int, grade: str = "all", arm: str = "EXAMPLINE") -> AdverseReaction:
    share = Decimal(percent)
    return replace(_REACTION, term=term, percent=share, grade=grade, arm=arm, arm_differences=(), least_difference=None)


_FACTS: Mapping[str, Sequence[Fact]] = {
    "first": [
        _reaction("Thrombocytopenia", 12),
        _reaction("Thrombocytopenia", 4, arm="Placebo"),
        _reaction("Thrombocytopenia", 3, grade=">=3"),
        _reaction("Nausea", 30),
        replace(_MATERIAL, item=MaterialItem.FILTER, material="nylon", verdict=Verdict.PROHIBITED),
        replace(_DOSE, condition="Gastric cancer", route=_INTRAVENOUS, drug=None),
    ],
    "second": [
        _reaction("Decreased platelet count", 25),
        _reaction("Fatigue", 7),
        replace(_MATERIAL, item=MaterialItem.FILTER, material="Nylon", verdict=Verdict.RECOMMENDED),
        replace(_DOSE, condition="First dose reduction", route=_INTRAVENOUS, drug=None),
        replace(_DOSE, condition="Gastric cancer", route=_ORAL, drug="samplol"),
    ],
    "third": [_reaction("Fatigue", 9)],
}


@pytest.fixture(scope="module")
def labels(tmp_path_factory: pytest.TempPathFactory) -> Store:
    path = tmp_path_factory.mktemp("labels")
    writer = open_store(path)
    for name, facts in _FACTS.items():
        put_version(writer, graph_of(replace(DOCUMENT, set_id=name), tuple(normalised(facts))))
    del writer
    return open_read_only(path)


def _compared(store: Store, fields: str, **given: object) -> Mapping[str, Any]:
    query = """query ($labels: [String!]!, $kind: FactKind!, $filter: LabelComparisonFilter, $orderBy: [LabelComparisonOrder!],
      $first: Int, $after: String, $last: Int, $before: String) { comparison(labels: $labels, kind: $kind, filter: $filter,
      orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) { %s } }"""
    asked = {"labels": ["first", "second"], "kind": "ADVERSE_REACTION", **given}
    found: Mapping[str, Any] = answered(store, query % fields, asked)[0]["comparison"]
    return found


def _said(found: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The term and the grade of each row."""
    return [tuple(one["value"] for one in row["subject"][:2]) for row in found["nodes"]]


_SUBJECT = "nodes { subject { field value } } totalCount"
_PLATELETS, _NAUSEA, _FATIGUE = ("Platelet count decreased", "all"), ("Nausea", "all"), ("Fatigue", "all")
_SEVERE = ("Platelet count decreased", ">=3")


def test_words_for_the_same_reaction_are_one_row_with_the_facts_of_each_label(labels: Store) -> None:
    fields = """nodes { isInAll subject { field value terms printed }
      cells { label { setId } facts { __typename ... on AdverseReaction { arm percent evidence { quote } } } } }"""
    found = _compared(labels, fields, filter={"isInAll": True})
    (row,) = found["nodes"]
    assert row["subject"][0] == {
        "field": "term",
        "value": "Platelet count decreased",
        "terms": ["https://w3id.org/labelgraph/term#ctcae-platelet-count-decreased"],
        "printed": ["Decreased platelet count", "Thrombocytopenia"],
    }
    assert [one["value"] for one in row["subject"]] == ["Platelet count decreased", "all", "SERIOUS"]
    first, second = row["cells"]
    assert (first["label"], second["label"]) == ({"setId": "first"}, {"setId": "second"})
    told = {(one["arm"], one["percent"]) for one in first["facts"]}
    assert told == {("EXAMPLINE", "12"), ("Placebo", "4")}
    (fact,) = second["facts"]
    assert (fact["__typename"], fact["percent"]) == ("AdverseReaction", "25")
    assert fact["evidence"][0]["quote"] == "Nausea"


def test_doses_of_one_drug_by_one_route_are_one_row_whatever_they_depend_on(labels: Store) -> None:
    fields = "nodes { subject { value } cells { facts { ... on Dose { condition } } } }"
    own, other = _compared(labels, fields, kind="DOSE")["nodes"]
    assert [one["value"] for one in own["subject"]] == [None, _INTRAVENOUS]
    assert [cell["facts"] for cell in own["cells"]] == [
        [{"condition": "Gastric cancer"}],
        [{"condition": "First dose reduction"}],
    ]
    assert [one["value"] for one in other["subject"]] == ["samplol", _ORAL]
    assert [len(cell["facts"]) for cell in other["cells"]] == [0, 1]


def test_what_a_label_does_not_say_is_an_empty_cell(labels: Store) -> None:
    given = {"labels": ["third", "first", "second"], "filter": {"isInAll": False}}
    found = _compared(labels, "nodes { isInAll subject { value } cells { facts { id } } }", **given)
    cells = {row["subject"][0]["value"]: [len(one["facts"]) for one in row["cells"]] for row in found["nodes"][:2]}
    assert cells == {"Fatigue": [1, 0, 1], "Nausea": [0, 1, 0]}
    assert not any(row["isInAll"] for row in found["nodes"])


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        ({}, [_FATIGUE, _NAUSEA, _SEVERE, _PLATELETS]),
        ({"subject": [{"field": "grade", "eq": ">=3"}]}, [_SEVERE]),
        ({"subject": [{"field": "term", "contains": "THROMBO"}]}, [_SEVERE, _PLATELETS]),
        ({"subject": [{"field": "term", "in": ["nausea", "fatigue"]}]}, [_FATIGUE, _NAUSEA]),
        ({"missingIn": ["second"]}, [_NAUSEA, _SEVERE]),
        ({"missingIn": ["first", "second"]}, []),
        ({"isInAll": False, "subject": [{"field": "grade", "eq": "all"}]}, [_FATIGUE, _NAUSEA]),
    ],
)
def test_a_filter_keeps_the_rows_that_it_says(labels: Store, kept: object, expected: Sequence[tuple[str, str]]) -> None:
    found = _compared(labels, _SUBJECT, filter=kept)
    assert _said(found) == expected
    assert found["totalCount"] == len(expected)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ([("SUBJECT", "DESC")], [_PLATELETS, _SEVERE, _NAUSEA, _FATIGUE]),
        ([("LABELS", "DESC")], [_PLATELETS, _FATIGUE, _NAUSEA, _SEVERE]),
        ([("LABELS", "ASC"), ("SUBJECT", "DESC")], [_SEVERE, _NAUSEA, _FATIGUE, _PLATELETS]),
        ([("FACTS", "DESC")], [_PLATELETS, _FATIGUE, _NAUSEA, _SEVERE]),
    ],
)
def test_rows_are_ordered_as_asked(
    labels: Store, order: Sequence[tuple[str, str]], expected: Sequence[tuple[str, str]]
) -> None:
    wanted = [{"field": field, "direction": direction} for field, direction in order]
    assert _said(_compared(labels, _SUBJECT, orderBy=wanted)) == expected


@pytest.mark.parametrize("size", [1, 2, 3, 5])
@pytest.mark.parametrize("order", ["SUBJECT", "LABELS"])
def test_pages_of_any_size_have_each_row_once(labels: Store, size: int, order: str) -> None:
    by = [{"field": order, "direction": "DESC"}]
    fields = f"{_SUBJECT} pageInfo {{ hasNextPage endCursor }} edges {{ cursor node {{ isInAll }} }}"
    every, page = _said(_compared(labels, _SUBJECT, orderBy=by)), _compared(labels, fields, orderBy=by, first=size)
    walked = _said(page)
    while page["pageInfo"]["hasNextPage"]:
        page = _compared(labels, fields, orderBy=by, first=size, after=page["pageInfo"]["endCursor"])
        walked += _said(page)
        assert [one["cursor"] for one in page["edges"]][-1] == page["pageInfo"]["endCursor"]
    assert walked == every
    back = _compared(labels, fields, orderBy=by, last=size)
    assert _said(back) == every[-size:]


def test_materials_are_told_by_their_verdicts_and_counted(labels: Store) -> None:
    fields = (
        'totalCount facets(by: ["verdict", "material"]) { field counts { value count } } nodes { subject { value } }'
    )
    found = _compared(labels, fields, kind="MATERIAL")
    assert [[one["value"] for one in row["subject"]] for row in found["nodes"]] == [
        ["FILTER", "nylon", "PROHIBITED"],
        ["FILTER", "nylon", "RECOMMENDED"],
    ]
    assert found["facets"] == [
        {"field": "verdict", "counts": [{"value": "PROHIBITED", "count": 1}, {"value": "RECOMMENDED", "count": 1}]},
        {"field": "material", "counts": [{"value": "nylon", "count": 2}]},
    ]


def test_a_kind_that_no_label_tells_has_no_rows(labels: Store) -> None:
    fields = "totalCount nodes { cells { label { name } facts { id ... on DoseRule { trigger } } } }"
    assert _compared(labels, fields, kind="DOSE_RULE") == {"nodes": [], "totalCount": 0}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ('labels: ["first"]', "BAD_USER_INPUT"),
        ("labels: []", "BAD_USER_INPUT"),
        ('labels: ["first", "first"]', "BAD_USER_INPUT"),
        ('labels: ["first", "nothing"]', "NOT_FOUND"),
        ('labels: ["first", "EXAMPLINE"]', "NOT_FOUND"),
        ('labels: ["first", "second"], filter: {subject: [{field: "arm"}]}', "BAD_USER_INPUT"),
        ('labels: ["first", "second"], filter: {missingIn: ["third"]}', "BAD_USER_INPUT"),
        ('labels: ["first", "second"], after: "x"', "BAD_USER_INPUT"),
        ('labels: ["first", "second"], orderBy: [{field: LABELS}, {field: LABELS}]', "BAD_USER_INPUT"),
        ('labels: ["first", "second"], first: 2501', "TOO_COSTLY"),
    ],
)
def test_what_cannot_be_compared_is_an_error(labels: Store, arguments: str, code: str) -> None:
    result, _ = answer(labels, f"{{ comparison({arguments}, kind: ADVERSE_REACTION) {{ totalCount }} }}")
    assert result.data is None
    assert [error.extensions["code"] for error in result.errors or () if error.extensions] == [code]


def test_an_unknown_field_to_count_by_is_an_error(labels: Store) -> None:
    result, _ = answer(
        labels, '{ comparison(labels: ["first", "second"], kind: MATERIAL) { facets(by: ["x"]) { field } } }'
    )
    error = (result.errors or [])[0]
    assert "expected one of item, material, verdict" in error.message


def test_a_cursor_of_other_labels_is_refused(labels: Store) -> None:
    cursor = _compared(labels, "pageInfo { endCursor }", first=1)["pageInfo"]["endCursor"]
    arguments = f'labels: ["second", "first"], kind: ADVERSE_REACTION, after: "{cursor}"'
    result, _ = answer(labels, f"{{ comparison({arguments}) {{ totalCount }} }}")
    assert "is not of this list" in (result.errors or [])[0].message


def test_the_number_of_queries_depends_on_the_fields_alone(labels: Store) -> None:
    query = """{ comparison(labels: [%s], kind: ADVERSE_REACTION, %s) { nodes { subject { value } cells { label { name }
      facts { id ... on AdverseReaction { percent evidence { quote } } } } } } }"""
    _, one = answered(labels, query % ('"first", "second"', "first: 1"))
    _, every = answered(labels, query % ('"first", "second", "third"', "first: 100"))
    assert len(one) == len(every) == 5


@pytest.mark.shared
def test_real_labels_are_compared_on_reactions(shared: Path, tmp_path: Path) -> None:
    for code in ("BLA125427", "BLA761139"):
        (file,) = (shared / "labels" / "openfda").glob(f"*{code}*.json")
        store_label(read_label(file), tmp_path)
    query = """{ comparison(labels: ["kadcyla", "enhertu"], kind: ADVERSE_REACTION, filter: {isInAll: true,
      subject: [{field: "term", contains: "nausea"}, {field: "grade", eq: "all"}]}) { nodes {
      subject { value } cells { facts { ... on AdverseReaction { arm percent } } } } } }"""
    (row,) = answered(open_read_only(tmp_path), query)[0]["comparison"]["nodes"]
    told = [{(one["arm"], one["percent"]) for one in cell["facts"]} for cell in row["cells"]]
    assert ("KADCYLA (3.6 mg/kg)", "40") in told[0]
    assert ("ENHERTU 5.4 mg/kg", "76") in told[1]
