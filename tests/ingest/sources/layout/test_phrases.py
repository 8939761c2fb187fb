"""Lines of a page as phrases with gaps between them."""

import pytest

from ingest.sources.layout.columns_text import pages_in_columns
from ingest.sources.layout.phrases import phrase_lines


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Dry mouth   12   (4.5)", ["Dry mouth", "12", "(4.5)"]),
        ("Dry mouth was common.", ["Dry mouth was common."]),
        ("•   Reduce the dose.", ["• Reduce the dose."]),
        ("Anemia   •   Reduce the dose.", ["Anemia", "• Reduce the dose."]),
    ],
)
def test_two_blanks_part_phrases_but_not_a_bullet_from_its_item(line: str, expected: list[str]) -> None:
    (page,) = pages_in_columns(line)
    (found,) = phrase_lines(page)
    assert [phrase.text for phrase in found.phrases] == expected


def test_white_space_above_a_line_is_measured() -> None:
    (page,) = pages_in_columns("One\n\n\nTwo\nThree\n")
    assert [line.above for line in phrase_lines(page)] == [0.0, 26.0, 2.0]
