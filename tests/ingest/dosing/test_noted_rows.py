"""Notes of tables whose mark stands at what a row is about."""

from msgspec import structs

from ingest.dosing.noted_rows import noted_finding
from tests.ingest.building import Writing


def _noted(marked: str, trigger: str) -> str | None:
    writing = Writing()
    rows = [["Reaction", "Severity", "Action"], ["Hepatitis with tumors", "ALT > 5 × ULN", "Withhold"]]
    table = writing.table(rows, footnotes={"a": "If ALT is normal at baseline, discontinue Exampline."})
    cells = tuple(structs.replace(cell, markers=("a",)) if cell.words == marked else cell for cell in table.cells)
    section = writing.section("2.3", "Dose Modifications", structs.replace(table, cells=cells))
    (passage,) = writing.add(section).reading().guide_and("2")
    return noted_finding(passage, trigger)


def test_a_note_holds_for_the_row_whose_finding_has_its_mark() -> None:
    assert _noted("Hepatitis with tumors", "ALT is normal at baseline") == "Hepatitis with tumors"


def test_a_note_of_an_action_or_of_what_it_names_itself_is_of_no_row() -> None:
    assert _noted("Withhold", "ALT is normal at baseline") is None
    assert _noted("Hepatitis with tumors", "hepatitis with tumors and normal ALT") is None
