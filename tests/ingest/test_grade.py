import pytest

from ingest.grade import find_grade, grade_numbers, leading_grade


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("All Grades", "all"),
        ("Any Grade %", "all"),
        ("All G rades", "all"),
        ("All CTC Grades", "all"),
        ("Grades 1–4", "1-4"),
        ("Grade 3", "3"),
        ("Grade 3/4 (%)", "3-4"),
        ("Grades 3, 4", "3-4"),
        ("Grades 3/4/5", "3-5"),
        ("Grade 3, 4, or 5", "3-5"),
        ("Grade 3 or 4", "3-4"),
        ("Grades 3 to 4", "3-4"),
        ("CTC Grades 3/4", "3-4"),
        ("≥ Grade 3", ">=3"),
        ("Grade ≥3", ">=3"),
        ("Grade 3 and Higher", ">=3"),
        ("Grade greater than or equal to 3 (n, %)", ">=3"),
        ("Grade 2 or lower", "<=2"),
        ("greater than Grade 2", ">2"),
        ("less than Grade 3", "<3"),
        ("no higher than Grade 1", "<=1"),
        ("not less than Grade 3", ">=3"),
        ("Grade 10", None),
        ("Upgraded", None),
    ],
)
def test_finds_the_grade_that_a_phrase_names(printed: str, code: str | None) -> None:
    found = find_grade(printed)
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Any", "all"),
        ("Severe", "severe"),
        ("All severe or life-threatening events", "severe or life-threatening"),
        ("Moderate- Severe", "moderate-severe"),
        ("Grade 4 <500 cells/mm3", "4"),
        ("Nausea", None),
        ("Pain of any grade", None),
    ],
)
def test_a_row_label_may_begin_with_a_grade(label: str, code: str | None) -> None:
    found = leading_grade(label)
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [("Grade 3/4 (%)", ["3", "4"]), ("CTC Grades ≥3", ["3"]), ("3-4", ["3", "4"]), ("All Grades", []), ("12", [])],
)
def test_tells_where_the_numbers_of_a_grade_stand(printed: str, numbers: list[str]) -> None:
    assert [printed[start:end] for start, end in grade_numbers(printed)] == numbers
