"""Percents that do not follow from the count and the number of patients beside them."""

from decimal import Decimal

import pytest

from ingest.contradictions import contradiction, marked
from ingest.count_statistics import counted_shares
from ingest.tokens import tokenize
from kg.codes import Comparison
from kg.facts import AdverseReaction, Efficacy


def _observed(
    count: int | None, number: int | None, percent: str, comparison: Comparison | None = None
) -> AdverseReaction:
    return AdverseReaction(
        evidence=(),
        read_by="example",
        term="Rash",
        arm="EXAMPLINE",
        arm_n=number,
        grade="all",
        comparison=comparison,
        percent=Decimal(percent),
        count=count,
    )


@pytest.mark.parametrize(
    ("count", "number", "percent"),
    [
        (25, 100, "25"),
        (1, 3, "33"),
        (1, 3, "34"),
        (7, 164, "4.3"),
        (7, 164, "4.2"),
        (None, 100, "52"),
        (25, None, "52"),
    ],
)
def test_what_follows_is_not_marked(count: int | None, number: int | None, percent: str) -> None:
    assert contradiction(_observed(count, number, percent)) is None


@pytest.mark.parametrize(
    ("count", "number", "percent", "told"),
    [
        (25, 100, "52", "25 of 100 is 25.0 %, not 52 %"),
        (9, 50, "8", "9 of 50 is 18.0 %, not 8 %"),
        (4, 364, "1.9", "4 of 364 is 1.1 %, not 1.9 %"),
    ],
)
def test_what_does_not_follow_is_kept_and_marked(count: int, number: int, percent: str, told: str) -> None:
    (found,) = marked([_observed(count, number, percent)])
    assert isinstance(found, AdverseReaction)
    assert (found.count, found.percent, found.incomplete) == (count, Decimal(percent), (told,))


def test_a_bound_says_no_share() -> None:
    assert contradiction(_observed(25, 100, "52", Comparison.LESS_THAN)) is None


def test_results_are_marked_too() -> None:
    result = Efficacy(
        evidence=(), read_by="example", endpoint="response", arm=None, count=10, n=50, percent=Decimal(40)
    )
    assert contradiction(result) == "10 of 50 is 20.0 %, not 40 %"


@pytest.mark.parametrize(
    "text", ["Rash occurred in 12 of the 40 patients (45%).", "Rash occurred in 45% (12/40) of patients."]
)
def test_three_numbers_side_by_side_are_one_statistic_though_they_disagree(text: str) -> None:
    (share,) = counted_shares(tokenize(text)[:])
    assert (share.count, share.n, share.percent) == (12, 40, Decimal(45))


def test_the_level_of_an_interval_is_no_share() -> None:
    assert counted_shares(tokenize("A response was seen in 10/50 (95% CI: 10, 34).")[:]) == ()
