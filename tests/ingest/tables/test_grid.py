from msgspec import structs

from ingest.tables.grid import Grid, filled
from tests.ingest.building import Writing


def test_a_cell_covers_all_places_that_it_spans() -> None:
    table = Writing().table([["", ("DRUG-X", 2)], ["Rash", "1", "2"]])
    grid = Grid(table, 1)
    assert [cell.words if cell else None for cell in grid.rows[0]] == ["", "DRUG-X", "DRUG-X"]
    assert [cell.words for cell in filled(grid.rows[0])] == ["DRUG-X"]
    assert grid.first_value_column == 1


def test_rows_that_an_overlong_header_cell_pushed_are_moved_back() -> None:
    table = Writing().table([["Reaction", "DRUG-X %", "Placebo %"], ["Rash", "1", "2"]])
    header = structs.replace(table.cells[0], row_span=2)
    pushed = [structs.replace(cell, column=cell.column + 1) for cell in table.cells[3:]]
    grid = Grid(structs.replace(table, cells=(header, *table.cells[1:3], *pushed), columns=4), 1)
    assert [cell.words if cell else None for cell in grid.rows[1]] == ["Rash", "1", "2", None]
