"""A field whose value a resolver asks for, with its description."""

from collections.abc import Callable
from typing import TypeVar

import strawberry
from strawberry.types.field import StrawberryField

_Value = TypeVar("_Value")


def described(sentence: str, *, kind: object = None) -> Callable[[Callable[..., _Value]], StrawberryField]:
    """A decorator that makes a resolver a field. Arguments that are left out are None. `kind` is its type, where the resolver gives things of the graph."""

    def decorate(resolver: Callable[..., _Value]) -> StrawberryField:
        field: StrawberryField = strawberry.field(resolver, description=sentence, graphql_type=kind)
        return field

    return decorate
