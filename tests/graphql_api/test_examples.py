"""Every question of `queries/graphql` answers on the example label what is expected, and together they ask for all."""

import re
from collections.abc import Mapping, Sequence

import pytest
from graphql import FieldNode, OperationDefinitionNode, build_schema, parse
from pyoxigraph import Store

from graphql_api.examples import EXAMPLES, FIRST
from tests.conftest import ROOT
from tests.graphql_api.answers import EXPECTED, PAGE, TABLE, expected, rows
from tests.graphql_api.asking import answered

QUERY = build_schema((ROOT / "graphql_api" / "schema.graphql").read_text(encoding="utf-8")).query_type
FIX = "if the new answers are right, write them with `python -m tests.graphql_api.answers`"
ASKS = re.compile(r"(Pharmacist|Formulary|Researcher): [A-Z].*[?.]")

UNASKED = {"id": "it is in the answers of all others", "setId": "the example is a text, which has no set id"}
"""Ways to ask for a label that no question goes, and why."""

ELSEWHERE = {
    "differences": "the example is one version of a label; see test_differences.py",
    "comparison": "the example is one label; see test_comparison.py",
}
"""What is asked in other tests, and why."""


def _asked() -> list[FieldNode]:
    """The fields of all questions at their top."""
    documents = [parse(question.query) for question in EXAMPLES.values()]
    operations = [one for document in documents for one in document.definitions]
    fields = [
        one for made in operations if isinstance(made, OperationDefinitionNode) for one in made.selection_set.selections
    ]
    return [field for field in fields if isinstance(field, FieldNode)]


@pytest.mark.parametrize("identifier", EXAMPLES)
def test_question_answers_what_is_expected(store: Store, identifier: str) -> None:
    found, _ = answered(store, EXAMPLES[identifier].query)
    assert found == expected(identifier), FIX
    assert any(_says_something(part) for part in found.values())


def _says_something(answer: object) -> bool:
    """Whether an answer holds a value besides names of types, counts of nothing and empty lists."""
    if isinstance(answer, Mapping):
        return any(_says_something(part) for part in answer.values())
    if isinstance(answer, Sequence) and not isinstance(answer, str):
        return any(map(_says_something, answer))
    return bool(answer)


def test_no_expectation_is_left_over() -> None:
    assert {file.stem for file in EXPECTED.glob("*.json")} == EXAMPLES.keys()


@pytest.mark.parametrize("identifier", EXAMPLES)
def test_question_says_who_asks_what(identifier: str) -> None:
    assert ASKS.fullmatch(EXAMPLES[identifier].title)


def test_everything_that_can_be_asked_is_asked() -> None:
    assert QUERY
    for_people = {name for name in QUERY.fields if not name.startswith("_")}
    missing = for_people - ELSEWHERE.keys() - {field.name.value for field in _asked()}
    assert not missing, (
        f"write queries/graphql/NAME.graphql, which asks for {missing}, then `python -m tests.graphql_api.answers`"
    )


def test_a_label_is_asked_for_in_every_way() -> None:
    assert QUERY
    given = {one.name.value for field in _asked() if field.name.value == "label" for one in field.arguments or ()}
    assert given | UNASKED.keys() == QUERY.fields["label"].args.keys()


def test_a_page_begins_with_a_question() -> None:
    assert FIRST in EXAMPLES


def test_page_lists_every_question() -> None:
    table = TABLE.search(PAGE.read_text(encoding="utf-8"))
    assert table, f"{PAGE} has no table of questions"
    assert table[2] == rows(), FIX
