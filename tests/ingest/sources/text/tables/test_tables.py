"""Tables of text sources as a whole: caption, grid and notes."""

import pytest

from ingest.sources.text.lines import lines_of
from ingest.sources.text.tables import table_at
from tests.ingest.sources.text.tables.excerpts import body, read

REACTIONS = """\
Table 6.  Adverse Reactions in Patients Who Received
Exampline or Placebo

Body System
Adverse Reaction

Exampline
(N=90)

Drug A, Drug B,
or Drug C
(N=88b)

All
Grades

≥ Grade 3 All
Grades

≥ Grade 3

% % % %
Blood disorders

Anemiac 20 5 <1 0

Fever with
chills

31 2 8 –
Nausea 11 1 12 0
Only events after Day 1 are counted.
Abbreviations: N=number of patients.
b 2 patients were not treated.
c Anemia includes anemia and
hemoglobin decreased.

Other reactions were rare.
"""


def test_reads_caption_grid_and_notes() -> None:
    text = REACTIONS.replace("Received\n", "Receiveda\n").replace("b 2", "a All cycles.\nb 2")
    lines = lines_of(text)
    found = table_at(lines, 0)
    assert found is not None
    table, after = found
    assert (table.label, table.caption and table.caption.text) == (
        "Table 6",
        "Adverse Reactions in Patients Who Receiveda Exampline or Placebo",
    )
    assert [cell.words for cell in table.headers(2)] == ["Exampline (N=90)", "≥ Grade 3", "%"]
    assert [cell.words for cell in table.headers(4)] == ["Drug A, Drug B, or Drug C (N=88)", "≥ Grade 3", "%"]
    assert [cell.words for cell in table.headers(0)] == ["Body System Adverse Reaction"]
    assert body(table) == [
        ["Blood disorders"],
        ["Anemia", "20", "5", "<1", "0"],
        ["Fever with chills", "31", "2", "8", "–"],
        ["Nausea", "11", "1", "12", "0"],
    ]
    assert [(note.marker, note.text.text) for note in table.footnotes] == [
        (None, "Only events after Day 1 are counted."),
        (None, "Abbreviations: N=number of patients."),
        ("a", "All cycles."),
        ("b", "2 patients were not treated."),
        ("c", "Anemia includes anemia and hemoglobin decreased."),
    ]
    assert [line.text for line in lines[after:] if not line.blank] == ["Other reactions were rare."]


def test_every_character_knows_its_place() -> None:
    text = REACTIONS.replace("b 2", "a All cycles.\nb 2")
    table = read(text)
    anemia = next(cell for cell in table.cells if cell.words == "Anemia")
    assert anemia.markers == ("c",)
    assert anemia.text is not None
    span = anemia.text.span()
    assert text[span.start : span.end] == "Anemia"
    assert text[table.span.start : table.span.end].startswith("Table 6.")
    assert text[table.span.start : table.span.end].endswith("hemoglobin decreased.")


def test_group_rows_span_all_columns() -> None:
    table = read(REACTIONS)
    group = next(cell for cell in table.cells if cell.words == "Blood disorders")
    assert (group.column, group.column_span) == (0, table.columns)


@pytest.mark.parametrize(
    "change",
    [("Nausea 11 1 12 0", "Nausea 11 1 12"), ("(N=88b)\n", ""), ("≥ Grade 3 All\n", "≥ Grade 3\n")],
    ids=["a value is missing", "an N is missing", "a grade is missing"],
)
def test_a_grid_that_does_not_add_up_is_not_guessed(change: tuple[str, str]) -> None:
    table = read(REACTIONS.replace(*change))
    assert not table.understood
    assert table.columns == 1
    assert "Fever with" in [cell.words for cell in table.cells]


def test_text_about_a_table_is_no_table() -> None:
    assert table_at(lines_of("Table 6 shows the adverse reactions of Exampline."), 0) is None
