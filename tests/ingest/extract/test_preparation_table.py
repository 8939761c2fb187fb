from decimal import Decimal

from ingest.extract import preparation_table
from kg.codes import PreparationQuantity as Quantity
from tests.ingest.building import Writing


def test_the_columns_tell_what_their_amounts_are() -> None:
    writing = Writing()
    table = writing.table(
        [
            ["Vial Size", "Amount of Sterile Water required for reconstitution", "Concentration", "Deliverable Volume"],
            ["25 mg vial", "0.68 mL", "25 mg/0.5 mL (50 mg/mL)", "0.5 mL"],
        ],
        label="Table 5",
    )
    reading = writing.add(writing.section("2.3", "Preparation", table)).reading()
    found = [(fact.quantity, fact.value, fact.unit) for fact in preparation_table.extract(reading)]
    assert found == [
        (Quantity.RECONSTITUTION_VOLUME, Decimal("0.68"), "mL"),
        (Quantity.RECONSTITUTED_CONCENTRATION, Decimal(50), "mg/mL"),
        (Quantity.DELIVERABLE_VOLUME, Decimal("0.5"), "mL"),
    ]


def test_a_table_of_infusion_rates_holds_no_amounts_to_prepare() -> None:
    writing = Writing()
    table = writing.table([["Infusion volume", "Infusion time"], ["100 mL", "30 min"]], label="Table 2")
    reading = writing.add(writing.section("2.3", "Administration", table)).reading()
    assert not list(preparation_table.extract(reading))
