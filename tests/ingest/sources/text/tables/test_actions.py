"""Tables of dose modifications."""

import pytest

from ingest.sources.text.lines import lines_of
from ingest.sources.text.tables import table_at
from tests.ingest.sources.text.tables.excerpts import body, header, read

MODIFICATIONS = """\
Table 2. Exampline Dose Modifications for Toxicities

Non-hematologic
Toxicity

Exampline Dose Modification(s)

If prior to
Exampline the
ANC was low

If ANC decreases further, then interrupt the next cycle until
recovery of ANC. Discontinue Exampline if one of these occurs:
-  ANC stays low for more than 28 days and is not expected to

rise, or
-  Fever

Rash or other skin
reaction of Grade 2a

Withhold Exampline.
Permanently discontinue if the rash does not improve.

>28 days Consider permanent discontinuation of treatment

Abbreviation: ANC=absolute neutrophil count.
a Severity grade by the investigator.

Patients with a rash should see a doctor about it, and they should do so soon.
"""


def test_conditions_stand_beside_what_to_do() -> None:
    table = read(MODIFICATIONS)
    assert header(table) == [["Non-hematologic Toxicity", "Exampline Dose Modification(s)"]]
    assert body(table) == [
        [
            "If prior to Exampline the ANC was low",
            "If ANC decreases further, then interrupt the next cycle until recovery of ANC. Discontinue Exampline if one "
            "of these occurs: - ANC stays low for more than 28 days and is not expected to rise, or - Fever",
        ],
        [
            "Rash or other skin reaction of Grade 2",
            "Withhold Exampline. Permanently discontinue if the rash does not improve.",
        ],
        [">28 days", "Consider permanent discontinuation of treatment"],
    ]
    assert [(note.marker, note.text.text) for note in table.footnotes] == [
        (None, "Abbreviation: ANC=absolute neutrophil count."),
        ("a", "Severity grade by the investigator."),
    ]


def test_the_header_may_share_its_last_line() -> None:
    table = read("Duration of Dose\nInterruption Due to\nToxicity Dose Modification(s)\n" + _rows())
    assert header(table) == [["Duration of Dose Interruption Due to Toxicity", "Dose Modification(s)"]]
    assert [row[0] for row in body(table)] == ["Less than 7 days", "7 days or more"]


def _rows() -> str:
    longer = "Interrupt the next dose of it for as long as there is no recovery."
    return f"Less than 7 days\n\n{longer}\n\n7 days or more\n\nOmit the next dose of it.\n"


@pytest.mark.parametrize(
    "text",
    [
        "Criteria Dose Modification(s)\nPatients are seen.\n\nThey are well.\n",
        "The toxicities call for dose modifications\n" + _rows(),
        "Criteria Dose Modification(s)\n"
        + _rows()
        + "\nIn those who recover after some days, it is given once again.\n",
    ],
    ids=["no verb", "running text", "a row that may go on"],
)
def test_what_is_not_certain_is_refused(text: str) -> None:
    assert table_at(lines_of(text), 0) is None


def test_running_text_below_is_not_part_of_the_table() -> None:
    text = "Criteria Dose Modification(s)\n" + _rows() + "\n" + "Treatment with Exampline goes on for long. " * 3 + "\n"
    lines = lines_of(text)
    found = table_at(lines, 0)
    assert found is not None
    assert lines[found[1] + 1].text.startswith("Treatment with")


def test_running_text_is_no_condition() -> None:
    text = "Rash\n\n" + "Patients had a rash at several visits of the trial and were seen again.\n" * 6 + "\n"
    table = read(MODIFICATIONS.replace("Rash or other skin\n", text))
    assert not table.understood
