"""Tables of SPL markup, in the forms that labels use."""

import time
from pathlib import Path

import pytest

from ingest.document import Table
from ingest.sources.spl.parsing import parse
from ingest.sources.spl.tables import grid_of
from ingest.sources.writing.grids import write_table
from ingest.sources.writing.writer import TextWriter
from kg.errors import SourceError
from tests.bounds import LONG_SECONDS

_ARMS = """<table><caption>Table 6. Adverse Reactions (≥ 5%)</caption>
<thead><tr><th rowspan="2">Reaction</th><th colspan="2">EXAMPLINE<br/>N=100</th></tr>
<tr><th>All Grades<footnote ID="n1">Graded by day 28.</footnote></th><th>Grade 3</th></tr></thead>
<tfoot><tr><td colspan="60"><sup>a</sup> Includes grouped terms.<br/>† In two trials.</td></tr></tfoot>
<tbody><tr><td>Anemia<sup>a</sup></td><td>12 (12%)†</td><td>3<footnoteRef IDREF="n1"/></td></tr>
<tr><td>Rash</td><td>7</td><td/></tr></tbody></table>"""


def _read(xml: str) -> tuple[Table, str]:
    writer = TextWriter()
    table = write_table(grid_of(parse("label.xml", xml.encode()), "label.xml"), writer)
    return table, writer.text


def _rows(table: Table) -> list[list[str]]:
    grid = [[table.cell(row, column) for column in range(table.columns)] for row in range(table.rows)]
    return [[cell.words if cell else "HOLE" for cell in row] for row in grid]


def test_spans_caption_header_and_notes_are_read() -> None:
    table, text = _read(_ARMS)
    assert (table.label, table.caption.text if table.caption else None) == ("Table 6", "Adverse Reactions (≥ 5%)")
    assert (table.header_rows, table.columns) == (2, 3)
    assert _rows(table) == [
        ["Reaction", "EXAMPLINE N=100", "EXAMPLINE N=100"],
        ["Reaction", "All Grades", "Grade 3"],
        ["Anemia", "12 (12%)", "3"],
        ["Rash", "7", ""],
    ]
    assert [(note.marker, note.text.text) for note in table.footnotes] == [
        ("a", "Includes grouped terms."),
        ("†", "In two trials."),
        ("*", "Graded by day 28."),
    ]
    assert [cell.markers for cell in table.cells if cell.markers] == [("*",), ("a",), ("†",), ("*",)]
    assert text.splitlines()[:3] == ["Table 6. Adverse Reactions (≥ 5%)", "Reaction", "EXAMPLINE N=100"]
    assert text[table.span.start : table.span.end] == text.rstrip("\n")


def test_cells_know_where_they_stand_when_they_are_asked_for_after_more_was_written() -> None:
    writer = TextWriter()
    writer.plain("Words above the table")
    table = write_table(grid_of(parse("label.xml", _ARMS.encode()), "label.xml"), writer)
    marks = list(writer.structure)
    writer.plain("Words below the table")
    for cell in table.cells:
        span = cell.text.span() if cell.text else None
        assert (writer.text[span.start : span.end] if span else "") == cell.words
    assert writer.structure == marks


@pytest.mark.parametrize(
    ("rows", "header_rows"),
    [
        ("<tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr>", 1),
        ("<tr><td><content styleCode='bold'>A</content></td><td/></tr><tr><td>1</td><td>2</td></tr>", 1),
        ("<tr><td colspan='2'><content styleCode='bold'>Group</content></td></tr><tr><td>1</td><td>2</td></tr>", 0),
        ("<tr><td>A</td><td>B</td></tr><tr><td>1</td><td>2</td></tr>", 0),
        (
            "<tr><td><content styleCode='bold'>A</content></td><td><content styleCode='bold'>B</content>"
            "<footnote>x</footnote></td></tr><tr><td>C</td><td>2</td></tr>",
            1,
        ),
        ("<tr><td><content styleCode='bold'>only</content></td></tr>", 0),
    ],
)
def test_header_rows_without_a_head_are_told_by_their_style(rows: str, header_rows: int) -> None:
    table, _ = _read(f"<table><tbody>{rows}</tbody></table>")
    assert table.header_rows == header_rows


def test_a_first_row_over_all_columns_may_be_the_caption() -> None:
    table, _ = _read("<table><tr><td colspan='2'>Table 3:<br/>Doses</td></tr><tr><th>A</th><th>B</th></tr></table>")
    assert (table.label, table.caption.text if table.caption else None) == ("Table 3", "Doses")
    assert _rows(table) == [["A", "B"]]


