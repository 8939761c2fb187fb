from itertools import pairwise

from ingest.document import Box
from ingest.sources.layout.ruled import ruled_tables
from tests.ingest.sources.layout.drawing import filled, flat, page, printed, rows_of, ruled, upright, words

DISTANCES = (50.0, 150.0, 250.0, 350.0)
HEIGHTS = (100.0, 120.0, 140.0, 160.0)
ROWS = (("Reaction", "Drug", "Placebo"), ("Nausea", "31%", "20%"), ("Rash", "8%", "2%"))


def test_cells_between_lines_are_a_grid_with_bold_rows_as_header() -> None:
    (table,) = ruled_tables([page(1, filled(ROWS, DISTANCES, HEIGHTS, bold=1), ruled(DISTANCES, HEIGHTS))])
    assert rows_of(table) == [list(row) for row in ROWS]
    assert table.header_rows == 1
    assert table.boxes == ((1, Box(left=50.25, top=100.25, right=350.25, bottom=160.25)),)


def test_places_without_a_line_between_them_are_one_cell() -> None:
    rules = [
        *(flat(height, 50, 350) for height in (100, 140, 160)),
        flat(120, 150, 350),
        *(upright(distance, 100, 160) for distance in (50, 150, 350)),
        upright(250, 120, 160),
    ]
    content = [
        *(words(text, left, top) for text, left, top in (("Reaction", 55, 112), ("Percent of patients", 160, 103))),
        *filled((("", "Drug", "Placebo"), ("Rash", "8%", "2%")), DISTANCES, (120, 140, 160)),
    ]
    (table,) = ruled_tables([page(1, content, rules)])
    assert printed(table) == [
        ("Reaction", 0, 0, 2, 1),
        ("Percent of patients", 0, 1, 1, 2),
        ("Drug", 1, 1, 1, 1),
        ("Placebo", 1, 2, 1, 1),
        ("Rash", 2, 0, 1, 1),
        ("8%", 2, 1, 1, 1),
        ("2%", 2, 2, 1, 1),
    ]


def test_lines_of_a_cell_stand_below_one_another() -> None:
    content = [*filled(ROWS, DISTANCES, HEIGHTS), words("of skin", 53, 155)]
    rules = ruled(DISTANCES, (*HEIGHTS[:3], 170.0))
    (table,) = ruled_tables([page(1, content, rules)])
    assert rows_of(table)[2] == ["Rash / of skin", "8%", "2%"]


def test_boxes_around_single_cells_double_lines_and_dashes_are_a_grid() -> None:
    boxes = [
        rule
        for left, right in pairwise(DISTANCES)
        for top, bottom in pairwise(HEIGHTS)
        for rule in ruled((left + 1, right - 1), (top + 1, bottom - 1))
    ]
    dashes = [flat(height, left, left + 4) for height in HEIGHTS for left in range(50, 350, 6)]
    double = [rule for distance in DISTANCES for rule in (upright(distance, 100, 160), upright(distance + 2, 100, 160))]
    for rules in (boxes, [*dashes, *double]):
        (table,) = ruled_tables([page(1, filled(ROWS, DISTANCES, HEIGHTS), rules)])
        assert rows_of(table) == [list(row) for row in ROWS]


def test_frames_underlines_strike_outs_and_change_bars_are_no_tables() -> None:
    content = [list(words(text, 60, top)) for text, top in (("WARNING: HARM", 110), ("May cause harm.", 130))]
    underline = flat(119, 60, 60 + 7 * 5 + 3 + 4 * 5)
    assert not ruled_tables([page(1, content, [*ruled((50, 350), (100, 150)), underline, upright(30, 90, 400)])])


def test_lines_of_a_chart_are_no_table() -> None:
    steps = tuple(50.0 + 20 * step for step in range(11))
    content = [words("Placebo", 55, 55), words("Drug", 75, 95)]
    assert not ruled_tables([page(1, content, ruled(steps, steps))])


def test_an_underlined_word_divides_no_cell() -> None:
    rules = [*ruled(DISTANCES, HEIGHTS), flat(132, 53, 83)]
    (table,) = ruled_tables([page(1, filled(ROWS, DISTANCES, HEIGHTS), rules)])
    assert rows_of(table) == [list(row) for row in ROWS]


