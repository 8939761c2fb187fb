"""Tables of text sources as a whole: caption, grid and notes, in made-up excerpts and in a real label."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.document import Table
from ingest.sources.text.lines import Line, lines_of
from ingest.sources.text.tables import table_at

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


def read(text: str) -> tuple[Table, tuple[Line, ...], int]:
    lines = lines_of(text)
    found = table_at(lines, 0)
    assert found is not None
    return found[0], lines, found[1]


def rows(table: Table) -> list[list[str]]:
    return [[cell.words for cell in table.cells if cell.row == row] for row in range(table.header_rows, table.rows)]


def test_reads_caption_grid_and_notes() -> None:
    text = REACTIONS.replace("Received\n", "Receiveda\n").replace("b 2", "a All cycles.\nb 2")
    table, lines, after = read(text)
    assert (table.label, table.caption and table.caption.text) == (
        "Table 6",
        "Adverse Reactions in Patients Who Receiveda Exampline or Placebo",
    )
    assert [cell.words for cell in table.headers(2)] == ["Exampline (N=90)", "≥ Grade 3", "%"]
    assert [cell.words for cell in table.headers(4)] == ["Drug A, Drug B, or Drug C (N=88)", "≥ Grade 3", "%"]
    assert [cell.words for cell in table.headers(0)] == ["Body System Adverse Reaction"]
    assert rows(table) == [
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
    table, _, _ = read(text)
    anemia = next(cell for cell in table.cells if cell.words == "Anemia")
    assert anemia.markers == ("c",)
    assert anemia.text is not None
    span = anemia.text.span()
    assert text[span.start : span.end] == "Anemia"
    assert text[table.span.start : table.span.end].startswith("Table 6.")
    assert text[table.span.start : table.span.end].endswith("hemoglobin decreased.")


def test_group_rows_span_all_columns() -> None:
    table, _, _ = read(REACTIONS)
    group = next(cell for cell in table.cells if cell.words == "Blood disorders")
    assert (group.column, group.column_span) == (0, table.columns)


@pytest.mark.parametrize(
    "change",
    [("Nausea 11 1 12 0", "Nausea 11 1 12"), ("(N=88b)\n", ""), ("≥ Grade 3 All\n", "≥ Grade 3\n")],
    ids=["a value is missing", "an N is missing", "a grade is missing"],
)
def test_a_grid_that_does_not_add_up_is_not_guessed(change: tuple[str, str]) -> None:
    table, _, _ = read(REACTIONS.replace(*change))
    assert not table.understood
    assert table.columns == 1
    assert "Fever with" in [cell.words for cell in table.cells]


def test_text_about_a_table_is_no_table() -> None:
    assert table_at(lines_of("Table 6 shows the adverse reactions of Exampline."), 0) is None


@pytest.fixture(scope="module")
def table_of(shared: Path) -> Callable[[str], Table]:
    lines = lines_of((shared / "labels" / "besponsa.txt").read_text(encoding="utf-8"))
    found = [table_at(lines, index) for index in range(len(lines))]
    tables = {table.label: table for table, _ in filter(None, found)}
    return lambda label: tables[label]


@pytest.mark.shared
def test_reactions_of_a_real_label(table_of: Callable[[str], Table]) -> None:
    table = table_of("Table 6")
    body = rows(table)
    assert (table.columns, table.header_rows, len(table.footnotes)) == (5, 3, 4 + 14)
    assert sum(len(row) == 1 for row in body) == 9
    assert [len(row) for row in body if len(row) > 1] == [5] * 23
    assert ["Thrombocytopenia", "51", "42", "61", "59"] in body
    assert ["Anemia", "36", "24", "59", "47"] in body
    assert ["Gamma-glutamyltransferase increased", "21", "10", "8", "4"] in body
    assert [cell.words for cell in table.headers(3)] == ["FLAG, MXN/Ara-C, or HIDAC (N=143)", "All Grades", "%"]
    marked = {cell.words: cell.markers for cell in table.cells if cell.markers}
    assert list(marked.values()) == [(marker,) for marker in "bcdefghijklmn"]
    note = table.footnote("d")
    assert note is not None
    assert note.text.text.endswith("Platelet count decreased and Thrombocytopenia.")


@pytest.mark.shared
def test_laboratory_values_of_a_real_label(table_of: Callable[[str], Table]) -> None:
    table = table_of("Table 7")
    body = rows(table)
    assert [len(row) for row in body if len(row) > 1] == [7] * 13
    assert ["Platelet count decreased", "161", "98", "76", "142", "100", "99"] in body
    assert ["Amylase increased", "143", "15", "2", "102", "9", "1"] in body
    assert [cell.words for cell in table.headers(1)] == ["N"]
    assert [cell.words for cell in table.headers(6)] == ["FLAG, MXN/Ara-C, or HIDAC", "Grade 3/4", "%"]


@pytest.mark.shared
def test_efficacy_of_a_real_label(table_of: Callable[[str], Table]) -> None:
    table = table_of("Table 8")
    assert rows(table) == [
        ["Responding (CR/CRi) patients"],
        ["n (%) [95% CI]", "39 (35.8) [26.8-45.5]", "19 (17.4) [10.8-25.9]", "49 (45.0) [35.4-54.8]"]
        + ["13 (11.9) [6.5-19.5]", "88 (80.7) [72.1-87.7]", "32 (29.4) [21.0-38.8]"],
        ["p-value", "<0.0001"],
        ["DoR"],
        ["n", "39", "18", "45", "14", "84", "32"],
        ["Median, months [95% CI]", "8.0 [4.9-10.4]", "4.9 [2.9-7.2]", "4.6 [3.7-5.7]"]
        + ["2.9 [0.6-5.7]", "5.4 [4.2-8.0]", "3.5 [2.9-6.6]"],
        ["MRD-negativity"],
        ["n", "35", "6", "34", "3", "69", "9"],
        ["Rate (%) [95% CI]", "35/39 (89.7) [75.8-97.1]", "6/19 (31.6) [12.6-56.6]", "34/49 (69.4) [54.6-81.7]"]
        + ["3/13 (23.1) [5.0-53.8]", "69/88 (78.4) [68.4-86.5]", "9/32 (28.1) [13.7-46.7]"],
    ]
    assert [cell.words for cell in table.headers(6)] == ["CR/CRi", "HIDAC, FLAG, or MXN/Ara-C (N=109)"]
    value = next(cell for cell in table.cells if cell.words == "<0.0001")
    assert (value.column, value.column_span) == (5, 2)
