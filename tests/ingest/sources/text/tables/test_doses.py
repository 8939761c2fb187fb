"""Tables of doses in which every cell stands apart."""

import pytest

from tests.ingest.sources.text.tables.excerpts import body, header, read

LEVELS = """\
Table 1 Dose Levels of Exampline

Dose Level

Lung Cancer

Colon Cancer

Starting dose

5 mg/kg

6 mg/kg

First dose
reduction

4 mg/kg

5 mg/kg

Further reduction

Discontinue treatment

Discontinue treatment
"""
SWITCH = """\
Table 2 Initial Regimen When Switching to Exampline

Current daily dosage

Regimen of tablets

Regimen of capsules

12.5 mg

6 mg once daily

6 mg once daily

25 mg

12 mg once daily

6 mg twice daily

50 mg

24 mg once daily

12 mg twice daily

Patients who have been switched to Exampline may have their dose changed every week by the physician who treats them.
"""


def test_a_row_is_a_label_and_its_doses() -> None:
    table = read(LEVELS)
    assert header(table) == [["Dose Level", "Lung Cancer", "Colon Cancer"]]
    assert body(table) == [
        ["Starting dose", "5 mg/kg", "6 mg/kg"],
        ["First dose reduction", "4 mg/kg", "5 mg/kg"],
        ["Further reduction", "Discontinue treatment", "Discontinue treatment"],
    ]


def test_the_last_line_of_a_caption_may_be_a_heading() -> None:
    table = read(LEVELS.replace("\n\nDose Level", "\nfor Dose Level", 1).replace("for Dose", "Dose"))
    assert table.caption is not None
    assert (table.caption.text, header(table)[0][0]) == ("Dose Levels of Exampline", "Dose Level")


def test_a_label_may_be_an_amount() -> None:
    assert body(read(SWITCH)) == [
        ["12.5 mg", "6 mg once daily", "6 mg once daily"],
        ["25 mg", "12 mg once daily", "6 mg twice daily"],
        ["50 mg", "24 mg once daily", "12 mg twice daily"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        LEVELS.replace("Dose Level\n\n", ""),
        LEVELS.replace("5 mg/kg\n\nFurther", "Further"),
        SWITCH.replace("25 mg\n\n12 mg once daily\n\n", "25 mg\n\n"),
        SWITCH.replace("Patients", "10 mg\n\nPatients"),
    ],
    ids=["a heading fewer", "a dose fewer", "a dose fewer behind an amount", "a dose behind the last row"],
)
def test_rows_of_unequal_cells_are_refused(text: str) -> None:
    assert not read(text).understood
