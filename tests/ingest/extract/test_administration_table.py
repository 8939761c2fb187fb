from decimal import Decimal

from ingest.extract.administration_table import extract
from tests.ingest.building import Writing


def test_a_row_has_a_time_and_a_rate() -> None:
    writing = Writing()
    rows = (
        ["Infusion volume", "Infusion time", "Rate of infusion"],
        ["100 mL", "30 min", "3.33 mL/min"],
        ["100 mL", "1 hour", "1.67 mL/min"],
    )
    reading = writing.add(writing.section("2.4", "Administration", writing.table(rows))).reading()
    found = list(extract(reading))
    assert [(way.infusion_minutes, way.rate, way.rate_unit) for way in found] == [
        (Decimal(30), Decimal("3.33"), "mL/min"),
        (Decimal(60), Decimal("1.67"), "mL/min"),
    ]
    assert [reading.document.quote(span) for span in found[0].values] == ["30 min", "3.33 mL/min"]


def test_a_table_of_volumes_alone_tells_no_way_of_giving() -> None:
    writing = Writing()
    table = writing.table((["Dose", "Volume"], ["5 mg", "30 mL"]))
    assert not list(extract(writing.add(writing.section("2.4", "Dilution", table)).reading()))


def ways(*rows: list[str | tuple[str, int]], caption: str) -> list[tuple[Decimal | None, Decimal | None, str | None]]:
    writing = Writing()
    table = writing.table(rows, caption=caption)
    found = extract(writing.add(writing.section("2.4", "Administration", table)).reading())
    return [(way.infusion_minutes, way.rate, way.rate_unit) for way in found]


def test_rates_by_elapsed_time_have_the_unit_of_their_header() -> None:
    rows: tuple[list[str | tuple[str, int]], ...] = (
        ["Elapsed Time (minutes)", "Infusion Rate (mL/hour)"],
        ["0-30", "42"],
        ["31 to completion", "125"],
    )
    assert ways(*rows, caption="Recommended Rates") == [
        (None, Decimal(42), "mL/h"),
        (None, Decimal(125), "mL/h"),
    ]


def test_a_row_begins_with_its_initial_rate() -> None:
    rows: tuple[list[str | tuple[str, int]], ...] = (
        ["", "Volume", "Initial rate", "Observation", "Rate increment", "Maximum rate"],
        [("Week 1", 6)],
        ["Day 1", "500 mL", "50 mL/hour", "60 minutes", "25 mL/hour", "200 mL/hour"],
    )
    assert ways(*rows, caption="Infusion Rates") == [(None, Decimal(50), "mL/h")]


def test_a_column_of_infusion_times_needs_no_rate() -> None:
    rows: tuple[list[str | tuple[str, int]], ...] = (
        ["Cycle", "Dose", "Duration of infusion", "Observation time"],
        ["Cycle 1", "10 mg", "4 hours", "60 minutes"],
    )
    assert ways(*rows, caption="Dosing Schedule") == [(Decimal(240), None, None)]
    assert not ways(["Dose", "Observation time"], ["10 mg", "60 minutes"], caption="Dosing Schedule")
