import pytest

from ingest.extract import material
from kg.codes import MaterialItem, Verdict
from tests.ingest.building import reading_of

BAG, LINE, FILTER = MaterialItem.CONTAINER, MaterialItem.LINE, MaterialItem.FILTER
COVER, DEVICE = MaterialItem.LIGHT_COVER, MaterialItem.DEVICE
RECOMMENDED, REQUIRED = Verdict.RECOMMENDED, Verdict.REQUIRED
SENTENCES: tuple[tuple[str, list[tuple[MaterialItem, str | None, Verdict]]], ...] = (
    (
        "If filtered, polyethersulfone (PES)- or hydrophilic polysulfone (HPS)-based filters are recommended.",
        [(FILTER, "polyethersulfone", RECOMMENDED), (FILTER, "hydrophilic polysulfone", RECOMMENDED)],
    ),
    (
        "Never use filters made of nylon or mixed cellulose ester (MCE).",
        [(FILTER, "nylon", Verdict.PROHIBITED), (FILTER, "mixed cellulose ester", Verdict.PROHIBITED)],
    ),
    (
        "Use DEHP-free infusion bags and PVC tubing with a 0.2-micron or 1.2-micron in-line filter.",
        [(LINE, "polyvinyl chloride", REQUIRED), (FILTER, None, REQUIRED), (BAG, "DEHP-free", REQUIRED)],
    ),
    ("Dilute it in a non-PVC, non-DEHP infusion bag.", [(BAG, "non-PVC", REQUIRED), (BAG, "non-DEHP", REQUIRED)]),
    ("Filtration is not required.", [(FILTER, None, Verdict.NOT_REQUIRED)]),
    ("Do not use in-line filters.", [(FILTER, None, Verdict.PROHIBITED)]),
    ("Use a 0.2 micron polyethersulfone filter.", [(FILTER, "polyethersulfone", REQUIRED)]),
    (
        "Infusion lines made of PVC (DEHP- or non-DEHP-containing) or polybutadiene are recommended.",
        [(LINE, "polyvinyl chloride", RECOMMENDED), (LINE, "polybutadiene", RECOMMENDED)],
    ),
    ("The solution is compatible with glass bottles.", [(BAG, "glass", RECOMMENDED)]),
    (
        "Infusion sets composed of PVC or polyurethane (PU), and in-line filters composed of polysulfone, are compatible.",
        [
            (LINE, "polyvinyl chloride", RECOMMENDED),
            (LINE, "polyurethane", RECOMMENDED),
            (FILTER, "polysulfone", RECOMMENDED),
        ],
    ),
    (
        "Use a polypropylene/polyethylene or polyolefin (copolymer of ethylene and polypropylene) infusion bag.",
        [(BAG, "polypropylene/polyethylene", RECOMMENDED), (BAG, "polyolefin", RECOMMENDED)],
    ),
    (
        "It is compatible with infusion sets made of PVC or nylon, and with filters composed of polyether sulfone (PES).",
        [
            (LINE, "polyvinyl chloride", RECOMMENDED),
            (LINE, "nylon", RECOMMENDED),
            (FILTER, "polyether sulfone", RECOMMENDED),
        ],
    ),
    (
        "Infuse over 2 hours via gravity feed, a syringe-type pump, or an infusion pump.",
        [
            (DEVICE, "gravity feed", RECOMMENDED),
            (DEVICE, "syringe-type pump", RECOMMENDED),
            (DEVICE, "infusion pump", RECOMMENDED),
        ],
    ),
    (
        "A calibrated measuring device is recommended for small doses.",
        [(DEVICE, "calibrated measuring device", RECOMMENDED)],
    ),
    (
        "The suspension should only be administered using the oral dosing dispenser.",
        [(DEVICE, "oral dosing dispenser", REQUIRED)],
    ),
    (
        "The peristaltic pump method, or the syringe pump method may be used.",
        [(DEVICE, "peristaltic pump", RECOMMENDED), (DEVICE, "syringe pump", RECOMMENDED)],
    ),
    ("Use a clamp or an infusion pump to regulate the flow.", [(DEVICE, "infusion pump", RECOMMENDED)]),
    ("When using an infusion pump, adjust the dose. Restart the syringe pump and infuse a flush.", []),
    ("Do not use a syringe pump.", [(DEVICE, "syringe pump", Verdict.PROHIBITED)]),
    ("Use gloves and radiation shielding to handle it.", [(DEVICE, "radiation shielding", REQUIRED)]),
    ("Using a 2-mL syringe with a needle, withdraw it.", [(MaterialItem.SYRINGE, "2-mL syringe", REQUIRED)]),
    (
        "Reconstitute it with the diluent provided in the carton.",
        [(MaterialItem.RECONSTITUTION_DILUENT, "diluent provided in the carton", REQUIRED)],
    ),
    (
        "Do not use parts (syringes, filter needles, tubing) containing nylon.",
        [(MaterialItem.SYRINGE, "nylon", Verdict.PROHIBITED), (LINE, "nylon", Verdict.PROHIBITED)],
    ),
    (
        "Infusion bags and infusion sets made of nylon are recommended.",
        [(BAG, "nylon", RECOMMENDED), (LINE, "nylon", RECOMMENDED)],
    ),
    (
        "Using the gravity method for a small dose is not recommended. It is given either with a syringe pump or by hand.",
        [(DEVICE, "syringe pump", RECOMMENDED)],
    ),
    ("The use of devices that contain silicone oil to prepare and administer it may result in strands.", []),
    (
        "Dilute it with a 250 mL polypropylene or polyolefin (PO) infusion bag containing 0.9% Sodium Chloride Injection.",
        [(BAG, "polypropylene", RECOMMENDED), (BAG, "polyolefin", RECOMMENDED)],
    ),
    (
        "Use polyolefin, PVC non-di-ethylhexylphthalate (non-DEHP), or nylon infusion bags.",
        [(BAG, "polyolefin", RECOMMENDED), (BAG, "polyvinyl chloride", RECOMMENDED), (BAG, "nylon", RECOMMENDED)],
    ),
    ("Infuse it through a line with or without a sterile in-line filter.", [(FILTER, None, Verdict.NOT_REQUIRED)]),
    ("Use a latex-free syringe.", []),
    ("The needle covers contain natural rubber latex; the syringe may be used once.", []),
    ("Draw it up with a filter needle; use a new one.", []),
    ("An infusion pump may be used.", [(DEVICE, "infusion pump", RECOMMENDED)]),
    ("Infuse the solution via a syringe pump.", [(DEVICE, "syringe pump", REQUIRED)]),
    ("Small doses must be prepared for administration by syringe.", [(MaterialItem.SYRINGE, None, REQUIRED)]),
    (
        "Brown or green bags, or foil, should be used over the IV bag.",
        [(COVER, "brown bags", RECOMMENDED), (COVER, "green bags", RECOMMENDED), (COVER, "foil", RECOMMENDED)],
    ),
)


