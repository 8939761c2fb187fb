"""Types of the schema that are made of data: they lead to one another, so their annotations name them.

The names are looked up in `NAMES`.
"""

import sys
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from keyword import iskeyword
from types import GenericAlias, ModuleType
from typing import Any

import strawberry

from graphql_api.graph.shape import Iri, Scalar
from kg.terms import code_lists

_MODULE = ModuleType("graphql_api.types.made", "The types that are made of shapes, by name.")
sys.modules[_MODULE.__name__] = _MODULE
NAMES: dict[str, Any] = vars(_MODULE)
NAMES.update(code_lists(), ID=strawberry.ID, Decimal=Decimal, date=date)


def made(
    name: str,
    described: Mapping[str, tuple[str, str]],
    *,
    make: Callable[..., type] = strawberry.type,
    description: str,
    resolved: Mapping[str, object] | None = None,
    bases: tuple[type, ...] = (),
) -> type:
    """A type of the schema, entered in `NAMES`.

    `described` has the annotation and the description of each field without a resolver, by its name in GraphQL; `resolved`
    the fields with one.
    """
    fields = {
        python_name(field): strawberry.field(name=field, description=sentence, default=strawberry.UNSET)
        for field, (_, sentence) in described.items()
    }
    annotations = {python_name(field): annotated for field, (annotated, _) in described.items()}
    said = {"__module__": _MODULE.__name__, "__annotations__": annotations, **fields, **(resolved or {})}
    NAMES[name] = make(type(name, bases, said), name=name, description=description)
    kind: type = NAMES[name]
    return kind


def list_of(kind: type) -> GenericAlias:
    """The annotation of a list of things of a type that is made of data."""
    return GenericAlias(list, (kind,))


def scalar(kind: Scalar | type[Enum]) -> str:
    """The name of the type of a value.

    >>> scalar(Iri), scalar(Decimal)
    ('ID', 'Decimal')
    """
    return "ID" if kind is Iri else kind.__name__


def python_name(name: str) -> str:
    """A name in GraphQL as one in Python, where some words are keywords."""
    return f"{name}_" if iskeyword(name) else name
