from decimal import Decimal

import pytest

from ingest.extract import preparation
from kg.codes import PreparationQuantity as Quantity
from tests.ingest.building import reading_of

SENTENCES: tuple[tuple[str, str, list[tuple[Quantity, str, str | None, str]]], ...] = (
    (
        "2.4",
        "Reconstitute each vial with 4 mL of Sterile Water for Injection to obtain a concentration of 0.25 mg/mL that "
        "delivers 3.6 mL (0.9 mg).",
        [
            (Quantity.RECONSTITUTION_VOLUME, "4", None, "mL"),
            (Quantity.RECONSTITUTED_CONCENTRATION, "0.25", None, "mg/mL"),
            (Quantity.VIAL_STRENGTH, "0.9", None, "mg"),
            (Quantity.DELIVERABLE_VOLUME, "3.6", None, "mL"),
        ],
    ),
    (
        "2.4",
        "Dilute further to a final concentration of 1.1 mg/mL to 3.4 mg/mL.",
        [(Quantity.FINAL_CONCENTRATION, "1.1", "3.4", "mg/mL")],
    ),
    (
        "2.5",
        "Dilute it to achieve a final EXAMPLINE concentration between 2 mg/mL and 5 mg/mL.",
        [(Quantity.FINAL_CONCENTRATION, "2", "5", "mg/mL")],
    ),
    (
        "2.4",
        "Let the constituted vial stand. EXAMPLINE now contains 6 mg/24 mL (0.25 mg/mL) of examplol.",
        [(Quantity.RECONSTITUTED_CONCENTRATION, "0.25", None, "mg/mL")],
    ),
    ("2.5", "Add saline to make a total volume of 50 mL.", [(Quantity.FINAL_VOLUME, "50", None, "mL")]),
    (
        "2.7",
        "Reconstitution: Tap the bottle. Add 46 mL of water to the bottle of oral suspension.",
        [(Quantity.RECONSTITUTION_VOLUME, "46", None, "mL")],
    ),
    (
        "3",
        "The volume is 75 mL, providing a usable volume of 70 mL.",
        [(Quantity.DELIVERABLE_VOLUME, "70", None, "mL")],
    ),
    (
        "2.5",
        "Dilute it to a final volume of 100 mL or 250 mL.",
        [(Quantity.FINAL_VOLUME, "100", None, "mL"), (Quantity.FINAL_VOLUME, "250", None, "mL")],
    ),
    ("2.5", "Do not dilute it to less than 2 mg/mL.", []),
    ("2.5", "Add it to an infusion bag containing 250 mL of saline.", []),
    ("3", "Injection: 80 mg/mL solution in a single-dose prefilled pen.", [(Quantity.VIAL_STRENGTH, "80", None, "mg")]),
    ("3", "Injection: 80 mg/mL solution in a 5-mL multiple-dose vial.", []),
    ("3", "One vial of samplol injection 30 mg/2mL (15 mg/mL).", [(Quantity.VIAL_STRENGTH, "30", None, "mg")]),
    (
        "3",
        "EXAMPLINE is available in strengths of 30 mg and 40 mg. The kit holds one syringe of powder.",
        [(Quantity.VIAL_STRENGTH, "30", None, "mg"), (Quantity.VIAL_STRENGTH, "40", None, "mg")],
    ),
    (
        "16",
        "It is available in strengths of 30 mg in 1.5 mL and 40 mg in 2 mL. The kit contains a 5-mL syringe.",
        [(Quantity.VIAL_STRENGTH, "30", None, "mg"), (Quantity.VIAL_STRENGTH, "40", None, "mg")],
    ),
    (
        "16",
        "It has 2 strengths (20 and 30 mcg/dose). It comes in packages of 2 cartridges of 20 mcg/dose strength.",
        [],
    ),
    ("16", "The 20 mcg/dose cartridge contains 0.3 mg samplol.", [(Quantity.VIAL_STRENGTH, "0.3", None, "mg")]),
    ("3", "The tablets are available in strengths of 30 mg and 40 mg.", []),
    (
        "16",
        "It is supplied in a glass 30 mL single-dose vial containing 5 GBq (135 mCi) of samplol.",
        [(Quantity.VIAL_STRENGTH, "5", None, "GBq")],
    ),
    (
        "2.5",
        "EXAMPLINE may be diluted to 2 mg/mL or 4 mg/mL in saline.",
        [(Quantity.FINAL_CONCENTRATION, "2", None, "mg/mL"), (Quantity.FINAL_CONCENTRATION, "4", None, "mg/mL")],
    ),
    (
        "11",
        "The cake is reconstituted with 2 mL of sterile water to a final formulation of 8 mg/mL.",
        [
            (Quantity.RECONSTITUTION_VOLUME, "2", None, "mL"),
            (Quantity.RECONSTITUTED_CONCENTRATION, "8", None, "mg/mL"),
        ],
    ),
    ("3", "For injection: 150 mg powder in a single-dose vial.", [(Quantity.VIAL_STRENGTH, "150", None, "mg")]),
    (
        "2.4",
        "Reconstitute each vial with 1 mL of diluent to yield a single-dose solution containing 5 mg/mL exam-plinumab.",
        [
            (Quantity.RECONSTITUTION_VOLUME, "1", None, "mL"),
            (Quantity.RECONSTITUTED_CONCENTRATION, "5", None, "mg/mL"),
        ],
    ),
    (
        "2.4",
        "After reconstitution, each vial contains 100 mg/20 mL (5 mg/mL) of solution.",
        [(Quantity.RECONSTITUTED_CONCENTRATION, "5", None, "mg/mL")],
    ),
    ("2.4", "Each vial contains a concentration of 100 mg/mL.", []),
    ("2.4", "Dilute with saline so that a concentration of 0.7 mg/mL is not exceeded.", []),
    (
        "3",
        "Injection: 345 mg/2.3 mL (150 mg/mL) and 1,200 mg/8 mL (150 mg/mL) clear, colorless solution in single-dose vials.",
        [(Quantity.VIAL_STRENGTH, "345", None, "mg"), (Quantity.VIAL_STRENGTH, "1200", None, "mg")],
    ),
    (
        "3",
        "For injection: 10 mg, 30 mg, or 60 mg of exam-plinumab as a powder in a single-dose vial.",
        [(Quantity.VIAL_STRENGTH, strength, None, "mg") for strength in ("60", "10", "30")],
    ),
    (
        "3",
        "For injection: 30 mg/vial or 140 mg/vial as a powder.",
        [(Quantity.VIAL_STRENGTH, "30", None, "mg"), (Quantity.VIAL_STRENGTH, "140", None, "mg")],
    ),
    (
        "2.4",
        "20 mg vial: Add 2.3 mL of SWFI, resulting in 10 mg/mL.",
        [
            (Quantity.RECONSTITUTION_VOLUME, "2.3", None, "mL"),
            (Quantity.RECONSTITUTED_CONCENTRATION, "10", None, "mg/mL"),
        ],
    ),
    (
        "2.4",
        "Reconstitute each vial by injecting 20 mL of 0.9% Sodium Chloride Injection.",
        [(Quantity.RECONSTITUTION_VOLUME, "20", None, "mL")],
    ),
    ("2.4", "Add 20 mL of 0.9% Sodium Chloride Injection to the infusion bag.", []),
    (
        "2.4",
        "Once reconstituted, the solution contains 10 mg/mL. Withdraw the dose from the solution containing 10 mg/mL and "
        "dilute it to a concentration of 0.1 mg/mL to 0.26 mg/mL.",
        [
            (Quantity.RECONSTITUTED_CONCENTRATION, "10", None, "mg/mL"),
            (Quantity.FINAL_CONCENTRATION, "0.1", "0.26", "mg/mL"),
        ],
    ),
    (
        "2.4",
        "Dilute it to a final concentration ranging from 1 mg/mL to 10 mg/mL.",
        [(Quantity.FINAL_CONCENTRATION, "1", "10", "mg/mL")],
    ),
    ("2.4", "Do not exceed a total infusion volume of 160 mL.", []),
    (
        "2.4",
        "Reconstitute it with 2.2 mL of the supplied diluent. The reconstituted solution will contain exam-plinumab 5 mg/mL.",
        [
            (Quantity.RECONSTITUTION_VOLUME, "2.2", None, "mL"),
            (Quantity.RECONSTITUTED_CONCENTRATION, "5", None, "mg/mL"),
        ],
    ),
    ("3", "Single-dose vial contains 3.5 mg of exam-plinumab powder.", [(Quantity.VIAL_STRENGTH, "3.5", None, "mg")]),
    ("3", "Tablets: 150 mg, round.", []),
    ("11", "Each vial contains exam-plinumab at a concentration of 10 mg/mL.", []),
    ("12.3", "Reconstitute each vial with 4 mL of Sterile Water for Injection.", []),
)


