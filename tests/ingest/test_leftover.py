"""A number is stated once."""

from dataclasses import replace
from decimal import Decimal

from ingest.leftover import stated_once
from kg.codes import Statistic
from kg.facts import CountStatistic, Measure, Rate
from kg.locator import Evidence, Span

PLACE = Evidence(section="5.1", span=Span(0, 9), quote="12 (3/25)")
RATE = Rate(evidence=(PLACE,), values=(Span(0, 2),), read_by="rate", percent=Decimal(12))
MEASURE = Measure(
    evidence=(PLACE,),
    values=(Span(0, 2),),
    read_by="measure",
    subject="rash",
    statistic=Statistic.VALUE,
    value=Decimal(12),
)
COUNTED = CountStatistic(
    evidence=(PLACE,), values=(Span(0, 2), Span(4, 5)), read_by="statistic", count=3, n=25, percent=Decimal(12)
)


def test_a_share_with_counts_goes_before_one_without_and_that_before_a_measure() -> None:
    assert list(stated_once([MEASURE, RATE, COUNTED])) == [COUNTED]
    assert list(stated_once([MEASURE, RATE])) == [RATE]


def test_a_measure_with_a_number_of_its_own_stays() -> None:
    other = replace(MEASURE, values=(Span(0, 2), Span(6, 8)))
    assert list(stated_once([other, COUNTED])) == [COUNTED, other]
