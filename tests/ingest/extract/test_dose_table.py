from decimal import Decimal

from ingest.extract.dose_table import extract
from ingest.reading import Reading
from tests.ingest.building import Writing


def reading(*rows: list[str | tuple[str, int]], number: str = "2.1", caption: str = "Dosing Regimen") -> Reading:
    writing = Writing()
    table = writing.table(rows, caption=caption)
    return writing.add(writing.section(number, "Dosage", table)).reading()


def test_a_schedule_by_day_and_group() -> None:
    doses = list(
        extract(
            reading(
                ["", "Day 1", "Day 8"],
                [("Dosing regimen for Cycle 1", 3)],
                [("All patients:", 3)],
                ["Dose", "0.8 mg/m2", "0.5 mg/m2"],
                ["Cycle length", ("21 days", 2)],
            )
        )
    )
    assert [(dose.amount, dose.schedule, dose.condition) for dose in doses] == [
        (Decimal("0.8"), "Day 1", "Cycle 1, All patients"),
        (Decimal("0.5"), "Day 8", "Cycle 1, All patients"),
    ]


def test_levels_of_dose_reduction() -> None:
    doses = list(
        extract(
            reading(
                ["Dose Reduction", "Dose Level"],
                ["Starting dose", "3.6 mg/kg"],
                ["First dose reduction", "3 mg/kg"],
                ["Further reduction", "Discontinue treatment"],
                caption="Dose Reductions",
            )
        )
    )
    assert [(dose.amount, dose.condition) for dose in doses] == [
        (Decimal("3.6"), None),
        (Decimal(3), "First dose reduction"),
    ]


def test_tables_of_other_sections_hold_no_recommended_dose() -> None:
    assert not list(extract(reading(["", "Dose"], ["Rat", "3 mg/kg"], number="13.1")))


def test_the_numbers_of_the_caption_are_read_with_the_doses() -> None:
    made = reading(["", "Day 1"], ["Dose", "5 mg"], caption="Dosing Regimen for Cycle 1")
    (dose,) = extract(made)
    assert {"5 mg", "Day 1", "Cycle 1"} <= {made.document.quote(span) for span in dose.values}
