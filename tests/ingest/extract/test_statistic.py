from decimal import Decimal
from pathlib import Path

import pytest

from ingest.document import Part
from ingest.extract import statistic
from ingest.reading import Reading
from ingest.sources import read
from tests.ingest.building import reading_of

TEXT = "Rash was reported in 12/60 patients (20%) who received DRUG-X."


def test_a_share_with_its_counts() -> None:
    reading = reading_of({"5.1": TEXT})
    [found] = statistic.extract(reading)
    assert (found.count, found.n, found.percent) == (12, 60, Decimal(20))
    assert (found.event, found.arm, found.grade) == ("Rash", "DRUG-X", None)
    assert [reading.document.quote(span) for span in found.values] == ["12", "60", "20"]


def test_the_product_is_the_arm_only_where_the_passage_names_it() -> None:
    highlights = "These highlights do not include all the information needed to use DRUG-X safely and effectively."
    reading = reading_of({"5.1": (highlights, "DRUG-X can cause rash. Rash occurred in 12/60 patients (20%).")})
    assert [fact.arm for fact in statistic.extract(reading)] == ["DRUG-X"]
    silent = reading_of({"5.1": (highlights, "Rash occurred in 12/60 patients (20%).")})
    assert [fact.arm for fact in statistic.extract(silent)] == [None]


@pytest.mark.parametrize(("section", "read_there"), [("boxed", 1), ("5.1", 1), ("14", 1), ("2.1", 0), ("17", 0)])
def test_sections_that_report_studies(section: str, read_there: int) -> None:
    assert len(list(statistic.extract(reading_of({section: TEXT})))) == read_there


def test_a_guide_is_read_and_highlights_are_not() -> None:
    assert len(list(statistic.extract(reading_of({"5.1": TEXT}, part=Part.GUIDE)))) == 1
    assert list(statistic.extract(reading_of({"5.1": TEXT}, part=Part.HIGHLIGHTS))) == []


@pytest.mark.shared
def test_statistics_of_a_real_label(shared: Path) -> None:
    found = list(statistic.extract(Reading(document=read(shared / "labels" / "besponsa.txt"))))
    numbers = {(fact.count, fact.n, fact.percent) for fact in found}
    assert len(numbers) == 37
    by_place = {(fact.evidence[0].section, fact.count, fact.n): fact for fact in found}
    other = by_place["5.2", 8, 35]
    assert (other.event, other.arm) == ("post-HSCT non-relapse mortality", "Investigator’s choice of chemotherapy")
    assert by_place["5.3", 33, 164].grade == "3"
    assert by_place["14", 21, 88].event == "achieved CR/CRi in Cycle 2"
