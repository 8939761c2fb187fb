"""The schema: what can be asked, and the limits that a query must keep.

`python -m graphql_api.schema > graphql_api/schema.graphql` writes the printed schema anew.
"""

import sys
from typing import TypeAlias

import strawberry
from graphql import GraphQLError
from strawberry.extensions import (
    AddValidationRules,
    MaxAliasesLimiter,
    MaxTokensLimiter,
    ParserCache,
    QueryDepthLimiter,
    ValidationCache,
)
from strawberry.types import ExecutionContext

from graphql_api.context import Info
from graphql_api.errors import add_code
from graphql_api.loaders import Rows
from graphql_api.types import clinical, dosing, preparation, product, reactions, studies, wording
from graphql_api.types.code import describe_enums
from graphql_api.types.described import described
from graphql_api.types.fact import Fact
from graphql_api.types.label import Label, label_of
from kg.errors import NotFoundError, QueryError
from kg.query import Row
from kg.settings import Settings

FactType: TypeAlias = type[Fact]

FACT_TYPES: tuple[FactType, ...] = (
    product.Product,
    product.Ingredient,
    product.Package,
    clinical.Indication,
    clinical.BoxedWarning,
    clinical.LabelWarning,
    clinical.Contraindication,
    reactions.AdverseReaction,
    reactions.LabAbnormality,
    reactions.CountStatistic,
    reactions.Rate,
    reactions.Measure,
    dosing.Dose,
    dosing.DoseRule,
    dosing.Schedule,
    dosing.Premedication,
    preparation.Preparation,
    preparation.Administration,
    preparation.Material,
    preparation.TimeLimit,
    preparation.Handling,
    preparation.Appearance,
    clinical.Population,
    clinical.Interaction,
    studies.PkParameter,
    studies.Efficacy,
    studies.Immunogenicity,
    studies.NonclinicalFinding,
    clinical.Counselling,
    wording.Abbreviation,
    wording.Definition,
    wording.Discrepancy,
    wording.CrossReference,
)


@strawberry.type
class Query:
    """Questions about the labels of the graph, in their current versions."""

    @described("All labels, or those whose name or substance contains a text, in any case.")
    async def labels(self, info: Info, name_contains: str | None = None) -> list[Label]:
        return [label_of(row) for row in await info.context.loaders.ask("label", {"nameContains": name_contains})]

    @described("The label with an IRI, or of a product or substance, in any case; else NOT_FOUND.")
    async def label(self, info: Info, id: strawberry.ID | None = None, name: str | None = None) -> Label | None:  # noqa: A002
        if (id is None) == (name is None):
            raise QueryError("label is asked for by its id or by a name", expected='label(name: "...")')
        ask = info.context.loaders.ask
        rows = await (ask("label", {"label": [id]}) if id else ask("label_by_name", {"named": name}))
        return label_of(only(rows, name or id))


def only(rows: Rows, asked: str | None) -> Row:
    """The one label that was asked for; several or none is an error that says so."""
    found = {str(row["label"]): row for row in rows}
    if not found:
        raise NotFoundError(f"no label is known as {asked!r}", remedy="list them with labels { id name }")
    if len(found) > 1:
        raise QueryError(f"{asked!r} names {len(found)} labels", expected=f"the id of one of {', '.join(found)}")
    return next(iter(found.values()))


class _Schema(strawberry.Schema):
    """The schema, whose errors carry codes."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        del execution_context
        for error in errors:
            add_code(error)


def make_schema(settings: Settings) -> strawberry.Schema:
    """The schema with its caches and with the limits of the settings.

    The rules of the limits are made here, once: the cache of validations looks them up by identity.
    """
    describe_enums()
    rules = [
        *MaxAliasesLimiter(settings.graphql_aliases).validation_rules,
        *QueryDepthLimiter(settings.graphql_depth).validation_rules,
    ]
    return _Schema(
        query=Query,
        types=FACT_TYPES,
        extensions=[
            lambda: MaxTokensLimiter(settings.graphql_tokens),
            lambda: AddValidationRules(rules),
            ParserCache,
            ValidationCache,
        ],
    )


if __name__ == "__main__":
    sys.stdout.write(make_schema(Settings()).as_str() + "\n")
