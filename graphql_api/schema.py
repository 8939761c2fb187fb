"""The schema: what can be asked, and the limits that a query must keep.

`python -m graphql_api.schema > graphql_api/schema.graphql` writes the printed schema anew.
"""

import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

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
from graphql_api.executor import Executor, Things
from graphql_api.graph.labels import plural, shapes
from graphql_api.graph.text import Node
from graphql_api.persisted import PersistedQueries
from graphql_api.told import Told
from graphql_api.types.calculation import Deadlines, DoseAmounts, Regimen, shown
from graphql_api.types.connections import connection_field
from graphql_api.types.decision import AnswerInput, DoseRuleDecision, FindingInput, HistoryInput, answers_of
from graphql_api.types.described import described
from graphql_api.types.shaped import NAMES
from kg.calculation.amounts import Body, dose_amounts
from kg.calculation.deadlines import Course
from kg.calculation.deadlines import deadlines as latest
from kg.calculation.regimen import regimen as dated
from kg.codes import Storage
from kg.errors import NotFoundError, QueryError
from kg.facts import FACT_KINDS
from kg.query import Row
from kg.settings import Settings, settings_list

LISTED = ("Label", "Section", *(kind.__name__ for kind in FACT_KINDS))
"""The shapes whose things can be asked for across labels."""


LIMITS = ("graphql_", "query_characters")
"""How the names of the settings begin that limit queries."""


@strawberry.type(description="A limit of queries.")
class Limit:
    """A limit by the name of its setting."""

    name: str = strawberry.field(description="The name of its setting, which errors tell.")
    most: Decimal = strawberry.field(description="The most that is allowed.")
    says: str = strawberry.field(description="What is limited.")


@strawberry.type
class Questions:
    """Questions about one label, and about a patient."""

    @described("The limits that every query is held to; past one, the error names it.")
    def limits(self, info: Info) -> list[Limit]:
        return [
            Limit(name=one.name, most=Decimal(str(getattr(info.context.settings, one.name))), says=one.sentence)
            for one in settings_list()
            if one.name.startswith(LIMITS)
        ]

    @described(
        "The one label with an IRI, or of a product or substance in any case, or with a set id, NDC (in 10 or 11 digits, with or "
        "without hyphens), UNII or RxCUI; else NOT_FOUND, or BAD_USER_INPUT where there are several.",
        kind=NAMES["Label"] | None,
    )
    async def label(
        self,
        info: Info,
        *,
        id: strawberry.ID | None = None,  # noqa: A002
        name: str | None = None,
        set_id: str | None = None,
        ndc: str | None = None,
        unii: str | None = None,
        rxcui: str | None = None,
    ) -> Things:
        given = {"id": id, "name": name, "setId": set_id, "ndc": ndc, "unii": unii, "rxcui": rxcui}
        if not any(given.values()) or (id is not None and ":" not in id):
            what = f"the id {id!r} is no IRI" if id else "a label is asked for by nothing"
            raise QueryError(what, expected='label(name: "...")')
        if id is not None and id in info.context.current:
            return Things(shape="Label", nodes=[Node(info.context.current[id], id)], is_many=False)
        row = only(await _rows(info, given), next(filter(None, given.values())))
        return Things(shape="Label", nodes=[Node(str(row["version"]), str(row["label"]))], is_many=False)

    @described(
        "Which dose rules of a label, given by its name, set id or IRI, apply to a patient, which do not, and what is missing "
        "to tell. Those that speak of the findings come first."
    )
    async def applicable_dose_rules(
        self, info: Info, *, label: str, findings: list[FindingInput], history: HistoryInput | None = None
    ) -> list[DoseRuleDecision]:
        given = [finding.read() for finding in findings]
        decided = await info.context.decide(label, given, (history or HistoryInput()).read())
        nodes = {id(one.rule): info.context.node(iri) for iri, one in decided.items()}
        return [DoseRuleDecision.of(one, nodes) for one in decided.values()]

    @described(
        "What each dose of a label, given by its name, set id or IRI, comes to for a patient: amount, volume to withdraw, vials, "
        "final volume. Nothing is rounded but by a rule of the label, which is quoted."
    )
    async def dose_amounts(
        self, info: Info, *, label: str, surface_m2: Decimal | None = None, weight_kg: Decimal | None = None
    ) -> list[DoseAmounts]:
        body = Body(surface_m2=surface_m2, weight_kg=weight_kg)
        stated = await info.context.stated(label)
        return [shown(info.context, stated, one, DoseAmounts) for one in dose_amounts(stated.values(), body)]

    @described(
        "The dates of the cycles and doses of a label's regimen, with the windows around them. Doses of which the condition, as "
        "printed, does not hold are left out. `reducedByPercent` is the share by which a dose rule reduces the dose; "
        "`patients` keeps the doses whose condition has these words: of one indication."
    )
    async def regimen(
        self,
        info: Info,
        *,
        label: str,
        start: date,
        cycles: int = 1,
        answers: list[AnswerInput] | None = None,
        reduced_by_percent: Decimal | None = None,
        patients: str | None = None,
    ) -> Regimen:
        stated = await info.context.stated(label)
        found = dated(
            stated.values(), start, cycles, answers_of(answers or ()), reduced_by=reduced_by_percent, patients=patients
        )
        return shown(info.context, stated, found, Regimen)

    @described("The latest times for a product that was prepared, each with the limit of the label that binds.")
    async def deadlines(
        self,
        info: Info,
        *,
        label: str,
        prepared_at: datetime | None = None,
        reconstituted_at: datetime | None = None,
        diluted_at: datetime | None = None,
        removed_at: datetime | None = None,
        storage: Storage | None = None,
        vial_storage: Storage | None = None,
    ) -> Deadlines:
        course = Course(
            prepared_at=prepared_at,
            reconstituted_at=reconstituted_at,
            diluted_at=diluted_at,
            removed_at=removed_at,
            storage=storage,
            vial_storage=vial_storage,
        )
        stated = await info.context.stated(label)
        return shown(info.context, stated, latest(stated.values(), course), Deadlines)


