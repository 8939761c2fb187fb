"""Clauses around a share of patients."""

import pytest

from ingest.share_clause import last_clause, predicate, without_count


@pytest.mark.parametrize(
    ("before", "clause"),
    [
        ("In a study of adults (18 years, or older), rash occurred in", "rash occurred in"),
        ("Rash In two trials, rash occurred in", "rash occurred in"),
        ("Through 24 weeks, the rate of rash was", "the rate of rash was"),
        ("rash was mild in some adults, while itching was seen in", "itching was seen in"),
        ("Adults aged 65 or older, the incidence of rash was", "the incidence of rash was"),
    ],
)
def test_the_last_clause_before_a_share(before: str, clause: str) -> None:
    assert last_clause(before) == clause


@pytest.mark.parametrize(
    ("after", "said"),
    [
        ("of patients had rash.", "had rash"),
        ("of those who had rash and received placebo recovered", "recovered"),
        ("of patients tested for rash had itching, and 3% died", "had itching"),
        ("of patients on DRUG-X permanently discontinued treatment", "permanently discontinued treatment"),
        ("of adults (3 had rash) were women", "were women"),
        ("of adults who had rash, the rash was mild", "the rash was mild"),
        ("of patients who received DRUG-X", None),
        ("in the second year was higher", None),
    ],
)
def test_what_is_said_of_the_patients_behind_a_share(after: str, said: str | None) -> None:
    assert predicate(after) == said


def test_a_spelled_count_is_no_event() -> None:
    assert [without_count(words) for words in ("One hundred six", "rash in at least two", "rash")] == [
        "",
        "rash in",
        "rash",
    ]
