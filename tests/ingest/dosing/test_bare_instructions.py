import pytest

from ingest.extract.dose_rule import extract
from tests.ingest.building import Writing


def _of_warning(words: str, title: str = "Hepatic Exampleosis", number: str = "5.3") -> list[tuple[str, set[str]]]:
    writing = Writing()
    writing.words("These highlights do not include all the information needed to use EXAMPLINE safely and effectively.")
    made = writing.add(writing.section(number, title, words)).reading()
    return [(rule.trigger, {str(action) for action in rule.actions}) for rule in extract(made)]


@pytest.mark.parametrize(
    ("words", "actions"),
    [
        ("Monitor the liver. Interrupt or reduce the dose of EXAMPLINE as appropriate.", [{"interrupt", "reduce"}]),
        ("Discontinue EXAMPLINE depending on severity.", [{"discontinue"}]),
        ("Discontinue EXAMPLINE based on severity [see Dosage and Administration (2.2)].", []),
        ("Discontinue EXAMPLINE and any other oxidizing agents.", []),
        ("Discontinue samplol.", []),
    ],
)
def test_an_instruction_without_a_finding_is_about_the_title_of_its_warning(
    words: str, actions: list[set[str]]
) -> None:
    assert _of_warning(words) == [("Hepatic Exampleosis", told) for told in actions]


@pytest.mark.parametrize(
    ("words", "triggers"),
    [
        ("Avoid use of EXAMPLINE in patients requiring treatment of growing masses.", ["treatment of growing masses"]),
        ("Do not initiate EXAMPLINE in patients with uncontrolled hypertension.", ["uncontrolled hypertension"]),
        ("Avoid use of samplol in patients with a rash.", []),
        ("Avoid use of EXAMPLINE in patients with severe renal impairment.", []),
    ],
)
def test_patients_who_are_not_given_the_product(words: str, triggers: list[str]) -> None:
    assert _of_warning(words) == [(trigger, {"omit"}) for trigger in triggers]
