"""Pages drawn for tests: words of 5 points a character at a place, lines between points."""

from collections.abc import Iterable, Iterator, Sequence

from ingest.document import Box
from ingest.sources.layout.grid import PrintedTable
from ingest.sources.layout.page import Page, Word

HEIGHT = 10.0


def words(text: str, left: float, top: float, *styles: str) -> Iterator[Word]:
    """The words of a line that begins at a place."""
    for part in text.split():
        right = left + 5 * len(part)
        box = Box(left=left, top=top, right=right, bottom=top + HEIGHT)
        yield Word(text=part, box=box, size=HEIGHT, styles=frozenset(styles))
        left = right + 3


def flat(top: float, left: float, right: float) -> Box:
    """A horizontal line."""
    return Box(left=left, top=top, right=right, bottom=top + 0.5)


def upright(left: float, top: float, bottom: float) -> Box:
    """A vertical line."""
    return Box(left=left, top=top, right=left + 0.5, bottom=bottom)


def ruled(distances: Sequence[float], heights: Sequence[float]) -> list[Box]:
    """The lines of a grid, all drawn."""
    across = [flat(height, distances[0], distances[-1]) for height in heights]
    return [*across, *(upright(distance, heights[0], heights[-1]) for distance in distances)]


def page(number: int, content: Iterable[Iterable[Word]], rules: Iterable[Box] = ()) -> Page:
    placed = tuple(word for line in content for word in line)
    return Page(number=number, width=612, height=792, words=placed, rules=tuple(rules))


def filled(
    rows: Sequence[Sequence[str]], distances: Sequence[float], heights: Sequence[float], bold: int = 0
) -> Iterator[list[Word]]:
    """One line of words in each place of a grid, bold in the first rows."""
    for number, row in enumerate(rows):
        for text, left in zip(row, distances, strict=False):
            yield list(words(text, left + 3, heights[number] + 3, *(["bold"] if number < bold else [])))


def printed(table: PrintedTable) -> list[tuple[str, int, int, int, int]]:
    """Text, row, column and spans of each cell; lines parted by "/"."""
    return [
        (
            " / ".join(" ".join(word.text for word in line) for line in cell.lines),
            cell.row,
            cell.column,
            cell.row_span,
            cell.column_span,
        )
        for cell in table.cells
    ]


def rows_of(table: PrintedTable) -> list[list[str]]:
    """The texts of the cells that begin in each row."""
    found = printed(table)
    return [[text for text, row, *_ in found if row == number] for number in range(1 + max(cell[1] for cell in found))]
