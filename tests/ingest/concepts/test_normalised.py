"""Facts get the terms of their words, which leave their ids as they are; a user's table gives exact matches."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest

from ingest.concepts.meddra import read_meddra
from ingest.concepts.normalised import normalised
from ingest.export import record
from ingest.pipeline import Label, read_label, store_label
from kg.codes import Comparison
from kg.facts import AdverseReaction, DoseRule, Fact, LabAbnormality, Material, Threshold
from kg.identity import fact_id
from kg.read_facts import read_facts
from kg.store import open_store
from tests.samples import DOCUMENT, SAMPLES

_Kind = TypeVar("_Kind", bound=Fact)


def _one(kind: type[_Kind], **changes: object) -> _Kind:
    (sample,) = [fact for fact in SAMPLES if isinstance(fact, kind)]
    return replace(sample, **changes)  # type: ignore[arg-type]


def _named(fact: _Kind) -> _Kind:
    (named,) = normalised([fact])
    assert isinstance(named, type(fact))
    assert fact_id(named) == fact_id(fact)
    return named


def test_a_reaction_has_terms_findings_and_class() -> None:
    named = _named(_one(AdverseReaction, term="Thrombocytopenia", system_organ_class="Blood"))
    assert [term.label for term in named.ctcae_terms] == ["Platelet count decreased"]
    assert [term.label for term in named.findings] == ["platelet count"]
    assert named.organ_class is not None
    assert named.organ_class.label == "Investigations"


def test_the_class_of_a_reaction_without_term_is_that_of_its_heading() -> None:
    named = _named(_one(AdverseReaction, term="Rash", system_organ_class="Skin"))
    assert named.ctcae_terms == ()
    assert named.organ_class is not None
    assert named.organ_class.label == "Skin and subcutaneous tissue disorders"


def test_a_laboratory_row_has_its_finding() -> None:
    named = _named(_one(LabAbnormality, term="ALT >5 × ULN"))
    assert [term.label for term in named.findings] == ["alanine aminotransferase"]


def test_a_rule_and_its_bounds_have_findings() -> None:
    bound = Threshold(parameter="AST or ALT", operator=Comparison.GREATER_THAN, value=Decimal(5), relative_to="ULN")
    named = _named(_one(DoseRule, trigger="Neutropenia", thresholds=(bound,)))
    assert [term.label for term in named.ctcae_terms] == ["Neutrophil count decreased"]
    assert [term.label for term in named.findings] == ["absolute neutrophil count"]
    assert [term.label for term in named.thresholds[0].findings] == [
        "aspartate aminotransferase",
        "alanine aminotransferase",
    ]


def test_a_material_has_its_term() -> None:
    named = _named(_one(Material, material="PES"))
    assert named.material_term is not None
    assert named.material_term.iri == "https://w3id.org/labelgraph/term#material-polyethersulfone"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "meddra.csv"
    file.write_text("code,name\n10000001,Nausea\n10000002,Nasopharyngitis\n10000003,Pyrexia\n", encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("printed", "own", "ctcae"),
    [
        ("Nasopharyngitis", "10000002", []),
        ("Nausea", "10000001", ["10000001"]),
        ("Pyrexia", "10000003", []),
        ("Rash", None, []),
    ],
)
def test_names_are_matched_in_a_table_of_the_user(table: Path, printed: str, own: str | None, ctcae: list[str]) -> None:
    (named,) = normalised([_one(AdverseReaction, term=printed)], read_meddra(table))
    assert isinstance(named, AdverseReaction)
    found = named.reaction_term.exact[0].notation if named.reaction_term else None
    assert (found, [match.notation for term in named.ctcae_terms for match in term.exact]) == (own, ctcae)


def test_terms_and_matches_come_back_from_the_graph(table: Path, tmp_path: Path) -> None:
    alone = _one(AdverseReaction, arm_differences=(), least_difference=None)
    facts = tuple(normalised([alone], read_meddra(table)))
    stored = store_label(Label(document=DOCUMENT, facts=facts), tmp_path / "store")
    assert tuple(read_facts(open_store(tmp_path / "store"), stored.version).values()) == facts


def test_the_export_has_terms_beside_the_words(table: Path) -> None:
    (named,) = normalised([_one(AdverseReaction)], read_meddra(table))
    written = record(named)
    match = {"id": "https://identifiers.org/meddra:10000001", "label": "Nausea", "code": "10000001"}
    nausea = "https://w3id.org/labelgraph/term#ctcae-nausea"
    assert written["term"] == "Nausea"
    assert written["ctcae_terms"] == [{"id": nausea, "label": "Nausea", "exact_match": [match]}]


@pytest.mark.shared
def test_a_real_label_has_terms(shared: Path) -> None:
    """Most reactions of an oncology label have a term of CTCAE, and all its laboratory rows a finding."""
    facts = read_label(next((shared / "labels" / "openfda").glob("enhertu*.json"))).facts
    reactions = [fact for fact in facts if isinstance(fact, AdverseReaction)]
    rows = [fact for fact in facts if isinstance(fact, LabAbnormality)]
    named = {fact.term: [term.label for term in fact.ctcae_terms] for fact in (*reactions, *rows)}
    assert sum(bool(fact.ctcae_terms) for fact in reactions) > 0.8 * len(reactions) > 200
    assert all(fact.findings for fact in rows)
    assert named["Decreased appetite"] == ["Anorexia"]
    assert named["Stomatitis"] == ["Mucositis oral"]
    assert named["Rash"] == named["Interstitial lung disease"] == []
