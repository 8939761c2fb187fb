import pytest

from ingest.taken_numbers import taken_numbers
from tests.ingest.building import reading_of


@pytest.mark.parametrize(
    ("section", "text", "taken"),
    [
        ("5.1", "Rash was reported in 12/60 patients (20%).", ["12/60", "20%"]),
        ("6.1", "Reactions leading to death were infection (6%) and rash (2%).", ["6%", "2%"]),
        ("12.3", "The mean Cmax of examplinib was 308 ng/mL in 12 patients.", ["308 ng/mL"]),
        ("8.6", "Interrupt dosing if total bilirubin is > 1.5 × ULN.", ["> 1.5 × ULN"]),
        ("8.3", "Use effective contraception for at least 8 months after the last dose.", ["at least 8 months"]),
        ("14", "Remission was defined as < 5% blasts.", ["< 5%"]),
        ("5.1", "The median time to onset was 15 days.", []),
    ],
)
def test_numbers_of_other_kinds(section: str, text: str, taken: list[str]) -> None:
    passage = reading_of({section: text}).passages[0]
    [sentence] = passage.sentences
    positions = taken_numbers(passage, sentence)
    assert [token.text for token in passage.tokens if token.i in positions] == taken
