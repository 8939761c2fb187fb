"""The lists of terms: complete, without doubles and without licensed codes."""

import re
from collections import Counter

import pytest

from kg.concepts import FOLDER, LISTS, SCHEMES, TERM, Statement, concept, ctcae, entries, list_statements, organ_classes


def test_every_term_has_one_iri() -> None:
    listed = [*organ_classes(), *ctcae(), *(entry for scheme in LISTS for entry in entries(scheme))]
    counts = Counter(entry.concept.iri for entry in listed)
    assert [iri for iri, count in counts.items() if count > 1] == []
    assert {entry.concept.scheme for entry in listed} == {TERM + scheme for scheme in SCHEMES if scheme != "reaction"}


def test_ctcae_has_its_classes_and_terms_but_no_place_for_others() -> None:
    assert (len(organ_classes()), len(ctcae())) == (26, 811)
    assert not [entry for entry in ctcae() if "specify" in entry.concept.label]
    nausea = next(entry.concept for entry in ctcae() if entry.concept.label == "Nausea")
    assert nausea.broader == concept("organ-class", "Gastrointestinal disorders", "Gastrointestinal disorders")


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.toml")), ids=lambda file: file.name)
def test_no_licensed_code_is_shipped(file: object) -> None:
    text = (FOLDER / str(file)).read_text(encoding="utf-8")
    assert not re.findall(r"\b1\d{7}\b", text), "codes of MedDRA have 8 digits"
    assert not re.findall(r"\b\d{1,5}-\d\b", text), "codes of LOINC end in a check digit"


def test_a_list_is_said_in_skos() -> None:
    skos = "http://www.w3.org/2004/02/skos/core#"
    said = set(list_statements())
    platelets, low = f"{TERM}finding-platelet-count", f"{TERM}ctcae-platelet-count-decreased"
    assert {
        Statement(platelets, f"{skos}prefLabel", "platelet count"),
        Statement(platelets, f"{skos}altLabel", "PLT"),
        Statement(platelets, f"{skos}definition", "Platelets, number per volume of blood."),
        Statement(low, f"{skos}broader", f"{TERM}organ-class-investigations", is_link=True),
        Statement(low, f"{skos}related", platelets, is_link=True),
        Statement(low, f"{skos}altLabel", "thrombocytopenia"),
    } <= said
