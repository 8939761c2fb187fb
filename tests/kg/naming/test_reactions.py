import pytest

from kg.naming.reactions import is_part_of_term, mentioned, organ_class, reactions
from kg.naming.words import key, words


@pytest.mark.parametrize(
    ("printed", "terms"),
    [
        ("Nausea", ["Nausea"]),
        ("Pyrexia", ["Fever"]),
        ("Appetite decreased", ["Anorexia"]),
        ("Diarrhoea", ["Diarrhea"]),
        ("Thrombocytopenia", ["Platelet count decreased"]),
        ("Decrease in platelets", ["Platelet count decreased"]),
        ("SGOT elevation", ["Aspartate aminotransferase increased"]),
        ("Nausea/vomiting", ["Nausea", "Vomiting"]),
        ("AST/ALT increased", ["Aspartate aminotransferase increased", "Alanine aminotransferase increased"]),
        ("neutropenia/neutrophil count decreased", ["Neutrophil count decreased"]),
        ("Arthralgia (joint pain)", ["Arthralgia"]),
        ("Anemia (including hemorrhagic anemia)", ["Anemia"]),
        ("hypersensitivity*", ["Allergic reaction"]),
        ("Headache (1)", ["Headache"]),
        ("Nervous system disorders Headache", ["Headache"]),
        ("Neutropenia <500 cells/mm3", ["Neutrophil count decreased"]),
        ("Veno-occlusive disease", ["Sinusoidal obstruction syndrome"]),
    ],
)
def test_a_printed_reaction_names_terms(printed: str, terms: list[str]) -> None:
    assert [one.term.label for one in reactions(printed) if one.term] == terms


@pytest.mark.parametrize(
    "printed",
    [
        "Rash",
        "Fatigue/asthenia",
        "Infection (without neutropenia)",
        "Prolonged neutropenia",
        "Hgb decrease ≥2 g/dL",
        "Rash (exfoliative)",
        "Any adverse reaction",
        "Gastrointestinal disorders",
        "Deep vein thrombosis",
        "",
    ],
)
def test_no_term_is_guessed(printed: str) -> None:
    assert not [one for one in reactions(printed) if one.term]


@pytest.mark.parametrize(
    ("heading", "label"),
    [
        ("Gastrointestinal", "Gastrointestinal disorders"),
        ("Respiratory, Thoracic, and Mediastinal Disorders", "Respiratory, thoracic and mediastinal disorders"),
        (
            "General disorders and administration-site conditions",
            "General disorders and administration site conditions",
        ),
        ("Skin and Appendages", "Skin and subcutaneous tissue disorders"),
        ("Body as a Whole", None),
        ("Cardiovascular", None),
        ("", None),
    ],
)
def test_a_heading_names_an_organ_class(heading: str, label: str | None) -> None:
    found = organ_class(heading)
    assert (found.label if found else None) == label


def test_terms_are_found_within_other_words() -> None:
    found = {iri.rpartition("#")[2] for iri in mentioned("persistent vomiting, or VOD despite treatment")}
    assert found == {"ctcae-vomiting", "ctcae-sinusoidal-obstruction-syndrome"}
    assert mentioned("despite treatment") == frozenset()


@pytest.mark.parametrize(("printed", "expected"), [("rash", True), ("neuropathy", True), ("wumpus", False)])
def test_some_words_of_a_term_are_a_part_of_it(printed: str, expected: bool) -> None:
    assert is_part_of_term(key(words(printed))) is expected
