from ingest.completeness import completed
from ingest.extract import material, time_limit
from tests.ingest.building import reading_of


def test_a_condition_that_no_field_holds_makes_the_fact_incomplete() -> None:
    reading = reading_of({"2.4": "If the diluted solution is filtered, polyethersulfone filters are recommended."})
    (fact,) = completed(material.extract(reading))
    assert fact.incomplete == ("If the diluted solution is filtered",)


def test_a_statement_without_conditions_is_complete() -> None:
    reading = reading_of({"2.4": "Keep the diluted solution for up to 4 hours at room temperature (20-25°C)."})
    (fact,) = completed(time_limit.extract(reading))
    assert fact.incomplete == ()