def test_last_rows_that_begin_with_a_raised_marker_are_notes() -> None:
    rows = "<tr><td>x<sup>1</sup></td><td>2</td></tr><tr><td colspan='2'><sup>1</sup>Since day 1.</td></tr>"
    table, _ = _read(f"<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody>{rows}</tbody></table>")
    assert table.rows == 2
    assert [(note.marker, note.text.text) for note in table.footnotes] == [("1", "Since day 1.")]


@pytest.mark.parametrize("span", ["-3", "0", "two", "1.5", "²", ""])
def test_a_span_that_is_no_number_is_one_as_in_html(span: str) -> None:
    rows = f"<tr><td rowspan='{span}' colspan='{span}'>A</td><td>B</td></tr><tr><td>1</td><td>2</td></tr>"
    table, _ = _read(f"<table><tbody>{rows}</tbody><tfoot><tr><td colspan='{span}'>Note.</td></tr></tfoot></table>")
    assert _rows(table) == [["A", "B"], ["1", "2"]]


@pytest.mark.parametrize("cell", ["<td colspan='1000000000'/>", "<td rowspan='1001'/>", "<td colspan='1000'/>" * 300])
def test_spans_without_bounds_are_refused_at_once(cell: str) -> None:
    begin = time.monotonic()
    with pytest.raises(SourceError, match=r"label\.xml, line 2"):
        _read(f"<table>\n<tr>{cell}</tr></table>")
    assert time.monotonic() - begin < LONG_SECONDS


@pytest.mark.shared
def test_every_table_of_real_labels_is_a_grid(shared: Path) -> None:
    count = 0
    for path in sorted((shared / "labels" / "spl").glob("*.xml")):
        for element in parse(path.name, path.read_bytes()).iter("{urn:hl7-org:v3}table"):
            table = write_table(grid_of(element, path.name), TextWriter())
            taken = [
                (cell.row + down, cell.column + right)
                for cell in table.cells
                for down in range(cell.row_span)
                for right in range(cell.column_span)
            ]
            assert len(taken) == len(set(taken)), f"{path.name}, {table.label}: cells lie one over another"
            assert table.understood
            count += 1
    assert count == 175


@pytest.mark.parametrize(
    ("rows", "header_rows"),
    [
        ("<tr><td/><td>Drug</td><td>Placebo</td></tr><tr><td>Rash</td><td>7</td><td>2</td></tr>", 1),
        ("<tr><td/><td>12 mg</td><td>Placebo</td></tr><tr><td>Rash</td><td>7</td><td>2</td></tr>", 0),
        (
            "<tr><td><content styleCode='bold'>Reaction</content></td><td><content styleCode='bold'>Drug</content></td></tr>"
            "<tr><td colspan='2'><content styleCode='bold'>Skin</content></td></tr><tr><td>Rash</td><td>7</td></tr>",
            1,
        ),
    ],
)
def test_a_corner_tells_a_header_and_the_heading_of_a_group_is_none(rows: str, header_rows: int) -> None:
    table, _ = _read(f"<table>{rows}</table>")
    assert table.header_rows == header_rows


def test_notes_in_one_line_are_parted_at_their_raised_marks() -> None:
    foot = "<tfoot><tr><td colspan='2'><sup>a</sup> Or tablets. <sup>b</sup> Of m<sup>2</sup>.<sup>c</sup> At rest.</td></tr></tfoot>"
    rows = "<tr><td>Dose<sup>a</sup></td><td>Day<sup>b,c</sup></td></tr><tr><td>7 mg</td><td>8</td></tr>"
    table, _ = _read(f"<table>{foot}<tbody>{rows}</tbody></table>")
    assert [(note.marker, note.text.text) for note in table.footnotes] == [
        ("a", "Or tablets."),
        ("b", "Of m2."),
        ("c", "At rest."),
    ]


def test_lines_of_values_in_one_row_become_rows() -> None:
    rows = "<tr><td>Nausea<br/>Rash</td><td>31%<br/>8%</td></tr>"
    table, _ = _read(f"<table><thead><tr><th>Reaction</th><th>Drug</th></tr></thead><tbody>{rows}</tbody></table>")
    assert _rows(table) == [["Reaction", "Drug"], ["Nausea", "31%"], ["Rash", "8%"]]
