from pathlib import Path

import pytest

from ingest.document import Part
from ingest.extract import discrepancy
from ingest.reading import Reading
from ingest.sources import read
from tests.ingest.building import Writing


def reading_of(guide: str, full: str) -> Reading:
    writing = Writing()
    writing.add(
        writing.section(None, "GUIDE", guide, part=Part.GUIDE),
        writing.section("2", "DOSAGE AND ADMINISTRATION", full),
    )
    return writing.reading()


DIFFERING: tuple[tuple[str, str, tuple[str, str, str]], ...] = (
    (
        "A fourth course should be considered for patients without remission after 3 courses.",
        "A fourth course may be considered for those patients without a remission after 3 courses [see Use (8.1)].",
        ("modality", "should", "may"),
    ),
    (
        "The liquid is clear to slightly cloudy, free of particles, and slightly pink in color.",
        "The liquid is clear to cloudy, free of particles, and slightly pink in color.",
        ("adverb", "to slightly cloudy", "to cloudy"),
    ),
    (
        "Advise women not to breastfeed while taking EXAMPLINE and for 3 weeks after the last dose.",
        "Because of possible harm to the child, advise women not to breastfeed during treatment with EXAMPLINE and for at "
        "least 3 weeks after the last dose.",
        ("bound", "3 weeks", "at least 3 weeks"),
    ),
    (
        "Give the infusion over 60 minutes on the first day of each course.",
        "Give the infusion over 90 minutes on the first day of each course.",
        ("number", "60 minutes", "90 minutes"),
    ),
    (
        "Infusion sets with an inline filter are suitable for EXAMPLINE.",
        "Infusion sets with an inline filter are not suitable for EXAMPLINE.",
        ("negation", "are suitable", "are not suitable"),
    ),
)

SAME: tuple[tuple[str, str], ...] = (
    (
        "Stop EXAMPLINE if platelets are ≥100 mg/dL above the range of the patient.",
        "Stop EXAMPLINE if platelets are greater than or equal to 100 mg/dL above the range of the patient.",
    ),
    ("Give EXAMPLINE by IV infusion into a large vein.", "Give EXAMPLINE by intravenous infusion into a large vein."),
    (
        "Monitor patients for fever and rash (daily) during the first course.",
        "During the first course, monitor PATIENTS daily for rash and fever [see Warnings (5.1)].",
    ),
    (
        "Use contraception for at least 5 and 8 weeks after the last dose of EXAMPLINE.",
        "Use contraception for at least 8 weeks after the last dose of EXAMPLINE.",
    ),
    ("Shake the bottle well before use today.", "A rash was seen in 12 patients of the study."),
)


@pytest.mark.parametrize(("guide", "full", "difference"), DIFFERING)
def test_a_difference_that_matters(guide: str, full: str, difference: tuple[str, str, str]) -> None:
    (fact,) = discrepancy.extract(reading_of(guide, full))
    kind, words, other_words = difference
    assert (fact.read_by, fact.words, fact.other_words) == (f"discrepancy.{kind}", words, other_words)
    assert [place.section for place in fact.evidence] == [None, "2"]
    assert [place.quote for place in fact.evidence] == [guide, full]


@pytest.mark.parametrize(("guide", "full"), SAME)
def test_other_ways_to_say_the_same_are_no_difference(guide: str, full: str) -> None:
    assert not list(discrepancy.extract(reading_of(guide, full)))


def test_a_label_without_a_guide_has_none() -> None:
    writing = Writing()
    writing.add(writing.section("2", "DOSAGE", "A fourth course may be considered for some patients."))
    assert not list(discrepancy.extract(writing.reading()))


@pytest.mark.shared
def test_of_a_real_label(shared: Path) -> None:
    found = list(discrepancy.extract(Reading(document=read(shared / "labels" / "besponsa.txt"))))
    assert {(fact.words, fact.other_words, fact.evidence[1].section) for fact in found} == {
        ("should", "may", "2.1"),
        ("to slightly opalescent", "to opalescent", "2.4"),
        ("2 months", "at least 2 months", "8.2"),
        ("28 days", "up to 28 days", "2.1"),
    }
