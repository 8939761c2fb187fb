"""What an answer tells of itself in its `extensions`: its cost, and the queries that it took where that is asked for."""

from collections.abc import Mapping, Sequence
from typing import Any

from strawberry.extensions import SchemaExtension

from graphql_api.graph.source import Source


class Told(SchemaExtension):
    """Adds `cost` to every answer, and `explain` to that of a request whose own `extensions` say `"explain": true`."""

    def get_results(self) -> dict[str, Any]:
        context = self.execution_context
        source: Source | None = getattr(context.context, "source", None)
        if source is None:
            return {}
        told: dict[str, Any] = {"cost": _cost(source)}
        if (context.operation_extensions or {}).get("explain") is True:
            told["explain"] = _explained(source)
        return told


def _cost(source: Source) -> Mapping[str, object]:
    taken = sum(one.milliseconds for one in source.asked)
    return {"queries": len(source.asked), "rows": source.cost, "milliseconds": round(taken, 3)}


def _explained(source: Source) -> Sequence[Mapping[str, object]]:
    return [{one.language: one.text, "rows": one.rows, "milliseconds": one.milliseconds} for one in source.asked]
