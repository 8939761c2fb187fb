from ingest.dosing.bound_columns import bound_columns, joined_bounds, joining_columns
from tests.ingest.building import Writing

LEFT = (0, 1, 2, 3)
HEADER = ["Day", "ANC (x 10^9/L)", "", "Platelets", "Dose"]


def test_bounds_are_joined_with_their_headings() -> None:
    table = Writing().table([HEADER, ["Day 1", "1 to < 1.5", "or", "< 100 Gi/L", "Hold"]])
    told = {cell.column: cell for cell in table.cells if cell.row == 1}
    bounded, joining = bound_columns(table, LEFT), joining_columns(table, LEFT)
    assert (bounded, joining) == ((1, 3), (2,))
    assert joined_bounds(table, bounded, joining, told) == "ANC 1 to < 1.5 x 10^9/L or Platelets < 100 Gi/L"


def test_a_joining_word_may_stand_in_the_cell_and_a_cell_that_bounds_nothing_is_left_out() -> None:
    table = Writing().table([HEADER, ["Day 1", "< 1", "", "or < 100", "Hold"], ["Day 8", "Any", "", "< 100", "Hold"]])
    bounded = bound_columns(table, LEFT)
    rows = [{cell.column: cell for cell in table.cells if cell.row == row and cell.text} for row in (1, 2)]
    assert [joined_bounds(table, bounded, (), told) for told in rows] == [
        "ANC < 1 x 10^9/L or Platelets < 100",
        "Platelets < 100",
    ]


def test_one_column_of_bounds_is_none_to_join() -> None:
    table = Writing().table([["Rash", "ANC", "Dose"], ["Grade 2", "< 1.5", "Hold"]])
    assert bound_columns(table, (0, 1)) == ()
