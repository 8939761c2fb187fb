"""How large an answer is: things may stand in it many times over, where lists lead back to what holds them."""

from collections.abc import Mapping, Sequence

from graphql_api.graph.shape import Answered
from kg.errors import TooCostlyError

_VALUES = frozenset({str, int, float, bool, type(None)})
"""What holds nothing, as most of an answer does: told by its type, because asking what it is takes ten times as long."""


def bounded(answer: Answered, most: int) -> Answered:
    """The answer itself; TooCostlyError if it has more than `most` things, each counted as often as it is written out."""
    if _things(answer, {}) > most:
        remedy = "ask for less: smaller pages, fewer levels of lists within lists"
        raise TooCostlyError(f"the answer has more than {most} things (graphql_rows)", remedy=remedy)
    return answer


def _things(answer: Answered, counted: dict[int, int]) -> int:
    """How many things there are: objects and what they hold. What stands there again is looked through once."""
    if isinstance(answer, str) or not isinstance(answer, Mapping | Sequence):
        return 0
    if id(answer) not in counted:
        is_thing = isinstance(answer, Mapping)
        within = answer.values() if isinstance(answer, Mapping) else answer
        counted[id(answer)] = is_thing + sum([_things(one, counted) for one in within if type(one) not in _VALUES])
    return counted[id(answer)]
