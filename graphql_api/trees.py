"""Answers that are put together in Python with things of the graph in them: those of one depth are asked for at once.

So a long list of rows costs no function call for every field of every row, and no query for every thing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from graphql_api.graph.shape import Answered
from graphql_api.graph.text import Node
from graphql_api.projection import Projection
from graphql_api.selected import Chosen, asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Things:
    """Things of the graph: the name of their shape and where they are."""

    shape: str
    nodes: Sequence[Node]
    is_many: bool = True


Tree: TypeAlias = Mapping[str, "Branch"]
"""A thing by the names of its fields, of which some lead to things of the graph."""

Branch: TypeAlias = "Answered | Things | Tree | Sequence[Tree] | Callable[[Mapping[str, Any]], Branch]"
"""What a field has; where it has arguments, what it has for these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trees:
    """Cuts trees down to what a query selects of them."""

    projection: Projection

    def answers(self, name: str, trees: Sequence[Tree], chosen: Chosen) -> Sequence[dict[str, Answered]]:
        """The fields that are selected of trees of a type."""
        if not trees:
            return []
        fields = self.projection.selected.fields(name, chosen)
        made: list[dict[str, Answered]] = [{} for _ in trees]
        for answer, below in fields.items():
            for one, value in zip(made, self._values(name, trees, below), strict=True):
                one[answer] = value
        return made

    def _values(self, name: str, trees: Sequence[Tree], chosen: Chosen) -> Sequence[Answered]:
        """The value of a field in each tree."""
        of = asked(chosen)
        if of == "__typename":
            return [name] * len(trees)
        branches = [tree[of] for tree in trees]
        if any(map(callable, branches)):
            given = self.projection.selected.arguments(name, chosen)
            branches = [branch(given) if callable(branch) else branch for branch in branches]
        if chosen[0].node.selection_set is None:
            return branches  # type: ignore[return-value]  # what has no fields is an answer
        things = [branch for branch in branches if isinstance(branch, Things)]
        if things:
            return self._things(branches, things, chosen)
        return self._below(self.projection.selected.below(name, chosen), branches, chosen)

    def _things(self, branches: Sequence[Branch], things: Sequence[Things], chosen: Chosen) -> Sequence[Answered]:
        """What is selected of the things of the graph that a field has in each tree."""
        nodes = [node for one in things for node in one.nodes]
        made = self.projection.objects(things[0].shape, nodes, chosen)
        found = ([made[node] for node in one.nodes] if isinstance(one, Things) else None for one in branches)
        return [some[0] if some and not things[0].is_many else some for some in found]

    def _below(self, name: str, branches: Sequence[Branch], chosen: Chosen) -> Sequence[Answered]:
        """What is selected of the trees that a field has in each tree."""
        lists: list[Sequence[Tree]] = [[one] if isinstance(one, Mapping) else one or [] for one in branches]  # type: ignore[misc]
        made = iter(self.answers(name, [tree for some in lists for tree in some], chosen))
        found = [[next(made) for _ in some] for some in lists]
        return [
            some if not isinstance(one, Mapping) and one is not None else (some[0] if some else None)
            for one, some in zip(branches, found, strict=True)
        ]
