"""Tables of the time and rate at which a volume is infused."""

import pytest

from tests.ingest.sources.text.tables.excerpts import body, header, read

CAPTION = "Table 2 Recommended Rate of Infusion of Exampline\n"
HEADINGS = "Infusion volume\n\nInfusion time\n\nRate of infusion *\n\n"
FIRST, SECOND = "30 min\n\n4 mL/min\n\n60 min\n\n2 mL/min\n\n", "30 min\n\n1.67 mL/min\n\n1 hour\n\n50 mL/hour\n\n"
NOTE = "*\n\nNote: The rate may be changed.\n"


@pytest.mark.parametrize(
    "values",
    [f"120 mL\n\n{FIRST}{SECOND}50 mL\n\n", f"{FIRST}{SECOND}120 mL\n\n50 mL\n\n"],
    ids=["between its rows", "behind all rows"],
)
def test_a_volume_takes_the_rows_whose_rate_is_its_own(values: str) -> None:
    table = read(CAPTION + HEADINGS + values + NOTE)
    assert table.understood
    assert header(table)[0][:2] == ["Infusion volume", "Infusion time"]
    assert body(table) == [
        ["120 mL", "30 min", "4 mL/min"],
        ["60 min", "2 mL/min"],
        ["50 mL", "30 min", "1.67 mL/min"],
        ["1 hour", "50 mL/hour"],
    ]
    assert [cell.row_span for cell in table.cells if cell.words in {"120 mL", "50 mL"}] == [2, 2]


@pytest.mark.parametrize(
    "values",
    [
        f"120 mL\n\n{FIRST}30 min\n\n9 mL/min\n\n50 mL\n\n",
        f"50 mL\n\n{FIRST}{SECOND}120 mL\n\n",
        f"120 mL\n\n{FIRST}{SECOND}60 min\n\n50 mL\n\n",
    ],
    ids=["a rate of no volume", "another order", "a time without a rate"],
)
def test_what_arithmetic_does_not_tell_is_refused(values: str) -> None:
    assert not read(CAPTION + HEADINGS + values + NOTE).understood
