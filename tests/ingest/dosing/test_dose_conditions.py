import pytest

from ingest.extract.dose import extract
from tests.ingest.building import Writing, reading_of


def example(text: str) -> list[tuple[str, str | None, str | None]]:
    """The doses of EXAMPLINE in a subsection of section 2: amount, schedule, condition."""
    writing = Writing()
    writing.words("all the information needed to use EXAMPLINE safely and effectively.")
    made = writing.add(writing.section("2.1", "Recommended Dosage", text)).reading()
    return [(f"{dose.amount} {dose.unit}", dose.schedule, dose.condition) for dose in extract(made)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Increase the dose to 9 mg once daily if serum calcium is < 5.5 mg/dL.",
            [("9 mg", "once daily", "if serum calcium is < 5.5 mg/dL")],
        ),
        (
            "In patients who have had a dose reduction to 60 mg once daily due to adverse reactions and who take a strong "
            "CYP9A inhibitor, further reduce the EXAMPLINE dose to 40 mg once daily.",
            [
                (
                    "40 mg",
                    "once daily",
                    "patients who have had a dose reduction to 60 mg once daily due to adverse reactions and who take a strong "
                    "CYP9A inhibitor",
                )
            ],
        ),
        (
            "For women with gout: The recommended dosage is 2 mg monthly. The dosage can be increased to 4 mg monthly if no "
            "response is seen in 12 weeks.",
            [
                ("2 mg", "monthly", "women with gout"),
                ("4 mg", "monthly", "women with gout, if no response is seen in 12 weeks"),
            ],
        ),
        (
            "Women on EXAMPLINE should be treated with a hormone according to local practice When used alone, the recommended "
            "dose of EXAMPLINE is 9 mg daily.",
            [("9 mg", "daily", "When used alone")],
        ),
        (
            "As the dosage of 9 mg/day is less well tolerated, the recommended dosage is 4 mg/day.",
            [("4 mg/d", None, None)],
        ),
        (
            "The recommended dosage is 4 mg/day (given as 2 mg twice daily) to 6 mg/day (given once daily).",
            [("4 mg/d", "twice daily", None), ("6 mg/d", "once daily", None)],
        ),
        ("Doses of 2 mg should be given once daily, whereas a dose of 8 mg should be given as 4 mg twice daily.", []),
        (
            "If the platelet count is at least 100,000/mm3, administer Xx-99 EXAMPLINE over 5 minutes at a dose of Xx-99 4 MBq "
            "per kg.",
            [("4 MBq/kg", None, "If the platelet count is at least 100,000/mm3")],
        ),
    ],
)
def test_a_dose_keeps_what_it_depends_on(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert example(text) == expected


def test_numbers_of_the_condition_are_read() -> None:
    text = "Increase the dose to 9 mg once daily if serum calcium is < 5.5 mg/dL."
    reading = reading_of({"2.1": text})
    (dose,) = extract(reading)
    assert "< 5.5 mg/dL" in [reading.document.quote(span) for span in dose.values]
