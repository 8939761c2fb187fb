import pytest

from ingest.dosing.degrees import begins_with_bound, begins_with_grades


@pytest.mark.parametrize(
    "words",
    [
        "Grade 2 or 3",
        "• Any Grade",
        "Grade 2 that persists despite treatment",
        "Persistent or recurrent Grade 2 toxicity",
    ],
)
def test_cells_that_only_grade(words: str) -> None:
    assert begins_with_grades(words)


@pytest.mark.parametrize("words", ["Grade 3 rash", "Rash", "Recurrent rash"])
def test_cells_that_name_a_finding(words: str) -> None:
    assert not begins_with_grades(words)


def test_cells_that_only_bound() -> None:
    assert begins_with_bound("> 9.0 mg/dL")
    assert not begins_with_bound("Grade 2")
