from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store

from ingest.write_rdf import graph_of
from kg.codes import Action
from kg.facts import FACT_KINDS, AdverseReaction, DoseRule, Fact
from kg.fragments import Fragment
from kg.identity import canonical, fact_id
from kg.locator import Span
from kg.read_facts import read_facts
from kg.store import open_read_only, open_store, put_version
from kg.validate import validate
from tests.samples import ANC, BILIRUBIN, DOCUMENT, SAMPLES, bare

RULE = next(fact for fact in SAMPLES if isinstance(fact, DoseRule))
REACTION = next(fact for fact in SAMPLES if isinstance(fact, AdverseReaction))


def _round_trip(*facts: Fact) -> list[Fact]:
    graph = graph_of(DOCUMENT, facts)
    store = Store()
    put_version(store, graph)
    return list(read_facts(store, str(graph.identifier)).values())


def test_there_is_a_sample_of_every_kind() -> None:
    assert [type(fact) for fact in SAMPLES] == list(FACT_KINDS)


@pytest.mark.parametrize("fact", SAMPLES, ids=lambda fact: fact.kind)
def test_a_full_fact_comes_back_equal(fact: Fact) -> None:
    assert _round_trip(fact) == [fact]


@pytest.mark.parametrize("fact", SAMPLES, ids=lambda fact: fact.kind)
def test_a_bare_fact_comes_back_equal(fact: Fact) -> None:
    assert _round_trip(bare(fact)) == [bare(fact)]


def test_members_of_a_set_come_back_in_canonical_order() -> None:
    rule = replace(RULE, actions=(Action.RESUME, Action.REDUCE), values=(Span(7, 9), Span(2, 3)), incomplete=("z", "a"))
    assert rule.thresholds == (BILIRUBIN, ANC)
    (found,) = _round_trip(rule)
    assert found == canonical(rule) != rule
    assert found == replace(
        RULE, actions=(Action.REDUCE, Action.RESUME), values=(Span(2, 3), Span(7, 9)), incomplete=("a", "z")
    )


def test_the_boxes_of_printed_words_come_back_from_the_top() -> None:
    first, second = Fragment(9, 50.5, 700.0, 80.0, 12.0), Fragment(10, 36.0, 72.2, 20.1, 12.0)
    (cited, *further) = REACTION.evidence
    fact = replace(REACTION, evidence=(replace(cited, boxes=(first, second)), *further))
    assert _round_trip(fact) == [fact]
    assert [evidence.page for evidence in fact.evidence] == [9, *(None for _ in further)]


def test_facts_that_differ_know_each_other() -> None:
    one, other = SAMPLES[3], SAMPLES[4]
    pair = [replace(one, differs_from=(fact_id(other),)), replace(other, differs_from=(fact_id(one),))]
    assert sorted(_round_trip(*pair), key=fact_id) == sorted(pair, key=fact_id)


def test_all_samples_are_valid_and_come_back_from_disk(tmp_path: Path) -> None:
    graph = graph_of(DOCUMENT, SAMPLES)
    assert validate(graph) == ()
    put_version(open_store(tmp_path), graph)
    found = read_facts(open_read_only(tmp_path), str(graph.identifier))
    assert {iri.rpartition("/")[2]: fact for iri, fact in found.items()} == {fact_id(fact): fact for fact in SAMPLES}


def test_an_unknown_version_has_no_facts() -> None:
    assert read_facts(Store(), "https://example.org/nothing") == {}


@given(term=st.text(min_size=1), percent=st.decimals(0, 100, places=4), count=st.none() | st.integers(0))
@settings(max_examples=200, deadline=None)
def test_any_words_and_numbers_come_back(term: str, percent: Decimal, count: int | None) -> None:
    fact = replace(REACTION, term=term, percent=percent, count=count)
    assert _round_trip(fact) == [fact]
