from ingest.sources.spl.stacked import unstacked
from ingest.sources.writing.grids import GridCell
from ingest.sources.writing.runs import Kind, Run, printed

_BREAK = Run(text="\n", kind=Kind.BREAK)
_BOLD = frozenset(("bold",))


def _cell(column: int, *lines: str, row: int = 0, row_span: int = 1) -> GridCell:
    runs = [part for line in lines for part in (Run(text=line), _BREAK)]
    return GridCell(runs=tuple(runs[:-1]), row=row, column=column, row_span=row_span)


def _texts(cells: list[GridCell]) -> list[tuple[int, int, str]]:
    return [(cell.row, cell.column, printed(cell.runs)) for cell in cells]


def test_lines_of_values_become_rows() -> None:
    cells = [_cell(0, "Digestive", "Nausea", "Vomiting"), _cell(1, " ", "31%", "12%"), _cell(0, "Rash", row=1)]
    assert _texts(unstacked(cells, 0)) == [
        (0, 0, "Digestive"),
        (0, 1, ""),
        (1, 0, "Nausea"),
        (1, 1, "31%"),
        (2, 0, "Vomiting"),
        (2, 1, "12%"),
        (3, 0, "Rash"),
    ]


def test_a_cell_that_spans_the_row_spans_the_new_rows() -> None:
    cells = [_cell(0, "Study 1", row_span=2), _cell(1, "N", row=0), _cell(2, "7", row=0)]
    cells += [_cell(1, "Nausea", "Rash", row=1), _cell(2, "31%", "8%", row=1)]
    assert unstacked(cells, 0) == sorted(cells, key=lambda cell: (cell.row, cell.column))
    cells = [_cell(2, "All", row_span=1), _cell(0, "Nausea", "Rash"), _cell(1, "31%", "8%")]
    assert len(unstacked(cells, 0)) == 3
    cells = [
        _cell(0, "Nausea", "Rash"),
        _cell(1, "31%", "8%"),
        _cell(2, "Study 1", row_span=2),
        _cell(0, "Fever", row=1),
    ]
    assert [cell.row_span for cell in unstacked(cells, 0) if cell.column == 2] == [3]


def test_lines_of_words_headers_and_values_with_their_intervals_stay_in_one_cell() -> None:
    words = [_cell(0, "Grade 2", "or 3"), _cell(1, "Withhold the drug", "until it clears up")]
    interval = [_cell(0, "Response, n (%)", "(95% CI)"), _cell(1, "17 (40)", "(25, 56)")]
    for cells in (words, interval):
        assert unstacked(cells, 0) == cells
    header = [_cell(0, "Dose", "Day"), _cell(1, "1", "8")]
    assert unstacked(header, 1) == header


def _headed(heading: str, *labels: str) -> GridCell:
    lines = [Run(text=heading, styles=_BOLD), *(Run(text=label) for label in labels)]
    runs = [part for line in lines for part in (line, _BREAK)]
    return GridCell(runs=tuple(runs[:-1]), row=0, column=0)


def test_headings_among_the_labels_need_no_line_beside_them() -> None:
    cells = [_headed("Digestive", "Nausea", "Vomiting"), _cell(1, "31%", "12%"), _cell(2, "8%", "<1%")]
    assert _texts(unstacked(cells, 0)) == [
        (0, 0, "Digestive"),
        (0, 1, ""),
        (0, 2, ""),
        (1, 0, "Nausea"),
        (1, 1, "31%"),
        (1, 2, "8%"),
        (2, 0, "Vomiting"),
        (2, 1, "12%"),
        (2, 2, "<1%"),
    ]


def test_a_heading_over_one_value_is_cut_off_in_tables_with_stacks_alone() -> None:
    one = [_headed("Digestive", "Nausea"), _cell(1, "31%")]
    assert unstacked(one, 0) == one
    more = [*one, _cell(0, "Rash", "Itching", row=1), _cell(1, "8%", "3%", row=1)]
    assert [text for _, column, text in _texts(unstacked(more, 0)) if not column] == [
        "Digestive",
        "Nausea",
        "Rash",
        "Itching",
    ]


def test_two_blanks_stand_for_a_break_where_no_breaks_are_left() -> None:
    cells = [_cell(0, " Nausea †  Dry  eye "), _cell(1, " 12 (34)  9 (20)  - d ")]
    assert [text for _, _, text in _texts(unstacked(cells, 0))] == [
        "Nausea †",
        "12 (34)",
        "Dry",
        "9 (20)",
        "eye",
        "- d",
    ]
    words = [_cell(0, "Dry  eye"), _cell(1, "12")]
    assert unstacked(words, 0) == words


def test_white_space_around_the_labels_is_no_line() -> None:
    cells = [_cell(0, " ", "Nausea", "Rash", " "), _cell(1, " ", "31", "8", " ")]
    assert [text for _, _, text in _texts(unstacked(cells, 0))] == ["Nausea", "31", "Rash", "8"]
