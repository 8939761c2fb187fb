"""Decisions on the rules of a label in a store."""

from decimal import Decimal

import pytest
from pyoxigraph import Store

from kg.decision.label import decider
from kg.decision.patient import Finding, History
from kg.decision.rules import Applicability
from kg.errors import NotFoundError
from kg.facts import DoseRule
from kg.read_facts import read_facts, read_kind
from kg.versions import find_version


def test_the_rules_of_one_kind_are_those_of_all_facts(store: Store) -> None:
    version = find_version(store, "besponsa")
    rules = {iri: fact for iri, fact in read_facts(store, version).items() if isinstance(fact, DoseRule)}
    assert read_kind(store, version, DoseRule) == rules
    assert len(rules) == 16


def test_decisions_have_the_iri_of_their_rule_and_its_words(store: Store) -> None:
    platelets = Finding(parameter="platelets", value=Decimal(40), unit="10*9/L", baseline=Decimal(60))
    found = decider(store)("besponsa", [platelets], History())
    iri, first = next(iter(found.items()))
    assert iri.startswith("https://w3id.org/labelgraph/id/label/besponsa/fact/dose_rule-")
    assert (first.applicability, first.rule.trigger) == (Applicability.APPLIES, "platelets decrease")
    assert first.rule.evidence[0].section == "2.3"
    assert first.resumable is False


def test_an_unknown_label_is_refused(store: Store) -> None:
    with pytest.raises(NotFoundError, match="holds no label 'nowhere'"):
        decider(store)("nowhere", [], History())
