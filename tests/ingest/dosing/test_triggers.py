import pytest

from ingest.dosing.triggers import Trigger, shortened, trigger
from ingest.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rash, Grade 2 or higher", Trigger(words="Rash", severity="Grade 2 or higher")),
        ("CTCAE (v5.0) intolerable rash", Trigger(words="intolerable rash")),
        ("grade 3 or 4 stomatitis", Trigger(words="stomatitis", severity="grade 3 or 4")),
        ("severe or life-threatening reactions", Trigger(words="reactions", severity="severe or life-threatening")),
        ("severe infection, bleeding, or rash", Trigger(words="severe infection, bleeding, or rash")),
        ("Grade 3 nausea or Grade 4 vomiting", Trigger(words="Grade 3 nausea or Grade 4 vomiting")),
        (
            "Grade 4 lipase elevation • Any rash with fever",
            Trigger(words="Grade 4 lipase elevation • Any rash with fever"),
        ),
        ("Nausea (Grade 3: no food for 3 days)", Trigger(words="Nausea", severity="Grade 3: no food for 3 days")),
        ("a count down to Grade 3 (< 50,000/mm3)", Trigger(words="count down to Grade 3 (< 50,000/mm3)")),
        ("Any grade rash related to treatment", Trigger(words="rash related to treatment", severity="Any grade")),
        ("no other cause of the rash is identified", Trigger(words="no other cause of the rash is identified")),
        ("rash, depending on severity and persistence", Trigger(words="rash")),
        ("anaphylaxis should occur", Trigger(words="anaphylaxis")),
        ("patients taking Exampline experience a rash", Trigger(words="rash")),
        ("rash as recommended", Trigger(words="rash")),
        ("the patient develops a rash", Trigger(words="rash")),
    ],
)
def test_a_trigger_and_its_severity(text: str, expected: Trigger) -> None:
    assert trigger(tokenize(text)) == expected


def test_words_that_only_say_that_it_happens_are_cut() -> None:
    assert shortened("Patients who develop severe rash") == "severe rash"
    assert shortened("uveitis is observed") == "uveitis"
    assert shortened("uveitis is confirmed") == "uveitis is confirmed"
