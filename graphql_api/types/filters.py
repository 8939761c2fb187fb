"""Filters, orders and facets: an input for each type of value and for each shape, as `graphql_api.graph.where` reads them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum, EnumMeta, StrEnum
from functools import cache
from typing import cast

import strawberry

from graphql_api.graph.facts import FACT
from graphql_api.graph.labels import shapes
from graphql_api.graph.paging import Direction
from graphql_api.graph.shape import LABEL, POSITION, Field, Link, Made, Many, One, Scalar, Shape
from graphql_api.graph.units import UNIT, VALUE, VALUE_IN
from graphql_api.graph.where import IS_NULL
from graphql_api.types.named import NAMES, made, scalar

_EQUAL = {"eq": "Is this.", "in": "Is one of these."}
_WORDS = {"contains": "Has these words, in any case.", "startsWith": "Begins with these words, in any case."}
_BOUNDS = {"lt": "Is less.", "lte": "Is less or this.", "gt": "Is more.", "gte": "Is more or this."}
_IS_NULL = "True for things without a value, false for those with one."
_IS_NO_THING = "Of what a thing leads to: true for those that lead to none, false for those that do."
_VALUE_IN = "What must hold of the value in a unit; values in other units of the same measure are told in it."
_AMOUNT = "AmountFilter"
_LISTS = ("in", "AND", "OR")

strawberry.enum(Direction, description="Which way a list is ordered.")
NAMES["Direction"] = Direction


def make_filters() -> None:
    """Make the filters of all types of values and of all shapes."""
    made = {field.target for shape in shapes().values() for field in shape.fields.values() if isinstance(field, Made)}
    _amount_filter()
    for shape in (shape for shape in shapes().values() if shape.name not in made):
        fields = [field for field in shape.fields.values() if _is_filtered(field)]
        for field in fields:
            if isinstance(field, One | Many) and f"{scalar(field.kind)}Filter" not in NAMES:
                value_filter(field.kind)
        _shape_filter(shape, fields)


def _is_filtered(field: Field) -> bool:
    return isinstance(field, One | Many) or (isinstance(field, Link) and field.target != FACT)


def _amount_filter() -> None:
    """Make the filter of amounts in any unit of a measure."""
    unit = "The unit of the bounds, a UCUM code or a common form of it: 10*9/L, K/uL, mg/dL."
    bounds = {how: ("Decimal | None", said) for how, said in ({"eq": _EQUAL["eq"]} | _BOUNDS).items()}
    described = {"unit": ("str", unit), **bounds}
    made(
        _AMOUNT,
        described,
        make=strawberry.input,
        description="What must hold of an amount, in whichever unit it is told.",
    )


def value_filter(kind: Scalar | type[Enum]) -> None:
    """Make the filter of the values of a type: words have words, numbers and dates have bounds."""
    name = scalar(kind)
    comparisons = _EQUAL | (_WORDS if kind is str else _BOUNDS if kind in (int, float, Decimal, date) else {})
    described = {how: (_list(name) if how in _LISTS else f"{name} | None", said) for how, said in comparisons.items()}
    made(
        f"{name}Filter",
        {**described, IS_NULL: ("bool | None", _IS_NULL)},
        make=strawberry.input,
        description="What must hold of a value; all of it together.",
    )


def _shape_filter(shape: Shape, fields: list[Field]) -> None:
    name = f"{shape.name}Filter"
    described = {field.name: (f"{_filter_of(field)} | None", field.description) for field in fields}
    if {VALUE, UNIT} <= described.keys():
        described[VALUE_IN] = (f"{_AMOUNT} | None", _VALUE_IN)
    combined = {
        IS_NULL: ("bool | None", _IS_NO_THING),
        "AND": (_list(name), "All of these hold."),
        "OR": (_list(name), "One of these holds."),
        "NOT": (f"{name} | None", "This does not hold."),
    }
    what = (
        "What must hold of a thing; all of it together. Of what a thing has several of, one that it holds of is enough."
    )
    made(name, {**described, **combined}, make=strawberry.input, description=what)


def _filter_of(field: Field) -> str:
    return f"{field.target if isinstance(field, Link) else scalar(field.kind)}Filter"  # type: ignore[attr-defined]


def _list(name: str) -> str:
    return f"list[{name}] | None"


@cache
def order_of(shape: Shape) -> type:
    """The input that orders things of a shape by one field."""
    ordered = [field.name for field in shape.fields.values() if isinstance(field, One) and field.kind is not bool]
    places = {LABEL: LABEL, POSITION: POSITION} if shape.order else {LABEL: LABEL}
    members = places | {_upper(name): name for name in ordered if name != "id"}
    fields = _enum(f"{shape.name}OrderField", members, "What things are ordered by.")
    said = {
        "field": (fields, "The field; LABEL is the label that states the thing, POSITION its place in the text."),
        "direction": ("Direction | None", "Upwards where it is left out. Things without a value come first upwards."),
    }
    return made(f"{shape.name}Order", said, make=strawberry.input, description="An order by one field.")


@cache
def facets_of(shape: Shape) -> type:
    """The fields that things of a shape are counted by: words, codes and named terms."""
    counted = [field.name for field in shape.fields.values() if _is_counted(field)]
    _enum(f"{shape.name}Facet", {_upper(name): name for name in counted}, "What things are counted by.")
    kind: type = NAMES[f"{shape.name}Facet"]
    return kind


def _is_counted(field: Field) -> bool:
    if isinstance(field, Link):
        return field.target == "Concept"
    return isinstance(field, One | Many) and (field.kind in (str, bool) or issubclass(field.kind, StrEnum))


def _enum(name: str, members: Mapping[str, str], description: str) -> str:
    listed = cast("EnumMeta", Enum(name, members))
    NAMES[name] = strawberry.enum(listed, description=description)
    return name


def _upper(name: str) -> str:
    """A field's name as a member of an enum: "armN" is "ARM_N"."""
    return "".join(f"_{sign}" if sign.isupper() else sign.upper() for sign in name)
