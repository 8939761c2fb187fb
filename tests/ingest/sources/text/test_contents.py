"""Headings told by the titles that the contents list."""

from ingest.sources.text.contents import contents_of
from ingest.sources.text.lines import lines_of
from ingest.sources.text.numbered import numbered_headings
from ingest.sources.text.reader import read_text

CONTENTS = """\
2 DOSAGE AND ADMINISTRATION
2.1 Recommended Dosage in Adults and Children Ten Years
of Age and Older
  • 2.2 Storage of Prepared Doses

1
3 DOSAGE FORMS AND STRENGTHS
"""


def _headings(text: str) -> list[tuple[str | None, str]]:
    lines = lines_of(text)
    contents = contents_of(lines_of(CONTENTS))
    return [(heading.number, heading.words) for heading in numbered_headings(lines, 0, len(lines), contents=contents)]


def test_an_entry_may_be_wrapped_and_followed_by_anything() -> None:
    titles = contents_of(lines_of(CONTENTS)).titles
    assert titles["2.1"] == {
        "RECOMMENDEDDOSAGEINADULTSANDCHILDRENTENYEARS",
        "RECOMMENDEDDOSAGEINADULTSANDCHILDRENTENYEARSOFAGEANDOLDER",
    }
    assert titles["2.2"] == {"STORAGEOFPREPAREDDOSES"}


def test_a_listed_title_may_wrap_anywhere_and_stand_below_an_open_sentence() -> None:
    text = (
        "2 DOSAGE AND ADMINISTRATION\nGive it as in\n2.1 Recommended Dosage in\n\nAdults and Children Ten Years of Age and Older\n"
        "The dose is 2 mg.\nexamplostat\n2.2 Storage of Prepared Doses\nKeep it cold."
    )
    assert _headings(text)[1:] == [
        ("2.1", "Recommended Dosage in Adults and Children Ten Years of Age and Older"),
        ("2.2", "Storage of Prepared Doses"),
    ]


def test_signs_of_lists_and_cells_may_part_a_number_from_its_title() -> None:
    text = (
        "2 DOSAGE AND ADMINISTRATION\nGive it.\n2.2\n\n•\n•\n\n30 min\n\nStorage of Prepared Doses\n\nKeep it cold.\n3\n3\n"
        "DOSAGE FORMS AND STRENGTHS\nTablets."
    )
    assert _headings(text) == [
        ("2", "DOSAGE AND ADMINISTRATION"),
        ("2.2", "Storage of Prepared Doses"),
        ("3", "DOSAGE FORMS AND STRENGTHS"),
    ]


def test_a_number_apart_from_its_title_is_none_of_the_text_between() -> None:
    text = (
        "HIGHLIGHTS OF PRESCRIBING INFORMATION\nThese highlights do not include all.\n"
        f"FULL PRESCRIBING INFORMATION: CONTENTS\n1 INDICATIONS AND USAGE\n{CONTENTS}"
        "FULL PRESCRIBING INFORMATION\n1 INDICATIONS AND USAGE\nFor adults.\n2 DOSAGE AND ADMINISTRATION\nGive it slowly.\n"
        "2.2\n\nOver 30 minutes.\n\nStorage of Prepared Doses\n\nKeep it cold.\n"
        "16 HOW SUPPLIED/STORAGE AND HANDLING\nIn vials.\n17 PATIENT COUNSELING INFORMATION\nTell them."
    )
    document = read_text("label.txt", text.encode())
    dosage, storage = (next(s for s in document.walk() if s.number == number) for number in ("2", "2.2"))
    assert [document.quote(block.text.span()) for block in dosage.blocks if hasattr(block, "text")] == [
        "Give it slowly.",
        "Over 30 minutes.",
    ]
    assert document.quote(storage.span) == "Storage of Prepared Doses\n\nKeep it cold."
