"""What a query selects: the fields of a type with their arguments, fragments and directives resolved by GraphQL's own code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from graphql import GraphQLObjectType, get_named_type
from graphql.execution.collect_fields import FieldDetails, collect_subfields
from graphql.execution.executor import Executor
from graphql.execution.values import get_argument_values

from graphql_api.graph.shape import Answered

Chosen: TypeAlias = list[FieldDetails]
"""The places of a query that select the same field of the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """The selections of one request. What is found of a place of the query is kept, for it is asked for again."""

    executor: Executor[Any]
    _fields: dict[tuple[str, int], Mapping[str, Chosen]] = field(default_factory=dict)
    _arguments: dict[tuple[str, int], Mapping[str, Any]] = field(default_factory=dict)

    def fields(self, name: str, chosen: Chosen) -> Mapping[str, Chosen]:
        """What is selected below a field, of things of a type, by the name in the answer."""
        key, run = (name, id(chosen)), self.executor
        if key not in self._fields:
            self._fields[key] = collect_subfields(
                run.schema, run.fragments, run.variable_values, run.operation, self._type(name), chosen
            ).grouped_field_set
        return self._fields[key]

    def arguments(self, parent: str, chosen: Chosen) -> Mapping[str, Any]:
        """The arguments of a field of a type, by their names in GraphQL."""
        key, first = (parent, id(chosen)), chosen[0]
        if key not in self._arguments:
            of = self._type(parent).fields[asked(chosen)]
            variables = self.executor.variable_values
            self._arguments[key] = get_argument_values(of, first.node, variables, first.fragment_variable_values)
        return self._arguments[key]

    def picked(self, name: str, things: Sequence[Mapping[str, Answered]], chosen: Chosen) -> Sequence[Answered]:
        """Whole things of a type, cut down to what is selected of them."""
        fields = self.fields(name, chosen)
        return [{answer: self._picked(name, thing, below) for answer, below in fields.items()} for thing in things]

    def below(self, name: str, chosen: Chosen) -> str:
        """The name of the type that a field of a type leads to."""
        return str(get_named_type(self._type(name).fields[asked(chosen)].type).name)

    def _picked(self, name: str, thing: Mapping[str, Answered], chosen: Chosen) -> Answered:
        of = asked(chosen)
        value = name if of == "__typename" else thing[of]
        if chosen[0].node.selection_set is None:
            return value
        return self.picked(self.below(name, chosen), value, chosen)  # type: ignore[arg-type]  # lists of things alone have selections

    def _type(self, name: str) -> GraphQLObjectType:
        kind = self.executor.schema.type_map[name]
        assert isinstance(kind, GraphQLObjectType)  # noqa: S101 (for the type checker: shapes are object types)
        return kind


def asked(chosen: Chosen) -> str:
    """The name of the field that is selected."""
    return chosen[0].node.name.value
