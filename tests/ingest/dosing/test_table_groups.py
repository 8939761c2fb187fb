from ingest.dosing.table_groups import grouped_rows
from tests.ingest.building import Writing


def test_rows_know_the_groups_above_them() -> None:
    rows: list[list[str | tuple[str, int]]] = [
        ["", "Day 1"],
        [("Cycle 1", 2)],
        [("All patients:", 2)],
        ["Dose", "5 mg"],
        [("Later cycles", 2)],
        [("Patients with a response:", 2)],
        ["Dose", "3 mg"],
        [("Patients without a response:", 2)],
        ["Dose", "4 mg"],
    ]
    groups = [[cell.words for cell in row.groups] for row in grouped_rows(Writing().table(rows))]
    assert groups == [
        ["Cycle 1", "All patients:"],
        ["Later cycles", "Patients with a response:"],
        ["Later cycles", "Patients without a response:"],
    ]


def test_row_of_one_word_with_a_colon_and_empty_cells_is_a_group() -> None:
    rows = [["", "Day 1"], ["All patients:", ""], ["Dose", "5 mg"], ["Not given", ""]]
    found = list(grouped_rows(Writing().table(rows)))
    assert [[cell.words for cell in row.groups] for row in found] == [["All patients:"], ["All patients:"]]
