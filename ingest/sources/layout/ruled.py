"""Tables drawn with lines on the pages of a label."""

from collections.abc import Iterable, Sequence

from ingest.document import Box
from ingest.sources.layout.continued import goes_on, table_of
from ingest.sources.layout.edges import lattices
from ingest.sources.layout.fragment import Fragment, fragment_of
from ingest.sources.layout.grid import PrintedTable
from ingest.sources.layout.lattice_cells import grid_of
from ingest.sources.layout.page import Page, Word
from ingest.sources.layout.word_lines import word_lines
from ingest.sources.text.lines import Line, page_furniture
from kg.locator import Span


def ruled_tables(pages: Sequence[Page]) -> tuple[PrintedTable, ...]:
    """The tables of pages that drawn lines show, in reading order; one that goes on over page ends is one table.

    Frames around text, and lines that underline words or divide a page, are no tables.
    """
    furniture = _furniture(pages)
    chains = list[list[Fragment]]()
    open_chain: list[Fragment] | None = None
    for page in pages:
        words = [word for index, word in enumerate(page.words) if (page.number, index) not in furniture]
        found = _fragments(page)
        for index, fragment in enumerate(found):
            begins = index == 0 and not _outside(words, fragment.box, above=True)
            if begins and open_chain and goes_on(open_chain[-1], fragment):
                open_chain.append(fragment)
            else:
                chains.append([fragment])
        ends = bool(found) and not _outside(words, found[-1].box, above=False)
        last = open_chain if open_chain and found and open_chain[-1] is found[-1] else chains[-1] if chains else None
        open_chain = last if ends else None
    return tuple(table_of(chain) for chain in chains if _is_table(chain))


def _is_table(chain: Sequence[Fragment]) -> bool:
    """Whether fragments have more than one row with words; a single row is two boxes side by side."""
    return sum(len({cell.row for cell in fragment.cells if cell.lines}) for fragment in chain) > 1


def _fragments(page: Page) -> list[Fragment]:
    """The parts of tables on a page, from the top; those inside another's cells are part of these."""
    grids = (grid_of(lattice) for lattice in lattices(page))
    found = [
        fragment for grid in grids if grid is not None and (fragment := fragment_of(page.number, grid, page.words))
    ]
    outer = [one for one in found if not any(other is not one and _holds(other.box, one.box) for other in found)]
    return sorted(outer, key=lambda fragment: (fragment.box.top, fragment.box.left))


def _holds(outer: Box, inner: Box) -> bool:
    across = outer.left <= inner.left and inner.right <= outer.right
    return across and outer.top <= inner.top and inner.bottom <= outer.bottom


def _outside(words: Iterable[Word], box: Box, *, above: bool) -> bool:
    """Whether words stand above a box, or below it."""
    middles = ((word.box.top + word.box.bottom) / 2 for word in words)
    return any(middle < box.top if above else middle > box.bottom for middle in middles)


def _furniture(pages: Sequence[Page]) -> frozenset[tuple[int, int]]:
    """The words, by page and place in it, of lines that only mark pages."""
    rows = [(page, row) for page in pages for row in word_lines(page.words)]
    lines = [Line(" ".join(word.text for word in row), Span(0, 0), page.number) for page, row in rows]
    marks = page_furniture(lines)
    held = {id(word) for index in marks for word in rows[index][1]}
    return frozenset(
        (page.number, index) for page in pages for index, word in enumerate(page.words) if id(word) in held
    )
