from decimal import Decimal
from pathlib import Path

import pytest

from ingest.extract.dose import extract
from ingest.pipeline import read_label
from kg.facts import Dose
from tests.ingest.building import reading_of


def test_a_recommended_dose_with_when_and_in_whom() -> None:
    reading = reading_of(
        {"2.1": "For the first cycle, the recommended dose is 5 mg/kg given as an intravenous infusion every 3 weeks."}
    )
    (dose,) = extract(reading)
    assert (dose.amount, dose.unit, dose.schedule) == (Decimal(5), "mg/kg", "every 3 weeks")
    assert (dose.condition, dose.route) == ("first cycle", "intravenous")
    assert [reading.document.quote(span) for span in dose.values] == ["5 mg/kg", "3 weeks"]


def test_how_often_may_stand_in_the_next_sentence() -> None:
    text = "The recommended dose is 75 mg/m2 on the first day. Treatment is repeated every three weeks."
    (dose,) = extract(reading_of({"2.1": text}))
    assert dose.schedule == "every three weeks"


def test_a_condition_that_is_not_read_makes_the_dose_incomplete() -> None:
    (dose,) = extract(reading_of({"2.1": "The recommended dose is 5 mg twice daily unless the platelets are low."}))
    assert dose.incomplete == ("unless",)


def test_other_sections_recommend_nothing() -> None:
    assert not list(extract(reading_of({"13.1": "Rats received the recommended dose of 5 mg/kg daily."})))


def test_a_range_of_doses() -> None:
    (dose,) = extract(reading_of({"2.1": "The recommended dose is 60 to 100 mg/m2 every 3 weeks."}))
    assert (dose.amount, dose.amount_high) == (Decimal(60), Decimal(100))


@pytest.mark.shared
def test_doses_of_a_real_label(shared: Path) -> None:
    doses = [fact for fact in read_label(shared / "labels" / "besponsa.txt").facts if isinstance(fact, Dose)]
    assert len(doses) == 12
    totals = [(dose.amount, dose.condition) for dose in doses if dose.evidence[0].table is None]
    assert [amount for amount, _ in totals] == [Decimal("1.8"), Decimal("1.5"), Decimal("1.8")]
    assert all("total dose" in str(condition) for _, condition in totals)
