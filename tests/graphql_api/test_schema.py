"""The schema: printed as stored, agreeing with the kinds of facts both ways, and keeping its limits."""

from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from types import NoneType, UnionType
from typing import get_args, get_origin, get_type_hints

import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLObjectType, build_schema

from graphql_api.graph.labels import plural, shapes
from graphql_api.graph.shape import Link, Many, One
from graphql_api.schema import make_schema, printed
from kg.codes import Verdict
from kg.facts import FACT_KINDS, Fact, FactId, Threshold
from kg.listing import LISTED_KINDS, Listed, ListedPackage
from kg.settings import Settings
from kg.terms import camel_case, code_lists, definition, property_of

STORED = Path(__file__).resolve().parents[2] / "graphql_api" / "schema.graphql"
SCHEMA = build_schema(STORED.read_text(encoding="utf-8"))
SCALARS = {FactId: "Fact", str: "String", int: "Int", bool: "Boolean", Decimal: "Decimal", date: "Date"}

LEFT_OUT = {
    "values": "which characters were read as numbers is for the audit; SPARQL tells it",
}
"""Fields of facts that GraphQL does not have, and why."""

ADDED = {"id": "facts in Python do not know their IRI", "label": "nor the label that states them"}
"""Fields that GraphQL has besides those of the facts, and why."""


def test_every_argument_of_a_question_is_described() -> None:
    query = SCHEMA.query_type
    assert query is not None
    questions = {name: field for name, field in query.fields.items() if not name.startswith("_")}
    bare = [
        (name, one) for name, field in questions.items() for one, said in field.args.items() if not said.description
    ]
    assert bare == []


def test_printed_schema_is_stored() -> None:
    fix = (
        "write it with `python -m graphql_api.schema > graphql_api/schema.graphql` and name the change in CHANGELOG.md"
    )
    assert printed(make_schema(Settings())) == STORED.read_text(encoding="utf-8"), fix


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
    if get_origin(hint) is tuple:
        return f"[{_printed(name, get_args(hint)[0])}]!"
    if isinstance(hint, UnionType):
        (inner,) = (kind for kind in get_args(hint) if kind is not NoneType)
        return _printed(name, inner).removesuffix("!")
    assert isinstance(hint, type)
    return f"{SCALARS.get(hint, hint.__name__)}!"


@pytest.mark.parametrize("code_list", code_lists().values(), ids=lambda kind: kind.__name__)
def test_enums_are_the_code_lists(code_list: type[StrEnum]) -> None:
    made = SCHEMA.type_map[code_list.__name__]
    assert isinstance(made, GraphQLEnumType)
    assert list(made.values) == [code.name for code in code_list]


@pytest.mark.parametrize("kind", LISTED_KINDS, ids=lambda kind: kind.__name__)
def test_listed_things_have_the_fields_of_their_kind(kind: type[Listed]) -> None:
    made = SCHEMA.type_map[kind.__name__]
    assert isinstance(made, GraphQLObjectType)
    hints = get_type_hints(kind)
    stated = {camel_case(field.name): field.name for field in fields(kind)}
    assert made.fields.keys() - stated.keys() == ({"ndc11"} if kind is ListedPackage else set())
    for name, field in stated.items():
        assert str(made.fields[name].type) == _printed(field, hints[field])
        assert made.fields[name].description == definition(property_of(kind, field))


@pytest.mark.parametrize("owner", ["Query", "Label"])
@pytest.mark.parametrize("kind", FACT_KINDS, ids=lambda kind: kind.kind)
def test_every_kind_is_asked_of_a_label_and_of_all(kind: type[Fact], owner: str) -> None:
    made = SCHEMA.type_map[owner]
    assert isinstance(made, GraphQLObjectType)
    field = made.fields[plural(kind.__name__)]
    assert str(field.type) == f"{kind.__name__}Connection!"
    assert list(field.args) == ["filter", "orderBy", "first", "after", "last", "before"]
    assert str(field.args["filter"].type) == f"{kind.__name__}Filter"


@pytest.mark.parametrize("name", sorted(shapes().keys() - {"PrintedBox"}))
def test_every_field_with_values_has_a_filter(name: str) -> None:
    made = SCHEMA.type_map[f"{name}Filter"]
    assert isinstance(made, GraphQLInputObjectType)
    combined = {"AND", "OR", "NOT", "isNull"} | (
        {"valueIn"} if {"value", "unit"} <= shapes()[name].fields.keys() else set()
    )
    asked = {field.name for field in shapes()[name].fields.values() if isinstance(field, One | Many | Link)}
    assert made.fields.keys() == combined | asked - {"differsFrom", "comparedWith"}


def test_every_type_and_field_is_described() -> None:
    for made in SCHEMA.type_map.values():
        if isinstance(made, GraphQLObjectType) and not made.name.startswith("_"):
            assert made.name == "Query" or made.description, made.name
            assert all(field.description for name, field in made.fields.items() if name[0] != "_"), made.name
    verdict = SCHEMA.type_map["Verdict"]
    assert isinstance(verdict, GraphQLEnumType)
    assert verdict.values[Verdict.PROHIBITED.name].description
