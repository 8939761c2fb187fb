"""The kinds of facts as an enum of GraphQL: DOSE_RULE is `DoseRule`."""

from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

import strawberry

from graphql_api.types.named import NAMES
from kg.facts import FACT_KINDS
from kg.terms import definition

if TYPE_CHECKING:
    FactKind: TypeAlias = Enum
else:
    FactKind = strawberry.enum(
        Enum(
            "FactKind",
            {
                kind.kind.upper(): strawberry.enum_value(kind, description=definition(kind.__name__))
                for kind in FACT_KINDS
            },
        ),
        description="A kind of facts.",
    )

NAMES["FactKind"] = FactKind
