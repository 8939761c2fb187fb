from dataclasses import replace
from decimal import Decimal

import pytest

from kg import facts
from kg.facts import FactId
from kg.identity import fact_id, label_iri, place_iri, version_iri
from tests.samples import ANC, BILIRUBIN, SAMPLES, evidence

DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
DOSE = facts.Dose(evidence=(evidence("Day 1"),), read_by="doses", amount=Decimal("0.50"), unit="mg/m2")
RULE = facts.DoseRule(
    evidence=(evidence("Day 1"),), read_by="rules", trigger="liver", actions=(), thresholds=(ANC, BILIRUBIN)
)


def test_fact_id_is_the_kind_and_a_digest() -> None:
    assert fact_id(DOSE) == "dose-6b68ef16558633d1"


@pytest.mark.parametrize(
    "same",
    [
        replace(DOSE, amount=Decimal("0.5")),
        replace(DOSE, evidence=(evidence("over 60 minutes"),)),
        replace(DOSE, read_by="another reader", incomplete=("unless",), differs_from=(FactId("dose-0"),)),
    ],
)
def test_where_and_how_a_fact_was_read_leaves_its_id(same: facts.Dose) -> None:
    assert fact_id(same) == fact_id(DOSE)


@pytest.mark.parametrize(
    "other",
    [replace(DOSE, amount=Decimal("0.51")), replace(DOSE, unit="mg"), replace(DOSE, schedule="Day 1")],
)
def test_content_changes_the_id(other: facts.Dose) -> None:
    assert fact_id(other) != fact_id(DOSE)


def test_order_of_a_list_does_not_count() -> None:
    assert fact_id(RULE) == fact_id(replace(RULE, thresholds=(BILIRUBIN, ANC)))


def test_every_sample_has_an_id_of_its_own() -> None:
    assert len({fact_id(fact) for fact in SAMPLES}) == len(SAMPLES)


@pytest.mark.parametrize(
    ("set_id", "name", "ends"),
    [
        ("0D6C-1", "EXAMPLINE", "label/0d6c-1"),
        (None, "EXAMPLINE", "label/exampline"),
        (None, None, "label/unnamed-9f86d081884c"),
    ],
)
def test_label_is_named_by_set_id_product_or_digest(set_id: str | None, name: str | None, ends: str) -> None:
    assert label_iri(set_id=set_id, name=name, document_digest=DIGEST).endswith(ends)


@pytest.mark.parametrize(("version", "ends"), [("12", "/version/12"), (None, "/version/9f86d081884c")])
def test_version_is_named_by_spl_version_or_digest(version: str | None, ends: str) -> None:
    assert version_iri("label", version=version, document_digest=DIGEST).endswith(ends)


def test_a_place_in_another_table_is_another_place() -> None:
    assert place_iri("v", evidence("12%", "6.1")) != place_iri("v", evidence("12%", "6.1", table="Table 1"))