@pytest.mark.parametrize(("text", "facts"), SENTENCES, ids=[text[:30] for text, _ in SENTENCES])
def test_materials_of_a_sentence(text: str, facts: list[tuple[MaterialItem, str | None, Verdict]]) -> None:
    found = material.extract(reading_of({"2.4": text}))
    assert [(fact.item, fact.material, fact.verdict) for fact in found] == facts


def test_the_quote_is_the_clause_and_the_qualifier_what_the_brackets_say() -> None:
    reading = reading_of({"2.4": "Infusion lines made of PVC (DEHP- or non-DEHP-containing) are recommended."})
    (fact,) = material.extract(reading)
    assert fact.evidence[0].quote == "Infusion lines made of PVC (DEHP- or non-DEHP-containing) are recommended."
    assert fact.qualifier == "DEHP- or non-DEHP-containing"


def test_other_sections_state_no_materials() -> None:
    assert not list(material.extract(reading_of({"11": "The vial is closed with a glass stopper; do not use latex."})))


def test_a_bracket_belongs_to_the_item_before_it() -> None:
    text = (
        "In order to limit a plasticizer that may be leached from PVC bags, the dilution should be stored in bottles "
        "(glass, polypropylene) or plastic bags (polypropylene, polyolefin) and administered through polyethylene-lined "
        "administration sets."
    )
    found = [(fact.item.value, fact.material) for fact in material.extract(reading_of({"2.3": text}))]
    assert found == [
        ("container", "glass"),
        ("container", "polypropylene"),
        ("container", "polypropylene"),
        ("container", "polyolefin"),
        ("line", "polyethylene-lined"),
    ]


def test_the_filtration_of_the_kidney_is_no_filter() -> None:
    text = "Patients must have an estimated glomerular filtration rate determined."
    assert not list(material.extract(reading_of({"2.3": text})))


@pytest.mark.parametrize(
    ("words", "size"),
    [
        ("a sterile 0.2 or 0.22 micron filter", "0.2 or 0.22 micron"),
        ("a filter (0.2- or 0.22-micron pore size)", "0.2- or 0.22-micron"),
        ("a 0.2 micron to 5 micron polyethersulfone filter", "0.2 micron to 5 micron"),
        ("a low-protein binding in-line filter (0.2 micron)", "0.2 micron, low-protein binding"),
        ("a polysulfone filter", None),
    ],
)
def test_the_pore_size_of_a_filter_is_its_qualifier(words: str, size: str | None) -> None:
    (fact,) = material.extract(reading_of({"2.4": f"Administer it through {words}."}))
    assert fact.qualifier == size
