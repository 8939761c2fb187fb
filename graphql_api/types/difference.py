"""What differs between two versions of a label, as GraphQL has it."""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Self, TypeAlias

import strawberry

from graphql_api.executor import Things
from graphql_api.graph.facts import FACT
from graphql_api.graph.text import Node
from graphql_api.rows import RowsPage, is_kept
from graphql_api.types.described import described
from graphql_api.types.filters import value_filter
from graphql_api.types.kinds import FactKind
from graphql_api.types.named import list_of, made
from graphql_api.types.rows import Paged, facet, given
from graphql_api.types.shaped import NAMES
from kg.compared import Compared, Stands
from kg.comparison import Change, Reason
from kg.terms import camel_case

_CODES: Mapping[str, tuple[type[Enum], Callable[[Compared], Enum | None], str]] = {
    "change": (Change, lambda one: one.change, "What became of the statement."),
    "kind": (FactKind, lambda one: FactKind(one.kind), "The kind of its facts."),
    "reason": (Reason, lambda one: one.reason, "Why the versions differ where the label need not say anything else."),
}
"""What differences are filtered and counted by."""

NAMES["Change"] = strawberry.enum(Change, description="What became of a statement from one version to the other.")
NAMES["Reason"] = strawberry.enum(
    Reason,
    description="Why two versions differ where the label need not say anything else: READING, the same words, read "
    "differently; GUIDE, a guide in front, which one version lacks.",
)
for _coded in _CODES.values():
    value_filter(_coded[0])

if TYPE_CHECKING:
    DifferenceFilter: TypeAlias = object
    DifferenceFacet: TypeAlias = Enum
else:
    DifferenceFilter = made(
        "DifferenceFilter",
        {name: (f"{code.__name__}Filter | None", said) for name, (code, _, said) in _CODES.items()},
        make=strawberry.input,
        description="What must hold of a difference; all of it together.",
    )
    DifferenceFacet = strawberry.enum(
        Enum("DifferenceFacet", {name.upper(): name for name in _CODES}), description="What differences are counted by."
    )


def keeps(wanted: DifferenceFilter | None) -> Callable[[Compared], bool]:
    """Whether a filter keeps a difference."""
    tests = [(_CODES[name][1], given(test)) for name, test in given(wanted).items()]
    return lambda one: all(is_kept(value(one), test) for value, test in tests)


@strawberry.type(description="A statement that one version makes and the other does not, or makes otherwise.")
class Difference:
    """What became of a statement."""

    change: Change = strawberry.field(description=_CODES["change"][2])
    kind: FactKind = strawberry.field(description=_CODES["kind"][2])
    fields: list[str] = strawberry.field(description="The fields in which both facts differ.")
    reason: Reason | None = strawberry.field(
        description=_CODES["reason"][2] + " Null where the label itself says something else."
    )
    before: Things | None = strawberry.field(
        graphql_type=NAMES[FACT] | None, description="The fact of the earlier version; null where it was added."
    )
    after: Things | None = strawberry.field(
        graphql_type=NAMES[FACT] | None, description="The fact of the later version; null where it was removed."
    )

    @classmethod
    def of(cls, one: Compared) -> Self:
        """A difference as it is answered."""
        return cls(
            change=one.change,
            kind=FactKind(one.kind),
            fields=[camel_case(name) for name in one.fields],
            reason=one.reason,
            before=_fact(one.before),
            after=_fact(one.after),
        )


def _fact(place: Stands | None) -> Things | None:
    return Things(shape=FACT, nodes=[Node(place.version, place.fact)], is_many=False) if place else None


@strawberry.type(description="A difference with its place in a list.")
class DifferenceEdge:
    """A difference and its cursor."""

    cursor: str = strawberry.field(description="The place of the difference in the list.")
    node: Difference = strawberry.field(description="The difference.")


@strawberry.type(description="What differs between two versions of a label, in pages.")
class DifferenceConnection(Paged):
    """Differences in pages."""

    found: strawberry.Private[RowsPage[Compared]]

    @described("The differences of the page, by kind and by place in the text.")
    def nodes(self) -> list[Difference]:
        return [Difference.of(one) for one in self.found.rows]

    @described("The differences of the page, each with its cursor.")
    def edges(self) -> list[DifferenceEdge]:
        pairs = zip(self.found.cursors, self.found.rows, strict=True)
        return [DifferenceEdge(cursor=cursor, node=Difference.of(one)) for cursor, one in pairs]

    @described("How many differences of all pages there are for each value.", kind=list_of(NAMES["Facet"]))
    def facets(self, by: list[DifferenceFacet]) -> Sequence[object]:
        return [facet(one.name, self.found.counts(_named(_CODES[str(one.value)][1]))) for one in by]


def _named(value: Callable[[Compared], Enum | None]) -> Callable[[Compared], Sequence[str]]:
    return lambda one: [code.name] if (code := value(one)) else []
