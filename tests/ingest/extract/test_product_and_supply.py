from decimal import Decimal

from ingest.extract import appearance, handling, ingredient, package
from kg.codes import HandlingAdvice, IngredientRole, ProductState
from tests.ingest.building import reading_of


def test_handling_is_of_the_state_that_the_words_before_it_tell() -> None:
    reading = reading_of({"2.4": "Dilute in a bag. Gently invert the bag. DO NOT SHAKE.", "16": "Protect from light."})
    assert [(fact.advice, fact.state) for fact in handling.extract(reading)] == [
        (HandlingAdvice.INVERT, ProductState.DILUTED),
        (HandlingAdvice.DO_NOT_SHAKE, ProductState.DILUTED),
        (HandlingAdvice.PROTECT_FROM_LIGHT, ProductState.UNOPENED),
    ]


def test_warming_up_takes_as_long_as_the_sentence_says() -> None:
    text = (
        "If refrigerated (2-8°C; 36-46°F), allow the bag to equilibrate at room temperature for approximately 1 hour."
    )
    (fact,) = handling.extract(reading_of({"2.4": text}))
    assert (fact.advice, fact.duration, fact.duration_unit) == (
        HandlingAdvice.WARM_TO_ROOM_TEMPERATURE,
        Decimal(1),
        "h",
    )


def test_the_looks_of_a_solution_are_quoted_in_full() -> None:
    (fact,) = appearance.extract(
        reading_of({"2.4": "The reconstituted solution should be clear to opalescent and yellow."})
    )
    assert (fact.state, fact.description) == (ProductState.RECONSTITUTED, "clear to opalescent and yellow")


def test_ingredients_with_their_amounts() -> None:
    text = (
        "Each single-dose vial delivers 0.9 mg examplumab vedotin. Inactive ingredients are polysorbate 80 (0.36 mg), "
        "sucrose (180 mg), and water."
    )
    found = ingredient.extract(reading_of({"11": text}))
    assert {(fact.substance, fact.role, fact.amount) for fact in found} == {
        ("examplumab vedotin", IngredientRole.ACTIVE, Decimal("0.9")),
        ("polysorbate 80", IngredientRole.INACTIVE, Decimal("0.36")),
        ("sucrose", IngredientRole.INACTIVE, Decimal(180)),
        ("water", IngredientRole.INACTIVE, None),
    }


def test_a_package_has_its_code_and_contents() -> None:
    (fact,) = package.extract(reading_of({"16.1": "Each carton (NDC 12345-678-90) contains one single-dose vial."}))
    assert (fact.ndc, fact.container, fact.quantity, fact.contents) == (
        "12345-678-90",
        "carton",
        1,
        "one single-dose vial",
    )