def test_a_table_goes_on_over_a_page_end_without_its_repeated_header() -> None:
    first = page(1, [words("Text", 50, 50), *filled(ROWS, DISTANCES, HEIGHTS)], ruled(DISTANCES, HEIGHTS))
    more = (ROWS[0], ("Fever", "5%", "4%"))
    second = page(2, [*filled(more, DISTANCES, (50, 70)), words("Text", 50, 200)], ruled(DISTANCES, (50.0, 70.0, 90.0)))
    (table,) = ruled_tables([first, second])
    assert rows_of(table) == [*(list(row) for row in ROWS), ["Fever", "5%", "4%"]]
    assert table.header_rows == 1
    assert [number for number, _ in table.boxes] == [1, 2]


def test_text_between_two_tables_parts_them() -> None:
    first = page(1, [*filled(ROWS, DISTANCES, HEIGHTS), words("Text", 50, 200)], ruled(DISTANCES, HEIGHTS))
    second = page(2, filled(ROWS, DISTANCES, HEIGHTS), ruled(DISTANCES, HEIGHTS))
    assert len(ruled_tables([first, second])) == 2


def test_a_row_that_a_page_end_cuts_is_joined() -> None:
    rows = (*ROWS[:2], ("Rash, if it", "8%", "2%"))
    open_below = [*(flat(height, 50, 350) for height in HEIGHTS[:3]), *(upright(at, 100, 160) for at in DISTANCES)]
    first = page(1, filled(rows, DISTANCES, HEIGHTS), open_below)
    second = page(2, filled((("lasts", "", ""), ROWS[1]), DISTANCES, (50, 70)), ruled(DISTANCES, (50.0, 70.0, 90.0)))
    (table,) = ruled_tables([first, second])
    assert rows_of(table)[2:] == [["Rash, if it / lasts", "8%", "2%"], list(ROWS[1])]


def test_a_row_is_joined_where_its_sentences_go_on() -> None:
    rows = (*ROWS[:2], ("Rash", "Stop the drug until it", ""))
    first = page(1, filled(rows, DISTANCES, HEIGHTS), ruled(DISTANCES, HEIGHTS))
    second = page(2, filled((("", "clears up.", ""), ROWS[1]), DISTANCES, (50, 70)), ruled(DISTANCES, (50, 70, 90)))
    (table,) = ruled_tables([first, second])
    assert rows_of(table)[2:] == [["Rash", "Stop the drug until it / clears up.", ""], list(ROWS[1])]


def test_a_cell_that_spans_rows_goes_on_where_the_page_end_leaves_it_alone_open() -> None:
    rules = [
        *(flat(height, 50, 350) for height in HEIGHTS[:3]),
        flat(160, 150, 350),
        *(upright(distance, 100, 160) for distance in DISTANCES),
    ]
    first = page(1, filled(ROWS, DISTANCES, HEIGHTS), rules)
    second = page(2, filled((("", "9%", "3%"),), DISTANCES, (50,)), ruled(DISTANCES, (50, 70)))
    (table,) = ruled_tables([first, second])
    assert ("Rash", 2, 0, 2, 1) in printed(table)
    assert rows_of(table)[3] == ["9%", "3%"]


def test_rows_with_no_line_between_them_are_told_by_their_values() -> None:
    rules = [
        *(flat(height, 50, 350) for height in (100, 160)),
        *(upright(distance, 100, 160) for distance in DISTANCES),
    ]
    (table,) = ruled_tables([page(1, filled(ROWS, DISTANCES, HEIGHTS, bold=1), rules)])
    assert rows_of(table) == [list(row) for row in ROWS]
    assert table.header_rows == 1


