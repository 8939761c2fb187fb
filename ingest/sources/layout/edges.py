"""The lines drawn on a page: pieces in a row joined, what decorates words left out, and those that touch held together."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.document import Box
from ingest.sources.layout.page import Page, Word

TOUCH = 3.0
"""How far apart, in points, lines may be that count as touching, or as one line: a double line, the gap between boxes."""

_SAME = 0.6
_LEAST_LENGTH = 5.0
_MOST = 1_500
"""How many lines of a direction a page may have; of a drawing with more, the longest are taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A horizontal line at a height, or a vertical one at a distance from the left, from `start` to `end`."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lattice:
    """Lines that touch one another."""

    horizontal: tuple[Edge, ...]
    vertical: tuple[Edge, ...]


def lattices(page: Page) -> tuple[Lattice, ...]:
    """The lines of a page in groups that touch, from the top; those that only underline or strike out words left out."""
    rules = [rule for rule in page.rules if rule.bottom >= 0 and rule.top <= page.height]
    horizontal = [edge for edge in _joined(_horizontal(rules)) if not _decorates(edge, page.words)]
    groups = _groups(_longest(horizontal), _longest(_joined(_vertical(rules))))
    return tuple(sorted(_side_by_side(groups, page.words), key=_top))


def _horizontal(rules: Iterable[Box]) -> Iterator[Edge]:
    for rule in rules:
        if rule.bottom - rule.top < TOUCH:
            yield Edge(at=(rule.top + rule.bottom) / 2, start=rule.left, end=rule.right)


def _vertical(rules: Iterable[Box]) -> Iterator[Edge]:
    for rule in rules:
        if rule.right - rule.left < TOUCH:
            yield Edge(at=(rule.left + rule.right) / 2, start=rule.top, end=rule.bottom)


def _joined(edges: Iterable[Edge]) -> list[Edge]:
    """Pieces of one line joined, as of dashed lines and of borders drawn cell by cell; what stays short is left out."""
    rows: list[list[Edge]] = []
    for edge in sorted(edges, key=lambda edge: edge.at):
        if rows and edge.at - rows[-1][0].at <= _SAME:
            rows[-1].append(edge)
        else:
            rows.append([edge])
    joined = [edge for row in rows for edge in _in_a_row(row)]
    return [edge for edge in joined if edge.end - edge.start >= _LEAST_LENGTH]


def _in_a_row(pieces: Sequence[Edge]) -> list[Edge]:
    found = list[Edge]()
    for piece in sorted(pieces, key=lambda piece: piece.start):
        if found and piece.start <= found[-1].end + TOUCH:
            found[-1] = replace(found[-1], end=max(found[-1].end, piece.end))
        else:
            found.append(piece)
    return found


def _decorates(edge: Edge, words: Sequence[Word]) -> bool:
    """Whether a horizontal line runs through the boxes of words and ends with them: underlined or struck out."""
    crossed = [
        word.box
        for word in words
        if word.box.top < edge.at < word.box.bottom and word.box.right > edge.start and word.box.left < edge.end
    ]
    if not crossed:
        return False
    begins = min(box.left for box in crossed) - TOUCH <= edge.start
    ends = edge.end <= max(box.right for box in crossed) + TOUCH
    return begins and ends


def _longest(edges: list[Edge]) -> list[Edge]:
    return sorted(edges, key=lambda edge: edge.start - edge.end)[:_MOST]


def _groups(horizontal: Sequence[Edge], vertical: Sequence[Edge]) -> tuple[Lattice, ...]:
    """The groups of lines that touch, from the top of the page."""
    vertical = sorted(vertical, key=lambda edge: edge.at)
    distances = [edge.at for edge in vertical]
    parents = list(range(len(horizontal) + len(vertical)))
    for index, edge in enumerate(horizontal):
        first, last = bisect_left(distances, edge.start - TOUCH), bisect_right(distances, edge.end + TOUCH)
        for other in range(first, last):
            if vertical[other].start - TOUCH <= edge.at <= vertical[other].end + TOUCH:
                parents[_root(parents, index)] = _root(parents, len(horizontal) + other)
    groups: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for index, edge in enumerate((*horizontal, *vertical)):
        group = groups.setdefault(_root(parents, index), ([], []))
        group[index >= len(horizontal)].append(edge)
    found = [Lattice(horizontal=tuple(flat), vertical=tuple(upright)) for flat, upright in groups.values()]
    return tuple(_with_strays(found))


def _root(parents: list[int], index: int) -> int:
    while parents[index] != index:
        parents[index] = parents[parents[index]]
        index = parents[index]
    return index


def _with_strays(lattices: Sequence[Lattice]) -> list[Lattice]:
    """The groups, those that stand alone within the frame of a larger one made part of it."""
    wholes = [one for one in lattices if one.horizontal and one.vertical]
    strays = [one for one in lattices if one not in wholes]
    for index, whole in enumerate(wholes):
        own = [one for one in strays if _holds(_frame(whole), _frame(one))]
        strays = [one for one in strays if one not in own]
        wholes[index] = Lattice(
            horizontal=(*whole.horizontal, *(edge for one in own for edge in one.horizontal)),
            vertical=(*whole.vertical, *(edge for one in own for edge in one.vertical)),
        )
    return [*wholes, *strays]


def _side_by_side(lattices: Sequence[Lattice], words: Sequence[Word]) -> list[Lattice]:
    """The groups, those made one whose upright lines reach from one height to one other, with words between them.

    So does a column that no line crosses part the lines of a table.
    """
    found = list[Lattice]()
    for one in sorted(lattices, key=lambda one: _frame(one).left):
        beside = next((other for other in found if _is_beside(other, one, words)), None)
        if beside is None:
            found.append(one)
        else:
            joined = Lattice(
                horizontal=(*beside.horizontal, *one.horizontal), vertical=(*beside.vertical, *one.vertical)
            )
            found[found.index(beside)] = joined
    return found


def _is_beside(left: Lattice, right: Lattice, words: Sequence[Word]) -> bool:
    """Whether words stand between two groups of lines of one height."""
    if not left.vertical or not right.vertical:
        return False
    one, other = _frame(left), _frame(right)
    if abs(one.top - other.top) > TOUCH or abs(one.bottom - other.bottom) > TOUCH or one.right > other.left:
        return False
    return any(
        one.right < word.box.left and word.box.right < other.left and one.top < word.box.top < one.bottom
        for word in words
    )


def _holds(outer: Box, inner: Box) -> bool:
    across = outer.left - TOUCH <= inner.left and inner.right <= outer.right + TOUCH
    return across and outer.top - TOUCH <= inner.top and inner.bottom <= outer.bottom + TOUCH


def _frame(lattice: Lattice) -> Box:
    return Box(
        left=min([*(edge.start for edge in lattice.horizontal), *(edge.at for edge in lattice.vertical)]),
        top=_top(lattice),
        right=max([*(edge.end for edge in lattice.horizontal), *(edge.at for edge in lattice.vertical)]),
        bottom=max([*(edge.at for edge in lattice.horizontal), *(edge.end for edge in lattice.vertical)]),
    )


def _top(lattice: Lattice) -> float:
    return min([*(edge.at for edge in lattice.horizontal), *(edge.start for edge in lattice.vertical)])
