from decimal import Decimal

from ingest.extract import time_limit, time_limit_table
from ingest.reading import Reading
from kg.codes import ProductState, Storage
from tests.ingest.building import Writing

COLUMNS = (
    ["Diluent", "Room Temperature (up to 25°C)", "Refrigerated (2°C to 8°C)"],
    ["0.9% Sodium Chloride Injection", "18 hours", "Up to 24 hours, including infusion"],
    ["Lactated Ringer’s Injection", "12 hours", "Not recommended"],
)


def reading(*rows: list[str], caption: str, number: str = "2.5", title: str = "Preparation") -> Reading:
    writing = Writing()
    return writing.add(writing.section(number, title, writing.table(rows, caption=caption))).reading()


def test_a_limit_by_diluent_and_storage_condition() -> None:
    made = reading(*COLUMNS, caption="Diluted EXAMPLINE Solution Storage Conditions")
    found = list(time_limit_table.extract(made))
    assert [(one.state, one.storage, one.max_hours, one.temp_low_c, one.temp_high_c) for one in found] == [
        (ProductState.DILUTED, Storage.ROOM_TEMPERATURE, Decimal(18), None, Decimal(25)),
        (ProductState.DILUTED, Storage.REFRIGERATED, Decimal(24), Decimal(2), Decimal(8)),
        (ProductState.DILUTED, Storage.ROOM_TEMPERATURE, Decimal(12), None, Decimal(25)),
    ]
    assert [quote.quote for quote in found[0].evidence] == [
        "0.9% Sodium Chloride Injection",
        "18 hours",
        "Room Temperature (up to 25°C)",
    ]
    assert {"18 hours", "up to 25°C"} <= {made.document.quote(span) for span in found[0].values}
    assert not list(time_limit.extract(made))


def test_the_row_may_name_the_storage_condition_and_the_column_the_state() -> None:
    rows = (["Storage", "Reconstituted solution", "Infusion bag"], ["2°C to 8°C", "24 hours", "2 days"])
    found = time_limit_table.extract(reading(*rows, caption="Hold Times"))
    assert [(one.state, one.storage, one.max_hours) for one in found] == [
        (ProductState.RECONSTITUTED, Storage.REFRIGERATED, Decimal(24)),
        (ProductState.DILUTED, Storage.REFRIGERATED, Decimal(48)),
    ]


def test_what_was_opened_is_in_no_state_of_the_list() -> None:
    rows = (["Storage Condition", "Unopened Vial", "Opened Vial"], ["2°C to 8°C", "60 days", "30 days"])
    found = time_limit_table.extract(reading(*rows, caption="Storage", number="16", title="Storage"))
    assert [(one.state, one.max_hours) for one in found] == [(ProductState.UNOPENED, Decimal(1440))]


def test_upper_headers_may_name_the_state() -> None:
    writing = Writing()
    rows = (
        [("Maximum Storage Time of Reconstituted Vial", 2), ("Maximum Storage Time of Prepared Infusion Bag", 2)],
        [
            "Room Temperature 23°C to 27°C",
            "Refrigerated 2°C to 8°C",
            "Room Temperature 23°C to 27°C",
            "Refrigerated 2°C to 8°C",
        ],
        ["4 hours", "24 hours", "7 days", "14 days"],
    )
    table = writing.table(rows, header_rows=2, caption="Storage Times")
    found = time_limit_table.extract(writing.add(writing.section("2.6", "Storage", table)).reading())
    assert [(one.state, one.temp_low_c, one.max_hours) for one in found] == [
        (ProductState.RECONSTITUTED, Decimal(23), Decimal(4)),
        (ProductState.RECONSTITUTED, Decimal(2), Decimal(24)),
        (ProductState.DILUTED, Decimal(23), Decimal(168)),
        (ProductState.DILUTED, Decimal(2), Decimal(336)),
    ]


def test_a_cell_with_a_storage_condition_is_read_as_a_sentence() -> None:
    rows = (
        ["Diluent", "Diluted Solution Storage"],
        ["Samplose", "Up to 36 hours at 2°C to 8°C or up to 4 hours at 20°C to 25°C"],
    )
    made = reading(*rows, caption="Storage Conditions")
    assert not list(time_limit_table.extract(made))
    assert [one.max_hours for one in time_limit.extract(made)] == [Decimal(36), Decimal(4)]


def test_times_of_other_tables_are_no_limits() -> None:
    assert not list(
        time_limit_table.extract(reading(["", "At 25°C"], ["Half-life", "18 hours"], caption="Release", number="12.3"))
    )
    assert not list(
        time_limit_table.extract(reading(["", "At 25°C"], ["Infusion", "18 hours"], caption="Rates of infusion"))
    )
