from dataclasses import replace
from decimal import Decimal

import pytest

from ingest.write_rdf import graph_of
from kg.errors import ValidationError
from kg.facts import AdverseReaction
from kg.terms import LG
from kg.validate import Severity, accepted, validate
from tests.samples import DOCUMENT, SAMPLES

REACTION = replace(next(fact for fact in SAMPLES if isinstance(fact, AdverseReaction)), arm_differences=())
"""An observation that leads to no other."""


def test_a_graph_of_facts_is_valid() -> None:
    assert validate(graph_of(DOCUMENT, SAMPLES)) == ()
    assert accepted(validate(graph_of(DOCUMENT, SAMPLES)), where="made-up") == ()


def test_a_violation_names_thing_property_value_and_expectation() -> None:
    (found,) = validate(graph_of(DOCUMENT, [replace(REACTION, percent=Decimal(140))]))
    assert found.severity is Severity.VIOLATION
    assert "/fact/adverse_reaction-" in found.focus
    assert found.path == LG + "percent"
    assert found.value == "140"
    assert found.message == "A percent is one number from 0 to 100."


def test_a_graph_with_violations_is_refused() -> None:
    wrong = [replace(REACTION, term=f"Reaction {number}", percent=Decimal(140)) for number in range(7)]
    graph = graph_of(DOCUMENT, wrong)
    found = validate(graph)
    with pytest.raises(ValidationError) as refused:
        accepted(found, where=str(graph.identifier))
    message = str(refused.value)
    assert message.startswith(
        "https://w3id.org/labelgraph/id/label/unnamed-9f86d081884c/version/9f86d081884c: A percent"
    )
    assert "(percent '140')" in message
    assert message.endswith(", and 2 more")


def test_what_the_label_itself_may_misprint_is_a_warning() -> None:
    (warning,) = accepted(validate(graph_of(DOCUMENT, [replace(REACTION, count=165)])), where="made-up")
    assert warning.severity is Severity.WARNING
    assert warning.path == LG + "count"
