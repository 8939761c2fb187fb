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


def test_the_name_with_which_the_text_begins_is_no_part_of_the_title() -> None:
    writing = Writing()
    highlights = "all the information needed to use EXAMPLINE safely and effectively. EXAMPLINE (examplinib)"
    writing.add(writing.section(None, "HIGHLIGHTS", highlights, part=Part.HIGHLIGHTS))
    writing.add(writing.section(None, "WARNING: OCULAR TOXICITY EXAMPLINE", "can cause it.", part=Part.BOXED))
    writing.add(writing.section(None, "WARNING: RISKS FROM USE OF EXAMPLINE", "They are.", part=Part.BOXED))
    assert [fact.title for fact in extract(writing.reading())] == ["OCULAR TOXICITY", "RISKS FROM USE OF EXAMPLINE"]


def test_commas_between_semicolons_part_no_hazards_that_a_heading_names_together() -> None:
    writing = Writing()
    title = "WARNING: STROKE; ABUSE, MISUSE, AND ADDICTION; and RASH, FEVER"
    writing.add(writing.section(None, title, "See below.", part=Part.BOXED))
    own = writing.section("5.1", "Abuse, Misuse, and Addiction", "It may be abused.")
    found = extract(writing.add(writing.section("5", "WARNINGS AND PRECAUTIONS", sections=[own])).reading())
    assert [fact.title for fact in found] == ["STROKE", "ABUSE, MISUSE, AND ADDICTION", "RASH", "FEVER"]


def test_a_box_that_begins_with_a_sentence_has_no_title() -> None:
    assert not titles("Example sheets are for those who take EXAMPLINE every day.")


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
