"""How long solutions may be kept, of tables of storage: by diluent or strength, and by storage condition (21 CFR 201.57(c)(3))."""

import re
from collections.abc import Iterator

from ingest.document import Cell
from ingest.interval import condition, interval
from ingest.passages import evidence
from ingest.quantity import Dimension
from ingest.reading import PlacedTable, Reading, is_within
from ingest.state import told_by
from ingest.storage_tables import StoredCell, stored_cells
from ingest.storage_time import hours, is_storage_time
from ingest.temperature import fahrenheit
from ingest.tokens import tokenize
from kg.codes import Form, ProductState
from kg.facts import TimeLimit
from kg.locator import Span

_SECTIONS = ("2", "3", "16")
_IN_USE = re.compile(r"\b(?:opened|punctured|in[- ]use)\b", re.IGNORECASE)
_MADE_WITH = frozenset({"DILUENT", Dimension.CONCENTRATION.value})


def extract(reading: Reading) -> Iterator[TimeLimit]:
    """One limit per cell of a table of storage that holds a time, in a state that the table or its place names."""
    for placed in reading.tables:
        if placed.chapter is None or is_within(placed.chapter, _SECTIONS):
            for stored in stored_cells(placed.table):
                state = _state(reading, placed, stored.cell)
                if state is not None:
                    yield _time_limit(reading, placed, stored, state)


def _state(reading: Reading, placed: PlacedTable, cell: Cell) -> ProductState | None:
    """What is kept: as the headers above the cell, the row's label, the caption, what introduces the table, or the title say.

    What is "opened" or "in use" is in no state of the list.
    """
    table = placed.table
    if any(_IN_USE.search(header.words) for header in table.headers(cell.column)):
        return None
    label = table.cell(cell.row, 0)
    section = reading.document.section(placed.section) if placed.section else None
    told = (
        *(header.words for header in reversed(table.headers(cell.column))),
        label.words if label else "",
        table.caption.text if table.caption else "",
        *(header.words for header in table.headers(0)),
        placed.lead,
        *reversed(placed.headings),
        section.title.text if section and section.title else "",
    )
    return next((state for words in told if (state := told_by(tokenize(words)[:])) is not None), None)


def _time_limit(reading: Reading, placed: PlacedTable, stored: StoredCell, state: ProductState) -> TimeLimit:
    tokens = tokenize(stored.cell.words)
    time = next(token for token in tokens if is_storage_time(token))
    warmth = stored.condition.warmth
    label = placed.table.cell(stored.cell.row, 0)
    named = [] if label in (None, stored.named) else [label]
    run = interval(time, tokens[:], state)
    cells = dict.fromkeys(cell for cell in (*named, stored.cell, stored.named) if cell is not None)
    warm = (*(warmth.tokens if warmth else ()), *fahrenheit(tokenize(stored.named.words)))
    return TimeLimit(
        evidence=tuple(
            evidence(reading.document, cell.text.span(), section=placed.section, table=placed.table)
            for cell in cells
            if cell.text
        ),
        values=tuple(
            _span(cell, token.idx, len(token))
            for cell, token in ((stored.cell, time), *((stored.named, one) for one in warm))
        ),
        read_by="time_limit.table",
        form=Form.TABLE,
        state=state,
        storage=stored.condition.storage,
        max_hours=hours(time),
        counted_from=run.counted_from,
        counted_to=run.counted_to,
        condition=run.condition or next(filter(None, map(_condition, named)), None),
        temp_low_c=warmth.low if warmth else None,
        temp_high_c=warmth.high if warmth else None,
    )


def _condition(label: Cell | None) -> str | None:
    """What a row's label binds its limits to: a fluid or strength that it names, or what it says of these."""
    words = tokenize(label.words)[:] if label is not None else None
    if not words:
        return None
    names_one = any(token.ent_type_ in _MADE_WITH for token in words)
    return words.text if names_one else condition(words)


def _span(cell: Cell, start: int, length: int) -> Span:
    if cell.text is None:
        raise ValueError(f"the cell in row {cell.row}, column {cell.column} is empty; expected a time or a temperature")
    return cell.text.span(start, start + length)
