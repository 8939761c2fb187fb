import pytest

from ingest.document import Table
from ingest.dosing.rule_tables import first_group, topic, whom, with_header
from tests.ingest.building import Writing


def table(caption: str, *rows: list[str | tuple[str, int]], header_rows: int = 1) -> Table:
    return Writing().table(list(rows) or [["Grade", "Action"]], caption=caption, header_rows=header_rows)


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("Dose Modification and Management — Diarrhea", ("Diarrhea", None)),
        ("Dosage Modifications for Neuropathy in Pediatric Patients", ("Neuropathy", "Pediatric Patients")),
        ("Recommended Dosage Modifications", (None, None)),
    ],
)
def test_what_a_caption_says_of_finding_and_patients(caption: str, expected: tuple[str | None, str | None]) -> None:
    found = table(caption)
    assert (topic(found), whom(found)) == expected


def test_remarks_above_the_header_are_no_rows() -> None:
    remark = "Monitor blood counts before the start of treatment and every two weeks."
    rows: list[list[str | tuple[str, int]]] = [[(remark, 2)], ["Grade", "Dose Modification"], ["Grade 1", "Withhold."]]
    found = with_header(table("Dose Modification — Anemia", *rows, header_rows=0))
    assert (found.header_rows, [cell.words for cell in found.headers(0)]) == (1, ["Grade"])


def test_a_heading_over_all_columns_is_a_group_where_others_follow() -> None:
    first: list[list[str | tuple[str, int]]] = [[("Early disease", 2)], ["Finding", "Action"], ["Rash", "Withhold."]]
    assert first_group(table("Rules", *first, header_rows=2)) is None
    both = first_group(table("Rules", *first, [("Late disease", 2)], ["Rash", "Discontinue."], header_rows=2))
    assert both is not None
    assert both.words == "Early disease"
