"""Things by their IRIs: `node` and `nodes` (Relay's object identification), and `_entities` (Apollo Federation)."""

from collections.abc import Mapping, Sequence
from typing import Any

import strawberry
from starlette.concurrency import run_in_threadpool

from graphql_api.context import Context, Info
from graphql_api.executor import Things
from graphql_api.graph.labels import shapes_by_class
from graphql_api.graph.source import Source
from graphql_api.graph.text import Node, classes
from graphql_api.types.described import described
from graphql_api.types.named import list_of
from graphql_api.types.shaped import NAMES
from kg.errors import LabelgraphError, NotFoundError, QueryError, TooCostlyError
from kg.known import Scheme

Found = Things | LabelgraphError
"""A thing; or why there is none, which becomes an error in its place, beside the things that there are."""


@strawberry.type
class ThingsById:
    """Questions for things of which a client has the IRIs."""

    @described(
        "The thing of an IRI: a label, a version, a section, or a fact of a current version; else NOT_FOUND.",
        kind=NAMES["Node"] | None,
        arguments={"id": "Its IRI, as answers have it."},
    )
    async def node(self, info: Info, *, id: strawberry.ID) -> Any:  # noqa: A002
        return (await things(info.context, [id]))[0]

    @described(
        "The things of several IRIs, in their order. One that there is not is null, with an error beside the answer.",
        kind=list_of(NAMES["Node"] | None),
        arguments={"ids": "Their IRIs, as answers have them."},
    )
    async def nodes(self, info: Info, *, ids: list[strawberry.ID]) -> Any:
        return await things(info.context, ids)


async def things(context: Context, iris: Sequence[str]) -> Sequence[Found]:
    """The things of IRIs, in their order; one query tells what they are. TooCostlyError where these are too many."""
    most = context.settings.graphql_things
    if len(iris) > most:
        raise TooCostlyError(f"{len(iris)} things are asked for", expected=f"{most} at most (graphql_things)")
    placed = [_placed(context, iri) for iri in iris]
    nodes = list(dict.fromkeys(one for one in placed if isinstance(one, Node)))
    names = await run_in_threadpool(_names, context.source, nodes)
    return [_found(one, names) if isinstance(one, Node) else one for one in placed]


async def entities(context: Context, representations: Sequence[object]) -> Sequence[Found]:
    """The things that a gateway refers to by the fields of a key, `id` or a label's `setId`, and by their types.

    See the subgraph specification of Apollo Federation, "Query._entities".
    """
    iris = [_iri(context, given) for given in representations]
    found = iter(await things(context, [iri for iri in iris if isinstance(iri, str)]))
    return [
        _typed(next(found), given) if isinstance(iri, str) else iri
        for iri, given in zip(iris, representations, strict=True)
    ]


def _iri(context: Context, given: object) -> str | LabelgraphError:
    """The IRI of what is referred to, or why there is none."""
    try:
        match given:
            case {"__typename": str(), "id": str(iri)}:
                return iri
            case {"__typename": "Label", "setId": str(set_id)}:
                return context.held.known.only(Scheme.SET_ID, set_id)
            case _:
                expected = "an object with __typename and id, or of a Label with setId"
                return QueryError(f"{given!r} refers to nothing", expected=expected)
    except LabelgraphError as error:
        return error


def _typed(found: Found, given: object) -> Found:
    """What was found, if it is of the type that was said."""
    match given:
        case {"__typename": str(name)} if isinstance(found, Things) and found.shape != name:
            return QueryError(f"{found.nodes[0].iri} is no {name}", expected=f"the type {found.shape}")
        case _:
            return found


def _names(source: Source, nodes: Sequence[Node]) -> Mapping[str, str]:
    """The names of the shapes of things that stand where they were looked for."""
    if not nodes:
        return {}
    known = shapes_by_class()
    rows = source.rows(classes(nodes))
    return {nodes[int(str(at))].iri: known[str(cls)].name for at, cls in rows if cls in known}


def _placed(context: Context, iri: str) -> Node | LabelgraphError:
    """Where a thing stands, or why it stands nowhere."""
    try:
        return context.held.node(iri) or _unknown(iri)
    except QueryError as error:
        return error


def _found(node: Node, names: Mapping[str, str]) -> Found:
    return Things(shape=names[node.iri], nodes=[node], is_many=False) if node.iri in names else _unknown(node.iri)


def _unknown(iri: str) -> NotFoundError:
    remedy = "take the id from an answer; the current version of a label may no longer state a fact"
    return NotFoundError(f"the graph holds nothing with the id {iri!r}", remedy=remedy)
