"""Shares, measures and settings of running text whose numbers no other kind of fact has read.

A number is stated once: as a reaction or a dose where it is one, else as a share of patients, else as a measure, else as a setting.
"""

from collections.abc import Iterable, Iterator

from kg.facts import Fact, Measure, Rate, Setting

_LAST: tuple[type[Fact], ...] = (Rate, Measure, Setting)
"""The kinds that state what no other does, the one that goes before the other first."""


def stated_once(statements: Iterable[Fact]) -> Iterator[Fact]:
    """The statements, without the shares, measures and settings all of whose numbers another kind of fact has read."""
    waiting: dict[type[Fact], list[Fact]] = {kind: [] for kind in _LAST}
    read: set[int] = set()
    for statement in statements:
        if type(statement) in waiting:
            waiting[type(statement)].append(statement)
        else:
            read.update(_places(statement))
            yield statement
    for kind in _LAST:
        left = [statement for statement in waiting[kind] if not _places(statement) <= read]
        yield from left
        read.update(place for statement in left for place in _places(statement))


def _places(statement: Fact) -> set[int]:
    """Where the numbers of a statement begin."""
    return {span.start for span in statement.values}
