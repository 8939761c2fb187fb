"""All tables of some pages: those drawn with lines, and those that only white space shows."""

from collections.abc import Sequence

from ingest.document import Box
from ingest.sources.layout.grid import PrintedTable
from ingest.sources.layout.page import Page
from ingest.sources.layout.ruled import ruled_tables
from ingest.sources.layout.unruled import unruled_tables


def tables_of(pages: Sequence[Page]) -> tuple[PrintedTable, ...]:
    """The tables of some pages. What white space shows is no table where it reaches around one that is drawn."""
    ruled = ruled_tables(pages)
    drawn = [place for table in ruled for place in table.boxes]
    white = unruled_tables(pages, ruled)
    return (*ruled, *(table for table in white if table.boxes and not _overlaps(table, drawn)))


def _overlaps(table: PrintedTable, drawn: Sequence[tuple[int, Box]]) -> bool:
    return any(
        page == other_page and box.top < other.bottom and other.top < box.bottom
        for page, box in table.boxes
        for other_page, other in drawn
    )
