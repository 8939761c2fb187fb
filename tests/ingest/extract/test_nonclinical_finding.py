from decimal import Decimal

from ingest.extract import nonclinical_finding
from kg.codes import Comparison
from tests.ingest.building import reading_of

STUDY = "In embryo-fetal development studies in rats, pregnant animals received doses of examplinib up to 3 mg/m2."
FOUND = (
    "Increased resorptions were observed at ≥ 1 mg/m2 (approximately 2 times the exposure in patients, based on AUC)."
)


def test_dose_multiple_and_species_of_the_study() -> None:
    given, resorptions = nonclinical_finding.extract(reading_of({"8.1": f"{STUDY} {FOUND}"}))
    assert (given.species, given.dose, given.unit, given.comparison) == (
        "rats",
        Decimal(3),
        "mg/m2",
        Comparison.AT_MOST,
    )
    assert (resorptions.finding, resorptions.species) == ("Increased resorptions", "rats")
    assert (resorptions.dose, resorptions.exposure_multiple, resorptions.comparison) == (
        Decimal(1),
        Decimal(2),
        Comparison.AT_LEAST,
    )


def test_each_dose_has_the_species_behind_it() -> None:
    text = "Adverse effects on organs occurred at ≥ 0.07 mg/m2 in male rats and at 0.73 mg/m2 in female monkeys."
    found = list(nonclinical_finding.extract(reading_of({"13.1": text})))
    assert [(fact.species, fact.dose, fact.finding) for fact in found] == [
        ("rats", Decimal("0.07"), "Adverse effects on organs"),
        ("monkeys", Decimal("0.73"), "Adverse effects on organs"),
    ]


def test_the_species_may_stand_just_before_its_dose() -> None:
    text = "Organs were affected in female monkeys at 0.73 mg/m2 and in male rats at ≥ 0.07 mg/m2."
    found = nonclinical_finding.extract(reading_of({"13.1": text}))
    assert [fact.species for fact in found] == ["monkeys", "rats"]


def test_a_dose_that_opens_the_sentence() -> None:
    [found] = nonclinical_finding.extract(
        reading_of({"13.1": "At a dose of 2 mg/kg, slight toxicity was observed in dogs."})
    )
    assert (found.finding, found.species) == ("slight toxicity was observed in dogs", "dogs")


def test_the_dose_in_patients_is_none_of_animals() -> None:
    text = "Tumors occurred in mice at 30 mg/kg (5 times the recommended human dose of 8 mg/kg)."
    [found] = nonclinical_finding.extract(reading_of({"13.1": text}))
    assert (found.dose, found.exposure_multiple) == (Decimal(30), Decimal(5))


def test_doses_for_patients_are_not_read() -> None:
    assert (
        list(nonclinical_finding.extract(reading_of({"8.4": "The dose in children is 3 mg/kg.", "2.1": FOUND}))) == []
    )


def test_lists_of_doses_and_multiples_belong_together_in_order() -> None:
    text = "Rats were given 4, 16, and 64 mg/kg/day (1.6, 6.5, and 26 times the human exposure) during organogenesis."
    found = nonclinical_finding.extract(reading_of({"8.1": text}))
    assert [(fact.dose, fact.unit, fact.exposure_multiple) for fact in found] == [
        (Decimal(4), "mg/kg/d", Decimal("1.6")),
        (Decimal(16), "mg/kg/d", Decimal("6.5")),
        (Decimal(64), "mg/kg/d", Decimal(26)),
    ]


def test_multiples_of_several_species_and_no_dose_of_patients() -> None:
    text = "Nothing was seen in rats and rabbits up to 2- and 5- times, respectively, a 2,550 mg clinical dose."
    found = nonclinical_finding.extract(reading_of({"8.1": text}))
    assert [(fact.species, fact.dose, fact.exposure_multiple) for fact in found] == [
        ("rats", None, Decimal(2)),
        ("rabbits", None, Decimal(5)),
    ]
