"""Which lines are numbered headings."""

import pytest

from ingest.sources.text.lines import lines_of
from ingest.sources.text.numbered import numbered_headings


def _headings(text: str) -> list[tuple[str | None, str]]:
    lines = lines_of(text)
    return [(heading.number, heading.words) for heading in numbered_headings(lines, 0, len(lines))]


@pytest.mark.parametrize(
    "text",
    [
        "1. INDICATIONS AND USAGE\nIt is for adults.\n2. DOSAGE AND ADMINISTRATION\n2.1 Recommended Dosage\nTake it.",
        "1 INDICATIONS AND USAGE\nIt is for adults.\n2 DOSAGE AND ADMINISTRATION\n2.1 Recommended Dosage\nTake it.",
        "1\n\nINDICATIONS AND USAGE\n\nFor adults.\n2\n\nDOSAGE AND ADMINISTRATION\n\n2.1\n\nRecommended Dosage\n\nTake.",
        "  1   INDICATIONS & USAGE\nFor adults.\n  2   DOSAGE AND\n  ADMINISTRATION\n  2.1   Recommended Dosage\nTake.",
        "1 Indications and Usage\nFor adults.\n2 Dosage and Administration\n2.1 Recommended Dosage\nTake.",
        "1 INDICATONS AND USAGE\nFor adults.\n2 DOSAGE AN D ADMINISTRATION\n2.1 Recommended Dosage\nTake.",
    ],
)
def test_knows_both_styles(text: str) -> None:
    assert [number for number, _ in _headings(text)] == ["1", "2", "2.1"]
    assert _headings(text)[-1] == ("2.1", "Recommended Dosage")


@pytest.mark.parametrize(
    "line",
    [
        "4 weeks if the patient responds, and then",
        "2.5 × ULN prior to each dose",
        "2.5 mg/m2 on Day 1",
        "3 patients (5%) stopped.",
        "2.1 (1.9, 2.3) months",
        "19% were men, and",
        "5.1 Warnings about exampline",
        "9 REASONS TO TAKE IT",
        "2.3 Precautions of a sentence that ends.",
    ],
)
def test_a_number_at_the_start_of_a_line_is_no_heading(line: str) -> None:
    assert [
        number for number, _ in _headings(f"2 DOSAGE AND ADMINISTRATION\n2.2 Dose\nGive it.\n{line}\nand so on.")
    ] == [
        "2",
        "2.2",
    ]


@pytest.mark.parametrize("above", ["examplitis\nexamplosis", "0.5-2 mg 3-4 mg", "•"])
def test_the_next_subsection_may_stand_below_a_list_or_table(above: str) -> None:
    text = f"2 DOSAGE AND ADMINISTRATION\nIt is given by mouth, once daily, with or without food, in the evening.\n{above}\n"
    assert _headings(f"{text}2.1\nUse of Exampline\nGive it.")[1:] == (
        [("2.1", "Use of Exampline")] if above == "•" else []
    )
    assert _headings(f"{text}2.1 Use of Exampline\nGive it.")[1:] == [("2.1", "Use of Exampline")]
    assert _headings(f"{text}2.2 Use of Exampline\nGive it.")[1:] == []


def test_a_sentence_does_not_run_on_into_a_heading() -> None:
    text = "2 DOSAGE AND ADMINISTRATION\nGive it as section\n2.1 Recommended Dosage\nsays.\n\n2.1 Recommended Dosage\nGive."
    assert _headings(text) == [("2", "DOSAGE AND ADMINISTRATION"), ("2.1", "Recommended Dosage")]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "5.1 Liver Injury, Including Disease of the Small Veins of the Liver (VOD) (also\n known as SOS)\n"
            "In the trial, it was seen in a large number of the patients who had been given exampline.",
            "Liver Injury, Including Disease of the Small Veins of the Liver (VOD) (also known as SOS)",
        ),
        (
            "5.1 Risk of Lower Activity When Given With Any Other Drug or\nHerbal Medicine\n"
            "Do not give it with others, of which there are a great many.",
            "Risk of Lower Activity When Given With Any Other Drug or Herbal Medicine",
        ),
        (
            "5.1 Liver Injury in Adults\nwith Hepatitis\nIn the trial, it was seen in a large number of the patients.",
            "Liver Injury in Adults with Hepatitis",
        ),
        ("5.1 Liver Injury\nIn Exampline Trial 1, it was seen.", "Liver Injury"),
    ],
)
def test_joins_a_wrapped_title(text: str, title: str) -> None:
    assert _headings(f"5 WARNINGS AND PRECAUTIONS\n{text}")[-1] == ("5.1", title)


def test_subsections_rise_and_may_leave_numbers_out() -> None:
    titles = "8.1 Pregnancy", "8.2 Lactation", "8.4 Pediatric Use", "8.5 Geriatric Use"
    text = "8 USE IN SPECIFIC POPULATIONS\n" + "".join(f"{title}\nNothing is known.\n" for title in titles)
    assert [number for number, _ in _headings(text)] == ["8", "8.1", "8.2", "8.4", "8.5"]


def test_lowered_digits_at_the_end_of_a_page_do_not_hide_a_heading() -> None:
    text = "5 WARNINGS AND PRECAUTIONS\n5.1 Bleeding\nLevels of vitamin B fell in\nsome.\n12\n12\f5.2 Rash\nIt itches."
    assert [number for number, _ in _headings(text)] == ["5", "5.1", "5.2"]


def test_titles_of_their_own_are_taken_on_request_where_the_number_is_the_next() -> None:
    text = "5. WARNINGS AND PRECAUTIONS\nCare.\n6. OVERALL SAFETY\nSafe.\n8. SKIPPED ONE\nNo.\n7. WHAT TO MONITOR\nAll."
    lines = lines_of(text)
    found = [heading.number for heading in numbered_headings(lines, 0, len(lines), own_titles=True)]
    assert found == ["5", "6", "7"]
    assert [number for number, _ in _headings(text)] == ["5"]
