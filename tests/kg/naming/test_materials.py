import pytest

from kg.naming.materials import material


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("PES", "polyethersulfone"),
        ("polyvinylchloride", "polyvinyl chloride"),
        ("PVDF", "polyvinylidene fluoride"),
        ("polysulphone", "polysulfone"),
        ("DEHP", "di(2-ethylhexyl) phthalate"),
        ("0.9% Sodium Chloride Injection, USP", "0.9% Sodium Chloride Injection"),
        ("normal saline", "0.9% Sodium Chloride Injection"),
        ("5% dextrose in water", "5% Dextrose Injection"),
        ("Lactated Ringer’s Injection", "Lactated Ringer’s Injection"),
        ("5% Dextrose and 0.45% Sodium Chloride Injection", "5% Dextrose and 0.45% Sodium Chloride Injection"),
        ("3% Sodium Chloride Injection", None),
        ("DEHP-free PVC", None),
        ("amber bags", None),
    ],
)
def test_a_printed_material_names_a_term(printed: str, label: str | None) -> None:
    found = material(printed)
    assert (found.label if found else None) == label
