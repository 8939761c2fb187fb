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
