from ingest.extract.premedication_table import extract
from kg.facts import Premedication
from tests.ingest.building import Writing


def read(*rows: list[str], caption: str) -> list[Premedication]:
    writing = Writing()
    table = writing.table(rows, caption=caption)
    return list(extract(writing.add(writing.section("2.3", "Administration", table)).reading()))


def test_each_row_names_a_medicine_and_when_to_give_it() -> None:
    found = read(
        ["Premedication", "Route", "Examples (or equivalent)", "Administration Time Prior to Infusion"],
        ["Corticosteroid", "intravenous", "samplone 10 mg", "at least 30 minutes prior"],
        ["Antihistamine", "oral", "testamine 25 mg to 50 mg", "30 to 60 minutes"],
        caption="Premedication Prior to Each Infusion",
    )
    assert [(one.agents, one.timing, one.condition) for one in found] == [
        (("Corticosteroid",), "at least 30 minutes prior", None),
        (("Antihistamine",), "30 to 60 minutes", None),
    ]
    assert len(found[0].values) == 2


def test_a_column_before_the_medicine_tells_when_it_holds() -> None:
    (one,) = read(
        ["Treatment Cycle", "Patients requiring premedication", "Premedication"],
        ["Cycle 1", "All patients", "Samplone 20 mg"],
        caption="Premedications",
    )
    assert (one.agents, one.condition) == (("Samplone 20 mg",), "Cycle 1, All patients")


def test_other_tables_of_medicines_are_no_premedication() -> None:
    assert not read(["Medication", "Time"], ["Samplone", "30 minutes"], caption="Interacting Medications")
