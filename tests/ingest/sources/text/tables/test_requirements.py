"""Lists of requirements in two columns."""

from ingest.sources.text.lines import lines_of
from ingest.sources.text.tables import table_at
from tests.ingest.sources.text.tables.excerpts import body, read

REQUIREMENTS = """\
Mode of administration IV infusion

Infusion time 2 hours

Special instructions
• Keep in the dark
•  Do not mix with

other products

Giving Exampline
"""


def test_each_requirement_is_a_row() -> None:
    assert body(read(REQUIREMENTS)) == [
        ["Mode of administration", "IV infusion"],
        ["Infusion time", "2 hours"],
        ["Special instructions", "• Keep in the dark • Do not mix with other products"],
    ]


def test_two_requirements_are_no_table() -> None:
    assert table_at(lines_of("Storage is cold.\n\nTemperature is low.\n"), 0) is None