def test_a_row_begins_where_upright_lines_end_though_no_line_is_drawn_there() -> None:
    rules = [
        *(flat(height, 50, 350) for height in (140, 160)),
        *(upright(distance, 100, 160) for distance in (50, 350)),
        *(upright(distance, top, top + 20) for distance in (150, 250) for top in (100, 140)),
    ]
    rows = (ROWS[0], ("Disorders of the skin", "", ""), ROWS[2])
    (table,) = ruled_tables([page(1, filled(rows, DISTANCES, HEIGHTS), rules)])
    assert printed(table)[:4] == [
        ("Reaction", 0, 0, 1, 1),
        ("Drug", 0, 1, 1, 1),
        ("Placebo", 0, 2, 1, 1),
        ("Disorders of the skin", 1, 0, 1, 3),
    ]


def test_a_first_row_with_an_empty_corner_and_no_values_is_a_header() -> None:
    rows = (("", "Drug (N=50)", "Placebo"), *ROWS[1:])
    (table,) = ruled_tables([page(1, filled(rows, DISTANCES, HEIGHTS), ruled(DISTANCES, HEIGHTS))])
    assert table.header_rows == 1


def test_a_row_that_begins_above_what_a_page_shows_is_the_rest_of_the_last_row() -> None:
    first = page(1, filled(ROWS, DISTANCES, HEIGHTS), ruled(DISTANCES, HEIGHTS))
    rest = (("Of 50 patients", "", ""), ("Fever", "9%", "3%"))
    second = page(2, filled(rest, DISTANCES, (97, 117)), ruled(DISTANCES, (80, 117, 137)))
    (table,) = ruled_tables([first, second])
    assert rows_of(table)[2:] == [["Rash / Of 50 patients", "8%", "2%"], ["Fever", "9%", "3%"]]


def test_upright_lines_of_one_height_are_one_table_though_no_line_crosses_a_column() -> None:
    rules = [
        *(flat(120, left, left + 100) for left in (50, 250)),
        *(upright(distance, 100, 140) for distance in (50, 150, 250, 350)),
    ]
    rows = (("Weight", "Form", "Dose"), ("3 kg", "Powder", "5 mg"))
    (table,) = ruled_tables([page(1, filled(rows, DISTANCES, HEIGHTS, bold=1), rules)])
    assert [cell[:3] for cell in printed(table) if cell[2] != 1] == [
        ("Weight", 0, 0),
        ("Dose", 0, 2),
        ("3 kg", 1, 0),
        ("5 mg", 1, 2),
    ]
    two = [*ruled((50, 150), (100, 120, 140)), *ruled((250, 350), (100, 120, 140))]
    apart = filled((("Weight", "", "Dose"), ("3 kg", "", "5 mg")), DISTANCES, HEIGHTS)
    assert not ruled_tables([page(1, apart, two)])


def test_a_header_that_no_line_closes_in_one_column_ends_with_its_bold_words() -> None:
    rules = [
        *(flat(height, 50, 350) for height in (100, 160)),
        *(flat(height, 150, 350) for height in (120, 140)),
        *(upright(distance, 100, 160) for distance in DISTANCES),
    ]
    rows = (("Volume", "Time", "Rate"), ("100 mL", "30 min", "3 mL/min"), ("", "60 min", "2 mL/min"))
    (table,) = ruled_tables([page(1, filled(rows, DISTANCES, HEIGHTS, bold=1), rules)])
    assert table.header_rows == 1
    assert [cell for cell in printed(table) if cell[2] == 0] == [("Volume", 0, 0, 1, 1), ("100 mL", 1, 0, 2, 1)]


def test_a_label_without_values_is_a_row_where_it_had_found_room_above() -> None:
    rules = [
        *(flat(height, 50, 350) for height in (100, 120, 220)),
        *(upright(distance, 100, 220) for distance in DISTANCES),
    ]
    labels = ("Any", "Severe", "Leukopenia", "Any", "Treatment related", "mortality")
    values = ("31%", "8%", "", "20%", "2%", "")
    rows = (ROWS[0], *zip(labels, values, values, strict=True))
    heights = tuple(100 + 16 * number for number in range(8))
    (table,) = ruled_tables([page(1, filled(rows, DISTANCES, heights, bold=1), rules)])
    assert [row[0] for row in rows_of(table)] == [
        "Reaction",
        "Any",
        "Severe",
        "Leukopenia",
        "Any",
        "Treatment related / mortality",
    ]
