"""The code lists as GraphQL enums, described by the ontology."""

from enum import StrEnum
from functools import cache

import strawberry
from strawberry.types.enum import StrawberryEnumDefinition

from kg.terms import CODE, code_lists, concept, definition


@cache
def describe_enums() -> None:
    """Describe the enums that strawberry makes of the code lists; values are named like their members (NOT_REQUIRED)."""
    for kind in code_lists().values():
        _describe(kind)


def _describe(kind: type[StrEnum]) -> None:
    if "__strawberry_definition__" not in vars(kind):
        strawberry.enum(kind)
    made: StrawberryEnumDefinition = vars(kind)["__strawberry_definition__"]
    made.description = definition(CODE + kind.__name__)
    for value, code in zip(made.values, kind, strict=True):
        value.description = definition(concept(code))
