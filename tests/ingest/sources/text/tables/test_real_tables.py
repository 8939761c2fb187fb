"""Every table of a real label, cell by cell."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from ingest.document import Document, Table
from ingest.sources import read
from tests.ingest.sources.text.tables.excerpts import body, header

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def document(shared: Path) -> Document:
    return read(shared / "labels" / "besponsa.txt")


@pytest.fixture(scope="module")
def tables(document: Document) -> Sequence[Table]:
    return [block for section in document.walk() for block in section.blocks if isinstance(block, Table)]


@pytest.fixture(scope="module")
def numbered(tables: Sequence[Table]) -> Mapping[str, Table]:
    return {table.label: table for table in tables if table.label}


@pytest.fixture(scope="module")
def guide(tables: Sequence[Table]) -> Sequence[Table]:
    return [table for table in tables if not table.label]


def test_all_are_understood(tables: Sequence[Table], numbered: Mapping[str, Table]) -> None:
    assert [table.label for table in tables if not table.understood] == []
    assert list(numbered) == [f"Table {number}" for number in range(1, 9)]


def test_schedule(numbered: Mapping[str, Table]) -> None:
    table = numbered["Table 1"]
    low, high = ["Dose", *["0.5 mg/m2"] * 3], ["Dose", "0.8 mg/m2", "0.5 mg/m2", "0.5 mg/m2"]
    assert header(table) == [["Day 1", "Day 8", "Day 15"]]
    assert body(table) == [
        ["Dosing regimen for Cycle 1"],
        ["All patients:"],
        high,
        ["Cycle length", "21 days"],
        ["Dosing regimen for subsequent cycles depending on response to treatment"],
        ["Patients who have achieved a CR or CRi:"],
        low,
        ["Cycle length", "28 days"],
        ["Patients who have not achieved a CR or CRi:"],
        high,
        ["Cycle length", "28 days"],
    ]
    assert [note.marker for note in table.footnotes] == [None, "a", "b", "c", "d", "e", "f"]
    assert [cell.markers for cell in table.cells if cell.row == 6] == [("d", "e")]


@pytest.mark.parametrize(
    ("label", "conditions", "notes"),
    [
        (
            "Table 2",
            [
                "If prior to BESPONSA treatment ANC was greater than or equal to 1 × 10^9/L",
                "If prior to BESPONSA treatment platelet count was greater than or equal to 50 × 10^9/L",
                "If prior to BESPONSA treatment ANC was less than 1 × 10^9/L and/or platelet count was less than "
                "50 × 10^9/L",
            ],
            [None, "a"],
        ),
        (
            "Table 3",
            [
                "VOD or other severe liver toxicity",
                "Total bilirubin greater than 1.5 × ULN and AST/ALT greater than 2.5 × ULN",
                "Infusion related reaction",
                "Non-hematologic toxicity greater than or equal to Grade 2",
            ],
            [None, "a"],
        ),
        (
            "Table 4",
            [
                "Less than 7 days (within a cycle)",
                "Greater than or equal to 7 days",
                "Greater than or equal to 14 days",
                "Greater than 28 days",
            ],
            [],
        ),
    ],
)
def test_dose_modifications(
    numbered: Mapping[str, Table], label: str, conditions: list[str], notes: list[str | None]
) -> None:
    table = numbered[label]
    assert [row[0] for row in body(table)] == conditions
    assert all(len(row) == 2 for row in body(table))
    assert [note.marker for note in table.footnotes] == notes


def test_what_to_do_is_whole(numbered: Mapping[str, Table]) -> None:
    actions = [row[1] for row in body(numbered["Table 2"])]
    assert actions[1] == (
        "If platelet count decreases, then interrupt the next cycle of treatment until platelet count recovers to greater "
        "than or equal to 50 × 10^9/L. Discontinue BESPONSA if low platelet count persists for greater than 28 days and is "
        "suspected to be related to BESPONSA."
    )
    assert actions[2].endswith("(not considered to be BESPONSA-related toxicity).")
    assert body(numbered["Table 4"])[3] == ["Greater than 28 days", "Consider permanent discontinuation of treatment."]


def test_storage_times(numbered: Mapping[str, Table]) -> None:
    table = numbered["Table 5"]
    assert header(table) == [
        ["Maximum time from reconstitution through end of administration less than or equal to 8 hours"],
        ["Reconstituted Solution", "Diluted Solution"],
        ["After Start of Dilution", "Administration"],
    ]
    (cells,) = body(table)
    assert [cell.split(". ")[-1] for cell in cells] == ["DO NOT FREEZE.", "DO NOT FREEZE.", "PROTECT FROM LIGHT."]
    assert [cell[:20] for cell in cells] == ["BESPONSA contains no", "Use diluted solution", "If the diluted solut"]


def test_reactions(numbered: Mapping[str, Table]) -> None:
    table = numbered["Table 6"]
    rows = body(table)
    assert (table.columns, table.header_rows, len(table.footnotes)) == (5, 3, 4 + 14)
    assert sum(len(row) == 1 for row in rows) == 9
    assert [len(row) for row in rows if len(row) > 1] == [5] * 23
    assert ["Thrombocytopenia", "51", "42", "61", "59"] in rows
    assert ["Anemia", "36", "24", "59", "47"] in rows
    assert ["Gamma-glutamyltransferase increased", "21", "10", "8", "4"] in rows
    assert [cell.words for cell in table.headers(3)] == ["FLAG, MXN/Ara-C, or HIDAC (N=143)", "All Grades", "%"]
    assert [cell.markers for cell in table.cells if cell.markers] == [(marker,) for marker in "bcdefghijklmn"]
    note = table.footnote("d")
    assert note is not None
    assert note.text.text.endswith("Platelet count decreased and Thrombocytopenia.")


def test_laboratory_values(numbered: Mapping[str, Table]) -> None:
    table = numbered["Table 7"]
    rows = body(table)
    assert [len(row) for row in rows if len(row) > 1] == [7] * 13
    assert ["Platelet count decreased", "161", "98", "76", "142", "100", "99"] in rows
    assert ["Amylase increased", "143", "15", "2", "102", "9", "1"] in rows
    assert [cell.words for cell in table.headers(1)] == ["N"]
    assert [cell.words for cell in table.headers(6)] == ["FLAG, MXN/Ara-C, or HIDAC", "Grade 3/4", "%"]


def test_efficacy(numbered: Mapping[str, Table]) -> None:
    table = numbered["Table 8"]
    rates = "39 (35.8) [26.8-45.5] | 19 (17.4) [10.8-25.9] | 49 (45.0) [35.4-54.8] | 13 (11.9) [6.5-19.5] | 88 (80.7) [72.1-87.7] | 32 (29.4) [21.0-38.8]"
    months = "8.0 [4.9-10.4] | 4.9 [2.9-7.2] | 4.6 [3.7-5.7] | 2.9 [0.6-5.7] | 5.4 [4.2-8.0] | 3.5 [2.9-6.6]"
    negative = "35/39 (89.7) [75.8-97.1] | 6/19 (31.6) [12.6-56.6] | 34/49 (69.4) [54.6-81.7] | 3/13 (23.1) [5.0-53.8] | 69/88 (78.4) [68.4-86.5] | 9/32 (28.1) [13.7-46.7]"
    assert body(table) == [
        ["Responding (CR/CRi) patients"],
        ["n (%) [95% CI]", *rates.split(" | ")],
        ["p-value", "<0.0001"],
        ["DoR"],
        ["n", "39", "18", "45", "14", "84", "32"],
        ["Median, months [95% CI]", *months.split(" | ")],
        ["MRD-negativity"],
        ["n", "35", "6", "34", "3", "69", "9"],
        ["Rate (%) [95% CI]", *negative.split(" | ")],
    ]
    assert [cell.words for cell in table.headers(6)] == ["CR/CRi", "HIDAC, FLAG, or MXN/Ara-C (N=109)"]
    value = next(cell for cell in table.cells if cell.words == "<0.0001")
    assert (value.column, value.column_span) == (5, 2)


def test_guide(guide: Sequence[Table]) -> None:
    captions = [table.caption.text for table in guide if table.caption]
    assert captions == ["Dosing regimen for Cycle 1", "Dosing for Cycles 2-6 (depending on response to treatment)"]
    groups, needs = guide[2], guide[3]
    assert header(groups) == [["For patients proceeding to HSCT", "For patients not proceeding to HSCT"]]
    assert [cell.count("•") for cell in body(groups)[0]] == [2, 1]
    assert [row[0] for row in body(needs)] == [
        "Mode of administration",
        "Infusion time",
        "Flow rate",
        "Temperature",
        "Special instructions",
    ]
    assert [row[0] for row in body(guide[6])] == ["<7 days (within a cycle)", "≥7 days", "≥14 days", ">28 days"]
    assert [len(table.footnotes) for table in guide] == [6, 6, 0, 0, 1, 2, 0, 2, 1]


def test_every_cell_is_printed_where_it_says(tables: Sequence[Table], document: Document) -> None:
    for table in tables:
        for text in [cell.text for cell in table.cells if cell.text] + [note.text for note in table.footnotes]:
            pairs = zip(text.text, text.offsets, strict=True)
            assert all(character in {document.text[offset], " ", "^"} for character, offset in pairs)


def test_tables_are_apart(tables: Sequence[Table]) -> None:
    spans = sorted(table.span for table in tables)
    assert not any(first.overlaps(second) for first, second in pairwise(spans))
