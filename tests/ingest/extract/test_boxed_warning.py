import pytest

from ingest.document import Part
from ingest.extract.boxed_warning import extract
from tests.ingest.building import Writing


@pytest.mark.parametrize(
    ("title", "hazards"),
    [
        ("WARNING: HEPATOTOXICITY and BLEEDING", ["HEPATOTOXICITY", "BLEEDING"]),
        ("WARNING", ["WARNING"]),
        ("BOXED WARNING:", ["BOXED WARNING:"]),
    ],
)
def test_each_hazard_of_the_title_is_a_warning_and_a_bare_title_stands_for_all(title: str, hazards: list[str]) -> None:
    writing = Writing()
    writing.add(writing.section(None, title, "For one route only.", part=Part.BOXED))
    found = list(extract(writing.reading()))
    assert [warning.title for warning in found] == hazards
    assert {warning.text for warning in found} == {"For one route only."}


def titles(title: str) -> list[str]:
    writing = Writing()
    box = writing.section(None, title, "See full prescribing information.", part=Part.BOXED)
    return [warning.title for warning in extract(writing.add(box).reading())]


def test_hazards_parted_by_commas_and_and() -> None:
    assert titles("WARNING: HEPATOTOXICITY, HEMORRHAGE, and EMBRYO-FETAL TOXICITY") == [
        "HEPATOTOXICITY",
        "HEMORRHAGE",
        "EMBRYO-FETAL TOXICITY",
    ]


def test_hazards_that_are_counted() -> None:
    title = "WARNING: (A) STOPPING EXAMPLINE EARLY RAISES THE RISK OF STROKE (B) SPINAL HEMATOMA"
    assert titles(title) == ["STOPPING EXAMPLINE EARLY RAISES THE RISK OF STROKE", "SPINAL HEMATOMA"]


def test_a_box_of_titles_alone_has_no_text() -> None:
    writing = Writing()
    document = writing.add(writing.section(None, "WARNING: HEPATOTOXICITY and BLEEDING", part=Part.BOXED))
    assert [fact.text for fact in extract(document.reading())] == [None, None]


def test_words_that_announce_hazards_are_none() -> None:
    assert titles("WARNING: FATAL AND SERIOUS TOXICITIES: INFECTIONS, COLITIS, and PNEUMONITIS") == [
        "INFECTIONS",
        "COLITIS",
        "PNEUMONITIS",
    ]
    assert titles("WARNING: SERIOUS AND LIFE-THREATENING RISKS FROM USE OF EXAMPLINE") == [
        "SERIOUS AND LIFE-THREATENING RISKS FROM USE OF EXAMPLINE"
    ]
