"""A field whose value a resolver asks for, with its description."""

from collections.abc import Callable, Mapping
from typing import TypeVar

import strawberry
from strawberry.types.field import StrawberryField

_Value = TypeVar("_Value")


LABEL = "A label, by its name, set id or IRI."
"""What arguments say that name a label."""


def described(
    sentence: str, *, kind: object = None, arguments: Mapping[str, str] | None = None
) -> Callable[[Callable[..., _Value]], StrawberryField]:
    """A decorator that makes a resolver a field. Arguments that are left out are None. `kind` is its type, where the resolver gives things of the graph.

    `arguments` are the descriptions of arguments by their names in Python.
    """

    def decorate(resolver: Callable[..., _Value]) -> StrawberryField:
        field: StrawberryField = strawberry.field(resolver, description=sentence, graphql_type=kind)
        for argument in field.arguments:
            argument.description = argument.description or (arguments or {}).get(argument.python_name)
        return field

    return decorate
