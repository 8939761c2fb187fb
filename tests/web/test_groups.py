"""The layout of the label page: every kind of fact has a place, and every field is shown."""

from dataclasses import fields
from decimal import Decimal

import pytest
from pyoxigraph import Store

from ingest.write_rdf import graph_of
from kg.facts import FACT_KINDS, Fact
from kg.query import asker
from kg.store import put_version, with_ontology
from tests.samples import DOCUMENT, SAMPLES
from web.facts import LabelFacts, find_label, label_facts
from web.groups import GROUPS
from web.wording import unit, word

NOT_SHOWN = {
    "form": "the place of the quote tells it",
    "read_by": "who read a fact does not help a pharmacist",
    "values": "the quote shows the numbers",
    "period_unit": "the schedule shows it as printed",
    "evidence": "shown beside every fact",
    "also_in": "shown beside every fact",
    "incomplete": "shown beside every fact",
    "differs_from": "shown beside every fact",
    "drug": "the product's own name, which heads the page",
    "included_terms": "in the table's footnote, one link away",
    "study": "heads the grid",
    "system_organ_class": "heads the lines of the grid",
    "arm_n": "in the heading of the grid",
    "arm_differences": "the grid shows both shares side by side",
    "least_difference": "the grid shows both shares side by side",
    "text": "of a boxed warning: below its title",
    "other_words": "beside the words that they disagree with",
}


@pytest.fixture(scope="module")
def sample() -> LabelFacts:
    store = with_ontology(Store())
    put_version(store, graph_of(DOCUMENT, SAMPLES))
    return label_facts(asker(store), find_label(asker(store), "exampline"))


def test_every_kind_has_one_place() -> None:
    placed = [kind.id for group in GROUPS for kind in group.kinds]
    assert sorted(placed) == sorted(kind.kind for kind in FACT_KINDS)


@pytest.mark.parametrize("fact", SAMPLES, ids=lambda fact: fact.kind)
def test_every_field_of_a_fact_is_shown(sample: LabelFacts, fact: Fact) -> None:
    (kind,) = (kind for group in GROUPS for kind in group.kinds if kind.id == fact.kind)
    (shown,) = sample.facts[fact.kind]
    columns = [part for column in kind.columns for part in (column, *column.lines)]
    said = " ".join(
        [
            *(column.words(shown) for column in columns),
            *(word(code) for c in columns if c.codes for code in c.codes(shown)),
        ]
    )
    for field in fields(fact):
        value = getattr(fact, field.name)
        if field.name not in NOT_SHOWN and isinstance(value, str):
            forms = [unit(value, Decimal(n)) for n in (1, 2)] if field.name.endswith("unit") else [word(value)]
            assert any(form in said for form in forms), f"{field.name} is not shown"


@pytest.mark.parametrize("fact", SAMPLES, ids=lambda fact: fact.kind)
def test_facts_are_found_by_any_of_their_words(sample: LabelFacts, fact: Fact) -> None:
    (shown,) = sample.facts[fact.kind]
    assert shown.says(fact.evidence[0].quote.lower().split())
    assert not shown.says(["unicorn"])
