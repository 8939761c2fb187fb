import pytest

from ingest.extract import diluent
from kg.codes import MaterialItem, Verdict
from tests.ingest.building import reading_of

DILUENT, SOLVENT = MaterialItem.DILUENT, MaterialItem.RECONSTITUTION_DILUENT
RECOMMENDED, REQUIRED, PROHIBITED = Verdict.RECOMMENDED, Verdict.REQUIRED, Verdict.PROHIBITED
SALINE, DEXTROSE = "0.9% Sodium Chloride Injection", "5% Dextrose Injection"
SENTENCES: tuple[tuple[str, list[tuple[MaterialItem, str | None, Verdict]]], ...] = (
    (
        "Reconstitute with 5 mL of Sterile Water for Injection, USP.",
        [(SOLVENT, "Sterile Water for Injection", REQUIRED)],
    ),
    ("Reconstitute the oral suspension: Add 46 mL of water to the bottle.", [(SOLVENT, "water", REQUIRED)]),
    ("Dilute in an infusion bag with 0.9% Sodium Chloride Injection, USP.", [(DILUENT, SALINE, REQUIRED)]),
    (
        "Inject it into an infusion bag containing either 0.9% Sodium Chloride Injection, USP, or 5% Dextrose Injection, USP.",
        [(DILUENT, SALINE, RECOMMENDED), (DILUENT, DEXTROSE, RECOMMENDED)],
    ),
    (
        "It must be diluted with 0.9% Sodium Chloride Injection, USP (normal saline) or 5% Dextrose Injection, USP (D5W).",
        [(DILUENT, SALINE, RECOMMENDED), (DILUENT, DEXTROSE, RECOMMENDED)],
    ),
    ("Add the reconstituted solution to a syringe with 0.9% Sodium Chloride Injection.", [(DILUENT, SALINE, REQUIRED)]),
    ("Withdraw 2 mL from a 50 mL 0.9% Sodium Chloride Injection infusion bag.", [(DILUENT, SALINE, REQUIRED)]),
    ("Dilute it. After the infusion, flush the line with 0.9% Sodium Chloride Injection.", []),
    ("Exampline is incompatible with 5% Dextrose Injection.", [(DILUENT, DEXTROSE, PROHIBITED)]),
    ("Dilute it in 5% Dextrose in 1/2 normal saline.", [(DILUENT, "5% Dextrose in 1/2 normal saline", REQUIRED)]),
    (
        "It is incompatible with 5% Dextrose Injection, USP solutions, Testaspan, or solutions that contain samplate.",
        [
            (DILUENT, DEXTROSE, PROHIBITED),
            (DILUENT, "Testaspan", PROHIBITED),
            (DILUENT, "solutions that contain samplate", PROHIBITED),
        ],
    ),
    (
        "Tablets may be dispersed in a glass of water or apple juice.",
        [(DILUENT, "water", RECOMMENDED), (DILUENT, "apple juice", RECOMMENDED)],
    ),
    (
        "Disperse the tablets in a clear liquid (such as clear soda, apple juice, clear drinks).",
        [(DILUENT, "apple juice", RECOMMENDED)],
    ),
    ("Take each dose with a full glass of water.", []),
    (
        "The vial is reconstituted with Sterile Water for Injection.",
        [(SOLVENT, "Sterile Water for Injection", REQUIRED)],
    ),
    ("In 5% Dextrose Injection the dilution is stable for only 3 hours.", []),
    (
        "Do not mix it with other drugs and reconstitute it with Sterile Water for Injection.",
        [(SOLVENT, "Sterile Water for Injection", REQUIRED)],
    ),
    (
        "Write “Do not use after” on vials reconstituted with Bacteriostatic Water for Injection.",
        [(SOLVENT, "Bacteriostatic Water for Injection", REQUIRED)],
    ),
    ("Only use 0.9% Sodium Chloride Injection to dilute it.", [(DILUENT, SALINE, REQUIRED)]),
    (
        "Reconstitute with 3 mL of Sterile Water for Injection by directing the water along the wall.",
        [(SOLVENT, "Sterile Water for Injection", REQUIRED)],
    ),
    ("Remove the vial from the water bath and dilute.", []),
)


@pytest.mark.parametrize(("text", "facts"), SENTENCES, ids=[text[:30] for text, _ in SENTENCES])
def test_fluids_of_a_sentence(text: str, facts: list[tuple[MaterialItem, str | None, Verdict]]) -> None:
    found = diluent.extract(reading_of({"2.4": text}))
    assert [(fact.item, fact.material, fact.verdict) for fact in found] == facts


def test_an_abbreviation_alone_stands_for_the_name_that_the_label_prints() -> None:
    text = "Dilute it with 5% dextrose in water (D5W). Do not dilute it again with D5W."
    found = diluent.extract(reading_of({"2.4": text}))
    assert [fact.material for fact in found] == ["5% dextrose in water", "5% dextrose in water"]
