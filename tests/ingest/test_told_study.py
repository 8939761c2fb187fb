"""The study that sentences are about."""

import pytest

from ingest.document import Part
from tests.ingest.building import reading_of


@pytest.mark.parametrize(
    ("text", "studies"),
    [
        ("In SUNRISE-2, rash was mild. Itching was rare.", ["SUNRISE-2", "SUNRISE-2"]),
        ("In Study 1, rash was mild. In Study 2, rash was severe.", ["Study 1", "Study 2"]),
        ("Rash was mild in Study 1 and severe in Study 2.", [None]),
        ("In Study 1, rash was mild. In patients with gout, itching was rare.", ["Study 1", None]),
        ("In Study 1, rash was mild. In the DRUG-X arm, itching was rare.", ["Study 1", "Study 1"]),
        (
            "In Study 1, rash was mild. Across clinical trials, itching was rare. Pain was mild.",
            ["Study 1", None, None],
        ),
        ("In Study 1, rash was mild. In addition, itching was rare.", ["Study 1", "Study 1"]),
        ("The efficacy of DRUG-X was evaluated in the SUNRISE trial (NCT01234567). Rash was mild.", ["SUNRISE"] * 2),
        (
            "In Study 1, rash was mild. The safety of DRUG-X in children was evaluated in an open-label trial. Pain was mild.",
            ["Study 1", None, None],
        ),
        (
            "In Study 1, rash was mild. The data reflect exposure in SUNRISE (n=3) or in MOONRISE (n=5). Pain was mild.",
            ["Study 1", None, None],
        ),
        ("Rash was mild.", [None]),
    ],
)
def test_a_sentence_is_about_the_study_named_last_unless_it_begins_elsewhere(
    text: str, studies: list[str | None]
) -> None:
    reading = reading_of({"6.1": text})
    [passage] = [passage for passage in reading.passages if passage.part is Part.FULL]
    assert [reading.study_of(passage, sentence) for sentence in passage.sentences] == studies


def test_what_exposure_is_told_of_goes_on_in_the_paragraphs_behind() -> None:
    texts = ("The safety of DRUG-X was evaluated in SUNRISE-2.", "Rash was mild.")
    reading = reading_of({"6.1": texts})
    assert [reading.study_of(one, next(one.sentences)) for one in reading.passages] == ["SUNRISE-2", "SUNRISE-2"]


def test_a_heading_run_into_a_sentence_and_what_was_evaluated_tell_the_study_behind() -> None:
    text = (
        "DRUG-X Alone (SUNRISE) Patients received DRUG-X. Rash was mild. It was mild in SUNRISE."
        " Gout (3%) in SUNRISE. Sores (2%) in SUNRISE, Nodular Gout The safety of DRUG-X was evaluated in MOONRISE. Fever was mild."
    )
    reading = reading_of({"6.1": text})
    [passage] = [passage for passage in reading.passages if passage.part is Part.FULL]
    studies = [reading.study_of(passage, sentence) for sentence in passage.sentences]
    assert studies == ["SUNRISE", "SUNRISE", "SUNRISE", "SUNRISE", None, "MOONRISE"]