@pytest.mark.parametrize(("section", "text", "facts"), SENTENCES)
def test_amounts(section: str, text: str, facts: list[tuple[Quantity, str, str | None, str]]) -> None:
    found = dict.fromkeys(
        (f.quantity, f.value, f.value_high, f.unit) for f in preparation.extract(reading_of({section: text}))
    )
    assert list(found) == [
        (quantity, Decimal(value), Decimal(high) if high else None, unit) for quantity, value, high, unit in facts
    ]


def test_the_values_are_the_characters_of_the_amounts() -> None:
    reading = reading_of({"2.4": "Reconstitute with 4 mL of Sterile Water for Injection."})
    (fact,) = preparation.extract(reading)
    assert [reading.document.quote(span) for span in fact.values] == ["4 mL"]


@pytest.mark.parametrize(
    ("text", "volume", "values"),
    [
        ("Injection: 30 mg/3 mL (10 mg/mL) in a single-dose vial.", "3", ["30 mg", "3 mL", "10 mg/mL"]),
        ("Injection: 5 mg/31 mL (0.16 mg/mL) in a single-dose vial.", "31", ["5 mg", "31 mL", "0.16 mg/mL"]),
        ("Injection: 30 mg samplol per 2 mL in a single-dose vial.", "2", ["30 mg", "2 mL"]),
        ("For injection: 30 mg powder in a single-dose vial.", None, ["30 mg"]),
    ],
)
def test_the_strength_of_a_liquid_has_its_volume(text: str, volume: str | None, values: list[str]) -> None:
    reading = reading_of({"3": text})
    fact, *_ = preparation.extract(reading)
    assert fact.volume == (None if volume is None else Decimal(volume))
    assert [reading.document.quote(span) for span in fact.values] == values
