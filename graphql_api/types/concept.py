"""Terms that printed words name."""

from typing import Self

import strawberry

from graphql_api.context import Info
from graphql_api.types.described import described
from kg.query import Row


def _text(row: Row, column: str) -> str | None:
    return None if row[column] is None else str(row[column])


@strawberry.type(description="A term of another vocabulary that says the same.")
class MatchedConcept:
    """A term of a vocabulary that the user loaded."""

    id: strawberry.ID = strawberry.field(description="The term's IRI.")
    label: str = strawberry.field(description="The term's name.")
    notation: str | None = strawberry.field(description="The term's code.")


@strawberry.type(description="A term of a list that printed words name, beside the words.")
class Concept:
    """A term, with what it is below and what it matches."""

    id: strawberry.ID = strawberry.field(description="The term's IRI.")
    label: str = strawberry.field(description="The term's name.")
    scheme: strawberry.ID = strawberry.field(description="The IRI of the list that has the term.")
    broader: str | None = strawberry.field(
        description="The name of what the term is below: of a CTCAE term its organ class."
    )
    named: strawberry.Private[str]

    @classmethod
    def of(cls, row: Row) -> Self:
        """A term from a row of the question `fact_term`."""
        return cls(
            id=strawberry.ID(str(row["term"])),
            label=str(row["name"]),
            scheme=strawberry.ID(str(row["scheme"])),
            broader=_text(row, "broaderName"),
            named=str(row["fact"]),
        )

    @described("The same terms of other vocabularies: of a MedDRA table that the user loaded.")
    async def exact_match(self, info: Info) -> list[MatchedConcept]:
        rows = await info.context.loaders.matches(self.named, self.id)
        return [
            MatchedConcept(id=strawberry.ID(str(row["match"])), label=str(row["name"]), notation=_text(row, "notation"))
            for row in rows
        ]


async def concepts(info: Info, named: str, field: str) -> list[Concept]:
    """The terms in a field of a fact or bound, given by the IRI of its property."""
    return [Concept.of(row) for row in await info.context.loaders.terms(named, field)]


async def concept(info: Info, named: str, field: str) -> Concept | None:
    """The term in a field that holds one at most."""
    return next(iter(await concepts(info, named, field)), None)
