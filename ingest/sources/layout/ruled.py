"""Tables drawn with lines on the pages of a label."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.document import Box
from ingest.sources.layout.bands import cut_bands
from ingest.sources.layout.continued import goes_on, table_of
from ingest.sources.layout.edges import lattices
from ingest.sources.layout.fragment import Fragment, fragment_of
from ingest.sources.layout.grid import PrintedTable
from ingest.sources.layout.lattice_cells import grid_of
from ingest.sources.layout.page import Page, Word
from ingest.sources.layout.word_lines import word_lines
from ingest.sources.text.lines import Line, page_furniture
from kg.locator import Span

_LEAST_FILLED = 0.2
"""How many of a table's cells hold words at least."""


def ruled_tables(pages: Sequence[Page]) -> tuple[PrintedTable, ...]:
    """The tables of pages that drawn lines show, in reading order; one that goes on over page ends is one table.

    Frames around text, and lines that underline words or divide a page, are no tables.
    """
    furniture = _furniture(pages)
    chains = list[list[Fragment]]()
    open_chain: list[Fragment] | None = None
    top = min((word.box.top for page in pages for word in page.words), default=0.0)
    for page in pages:
        words = [word for index, word in enumerate(page.words) if (page.number, index) not in furniture]
        found = _fragments(page, top)
        for index, fragment in enumerate(found):
            begins = index == 0 and not _outside(words, fragment.box, above=True)
            if begins and open_chain and goes_on(open_chain[-1], fragment):
                open_chain.append(fragment)
            else:
                chains.append([fragment])
        ends = bool(found) and not _outside(words, found[-1].box, above=False)
        last = open_chain if open_chain and found and open_chain[-1] is found[-1] else chains[-1] if chains else None
        open_chain = last if ends else None
    cut = ([replace(part, cells=cut_bands(part.cells, part.distances)) for part in chain] for chain in chains)
    return tuple(table_of(chain) for chain in cut if _is_table(chain))


def _is_table(chain: Sequence[Fragment]) -> bool:
    """Whether fragments have words in more than one row and column: else they are frames, or boxes side by side.

    The lines of a chart enclose hardly any words.
    """
    filled = [(fragment, cell) for fragment in chain for cell in fragment.cells if cell.lines]
    rows = {(fragment.page, cell.row) for fragment, cell in filled}
    many = len(filled) >= _LEAST_FILLED * sum(len(fragment.cells) for fragment in chain)
    return many and len(rows) > 1 and any(_columns(fragment) > 1 for fragment in chain)


def _columns(fragment: Fragment) -> int:
    """How many columns hold words."""
    return len({cell.column for cell in fragment.cells if cell.lines})


def _fragments(page: Page, top: float) -> list[Fragment]:
    """The parts of tables on a page, from the top: those in another's cells are part of these, frames around them none."""
    grids = (grid_of(lattice) for lattice in lattices(page))
    found = [part for grid in grids if grid is not None and (part := fragment_of(page.number, grid, page.words, top))]
    tables = [part for part in found if _columns(part) > 1]
    frames = (part for part in found if part not in tables and not any(_holds(part.box, one.box) for one in tables))
    outer = [
        part
        for part in (*tables, *frames)
        if not any(_holds(other.box, part.box) for other in tables if other is not part)
    ]
    return sorted(outer, key=lambda part: (part.box.top, part.box.left))


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
