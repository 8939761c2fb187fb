"""The schema: printed as stored, agreeing with the kinds of facts both ways, and keeping its limits."""

from dataclasses import fields
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from types import NoneType, UnionType
from typing import get_args, get_origin, get_type_hints

import pytest
from graphql import GraphQLEnumType, GraphQLNonNull, GraphQLObjectType, build_schema

from graphql_api.schema import FACT_TYPES, make_schema
from kg.codes import Verdict
from kg.facts import FACT_KINDS, Fact, Threshold
from kg.query import query
from kg.settings import Settings
from kg.terms import camel_case, code_lists, definition, property_of

STORED = Path(__file__).resolve().parents[2] / "graphql_api" / "schema.graphql"
SCHEMA = build_schema(STORED.read_text(encoding="utf-8"))
SCALARS = {str: "String", int: "Int", bool: "Boolean", Decimal: "Decimal"}

LEFT_OUT = {
    "values": "which characters were read as numbers is for the audit; SPARQL tells it",
    "read_by": "which pattern read a fact is for those who work on the patterns; SPARQL tells it",
    "form": "table, list or sentence: the evidence's `table` says what clients need; SPARQL tells the rest",
}
"""Fields of facts that GraphQL does not have, and why."""

ADDED = {"id": "facts in Python do not know their IRI"}
"""Fields that GraphQL has besides those of the facts, and why."""


def test_printed_schema_is_stored() -> None:
    fix = (
        "write it with `python -m graphql_api.schema > graphql_api/schema.graphql` and name the change in CHANGELOG.md"
    )
    assert make_schema(Settings()).as_str() + "\n" == STORED.read_text(encoding="utf-8"), fix


def test_every_kind_has_a_type_and_every_type_a_kind() -> None:
    assert [made.__name__ for made in FACT_TYPES] == [kind.__name__ for kind in FACT_KINDS]
    assert [made.kind for made in FACT_TYPES] == [kind.kind for kind in FACT_KINDS]


@pytest.mark.parametrize("kind", FACT_KINDS, ids=lambda kind: kind.kind)
def test_type_has_the_fields_of_its_kind(kind: type[Fact]) -> None:
    made = SCHEMA.type_map[kind.__name__]
    assert isinstance(made, GraphQLObjectType)
    stated = {camel_case(field.name) for field in fields(kind) if field.name not in LEFT_OUT}
    assert set(made.fields) == stated | ADDED.keys()


@pytest.mark.parametrize("kind", [*FACT_KINDS, Threshold], ids=lambda kind: kind.__name__)
def test_fields_have_the_type_and_definition_of_the_fact(kind: type[Fact | Threshold]) -> None:
    made = SCHEMA.type_map[kind.__name__]
    assert isinstance(made, GraphQLObjectType)
    hints = get_type_hints(kind)
    for field in (field for field in fields(kind) if field.name not in LEFT_OUT):
        found = made.fields[camel_case(field.name)]
        assert str(found.type) == _printed(field.name, hints[field.name])
        assert found.description == definition(property_of(kind, field.name))


def _printed(name: str, hint: object) -> str:
    """The GraphQL type that stands for the type of a fact's field."""
    if name == "differs_from":
        return "[Fact!]!"
    if get_origin(hint) is tuple:
        return f"[{_printed(name, get_args(hint)[0])}]!"
    if isinstance(hint, UnionType):
        (inner,) = (kind for kind in get_args(hint) if kind is not NoneType)
        return _printed(name, inner).removesuffix("!")
    assert isinstance(hint, type)
    return f"{SCALARS.get(hint, hint.__name__)}!"


@pytest.mark.parametrize("code_list", code_lists().values(), ids=lambda kind: kind.__name__)
def test_enums_are_the_code_lists(code_list: type[StrEnum]) -> None:
    made = SCHEMA.type_map.get(code_list.__name__)
    if made is None:
        assert code_list.__name__ == "Form", "only fields that GraphQL leaves out may have a code list that it lacks"
        return
    assert isinstance(made, GraphQLEnumType)
    assert list(made.values) == [code.name for code in code_list]


@pytest.mark.parametrize("kind", FACT_KINDS, ids=lambda kind: kind.kind)
def test_a_label_has_a_field_for_each_kind_with_the_filters_of_its_question(kind: type[Fact]) -> None:
    label = SCHEMA.type_map["Label"]
    assert isinstance(label, GraphQLObjectType)
    (field,) = (field for field in label.fields.values() if str(field.type) == f"[{kind.__name__}!]!")
    wanted = {parameter.name for parameter in query(kind.kind).parameters} - {"label", "fact"}
    assert set(field.args) == wanted
    assert not any(isinstance(argument.type, GraphQLNonNull) for argument in field.args.values())


def test_every_type_and_field_is_described() -> None:
    for made in SCHEMA.type_map.values():
        if isinstance(made, GraphQLObjectType) and not made.name.startswith("__"):
            assert made.name == "Query" or made.description, made.name
            assert all(field.description for field in made.fields.values()), made.name
    verdict = SCHEMA.type_map["Verdict"]
    assert isinstance(verdict, GraphQLEnumType)
    assert verdict.values[Verdict.PROHIBITED.name].description
