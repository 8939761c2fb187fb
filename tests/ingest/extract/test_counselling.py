from pathlib import Path

import pytest

from ingest.extract import counselling
from ingest.reading import Reading
from ingest.sources import read
from tests.ingest.building import Writing, reading_of


def test_a_paragraph_is_advice_under_its_heading() -> None:
    writing = Writing()
    fever = writing.section(None, "Fever", "Advise patients to report fever [see Warnings and Precautions (5.1)].")
    reading = writing.add(writing.section("17", "PATIENT COUNSELING INFORMATION", sections=(fever,))).reading()
    (fact,) = counselling.extract(reading)
    assert (fact.topic, fact.advice) == ("Fever", "Advise patients to report fever.")


def test_a_topic_that_runs_into_the_text() -> None:
    (fact,) = counselling.extract(reading_of({"17": "Rash: Tell patients to report a rash at once."}))
    assert (fact.topic, fact.advice) == ("Rash", "Tell patients to report a rash at once.")


def test_an_item_is_read_with_the_words_that_introduce_its_list() -> None:
    writing = Writing()
    blocks = (
        writing.paragraph("Advise patients not to:"),
        writing.paragraph("drive for 8 hours", level=1),
        writing.paragraph("drink alcohol", level=1),
    )
    reading = writing.add(writing.section("17", "PATIENT COUNSELING INFORMATION", *blocks)).reading()
    assert [fact.advice for fact in counselling.extract(reading)] == [
        "Advise patients not to: drive for 8 hours",
        "Advise patients not to: drink alcohol",
    ]


def test_the_lines_that_close_a_label_are_no_advice() -> None:
    text = ("This product’s label may have been updated.", "Manufactured by: Sample Works", "LAB-0000-1.0")
    assert not list(counselling.extract(reading_of({"17": text})))


@pytest.mark.shared
def test_of_a_real_label(shared: Path) -> None:
    found = list(counselling.extract(Reading(document=read(shared / "labels" / "besponsa.txt"))))
    assert len(found) == 7
    assert (found[-1].topic, found[-1].advice) == (
        "Lactation",
        "Advise women against breastfeeding while receiving BESPONSA and for 2 months after the last dose.",
    )
