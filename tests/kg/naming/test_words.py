import pytest

from kg.naming.words import key, parts, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Oedema peripheral", "Peripheral edema"),
        ("Hypokalaemia", "hypokalemia"),
        ("Infusion-related reactions", "infusion related reaction"),
        ("Palmar-plantar erythrodysaesthesia", "Palmar-plantar erythrodysesthesia"),
        ("Guillain-Barré syndrome", "Guillain-Barre syndrome"),
        ("Headaches NOS", "Headache"),
        ("Vision blurred", "blurred vision"),
    ],
)
def test_forms_that_say_the_same_have_one_key(one: str, other: str) -> None:
    assert key(words(one)) == key(words(other))


@pytest.mark.parametrize(("one", "other"), [("Hypokalemia", "Hyperkalemia"), ("Rash", "Rash papular"), ("ALT", "AST")])
def test_forms_that_say_something_else_have_another(one: str, other: str) -> None:
    assert key(words(one)) != key(words(other))


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Nausea/vomiting", ("Nausea", "vomiting")),
        ("Nausea and/or vomiting", ("Nausea", "vomiting")),
        ("colitis or neutropenic colitis", ("colitis", "neutropenic colitis")),
        ("Hand-and-foot syndrome", ("Hand-and-foot syndrome",)),
        ("Disorder", ("Disorder",)),
    ],
)
def test_a_combined_term_has_parts(printed: str, expected: tuple[str, ...]) -> None:
    assert parts(printed) == expected
