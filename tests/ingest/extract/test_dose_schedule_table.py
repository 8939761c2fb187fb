from collections.abc import Sequence
from decimal import Decimal

from ingest.extract.dose_schedule_table import extract
from ingest.reading import Reading
from kg.facts import Dose
from tests.ingest.building import Writing

STATED = "The recommended dose is 16 mg/kg as an intravenous infusion according to the schedule in Table 1."
TIMES = (
    ["Weeks", "Schedule"],
    ["Weeks 1 to 8", "weekly (total of 8 doses)"],
    ["Week 9 onwards until disease progression", "every two weeks"],
)


def reading(*rows: Sequence[str | tuple[str, int]], lead: str = STATED, caption: str = "Dosing Schedule") -> Reading:
    writing = Writing()
    paragraph = writing.paragraph(lead)
    return writing.add(writing.section("2.2", "Dosage", paragraph, writing.table(rows, caption=caption))).reading()


def told(doses: list[Dose]) -> list[tuple[Decimal, str | None, str | None]]:
    return [(dose.amount, dose.schedule, dose.condition) for dose in doses]


def test_each_row_is_when_the_one_dose_is_given() -> None:
    made = reading(*TIMES)
    doses = list(extract(made))
    assert told(doses) == [
        (Decimal(16), "weekly", "Weeks 1 to 8"),
        (Decimal(16), "every two weeks", "Week 9 onwards until disease progression"),
    ]
    assert (doses[0].unit, doses[0].route) == ("mg/kg", "intravenous")
    assert [quote.quote for quote in doses[0].evidence] == ["Weeks 1 to 8", "weekly (total of 8 doses)", STATED]
    assert "16 mg/kg" in {made.document.quote(span) for span in doses[0].values}


def test_groups_and_the_caption_tell_of_the_rows() -> None:
    rows = (["Cycle", "Dosing schedule"], [("Induction", 2)], ["Cycle 1", "Days 1, 8, 15 (weekly)"])
    doses = list(extract(reading(*rows, caption="Dosing Schedule for Exampleosis")))
    assert told(doses) == [(Decimal(16), "Days 1, 8, 15 (weekly)", "Exampleosis, Induction, Cycle 1")]


def test_several_doses_or_none_before_a_table_give_none() -> None:
    assert not list(
        extract(reading(*TIMES, lead="The dose is 5 mg/kg for adults. For children, the dose is 9 mg/kg. See Table 1."))
    )
    assert not list(extract(reading(*TIMES, lead="Give as in Table 1.")))


def test_a_table_of_amounts_or_of_other_things_is_none_of_times() -> None:
    assert not list(extract(reading(["Week", "Schedule"], ["Week 1", "8 mg/kg weekly"])))
    assert not list(extract(reading(["Week", "Schedule"], ["Week 1", "measure the weight"])))
