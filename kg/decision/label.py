"""Which dose rules of a label in a store apply to a patient."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from pyoxigraph import Store

from kg.decision.patient import Finding, History
from kg.decision.rules import Decision, applicable_dose_rules
from kg.facts import DoseRule
from kg.read_facts import read_kind
from kg.versions import find_version

KEPT = 256
"""Labels whose rules are kept once they were read; those of one take about 100 KB."""

Decide: TypeAlias = Callable[[str, Sequence[Finding], History], Mapping[str, Decision]]
"""Decides on the dose rules of a label, given by its name, set id or IRI: decisions by the IRI of the rule, in their order."""


def decider(store: Store) -> Decide:
    """A function that decides on the dose rules of labels in a store that nobody writes to.

    It raises `NotFoundError` for a label that the store does not hold, and `PatientError` as `applicable_dose_rules` does.
    """

    @lru_cache(maxsize=KEPT)
    def rules_of(label: str) -> Mapping[str, DoseRule]:
        return read_kind(store, find_version(store, label), DoseRule)

    def decide(label: str, findings: Sequence[Finding], history: History) -> Mapping[str, Decision]:
        rules = rules_of(label)
        iris = {id(rule): iri for iri, rule in rules.items()}
        return {iris[id(one.rule)]: one for one in applicable_dose_rules(rules.values(), findings, history)}

    return decide
