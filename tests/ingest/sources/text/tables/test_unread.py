"""Tables whose grid cannot be told."""

from tests.ingest.sources.text.tables.excerpts import body, read


def test_lines_stand_in_one_column_up_to_the_notes() -> None:
    table = read("Table 2: Doses\n\nWeight Dose\n10 to\n20 kg\n5 mg\na At most.\n")
    assert not table.understood
    assert (table.columns, table.header_rows) == (1, 0)
    assert body(table) == [["Weight Dose"], ["10 to"], ["20 kg"], ["5 mg"]]
    assert [note.marker for note in table.footnotes] == ["a"]


def test_running_text_is_left_out() -> None:
    prose = "This text goes on over the whole of the page, and it goes on again in the line below it, and so on.\n"
    table = read("Table 2: Doses\n\nWeight Dose\n20 kg 5 mg\n" + prose * 3)
    assert body(table) == [["Weight Dose"], ["20 kg 5 mg"]]
