from ingest.completeness import checks, completed
from ingest.context import Risk
from ingest.extract import dose_rule, material, population, time_limit
from tests.ingest.building import reading_of


def test_a_condition_that_no_field_holds_makes_the_fact_incomplete() -> None:
    reading = reading_of({"2.4": "If the diluted solution is filtered, polyethersulfone filters are recommended."})
    (fact,) = completed(reading.document, material.extract(reading))
    assert fact.incomplete == ("If the diluted solution is filtered",)


def test_a_statement_without_conditions_is_complete() -> None:
    reading = reading_of({"2.4": "Keep the diluted solution for up to 4 hours at room temperature (20-25°C)."})
    (fact,) = completed(reading.document, time_limit.extract(reading))
    assert fact.incomplete == ()


def test_an_exception_that_a_rule_does_not_tell_makes_it_incomplete() -> None:
    reading = reading_of({"2.3": "Interrupt EXAMPLINE for Grade 3 rash unless the rash is due to infection."})
    (rule,) = [fact for fact in completed(reading.document, dose_rule.extract(reading)) if fact.kind == "dose_rule"]
    assert rule.incomplete == ()


def test_a_code_that_says_no_explains_the_negation() -> None:
    text = "No dose adjustment is recommended in patients with mild renal impairment."
    reading = reading_of({"8.6": text})
    assert {fact.incomplete for fact in completed(reading.document, population.extract(reading))} == {()}


def test_a_number_that_no_fact_has_read_makes_the_fact_incomplete() -> None:
    reading = reading_of(
        {"2.4": "Keep the diluted solution for up to 4 hours at room temperature at a slope of 77 marks."}
    )
    (fact,) = completed(reading.document, time_limit.extract(reading))
    assert fact.incomplete == ("77 marks",)


def test_what_is_asked_of_kinds_names_kinds_and_risks_that_there_are() -> None:
    assert checks().risks["dose_rule"] >= {Risk.NEGATION, Risk.CONDITION, Risk.EXCEPTION}
    assert "dose_rule" in checks().numbered
