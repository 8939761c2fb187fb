"""GraphQL's executor, past which things of the graph go into the answer as a whole."""

from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graphql import GraphQLOutputType, GraphQLResolveInfo
from graphql.execution.collect_fields import FieldDetailsList
from graphql.pyutils import AwaitableOrValue, Path
from starlette.concurrency import run_in_threadpool
from strawberry.dataloader import DataLoader
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from graphql_api.graph.labels import shapes
from graphql_api.graph.shape import Answered
from graphql_api.graph.source import NotKeptError
from graphql_api.graph.text import EVERYWHERE, Node
from graphql_api.projection import Objects, Projection
from graphql_api.selected import Selected
from graphql_api.size import bounded
from graphql_api.trees import Things, Tree, Trees

__all__ = ["Executor", "Listed", "Things", "Whole"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What a resolver gives for a connection over all labels: the name of the shape."""

    shape: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """What a resolver gives for an answer of a type that is put together in Python as a whole."""

    type: str
    tree: Tree


class Executor(StrawberryGraphQLCoreExecutionContext):
    """Runs resolvers; what they give as `Listed`, `Things` or `Whole` is put into the answer from the graph.

    Things that resolvers of one depth give for the same selection are asked for together.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        context = self.context_value
        self._projection = Projection(
            source=context.source,
            selected=Selected(executor=self),
            shapes=shapes(),
            most=context.settings.graphql_things,
            units=context.held.units,
        )
        self._most = context.settings.graphql_rows
        self._loaders = dict[tuple[str, int], DataLoader[Node, Mapping[str, Answered]]]()

    def complete_value(  # noqa: PLR0917 (as the executor calls it)
        self,
        return_type: GraphQLOutputType,
        field_details_list: FieldDetailsList,
        info: GraphQLResolveInfo[Any],
        path: Path,
        result: Any,
        position_context: Any,
    ) -> AwaitableOrValue[Any]:
        if isinstance(result, Listed):
            return self._bounded(self._listed(result, field_details_list, info))
        if isinstance(result, Things):
            return self._bounded(self._things(result, field_details_list))
        if isinstance(result, Whole):
            return self._bounded(self._whole(result, field_details_list))
        return super().complete_value(return_type, field_details_list, info, path, result, position_context)

    async def _bounded(self, answer: Awaitable[Answered]) -> Answered:
        return bounded(await answer, self._most)

    async def _listed(self, listed: Listed, chosen: FieldDetailsList, info: GraphQLResolveInfo[Any]) -> Answered:
        given = self._projection.selected.arguments(info.parent_type.name, chosen)
        connections = self._projection.connections
        return (await run_in_threadpool(connections, listed.shape, [EVERYWHERE], given, chosen))[EVERYWHERE]

    async def _whole(self, whole: Whole, chosen: FieldDetailsList) -> Answered:
        trees = Trees(projection=self._projection)
        return (await run_in_threadpool(trees.answers, whole.type, [whole.tree], chosen))[0]

    async def _things(self, things: Things, chosen: FieldDetailsList) -> Answered:
        key = things.shape, id(chosen)
        if key not in self._loaders:
            self._loaders[key] = self._loader(things.shape, chosen)
        made = await self._loaders[key].load_many(things.nodes)
        return made if things.is_many else made[0]

    def _loader(self, shape: str, chosen: FieldDetailsList) -> DataLoader[Node, Mapping[str, Answered]]:
        async def load(nodes: list[Node]) -> list[Mapping[str, Answered]]:
            made = await self._objects(shape, nodes, chosen)
            return [made[node] for node in nodes]

        return DataLoader(load)

    async def _objects(self, shape: str, nodes: Sequence[Node], chosen: FieldDetailsList) -> Objects:
        """Things with what is selected of them; another thread is for what the store must be asked, for it takes time to go there."""
        source = self._projection.source
        alone = source.kept_alone()
        try:
            made = replace(self._projection, source=alone).objects(shape, nodes, chosen)
        except NotKeptError:
            return await run_in_threadpool(self._projection.objects, shape, nodes, chosen)
        source.asked.extend(alone.asked)
        return made
