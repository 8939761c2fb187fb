"""What is read from the example label is what was checked by hand: nothing is missed, and nothing added.

A record of `tests/data/example_facts.jsonl` that is "optional" is a true statement beside the checked ones; its "reason"
says why it is a fact of its own.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import pytest

from ingest.export import Json, records
from ingest.pipeline import read_label
from ingest.wording import shared_of_all, telling_words
from tests.example import CHECKED, LABEL

Record = Mapping[str, Json]

_REACTION = (("percent", "grade", "context", "comparison"), ("term", "arm"))
FIELDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "indication": ((), ("disease", "population")),
    "boxed_warning": ((), ("title",)),
    "warning": (("number",), ("title",)),
    "contraindication": ((), ("condition",)),
    "adverse_reaction": _REACTION,
    "lab_abnormality": _REACTION,
    "statistic": (("count", "n", "percent"), ()),
    "dose": (("amount", "amount_high", "unit"), ("schedule", "condition")),
    "dose_rule": (("actions",), ("trigger", "severity")),
    "preparation": (("quantity", "value", "value_high", "unit"), ()),
    "administration": (("infusion_minutes", "rate", "rate_unit"), ("route",)),
    "material": (("item", "verdict"), ("material",)),
    "time_limit": (("state", "storage", "max_hours", "temp_low_c", "temp_high_c"), ()),
    "population": (("population", "advice", "duration", "duration_unit"), ()),
    "interaction": (("advice",), ("precipitant",)),
}
"""The fields that are compared of each kind: codes and numbers, which must be equal, and printed phrases."""
SHARE = 0.5
"""The share of the words of two phrases that both have."""
DIFFERENCES = {
    ("28 days", "up to 28 days"),
    ("2 months", "at least 2 months"),
    ("should", "may"),
    ("to slightly opalescent", "to opalescent"),
}
"""What the guide of the example says otherwise than the numbered sections, on purpose."""


@cache
def _read() -> Mapping[str, Sequence[Record]]:
    found = defaultdict(list)
    for record in records(read_label(LABEL).facts):
        found[str(record["kind"])].append(record)
    return found


def _checked(kind: str) -> Iterator[Record]:
    lines = CHECKED.read_text(encoding="utf-8").splitlines()
    return (record for record in map(json.loads, lines) if record["kind"] == kind)


def _agree(kind: str, checked: Record, read: Record) -> bool:
    exact, phrases = FIELDS[kind]
    return all(_code(checked.get(name)) == _code(read.get(name)) for name in exact) and all(
        shared_of_all(_words(checked.get(name)), _words(read.get(name))) >= SHARE for name in phrases
    )


def _code(value: Json) -> object:
    return frozenset(map(str, value)) if isinstance(value, list) else value


def _words(value: Json) -> frozenset[str]:
    return telling_words(str(value or ""))


@pytest.mark.parametrize("kind", FIELDS)
def test_every_checked_fact_is_read_once(kind: str) -> None:
    for record in _checked(kind):
        agreeing = [read["quote"] for read in _read()[kind] if _agree(kind, record, read)]
        expected = [other["quote"] for other in _checked(kind) if _agree(kind, record, other)]
        assert len(agreeing) == len(expected), f"{record} is read from {agreeing}"


@pytest.mark.parametrize("kind", FIELDS)
def test_nothing_is_read_that_was_not_checked(kind: str) -> None:
    unknown = [read for read in _read()[kind] if not any(_agree(kind, record, read) for record in _checked(kind))]
    assert not unknown


def test_facts_beside_the_checked_ones_have_a_reason() -> None:
    assert all(record["reason"] for kind in FIELDS for record in _checked(kind) if record.get("optional"))


def test_differences_between_the_guide_and_the_sections_are_found() -> None:
    assert {(fact["words"], fact["other_words"]) for fact in _read()["discrepancy"]} == DIFFERENCES


@pytest.mark.parametrize(
    ("kind", "guide", "sections"),
    [("population", 1, {"8.2"}), ("schedule", 2, {"2.1"}), ("appearance", 1, {"2.4"})],
)
def test_facts_that_differ_point_at_each_other(kind: str, guide: int, sections: set[str]) -> None:
    differing = [fact["section"] for fact in _read()[kind] if fact["differs_from"]]
    assert differing.count(None) == guide
    assert {section for section in differing if section} == sections
