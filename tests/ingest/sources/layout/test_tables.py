from ingest.sources.layout.tables import tables_of
from tests.ingest.sources.layout.drawing import filled, page, rows_of, ruled

DISTANCES = (50.0, 200.0, 350.0)


def test_what_white_space_shows_ends_where_a_drawn_table_stands() -> None:
    def rows(name: str) -> tuple[tuple[str, str], ...]:
        return (("Reaction", name), ("Nausea", "31%"), ("Rash", "8%"))

    drawn = (140.0, 160.0, 180.0, 200.0)
    content = [
        *filled(rows("Above"), DISTANCES, (100, 112, 124)),
        *filled(rows("Drawn"), DISTANCES, drawn),
        *filled(rows("Below"), DISTANCES, (202, 214, 226)),
    ]
    tables = tables_of([page(1, content, ruled(DISTANCES, drawn))])
    assert [rows_of(table)[0][1] for table in tables] == ["Drawn", "Above", "Below"]
