"""What a dose comes to for a patient."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.pipeline import label_of
from ingest.sources import read
from kg.calculation.amounts import Body, dose_amounts, rounded
from kg.codes import MaximumPer, PreparationQuantity
from kg.errors import PatientError
from kg.facts import Dose, Preparation
from kg.locator import Evidence, Span

_STATED = (Evidence(section="2.1", heading=None, table=None, span=Span(0, 4), quote="Dose"),)
DOSE = Dose(evidence=_STATED, read_by="example", amount=Decimal("0.8"), unit="mg/m2", schedule="Day 1")


UNREAD = "no largest dose or size was read for it, and none is taken into account: read the label's words"


def _prepared(quantity: PreparationQuantity, value: str, unit: str) -> Preparation:
    return Preparation(evidence=_STATED, read_by="example", quantity=quantity, value=Decimal(value), unit=unit)


VIAL = (
    _prepared(PreparationQuantity.RECONSTITUTED_CONCENTRATION, "0.25", "mg/mL"),
    _prepared(PreparationQuantity.DELIVERABLE_VOLUME, "3.6", "mL"),
    _prepared(PreparationQuantity.FINAL_VOLUME, "50", "mL"),
)


def test_a_dose_by_area_its_volume_and_vials() -> None:
    (found,) = dose_amounts([DOSE, *VIAL], Body(surface_m2=Decimal("1.8")))
    assert found.amount is not None
    assert found.volume is not None
    assert found.final_volume is not None
    assert (found.amount.value, found.amount.unit, found.amount.derivation) == (
        Decimal("1.44"),
        "mg",
        "0.8 mg/m2 x 1.8 m2",
    )
    assert (found.volume.value, found.volume.unit) == (Decimal("5.76"), "mL")
    assert [one.value for one in found.vials] == [Decimal(2)]
    assert found.final_volume.value == Decimal(50)
    assert found.silent == (UNREAD,)
    assert found.vials[0].facts == (DOSE, VIAL[0], VIAL[1])


def test_a_whole_vial_is_one_vial() -> None:
    dose = Dose(evidence=_STATED, read_by="example", amount=Decimal("0.5"), unit="mg/m2")
    (found,) = dose_amounts([dose, *VIAL], Body(surface_m2=Decimal("1.8")))
    assert [one.value for one in found.vials] == [Decimal(1)]


def test_where_the_label_is_silent_the_answer_says_so() -> None:
    (found,) = dose_amounts([DOSE], Body(surface_m2=Decimal("1.8")))
    assert found.volume is None
    told = ("no reconstituted concentration was read", "no final volume was read")
    assert found.silent == (*told, UNREAD)


def test_of_several_concentrations_none_is_chosen() -> None:
    other = _prepared(PreparationQuantity.RECONSTITUTED_CONCENTRATION, "0.5", "mg/mL")
    (found,) = dose_amounts([DOSE, *VIAL, other], Body(surface_m2=Decimal("1.8")))
    assert found.volume is None
    assert found.silent == ("the label states several reconstituted concentrations, or a range", UNREAD)


def test_without_the_size_that_a_dose_is_by_nothing_is_made_up() -> None:
    (found,) = dose_amounts([DOSE, *VIAL], Body(weight_kg=Decimal(70)))
    assert (found.amount, found.silent) == (None, ("the body surface area of the patient is not given",))


@pytest.mark.parametrize("size", ["0", "-1", "NaN", "Infinity"])
def test_a_size_that_is_no_number_above_nought_is_refused(size: str) -> None:
    with pytest.raises(PatientError, match=f"the weight is {size}; expected a number above 0"):
        Body(weight_kg=Decimal(size))


def test_words_that_were_not_understood_are_told() -> None:
    (found,) = dose_amounts([replace(DOSE, incomplete=("not to exceed 2 mg",)), *VIAL], Body(surface_m2=Decimal(2)))
    assert found.silent[-1] == "words of the label that were not understood: not to exceed 2 mg"


@pytest.mark.parametrize(
    ("dose", "reason"),
    [
        (replace(DOSE, amount_high=Decimal("0.9")), "the label states a range of doses"),
        (replace(DOSE, divided_into=3), "it is given in 3 doses"),
        (replace(DOSE, unit="mg/m2/d"), "it is stated for a length of time"),
    ],
)
def test_what_is_not_given_at_once_is_not_withdrawn_at_once(dose: Dose, reason: str) -> None:
    (found,) = dose_amounts([dose, *VIAL], Body(surface_m2=Decimal("1.8")))
    assert found.amount is not None
    assert (found.amount.value, found.volume, found.vials, found.silent) == (
        Decimal("1.44"),
        None,
        (),
        (reason, UNREAD),
    )


def test_a_range_has_both_its_ends() -> None:
    (found,) = dose_amounts([replace(DOSE, amount_high=Decimal("0.9"))], Body(surface_m2=Decimal(2)))
    assert found.amount is not None
    assert found.highest is not None
    assert (found.amount.value, found.highest.value) == (Decimal("1.6"), Decimal("1.8"))


def test_an_amount_in_another_measure_than_the_concentration_has_no_volume() -> None:
    dose = replace(DOSE, unit="[iU]/m2")
    (found,) = dose_amounts([dose, *VIAL], Body(surface_m2=Decimal(2)))
    assert (found.volume, found.vials) == (None, ())


@pytest.mark.parametrize(("body", "message"), [({"surface_m2": 18}, "at most 4 m2"), ({"weight_kg": 700}, "650 kg")])
def test_a_size_that_no_patient_has_is_refused(body: dict[str, int], message: str) -> None:
    with pytest.raises(PatientError, match=message):
        Body(**{name: Decimal(size) for name, size in body.items()})


def test_vials_of_two_sizes_are_combined() -> None:
    sizes = [_prepared(PreparationQuantity.VIAL_STRENGTH, size, "mg") for size in ("40", "160")]
    dose = replace(DOSE, amount=Decimal(230), unit="mg")
    (found,) = dose_amounts([dose, *sizes], Body())
    assert [(one.value, one.derivation) for one in found.vials] == [
        (Decimal(2), "2 x 160 mg: fewest vials; 90 mg left over"),
        (Decimal(3), "1 x 160 mg + 2 x 40 mg: least left over; 10 mg left over"),
    ]


def _liquid(strength: str, volume: str) -> Preparation:
    vial = _prepared(PreparationQuantity.VIAL_STRENGTH, strength, "mg")
    return replace(vial, volume=Decimal(volume), volume_unit="mL")


def test_a_liquid_is_withdrawn_by_the_concentration_in_its_vial() -> None:
    dose = replace(DOSE, amount=Decimal(700), unit="mg")
    (found,) = dose_amounts([dose, _liquid("100", "10"), _liquid("500", "50")], Body())
    assert found.volume is not None
    assert (found.volume.value, found.volume.derivation) == (Decimal(70), "700 mg / 10 mg/mL")
    (found,) = dose_amounts([dose, _liquid("10", "2"), _liquid("250", "10")], Body())
    assert (found.volume, found.silent[0]) == (None, "the vials have several concentrations")


@pytest.mark.shared
@pytest.mark.parametrize(
    ("label", "body", "told"),
    [
        ("kadcyla", Body(weight_kg=Decimal(70)), ("252", "12.6", ["1 x 160 mg + 1 x 100 mg"])),
        ("docetaxel", Body(surface_m2=Decimal("1.8")), ("135", "13.5", ["1 x 160 mg", "7 x 20 mg"])),
        ("onivyde", Body(surface_m2=Decimal("1.8")), ("126", "29.3", ["3 x 43 mg"])),
    ],
)
def test_vials_of_real_labels(shared: Path, label: str, body: Body, told: tuple[str, str, list[str]]) -> None:
    (path,) = (shared / "labels" / "openfda").glob(f"{label}.*.json")
    found = [
        (rounded(one.amount.value), rounded(one.volume.value), [way.derivation.split(":")[0] for way in one.vials])
        for one in dose_amounts(label_of(read(path)).facts, body)
        if one.amount and one.volume
    ]
    assert told in found


MOST = replace(DOSE, amount=Decimal(100), maximum=Decimal(150), maximum_unit="mg")


@pytest.mark.parametrize(
    ("dose", "amount", "unit"),
    [
        (MOST, Decimal(150), "mg"),
        (replace(MOST, amount=Decimal(50)), Decimal(100), "mg"),
        (replace(MOST, unit="mg/m2/d"), Decimal(150), "mg/d"),
        (replace(MOST, maximum=Decimal("0.1"), maximum_unit="g"), Decimal(100), "mg"),
        (replace(MOST, maximum_per=MaximumPer.DOSE), Decimal(150), "mg"),
        (replace(MOST, maximum_per=MaximumPer.DAY, unit="mg/m2/d"), Decimal(150), "mg/d"),
        (
            replace(MOST, maximum_per=MaximumPer.DAY, frequency=2, period=Decimal(1), period_unit="day"),
            Decimal(75),
            "mg",
        ),
        (
            replace(MOST, maximum_per=MaximumPer.DAY, frequency=1, period=Decimal(8), period_unit="h"),
            Decimal(50),
            "mg",
        ),
        (
            replace(MOST, maximum_per=MaximumPer.DAY, frequency=1, period=Decimal(3), period_unit="week"),
            Decimal(150),
            "mg",
        ),
        (replace(MOST, maximum=None, maximum_surface_m2=Decimal("1.5")), Decimal(150), "mg"),
        (replace(MOST, maximum=None, maximum_surface_m2=Decimal(3)), Decimal(200), "mg"),
    ],
)
def test_a_largest_dose_or_size_bounds_the_amount(dose: Dose, amount: Decimal, unit: str) -> None:
    (found,) = dose_amounts([dose], Body(surface_m2=Decimal(2)))
    assert found.amount is not None
    assert (found.amount.value, found.amount.unit) == (amount, unit)
    assert not [words for words in found.silent if "largest" in words]


def test_the_derivation_tells_what_bound_the_amount() -> None:
    by_amount, by_size = dose_amounts(
        [MOST, replace(MOST, maximum=None, maximum_surface_m2=Decimal("1.5"))], Body(surface_m2=Decimal(2))
    )
    assert by_amount.amount is not None
    assert by_size.amount is not None
    assert by_amount.amount.derivation == "100 mg/m2 x 2 m2 = 200 mg, at most 150 mg"
    assert by_size.amount.derivation == "100 mg/m2 x 1.5 m2, the largest that doses are calculated by, of 2 m2"


@pytest.mark.parametrize(
    ("dose", "largest"),
    [
        (replace(MOST, maximum_per=MaximumPer.WEEK), "150 mg per week"),
        (replace(MOST, maximum_per=MaximumPer.CYCLE), "150 mg per cycle"),
        (replace(MOST, maximum_per=MaximumPer.TREATMENT, maximum_unit="mg/m2"), "150 mg/m2 per treatment"),
        (replace(MOST, maximum_per=MaximumPer.DAY), "150 mg per day"),
        (replace(MOST, maximum_per=MaximumPer.DOSE, unit="mg/m2/d"), "150 mg per dose"),
    ],
)
def test_a_largest_dose_of_something_else_is_named_and_not_counted(dose: Dose, largest: str) -> None:
    (found,) = dose_amounts([dose], Body(surface_m2=Decimal(2)))
    assert found.amount is not None
    assert found.amount.value == Decimal(200)
    assert f"the largest dose of {largest} is not taken into account" in found.silent


def test_a_largest_size_of_the_other_kind_is_none_that_was_read() -> None:
    (found,) = dose_amounts([replace(DOSE, maximum_weight_kg=Decimal(100))], Body(surface_m2=Decimal(2)))
    assert UNREAD in found.silent


def _said_to_round(words: str) -> Dose:
    return replace(DOSE, amount=Decimal(230), incomplete=(words,))


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("rounded to the nearest 50 mg dose", 400),
        ("round up to the nearest 50 mg", 450),
        ("round the dose down to the nearest 100 mg", 400),
        ("rounded to the next 20 mg", 420),
        ("Round dose to the nearest 0.2 g", 400),
        ("rounded to the nearest whole vial", 450),
    ],
)
def test_an_amount_is_rounded_as_the_label_says(words: str, amount: int) -> None:
    vial = _prepared(PreparationQuantity.VIAL_STRENGTH, "90", "mg")
    (found,) = dose_amounts([_said_to_round(words), vial], Body(surface_m2=Decimal("1.8")))
    assert found.amount is not None
    assert (found.amount.value, found.amount.unit) == (Decimal(amount), "mg")
    assert found.amount.derivation.startswith("230 mg/m2 x 1.8 m2 = 414 mg, by the label's words: ")
    assert not any("round" in words for words in found.silent)


def test_an_amount_is_not_rounded_above_the_largest() -> None:
    dose = replace(_said_to_round("round up to the nearest 50 mg"), maximum=Decimal(420), maximum_unit="mg")
    (found,) = dose_amounts([dose], Body(surface_m2=Decimal("1.8")))
    assert found.amount is not None
    assert found.amount.value == Decimal(420)


@pytest.mark.parametrize(
    "words",
    ["rounded to the nearest strength", "round the daily dose to the nearest 50 mg", "rounded to the next vial"],
)
def test_rounding_that_is_not_understood_is_not_applied(words: str) -> None:
    vials = (_prepared(PreparationQuantity.VIAL_STRENGTH, size, "mg") for size in ("90", "40"))
    (found,) = dose_amounts([_said_to_round(words), *vials], Body(surface_m2=Decimal("1.8")))
    assert found.amount is not None
    assert found.amount.value == Decimal("414.0")
    assert f"rounding is not applied: {words}" in found.silent


@pytest.mark.parametrize(
    ("condition", "area", "expected"),
    [
        ("patients with BSA less than 0.6 m2", "1.8", None),
        ("patients with BSA less than 0.6 m2", "0.6", None),
        ("patients with BSA less than 0.6 m2", "0.5", Decimal("0.40")),
        ("BSA 0.55 to < 0.63 m2", "0.63", None),
        ("BSA 0.55 to < 0.63 m2", "0.55", Decimal("0.440")),
        ("BSA not less than 0.6 m2", "1", Decimal("0.8")),
        ("BSA below 0.6 m2 or above 1 m2", "1.8", Decimal("1.44")),
        ("patients with relapsed samplosis", "1", Decimal("0.8")),
    ],
)
def test_a_dose_for_another_size_is_none(condition: str, area: str, expected: Decimal | None) -> None:
    (found,) = dose_amounts([replace(DOSE, condition=condition)], Body(surface_m2=Decimal(area)))
    assert (found.amount.value if found.amount else None) == expected
    assert found.amount is not None or found.silent == (f"{area} m2 is not what it is for: {condition}",)
