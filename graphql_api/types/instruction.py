"""What dose rules tell to do, by when it holds."""

import strawberry

from graphql_api.context import Info
from graphql_api.types.criterion import Criterion
from graphql_api.types.described import described
from graphql_api.types.fact import read
from kg import facts
from kg.codes import Action
from kg.terms import definition, property_of


@strawberry.type(description=definition("Instruction"))
class Instruction:
    """One of several things that a dose rule tells to do. `does` are the codes of its actions, with commas."""

    text: str = strawberry.field(description=definition("text"))
    condition: str | None = strawberry.field(description=definition("condition"))
    otherwise: bool = strawberry.field(description=definition("otherwise"))
    does: strawberry.Private[str]
    instruction: strawberry.Private[str]

    @described(definition("actions"))
    def actions(self) -> list[Action]:
        told = self.does.split(", ")
        return [action for action in Action if action in told]

    @described(definition("criteria"))
    async def criteria(self, info: Info) -> list[Criterion]:
        rows = await info.context.loaders.criteria(self.instruction, property_of(facts.Instruction, "criteria"))
        return [read(Criterion, row) for row in rows]
