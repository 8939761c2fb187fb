"""Severity in a column between reaction and what to do."""

import pytest

from tests.ingest.sources.text.tables.excerpts import body, header, read

MODIFICATIONS = """\
Table 3: Dosage Modifications of Exampline for Adverse Reactions

Adverse Reaction{gap}Severity{gap}Dosage Modification
Inflammation of
the lungs
Grade 2
Withhold Exampline until recovery to Grade 0 or 1, and then
resume at the same dose.
Grade 3 or 4
Permanently discontinue Exampline.
Rash First occurrence Withhold Exampline.
Other
Any Grade
Continue.
"""


@pytest.mark.parametrize("gap", [" ", "\n"])
def test_a_reaction_takes_the_rows_of_all_its_grades(gap: str) -> None:
    table = read(MODIFICATIONS.format(gap=gap))
    assert header(table) == [["Adverse Reaction", "Severity", "Dosage Modification"]]
    assert body(table) == [
        [
            "Inflammation of the lungs",
            "Grade 2",
            "Withhold Exampline until recovery to Grade 0 or 1, and then resume at the same dose.",
        ],
        ["Grade 3 or 4", "Permanently discontinue Exampline."],
        ["Rash", "First occurrence", "Withhold Exampline."],
        ["Other", "Any Grade", "Continue."],
    ]
    reaction = table.cell(2, 0)
    assert reaction is not None
    assert reaction.words == "Inflammation of the lungs"


def test_a_severity_without_reaction_is_not_understood() -> None:
    text = MODIFICATIONS.format(gap=" ").replace("Inflammation of\nthe lungs\n", "")
    assert not read(text).understood
