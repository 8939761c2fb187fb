"""The latest times that limits leave, and which limit binds."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from kg.calculation.deadlines import Course, deadlines
from kg.codes import HandlingAdvice, HandlingStep, ProductState, Storage
from kg.errors import PatientError
from kg.facts import Administration, Fact, Handling, TimeLimit
from kg.locator import Evidence, Span

_STATED = (Evidence(section="2.4", heading=None, table=None, span=Span(0, 5), quote="Limit"),)


def _limit(state: ProductState, hours: int, storage: Storage | None = None) -> TimeLimit:
    return TimeLimit(evidence=_STATED, read_by="example", state=state, max_hours=Decimal(hours), storage=storage)


TOTAL = _limit(ProductState.TOTAL, 8)
TO_DILUTION = _limit(ProductState.RECONSTITUTED, 4)
COLD = _limit(ProductState.DILUTED, 3, Storage.REFRIGERATED)
WARM = _limit(ProductState.DILUTED, 4, Storage.ROOM_TEMPERATURE)
INFUSION = Administration(evidence=_STATED, read_by="example", infusion_minutes=Decimal(60))
WARMING = Handling(
    evidence=_STATED,
    read_by="example",
    advice=HandlingAdvice.WARM_TO_ROOM_TEMPERATURE,
    duration=Decimal(1),
    duration_unit="h",
)
FACTS: tuple[Fact, ...] = (TOTAL, TO_DILUTION, COLD, WARM, INFUSION, WARMING)


def _at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, 2, hour, minute)


def test_the_limit_through_administration_binds_before_that_of_storage() -> None:
    course = Course(reconstituted_at=_at(8), diluted_at=_at(11, 30), storage=Storage.REFRIGERATED)
    found = deadlines(FACTS, course)
    assert [(one.step, one.at) for one in found.steps] == [
        ("take it out of the refrigerator", _at(14)),
        ("begin the infusion", _at(15)),
        ("end the infusion", _at(16)),
    ]
    assert found.steps[0].facts == (TOTAL, INFUSION, WARMING)
    assert found.steps[2].derivation == "8 h after reconstitution at 08:00"
    assert (found.broken, found.silent) == ((), ())


def test_the_limit_of_storage_binds_where_it_ends_first() -> None:
    course = Course(reconstituted_at=_at(8), diluted_at=_at(8, 30), storage=Storage.REFRIGERATED)
    remove = deadlines(FACTS, course).steps[0]
    assert (remove.at, remove.facts) == (_at(11, 30), (COLD,))


def test_before_dilution_its_time_is_told() -> None:
    first = deadlines(FACTS, Course(reconstituted_at=_at(8))).steps[0]
    assert (first.step, first.at, first.facts) == ("dilute", _at(12), (TO_DILUTION,))


def test_a_limit_that_is_passed_is_told() -> None:
    course = Course(reconstituted_at=_at(8), diluted_at=_at(12, 30), storage=Storage.ROOM_TEMPERATURE)
    assert [one.facts for one in deadlines(FACTS, course).broken] == [(TO_DILUTION,)]


def test_the_very_minute_of_a_limit_is_within_it() -> None:
    course = Course(reconstituted_at=_at(8), diluted_at=_at(12), storage=Storage.ROOM_TEMPERATURE)
    assert deadlines(FACTS, course).broken == ()


def test_where_the_label_is_silent_the_answer_says_so() -> None:
    course = Course(reconstituted_at=_at(8), diluted_at=_at(9))
    assert deadlines((COLD,), course).silent == (
        "the label states no limit from reconstitution through the end of administration",
        "the label states no length of the infusion, or several",
        "how the diluted product is stored is not given",
    )


def test_dilution_before_reconstitution_is_refused() -> None:
    with pytest.raises(PatientError, match="expected dilution after reconstitution"):
        Course(reconstituted_at=_at(9), diluted_at=_at(8))


def test_times_that_cannot_be_compared_and_none_at_all_are_refused() -> None:
    with pytest.raises(PatientError, match="no time is given; expected when one of these was done: preparation, recon"):
        Course(storage=Storage.REFRIGERATED)
    with pytest.raises(PatientError, match="some of the times have an offset"):
        Course(reconstituted_at=_at(8), diluted_at=_at(9).replace(tzinfo=UTC))


def test_a_limit_counts_from_the_step_that_it_names() -> None:
    limit = replace(COLD, counted_from=HandlingStep.RECONSTITUTION)
    course = Course(reconstituted_at=_at(8), diluted_at=_at(10), storage=Storage.REFRIGERATED)
    (remove,) = deadlines((limit,), course).steps
    assert (remove.at, remove.derivation) == (_at(11), "3 h after reconstitution at 08:00")


def test_a_limit_to_the_end_of_the_infusion_leaves_time_for_it() -> None:
    limit = replace(WARM, counted_from=HandlingStep.PREPARATION, counted_to=HandlingStep.END_OF_ADMINISTRATION)
    course = Course(prepared_at=_at(8), diluted_at=_at(9), storage=Storage.ROOM_TEMPERATURE)
    assert [(one.step, one.at) for one in deadlines((limit, INFUSION), course).steps] == [
        ("begin the infusion", _at(11)),
        ("end the infusion", _at(12)),
    ]


def test_a_limit_from_a_step_whose_time_is_not_given_is_told() -> None:
    limit = replace(WARM, counted_from=HandlingStep.PREPARATION)
    found = deadlines((limit,), Course(diluted_at=_at(9), storage=Storage.ROOM_TEMPERATURE))
    assert found.steps == ()
    assert "a limit of 4 h counts from preparation, and when that was is not given" in found.silent


def test_a_further_time_counts_from_the_refrigerator_and_what_was_passed_is_told() -> None:
    further = replace(WARM, counted_from=HandlingStep.REMOVAL_FROM_REFRIGERATOR, condition="diluted in saline")
    course = Course(diluted_at=_at(8), removed_at=_at(12), storage=Storage.REFRIGERATED)
    found = deadlines((COLD, further), course)
    assert [(one.step, one.at, one.derivation) for one in found.steps] == [
        ("begin the infusion", _at(16), "4 h after removal from refrigerator at 12:00, if diluted in saline")
    ]
    assert [(one.step, one.facts) for one in found.broken] == [("take it out of the refrigerator", (COLD,))]


def test_the_storage_of_the_vial_tells_when_to_dilute() -> None:
    limits = (
        _limit(ProductState.RECONSTITUTED, 24, Storage.REFRIGERATED),
        _limit(ProductState.RECONSTITUTED, 4, Storage.ROOM_TEMPERATURE),
    )
    cold = deadlines(limits, Course(reconstituted_at=_at(8), vial_storage=Storage.REFRIGERATED))
    assert [(one.step, one.at, one.facts) for one in cold.steps] == [
        ("dilute", datetime(2026, 3, 3, 8), (limits[0],)),
    ]
    warm = deadlines(limits, Course(reconstituted_at=_at(8), vial_storage=Storage.ROOM_TEMPERATURE))
    assert [(one.step, one.at) for one in warm.steps] == [("dilute", _at(12))]
    asked = deadlines(limits, Course(reconstituted_at=_at(8)))
    assert asked.steps == ()
    assert asked.silent[-1] == "how the reconstituted product is stored is not given, and the label has limits for it"
