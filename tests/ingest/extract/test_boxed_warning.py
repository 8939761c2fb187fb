import pytest

from ingest.document import Part
from ingest.extract.boxed_warning import extract
from tests.ingest.building import Writing


@pytest.mark.parametrize(
    ("title", "hazards"),
    [
        ("WARNING: HEPATOTOXICITY and BLEEDING", ["HEPATOTOXICITY", "BLEEDING"]),
        ("WARNING", ["WARNING"]),
        ("BOXED WARNING:", ["BOXED WARNING:"]),
    ],
)
def test_each_hazard_of_the_title_is_a_warning_and_a_bare_title_stands_for_all(title: str, hazards: list[str]) -> None:
    writing = Writing()
    writing.add(writing.section(None, title, "For one route only.", part=Part.BOXED))
    found = list(extract(writing.reading()))
    assert [warning.title for warning in found] == hazards
    assert {warning.text for warning in found} == {"For one route only."}
