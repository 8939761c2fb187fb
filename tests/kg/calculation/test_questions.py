"""Questions of pharmacists about a real label that its facts are calculated from."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.pipeline import label_of
from ingest.sources import read
from kg.calculation.amounts import Body, dose_amounts
from kg.calculation.deadlines import Course, deadlines
from kg.calculation.regimen import regimen
from kg.codes import Action, Storage
from kg.facts import AdverseReaction, DoseRule, Fact

pytestmark = pytest.mark.shared

MONDAY = date(2026, 1, 5)


@pytest.fixture(scope="module")
def facts(shared: Path) -> Sequence[Fact]:
    (path,) = (shared / "labels" / "openfda").glob("besponsa.*.json")
    return label_of(read(path)).facts


def test_q11_a_patient_in_remission_gets_the_lower_dose_of_the_second_cycle(facts: Sequence[Fact]) -> None:
    second = regimen(facts, MONDAY, 2).cycles[1]
    (total,) = (one for one in second.totals if "have achieved a CR" in one.derivation)
    first = next(
        one.dose for one in second.doses if one.day == 1 and "have achieved a CR" in (one.dose.condition or "")
    )
    assert (first.amount, total.value, total.unit) == (Decimal("0.5"), Decimal("1.5"), "mg/m2")


def test_q13_a_dose_by_area_with_its_volume_and_vials(facts: Sequence[Fact]) -> None:
    found = dose_amounts(facts, Body(surface_m2=Decimal("1.8")))
    first = next(one for one in found if one.dose.days == (1,) and one.dose.first_cycle == 1)
    assert first.amount is not None
    assert first.volume is not None
    assert (first.amount.value, first.volume.value) == (Decimal("1.44"), Decimal("5.76"))
    assert [one.value for one in first.vials] == [Decimal(2)]


def test_q14_the_first_cycle_lasts_three_weeks_and_may_be_extended_to_four(facts: Sequence[Fact]) -> None:
    (cycle,) = regimen(facts, MONDAY, 1).cycles
    assert (cycle.days, cycle.longest) == (21, 28)


def test_q32_a_total_less_a_quarter_is_not_divided_among_the_doses(facts: Sequence[Fact]) -> None:
    rule = next(
        fact
        for fact in facts
        if isinstance(fact, DoseRule) and "14 days" in (fact.severity or "") and Action.REDUCE in fact.actions
    )
    assert "total dose by 25%" in (rule.text or "")
    second = regimen(facts, MONDAY, 2, reduced_by=Decimal(25)).cycles[1]
    (left,) = (one for one in second.reduced if "have achieved a CR" in one.derivation)
    assert (left.value, left.unit) == (Decimal("1.125"), "mg/m2")
    assert left.derivation.startswith("1.5 mg/m2 less 25 %, not divided among the doses")


def test_q40_a_cold_bag_is_taken_out_an_hour_before_the_infusion_must_begin(facts: Sequence[Fact]) -> None:
    course = Course(
        reconstituted_at=datetime(2026, 1, 5, 8), diluted_at=datetime(2026, 1, 5, 11, 30), storage=Storage.REFRIGERATED
    )
    found = {one.step: one.at.strftime("%H:%M") for one in deadlines(facts, course).steps}
    assert found == {
        "take it out of the refrigerator": "14:00",
        "begin the infusion": "15:00",
        "end the infusion": "16:00",
    }


def test_q62_reactions_that_were_more_frequent_on_the_comparator(facts: Sequence[Fact]) -> None:
    table = [
        fact for fact in facts if isinstance(fact, AdverseReaction) and fact.grade == "all" and fact.evidence[0].table
    ]
    arms = list(dict.fromkeys(fact.arm for fact in table))
    share = {(fact.term, fact.arm): fact.percent for fact in table}
    (product, comparator) = arms
    higher = {term: share[term, comparator] - percent for (term, arm), percent in share.items() if arm == product}
    assert {term: points for term, points in higher.items() if points >= 10} == {
        "Infection": 28,
        "Febrile neutropenia": 27,
        "Anemia": 23,
        "Diarrhea": 21,
        "Nausea": 15,
        "Stomatitis": 13,
        "Thrombocytopenia": 10,
        "Pyrexia": 10,
    }
