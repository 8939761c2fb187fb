from ingest.sources.layout.printed_grid import grid_of
from ingest.sources.layout.ruled import ruled_tables
from ingest.sources.writing.runs import Run
from tests.ingest.sources.layout.drawing import filled, page, ruled, words

DISTANCES = (50.0, 150.0, 250.0)


def _places(runs: tuple[Run, ...]) -> set[tuple[int, float]]:
    return {(run.place.page, run.place.box.top) for run in runs if run.place is not None}


def test_each_cell_of_a_table_over_two_pages_has_its_own_page_and_box() -> None:
    first = page(
        1, filled((("Reaction", "Drug"), ("Rash", "8%")), DISTANCES, (700, 720)), ruled(DISTANCES, (700, 720, 740))
    )
    second = page(2, filled((("Nausea", "3%"),), DISTANCES, (50,)), ruled(DISTANCES, (50, 70)))
    (table,) = ruled_tables([first, second])
    pages = {id(word): found.number for found in (first, second) for word in found.words}
    grid = grid_of(table, frozenset(), pages)
    assert [_places(cell.runs) for cell in grid.cells if cell.column == 1] == [{(1, 703.0)}, {(1, 723.0)}, {(2, 53.0)}]


def test_a_sign_at_the_end_of_a_line_stays_with_its_number() -> None:
    content = [
        *filled((("Change", "Drug"), ("Mean", "-8.9")), DISTANCES, (100, 120)),
        words("(-10.7, -", 153, 135),
        words("7.1)", 153, 147),
    ]
    shown = page(1, content, ruled(DISTANCES, (100, 120, 160)))
    (table,) = ruled_tables([shown])
    grid = grid_of(table, frozenset(), {id(word): 1 for word in shown.words})
    assert "".join(run.text for run in grid.cells[-1].runs) == "-8.9 (-10.7, -7.1)"
