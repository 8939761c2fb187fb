"""Values at the ends of lines."""

import pytest

from ingest.sources.text.tables.values import is_bracket, trailing_amounts, trailing_values


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in trailing_values(text)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Nausea 31 2 46 0", ["31", "2", "46", "0"]),
        ("Diarrhea 53% <1% –", ["53%", "<1%", "–"]),
        ("Serious reactions 41 (8%) 2 (0.4%)a", ["41 (8%)", "2 (0.4%)a"]),
        ("n (%) 35/39 (89.7) 6/19 (31.6)", ["35/39 (89.7)", "6/19 (31.6)"]),
        ("Death 1,155 (3.1) 0.81 (0.64, 1.03)", ["1,155 (3.1)", "0.81 (0.64, 1.03)"]),
        ("20 20 -33 -43", ["20", "20", "-33", "-43"]),
        ("Median (95% CI) NR 8.0 [4.9-10.4]", ["NR", "8.0 [4.9-10.4]"]),
        ("Blood disorders", []),
        ("≥ Grade 3 All", []),
        ("Body weight 20 kg", []),
    ],
)
def test_values_stand_at_the_end(text: str, values: list[str]) -> None:
    assert found(text) == values


def test_amounts_have_units() -> None:
    text = "Doseb 0.8 mg/m2 0.5 mg/m2 21 daysc"
    assert [text[start:end] for start, end in trailing_amounts(text)] == ["0.8 mg/m2", "0.5 mg/m2", "21 daysc"]


@pytest.mark.parametrize(("text", "expected"), [("[2.9-7.2]", True), ("(0.69, 0.89)", True), ("[95% CI]", False)])
def test_brackets_belong_to_the_value_above(text: str, expected: bool) -> None:
    assert is_bracket(text) is expected
