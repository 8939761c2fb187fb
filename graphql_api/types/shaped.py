"""The types of shapes: objects with what they lead to, and the connections of what versions of labels state."""

from collections.abc import Collection
from functools import partial

import strawberry
from strawberry import federation

from graphql_api.graph.facts import FACT
from graphql_api.graph.labels import IDENTIFIED, shapes
from graphql_api.graph.shape import Computed, Field, Link, Made, Many, One, Shape, Stated, Versions
from graphql_api.types.code import describe_enums
from graphql_api.types.connections import connection_field, make_page_types
from graphql_api.types.filters import make_filters
from graphql_api.types.named import NAMES, made, scalar
from kg.terms import definition

__all__ = ["NAMES"]


_KEYS = {"Label": ["id", "setId"]}
"""The fields by which gateways refer to things, where these are not the IRI alone."""


def annotation(field: Field) -> str:
    """The annotation of a field of a shape.

    >>> annotation(shapes()["Dose"].fields["amountHigh"]), annotation(shapes()["DoseRule"].fields["thresholds"])
    ('Decimal | None', 'list[Threshold]')
    """
    match field:
        case One(kind=kind, is_required=required):
            return scalar(kind) if required else f"{scalar(kind)} | None"
        case Many(kind=kind):
            return f"list[{scalar(kind)}]"
        case Link(target=target, is_many=False, is_required=required):
            return target if required else f"{target} | None"
        case Computed():
            return "int | None"
        case Made(target=target) | Link(target=target) | Versions(target=target):
            return f"list[{target}]"
        case _:
            raise TypeError(f"the field {field.name} is of type {type(field).__name__}; expected values or links")


def make_objects() -> None:
    """Make the types of all shapes, with the interfaces of facts and of all that has an IRI."""
    facts = [shape for shape in shapes().values() if shape.kind]
    shared = set.intersection(*(set(shape.fields) for shape in facts))
    common = {name: _described(field) for name, field in facts[0].fields.items() if name in shared}
    sentence = "A thing that `node` finds by its IRI."
    node = made("Node", {"id": ("ID", "The IRI.")}, make=strawberry.interface, description=sentence)
    fact = made(FACT, common, make=strawberry.interface, description=definition(FACT), bases=(node,))
    for shape in shapes().values():
        if shape.kind:
            _make_object(shape, shared, (fact,))
        else:
            _make_object(shape, (), (node,) if shape.name in IDENTIFIED else ())


def _make_object(shape: Shape, inherited: Collection[str], bases: tuple[type, ...]) -> None:
    """Make the type of a shape with the connections of what is stated; gateways refer to what has an IRI (Apollo Federation)."""
    plain = {name: _described(field) for name, field in shape.fields.items() if not isinstance(field, Stated)}
    stated = {
        field.name: connection_field(shapes()[field.target], field.description)
        for field in shape.fields.values()
        if isinstance(field, Stated)
    }
    made(
        shape.name,
        {name: said for name, said in plain.items() if name not in inherited},
        make=partial(federation.type, keys=_KEYS.get(shape.name, ["id"])) if bases else strawberry.type,
        description=shape.description,
        resolved=stated,
        bases=bases,
    )


def _described(field: Field) -> tuple[str, str]:
    return annotation(field), field.description


describe_enums()
make_filters()
make_page_types()
make_objects()
