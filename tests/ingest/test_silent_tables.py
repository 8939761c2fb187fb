from ingest.document import NotUnderstood
from ingest.pipeline import label_of
from ingest.reading import Reading
from ingest.silent_tables import silent_tables
from tests.ingest.building import Writing

SUPPLY = (["Item", "Needle length"], ["Deltoid", "1 inch"])


def written(*rows: list[str], number: str = "2.5") -> Writing:
    writing = Writing()
    return writing.add(writing.section(number, "Kits", writing.table(rows, caption="Needles")))


def unread(reading: Reading) -> tuple[NotUnderstood, ...]:
    return tuple(silent_tables(reading, label_of(reading.document).facts))


def test_a_table_without_a_fact_is_told_with_its_place_and_header() -> None:
    reading = written(*SUPPLY).reading()
    (gap,) = unread(reading)
    assert (gap.section, gap.span) == ("2.5", reading.tables[0].table.span)
    assert gap.reason == (
        "Table 1 was not read: no statement of a known kind was found in it; its header: Item | Needle length"
    )
    assert gap in label_of(reading.document).document.not_understood


def test_a_table_with_a_fact_is_not_told() -> None:
    assert not unread(written(["Level", "Dose"], ["First dose reduction", "3 mg"]).reading())


def test_tables_of_other_sections_are_not_told() -> None:
    assert not unread(written(*SUPPLY, number="16.1").reading())
