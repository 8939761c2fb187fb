import pytest

from ingest.dosing.antecedents import only_points, points, with_antecedent


@pytest.mark.parametrize(
    "words", ["such a reaction", "these signs or symptoms", "the above events", "such effects", "such urges", "it"]
)
def test_words_that_only_point_back(words: str) -> None:
    assert only_points(words)


@pytest.mark.parametrize(
    "words",
    [
        "infections by these pathogens",
        "these toxicities persist",
        "symptoms persist",
        "it does not resolve within 4 weeks",
    ],
)
def test_words_that_point_back_and_say_more(words: str) -> None:
    assert points(words)
    assert not only_points(words)


@pytest.mark.parametrize("words", ["rash", "symptoms of pneumonitis", "persistent rash"])
def test_findings_that_name_themselves(words: str) -> None:
    assert not points(words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("such a reaction", "severe rash"),
        ("continues to experience this reaction", "continues to experience severe rash"),
        ("it does not resolve", "severe rash does not resolve"),
        ("these toxicities persist", "these toxicities persist"),
    ],
)
def test_what_a_trigger_points_to_takes_its_place(words: str, expected: str) -> None:
    assert with_antecedent(words, "severe rash") == expected
