"""Subjects of amounts that say nothing alone, and what they are of."""

import pytest

from ingest.extract.measure import extract
from kg.facts import Measure
from tests.ingest.building import reading_of


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The median time to onset of rash was 12 days and the median time to resolution was 8 days.",
            [("time to onset of rash", 12), ("time to resolution of rash", 8)],
        ),
        (
            "Gout was reported in 25% of patients, with a median time to first onset of 50 days.",
            [("time to first onset of Gout", 50)],
        ),
        (
            "Patients were treated with DRUG-X (n=89) or placebo for a mean duration of 2 years.",
            [("duration of treatment", 2)],
        ),
        (
            "Among the patients with severe gout, median time to first occurrence of events was 14 weeks.",
            [("time to first occurrence in patients with severe gout", 14)],
        ),
        ("The median time to resolution was 8 days.", []),
        ("The median time to onset was 29 months for sores.", [("time to onset for sores", 29)]),
        ("The median duration of treatment was 8 weeks.", [("duration of treatment", 8)]),
    ],
)
def test_a_course_is_of_what_the_sentence_names_before_or_left_out(text: str, told: list[tuple[str, int]]) -> None:
    found = [fact for fact in extract(reading_of({"6.1": text})) if isinstance(fact, Measure)]
    assert [(fact.subject, int(fact.value or 0)) for fact in found] == told