Query = strawberry.type(
    type(
        "Query",
        (Questions,),
        {
            plural(name): connection_field(shape, shape.description)
            for name, shape in shapes().items()
            if name in LISTED
        },
    ),
    description="Questions about the labels of the graph, in their current versions.",
)

_WAYS: Mapping[str, tuple[str, str]] = {
    "id": ("label", "label"),
    "name": ("label_by_name", "named"),
    "setId": ("label_by_set_id", "wanted"),
    "ndc": ("label_by_ndc", "ndc"),
    "unii": ("label_by_unii", "unii"),
    "rxcui": ("label_by_rxcui", "rxcui"),
}
"""What labels are asked for by: the question of `queries/` that finds them, and its parameter."""


async def _rows(info: Info, given: Mapping[str, str | None]) -> Sequence[Row]:
    """A row for each label that has what is given, which must be one thing."""
    asked = {name: value for name, value in given.items() if value is not None}
    if len(asked) > 1:
        raise QueryError(f"a label is asked for by {' and '.join(asked)}", expected="one of them alone")
    ((way, value),) = asked.items()
    question, parameter = _WAYS[way]
    rows = await info.context.ask(question, {parameter: value})
    return list({row["label"]: row for row in rows}.values())


def only(rows: Sequence[Row], asked: str | None) -> Row:
    """The one label that was asked for; several or none is an error that says so."""
    if not rows:
        raise NotFoundError(f"no label is known as {asked!r}", remedy="list them with labels { nodes { id name } }")
    if len(rows) > 1:
        held = ", ".join(str(row["label"]) for row in rows)
        raise QueryError(f"{asked!r} names {len(rows)} labels", expected=f"the id of one of {held}")
    return rows[0]


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
    known = dict[str, str]()
    rules = [
        *MaxAliasesLimiter(settings.graphql_aliases).validation_rules,
        *QueryDepthLimiter(settings.graphql_depth).validation_rules,
    ]
    return _Schema(
        query=Query,
        types=[NAMES[name] for name in shapes()],
        execution_context_class=Executor,
        extensions=[
            lambda: PersistedQueries(known),
            lambda: MaxTokensLimiter(settings.graphql_tokens),
            lambda: AddValidationRules(rules),
            ParserCache,
            ValidationCache,
            Told,
        ],
    )


if __name__ == "__main__":
    sys.stdout.write(make_schema(Settings()).as_str() + "\n")
